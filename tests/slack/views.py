"""Modals and home tabs of the fake Slack: opened, replaced, closed, and what is in them."""

import json
import time
from copy import deepcopy
from typing import Any
from uuid import uuid4

from bot.slack import rules

Json = dict[str, Any]
TRIGGER_SECONDS = 3.0  # so long a trigger_id may be used, once
VIEW_BYTES = 250_000
DEPTH = 3  # modals on top of each other
TEAM, APP_ID, BOT_ID = "T000000001", "A01APP", "B0BOT"

# type of an element -> the key of what is chosen in it, and the key it starts with
_SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
}
_MANY = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
}


class Views:
    """``views``: the open modals, the newest last. ``homes``: user -> home tab."""

    def __init__(self) -> None:
        self.views: list[Json] = []
        self.homes: dict[str, Json] = {}
        self._triggers: dict[str, tuple[str, float]] = {}
        self._exchanged: set[str] = set()
        self._viewers: dict[str, str] = {}

    def trigger(self, user: str, age: float = 0.0) -> str:
        """Hand out a trigger_id as an interaction does, ``age`` seconds ago."""
        trigger = f"1.2.{uuid4().hex}"
        self._triggers[trigger] = (user, time.monotonic() - age)
        return trigger

    def views_of(self, user: str) -> list[Json]:
        return [view for view in self.views if self._viewers[view["id"]] == user]

    def open_view(self, args: Json) -> Json:
        user, fault = self._exchange(args)
        if fault or (fault := view_fault(args.get("view"), "modal")):
            return fault
        return {"ok": True, "view": self._add(args["view"], user)}

    def push_view(self, args: Json) -> Json:
        user, fault = self._exchange(args)
        if fault or (fault := view_fault(args.get("view"), "modal")):
            return fault
        if len(self.views_of(user)) >= DEPTH:
            return refusal("push_limit_reached")
        return {"ok": True, "view": self._add(args["view"], user)}

    def update_view(self, args: Json) -> Json:
        view = self._find(args)
        if view is None:
            return refusal("not_found")
        if args.get("hash") not in (None, "", view["hash"]):
            return refusal("hash_conflict")
        if fault := view_fault(args.get("view"), "modal"):
            return fault
        self.replace(view, args["view"])
        return {"ok": True, "view": view}

    def publish_view(self, args: Json) -> Json:
        user, before = str(args.get("user_id") or ""), self.homes.get(args["user_id"])
        if before and args.get("hash") not in (None, "", before["hash"]):
            return refusal("hash_conflict")
        if fault := view_fault(args.get("view"), "home"):
            return fault
        self.homes[user] = _numbered(args["view"], before["id"] if before else "")
        return {"ok": True, "view": self.homes[user]}

    def answered(self, view: Json, answer: Json) -> None:
        """Do to a submitted modal what the acknowledgement asks for."""
        action = answer.get("response_action")
        if action == "errors":
            return
        if action == "update":
            self.replace(view, answer["view"])
        elif action == "push":
            self._add(answer["view"], self._viewers[view["id"]])
        elif action == "clear":
            for each in self.views_of(self._viewers[view["id"]]):
                self.views.remove(each)
        elif view in self.views:
            self.views.remove(view)

    def replace(self, view: Json, new: Json) -> None:
        number = view["id"]
        view.clear()
        view.update(_numbered(new, number))

    def _add(self, view: Json, user: str) -> Json:
        added = _numbered(view)
        self.views.append(added)
        self._viewers[added["id"]] = user
        return added

    def _find(self, args: Json) -> Json | None:
        for view in self.views:
            same = (
                args.get("external_id") and view.get("external_id") == args["external_id"]
            )
            if view["id"] == args.get("view_id") or same:
                return view
        return None

    def _exchange(self, args: Json) -> tuple[str, Json | None]:
        trigger = str(args.get("trigger_id") or "")
        if trigger in self._exchanged:
            return "", refusal("exchanged_trigger_id")
        if trigger not in self._triggers:
            return "", refusal("invalid_trigger_id")
        user, at = self._triggers[trigger]
        if time.monotonic() - at > TRIGGER_SECONDS:
            return "", refusal("expired_trigger_id")
        self._exchanged.add(trigger)
        return user, None


def view_fault(view: Any, kind: str) -> Json | None:
    """Return the refusal that Slack would answer with, None for a good view."""
    if not isinstance(view, dict) or view.get("type") != kind:
        return refusal("invalid_arguments", [f"a view of type {kind} is needed"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        return refusal("view_too_large")
    judge = getattr(rules, "view_faults", None)
    found = judge(view) if judge else rules.faults(view.get("blocks") or [], surface=kind)
    return refusal("invalid_arguments", found) if found else None


def blocks_fault(args: Json) -> Json | None:
    found = rules.faults(args.get("blocks") or [], text=args.get("text", ""))
    if not found:
        return None
    code = "msg_blocks_too_long" if "larger than" in found[0] else "invalid_blocks"
    return refusal(code, found)


def refusal(code: str, messages: list[str] | None = None) -> Json:
    return {"ok": False, "error": code, "response_metadata": {"messages": messages or []}}


def elements(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """Return everything that can be used in blocks, each with its block."""
    found = []
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        found += [(block, e) for e in inside if isinstance(e, dict) and e.get("action_id")]
    return found


def find(blocks: list[Json], action_id: str) -> tuple[Json, Json]:
    """Return block and element of that name; two empty ones where there is none."""
    return next(
        ((b, e) for b, e in elements(blocks) if e["action_id"] == action_id), ({}, {})
    )


def option(element: Json, value: str) -> Json:
    """Return the option of a menu with that value, or with it as a part between colons."""
    every = [*element.get("options", [])]
    for group in element.get("option_groups", []):
        every += group["options"]
    exact = [o for o in every if o["value"] == value]
    parts = [o for o in every if value in o["value"].split(":")]
    found = exact or parts
    assert found, f"no option {value!r} in {[o['value'] for o in every]}"
    return dict(found[0])


def filled(view: Json, values: dict[str, Any]) -> Json:
    """Return `state.values` of a modal: what it starts with, and what was put in.

    ``values``: block_id (or action_id) -> a text, the value of an option, a list of
    such, a user id, or None for emptied.
    """
    state: Json = {}
    given = dict(values)
    for block, element in elements(view["blocks"]):
        kind, name = element["type"], element["action_id"]
        if kind not in _SINGLE and kind not in _MANY:
            continue
        key, start = (_SINGLE | _MANY)[kind]
        chosen = deepcopy(element.get(start, [] if kind in _MANY else None))
        for spot in (name, block["block_id"]):
            if spot in given:
                chosen = _chosen(element, given.pop(spot))
        assert chosen or block["type"] != "input" or block.get("optional"), (
            f"Slack sends no form without {block['block_id']}"
        )
        state.setdefault(block["block_id"], {})[name] = {"type": kind, key: chosen}
    assert not given, f"nothing in the modal is called {sorted(given)}"
    return state


def _chosen(element: Json, value: Any) -> Any:
    kind = element["type"]
    if kind in _MANY:
        return [option(element, each) for each in value or []]
    if value is not None and kind in ("static_select", "radio_buttons"):
        return option(element, value)
    if kind == "plain_text_input":
        assert len(value or "") <= element.get("max_length", 3000), "Slack sends no more"
        return value or None
    return value


def _numbered(view: Json, number: str = "") -> Json:
    """Return a view as Slack keeps it: with ids, a hash, and names for what has none."""
    kept = deepcopy(view)
    for at, block in enumerate(kept.get("blocks", [])):
        block.setdefault("block_id", f"b{at}")
    number = number or f"V{uuid4().hex[:10].upper()}"
    kept.setdefault("private_metadata", "")
    kept.setdefault("callback_id", "")
    kept |= {
        "id": number, "root_view_id": number, "hash": uuid4().hex[:12], "team_id": TEAM,
        "app_id": APP_ID, "bot_id": BOT_ID, "state": {"values": {}},
    }  # fmt: skip
    return kept
