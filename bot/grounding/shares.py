"""What says no number and still means one: "most", "a minority", "thousands"."""

import re
from collections.abc import Iterator, Sequence

from bot.grounding.numbers import Quantity
from bot.grounding.units import COUNT, DATE, SHARE

_VAGUE = {"dozens": 12, "hundreds": 100, "thousands": 1000, "millions": 10**6}
_VAGUE |= {"billions": 10**9}
_VAGUELY = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b", re.IGNORECASE)
_MOST = re.compile(
    r"(?<!the )(?<!our )(?<!its )(?<!their )(?<!at )(?<!['’]s )(?<!second )\bmost\s+"
    r"(?:of (?!all\b)|(?:are|were|had|have|said|say|did|do|kept|keep|want|chose|told|tell"
    r"|saw|got|felt|find|found|use|think)\b|(?!days\b|nights\b|weeks\b|winters\b|years\b|times\b"
    r"|always\b)[a-z]{2,}(?<!ou)(?<!s)s\b|(?:people|women|men|children)\b)"
    r"|\b(?:an?|the)\s+(?:vast |great |large |clear |overwhelming |slim |small |narrow )?"
    r"majority\b(?!\s+(?:owner|stake|share|holder)|-)",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"\b(?:an?|the)\s+(?:small |tiny |slim )?minority\s+of\b"
    r"|\bfew of (?:the|our|these|them)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"[\w ]{0,40}(?:\bnot\b|n['’]t\b|\bnever\b|\bno\b)", re.IGNORECASE)
_ALSO = re.compile(
    r"\b(?:most(?:ly)?|majority|usual(?:ly)?|typical(?:ly)?|mainly|chiefly|generally|normally"
    r"|largely|commonly|nearly all|almost all|all|every|minority|few|rarely|seldom)\b",
    re.IGNORECASE,
)
_HALF = 50


def vague(text: str) -> list[tuple[str, float]]:
    """Return words such as "thousands" with the least that they mean."""
    return [(m[0].lower(), _VAGUE[m[0].lower()]) for m in _VAGUELY.finditer(text)]


def unequal(line: str, source: str, held: Sequence[Quantity]) -> Iterator[str]:
    """Yield "most" and the like where the shares of the facts are all on the other side.

    Facts without a share, and those that say "most" themselves, are held for nothing here.
    """
    shares = [one for one in held if SHARE in one.units and 0 <= one.value <= 2 * _HALF]
    if not shares or _ALSO.search(source):
        return
    for pattern, more in ((_MOST, True), (_FEW, False)):
        if any(_beyond(one, more=more) for one in shares) or _counted(held, more=more):
            continue
        for match in pattern.finditer(line):
            if not _DENIED.match(line, match.end()):
                yield match[0]


def _beyond(one: Quantity, *, more: bool) -> bool:
    if one.value == _HALF:
        return one.bound == ("over" if more else "under")
    return one.value > _HALF if more else one.value < _HALF


def _counted(held: Sequence[Quantity], *, more: bool) -> bool:
    """Say whether one count of the facts is more, or less, than half of another."""
    counts = [one.value for one in held if COUNT in one.units and DATE not in one.units]
    return any(0 < a < b and (2 * a > b) == more for a in counts for b in counts)
