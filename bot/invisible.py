"""Characters nobody sees: taken out, and decoded where they carry a message.

Emoji need some of them (joiners, variation selectors, the tags of three flags) and so
do many scripts; a few strays come from editors and forwarders. Those are no traps.
"""

import re

from bot.domain import Trap

SHORTEST = 12  # characters of a decoded message
FEW = 8  # fewer invisible characters than that come from editors, not from traps
_LETTERS = 0.85  # the share of letters and spaces in a readable message
_BYTE = 8  # bits, and also the longest run of tags in a flag

_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = "\U0001f3f4"  # a black flag and tags are the flags of England, Scotland, Wales
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
_STRAY_SELECTOR = re.compile(
    "(?<=[A-Za-z0-9.,;:!?\\s])[\ufe00-\ufe0d]|[\U000e0100-\U000e01ef]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0080-\U000e00ff"
    "\U000e01f0-\U000e0fff]"
)
# Joiners shape emoji and the letters of many scripts; between Latin letters they hide.
_JOINERS = re.compile("(?<=[\x00-\u024f\u2000-\u206f])[\u200c\u200d]+|^[\u200c\u200d]+")
_ANY = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_DIRECTION = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def unhide(text: str) -> tuple[str, list[Trap]]:
    """Take out invisible characters; a trap only where they are many or say something."""
    if text.isascii() or not _ANY.search("".join(set(text))):
        return text, []
    traps = []
    hidden = "".join(
        chr(ord(c) - 0xE0000)
        for run in _TAGS.finditer(text)
        if not _is_flag(text, run)
        for c in run[0]
        if "\U000e0020" <= c < "\U000e007f"
    )
    if hidden:
        traps.append(Trap(kind="tag block", text=" ".join(hidden.split())))
    text = _TAGS.sub(lambda run: run[0] if _is_flag(text, run) else "", text)
    traps += [
        Trap(kind="invisible", text=_selected(run[0]) or _selected(run[0][1:]))
        for run in _SELECTORS.finditer(text)
    ]
    text = _STRAY_SELECTOR.sub("", _SELECTORS.sub(_first_if_ordinary, text))
    unseen = [*_INVISIBLE.findall(text), *"".join(_JOINERS.findall(text))]
    unseen = [c for c in unseen if c not in _DIRECTION]
    if len(unseen) >= FEW:
        traps.append(Trap(kind="invisible", text=_bits(_in_order(text))))
    return _INVISIBLE.sub("", _JOINERS.sub("", text)), traps


def _is_flag(text: str, run: re.Match[str]) -> bool:
    return text[max(0, run.start() - 1) : run.start()] == _FLAG and len(run[0]) <= _BYTE


def _first_if_ordinary(run: re.Match[str]) -> str:
    """Keep the one selector that makes a heart red."""
    return run[0][0] if run[0][0] in "\ufe0e\ufe0f" else ""


def _selected(run: str) -> str:
    """Decode bytes written as variation selectors 1 to 256."""
    data = bytes(
        ord(c) - 0xFE00 if c < "\U000e0000" else ord(c) - 0xE0100 + 16 for c in run
    )
    return readable(data, SHORTEST // 2)


def _in_order(text: str) -> str:
    return "".join(
        c for c in text if c in "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\ufeff"
    )


def _bits(marks: str) -> str:
    """Decode bits written in two invisible characters, "" if they are no text."""
    kinds = sorted(set(marks), key=marks.count, reverse=True)[:2]
    if len(kinds) < 2:  # noqa: PLR2004 (a bit has two sides)
        return ""
    for zero, one in (kinds, kinds[::-1]):
        bits = "".join("0" if c == zero else "1" for c in marks if c in (zero, one))
        data = bytes(int(bits[i : i + _BYTE], 2) for i in range(0, len(bits) - 7, _BYTE))
        if text := readable(data, SHORTEST // 2):
            return text
    return ""


def readable(data: bytes, shortest: int = SHORTEST) -> str:
    """Return data as text if a person could have written it, else ""."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    text = " ".join(text.split()) if "\n" in text else text
    if len(text) < shortest or not text.isprintable():
        return ""
    if " " not in text and shortest == SHORTEST:
        return ""
    letters = sum(map(str.isalpha, text)) + text.count(" ")
    return text if letters >= _LETTERS * len(text) else ""
