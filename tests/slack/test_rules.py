"""What Slack refuses, our rules refuse first."""

from typing import Any

import pytest

from bot.slack.rules import faults

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
    "rich text": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
        ],
    },
}


def surface(block: Json) -> str:
    return "modal" if block["type"] in ("input", "alert") else "message"


def test_there_are_28_faults() -> None:
    assert len(FAULTS) == 28


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(name: str) -> None:
    assert faults([FAULTS[name]], surface=surface(FAULTS[name]))


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
