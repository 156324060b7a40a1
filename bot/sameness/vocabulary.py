"""Which words say what a request is about, which do not, and which alone decide.

Lists, not likeness: a word in doubt stands in none of them and counts as a word of the
subject, which keeps two requests apart.
"""

import re


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Said by reporters of any subject.
SOFT = frozenset(
    _list(
        """
a about above accept across actually ad additional adequate again all almost along
already also although am among an and anticipated any anybody anyone anything appear
appreciate approximately are around article as asap ask asking assist assistance at
audience available aware b2p back based basically be because become been being below
better between both brief briefly bring broad build but by call came can chat
check clearly come comfortable comment commentary compile complete concerning connect
consider considered contact contribute contributor could cover curious currently d day
dear deep delve did discuss do does doing done draft each earn editor eg either else
especially etc even ever every everybody everyone exact exactly examine example expert
expertise explain explore extend extra f far feature featured feel few find focus folk
follow following for form freelance from full fully further general
generally get give go going good got great group guide had happy has have having he hear
hello help her here hey hi him his hope hopefully however i ideal ideally ie if im
immediately importantly in include including individual info inform information input
insight instance intend interest interested interesting interview into is iso issue it
item its itself ive journalist just keen keep kind kindly know learn let like
list little ll look looking lot love m made main major make many massive may maybe me
mean meaning mention might mine most mostly much must my myself name namely nearly need
needed next nice nor note now o of offer ok on only opinion or other our ours out
outlet outline over overall panel part participate particular particularly people
per perfect perhaps person perspective piece pitch please point possible potential
potentially pr prefer preferably preference preparing pro produce profession
professional provide publication publish put question quick quickly quite quote rather
re reach read reader real really recent recently recommendation regard regarding related
relevant reminder reply report reporter reporting repost reposting request rerun
research respond response result role roughly s said same say search section see seek
seeking seem several share she short should show simple simply site so some somebody
someone something sort source speak specialist specific specifically state
statement still story strong such suggest suggestion sure surrounding t take talk tell
thank that the their them themselves then there these they thing think this those
thought through throughout tip title to together topic touch toward towards truly try
typically u understand unique up upcoming update upon urgent urgently us use
useful utilize various ve very via view want wanted was way we weigh welcome well were
what whatever which while whom whose wide will willing wish with within wonderful word
work working world would write writer writing written yes yet you your yours yourself
"""
    )
)
# Of how to answer; they count for nothing in a sentence about that.
FORM = frozenset(
    _list(
        """
able accepted address advance affiliate affiliation ai am anonymity anonymous
anonymously application appropriate apr april area asap attach attribution aug august
author background best bio biography bit blog blurb book byline cell central chatgpt
cheer city clinical close com company compensation complimentary confirm consideration
copy copyright coverage credential credit current date day deadline dec december degree
detail direct disclose disclosure doc drive dropbox eastern edit editing edt email end
eod est et eta exclusive extend extended facebook feb february file first flexible
format fri friday generate generated gpt guarantee guaranteed handle happily headshot
high highres hour image include instagram institutional interviewee invite jan january
job jpg jul july jun june landing length limit line link linkedin llm location long
lookout machine many mar march material max maximum message midnight minimum minute mon
monday month morning muck noon nov november number oct october ongoing online original
pacific paid paragraph pdf phone photo photograph picture pm png position post press
profile pronoun pst pt publicist quotable rack rate receive regards reminder repost
reposting representative rerun reserve resolution review reviewed right rolling round
sat saturday screen second send sentence sep sept september sincerely soon spelling
spokespeople spokesperson still submission submit sun sunday tag telephone text thanks
thu thursday tiktok time today tomorrow tonight tue tuesday tweet twitter update updated
urgent url verbatim video warmly website wed wednesday week weekend word x year youtube
zone zoom
"""
    )
)
# Different requests may differ in one of these alone, so none is ever let pass.
DECIDING = frozenset(
    _list(
        """
adult africa after against america annual anti april asia asian august australia autumn
baby bad baker bathroom bedroom beer before best big bike billion bird black blue boat
boomer borrower boss boy breakfast bride brother buy buyer california canada car cat ceo
cfo chef chicken child christian christmas cio ciso client close cmo coastal coffee cold
coo couple cow cto customer dad daily daughter december decrease dentist dinner divorced
diwali doctor dog domestic double down dozen during early east easter eastern employee
employer europe evening fall father february female fewer fire first fish florida
foreign founder free friday gain garden gay gen genz gin girl grandfather grandmother
grandparent green groom half halloween hamster hanukkah high hire hispanic home horse
hot how hr human hundred husband hyper hypo immigrant increase indoor infant inside
investor january jewish july june junior kitchen kitten landlord late latino lawyer
least left lender lesbian less local london lose loss low lunch male man manager march
married millennial million mom monday month monthly more morning mother muslim national
never new night no north northern not november nurse october office old older once open
outdoor outside owner paid parent paris patient pet pharmacist physician plane post pre
private public puppy quarter quit rabbit ramadan red rent renter reptile right rise
rural saturday save second sell seller senior september single sister small son south
southern spend spring stop straight student summer sunday tea teacher teen teenager
tenant texas thanksgiving therapist third thousand thursday toddler train trans triple
truck tuesday twice uk urban usa valentine vendor vet veteran veterinarian vodka
wednesday week weekly west western when where whiskey white who why widow wife win wine
winter without woman worker worst year yearly young younger
"""
    )
)
PROFESSION = re.compile(
    r"(?:ologist|iatrist|ician|therapist|opath|metrist|dontist|ographer|keeper|smith|maker"
    r"|grapher|planner|trainer|stylist)$"
)
ASKS = frozenset(("how", "why", "when", "where", "who"))
# Two spellings or names of one thing.
LIKE: dict[str, str] = {
    "american": "america",
    "arent": "not",
    "attorney": "lawyer",
    "business": "company",
    "cannot": "not",
    "cant": "not",
    "centre": "center",
    "children": "child",
    "dad": "father",
    "doctor": "physician",
    "doesnt": "not",
    "dont": "not",
    "favourite": "favorite",
    "feet": "foot",
    "fibre": "fiber",
    "firm": "company",
    "fridge": "refrigerator",
    "grey": "gray",
    "isnt": "not",
    "jewellery": "jewelry",
    "kid": "child",
    "lives": "life",
    "md": "physician",
    "men": "man",
    "mice": "mouse",
    "mom": "mother",
    "mommy": "mother",
    "mum": "mother",
    "percentage": "percent",
    "programme": "program",
    "teeth": "tooth",
    "tv": "television",
    "tyre": "tire",
    "vet": "veterinarian",
    "wives": "wife",
    "women": "woman",
    "wont": "not",
}
_NUMBERS = _list(
    """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
)
LIKE.update(zip(_NUMBERS, map(str, [*range(1, 21), *range(30, 91, 10)]), strict=True))
