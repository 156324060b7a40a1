"""Which way a figure went, on which side of a limit it is, and what it belongs to."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.grounding.comparing import carries
from bot.grounding.finding import Finding, finding
from bot.grounding.numbers import Quantity
from bot.grounding.units import COUNT, DATE, measured
from bot.grounding.words import content, listed, pieces, stems

_BESIDE = 6  # words on either side of a number that belong to it
_BREAK = re.compile(r"[,;:.—–\n]|\b(?:and|to|while|but|against|versus|or|then|between)\b")
_UP = listed(
    "rose raise raised raises raising rises rising rise risen rising grew grow grown"
    " growing growth climb climbed increas increase increased higher up gain gained"
    " jump jumped surge surged soar soared improv improve improved expand expanded"
    " longer more extended doubled tripled went-up"
)
_DOWN = listed(
    "fell fall fallen falling drop dropped slip slipped cut lower lowered lowering"
    " falls cuts cutting shrank shrink shrunk declin decline declined decreas decrease"
    " decreased reduc reduce reduced lost lose worsen worsened loss losses shorter"
    " less fewer down plunged plunge slid halved"
)
_VERBS_UP = _UP - {"more", "up", "longer", "higher", "growth"}
_VERBS_DOWN = _DOWN - {"less", "fewer", "down", "shorter", "lower", "lost", "lose", "loss"}
_COMPARED = re.compile(
    r"\b(?:higher|lower|longer|shorter|better|worse|faster|slower|bigger|smaller"
    r"|greater|cheaper"
    r"|safer|riskier)\b(?:\s\w+)?\s(?:than|in)\b",
    re.IGNORECASE,
)


def direction(line: str, source: str, said: Sequence[Quantity]) -> Iterator[Finding]:
    mine, held = set(pieces(line)), set(pieces(source))
    held |= {
        verb
        for step, verb in (("up", "rose"), ("down", "fell"))
        if f"{step} from" in source
    }
    steps = list(_steps(line, said))
    for up, verbs, other in (
        (True, _VERBS_UP, _VERBS_DOWN), (False, _VERBS_DOWN, _VERBS_UP)
    ):  # fmt: skip
        trends = set() if held & verbs else verbs & mine
        if trends and not mine & other and held & other:
            yield finding("direction", "the other way in the fact", trends, hard=True)
        elif trends and up not in steps and _beside_number(line, trends):
            yield finding("direction", "not in the fact", trends, hard=False)
    compared = [m[0] for m in _COMPARED.finditer(line)]
    if strange := [c for c in compared if not set(content(c)) & set(content(source))]:
        yield finding("direction", "a comparison that no fact makes", strange, hard=False)
    if wrong := [name for name, up in _told(line, said) if up is False]:
        yield finding("direction", "the numbers go the other way", wrong, hard=True)


def _beside_number(line: str, verbs: AbstractSet[str]) -> bool:
    """Say whether a verb is one of a figure: "fell by 6", not "fell on a Monday"."""
    named = "|".join(map(re.escape, verbs))
    behind = rf"\b(?:{named})\b(?:\s+\w+){{0,3}}?\s+[$£€]?\d"
    before = rf"\d[\d,.%]*(?:\s+\w+)?\s+(?:{named})\b"
    return bool(re.search(f"{behind}|{before}", line, re.IGNORECASE))


def _steps(line: str, said: Sequence[Quantity]) -> Iterator[bool]:
    """Yield for each step from one number to another whether it goes up."""
    plain = [one for one in said if DATE not in one.units]
    for a, b in pairwise(plain):
        between = line[a.end : b.start]
        if re.search(r"\bfrom (?:\w+ )?$", line[: a.start]) and re.search(
            r"\bto\b", between
        ):
            yield b.value > a.value
        elif re.search(r"\b(?:up|down|from|against)\b", between):
            later = re.search(r"\b(?:up|down) from\b", between)
            yield a.value > b.value if later else b.value > a.value


def _told(line: str, said: Sequence[Quantity]) -> Iterator[tuple[str, bool]]:
    """Yield each "rose from 3 to 5" and "5, up from 3", and whether it is so."""
    plain = [one for one in said if DATE not in one.units]
    for a, b in pairwise(plain):
        low, high = _size(a), _size(b)
        if low[1] != high[1] or low[0] == high[0]:
            continue
        between = line[a.end : b.start]
        if step := re.search(r"\b(up|down) from (?:just |only |about )?$", between):
            yield step[0].strip(), (low[0] > high[0]) == (step[1] == "up")
        lead = re.findall(r"[a-z]+", line[max(0, a.start - 40) : a.start].casefold())
        if lead[-1:] == ["from"] and re.fullmatch(
            r"[\w ]{0,30}\bto (?:just |only )?", between
        ):
            trend = {*lead[-4:]}
            if trend & (_VERBS_UP | _VERBS_DOWN):
                yield lead[-2], (high[0] > low[0]) == bool(trend & _VERBS_UP)


def _size(one: Quantity) -> tuple[float, str]:
    """Return a value in the unit it is compared in: weeks and days are of one kind."""
    return measured(one.value, next(iter(sorted(one.units - {COUNT})), COUNT))


def bounds(
    said: Sequence[Quantity], held: Sequence[Quantity], source: str
) -> Iterator[Finding]:
    """Yield "over" where the fact says "under", and a limit of a fact that was left out."""
    turned, dropped = [], []
    opposite = {"over": "under", "under": "over"}
    for one in said:
        theirs = {other.bound for other in held if carries(other, one)}
        if one.bound in opposite and opposite[one.bound] in theirs - {one.bound}:
            turned.append(one.said)
        if not one.bound and theirs and "" not in theirs:
            dropped.append(one.said)
    if turned:
        yield finding("direction", "the other limit in the fact", turned, hard=True)
    start = 0
    for fact in source.split("\n"):
        end = start + len(fact)
        of_fact = [
            one for one in held if start <= one.start < end and DATE not in one.units
        ]
        start = end + 1
        limits = [one for one in of_fact if one.bound in opposite]
        results = [one for one in of_fact if one not in limits and one.units - {COUNT}]
        if results and all(any(_near(r, one) for one in said) for r in results):
            left = (one for one in limits if not any(_near(one, s) for s in said))
            dropped += [f"{one.bound} {one.said}" for one in left]
    if dropped:
        yield finding("scope", "the fact limits it", dropped, hard=False)


def _near(held: Quantity, said: Quantity) -> bool:
    return carries(held, said) or held.value == said.value


def swapped(
    line: str, source: str, said: Sequence[Quantity], held: Sequence[Quantity]
) -> Iterator[Finding]:
    """Yield two numbers of a fact that changed places, by the words beside them."""
    mine, theirs = _beside(line, said), _beside(source, held)
    both = [
        (mine[i], theirs[j], one)
        for i, one in enumerate(said)
        for j, other in enumerate(held)
        if carries(other, one) and one.value == other.value
    ]
    for at, (a_mine, a_theirs, a) in enumerate(both):
        for b_mine, b_theirs, b in both[at + 1 :]:
            if a.value == b.value or a.units - {COUNT} != b.units - {COUNT}:
                continue
            of_a, of_b = a_theirs - b_theirs, b_theirs - a_theirs
            here, there = a_mine - b_mine, b_mine - a_mine
            crossed = here & of_b and there & of_a
            if crossed and not (here & of_a and there & of_b):
                places = [a.said, b.said]
                yield finding("direction", "may have changed places", places, hard=False)
                return


def _beside(text: str, found: Sequence[Quantity]) -> list[set[str]]:
    """Return the words beside each number: of its clause, up to the next of its unit."""
    rows = []
    for one in found:
        like = [other for other in found if other.units & one.units]
        at = like.index(one)
        left = like[at - 1].end if at else 0
        right = like[at + 1].start if at + 1 < len(like) else len(text)
        ahead = _BREAK.split(text[left : one.start])[-1]
        behind = _BREAK.split(text[one.end : right])[0]
        rows.append({*stems(ahead)[-_BESIDE:], *stems(behind)[:_BESIDE]})
    return rows
