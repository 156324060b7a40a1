"""What Slack refuses, our rules refuse first."""

from typing import Any

import pytest

from bot.slack.rules import VIEW, faults, view_faults

Json = dict[str, Any]


def plain(count: int, **more: Any) -> Json:
    return {"type": "plain_text", "text": "x" * count, **more}


def marked(count: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * count}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain(5), "value": "v", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def overflow(*options: Json) -> Json:
    return actions({"type": "overflow", "action_id": "o", "options": list(options)})


def option(text: int = 3, value: str = "v") -> Json:
    return {"text": plain(text), "value": value}


def select(*options: Json, kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "s", "options": list(options), **more}


def asked(element: Json) -> Json:
    return {"type": "input", "label": plain(5), "element": element}


def view(*blocks: Json, **more: Any) -> Json:
    base = {"type": "modal", "callback_id": "c", "title": plain(5), "blocks": list(blocks)}
    return {**base, **more}


def section(**more: Any) -> Json:
    return {"type": "section", **more}


def typed(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "t", **more}
    return {"type": "input", "label": plain(5), "element": element}


CONFIRM = {"title": plain(5), "text": plain(301), "confirm": plain(3), "deny": plain(3)}
FAULTS: dict[str, Json] = {
    "section 3001": section(text=marked(3001)),
    "section empty": section(text=marked(0)),
    "section field 2001": section(fields=[marked(2001)]),
    "section 11 fields": section(fields=[marked(1)] * 11),
    "section bad accessory": section(text=marked(3), accessory={"type": "nonsense"}),
    "header 151": {"type": "header", "text": plain(151)},
    "header mrkdwn": {"type": "header", "text": marked(10)},
    "context 11": {"type": "context", "elements": [marked(1)] * 11},
    "context empty": {"type": "context", "elements": []},
    "actions 26": actions(*(button(action_id=str(n)) for n in range(26))),
    "button text 76": actions(button(text=plain(76))),
    "button value 2001": actions(button(value="v" * 2001)),
    "button url 3001": actions(button(url="https://" + "u" * 3001)),
    "button style": actions(button(style="green")),
    "action_id 256": actions(button(action_id="a" * 256)),
    "action_id twice": actions(button(), button()),
    "block_id 256": {"type": "divider", "block_id": "b" * 256},
    "confirm text 301": actions(button(confirm=CONFIRM)),
    "overflow 6": overflow(*(option(value=str(n)) for n in range(6))),
    "option value 151": overflow(option(value="v" * 151)),
    "option text 76": overflow(option(text=76)),
    "input max_length 3001": typed(max_length=3001),
    "input initial_value 3001": typed(initial_value="x" * 3001),
    "input label 2001": {**typed(), "label": plain(2001)},
    "input placeholder 151": typed(placeholder=plain(151)),
    "markdown 12001": {"type": "markdown", "text": "x" * 12_001},
    "unknown type": {"type": "nonsense"},
    "alert level": {"type": "alert", "text": marked(4), "level": "bogus"},
}
FINE: dict[str, Json] = {
    "section": section(text=marked(3000)),
    "fields": section(fields=[marked(2000)]),
    "accessory": section(text=marked(3), accessory=button()),
    "header": {"type": "header", "text": plain(150)},
    "context": {"type": "context", "elements": [marked(1)] * 10},
    "actions": actions(*(button(action_id=str(n)) for n in range(25))),
    "button": actions(button(text=plain(75), value="v" * 2000, style="primary")),
    "link": actions(button(url="https://" + "u" * 2900)),
    "divider": {"type": "divider", "block_id": "b" * 255},
    "overflow": overflow(*(option(value=str(n)) for n in range(5))),
    "option": overflow(option(text=75, value="v" * 76)),
    "input": typed(max_length=3000, initial_value="x" * 3000),
    "select": actions(select(*(option(value=str(n)) for n in range(100)))),
    "select begun": actions(select(option(), initial_option=option())),
    "checkboxes": asked(
        select(*(option(value=str(n)) for n in range(10)), kind="checkboxes")
    ),
    "users": actions({"type": "users_select", "placeholder": plain(150)}),
    "rich text": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
        ],
    },
}


def surface(block: Json) -> str:
    return "modal" if block["type"] in ("input", "alert") else "message"


# what a person is told of each
NAMED = {
    "section 3001": "text longer than 3000", "section empty": "mrkdwn without text",
    "section field 2001": "field longer than 2000", "section 11 fields": "1 to 10 fields",
    "section bad accessory": "unknown accessory", "header 151": "text longer than 150",
    "header mrkdwn": "header text must be plain_text", "context 11": "1 to 10 elements",
    "context empty": "1 to 10 elements", "actions 26": "1 to 25 elements",
    "button text 76": "text longer than 75", "button value 2001": "value longer than 2000",
    "button url 3001": "url longer than 3000", "button style": "style 'green' is unknown",
    "action_id 256": "action_id longer than 255", "action_id twice": "same action_id twice",
    "block_id 256": "block_id longer than 255", "confirm text 301": "text longer than 300",
    "overflow 6": "1 to 5 options", "option value 151": "value longer than 150",
    "option text 76": "option text longer than 75",
    "input max_length 3001": "max_length over 3000",
    "input initial_value 3001": "initial_value longer than 3000",
    "input label 2001": "label longer than 2000",
    "input placeholder 151": "placeholder longer than 150",
    "markdown 12001": "text longer than 12000", "unknown type": "unknown block type",
    "alert level": "level 'bogus' is unknown",
}  # fmt: skip


SHAPES: dict[str, tuple[Json, str]] = {
    "button in a context": (
        {"type": "context", "elements": [button()]}, "'button' has no place in context",
    ),
    "rich text in a context": (
        {"type": "context", "elements": [{"type": "rich_text_section"}]}, "no place in",
    ),
    "button without text": (actions(button(text=None)), "button without text"),
    "header without text": ({"type": "header"}, "header without text"),
    "section of a strange text": (
        section(text={"type": "text", "text": "x"}), "text of an unknown type",
    ),
    "field of a strange text": (
        section(fields=[{"type": "text", "text": "x"}]), "text of an unknown type",
    ),
    "empty confirm": (actions(button(confirm={"type": "x"})), "confirm without deny"),
    "confirm without title": (
        actions(button(confirm={**CONFIRM, "title": None})), "confirm without title",
    ),
    "marked description": (
        actions(select({**option(), "description": marked(3)})), "must be plain_text",
    ),
    "empty description": (
        actions(select({**option(), "description": plain(0)})), "plain_text without text",
    ),
    "url of a script": (actions(button(url="javascript:alert(1)")), "no web address"),
    "empty url": (actions(button(url="")), "no web address"),
    "list without style": (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "x"}],
                        }
                    ],
                }
            ],
        },
        "rich_text_list without style",
    ),
    "user in a box": (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "user", "user_id": "U024BE7LH"}],
                }
            ],
        },
        "'user' has no place in rich_text_preformatted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_wrong_shape_is_named(name: str) -> None:
    bad, says = SHAPES[name]
    assert any(says in fault for fault in faults([bad])), faults([bad])


@pytest.mark.parametrize(
    ("kind", "never_on"),
    [("alert", ("message", "home")), ("markdown", ("modal", "home"))],
)
def test_a_block_has_its_surfaces(kind: str, never_on: tuple[str, ...]) -> None:
    block = {"type": kind, "text": "x" if kind == "markdown" else marked(3)}
    for on in ("message", "modal", "home"):
        refused = any(f"{kind} block in a {on}" in f for f in faults([block], surface=on))
        assert refused is (on in never_on)


def test_there_are_28_faults() -> None:
    assert len(FAULTS) == 28
    assert set(FAULTS) == set(NAMED)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(name: str) -> None:
    found = faults([FAULTS[name]], surface=surface(FAULTS[name]))
    assert any(NAMED[name] in fault for fault in found), found


TOO_MUCH: dict[str, Json] = {
    "select 101": actions(select(*(option(value=str(n)) for n in range(101)))),
    "select empty": actions(select()),
    "select placeholder 151": actions(select(option(), placeholder=plain(151))),
    "select placeholder mrkdwn": actions(select(option(), placeholder=marked(9))),
    "select mrkdwn": actions(select({"text": marked(3), "value": "v"})),
    "select text 76": actions(select(option(text=76))),
    "select value twice": actions(select(option(), option())),
    "select without value": actions(select({"text": plain(3)})),
    "select option empty": actions(select(option(text=0))),
    "select initial": actions(select(option(), initial_option=option(value="w"))),
    "multi select in actions": actions(select(option(), kind="multi_static_select")),
    "multi select 101": asked(
        select(*(option(value=str(n)) for n in range(101)), kind="multi_static_select")
    ),
    "checkboxes 11": asked(
        select(*(option(value=str(n)) for n in range(11)), kind="checkboxes")
    ),
    "checkboxes description 76": asked(
        select({**option(), "description": plain(76)}, kind="checkboxes")
    ),
    "users placeholder 151": asked({"type": "users_select", "placeholder": plain(151)}),
    "input button": asked(button()),
    "input hint 2001": {**typed(), "hint": plain(2001)},
    "input hint mrkdwn": {**typed(), "hint": marked(9)},
    "min_length over max_length": typed(min_length=20, max_length=10),
    "min_length over 3000": typed(min_length=3001),
    "min_length below 0": typed(min_length=-1),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_menus_and_inputs_have_limits_too(name: str) -> None:
    assert faults([TOO_MUCH[name]], surface="modal")


BAD_VIEWS: dict[str, tuple[Json, str]] = {
    "title 25": (view(section(text=marked(3)), title=plain(25)), "title longer than 24"),
    "title mrkdwn": (view(section(text=marked(3)), title=marked(9)), "must be plain_text"),
    "no title": (view(section(text=marked(3)), title=None), "without title"),
    "empty title": (view(section(text=marked(3)), title=plain(0)), "without text"),
    "submit 25": (view(typed(), submit=plain(25)), "submit longer than 24"),
    "close 25": (view(section(text=marked(3)), close=plain(25)), "close longer than 24"),
    "input without submit": (view(typed()), "input without submit"),
    "private_metadata 3001": (
        view(section(text=marked(3)), private_metadata="m" * 3001),
        "private_metadata longer than 3000",
    ),
    "private_metadata of no text": (
        view(section(text=marked(3)), private_metadata={"a": 1}),
        "private_metadata is no text",
    ),
    **{
        f"home with {key}": (
            {"type": "home", "blocks": [section(text=marked(3))], key: plain(3)},
            f"home with {key}",
        )
        for key in ("title", "submit", "close")
    },
    "callback_id 256": (
        view(section(text=marked(3)), callback_id="c" * 256),
        "callback_id longer than 255",
    ),
    "no blocks": (view(), "without blocks"),
    "101 blocks": (view(*[section(text=marked(3))] * 101), "more than 100 blocks"),
    "block_id twice": (
        view(*[section(text=marked(3), block_id="b")] * 2),
        "the same block_id twice",
    ),
    "too large": (view(*[section(text=marked(2900))] * 90), f"larger than {VIEW}"),
    "of no kind": (view(section(text=marked(3)), type="page"), "unknown view type"),
    "a fault within": (view(section(text=marked(3001))), "text longer than 3000"),
}


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_a_view_as_a_whole_has_rules_too(name: str) -> None:
    bad, says = BAD_VIEWS[name]
    assert any(says in fault for fault in view_faults(bad)), view_faults(bad)


def test_what_a_view_may_just_hold_passes() -> None:
    full = view(
        *[typed()] * 99,
        asked(select(option(), kind="multi_static_select")),
        title=plain(24),
        submit=plain(24),
        close=plain(24),
        private_metadata="m" * 3000,
        callback_id="c" * 255,
    )
    assert view_faults(full) == []
    home = {"type": "home", "blocks": [section(text=marked(3))] * 100}
    assert view_faults(home) == []
    assert view_faults({**home, "blocks": [section(text=marked(3))] * 101})


@pytest.mark.parametrize("name", FINE)
def test_what_is_just_allowed_passes(name: str) -> None:
    assert faults([FINE[name]], surface=surface(FINE[name])) == []


def test_a_message_as_a_whole_has_rules_too() -> None:
    fine = section(text=marked(3))
    assert faults([fine] * 50) == []
    assert faults([fine] * 51) == ["more than 50 blocks"]
    assert faults([{**fine, "block_id": "b"}] * 2) == ["the same block_id twice"]
    assert faults([typed()]) == ["/0: input block in a message"]
    assert "larger than" in faults([section(text=marked(2600))] * 4)[0]
    assert faults([fine], text="x" * 4001) == ["text longer than 4000"]


@pytest.mark.parametrize(
    "element",
    [
        {"type": "rich_text_section", "elements": []},
        {"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]},
        {"type": "rich_text_section", "elements": [{"type": "broadcast"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text"}]},
        {"type": "text", "text": "x"},
    ],
)
def test_rich_text_has_its_own_order(element: Json) -> None:
    assert faults([{"type": "rich_text", "elements": [element]}])


def test_lengths_are_counted_in_utf_16_units() -> None:
    for count, fine in ((75, True), (76, False)):
        text = {"type": "plain_text", "text": "😀" * count}
        assert (faults([{"type": "header", "text": text}]) == []) is fine
