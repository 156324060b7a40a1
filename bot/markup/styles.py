"""Which text of a page nobody sees, by inline styles and attributes alone.

Style sheets are not read: a class that hides the copy for phones says nothing here.
Inherited properties are followed, for mail builders set ``font-size:0`` around
everything and give each text its size again.
"""

import re
from dataclasses import dataclass

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
    | {"track", "wbr", "param", "frame"}
)
_DEEPEST = 60  # open elements among which an end tag looks for its start
_LONGEST = 2000  # characters of a style that are read
_BLOCKS = frozenset(
    {"p", "div", "table", "ul", "ol", "blockquote", "pre", "section", "article", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "form", "header", "footer", "main", "dl"}
)
_ENDS_SOON = {  # a start tag -> the open elements that it closes, and what holds them
    "td": ({"td", "th"}, "table"),
    "th": ({"td", "th"}, "table"),
    "tr": ({"tr"}, "table"),
    "li": ({"li"}, "ul ol"),
}
_ZERO = re.compile(r"0(?:\.0{0,9})?(?:px|pt|em|rem|%|vh|vw|in|cm|mm|ex)?$")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})$")
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,[\d.]{1,9})?\)$")
_NAMED = {"white": "ffffff", "black": "000000", "red": "ff0000", "yellow": "ffff00"}
_WHITE = "ffffff"
_UNKNOWN = "?"  # a picture, a gradient, or whatever a class says


@dataclass(slots=True, kw_only=True, eq=False)
class Frame:
    """An open element that changes what is seen; ``closed`` once its end was met."""

    gone: bool = False  # nothing inside it is ever seen
    tiny: bool = False
    unseen: bool = False
    color: str = ""
    behind: str = _WHITE
    closed: bool = False
    cause: "Frame | None" = None  # the outermost frame without which this were seen

    @property
    def hides(self) -> bool:
        return self.gone or self.tiny or self.unseen or self.color == self.behind


class Frames:
    """The open elements of a page, and whether text that is met now is hidden."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Frame]] = []
        self._base = Frame()

    @property
    def hiding(self) -> Frame | None:
        """The element that hides the text met now, None if it is seen."""
        return self._open[-1][1].cause if self._open else None

    def open(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a start tag."""
        if tag in _ENDS_SOON:
            ended, holder = _ENDS_SOON[tag]
            self._close(ended, holder.split())
        elif tag in _BLOCKS and self._open and self._open[-1][0] == "p":
            self._close({"p"}, [])
        if tag in VOID:
            return
        above = self._open[-1][1] if self._open else self._base
        says = {key: value or "" for key, value in attrs if key in _SAYS} if attrs else {}
        self._open.append((tag, _below(above, says) if says else above))

    def shut(self, tag: str) -> None:
        """Take note of an end tag; one that nothing opened is nobody's."""
        self._close({tag}, [])

    def _close(self, tags: set[str], holders: list[str]) -> None:
        for back in range(1, min(_DEEPEST, len(self._open)) + 1):
            name = self._open[-back][0]
            if name in tags:
                for _, frame in self._open[-back:]:
                    kept = len(self._open) > back and self._open[-back - 1][1] is frame
                    frame.closed = frame.closed or not kept
                del self._open[-back:]
                return
            if name in holders:
                return


_SAYS = frozenset({"style", "hidden", "bgcolor", "background", "class", "id", "color"})


def _below(above: Frame, says: dict[str, str]) -> Frame:
    """Return the frame of an element, given the one it stands in."""
    style = _declared(says.get("style", ""))
    gone = "hidden" in says or style.get("display") == "none"
    gone = gone or bool(_ZERO.match(style.get("opacity", "")))
    if style.get("overflow") == "hidden":
        sides = ("height", "max-height", "width", "max-width")
        gone = gone or any(_ZERO.match(style.get(side, "")) for side in sides)
    size, seen = style.get("font-size"), style.get("visibility")
    tiny = above.tiny if size is None or size.endswith(("%", "em")) else False
    frame = Frame(
        gone=above.gone or gone,
        tiny=tiny or bool(size and _ZERO.match(size)),
        unseen=above.unseen if seen is None else seen == "hidden",
        color=_color(style.get("color", says.get("color", ""))) or above.color,
        behind=_behind(style, says) or above.behind,
    )
    if frame.hides:
        inherited = above.cause is not None and (
            above.gone or not (gone or _changed(frame, above))
        )
        frame.cause = above.cause if inherited else frame
    return frame


def _changed(frame: Frame, above: Frame) -> bool:
    return (frame.tiny, frame.unseen, frame.color, frame.behind) != (
        *(above.tiny, above.unseen, above.color),
        above.behind,
    )


def _declared(style: str) -> dict[str, str]:
    """Read "a: b; c: d !important" into lower case names and values without spaces."""
    found = {}
    for piece in style[:_LONGEST].lower().split(";"):
        name, colon, value = piece.partition(":")
        if colon:
            value = "".join(value.split()).removesuffix("!important")
            found[name.strip()] = value
    return found


def _behind(style: dict[str, str], says: dict[str, str]) -> str:
    """Return the background an element names, "" if it lets through what is behind."""
    drawn = style.get("background-image", "none") != "none" or says.get("background")
    named = style.get("background-color") or style.get("background") or says.get("bgcolor")
    if drawn:
        return _UNKNOWN
    if named and named not in {"none", "transparent", "inherit", "initial"}:
        return _color(named) or _UNKNOWN
    return _UNKNOWN if "class" in says or "id" in says else ""


def _color(text: str) -> str:
    """Return a colour as six hex digits, "" if it cannot be told."""
    text = "".join(text.lower().split())
    if found := _HEX.match(text):
        digits = found[1]
        return digits if len(digits) > 3 else "".join(2 * c for c in digits)  # noqa: PLR2004
    if found := _RGB.match(text):
        return "".join(f"{min(255, int(n)):02x}" for n in found.groups())
    return _NAMED.get(text, "")
