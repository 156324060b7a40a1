"""The index of a digest: what it promises, and whether the items below keep it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Query

Start = tuple[int, str, str]  # the line of an item's start, its number, its summary

_RESTARTS = 20  # times that the numbers of one index may start again
_SHOWN = 60  # characters of a title in a complaint

WORD = "INDEX"  # stands in every head
HEAD = re.compile(
    r"^[\s>_#]*\*{3,}\s*INDEX\s*(?:\*{3,})?[\s_]*$|^[\s>_#]*INDEX\s*\*{3,}\s*$"
)
STARS = re.compile(r"^\s*\*{20,}\s*$")
_ENTRY = re.compile(r"^\s*(?P<number>\d{1,3}(?:\.\d{1,2})?)\)\s*(?P<text>\S.*)$")
_ANCHOR = re.compile(r"\s*[(<\[]*\S*#item\d+[)>\]]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the index: "1) Title (Outlet)"."""

    number: str
    text: str

    @property
    def title(self) -> str:
        return self.text[: self._paren()].rstrip() if self._paren() else self.text

    @property
    def outlet(self) -> str:
        return self.text[self._paren() + 1 : -1].strip() if self._paren() else ""

    def _paren(self) -> int:
        """Return where the last balanced parentheses open, 0 if the text has none."""
        depth = 0
        if not self.text.endswith(")"):
            return 0
        for at in range(len(self.text) - 1, -1, -1):
            depth += (self.text[at] == ")") - (self.text[at] == "(")
            if depth == 0:
                return at
        return 0


def find(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return (first line, line behind the closing stars) of the index, None without one.

    Where the stars are missing the index ends with its last line before the items.
    """
    heads = (i for i, line in enumerate(lines) if WORD in line and HEAD.match(line))
    head = next(heads, None)
    if head is None:
        return None
    for i in range(head + 1, len(lines)):
        if STARS.match(lines[i]):
            return head, i + 1
    return head, head + 1


def entries(lines: Sequence[str]) -> tuple[Entry, ...]:
    """Read index lines. An entry may wrap; it ends at a blank line or when complete.

    A line in capitals that ends an open entry, as "(A&E)", is no heading.
    """
    found: list[Entry] = []
    still_open = False
    for line in lines:
        if start := _ENTRY.match(line):
            found.append(Entry(number=start["number"], text=start["text"].strip()))
        elif still_open and line.strip():
            last = found[-1]
            found[-1] = Entry(number=last.number, text=f"{last.text} {line.strip()}")
        elif not line.strip():
            still_open = False
            continue
        else:
            continue
        still_open = not _complete(found[-1].text)
    return tuple(Entry(number=e.number, text=_ANCHOR.sub("", e.text)) for e in found)


def _complete(text: str) -> bool:
    text = _ANCHOR.sub("", text)
    return text.endswith(")") and text.count("(") == text.count(")")


def complaints(promised: Sequence[Entry], read: Sequence[Query]) -> tuple[str, ...]:
    """Return what does not add up between the index and the queries, a line each."""
    found: list[str] = []
    if len(promised) != len(read):
        numbers = {query.number for query in read}
        missing = [entry.number for entry in promised if entry.number not in numbers]
        named = f" (missing: {', '.join(missing[:20])})" if missing else ""
        found.append(f"{len(promised)} in the index, {len(read)} read{named}")
    titles: dict[str, list[Entry]] = {}
    for entry in promised:
        if len(titles.setdefault(entry.number, [])) < _RESTARTS:
            titles[entry.number].append(entry)
    for query in read:
        named_so = titles.get(query.number, [])
        if named_so and not any(_same(entry.text, query.summary) for entry in named_so):
            found.append(
                f'number {query.number} is "{named_so[0].title[:_SHOWN]}" in the index'
                f' and "{query.summary[:_SHOWN]}" below'
            )
    return tuple(found)


def promised_starts(promised: Sequence[Entry], starts: Sequence[Start]) -> set[int]:
    """Return the lines of those starts that the index names, by number and title.

    The most of them that stand in the order of the index, so that one printed again
    inside another's text takes no place away.
    """
    places: dict[str, list[int]] = {}
    for at, entry in enumerate(promised):
        if len(places.setdefault(entry.number, [])) < _RESTARTS:
            places[entry.number].append(at)
    entries_said = [_letters(entry.text) for entry in promised]
    ends: list[int] = []  # the lowest place in the index at which n starts can end
    chains: list[tuple[int, int]] = []  # (a line, where the chain before it is)
    tops: list[int] = []
    for line, number, summary in starts:
        said = _letters(summary)
        for at in reversed(places.get(number, [])):
            if said and _agree(entries_said[at], said):
                n = bisect_left(ends, at)
                chains.append((line, tops[n - 1] if n else -1))
                ends[n : n + 1], tops[n : n + 1] = [at], [len(chains) - 1]
    found: set[int] = set()
    link = tops[-1] if tops else -1
    while link >= 0:
        line, link = chains[link]
        found.add(line)
    return found


def titled(promised: Sequence[Entry], starts: Sequence[Start]) -> set[int]:
    """Return the lines of all starts with number and title of an entry, in any order."""
    said: dict[str, list[str]] = {}
    for entry in promised:
        if len(said.setdefault(entry.number, [])) < _RESTARTS:
            said[entry.number].append(_letters(entry.text))
    return {
        line
        for line, number, summary in starts
        if (letters := _letters(summary))
        and any(_agree(entry, letters) for entry in said.get(number, []))
    }


def _same(entry: str, summary: str) -> bool:
    return _agree(_letters(entry), _letters(summary))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _agree(entry: str, said: str) -> bool:
    """Compare letters and digits only; the entry goes on with the outlet, or is cut."""
    return entry.startswith(said) or (
        len(entry) > len(said) // 2 and said.startswith(entry)
    )
