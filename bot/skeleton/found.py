"""What a layout hands over: one item's printed values, its text, what was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One item. ``values`` maps a field to its value on one line; ``body`` is unwrapped.

    ``ways`` are the lines beside the text in which an address or a link may stand.
    ``unread`` is prose beside the labels of an item that has no text but a title.
    """

    number: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    ways: str = ""
    flag: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All items of a text in their order, and every other line that says something."""

    items: tuple[Found, ...] = ()
    leftovers: tuple[str, ...] = ()
