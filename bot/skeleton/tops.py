"""Where an item without labels begins, below headings, counts and what is above it."""

import re
from collections.abc import Sequence

from bot.skeleton import furniture

LINKED = re.compile(r"\s*\((?:https?://)\S+\)$")
SHORT = 70  # characters of an outlet
_SENTENCE = re.compile(r"[.!?…:;,]$")
TITLES = 2  # short lines above a text: an outlet and a title
_COUNT = re.compile(
    r"^\s*\d{1,3} (?:new )?(?:alert|question|opportunit|request|quer)\w{0,4}\s*$",
    re.IGNORECASE,
)
TAG = re.compile(
    r"^\s*(?:journalist requests?|(?:monitor|find|watch|track|search|follow)"
    r" [A-Za-z]{3,20})\s*$",
    re.IGNORECASE,
)

PRESS_TAG = re.compile(
    r"^\s*(?:(?:journalist|press|media|reporter) (?:request|quer)\w{1,3}"
    r"|(?:monitor|find|watch|track|search|follow)"
    r" (?:haro|journalists?|reporters?|podcasts?|quer\w{1,3}))\s*$",
    re.IGNORECASE,
)
_ALERTS = re.compile(r"^\s*\d{1,3} (?:new )?alerts?\s*$", re.IGNORECASE)
_SECTION = re.compile(
    r"^\s*(?:Q&A|questions?|opportunity|(?:bylined )?article|media|press|journalist"
    r"|reporter|expert|source|query|request) alerts\s*$",
    re.IGNORECASE,
)


def counted(lines: Sequence[str]) -> bool:
    """Whether a heading names alerts of the press, and their counts stand below it."""
    head = next((i for i, line in enumerate(lines) if _SECTION.match(line)), len(lines))
    return any(map(_ALERTS.match, lines[head + 1 :]))


def find(chunk: Sequence[str], *, first: bool, lead: int = 0) -> int:
    """Return the line at which the item itself begins, below headings and furniture."""
    counts = [i for i, line in enumerate(chunk) if _COUNT.match(line)]
    begin = counts[-1] + 1 if counts else 0
    for i in range(begin, len(chunk)):
        idle = first and not counts  # a rule below the words of a mail, not in a text
        if says(chunk[i]) and not idle:
            break
        if chunk[i].strip() and furniture.is_furniture(chunk[i]):
            begin = i + 1
    tags = [i for i, line in enumerate(chunk) if TAG.match(line)]
    if tags:
        above = [i for i in range(tags[-1]) if chunk[i].strip()]
        return above[-1] if above else tags[-1]
    if first and begin == 0:
        return _last_outlet(chunk, lead) if lead else _last_group(chunk)
    return begin


def _last_group(chunk: Sequence[str]) -> int:
    """Return where the last paragraphs of a beginning start: a text and what is short.

    Upwards from the end: short lines, the paragraph of the text, and the short lines
    above it that no blank line parts from one another.
    """
    filled = [i for i in range(len(chunk)) if chunk[i].strip()]
    at = len(filled) - 1
    while at > 0 and brief(chunk[filled[at]]):
        at -= 1
    while at > 0 and not brief(chunk[filled[at - 1]]) and filled[at] - filled[at - 1] == 1:
        at -= 1
    texts = at
    while at > 0 and texts - at < TITLES and brief(chunk[filled[at - 1]]):
        at -= 1
    return filled[at] if filled else 0


def _last_outlet(chunk: Sequence[str], lead: int) -> int:
    """Return where the last ``lead`` short lines begin that have a text below them."""
    filled = [i for i in range(len(chunk)) if chunk[i].strip()]
    texts = [i for i in filled if not brief(chunk[i])]
    for i in reversed(filled):
        alone = i == 0 or not chunk[i - 1].strip()
        if texts and i < texts[-1] and alone and brief(chunk[i]):
            place = filled.index(i)
            above = place
            while place - above < lead - 1 and above and brief(chunk[filled[above - 1]]):
                above -= 1
            return filled[above]
    return filled[0] if filled else 0


def brief(line: str) -> bool:
    """Whether a line may be an outlet or a title: short, and no sentence."""
    bare = LINKED.sub("", line.strip())
    linked = bare != line.strip()  # a title may ask, a text is no link
    return len(bare) <= SHORT and (linked or not _SENTENCE.search(bare))


def says(line: str) -> bool:
    """Whether a line holds words and is no furniture."""
    return bool(line.strip()) and not furniture.is_furniture(line)
