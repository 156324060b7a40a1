"""Words for people: by their endings and a short vocabulary, of any trade."""

import re
from functools import lru_cache
from itertools import takewhile

from bot.matching.lexical import COMMON_STEMS, content

# those who lived it, bought it or suffer it; no trade of their own in the query
LIVED_BY = re.compile(
    r"(?i)(?<!social )(?<!care )\b(?:patients?|parents?|moms?|mothers?|dads?|fathers?|"
    r"grandparents?|(?:grand)?children|kids|brides?|grooms?|newlyweds?|couples?|"
    r"famil(?:y|ies)|retirees?|boomers?|widow(?:er)?s?|seniors|teens?|teenagers?|"
    r"millennials?|tenants?|renters?|home ?owners?|residents?|neighbou?rs?|employees?|"
    r"(?:co-?)?workers?|staffers?|job ?seekers?|freelancers?|customers?|shoppers?|"
    r"consumers?|users?|takers?|buyers|fans|subscribers?|borrowers?|taxpayers?|savers?|passengers?|travell?ers?|"
    r"commuters?|voters?|readers?|victims?|survivors?|sufferers?|caregivers?|singles|"
    r"daters?|dieters?|smokers?|drinkers?|divorcees?|adults|women|men|people|folks|"
    r"individuals|"
    r"(?:pet|dog|cat|puppy|kitten|horse|car|truck|home|house|property|boat|ev|pool)"
    r"[- ](?:owners?|parents?|people|lovers?))$"
)
LEARNERS = re.compile(
    r"(?i)\b(?:students?|interns?|majors|undergraduates?|undergrads?|trainees?|"
    r"apprentices?|pupils?|(?:recent |new )grad(?:uate)?s)$|"
    r"^(?:trainee|apprentice|student|aspiring|would-be|future) (?:[\w-]+ ){0,2}?"
    r"\w+(?:ers?|ors?|ists?|ians?|nurses?|vets?|doctors?|dentists?|chefs?|s)$(?<!ss)"
)
# says "a person who knows", and the field stands before it
KNOWS = re.compile(
    r"(?i)\b(?:experts?|professionals?|pros?|specialists?|persons?|people|folks|"
    r"practitioners?|authorit(?:y|ies)|sources?|voices?|guys?|clinicians?|thinkers?)$"
)
# a rank or a post: the words before it say which trade
POST = re.compile(
    r"(?i)\b(?:managers?|directors?|chiefs?|heads?|officers?|executives?|staff|crews?|"
    r"teams?|agents?|owners?|operators?|members?|workers?|leads?|employers?|reps?|"
    r"representatives?|presidents?|employees?|partners?|bosses|assistants?|leaders?|"
    r"consultants?|advis[eo]rs?|insiders?|veterans?)$"
)
_ENDING = re.compile(
    r"(?i)(?:..(?:ers?|ors?|ists?|ians?|eers?|(?:ount|sult|tend|sist|igr|rch|plic)ants?|"
    r"ees|[a-z]men|women|folks?)|"
    r"(?:\w*(?:staff|crew|crews|clergy|police|counsel|chiefs?|heads?|experts?|pros?|"
    r"professionals?|scientists?|attorneys?|vets?|nurses?|chefs?|coach(?:es)?|agents?|"
    r"guides?|pilots?|judges?|clerks?|hosts?|scouts?|sweeps?|cooks?|analysts?|critics?|"
    r"executives?|representatives?|reps|apprentices|academics|mechanics?|guards?|aides?|"
    r"midwi(?:fe|ves)|spouses|bosses|dietiti?ans?|DJs?|CEOs?|CFOs?|CTOs?|CIOs?|CISOs?|"
    r"architects?|nann(?:y|ies)|monks?|priests?|rabbis?|imams?|veterans?|artists?)))$"
)
_MACHINE = re.compile(
    r"(?i)\b(?:ai|virtual|voice|smart|digital|chat) (?:agents?|assistants?|workers?|"
    r"employees?|coach(?:es)?|companions?)$|\b(?:gift|buying|shopping|style|city|study|"
    r"how-to|field|price|beauty) guides?$"
)
_THING = re.compile(
    r"(?i)^(?:[\w-]*(?:water|paper|letter|number|flower|filter|heater|boiler|purifier|"
    r"charger|dryer|washer|freezer|cooker|blender|tracker|detector|conditioner|monitor)s?|"
    r"(?:computer|answer|offer|order|other|either|winter|summer|dinner|gutter|power|matter|"
    r"chapter|quarter|cancer|diaper|router|printer|career|folder|sweater|burger|butter|"
    r"sensor|door|floor|colou?r|flavou?r|factor|error|tumou?r|motor|interior|center|"
    r"weather|leather|shoulder|finger|layer|corner|cover|fever|liver|silver|river|never|"
    r"ever|over|under|after|better|later|rather|whether|together|consider|remember|"
    r"december|november|october|september|dollar|cooler|mixer|fryer|starter|wonder|super|"
    r"per|tier|mirror|behaviou?r|labou?r|harbou?r|rumou?r|honou?r|major|minor|senior|"
    r"junior|prior|list|wishlist|checklist|exist|twist|assist|fee|tree|degree|coffee|"
    r"guarantee|committee|plant|want|restaurant|grant|pant|elephant|shelter|counter|"
    r"container|poster|banner|trailer|scooter|newer|older|younger|bigger|smaller|lower|"
    r"higher|longer|easier|cheaper|her|peer|beer)s?)$"
)
# says how good, how many or from where, not which trade
_QUALITY = (
    content(
        "licensed certified registered credentialed board accredited qualified experienced "
        "senior junior leading top real actual independent practicing practising working "
        "current former retired young older small large big mid-size midsize local "
        "national "
        "female male women men woman us uk american british canadian based early "
        "late-career "
        "some several one two three four five few couple more different various trained "
        "great "
        "self-employed successful remote other all of the family-owned good another either "
        "knowledgeable subject matter thought busy in-house house short own seasoned "
        "trusted"
    )
    | COMMON_STEMS
)
_LEAD = re.compile(
    r"(?i)^(?:(?:a couple of|a few|an?|the|some|any|all|one|two|three|four|five|six|"
    r"several|few|many|more|"
    r"other|also|your|our|both|either|from|with|to|for|of|by|or|and|hear|up|as|"
    r"\d+[\d-]*|couple|of)\s+)+"
)

_MANY = re.compile(
    r"(?:(?i:s|men|women|people|folk|staff|crew|clergy|police|counsel|children|media))$|"
    r"\b[A-Z]{2,4}$"
)
_COMPOUND = re.compile(r"(?i)\b(social) (security|media|workers?)\b|\b(real) (estate)\b")


def fused(text: str) -> str:
    """Make one word of two that mean another thing together."""
    return _COMPOUND.sub(lambda m: "".join(filter(None, m.groups())), text)


def bare(phrase: str) -> str:
    """Take off what stands before a noun: "two or three", "an"."""
    return _LEAD.sub("", phrase.strip(" ,.;'’\"“”()")).strip()


def is_person(phrase: str) -> bool:
    """Say whether a phrase ends in a word for a person or persons."""
    words = phrase.split()
    if not words:
        return False
    last = words[-1]
    if _MACHINE.search(phrase):
        return False
    if _THING.match(last):
        return bool(LIVED_BY.search(phrase) or LEARNERS.search(phrase))
    return bool(
        _ENDING.search(last)
        or LIVED_BY.search(phrase)
        or LEARNERS.search(phrase)
        or KNOWS.search(phrase)
        or POST.search(phrase)
    )


def is_many(phrase: str) -> bool:
    """Say whether it can be an address: several people, or a post in short letters."""
    return bool(_MANY.search(phrase))


def trade(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of the head, if it names a trade, and of the words before it."""
    words = fused(phrase).split()
    plain = KNOWS.search(phrase) or POST.search(phrase)
    head = frozenset() if plain else content(words[-1])
    return head - _QUALITY, content(" ".join(words[:-1])) - _QUALITY


def post(phrase: str) -> str:
    """Return the stem of a rank that says no trade ("managers"), or ""."""
    found = POST.search(phrase)
    return next(iter(content(found[0])), "") if found else ""


def akin(word: str, others: frozenset[str]) -> bool:
    """Say whether a stem is there, or one that differs in its ending only."""
    return word in others or any(
        _same_root(word, o) for o in _roots(others).get(word[:ROOT], ())
    )


ROOT = 5  # letters that two stems of one root share at least


@lru_cache(maxsize=1024)
def _roots(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        if len(word) >= ROOT:
            found[word[:ROOT]] = (*found.get(word[:ROOT], ()), word)
    return found


def _same_root(a: str, b: str) -> bool:
    alike = sum(1 for _ in takewhile(lambda ab: ab[0] == ab[1], zip(a, b, strict=False)))
    return alike >= max(ROOT, min(len(a), len(b)) - 1)
