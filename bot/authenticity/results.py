"""What the receiving server wrote down about a sender (RFC 8601).

Anybody can write such a header, and only the own border server takes forged ones out:
so the topmost alone counts, and only under a name that a person has configured.
Lenient in what a server may write; one whose quotes or comments do not close, or that
quotes a stranger within a comment, says nothing.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from bot.authenticity.head import MOST_TEXT, domain, text
from bot.domain import Evidence, Proof

MICROSOFT = "outlook.office365.com"  # writes no name of its own into the header

_PIECE = re.compile(r"\s+|;|\"((?:[^\"\\]|\\.)*)\"|[()]|[^\s;\"()]+|.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_POLICY = re.compile(r"(?<![\w.])p=(\w{1,20})")
_STRICT = frozenset({"quarantine", "reject"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]
    comment: str

    @property
    def strict(self) -> bool:
        """Whether a failed DMARC check matters to the owner of the domain."""
        written = _POLICY.search(self.comment)
        told = (
            (written and written[1])
            or self.properties.get("policy.p")
            or self.properties.get("policy.dmarc")
            or ("none" if self.properties.get("action") == "none" else "")  # Microsoft's
        )
        return not told or told.lower() in _STRICT


@dataclass(slots=True, kw_only=True)
class _Clause:
    words: list[str] = field(default_factory=list)
    comment: str = ""


def said(
    value: bytes,
    names: Collection[str],
    aligned: Callable[[str], bool],
    *,
    changed: bool = False,
) -> Evidence | None:
    """Return what the topmost header says of the sender, None if it is no evidence.

    ``names`` are the configured servers, lower case; ``aligned`` tells whether a
    domain speaks for the one in From; ``changed``, whether something shows that the mail
    was changed on its way.
    """
    clauses = _clauses(text(value)) if len(value) < MOST_TEXT else None
    if not clauses or not clauses[0].words:
        return None
    name = clauses[0].words[0].lower().rstrip(".")
    if "=" in name:
        name = MICROSOFT
    elif name == MICROSOFT:
        return None
    else:
        del clauses[0]
    if name not in names:
        return None
    found = [result for clause in clauses if (result := _result(clause))]
    return _verdict(name, found, aligned, changed=changed)


def _verdict(
    name: str,
    results: list[_Result],
    aligned: Callable[[str], bool],
    *,
    changed: bool,
) -> Evidence | None:
    policies = [r for r in results if r.method == "dmarc"]
    policy = policies[0] if len(policies) == 1 and aligned(_author(policies[0])) else None
    signed = [r for r in results if r.method == "dkim" and aligned(_signer(r))]
    passed = [_author(policy)] if policy and policy.result == "pass" else []
    passed += [_signer(r) for r in signed if r.result == "pass"]
    if passed:
        return Evidence(proof=Proof.VERIFIED, reason=f"{name} says it is from {passed[0]}")
    if any(r.method == "arc" and r.result == "pass" for r in results):
        return None
    if policy and policy.result != "none":
        failed = policy.result == "fail" and policy.strict
    else:
        failed = not changed and any(r.result == "fail" for r in signed)
    if failed:
        return Evidence(proof=Proof.FAILED, reason=f"{name} says the sender is not real")
    return None


def _author(result: _Result) -> str:
    return domain(result.properties.get("header.from", ""))


def _signer(result: _Result) -> str:
    properties = result.properties
    return domain(properties.get("header.d", properties.get("header.i", "")))


def _result(clause: _Clause) -> _Result | None:
    """Read ``method/1=result name=value ...``; a name given twice counts as not given."""
    pairs = [word.partition("=") for word in clause.words]
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
        comment=clause.comment,
    )


def _clauses(value: str) -> list[_Clause] | None:
    """Split at semicolons and blanks, outside quotes and comments; None if malformed."""
    clauses = [_Clause()]
    word, depth = "", 0
    comment: list[str] = []
    for piece in _PIECE.finditer(value + " "):
        found = piece[0]
        if depth:
            if '"' in found or "\\" in found:
                return None
            depth += {"(": 1, ")": -1}.get(found, 0)
            comment.append(found.lower())
        elif found in {'"', ")"}:
            return None
        elif piece[1] is not None:
            word += _ESCAPED.sub(r"\1", piece[1])
        elif found.isspace() or found in ";(":
            if word:
                _add(clauses[-1].words, word)
            word = ""
            depth = int(found == "(")
            if found == ";":
                clauses[-1].comment, comment = "".join(comment), []
                clauses.append(_Clause())
        else:
            word += found
    clauses[-1].comment = "".join(comment)
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
