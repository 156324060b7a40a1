"""What forms are made of, and what people put into them.

A view carries ids only. What comes back is whatever Slack sends: a reader here takes
any of it and raises at nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.clean import Block, clean, length, plain

ACTION = "input"  # the name of every element; its block has a name of its own
_ROOM = 2500  # units of one input as it opens: people add to it, Slack takes 3000
_GAP = 100  # characters of white space between two inputs
_GAPS = {"\n": "n", " ": "s", "\t": "t"}
_WIDE = 0xFFFF  # code points above it are two units
_ID = 100
_TITLE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which card a form is about, which edition was to be seen, and where it stands.

    ``card_id`` is 0 where Slack sent back what is none of ours.
    """

    card_id: int = 0
    seen: int = 0
    channel: str = ""
    ts: str = ""


# ------------------------------------------------------------------------- making


def view(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    meta: dict[str, Any],
    submit: str,
) -> Block:
    """Make a modal; without ``submit`` it can only be closed."""
    made: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, _TITLE),
        "close": plain("Cancel" if submit else "Close", _TITLE),
        "private_metadata": json.dumps(meta),
        "blocks": list(blocks),
    }
    if submit:
        made["submit"] = plain(submit, _TITLE)
    return made


def card_meta(card_id: int, seen: int, channel: str, ts: str) -> dict[str, Any]:
    return {"card": card_id, "seen": seen, "channel": channel[:_ID], "ts": ts[:_ID]}


def field(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = True
) -> Block:
    """Make an input; Slack insists on an answer where it is not optional."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 150),
        "element": {**element, "action_id": ACTION},
        "optional": optional,
    }
    return {**made, "hint": plain(hint, 300)} if hint else made


def menu(kind: str, said: str, options: Sequence[Block] = ()) -> Block:
    """Make a menu that says what to choose; one of users has no options."""
    made: Block = {"type": kind, "placeholder": plain(said, 150)}
    return {**made, "options": list(options)} if options else made


def option(text: str, value: str, *, description: str = "") -> Block:
    made: Block = {"text": plain(text, 75), "value": value}
    return {**made, "description": plain(description, 75)} if description else made


def tick(name: str, label: str, text: str) -> Block:
    return field(name, label, {"type": "checkboxes", "options": [option(text, name)]})


def lines(name: str, label: str, text: str, *, hint: str = "") -> list[Block]:
    """Make inputs that together hold a text, one or more: `typed` joins them again."""
    found = []
    for number, (gap, piece) in enumerate(_split(clean(text))):
        element: Block = {"type": "plain_text_input", "multiline": True}
        if piece:
            element["initial_value"] = piece
        marks = "".join(_GAPS[char] for char in gap)
        block = f"{name}:{number}:{marks}" if number else name
        shown = f"{label}, part {number + 1}" if number else label
        found.append(field(block, shown, element, hint="" if number else hint))
    return found


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Yield pieces that an input takes, each with the white space before it."""
    gap, rest = "", text
    while length(rest) > _ROOM:
        end = _fitting(rest)
        breaks = (rest.rfind(mark, 0, end) for mark in ("\n", " "))
        end = next((at for at in breaks if at > end // 2), end)
        piece = rest[:end].rstrip("\n \t") or rest[:end]
        yield gap, piece
        rest = rest[len(piece) :]
        start = next((i for i, char in enumerate(rest) if char not in _GAPS), len(rest))
        gap, rest = rest[: min(start, _GAP)], rest[min(start, _GAP) :]
    yield gap, rest


def _fitting(text: str) -> int:
    """Return how many characters fit into one input."""
    units = 0
    for at, char in enumerate(text):
        units += 1 + (ord(char) > _WIDE)
        if units > _ROOM:
            return at
    return len(text)


# ------------------------------------------------------------------------ reading


def place(view: Any) -> Place:  # noqa: ANN401 (whatever Slack sends)
    meta = metadata(view)
    return Place(
        card_id=number(meta.get("card")),
        seen=number(meta.get("seen")),
        channel=_text(meta.get("channel")),
        ts=_text(meta.get("ts")),
    )


def metadata(view: Any) -> dict[str, Any]:  # noqa: ANN401 (whatever Slack sends)
    try:
        found = json.loads(_text(_dict(view).get("private_metadata")))
    except (ValueError, RecursionError):
        return {}
    return _dict(found)


def typed(view: Any, name: str) -> str:  # noqa: ANN401 (whatever Slack sends)
    """Return what stands in the inputs that `lines` made, as one text."""
    found: list[tuple[int, str, str]] = []
    for block in _values(view):
        own, _, rest = block.partition(":")
        place, _, marks = rest.partition(":")
        if own == name and (value := _text(_element(view, block).get("value"))):
            back = {mark: char for char, mark in _GAPS.items()}
            gap = "".join(back.get(mark, "") for mark in marks)
            found.append((number(place), gap, value))
    found.sort(key=lambda part: part[0])
    return "".join((gap if at else "") + value for at, (_, gap, value) in enumerate(found))


def ticked(view: Any, name: str) -> bool:  # noqa: ANN401 (whatever Slack sends)
    return bool(picked(view, name))


def picked(view: Any, name: str) -> list[str]:  # noqa: ANN401 (whatever Slack sends)
    """Return the values chosen in a menu, a list of boxes or of people."""
    element = _element(view, name)
    many = element.get("selected_options")
    options = [*(many if isinstance(many, list) else []), element.get("selected_option")]
    values = [_text(_dict(option).get("value")) for option in options]
    return [value for value in (*values, _text(element.get("selected_user"))) if value]


def _values(view: Any) -> dict[str, Any]:  # noqa: ANN401 (whatever Slack sends)
    found = _dict(_dict(_dict(view).get("state")).get("values"))
    return {key: value for key, value in found.items() if isinstance(key, str)}


def _element(view: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 (whatever Slack sends)
    return _dict(_dict(_values(view).get(name)).get(ACTION))


def _dict(value: Any) -> dict[Any, Any]:  # noqa: ANN401 (whatever Slack sends)
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:  # noqa: ANN401 (whatever Slack sends)
    return value if isinstance(value, str) else ""


def number(value: Any) -> int:  # noqa: ANN401 (whatever Slack sends)
    """Return a count as SQLite can hold it, 0 for what is none."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:  # noqa: PLR2004 (digits)
        return int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 2**63 else 0
