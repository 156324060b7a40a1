"""Whether a mail in which nothing was read still looks like requests of the press."""

import re
from collections.abc import Sequence

from bot import fields
from bot.skeleton import closed, due, press
from bot.skeleton.found import Found

_LINES = 20_000  # of a mail that are looked at
_WORDS = 2  # different words of the press
_SEEKS = re.compile(
    r"\b(?:look(?:ing)? for|need(?:s|ed|ing)? (?:an?|some|your|to (?:speak|talk|hear))"
    r"|seek(?:s|ing)?|sought|wanted|searching for|(?:want|hop(?:e|ing)|would (?:like|love))"
    r" to (?:hear|speak|talk|interview|feature|quote))\b",
    re.IGNORECASE,
)


def requests(text: str) -> bool:
    """Whether a text seeks somebody until a day, in items or in words of the press.

    Items must end alike and most must ask. Words must be more than those of other
    trades, with a line that says until when and a way to answer.
    """
    if press.foreign(text) or press.sells(text):
        return False
    lines = text.split("\n")[:_LINES]
    return any(map(_ask, closed.layouts(lines))) or _says(text, lines)


def _ask(items: Sequence[Found]) -> bool:
    named = all(item.values.get("outlet") and item.values.get("deadline") for item in items)
    texts = [f"{item.values.get('summary', '')}\n{item.body}" for item in items]
    seeking = sum(bool(_SEEKS.search(text)) for text in texts)
    asking = sum(press.asks(text) for text in texts)
    other = sum(bool(press.others(text)) for text in texts)
    several = len(items) > 1 and named and seeking
    return bool(several) and asking * 2 > len(items) and other * 2 < len(items)


def _says(text: str, lines: Sequence[str]) -> bool:
    words = press.words(text)
    return bool(
        len(words) >= _WORDS
        and len(words) > len(press.others(text))
        and _SEEKS.search(text)
        and (fields.address(text) or fields.URL.search(text))
        and any(map(due.said, lines))
    )
