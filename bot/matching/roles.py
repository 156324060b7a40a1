"""Professions: the words that ask for one and the titles and letters that show one."""

import re
from functools import cache, lru_cache

# every one of these is a doctor, but not any doctor will do
_SPECIALTY = re.compile(
    r"(?i)\b(?:(?:cardi|dermat|endocrin|gastroenter|gynec|hepat|immun|nephr|neur|onc|"
    r"ophthalm|pulmon|rheumat|ur|radi|anesthesi|hemat)olog(?:ist|y)|psychiatrist|"
    r"pa?ediatrician|obstetrician|surgeon|allergist|geriatrician|internist)s?\b"
)
# name: pattern. A name stands for itself in reasons.
ROLES: dict[str, str] = {
    "doctor": r"physicians?|doctors?|MDs?|M\.D\.?|DO|D\.O\.?",
    "dentist": r"dentists?|orthodontists?|dental hygienists?|endodontists?|periodontists?|"
    r"DDS|DMD",
    "psychologist": r"psychologists?|PsyDs?",
    "therapist": r"(?<!physical )(?<!occupational )(?:psycho)?therapists?|counsell?ors?|"
    r"LMFTs?|LCSWs?|LPCs?|LMHCs?",
    "physical therapist": r"physical therapists?|physiotherapists?|DPTs?|chiropractors?",
    "dietitian": r"dieti[ct]ians?|nutritionists?|RDNs?|RDs?|CDCES",
    "nurse": r"nurses?|RNs?|NPs?|nurse practitioners?",
    "pharmacist": r"pharmacists?|PharmDs?",
    "veterinarian": r"veterinarians?|vets?(?! tech)|DVMs?|VMDs?",
    "attorney": r"attorneys?|lawyers?|JDs?|J\.D\.|Esq\.?|solicitors?|barristers?|counsel",
    "accountant": r"accountants?|CPAs?|enrolled agents?|EAs?|tax (?:professionals?|"
    "preparers?|"
    r"advis[eo]rs?|experts?|directors?|pros?)",
    "financial planner": r"financial (?:planners?|advis[eo]rs?)|CFPs?|wealth (?:managers?|"
    r"advis[eo]rs?)|CFAs?|retirement (?:planners?|advis[eo]rs?)",
    "mortgage expert": r"mortgage (?:experts?|brokers?|lenders?|loan officers?|advisers?)|"
    r"loan officers?",
    "insurance agent": r"insurance (?:agents?|brokers?|experts?|professionals?)",
    "realtor": r"realtors?|real estate (?:agents?|brokers?|professionals?|experts?)",
    "economist": r"economists?",
    "architect": r"(?<!software )(?<!solutions )architects?",
    "interior designer": r"interior designers?|home stylists?",
    "plumber": r"plumbers?",
    "electrician": r"electricians?",
    "HVAC contractor": r"HVAC(?: (?:contractors?|technicians?|experts?|pros?|engineers?))?|"
    r"heating (?:contractors?|technicians?|engineers?)|NATE",
    "gas engineer": r"gas safe(?: registered)?(?: engineers?)?",
    "contractor": r"(?:general )?contractors?|home ?builders?|remodell?ers?|roofers?",
    "chef": r"chefs?|cooks|bakers?|restaurateurs?",
    "trainer": r"personal trainers?|fitness (?:coach(?:es)?|trainers?|instructors?)|"
    r"strength coach(?:es)?|yoga teachers?|NASM",
    "teacher": r"teachers?|educators?|tutors?|school counselors?",
    "academic": r"professors?|academics?|researchers?|scientists?|PhDs?|Ph\.D\.?",
    "security expert": r"CISSPs?|CISOs?|chief information security officers?|"
    r"(?:cyber ?|information )?security (?:experts?|researchers?|professionals?|leaders?|"
    r"analysts?|engineers?)",
    "HR leader": r"HR (?:leads?|leaders?|directors?|managers?|professionals?|experts?|"
    "heads?)|"
    r"human resources|chief people officers?|SHRM\w*|recruiters?|benefits leaders?",
    "marketer": r"CMOs?|marketers?|marketing (?:leaders?|experts?|directors?)|SEO experts?",
    "founder": r"(?:co-?)?founders?|CEOs?|entrepreneurs?|"
    r"(?:business|company|firm|agency|startup) owners?|owners? of (?:[\w-]+ ){0,4}?"
    r"(?:business(?:es)?|shops?|firms?|compan(?:y|ies)|stores?)",
    "travel agent": r"travel (?:agents?|advis[eo]rs?)|tour operators?",
    "pilot": r"pilots?",
    "stylist": r"(?:hair|wardrobe|fashion )?stylists?|colorists?|barbers?|makeup artists?|"
    r"est?heticians?",
}
_HEALTH = (
    r"(?:(?:health ?care|medical|health) (?:expert|professional|provider|pro)|clinician)s?"
)
_HOME = (
    r"home (?:improvement |repair |maintenance )?(?:expert|pro|professional)s?|tradespeople"
)
_HEALERS = frozenset(
    {"doctor", "dentist", "psychologist", "therapist", "physical therapist", "dietitian"}
    | {"nurse", "pharmacist"}
)
# asked for in general: any of these will do
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "health professional": (
        _HEALTH,
        _HEALERS,
    ),
    "mental health professional": (
        r"mental[- ]health (?:experts?|professionals?|clinicians?|providers?)",
        frozenset({"psychiatrist", "psychologist", "therapist"}),
    ),
    "nutrition expert": (
        r"nutrition (?:experts?|professionals?|pros?)",
        frozenset({"dietitian"}),
    ),
    "finance expert": (
        r"(?:personal )?financ(?:e|ial) (?:experts?|professionals?|pros?)|money experts?",
        frozenset({"financial planner", "accountant", "economist", "mortgage expert"}),
    ),
    "legal expert": (r"legal (?:experts?|professionals?)", frozenset({"attorney"})),
    "home professional": (
        _HOME,
        frozenset({"plumber", "electrician", "HVAC contractor", "contractor"}),
    ),
}
# nobody's title in the list above, and yet a trade of its own
_LEARNED = re.compile(
    r"\b([a-z]{3,}(?:ologist|ographer|iatrist|behaviorist))s?\b", re.IGNORECASE
)

_OF = re.compile(r"(?i)\b(director|head|manager|lead|leader) of (\w+(?: \w+)?)")
_OWNER = re.compile(r"(?i)\bowner\b(?! relations| care| support)")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern; letters behind a name count in capitals only (DO, RD, EA)."""
    tight = [p for p in _split(source) if _letters(p)]
    loose = [f"(?i:{p})" for p in _split(source) if not _letters(p)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(loose + tight)})(?!\w)")


def _letters(part: str) -> bool:
    return part.replace("s?", "").replace("?", "").isupper()


def _split(source: str) -> list[str]:
    """Split a pattern at the bars outside its brackets."""
    parts, depth = [""], 0
    for char in source:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def asked(text: str) -> dict[str, frozenset[str]]:
    """Return what a text asks for by name, each with the roles that satisfy it."""
    found = {name: frozenset({name}) for name in _named(text)}
    return found | {
        n: roles for n, (p, roles) in GROUPS.items() if _pattern(p).search(text)
    }


@lru_cache(maxsize=4096)
def held(text: str) -> frozenset[str]:
    """Return the roles that a title, credentials or a field of expertise show."""
    turned = _OF.sub(r"\2 \1", text)  # "Director of HR" is an HR director
    text = text if turned == text else f"{text}, {turned}"
    implied = {"doctor"} if _SPECIALTY.search(text) else set()
    implied |= {"founder"} if _OWNER.search(text) else set()
    return frozenset(_named(text) | implied)


def _named(text: str) -> set[str]:
    found = {name for name, pattern in ROLES.items() if _pattern(pattern).search(text)}
    special = _SPECIALTY.findall(text) + [m[0] for m in _LEARNED.finditer(text)]
    names = {re.sub(r"ology$", "ologist", word.lower().rstrip("s")) for word in special}
    return found | (names - {"psychologist"})
