"""The secrets of one text: what was cut out of a link is no longer left elsewhere in it.

A token stands in many links of a mail. Where one of them is broken so that it is not
seen as a link, its pieces are known from the others.
"""

import re
from collections.abc import Iterable

from bot.links import lines, secret

_LEAST = 12  # characters of a value whose pieces are looked for
_MOST = 100_000  # pieces of six characters that are known of one text
_REACH = 300  # characters of a link before a run in it
_LONGEST = 2000  # characters of a value
_GRAM = 6
_AROUND_IT = 2  # signs around a piece that is a run of its own
_PIECE = 8  # characters of a piece within a longer run
_VALUE = re.compile(r"[?&;#]([\w.\[\]-]{1,80})=([^&;#\s]{12,})")
_SEGMENT = re.compile(r"/([^/?&;#=\s]{12,})")
_RUN = re.compile(r"[\w+/=.~%-]{6,}")
_WORDS = re.compile(r"\d+|[A-Z]+|[\W_]*[A-Z]?[a-z]+(?:[-_.%/][A-Z]?[a-z]+)*[\W_]?")


def values(link: str, kept: str) -> dict[str, None]:
    """Return the random values of a link that are not in what was kept of it."""
    text = secret.plain(link)
    found = [value for name, value in _VALUE.findall(text) if secret.names_one(name)]
    path = text.partition("?")[0]
    if secret.enters(path) or "eyJ" in path:
        found += _SEGMENT.findall(path)
    return {
        value[:_LONGEST]: None
        for value in found
        if len(value) >= _LEAST and value not in kept and lines.random(value[:_LONGEST])
    }


def without(text: str, secrets: Iterable[str]) -> str:
    """Return text without the pieces of the secrets; addresses and links stay."""
    grams: set[str] = set()
    for value in secrets:
        grams.update(value[at : at + _GRAM] for at in range(len(value) - _GRAM + 1))
        if len(grams) > _MOST:
            break
    if not grams:
        return text

    def cut(found: re.Match[str]) -> str:
        run = found[0]
        left = run if _WORDS.fullmatch(run) else _cut(run, grams)
        if left != run and (
            text[found.end() : found.end() + 1] == "@" or _in_link(text, *found.span())
        ):
            return run
        return left

    return _RUN.sub(cut, text)


def _in_link(text: str, begin: int, end: int) -> bool:
    """Whether a run is a piece of a link, or of an address, that was kept."""
    before = text[max(0, begin - _REACH) : begin]
    before = before[max(map(before.rfind, ' \t\n<>"')) + 1 :]
    return "@" in before or "://" in before + text[begin : min(end, begin + 2)]


def _cut(run: str, grams: set[str]) -> str:
    kept, at, begin, end = "", 0, 0, 0
    for place in range(len(run) - _GRAM + 1):
        if run[place : place + _GRAM] not in grams:
            continue
        if place > end:
            kept, at = _closed(run, kept, at, begin, end)
            begin = place
        end = place + _GRAM
    kept, at = _closed(run, kept, at, begin, end)
    return kept + run[at:]


def _closed(run: str, kept: str, at: int, begin: int, end: int) -> tuple[str, int]:
    """Leave out one piece of a run if it is long enough, and no word."""
    piece = run[begin:end]
    whole = len(run) - len(piece) <= _AROUND_IT
    if len(piece) < (_GRAM if whole else _PIECE) or _WORDS.fullmatch(piece):
        return kept, at
    return kept + run[at:begin], end
