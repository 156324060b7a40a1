"""Foreign text becomes Slack text here and nowhere else.

Everything that came in a mail, a profile or a name passes one of these sinks. Lengths
are UTF-16 units, the unit Slack counts in. A text is cut by the length it will have
once escaped and escaped after that, so an entity is never cut in half.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from bot.domain import telling

Block = dict[str, Any]  # one block, element or object of Block Kit

_DROPPED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab and line ends
    "\u00ad\u180e\u200b"  # soft hyphen, zero width; the joiners stay: emoji, Persian
    "\u061c\u200e\u200f\u202a-\u202e"  # bidi marks and overrides
    "\u2060-\u206f\ufeff\ufff9-\ufffb"  # word joiner, isolates, annotations
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # surrogates, private use
    "\U000e0000-\U000e0fff"  # the tag block: text that nobody sees
    "]+"
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ESCAPED_LENGTH = {"&": 5, "<": 4, ">": 4}
_ASTRAL = 0xFFFF  # code points above it are two UTF-16 units
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>|\"`]*)?")
# what our own compose links are made of: any other letter stands in them as %XX
_VALUE = r"[A-Za-z0-9%._~+@=/-]*"
_PARAMETER = rf"(?:view|fs|tf|to|su|subject|body)={_VALUE}"
_PARAMETERS = rf"\?{_PARAMETER}(?:&{_PARAMETER})*"
_COMPOSER = re.compile(
    r"https://(?:mail\.google\.com/mail/|outlook\.office\.com/mail/deeplink/compose)"
    + _PARAMETERS
)
_MAILTO = re.compile(rf"mailto:{_VALUE}{_PARAMETERS}")
_ELLIPSIS = "…"
_NOTHING = "-"  # Slack refuses empty text
BUTTON_TEXT, URL = 75, 3000


def clean(text: str) -> str:
    """Drop what cannot be seen or would mislead; keep every word."""
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    return _EMPTY_LINES.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def length(text: str) -> int:
    """Count as Slack does: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    return text.translate(_ENTITIES)


def cut(text: str, limit: int, *, escaped: bool = False) -> str:
    """Shorten to ``limit`` units, counted as escaped if it will be; an ellipsis tells."""
    if length(escape(text) if escaped else text) <= limit:
        return text
    total, keep = 0, 0
    for at, char in enumerate(text[: limit + 1], 1):
        total += 1 + (ord(char) > _ASTRAL)
        if escaped:
            total += _ESCAPED_LENGTH.get(char, 1) - 1
        if total > limit:
            return text[:keep].rstrip() + _ELLIPSIS if limit else ""
        if total < limit:  # room for the ellipsis
            keep = at
    return text


def pieces(text: str, limit: int) -> list[str]:
    """Split at line ends or spaces; every word is in one of the pieces."""
    rest, found = clean(text), []
    while rest:
        units, end = 0, 0
        for char in rest:
            units += 1 + (ord(char) > _ASTRAL)
            if units > limit:
                break
            end += 1
        if end < len(rest):
            window = rest[:end]
            gaps = (window.rfind(end_of) + 1 for end_of in ("\n", " "))
            end = next((gap for gap in gaps if gap > end // 2), end)
        if piece := rest[:end].strip():
            found.append(piece)
        rest = rest[end:]
    return found


# ------------------------------------------------------------------------- sinks


def plain(text: str, limit: int) -> Block:
    """Header, button, option: shown letter by letter, on one line."""
    shown = cut(one_line(text), limit) or _NOTHING
    return {"type": "plain_text", "text": shown, "emoji": False}


def mrkdwn(text: str, limit: int = 3000) -> Block:
    """Foreign text where Slack would read markup: escaped, links and names left alone."""
    return own(escaped(text, limit) or _NOTHING)


def own(markup: str) -> Block:
    """Our own markup. Foreign parts in it must have passed `escaped`."""
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def escaped(text: str, limit: int) -> str:
    return escape(cut(clean(text), limit, escaped=True))


def verbatim(text: str, limit: int, *, bold: bool = False) -> Block:
    """One element of rich text: data, never markup."""
    element: Block = {"type": "text", "text": cut(clean(text), limit) or _NOTHING}
    if bold:
        element["style"] = {"bold": True}
    return element


def said(text: str, *, bold: bool = False) -> Block:
    """Our own words beside foreign ones in rich text: spaces and line ends are kept."""
    return {"type": "text", "text": text, **({"style": {"bold": True}} if bold else {})}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def line(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def bullets(items: Iterable[Block]) -> Block:
    """Make a list of what `line` made."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def quote(*elements: Block) -> Block:
    return {"type": "rich_text_quote", "elements": list(elements)}


def copyable(text: str, limit: int) -> Block:
    """Text in a box, as it stands, for copying."""
    return {"type": "rich_text_preformatted", "elements": [verbatim(text, limit)]}


def host(url: str) -> str:
    """Return where an https link leads, or "" for what is no plain https link."""
    if not _HTTPS.fullmatch(url) or length(url) > URL or _DROPPED.search(url):
        return ""
    return urlsplit(url).hostname or ""


def link_button(label: str, url: str, *, action_id: str) -> Block | None:
    """Make a button that shows the host it leads to; None where that cannot be shown."""
    shown = f"{label} ({host(url)})"
    if not host(url) or length(shown) > BUTTON_TEXT:
        return None
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain(shown, BUTTON_TEXT),
        "url": url,
    }


def compose_button(label: str, url: str, *, action_id: str) -> Block | None:
    """Make a button of a link that opens a new mail at Gmail or Outlook; else None."""
    if not _COMPOSER.fullmatch(url):
        return None
    return link_button(label, url, action_id=action_id)


def mailto(label: str, url: str) -> str:
    """Link to a mail program (mrkdwn, our own label); "" for what is no such link."""
    shown = f"<{escape(url)}|{label}>"
    return shown if _MAILTO.fullmatch(url) and length(shown) < URL else ""


def person(name: str) -> str:
    """Name a person in mrkdwn: a mention only for what is certainly a user id."""
    return f"<@{name}>" if telling.user(name) else escaped(one_line(name), 80)
