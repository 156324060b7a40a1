"""HTML of a stranger's mail -> plain text, labels and values kept on one line.

The standard library's parser does the reading; before it runs, everything it is known
to lose or to stumble over is taken away by hand, each step linear in the length:
comments, style and script (closed or not), raw-text elements, a ``<`` that opens no
tag. Every ready converter that was tried loses text on such input.
"""

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from bot.markup import styles

LIMIT = 10_000_000  # characters of HTML that are looked at

_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"})
_LINE = frozenset(
    {"div", "br", "tr", "table", "li", "section", "article", "header", "footer", "main"}
    | {"pre", "dl", "dt", "dd", "center", "form"}
)
_RULE = "\n\n" + "-" * 40 + "\n\n"
_KEPT = 0.9  # the share of the letters that the walker must have found
_FEWEST_WORDS = 5  # a page of fewer visible words says nothing
_LABEL = re.compile(
    r"^\W{0,4}(?:\d{1,3}\)\s{0,4})?(?:summary|query|deadline|submit by)\b[^\n:]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)
_OPENS_NO_TAG = re.compile(r"<(?![a-zA-Z/][^<>]{0,20000}>)")
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_RAW_TEXT = re.compile(
    r"</?(?:textarea|xmp|iframe|noembed|noframes|noscript|plaintext|title)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS_OR_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]+", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as text: what a reader sees, and each stretch that is hidden from her."""

    text: str
    hidden: tuple[str, ...] = ()


def to_text(html: str) -> str:
    """Return the visible text of html, as `read` does."""
    return read(html).text


def read(html: str) -> Page:
    """Return the text of html: paragraphs parted by blank lines, ``<br>`` one line end.

    A link's target stands in parentheses behind its text where the text does not
    itself name an address or a link. Anchors inside the page are dropped. Text that
    inline styles or attributes hide is returned apart, unless only it holds queries.
    """
    html = _without(html[:LIMIT], "<!--", "-->")
    for name in ("style", "script", "title"):
        html = _without_element(html, name)
    html = _OPENS_NO_TAG.sub("&lt;", _RAW_TEXT.sub("\n", _DECLARATION.sub("", html)))
    walker = _Walker()
    try:
        walker.feed(html)
        walker.close()
    except Exception:  # noqa: BLE001 (the parser has raised AssertionError and worse)
        return Page(text=_crude(html))
    visible, hidden = walker.texts()
    text = _tidy(visible)
    stretches = tuple(_tidy(part) for part in hidden if any(map(str.isalnum, part)))
    if _letters(visible, *hidden) < _KEPT * _letters(crude := _crude(html)):
        return Page(text=crude)
    whole = "\n".join(stretches)
    if stretches and (
        len(text.split()) < _FEWEST_WORDS < len(whole.split())
        or (_LABEL.search(whole) and not _LABEL.search(text))
    ):
        return Page(text=_tidy(walker.everything()))
    return Page(text=text, hidden=stretches)


def _crude(html: str) -> str:
    return _tidy(unescape(_TAG.sub("\n", html)))


def _letters(*texts: str) -> int:
    return sum(len(word) for text in texts for word in text.split())


def _without(html: str, start: str, end: str) -> str:
    """Take out what stands between start and end; an unclosed start goes alone."""
    kept, at = [], 0
    while (begin := html.find(start, at)) >= 0:
        kept.append(html[at:begin])
        close = html.find(end, begin + len(start))
        if close < 0:
            return "".join(kept) + html[begin + len(start) :].replace(start, "")
        at = close + len(end)
    return "".join(kept) + html[at:]


def _without_element(html: str, name: str) -> str:
    """Take out an element with its content; an unclosed start tag goes alone."""
    opening = re.compile(rf"<{name}\b[^<>]{{0,5000}}>", re.IGNORECASE)
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE)
    kept, at = [], 0
    while begin := opening.search(html, at):
        kept.append(html[at : begin.start()])
        close = closing.search(html, begin.end())
        if close is None:
            return "".join(kept) + opening.sub("", html[begin.end() :])
        at = close.end()
    return "".join(kept) + html[at:]


def _tidy(text: str) -> str:
    lines = [line.strip(" \t") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


class _Walker(HTMLParser):
    """Writes text as it meets it; knows lists, cells, rules, links and what is hidden."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._dark: list[tuple[int, styles.Frame]] = []  # places in _out, and why
        self._frames = styles.Frames()
        self._href = ""
        self._link_from = 0
        self._lists: list[int] = []  # -1: bullets, else the last number
        self._pre = 0

    def texts(self) -> tuple[str, list[str]]:
        """Return what is seen, and what each closed element hides.

        An element that is never closed hides nothing: better too much than too little.
        """
        seen = self._out.copy()
        hidden: dict[int, list[str]] = {}
        for place, frame in self._dark:
            if frame.closed:
                hidden.setdefault(id(frame), []).append(seen[place])
                seen[place] = "\n" if "\n" in seen[place] else ""
        return "".join(seen), ["".join(pieces) for pieces in hidden.values()]

    def everything(self) -> str:
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._frames.open(tag, attrs)
        if tag == "hr":
            if self._out[-1:] != [_RULE]:
                self._write(_RULE)
        elif tag in {"td", "th"}:
            self._write(" ")
        elif tag == "li":
            self._write("\n" + self._bullet())
        elif tag in _PARAGRAPH:
            self._write("\n\n")
        elif tag in _LINE:
            self._write("\n")
        if tag in {"ul", "ol"}:
            self._lists.append(-1 if tag == "ul" else 0)
        elif tag == "pre":
            self._pre += 1
        elif tag == "a":
            self._end_link()
            self._href = next((v.strip() for k, v in attrs if k == "href" and v), "")
            self._link_from = len(self._out)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag in _PARAGRAPH:
            self._write("\n\n")
        elif tag in _LINE and tag not in {"br", "li"}:
            self._write("\n")
        self._frames.shut(tag)

    def handle_data(self, data: str) -> None:
        text = data if self._pre else _SPACE.sub(" ", data)
        if text.startswith(" ") and self._at_line_start():
            text = text.lstrip(" ")
        self._write(text)

    def close(self) -> None:
        super().close()
        self._end_link()

    def _write(self, text: str) -> None:
        if frame := self._frames.hiding:
            self._dark.append((len(self._out), frame))
        self._out.append(text)

    def _at_line_start(self) -> bool:
        return not self._out or self._out[-1].endswith(("\n", " "))

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _end_link(self) -> None:
        """Write the target behind the text, unless the text says where it leads."""
        href, self._href = self._href, ""
        target = href.removeprefix("mailto:").split("?")[0] if "mailto:" in href else href
        if not target or not href.lower().startswith(("http://", "https://", "mailto:")):
            return
        text = "".join(self._out[self._link_from :]).strip()
        if href.startswith("mailto:"):
            if target.lower() in text.lower():
                return
        elif _ADDRESS_OR_LINK.fullmatch(text):
            return
        self._write(f" ({target})" if text else target)
