"""Whether a name stands as a place: no newspaper, person, word, dish or tongue."""

import re
from dataclasses import dataclass

from bot.matching.gazetteer import NAMES

CONTEXT = 30  # characters read before and after a name


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# names that are also words or people: they need a word of place before or one that holds
# them after
NEED = word_set(
    "Mobile Reading Nice Bath Split Hull Cork Bend Orange Chelsea Jersey Sale Goa Derby "
    "Kent Devon Kerry Katy Lima Cali Sofia Florence Victoria Douro Essex Georgia Jordan "
    "Chad Austin Sydney Charlotte Madison Jackson Lincoln Savannah Brooklyn Phoenix "
    "Paris Israel Dallas Houston Virginia Washington Trenton Camden Mali Guinea "
    "Dominica Hamilton Windsor Kingston Lancaster Newton Irving Aurora Mesa Naples "
    "Athens Helena Taos Rio Faro Bergen Chandler Marin Laval Vaughan Regina Stirling "
    "Darwin Wellington Nelson Newcastle Richmond Arlington Princeton London "
    "Montgomery Flint York Durham Cary Houston Beja Norfolk Riverside Columbia Erie "
    "Troy Queens Perth Salem"
)
WORDS = word_set("Mobile Reading Nice Bath Split Hull Cork Bend Queens Chelsea")
WITH_THE = word_set(
    "South States Gulf Triangle Northwest Northeast Southeast Southwest Levant Prairies "
    "Highlands Emirates Baltic Southern Dominican Oz"
)
BEFORE = re.compile(
    r"(?i)(?:\b(?:in|from|near|around|to|across|throughout|within|outside|of|at|greater|"
    r"downtown|central|rural|western|eastern|northern|southern|and|or|the|for|local|"
    r"visiting|inside|looking for|seeking|need|calling|any|other than|only|an?)|[/,(:;]) ?$"
)
PLACED = re.compile(
    r"(?i)[- ](?:based|area|residents?|only|licensed|sources|experts)\b|[/]"
)
ORG = re.compile(
    r" (?:Times|Posts?|Today|TODAY|Magazine|Tribune|Herald|Journal|Globe|University|"
    r"College|State University|Academy|Association|Airlines|Airways|Bank|Institute|Society|"
    r"Express|Heart|Medical|Psych\w+|Dental|Bar Association|Board|Council|Chronicle|"
    r"Daily|Weekly|Sun|News|Press|Review|Telegraph|Dispatch|Inquirer|Knicks|Cowboys|"
    r"Parliament|Navy|Army|Treasury|Congress|Senate|Supreme|Department|Dream|Idol|Girl|"
    r"A&M|Commission|Open|Red Cross|Kennel|Veterinary|Cancer|Standard|Fashion Week)\b"
)
OF = re.compile(
    r"(?:University|Bank|Museum|Journal|Federation|Miss|Air|Duke|Prince) (?:of )?$"
)
CULTURE = re.compile(
    r"(?i)[- ](?:bulldogs?|terriers?|shepherds?|setters?|shorthairs?|sign language|"
    r"medicine|"
    r"yogh?urt|cuisine|cooking|dan(?:ce|cing)|watch(?:es)?|rugs?|art|literature|history|"
    r"language|films?|jiu|hold['’]em|(?:[A-Z]\w{2,15} )?fans|revolution|dressing|fries|"
    r"toast|"
    r"wines?|cheeses?|tea|barbecue|bbq|style)\b"
)
CUISINE = word_set(
    "Italian French Mexican Chinese Indian Thai Japanese Greek Korean Vietnamese Spanish "
    "Lebanese Turkish Ethiopian Peruvian Cuban Filipino Asian African Caribbean"
)
TABLE = re.compile(
    r"(?i) (?:restaurants?|food|foods|chefs?|cooks?|bakers?|recipes?|grocer\w*|markets?)\b"
)
ROOTS = re.compile(r"[- ](?:Americans?|Canadians?|Britons?)\b")
ROOTED = re.compile(
    r"\b(?:\w{2,12}an|Black|Native|Irish|Chinese|Japanese|Arab|Latino|Jewish)[ -]$"
)
FOOD = re.compile(
    r"(?i) (?:recipes?|day|trot|dinner|breasts?|legs?|sandwich\w*|meat|tail)\b"
)
LONE = re.compile(r"[A-Z][a-z]+$")
PEOPLE = re.compile(r"\w+(?:s|ist|er|or|ian|men|women|Based|Area)$|And$|Or$")
TONGUES = word_set(
    "English Spanish French Portuguese German Italian Dutch Polish Chinese Japanese "
    "Russian Korean Greek Swedish Danish Norwegian Finnish Turkish Welsh Thai Vietnamese"
)
SPOKEN = re.compile(
    r"(?i)(?:\b(?:in|speaks?|speaking|or|and|read|write|fluent|native|both|non-native|either|"
    r"if)|[,/]) ?$"
)
MEANT = re.compile(
    r"[- ](?!(?:or|and|if|is|are|isn|as|only|language|speak\w*|fine|ok|responses?|please|"
    r"subtitles?|on|with|by|to|at|for|will|too|also|translat\w*|accent)\b)[a-z]"
)
GREETED = re.compile(
    r"(?i)\b(?:hi|hello|dear|thanks|contact|regards|best|cheers|I['’]m),? ?$"
)
ACTS = re.compile(r"(?:['’]s)? (?:said|says|will|is|was|has|can|told|and I)\b")
FIRST_NAMES = word_set(
    "Michael Jack Denzel Janet Samuel Abraham Jermaine Kerry James John Mary George Booker "
    "Lewis Alexander David Anna Emma Sarah Mr Ms Mrs Dr Miss Isaac Elizabeth Barbara Jason "
    "Robert William Thomas Peter Paul Mark Andrew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place in a text: where, and which it may be, the likeliest first."""

    start: int
    stop: int
    places: tuple[str, ...]
    manner: str = ""  # adjective, people, code; "" for a plain name
    need: bool = False


def stands(text: str, named: Named, *, shout: bool) -> bool:
    """Say whether a name is a place here and no newspaper, person, word or dish."""
    said = text[named.start : named.stop]
    before = text[max(0, named.start - CONTEXT) : named.start]
    after = text[named.stop : named.stop + CONTEXT]
    if said == "US" and shout:
        return (
            not before.strip()
            or bool(PLACED.match(after))
            or bool(re.search(r"(?i)\b(?:the|in) $", before))
        )
    food = said == "Turkey" and FOOD.match(after)
    tongue = said in TONGUES and SPOKEN.search(before) and not MEANT.match(after)
    origin = said in CUISINE and (TABLE.match(after) or said in {"Asian", "African"})
    roots = bool(named.manner) and (ROOTS.match(after) or ROOTED.search(before))
    if origin or roots or CULTURE.match(after):
        return False
    if food or tongue or ORG.match(after) or OF.search(before):
        return False
    if said in WITH_THE:
        return bool(re.search(r"(?i)\bthe $|/ ?$", before) or PLACED.match(after))
    if named.need or said in WORDS:
        return _no_person(before, after, said)
    return True


def _no_person(before: str, after: str, said: str) -> bool:
    """Say whether a name that people bear, or a word, stands as a place."""
    follows = re.match(r" ([A-Z](?:['’][A-Z])?[a-z]+)", after)
    holds = re.match(r" ?, ?(?:[A-Z]{2}\b|[A-Z]\.|[A-Z][a-z]+)", after)
    previous = re.search(r"([A-Z][a-z]+) $", before)
    lies = re.search(r"\b(?:in|from|near|to|of|around|across) $", before)
    if said in WORDS:
        return bool(lies or holds)
    surname = follows and not PEOPLE.match(follows[1]) and follows[1] not in NAMES
    called = previous and previous[1] in FIRST_NAMES
    acts = ACTS.match(after) and not lies
    if surname or called or acts or GREETED.search(before):
        return False
    placed = BEFORE.search(before) or not before.strip() or PLACED.match(after)
    return bool(placed or holds or follows or re.match(r" [a-z]", after))
