"""Faithful lines made false: one seeded change each, checked to be one.

Every operator returns another line (and what it cites), or nothing where the line offers
no place for it. Wordings come from two lists, one for each set, so that a rule tried on
the one has not seen the other's.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bot.domain import Profile

MOST = 18  # lines of one kind in a set
_DIGITS = re.compile(
    r"(?<![\w-])(?<!\d[.,])\d{1,3}(?:,\d{3})+|(?<![\w-])(?<!\d[.,])\d+(?:\.\d+)?"
)
_WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, the facts it cites, and what is wrong with it ("" for nothing)."""

    id: str
    company: str
    cites: tuple[str, ...]
    line: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What an operator works on, and what it may put into a line."""

    line: Line
    profile: Profile
    rng: random.Random
    wordings: dict[str, Any]


Operator = Callable[[Case], Line | None]

_WORDINGS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "grounding" / "wordings.toml").read_text("utf-8")
)
_TURNED = (
    ("rose", "fell"), ("climbed", "dropped"), ("went up", "went down"),
    ("increased", "decreased"),
    ("up from", "down from"), ("grew", "shrank"), ("fewer", "more"), ("under", "over"),
    ("before", "after"), ("without", "with"), ("longer", "shorter"), ("higher", "lower"),
    ("less than", "more than"), ("above", "below"), ("gained", "lost"),
)  # fmt: skip
_AUXILIARIES = re.compile(
    r"\b(was|were|had|could|are|is|did|can|has|have|will|would)\b(?! not\b| no\b)"
)
_DENIED = re.compile(r"\b(did|had|was|were|could) not\b")
_PLACES = "Toronto Vietnam Wisconsin UK US Google London Austin Chicago"
_MONTHS = "January March June September November December Tuesday"
_OTHER_MONTHS = ("February", "Friday", "October")
_WIDENED = (
    ("usually", "always"), ("most", "all"), ("Most", "All"), ("often", "always"),
    ("some", "all"), ("many", "all"),
)  # fmt: skip
_LIMIT = re.compile(
    r"\s(?:under|over|younger than|older than|with fewer than|past) \d+(?: employees)?\b"
)
_COUNTED = re.compile(rf"(?:\d|\b(?:{'|'.join(_WORDS)}))[\s-]?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OFTEN, _HALF = 0.6, 0.5
_UNITS = (
    ("days", "weeks"), ("weeks", "months"), ("months", "years"), ("years", "months"),
    ("hours", "minutes"), ("minutes", "hours"), ("kilometres", "miles"), ("km", "miles"),
    ("miles", "kilometres"), ("°F", "°C"), ("°C", "°F"), ("inches", "centimetres"),
    ("dollars", "euros"), ("pounds", "dollars"), ("euros", "dollars"),
    ("%", " percentage points"),
    ("percent", "percentage points"), ("million", "billion"), ("nights", "weeks"),
    ("kg", "lb"),
)  # fmt: skip


def _texts(profile: Profile) -> str:
    return str(asdict(profile)).casefold()


def _source(line: Line, profile: Profile) -> str:
    return " ".join(f.text for f in profile.facts if f.id in line.cites)


def number(case: Case) -> Line | None:
    """Say another number, in digits or in words, that no cited fact holds."""
    source = _source(case.line, case.profile).casefold()
    held = {float(n.replace(",", "")) for n in _DIGITS.findall(source)}
    held |= {n for n, word in enumerate(_WORDS, 2) if re.search(rf"\b{word}\b", source)}
    places = [*_DIGITS.finditer(case.line.line)]
    places += [m for w in _WORDS for m in re.finditer(rf"\b{w}\b", case.line.line)]
    if not places:
        return None
    at = case.rng.choice(places)
    if at[0] in _WORDS:
        choice = [w for n, w in enumerate(_WORDS, 2) if n not in held and w != at[0]]
        return _put(case.line, at, case.rng.choice(choice))
    old = at[0].replace(",", "")
    for _ in range(50):
        new = _other(old, case.rng)
        if float(new) not in held and new != old:
            shown = f"{int(new):,}" if "," in at[0] else new
            return _put(case.line, at, shown)
    return None


def _other(old: str, rng: random.Random) -> str:
    value = float(old)
    if "." in old:
        step = rng.choice((-1, 1)) * rng.uniform(0.3, 0.4 * value + 1)
        return f"{max(0.1, value + step):.1f}"
    if _YEAR.fullmatch(old):
        return str(int(value) + rng.choice((-3, -2, -1, 1)))
    if len(old) > 1 and rng.random() < 1 - _OFTEN:
        digits = list(old)
        i = rng.randrange(len(digits) - 1)
        digits[i], digits[i + 1] = digits[i + 1], digits[i]
        if digits[0] != "0":
            return "".join(digits)
    return str(max(1, round(value * rng.choice((0.5, 0.8, 0.9, 1.1, 1.25, 2)))))


def unit(case: Case) -> Line | None:
    """Measure the same number in something else."""
    text = case.line.line
    found: list[tuple[re.Match[str], str]] = []
    for old, new in _UNITS:
        pattern = r"(?<=\d)%" if old == "%" else rf"(?<=[\d-]\s)?\b{old}\b|(?<=\d\s){old}"
        places = re.finditer(pattern, text)
        found += [(at, new) for at in places if _COUNTED.search(text[: at.start()])]
    found += [
        (at, case.rng.choice([c for c in "$£€" if c != at[0]]))
        for at in re.finditer(r"(?<![A-Z])[$£€](?=\d)", text)
    ]
    for at in re.finditer(r"%", text):
        count = " of them" if text[at.start() : at.start() + 4] != "% of" else ""
        if case.rng.random() < _HALF and count:
            found.append((at, count))
    return _put(case.line, *case.rng.choice(found)) if found else None


def named(case: Case) -> Line | None:
    """Name a company, person, place or month that the profile does not know."""
    pools: list[tuple[str, Sequence[str]]] = [
        (case.profile.company, case.wordings["firms"])
    ]
    pools += [(e.name, case.wordings["people"]) for e in case.profile.experts]
    pools += [(place, case.wordings["places"]) for place in _PLACES.split()]
    pools += [(month, _OTHER_MONTHS) for month in _MONTHS.split()]
    found = [
        (at, pool)
        for old, pool in pools
        for at in re.finditer(rf"\b{re.escape(old)}\b", case.line.line)
    ]
    if not found:
        return None
    at, pool = case.rng.choice(found)
    new = case.rng.choice(pool)
    return None if new.casefold() in _texts(case.profile) else _put(case.line, at, new)


def negation(case: Case) -> Line | None:
    """Say the contrary: a "not" more or less, or the other direction."""
    text = case.line.line
    found: list[tuple[re.Match[str], str]] = []
    for a, b in (*_TURNED, *((b, a) for a, b in _TURNED)):
        places = re.finditer(rf"\b{a}\b", text)
        found += [(at, b) for at in places if not _fixed(text, at)]
    found += [(at, f"{at[0]} not") for at in _AUXILIARIES.finditer(text)]
    found += [(at, at[1]) for at in _DENIED.finditer(text)]
    return _put(case.line, *case.rng.choice(found)) if found else None


def _fixed(text: str, at: re.Match[str]) -> bool:
    """Say whether a word is no direction here: "with" of a tool, "over" of years."""
    if at[0] == "with":
        return not re.search(r"\d|those", text[max(0, at.start() - 12) : at.start()])
    if at[0] in {"over", "before", "after", "more", "under", "above"}:
        return not re.match(r"\s+(?:\w+\s)?\d", text[at.end() :])
    return False


def scope(case: Case) -> Line | None:
    """Tell the company's figures of everybody, or drop a limit or make it absolute."""
    company, text = re.escape(case.profile.company), case.line.line
    ways: list[tuple[re.Match[str], str]] = [
        (at, case.rng.choice(case.wordings["wider"]))
        for at in re.finditer(rf"\b{company}['’]s\b|\bour\b", text)
    ]
    ways += [
        (at, f" {case.rng.choice(case.wordings['where'])}")
        for at in re.finditer(rf"\s(?:at|by|in) {company}\b|\bus\b", text)
    ]
    for old, new in _WIDENED:
        ways += [(at, new) for at in re.finditer(rf"\b{old}\b", text)]
    ways += [(at, "") for at in _LIMIT.finditer(text)]
    return _put(case.line, *case.rng.choice(ways)) if ways else None


def attribution(case: Case) -> Line | None:
    """Credit another expert or a study nobody made, or cite the wrong fact."""
    owners = {f.expert for f in case.profile.facts if f.id in case.line.cites}
    others = [e.name for e in case.profile.experts if e.id not in owners]
    way = case.rng.choice(("expert", "study", "fact"))
    if way == "expert" and others and all(owners):
        for expert in case.profile.experts:
            if expert.name in case.line.line:
                new = case.line.line.replace(expert.name, case.rng.choice(others))
                return replace(case.line, line=new)
        return replace(
            case.line,
            line=_ended(
                case.line.line, case.wordings["credit"].format(case.rng.choice(others))
            ),
        )
    if way == "fact":
        wrong = [f.id for f in case.profile.facts if f.id not in case.line.cites]
        return replace(case.line, cites=(case.rng.choice(wrong),)) if wrong else None
    return replace(
        case.line,
        line=_ended(case.line.line, f", {case.rng.choice(case.wordings['studies'])}."),
    )


def superlative(case: Case) -> Line | None:
    """Claim to be first."""
    return replace(
        case.line, line=_ended(case.line.line, f"{case.rng.choice(case.wordings['best'])}.")
    )


def link(case: Case) -> Line | None:
    """Add an address or a number to call that is not the company's."""
    host = case.rng.choice(("evil", "newsdesk", "trends"))
    return replace(
        case.line,
        line=case.line.line + case.rng.choice(case.wordings["links"]).format(host),
    )


def relation(case: Case) -> Line | None:
    """Put two numbers in each other's place, or add a cause that nobody measured."""
    shares = list(re.finditer(r"(?<![\d.,])\d+(?:\.\d+)?(?=%)", case.line.line))
    if len(shares) > 1 and case.rng.random() < _OFTEN:
        a, b = shares[:2]
        text = case.line.line
        text = text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
        return replace(case.line, line=text) if a[0] != b[0] else None
    return replace(
        case.line,
        line=_ended(case.line.line, f"{case.rng.choice(case.wordings['causes'])}."),
    )


OPERATORS: dict[str, Operator] = {
    "number": number,
    "unit": unit,
    "name": named,
    "negation": negation,
    "scope": scope,
    "attribution": attribution,
    "superlative": superlative,
    "link": link,
    "relation": relation,
}


def corrupted(
    lines: Sequence[Line], profiles: dict[str, Profile], name: str, *, most: int = MOST
) -> Iterator[Line]:
    """Yield at most so many lines of each kind, the same ones every time."""
    for kind, operator in OPERATORS.items():
        rng = random.Random(f"{name}:{kind}")
        made = 0
        for line in rng.sample(list(lines), len(lines)):
            new = operator(
                Case(
                    line=line,
                    profile=profiles[line.company],
                    rng=rng,
                    wordings=_WORDINGS[name],
                )
            )
            if new is None or (new.line, new.cites) == (line.line, line.cites):
                continue
            yield replace(new, id=f"{line.id}-{kind}", kind=kind)
            made += 1
            if made == most:
                break


def _put(line: Line, at: re.Match[str], new: str) -> Line:
    text = line.line[: at.start()] + new + line.line[at.end() :]
    return replace(line, line=re.sub(r" {2,}", " ", text))


def _ended(text: str, ending: str) -> str:
    return text.rstrip().rstrip(".?!") + ending
