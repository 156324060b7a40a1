"""Reads what can be clicked or filled in: buttons, menus, boxes of a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.reports import mrkdwn
from bot.reports.mrkdwn import Span
from bot.reports.visible import visible

Block = Mapping[str, Any]

_TICKED = {"checkboxes", "radio_buttons"}
_OPENED = {
    "static_select", "multi_static_select", "users_select", "multi_users_select",
    "conversations_select", "channels_select", "datepicker", "timepicker",
    "datetimepicker",
}  # fmt: skip
_SHOWN = {"overflow": "⋯"}
_CHOSEN = ("initial_user", "initial_date", "initial_time", "initial_conversation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to click; a menu opens a list, dots are a menu without a name."""

    label: str
    primary: bool = False
    danger: bool = False
    href: str = ""
    menu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One box to tick or, where ``single``, one of which just one can be."""

    spans: tuple[Span, ...]
    on: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form. ``value`` is what stands there, else ``placeholder``."""

    label: str
    value: str = ""
    placeholder: str = ""
    long: bool = False  # several lines
    menu: bool = False
    ticks: tuple[Tick, ...] = ()
    hint: str = ""
    error: str = ""
    optional: bool = False


def whole(composition: Any) -> str:  # noqa: ANN401 (JSON)
    """Return the text of a text object letter by letter; "" for what is none."""
    text = composition.get("text", "") if isinstance(composition, Mapping) else ""
    return visible(str(text))


def ticked(element: Block) -> bool:
    """Say whether an element is a list of boxes to tick."""
    return element.get("type") in _TICKED


def button(element: Block) -> Button:
    """Read what is clicked: a button, or a menu under what is chosen or asked for."""
    kind = element.get("type")
    label = whole(element.get("text")) or _SHOWN.get(str(kind), "")
    if kind in _OPENED:
        label = _chosen(element) or whole(element.get("placeholder"))
    return Button(
        label=label or visible(f"[{kind}]"),
        primary=element.get("style") == "primary",
        danger=element.get("style") == "danger",
        href=mrkdwn.href(str(element.get("url", ""))),
        menu=kind in _OPENED,
    )


def opened(element: Block) -> str:
    """Say what clicking brings up: the entries of a menu, or the question; else ""."""
    if asked := element.get("confirm"):
        parts = (whole(asked.get(key)) for key in ("title", "text", "confirm", "deny"))
        return "asks: " + " · ".join(filter(None, parts))
    entries = [_entry(one) for one in element.get("options") or ()]
    if not entries or ticked(element):
        return ""
    name = whole(element.get("placeholder")) or _SHOWN.get(str(element.get("type")), "")
    return (f"{name}: " if name else "") + " · ".join(entries)


def ticks(element: Block) -> Iterator[Tick]:
    """Yield the boxes of a list, with what is ticked at first."""
    first = element.get("initial_options") or [element.get("initial_option") or {}]
    values = {str(one.get("value")) for one in first}
    for option in element.get("options") or ():
        spans = tuple(_spans(option.get("text")))
        if more := tuple(_spans(option.get("description"))):
            spans = (*spans, Span(text="\n"), *more)
        yield Tick(
            spans=spans,
            on=str(option.get("value")) in values,
            single=element.get("type") == "radio_buttons",
        )


def field(block: Block, error: str = "") -> Field:
    """Read an input block; ``error`` is what the answer to it was."""
    element = block.get("element") or {}
    return Field(
        label=whole(block.get("label")),
        value=visible(str(element.get("initial_value") or "")) or _chosen(element),
        placeholder=whole(element.get("placeholder")),
        long=bool(element.get("multiline")),
        menu=element.get("type") in _OPENED,
        ticks=tuple(ticks(element)) if ticked(element) else (),
        hint=whole(block.get("hint")),
        error=visible(error),
        optional=bool(block.get("optional")),
    )


def _chosen(element: Block) -> str:
    for key in _CHOSEN:
        if element.get(key):
            return visible(("@" if key == "initial_user" else "") + str(element[key]))
    one = element.get("initial_option")
    several = element.get("initial_options") or ([one] if one else [])
    return ", ".join(whole(option.get("text")) for option in several)


def _entry(option: Block) -> str:
    more = whole(option.get("description"))
    return whole(option.get("text")) + (f" ({more})" if more else "")


def _spans(composition: Any) -> Iterator[Span]:  # noqa: ANN401 (JSON)
    text = whole(composition)
    if not text:
        return
    if composition.get("type") == "mrkdwn":
        yield from mrkdwn.spans(text)
    else:
        yield Span(text=text)
