"""The one way a stranger's text may reach a prompt: cleaned, cut, in a marked block.

That is cheap and no boundary: what a model answers is checked as if it had obeyed every
word of it.
"""

import re
import unicodedata

from bot import traps
from bot.links import bare

MOST = 4000  # characters of a query that a model reads
OPAQUE = 60  # letters without a space that no word has
CUT = " […]"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!?][^<>]{0,300}>|<\|[^<>|]{0,60}\|>|\[/?INST\]")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LINK = re.compile(
    r"(?i)[^\s<>]*://[^\s<>]*|\b(?:www\.|mailto:|tel:|data:|javascript:)[^\s<>]+"
)
_PHONE = re.compile(r"(?<![\w$€£.])(?:\+\d|\(\d{3}\)|\d{3}[ .-])[\d ().-]{6,}\d(?!\w)")
_LONG = re.compile(rf"\S{{{OPAQUE + 1},}}")


def cleaned(text: str) -> str:
    """Return text without what is hidden in it, markup, links, addresses and phones.

    At most `MOST` characters; where more was cut off, `CUT` stands at the end.
    """
    text = unicodedata.normalize("NFKC", text[: 4 * MOST])
    text = _COMMENT.sub(" ", text)
    text, _ = traps.find(text)
    text = "".join(c if c == "\n" or _seen(c) else " " for c in text)
    text = unlinked(_TAG.sub(" ", text))
    text = _LONG.sub("[…]", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text if len(text) <= MOST else text[: MOST - len(CUT)].rstrip() + CUT


def unlinked(text: str) -> str:
    """Return text with names in place of links, mail addresses and telephone numbers."""
    text = _ADDRESS.sub("[address]", text)
    text = bare.without(_LINK.sub("[link]", text), "[link]")
    return _PHONE.sub("[phone]", text)


def fenced(text: str, tag: str) -> str:
    """Put a stranger's text into its block: ``tag`` is secret, and taken out of it."""
    text = cleaned(text)
    while tag in text:
        text = text.replace(tag, "")
    lines = "\n".join(f"> {line}" for line in text.split("\n"))
    return f"<{tag}>\n{lines}\n</{tag}>"


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN
