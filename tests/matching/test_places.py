"""Which place a reporter insists on, which a text names, and what lies in what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import places
from bot.matching.gazetteer import NAMES, america, chain, countries
from tests.reading import within

US, UK, CA = "United States", "United Kingdom", "Canada"
TRI = "New York, New Jersey, Connecticut"

# a sentence in which somebody is asked for, and the places that will do
INSISTED = """
Sources must be US-based. | United States
U.S.-based only. | United States
Looking for a us-based hand surgeon. | United States
Must be based in the United States. | United States
U.S. sources only, please. | United States
US only. | United States
USA ONLY | United States
US EXPERTS ONLY PLEASE, NO AGENCIES AND NO SOFTWARE | United States
Experts must be located in the United States. | United States
Sources must be located in the U.S. and reachable by phone. | United States
Open to US residents aged 21 and over. | United States
Sources outside the US will not be considered. | United States
I cannot use anyone outside of the U.S. | United States
Do not reply if you are not based in the UK. | United Kingdom
Sources outside Canada cannot be used. | Canada
No overseas pitches. | United States
No international pitches, please. | United States
North American brands only. | North America
Stateside sources only. | United States
Looking for Texas realtors to talk about hail. | Texas
Looking for Texans who lost a roof to hail. | Texas
Looking for realtors in Texas to talk about hail. | Texas
Seeking a roofer from Texas. | Texas
I need a California-licensed contractor. | California
Must be licensed in California. | California
You should be licensed in CA or NV. | California, Nevada
Attorneys licensed in Illinois or Indiana, please. | Illinois, Indiana
Seeking attorneys in NY/NJ/CT on leases. | New York, New Jersey, Connecticut
Seeking attorneys in NY, NJ or CT on leases. | New York, New Jersey, Connecticut
Seeking NY/NJ/CT attorneys. | New York, New Jersey, Connecticut
Looking for two families in the tri-state area. | tri-state area
I need a plumber in the tri-state area. | tri-state area
Chicago-area bakers: what does butter cost you? | Greater Chicago
Looking for Chicago-area bakers. | Greater Chicago
I'd like to speak with bakers in the Chicago area. | Greater Chicago
Looking for a baker local to Denver. | Denver
Looking for experts from the UK. | United Kingdom
UK experts wanted on damp walls | United Kingdom
Looking for Canadian accountants. | Canada
I'm after British dog trainers. | United Kingdom
Seeking Dutch bicycle makers who sell abroad. | Netherlands
I want to hear from Australian or Kiwi parents. | Australia, New Zealand
Looking for Nordic founders. | Nordics
Seeking Gulf-based lenders. | Gulf States
I need a MENA-based analyst. | MENA
Looking for LATAM founders. | Latin America
Seeking EU-based privacy lawyers. | European Union
Looking for European hoteliers. | Europe
Need an Asia-Pacific-based economist. | Asia-Pacific
Seeking Scandinavian potters. | Scandinavia
I'm looking for nurses in New England. | New England
Seeking gardeners in the Pacific Northwest. | Pacific Northwest
Looking for farmers in the Midwest who grow oats. | Midwest
Seeking bakers in the South. | the South
Looking for teachers in the DMV. | DMV
Looking for renters in the Bay Area. | Bay Area
Seeking SoCal surfers over 60. | SoCal
Looking for GTA homeowners who rebuilt a porch. | Greater Toronto
Looking for NYC-based cooks. | New York City
Need a Philly chef for Tuesday. | Philadelphia
Seeking Twin Cities florists. | Twin Cities
Looking for DFW teachers. | DFW
Seeking owners in Arizona, Georgia or Virginia. | Arizona, Georgia, Virginia
Seeking growers in Georgia, near Atlanta. | Georgia, Greater Atlanta
I need a vet in Portland, Maine. | Portland, Maine
I need a vet in Paris, Texas. | Paris, Texas
I need a vet in London, Ontario. | London, Ontario
I need a vet in Vancouver, Washington. | Vancouver, Washington
I need a vet in Cambridge, Massachusetts. | Cambridge, Massachusetts
I need a vet in Birmingham, Alabama. | Birmingham, Alabama
I need a vet in Bergen County, NJ. | Bergen County
I need a vet in Elmwood County, OH. | Elmwood County, Ohio
I need a vet in Orange County. | Orange County
Must be in Chicago for the photo. | Chicago
You must live within two hours of Detroit. | Greater Detroit
In-studio, Los Angeles. | Los Angeles
You'd have to come to our studio in Burbank. | Burbank
Location: Toronto | Toronto
Please only reply if you're in Canada. | Canada
London landlords: how will the act change things? | London
No non-US sources please. | United States
Licenses in one of these states: Ohio, Indiana. | Ohio, Indiana
NEEDED: VET IN DALLAS, TX FOR TV SEGMENT | Dallas
Candidates must be in or near Nashville. | Greater Nashville
California privacy lawyers wanted | California
We can't accept pitches from outside North America. | North America
Location: must be US | United States
Are you a nurse in Ohio? | Ohio
Looking for two founders (US/UK only). | United States, United Kingdom
Experts must be U.S. citizens. | United States
Ontario condo lawyers: when can a levy be fought? | Ontario
Houston landlords and tenants: is your heat on? | Houston
Restaurant owners in Ohio: what went off the menu? | Ohio
Looking for a board-certified dermatologist (US). | United States
Need two nurses (UK, practising) for a panel. | United Kingdom
UK-registered counsellors wanted. | United Kingdom
We only accept sources in the US. | United States
Only quoting lawyers from Ireland. | Ireland
Based anywhere in the US or Canada. | United States, Canada
Need someone practising in Kenya. | Kenya
Schools must be in NY (ideally near the city), NJ or CT. | New York, New Jersey, Connecticut
Hosted stay wanted: seeking a hosted stay in Savannah, GA | Savannah
We are a US magazine so US sources only. | United States
Must be a US shopper. | United States
Please be in the US. | United States
Scottish crofters wanted | Scotland
I need a dentist in Manchester, UK. | Manchester
Looking for teachers in Sydney or Melbourne. | Sydney, Melbourne
Seeking Austin realtors. | Austin
Need lawyers admitted in at least one U.S. state. | United States
Looking for solicitors in England or Wales. | England, Wales
"""

FREE = """
This is for an article about moving to Portugal.
Looking for advisers to explain taxes for an article about moving to Portugal.
I need experts for a UK magazine.
Looking for experts on US tax rules.
Looking for plumbers to talk about the Texas freeze.
I need a tax adviser for a New York Times story.
I write for the Chicago Tribune and need a baker.
We are a Toronto-based outlet looking for bakers.
I'm a Montreal-based writer looking for a baker.
I'm a reporter based in Boston and I need a baker.
Looking for bakers, preferably in Ohio.
Looking for bakers, ideally US-based.
A US-based baker would be a plus.
Bonus points for bakers in Texas.
US-based preferred, but please all reply.
Looking for bakers, not just US-based.
Looking for bakers from the US or anywhere in the world.
Looking for bakers worldwide, from the US to Japan.
US and international sources welcome.
UK experts are welcome.
I need bakers outside the US.
Looking for non-US bakers.
Looking for bakers in any state except California.
Looking for bakers, but nobody from California.
Our readers are primarily women in the US.
The US is the only country without such a law.
The freeze happened only in Texas.
I was in Ohio last week. It rained.
Looking for experts who can discuss why Australia never built it.
Seeking a chef who can explain British food habits.
Looking for a China trade policy expert.
Looking for cooks with experience in Italy.
Looking for people to tell me how to cook turkey.
Looking for bakers who eat off china.
Looking for Turkey recipes from bakers.
PLEASE TELL US IF YOU ARE A BAKER, OR CALL ME IN THE MORNING, OK
LOOKING FOR BAKERS OR COOKS IN OR NEAR RETIREMENT, HI TO ALL
Send me your tips, OK?
Looking for bakers; talk to ME, or HR.
Looking for a PA, MD or DO who treats burns.
Thanks, Jordan
Looking for experts; Sydney will reply to you.
I spoke with Austin Smith and need another baker.
I interviewed Michael Jordan and need a trainer.
Reading is fun: looking for librarians.
Looking for mobile app founders.
Looking for bakers with nice ovens.
Mobile phones: looking for repairers.
Looking for graduates of Boston University.
Looking for members of the American Academy of Dermatology.
Looking for British Airways stories from travellers.
Looking for experts in Chinese medicine.
Looking for French bulldog owners.
Looking for Italian chefs with a good sauce.
Looking for African American dermatologists.
Looking for Asian American founders.
Looking for people who moved from California to Texas.
Looking for people who have traveled to Japan.
Looking for travel experts to share the best beaches in Florida.
Preference given to California bakers.
Toronto-based outlet seeks bakers.
Need a baker in OK shape.
Looking for a Georgia O'Keeffe expert.
Looking for a Paris Hilton biographer.
Looking for financial pros for US News.
Brands from outside the US are fine too.
London Marathon runners, what shoes do you wear?
California privacy law: lawyers wanted
Our audience is US and UK homeowners.
Answers in English or Spanish are fine.
You can answer in English, French or Portuguese.
Looking for advice about travel to Japan from guides.
We met in London and talked to bakers.
My company is licensed in Ohio.
Our studio is located in Denver.
The recalled lettuce was grown in Arizona.
Looking for experts for a story on schools in Chicago.
Need a therapist to comment on the law in Florida.
Americans wait a long time to see doctors.
Products must ship to the US.
Regardless of country: looking for bakers, US or not.
It doesn't have to be the US: looking for bakers.
"""


def _asked(row):
    line, wanted = (part.strip() for part in row.rsplit("|", 1))
    return line, wanted


@pytest.mark.parametrize(
    ("line", "wanted"), [_asked(row) for row in INSISTED.strip().splitlines()]
)
def test_a_place_that_the_source_must_be_in_is_demanded(line, wanted):
    got = places.demanded(line, near_role=True)
    exact = {wanted} | set(wanted.split(", "))
    assert got
    assert got <= exact
    assert len(got) == 1 if wanted in got else len(got) == len(wanted.split(", "))


@pytest.mark.parametrize("line", FREE.strip().splitlines())
def test_a_place_of_the_subject_or_the_outlet_or_a_wish_is_not_demanded(line):
    assert not places.demanded(line, near_role=True)


@pytest.mark.parametrize(
    "line",
    [
        "A company based in Ohio recalled its lettuce after a long and costly quarrel.",
        "People living in Portugal pay less, says the study that I write about.",
        "The firm, licensed in Texas since 1999, has gone, and with it all it had.",
        "Texas has many realtors.",
        "Canadian banks raised their rates again.",
    ],
)
def test_a_plain_statement_demands_nothing(line):
    assert not places.demanded(line, near_role=False)


@pytest.mark.parametrize(
    "line",
    [
        "US only.",
        "Must be based in the UK.",
        "Licensed in Texas, please.",
        "Sources outside Canada cannot be used.",
        "I'm looking for U.S. companies, any size.",
    ],
)
def test_some_words_insist_without_a_request_beside_them(line):
    assert places.demanded(line, near_role=False)


def test_of_two_sentences_the_narrower_place_is_demanded():
    us, states = frozenset([US]), frozenset(["Iowa", "Kansas"])
    assert places.together([us, states]) == states
    assert places.together([states, us]) == states
    assert places.together([us, frozenset([CA])]) == {US, CA}
    assert places.together([frozenset(), us, frozenset()]) == us
    assert places.together([]) == frozenset()


@pytest.mark.parametrize(
    "line",
    ["Sources anywhere in the world.", "International sources are welcome.", "Worldwide!"],
)
def test_a_sentence_can_open_the_request_to_the_world(line):
    assert places.lifted(line)
    assert not places.lifted("Anywhere in Europe, but US preferred.")


@pytest.mark.parametrize(
    ("location", "wanted", "answer"),
    [
        ("Chicago, Illinois, USA", {US}, True),
        ("Chicago, Illinois, USA", {"Midwest"}, True),
        ("Chicago, Illinois, USA", {"Texas", CA}, False),
        ("Boulder, CO", {"Colorado"}, True),
        ("Boulder, CO", {"Greater Denver"}, False),
        ("Manchester, UK", {"England"}, True),
        ("Manchester, UK", {"Scotland"}, False),
        ("Manchester, New Hampshire", {UK}, False),
        ("Alentejo, Portugal", {"European Union"}, True),
        ("remote (US)", {US}, True),
        ("remote (US)", {"Texas"}, None),
        ("Remote", {US}, None),
        ("London / New York", {"New York"}, True),
        ("London / New York", {UK}, True),
        ("London / New York", {CA}, False),
        ("Greater Boston", {"Massachusetts"}, True),
        ("Greater Boston", {"Boston"}, None),
        ("Licensed in CA and NV", {"Nevada"}, True),
        ("Licensed in CA and NV", {"Oregon"}, False),
        ("Toronto, Canada", {US}, False),
        ("Toronto, CA", {CA}, True),
        ("Berlin, DE", {"Germany"}, True),
        ("Dover, DE", {"Delaware"}, True),
        ("Jersey City, New Jersey, USA", {"Greater New York City"}, True),
        ("Jersey City, New Jersey, USA", {"tri-state area"}, True),
        ("Smallville, NJ", {"Greater New York City"}, None),
        ("Smallville, NJ", {"Bergen County"}, None),
        ("Smallville, NJ", {"Ohio"}, False),
        ("Smallville, NJ", {"Smallville, New Jersey"}, True),
        ("Washington", {"Washington"}, None),
        ("Washington, D.C.", {"DMV"}, True),
        ("Seattle", {"Washington"}, True),
        ("Georgia", {"Georgia"}, None),
        ("Atlanta, Georgia", {"Georgia"}, True),
        ("Tbilisi, Georgia", {"Georgia"}, False),
        ("Tbilisi", {"Georgia (country)"}, True),
        ("New York, NY", {"New York City"}, True),
        ("New York", {"New York City"}, None),
        ("Paris, Texas", {"France"}, False),
        ("Paris, France", {"Europe"}, True),
        ("London, Ontario", {UK}, False),
        ("Vancouver, Washington", {CA}, False),
        ("Portland, ME", {"New England"}, True),
        ("Portland, OR", {"Pacific Northwest"}, True),
        ("Mexico City", {"North America"}, True),
        ("Mexico City", {"Latin America"}, True),
        ("Zurich", {"European Union"}, False),
        ("Dubai", {"Gulf States", "Levant"}, True),
        ("Sydney, Nova Scotia", {"Australia"}, False),
        ("the moon", {US}, None),
        ("", {US}, None),
        ("Ohio", set(), None),
    ],
)
def test_a_location_is_held_against_places(location, wanted, answer):
    assert places.stands_in(location, wanted) is answer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("From Ohio to Peru.", ("Ohio", "Peru")),
        ("Chicago, Illinois, USA", ("Chicago",)),
        ("Atlanta and the rest of Georgia", ("Atlanta", "Georgia")),
        ("Jordan Smith of Austin", ("Austin",)),
        ("We ate turkey off china.", ()),
        ("Chad said so.", ()),
        ("the New York Times", ()),
        ("Bank of America", ()),
        ("A trip to Nice and to Reading", ("Nice", "Reading")),
        ("Nice. Reading helps.", ()),
        ("DO IT OR ELSE, IN SHORT, CALL ME", ()),
        ("Dutch and British nurses", ("Netherlands", UK)),
        ("She speaks English, in Spanish too", ()),
        ("", ()),
    ],
)
def test_the_places_of_a_text_are_named(text, names):
    assert places.named(text) == names


def test_every_state_lies_in_the_united_states_and_none_abroad():
    states = [line.split("|")[0] for line in america.STATES.strip().splitlines()]
    assert len(states) == 56
    for state in states:
        assert places.within(state, US) is True
        assert places.within(state, CA) is False
        assert places.within(US, state) is None


COUNTRIES = [
    row.split("|")[0].split(",")[0]
    for row in countries.COUNTRIES.strip().replace("\n    ", " ").splitlines()
]


def test_every_country_is_there_and_lies_in_no_other():
    assert len(COUNTRIES) == len(set(COUNTRIES)) > 195
    for name in COUNTRIES:
        assert (set(COUNTRIES) & chain(name)) == {name}


def test_the_european_union_has_its_27_members():
    assert sum("European Union" in chain(name) for name in COUNTRIES) == 27
    assert places.within(UK, "European Union") is False


def test_no_place_lies_in_itself_twice_and_all_chains_end():
    for row in NAMES.values():
        for place in row:
            for holder in chain(place) - {place}:
                assert (
                    place not in chain(holder) or place.removeprefix("Greater ") in holder
                )


@given(st.text(max_size=300), st.booleans())
def test_no_text_raises(text, near):
    assert isinstance(places.demanded(text, near_role=near), frozenset)
    assert places.stands_in(text, {US}) in {True, False, None}
    assert all(isinstance(name, str) for name in places.named(text))


@pytest.mark.parametrize(
    "piece",
    ["US ", "NY/", "US, or ", "looking for ", "only in ", "A", "Aa ", "a, ", "(US ", "in ",
     "New ", "licensed ", "looking for a an ", "based in Xx ", "I'm a ", "\ue000"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece):
    line = (piece * 100_000)[:100_000]
    with within(1):
        places.demanded(line, near_role=True)
        places.stands_in(line, {US})
        places.named(line)
