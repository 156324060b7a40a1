"""What a check of words found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SHOWN = 60  # characters of a word or a phrase that a line for people names
_NAMED = 3  # words that one line names


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing in a text that the profile does not carry."""

    kind: str  # "number", "name", "link" ...
    said: str  # a short line for people that names the words
    hard: bool  # True blocks the text, False is to be looked at


def finding(kind: str, why: str, words: Iterable[str] = (), *, hard: bool) -> Finding:
    """Make a finding that names the words, a few of them, each once."""
    named = list(dict.fromkeys(filter(None, (shown(word) for word in words))))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    said = f"{why}: {', '.join(named[:_NAMED])}{more}" if named else why
    return Finding(kind=kind, said=said, hard=hard)


def shown(words: str) -> str:
    """Return words as one short line without anything an eye does not see."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without doubles, what blocks first."""
    found = list(dict.fromkeys(findings))
    return tuple(sorted(found, key=lambda one: not one.hard))


def of_kinds(findings: Iterable[Finding], kinds: Iterable[str]) -> Iterator[Finding]:
    """Yield the findings of some kinds."""
    wanted = frozenset(kinds)
    return (one for one in findings if one.kind in wanted)
