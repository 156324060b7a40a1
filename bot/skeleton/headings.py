"""Lines above the items of a mail that no label names: titles, and names of groups."""

import re
from collections.abc import Sequence

_LONGEST = 200  # characters of a line that may be a title
_GROUP = 60  # characters of one that names a group of items
_NO_TITLE = re.compile(
    r"[.,;:]$|^(?:hi|hello|dear|good (?:morning|afternoon|evening))\b"
    r"|\b(?:new|your|today[’']s|\d{1,3}) (?:media |journalist |press )?"
    r"(?:requests?|enquir\w{1,3}|alerts?|quer\w{1,3}|call[ -]?outs?|opportunit\w{1,3})\b"
    r"|\b(?:media|journalist|press) (?:requests?|enquir\w{1,3}|alerts?|quer\w{1,3})"
    r"\W{0,9}$",
    re.IGNORECASE,
)


def title(above: Sequence[str], lines: Sequence[str], start: int) -> str:
    """Return the last line above an item if it looks like its title, else ""."""
    if not above or len(above[-1]) > _LONGEST or _NO_TITLE.search(above[-1]):
        return ""
    near = [line for line in lines[max(0, start - 3) : start] if line.strip()]
    if not near or near[-1].strip() != above[-1]:
        return ""
    return above[-1]


def end(lines: Sequence[str], start: int, end: int, stop: int) -> int:
    """Return where an item ends when the title of the next one stands behind it."""
    if end < stop and any(line.strip() for line in lines[end:stop]):
        return end
    filled = [i for i in range(start, end) if lines[i].strip()]
    if stop == len(lines) or len(filled) < 2:  # noqa: PLR2004 (a text and a title)
        return end
    last = filled[-1]
    alone = last - filled[-2] > 1 and not _NO_TITLE.search(lines[last].strip())
    return last if alone and len(lines[last]) <= _LONGEST else end


def apart(lines: Sequence[str], parts: Sequence[tuple[int, int, int]]) -> bool:
    """Whether above every item stands the name of a group, which is nobody's text.

    ``parts`` are the (first line, end, first line of the next) of the items.
    """
    return len(parts) > 1 and all(_grouped(lines, start) for start, _, _ in parts)


def _grouped(lines: Sequence[str], start: int) -> bool:
    near = [i for i in range(max(0, start - 4), start) if lines[i].strip()]
    if not near:
        return False
    said = lines[near[-1]].strip()
    alone = near[-1] > 0 and not lines[near[-1] - 1].strip() and near[-1] < start - 1
    return alone and len(said) <= _GROUP and said[-1:].isalnum() and ":" not in said
