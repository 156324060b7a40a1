"""HTML of a stranger's mail -> plain text, labels and values kept on one line.

The standard library's parser does the reading; before it runs, everything it is known
to lose or to stumble over is taken away by hand, each step linear in the length:
comments, style and script (closed or not), raw-text elements, a ``<`` that opens no
tag. Every ready converter that was tried loses text on such input.
"""

import re
from html import unescape
from html.parser import HTMLParser

LIMIT = 3_000_000  # characters of HTML that are looked at

_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"})
_LINE = frozenset(
    {"div", "br", "tr", "table", "li", "section", "article", "header", "footer", "main"}
    | {"pre", "dl", "dt", "dd", "center", "form"}
)
_RULE = "-" * 40
_OPENS_NO_TAG = re.compile(r"<(?![a-zA-Z/][^<>]{0,20000}>)")
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_RAW_TEXT = re.compile(
    r"</?(?:textarea|xmp|iframe|noembed|noframes|noscript|plaintext|title)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS_OR_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]+", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def to_text(html: str) -> str:
    """Return the text of html: paragraphs parted by blank lines, ``<br>`` one line end.

    A link's target stands in parentheses behind its text where the text does not
    itself name an address or a link. Anchors inside the page are dropped.
    """
    html = _without(html[:LIMIT], "<!--", "-->")
    for name in ("style", "script", "title"):
        html = _without_element(html, name)
    html = _RAW_TEXT.sub("\n", _DECLARATION.sub("", html))
    walker = _Walker()
    try:
        walker.feed(_OPENS_NO_TAG.sub("&lt;", html))
        walker.close()
    except Exception:  # noqa: BLE001 (the parser has raised AssertionError and worse)
        return _tidy(unescape(_TAG.sub("\n", html)))
    return _tidy("".join(walker.out))


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
    """Writes text as it meets it; knows lists, cells, rules and links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._href = ""
        self._link_from = 0
        self._lists: list[int] = []  # -1: bullets, else the last number
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "hr":
            self.out.append(f"\n\n{_RULE}\n\n")
        elif tag in {"td", "th"}:
            self.out.append(" ")
        elif tag == "li":
            self.out.append("\n" + self._bullet())
        elif tag in _PARAGRAPH:
            self.out.append("\n\n")
        elif tag in _LINE:
            self.out.append("\n")
        if tag in {"ul", "ol"}:
            self._lists.append(-1 if tag == "ul" else 0)
        elif tag == "pre":
            self._pre += 1
        elif tag == "a":
            self._end_link()
            self._href = next((v.strip() for k, v in attrs if k == "href" and v), "")
            self._link_from = len(self.out)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag in _PARAGRAPH:
            self.out.append("\n\n")
        elif tag in _LINE and tag not in {"br", "li"}:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        text = data if self._pre else _SPACE.sub(" ", data)
        if text.startswith(" ") and self._at_line_start():
            text = text.lstrip(" ")
        self.out.append(text)

    def close(self) -> None:
        super().close()
        self._end_link()

    def _at_line_start(self) -> bool:
        return not self.out or self.out[-1].endswith(("\n", " "))

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
        text = "".join(self.out[self._link_from :]).strip()
        if href.startswith("mailto:"):
            if target.lower() in text.lower():
                return
        elif _ADDRESS_OR_LINK.fullmatch(text):
            return
        self.out.append(f" ({target})" if text else target)
