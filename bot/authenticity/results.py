"""What the receiving server wrote down about a sender (RFC 8601).

Anybody can write such a header, and only the own border server takes forged ones out:
so the topmost alone counts, and only under a name that a person has configured.
Lenient in what a server may write; one whose quotes or comments do not close, or that
quotes a stranger within a comment, says nothing.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.authenticity.head import MOST_TEXT, domain, text
from bot.domain import Evidence, Proof

MICROSOFT = "outlook.office365.com"  # writes no name of its own into the header

_PIECE = re.compile(r"\s+|;|\"((?:[^\"\\]|\\.)*)\"|[()]|[^\s;\"()]+|.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def said(
    value: bytes, names: Collection[str], aligned: Callable[[str], bool]
) -> Evidence | None:
    """Return what the topmost header says of the sender, None if it is no evidence.

    ``names`` are the configured servers, lower case; ``aligned`` tells whether a
    domain speaks for the one in From.
    """
    clauses = _clauses(text(value)) if len(value) < MOST_TEXT else None
    if not clauses or not clauses[0]:
        return None
    name = clauses[0][0].lower().rstrip(".")
    if "=" in name:
        name = MICROSOFT
    elif name == MICROSOFT:
        return None
    else:
        del clauses[0]
    if name not in names:
        return None
    return _verdict(name, [found for c in clauses if (found := _result(c))], aligned)


def _verdict(
    name: str, results: list[_Result], aligned: Callable[[str], bool]
) -> Evidence | None:
    policies = [r for r in results if r.method == "dmarc"]
    about = [r for r in policies if aligned(domain(r.properties.get("header.from", "")))]
    verdicts = [r.result for r in about if len(policies) == 1]
    verdicts += [
        r.result for r in results if r.method == "dkim" and aligned(_signer(r.properties))
    ]
    if "pass" in verdicts:
        return Evidence(proof=Proof.VERIFIED, reason=f"{name} says the sender is real")
    if "fail" in verdicts:
        return Evidence(proof=Proof.FAILED, reason=f"{name} says the sender is not real")
    return None


def _signer(properties: dict[str, str]) -> str:
    return domain(properties.get("header.d", properties.get("header.i", "")))


def _result(words: list[str]) -> _Result | None:
    """Read ``method/1=result name=value ...``; a name given twice counts as not given."""
    pairs = [word.partition("=") for word in words]
    if not pairs or not pairs[0][1]:
        return None
    properties: dict[str, str] = {}
    for written, _, value in pairs[1:]:
        name = written.lower()
        properties[name] = "" if properties.get(name, value) != value else value
    return _Result(
        method=pairs[0][0].partition("/")[0].lower(),
        result=pairs[0][2].lower(),
        properties=properties,
    )


def _clauses(value: str) -> list[list[str]] | None:
    """Split at semicolons and blanks, outside quotes and comments; None if malformed."""
    clauses: list[list[str]] = [[]]
    word, depth = "", 0
    for piece in _PIECE.finditer(value + " "):
        found = piece[0]
        if depth:
            if '"' in found or "\\" in found:
                return None
            depth += {"(": 1, ")": -1}.get(found, 0)
        elif found in {'"', ")"}:
            return None
        elif piece[1] is not None:
            word += _ESCAPED.sub(r"\1", piece[1])
        elif found.isspace() or found in ";(":
            if word:
                _add(clauses[-1], word)
            word = ""
            depth = int(found == "(")
            if found == ";":
                clauses.append([])
        else:
            word += found
    return None if depth else clauses


def _add(words: list[str], word: str) -> None:
    """Add a word; ``dkim =pass`` and ``dkim= pass`` are one."""
    if words and (
        (word.startswith("=") and "=" not in words[-1])
        or words[-1].find("=") == len(words[-1]) - 1
    ):
        words[-1] += word
    else:
        words.append(word)
