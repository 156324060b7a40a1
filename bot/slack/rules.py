"""What Slack would refuse, for the blocks used here: known before a message is sent.

A table of limits and a few rules of shape. Slack's own words for most of these are
just ``invalid_blocks``; ours name the place.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.slack.clean import Block, length

BUDGET = 10_000  # of all blocks as JSON; Slack refuses somewhere above 11,000
TEXT = 4000
_BLOCKS = {"message": 50, "modal": 100, "home": 100}
VIEW = 250_000  # bytes of a whole view as JSON
_MARKDOWN = 12_000  # over the whole message
_KNOWN = {
    "section", "header", "rich_text", "context", "actions", "divider", "image", "input",
    "markdown", "alert",
}  # fmt: skip
_NOT_ON: dict[str, set[str]] = {  # surface -> what has no place there
    "message": {"input", "alert"},
    "modal": {"markdown"},
    "home": {"markdown", "alert"},
}
_MENUS = {"overflow", "static_select", "multi_static_select"}
_INTERACTIVE = _MENUS | {
    "button", "users_select", "datepicker", "timepicker", "checkboxes", "radio_buttons",
}  # fmt: skip
_IN_ACTIONS = _INTERACTIVE - {"multi_static_select"}
_INPUTS = (_INTERACTIVE - {"button", "overflow"}) | {"plain_text_input"}
_RICH = {
    "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
}  # fmt: skip
_RICH_LEAVES = {"text", "link", "user", "date", "emoji", "channel", "usergroup"}
_IN: dict[str, set[str]] = {  # what has elements -> the types these may be of
    "actions": _IN_ACTIONS,
    "context": {"mrkdwn", "plain_text", "image"},
    "rich_text": _RICH,
    "rich_text_list": {"rich_text_section"},
    "rich_text_section": _RICH_LEAVES,
    "rich_text_quote": _RICH_LEAVES,
    "rich_text_preformatted": {"text", "link"},
}
_TEXTS = ("mrkdwn", "plain_text")
_NEEDED: dict[str, tuple[str, ...]] = {  # type of the object -> what it must have
    "header": ("text",),
    "button": ("text",),
    "rich_text_list": ("style",),
}
_CONFIRM = ("title", "text", "confirm", "deny")
_WEB = ("https://", "http://")

# type of the object -> its texts and how long each may be
_LENGTHS: dict[str, dict[str, int]] = {
    "section": {"text": 3000},
    "header": {"text": 150},
    "button": {"text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "confirm": {"title": 100, "text": 300, "confirm": 30, "deny": 30},
    "option": {"text": 75, "value": 150, "description": 75},
    "input": {"label": 2000, "hint": 2000},
    "plain_text_input": {"placeholder": 150, "initial_value": 3000},
    "static_select": {"placeholder": 150},
    "multi_static_select": {"placeholder": 150},
    "users_select": {"placeholder": 150},
    "view": {
        "title": 24,
        "submit": 24,
        "close": 24,
        "private_metadata": 3000,
        "callback_id": 255,
        "external_id": 255,
    },
    "markdown": {"text": _MARKDOWN},
    "image": {"alt_text": 2000, "image_url": 3000, "title": 2000},
    "mrkdwn": {"text": 3000},
    "plain_text": {"text": 3000},
    "any": {"action_id": 255, "block_id": 255},
}
# type of the object -> its lists, with the least and the most entries
_COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "section": {"fields": (1, 10)},
    "context": {"elements": (1, 10)},
    "actions": {"elements": (1, 25)},
    "rich_text": {"elements": (1, 500)},
    "overflow": {"options": (1, 5)},
    "static_select": {"options": (1, 100)},
    "multi_static_select": {"options": (1, 100)},
    "checkboxes": {"options": (1, 10)},
    "radio_buttons": {"options": (1, 10)},
}
_PLACES = {"options": "option"}  # objects without a type of their own
_FIELD = 2000
_TYPED = 3000
_CHOICES: dict[tuple[str, str], set[str]] = {
    ("button", "style"): {"primary", "danger"},
    ("alert", "level"): {"default", "info", "warning", "error", "success"},
    ("rich_text_list", "style"): {"bullet", "ordered"},
}
_PLAIN_ONLY = {
    ("header", "text"), ("button", "text"), ("confirm", "title"), ("input", "label"),
    ("plain_text_input", "placeholder"), ("confirm", "confirm"), ("confirm", "deny"),
    ("static_select", "placeholder"), ("multi_static_select", "placeholder"),
    ("users_select", "placeholder"), ("input", "hint"),
    ("view", "title"), ("view", "submit"), ("view", "close"),
}  # fmt: skip


def size(blocks: list[Block]) -> int:
    return length(json.dumps(blocks, ensure_ascii=False))


def faults(blocks: list[Block], *, surface: str = "message", text: str = "") -> list[str]:
    """Name every reason to refuse; an empty list means that Slack should take it."""
    found = list(_whole(blocks, surface, text))
    for number, block in enumerate(blocks):
        place = f"/{number}"
        kind = block.get("type")
        if kind not in _KNOWN:
            found.append(f"{place}: unknown block type {kind!r}")
            continue
        if kind in _NOT_ON[surface]:
            found.append(f"{place}: {kind} block in a {surface}")
        found += [f"{place}{fault}" for fault in _block(block)]
        ids = [o["action_id"] for _, _, o in _walk(block) if o.get("action_id")]
        if len(ids) != len(set(ids)):
            found.append(f"{place}: the same action_id twice")
    return found


def view_faults(view: Block) -> list[str]:
    """Name every reason to refuse a modal or a home tab."""
    kind, blocks = view.get("type"), view.get("blocks") or []
    if kind not in ("modal", "home"):
        return [f"unknown view type {kind!r}"]
    found = [f": {fault}" for fault in _limits("view", view)]
    named = {key: view[key] for key in ("title", "submit", "close") if view.get(key)}
    found += _block(named)
    if kind == "modal" and not view.get("title"):
        found.append(": modal without title")
    if kind == "home":
        found += [f": home with {key}" for key in named]
    if not isinstance(view.get("private_metadata", ""), str):
        found.append(": private_metadata is no text")
    asks = any(block.get("type") == "input" for block in blocks)
    if kind == "modal" and asks and not view.get("submit"):
        found.append(": input without submit")
    if not blocks:
        found.append(": view without blocks")
    if len(json.dumps(view)) > VIEW:  # as the SDK sends it: in ASCII
        found.append(f": view larger than {VIEW}")
    return found + faults(blocks, surface=kind)


def _whole(blocks: list[Block], surface: str, text: str) -> Iterator[str]:
    if len(blocks) > _BLOCKS[surface]:
        yield f"more than {_BLOCKS[surface]} blocks"
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "the same block_id twice"
    if surface == "message":
        if length(text) > TEXT:
            yield f"text longer than {TEXT}"
        if size(blocks) > BUDGET:
            yield f"blocks larger than {BUDGET} together: {size(blocks)}"
        marked = [b["text"] for b in blocks if b.get("type") == "markdown"]
        if sum(map(length, marked)) > _MARKDOWN:
            yield f"markdown longer than {_MARKDOWN} together"


def _walk(value: Any, kind: str = "", path: str = "") -> Iterator[tuple[str, str, Block]]:  # noqa: ANN401 (any JSON)
    """Visit every object with its path and its type, the untyped ones by their place."""
    if isinstance(value, dict):
        yield path, str(value.get("type") or kind), value
        for key, inner in value.items():
            yield from _walk(inner, _PLACES.get(str(key), str(key)), f"{path}/{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _walk(inner, kind, f"{path}/{at}")


def _block(block: Block) -> Iterator[str]:
    for path, kind, thing in _walk(block):
        yield from (f"{path}: {fault}" for fault in _limits(kind, thing))
        yield from (f"{path}: {fault}" for fault in _shape(kind, thing))


def _limits(kind: str, thing: Block) -> Iterator[str]:
    for key, most in (_LENGTHS.get(kind, {}) | _LENGTHS["any"]).items():
        if length(_text(thing.get(key))) > most:
            yield f"{kind} {key} longer than {most}"
    for key, (least, most) in _COUNTS.get(kind, {}).items():
        if (key in thing or kind != "section") and not (
            least <= len(thing.get(key, ())) <= most
        ):
            yield f"{kind} takes {least} to {most} {key}"
    for (owner, key), known in _CHOICES.items():
        if kind == owner and key in thing and thing[key] not in known:
            yield f"{kind} {key} {thing[key]!r} is unknown"
    for owner, key in _PLAIN_ONLY:
        if kind == owner and thing.get(key) and thing[key].get("type") != "plain_text":
            yield f"{kind} {key} must be plain_text"


def _shape(kind: str, thing: Block) -> Iterator[str]:
    needed = [(kind, thing, _NEEDED.get(kind, ()))]
    if kind != "confirm" and isinstance(thing.get("confirm"), dict):
        needed.append(("confirm", thing["confirm"], _CONFIRM))
    for name, holder, keys in needed:
        yield from (f"{name} without {key}" for key in keys if not holder.get(key))
    yield from _elements(kind, thing)
    if kind in ("mrkdwn", "plain_text", "text", "markdown") and not thing.get("text"):
        yield f"{kind} without text"
    elif kind == "section":
        yield from _section(thing)
    elif kind == "button":
        if not _text(thing.get("url", "https://")).startswith(_WEB):
            yield "url that is no web address"
    elif kind in _MENUS or kind in ("checkboxes", "radio_buttons"):
        yield from _options(kind, thing)
    elif kind in ("input", "plain_text_input"):
        yield from _input(kind, thing)


def _section(thing: Block) -> Iterator[str]:
    if not thing.get("text") and not thing.get("fields"):
        yield "section without text and fields"
    texts = [*filter(None, [thing.get("text")]), *thing.get("fields", ())]
    if any(text.get("type") not in _TEXTS for text in texts):
        yield "section text of an unknown type"
    if any(length(_text(field)) > _FIELD for field in thing.get("fields", ())):
        yield f"field longer than {_FIELD}"
    accessory = thing.get("accessory", {"type": "image"})
    if accessory.get("type") not in _INTERACTIVE | {"image"}:
        yield "unknown accessory"


def _options(kind: str, thing: Block) -> Iterator[str]:
    options = thing.get("options", ())
    values = [option.get("value") for option in options]
    if not all(values) or len(set(values)) < len(values):
        yield f"{kind} option without a value of its own"
    texts = [option.get("text") or {} for option in options]
    if any(not text.get("text") for text in texts):
        yield f"{kind} option without text"
    texts += [option["description"] for option in options if option.get("description")]
    if kind in _MENUS and any(text.get("type") != "plain_text" for text in texts):
        yield f"{kind} option must be plain_text"
    first = thing.get("initial_options", [thing.get("initial_option")])
    if any(option not in options for option in filter(None, first)):
        yield f"{kind} begins with what is none of its options"


def _input(kind: str, thing: Block) -> Iterator[str]:
    if kind == "input":
        if thing.get("element", {}).get("type") not in _INPUTS or not thing.get("label"):
            yield "input without label or known element"
        return
    most = thing.get("max_length", _TYPED)
    if not 1 <= most <= _TYPED or length(thing.get("initial_value", "")) > most:
        yield f"max_length over {_TYPED} or passed by initial_value"
    if not 0 <= thing.get("min_length", 0) <= most:
        yield "min_length below 0 or over max_length"


def _elements(kind: str, thing: Block) -> Iterator[str]:
    allowed = _IN.get(kind)
    parts = thing.get("elements", ()) if allowed is not None else ()
    if kind in _RICH and not parts:
        yield f"{kind} without elements"
    for part in parts:
        if allowed is not None and part.get("type") not in allowed:
            yield f"{part.get('type')!r} has no place in {kind}"


def _text(value: Any) -> str:  # noqa: ANN401 (any JSON)
    """Return the text of a text object, or the string itself."""
    if isinstance(value, dict):
        value = value.get("text")
    return value if isinstance(value, str) else ""
