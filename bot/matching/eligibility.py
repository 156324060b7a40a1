"""Who is asked for, and whether the company has such a person.

A query can be on topic and still not be for us: it wants another profession, people
with a story of their own, products to test, somebody in another place. Read by rules,
sentence by sentence; each finding quotes the sentence it came from.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.asks import sentences
from bot.domain import Expert, Profile, Query
from bot.matching import places, roles

MUCH = 80
SEEK = re.compile(
    r"(?i)\b(?:looking (?:for|to (?:speak|talk|chat|connect|hear))|seek(?:ing|s)?|"
    r"searching for|"
    r"in search of|need(?:s|ed|ing)?|wanted|wants?|interview(?:ing)?|hear from|"
    r"(?:speak|talk|chat|connect)(?:ing)? (?:with|to)|(?:[’']d|would) (?:like|love)|"
    r"calling(?: all)?|(?:input|quotes?|"
    r"comments?|insights?|advice|tips|ideas|perspectives?|expertise|answers) (?:from|of)|"
    r"sources (?:must|should) be|open to|questions? for|gathering|send (?:me|us))\b"
)
STOP = re.compile(
    r"(?i)\b(?:to (?:share|explain|comment|discuss|weigh|tell|provide|offer|describe|"
    r"review|"
    r"break|walk|answer|help|talk|speak|say|replace|test)|who|whose|about|on (?:how|what|"
    r"why)|"
    r"for (?:a|an|my|our|the|this)|what|how)\b|[:?!]"
)
OPEN = re.compile(
    r"(?i)\b(?:other|or similar|anyone|anybody|and more|etc|related (?:fields?|experts?)|"
    r"(?:qualified|relevant)[\w -]*(?:professionals?|experts?)|welcome|also|e\.g|such as|"
    r"experts?(?! (?:only|needed))|specialists?|leaders|pros)\b"
)
NONE = re.compile(r"(?i)\b(?:no|not|never|without)\b[^,;.]*")
NO_EXPERTS = re.compile(
    r"(?i)\b(?:no (?:experts?|doctors?|advis[eo]rs?|companies|installers?|professionals?|"
    r"pr\b|"
    r"businesses|brands)|real people only|first[- ]hand stories|personal (?:essays?|"
    r"stories))"
)
NO_VENDORS = re.compile(
    r"(?i)\b(?:no (?:[\w ]{1,20} or )?(?:vendors?|consultants?|agencies)|in-house)\b"
)
SELLER = re.compile(
    r"(?i)\b(?:software|platforms?|agency|consult\w+|vendors?|provider|saas|firm|protects|"
    r"helps (?:companies|businesses)|for (?:companies|businesses|employers))\b"
)
PEOPLE = re.compile(
    r"(?i)\b(?:patients?|parents|moms|mothers|dads|fathers|women|men|couples|families|"
    r"retirees|"
    r"homeowners|renters|readers|customers|students|victims?|survivors?|travell?ers|people|"
    r"someone|anyone|individuals|workers|employees|teens|millennials|caregivers)"
    r"(?: (?:in|from|aged?|over|under) [\w ]{2,20})? (?:who|that|willing|living)\b|"
    r"^(?:have|did|were|are) you (?:been|ever|a|the)\b|\b(?:first|1st)-person\b|"
    r"\byour own (?:story|routine|experience)\b"
)
LIVED = re.compile(
    r"(?i)have you (?:ever |been )|did you |(?:employees|parents|retirees|homeowners|"
    r"renters|"
    r"students|patients|voters|shoppers|readers|travell?ers) ?:"
)
ABLE = re.compile(
    r"(?i)\bwho (?:can|could|is able|are able|speciali[sz]e|work|treat|study|help|know|"
    r"have "
    r"(?:expertise|worked)|practice|handle|understand)\b"
)
PRODUCTS = re.compile(
    r"(?i)\bgift guides?\b|\bproducts? (?:wanted|to (?:test|review|feature)|samples?)\b|"
    r"\b(?:send|ship|receive|have)[\w -]{0,20} samples?\b|\bsamples? (?:required|"
    r"availab\w+|"
    r"needed)\b|\bpress kits?\b|\bproduct (?:round-?up|testing|recommendations wanted)\b"
)
HOSTED = re.compile(
    r"(?i)\bhosted (?:stays?|visits?|trips?|travel|opportunit\w+|experiences?)\b|"
    r"\bto host\b[\w ,]*\bwriter\b|\bpress trips?\b"
)
FAME = re.compile(
    r"(?i)\b(?:celebrit\w+|bestselling authors?|influencers? with|[\d,]+\+? followers|"
    r"fortune (?:100|500|1000) )"
)
MAKER = re.compile(
    r"(?i)\b(?:products?|brands?|shop|maker|manufactur\w+|sell|retail\w*|goods)\b"
)
HOST = re.compile(
    r"(?i)\b(?:hotel|resort|inn|tourism|restaurant|airline|cruise|museum)s?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One requirement held against the profile."""

    state: str  # met, unmet, unknown
    reason: str
    hard: bool = False
    role: bool = False  # it is about the profession
    experts: frozenset[str] = frozenset()  # who meet it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a query asks of its source; each with the sentence that says so."""

    roles: tuple[tuple[str, frozenset[str]], ...] = ()  # name, what satisfies it
    role_said: str = ""
    open: bool = False  # "or other experts": the list is not closed
    places: frozenset[str] = frozenset()
    place_said: str = ""
    calls: tuple[tuple[str, str], ...] = ()  # kind of call, sentence


@lru_cache(maxsize=4096)
def read(query: Query) -> Wants:
    """Find who is asked for. Pure, and the same for every company."""
    found: dict[str, frozenset[str]] = {}
    wanted_places: set[str] = set()
    role_said = place_said = ""
    is_open = False
    lines = [*sentences(query.summary), *sentences(query.body)]
    for line in lines:
        spans = _spans(line)
        named = {k: v for span in spans for k, v in roles.asked(span).items()}
        if named:
            found |= named
            role_said = role_said or line
            is_open |= any(OPEN.search(_without(span, named)) for span in spans)
        there = places.demanded(line, near_role=bool(named) or bool(spans))
        if there:
            wanted_places |= there
            place_said = place_said or line
    return Wants(
        roles=tuple(found.items()),
        role_said=role_said,
        open=is_open,
        places=frozenset(wanted_places),
        place_said=place_said,
        calls=tuple(_calls(lines, has_roles=bool(found))),
    )


def _spans(line: str) -> list[str]:
    """Return the stretches of a sentence that name who is wanted."""
    spans = []
    line = NONE.sub(" ", line)
    for m in SEEK.finditer(line):
        rest = line[m.end() :]
        stop = STOP.search(rest, 1)
        spans.append(rest[: stop.start()] if stop else rest)
        if re.match(r"(?i)needed|wanted", m[0]):
            spans.append(line[: m.start()])
    if start := re.match(
        r"(?i)((?:[\w-]+ ){0,3}?[\w-]+)(?: ?[,:(–—]| on | in [A-Z]\w+,)", line
    ):
        spans.append(start[1])  # "Financial advisors: ...", "Dentists on whitening"
    return [span for span in spans if span.strip()]


def _without(span: str, named: dict[str, frozenset[str]]) -> str:
    """Take the named roles out, so that "security experts" does not read as open."""
    for name in named:
        pattern = roles.ROLES.get(name) or roles.GROUPS.get(name, (re.escape(name),))[0]
        span = re.sub(rf"(?i)\b(?:{pattern})\b", " ", span)
    return span


def _calls(lines: list[str], *, has_roles: bool) -> list[tuple[str, str]]:
    calls = []
    for line in lines:
        own_story = PEOPLE.search(line) and SEEK.search(line) and not ABLE.search(line)
        if NO_EXPERTS.search(line) or (own_story and not has_roles) or _lived(line):
            calls.append(("people with a story of their own", line))
        if NO_VENDORS.search(line):
            calls.append(("in-house people only", line))
        if PRODUCTS.search(line):
            calls.append(("products", line))
        if HOSTED.search(line):
            calls.append(("a hosted stay", line))
        if FAME.search(line):
            calls.append(("a well-known name", line))
    return list({kind: (kind, line) for kind, line in reversed(calls)}.values())


def _lived(line: str) -> bool:
    """Say whether a line turns to those who lived it, not to those who know about it."""
    return bool(LIVED.match(line))


def judge(query: Query, profile: Profile) -> tuple[Finding, ...]:
    """Hold what the query asks for against what the profile shows."""
    wants = read(query)
    found = []
    if wants.roles:
        found.append(_role(wants, profile))
    if wants.places:
        found.append(_place(wants, profile, found[0].experts if found else frozenset()))
    offer = " ".join([profile.description, *profile.topics])
    for kind, line in wants.calls:
        quoted = f'asks for {kind}: "{short(line)}"'
        if kind == "products" and MAKER.search(offer):
            found.append(Finding(state="unknown", reason=quoted))
        elif kind == "a hosted stay" and HOST.search(offer):
            found.append(Finding(state="met", reason="the company can host"))
        elif kind == "in-house people only" and not SELLER.search(offer):
            found.append(Finding(state="unknown", reason=quoted))
        else:
            found.append(Finding(state="unmet", hard=True, reason=quoted))
    return tuple(found)


def _role(wants: Wants, profile: Profile) -> Finding:
    names = ", ".join(name for name, _ in wants.roles[:4])
    enough = frozenset[str]().union(*(roles_ for _, roles_ in wants.roles))
    has = {e.id: _roles_of(e) for e in profile.experts}
    able = frozenset(i for i, roles_ in has.items() if roles_ & enough)
    if able:
        who = next(e for e in profile.experts if e.id in able)
        name = next(name for name, roles_ in wants.roles if has[who.id] & roles_)
        reason = f"asked for and here: {name} ({who.name})"
        return Finding(state="met", reason=reason, role=True, experts=able)
    reason = f'asks for {names}: "{short(wants.role_said)}"'
    state = "unmet" if any(has.values()) and not wants.open else "unknown"
    return Finding(state=state, hard=state == "unmet", reason=reason, role=True)


def _roles_of(expert: Expert) -> frozenset[str]:
    return roles.held(", ".join([expert.title, *expert.credentials]))


def _place(wants: Wants, profile: Profile, able: frozenset[str]) -> Finding:
    who = [e for e in profile.experts if not able or e.id in able]
    there = {e.id: places.stands_in(e.location, wants.places) for e in who}
    names = ", ".join(sorted(wants.places))
    if any(there.values()):
        here = frozenset(i for i, yes in there.items() if yes)
        return Finding(state="met", reason=f"place: {names}", experts=here)
    reason = f'asks for {names}: "{short(wants.place_said)}"'
    if any(answer is None for answer in there.values()):
        return Finding(state="unknown", reason=reason)
    return Finding(state="unmet", hard=True, reason=reason)


def short(line: str) -> str:
    """Return the beginning of a sentence, cut at a word."""
    line = " ".join(line.split())
    return line if len(line) <= MUCH else line[: MUCH - 1].rsplit(" ", 1)[0] + "…"
