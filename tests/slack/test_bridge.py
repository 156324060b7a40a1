"""The fake Slack is as strict as the real one: what it lets through would work there."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack.bridge import Bridge
from tests.slack.emulator import Emulated
from tests.slack.memory import Memory
from tests.slack.stage import ALICE, BOB, Stage, card, stage

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def modal(**changes: Any) -> Json:
    typed = {"type": "plain_text_input", "action_id": "typed", "initial_value": "old"}
    block = {"type": "input", "block_id": "words", "label": plain("W"), "element": typed}
    view = {
        "type": "modal",
        "callback_id": "form",
        "title": plain("T"),
        "submit": plain("S"),
    }
    return {**view, "blocks": [block], **changes}


def opened(memory: Memory, view: Json) -> Json:
    return memory.call("views.open", {"trigger_id": memory.trigger(ALICE), "view": view})


# ---------------------------------------------------------------------- modals


def test_a_trigger_works_once_and_for_three_seconds() -> None:
    memory = Memory()
    once = memory.trigger(ALICE)
    errors = [
        memory.call("views.open", {"trigger_id": trigger, "view": modal()}).get("error")
        for trigger in (once, once, memory.trigger(ALICE, age=3.1), "1.2.made-up")
    ]
    assert errors == [
        None, "exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id"
    ]  # fmt: skip
    assert len(memory.views) == 1


@pytest.mark.parametrize(
    "view",
    [
        modal(type="home"),
        modal(blocks=[{"type": "nonsense"}]),
        modal(private_metadata="x" * 260_000),
        modal(submit=None),
        modal(title=plain("a title longer than 24 letters")),
    ],
)
def test_a_view_that_slack_refuses_is_refused(view: Json) -> None:
    assert not opened(Memory(), {k: v for k, v in view.items() if v is not None})["ok"]


def test_a_stale_hash_updates_nothing() -> None:
    memory = Memory()
    view = opened(memory, modal())["view"]
    before = view["hash"]
    args = {"view_id": view["id"], "view": modal(callback_id="new"), "hash": before}
    assert memory.call("views.update", args)["ok"]
    assert memory.call("views.update", args)["error"] == "hash_conflict"
    assert memory.views[0]["callback_id"] == "new"
    said = {"type": "section", "text": plain("Hello")}
    args = {"user_id": ALICE, "view": {"type": "home", "blocks": [said]}, "hash": "x"}
    assert memory.call("views.publish", {**args, "hash": None})["ok"]
    assert memory.call("views.publish", args)["error"] == "hash_conflict"


# -------------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ({}, ""),
        ({"response_action": "clear"}, ""),
        ({"response_action": "errors", "errors": {"words": "Too short"}}, ""),
        ({"response_action": "update", "view": modal()}, ""),
        ({"response_action": "error", "errors": {"words": "x"}}, "unknown response_action"),
        ({"response_action": "errors", "errors": {"typed": "x"}}, "no input"),
        ({"response_action": "errors", "errors": {"words": ""}}, "without words"),
        ({"response_action": "clear", "view": modal()}, "unknown key 'view'"),
        ({"response_action": "update", "view": {}}, "type modal"),
        ({"text": "done"}, "unknown response_action None"),
    ],
)
def test_an_answer_to_a_modal_that_slack_would_drop_is_noticed(
    answer: Json, wrong: str
) -> None:
    async def play() -> None:
        async with stage() as on:
            await played(on, answer)
            view = opened(on.slack.memory, modal())["view"]
            got = await on.slack.submit(ALICE, view, {"words": "new"})
            assert got["ok"] == (not wrong)
            assert wrong in "".join(on.slack.wrong)
            stays = bool(wrong) or answer.get("response_action") in ("errors", "update")
            assert bool(on.slack.memory.views) == stays
            on.slack.wrong.clear()

    asyncio.run(play())


def test_a_form_is_sent_with_what_it_began_with_and_what_was_typed() -> None:
    async def play() -> None:
        async with stage() as on:
            seen = await played(on, {})
            for typed in ({}, {"words": "new"}):
                await on.slack.submit(
                    ALICE, opened(on.slack.memory, modal())["view"], typed
                )
            values = [body["view"]["state"]["values"]["words"]["typed"] for body in seen]
            assert [each["value"] for each in values] == ["old", "new"]
            view = opened(on.slack.memory, modal())["view"]
            with pytest.raises(AssertionError, match="without words"):
                await on.slack.submit(ALICE, view, {"words": ""})
            with pytest.raises(AssertionError, match="nothing in the modal"):
                await on.slack.submit(ALICE, view, {"other": "x"})

    asyncio.run(play())


async def played(on: Stage, answer: Json) -> list[Json]:
    """Connect an app that answers every modal so; return what it gets."""
    seen: list[Json] = []
    app = AsyncApp(client=on.seat._access.plain(), request_verification_enabled=False)

    @app.view("form")
    async def sent(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await (ack(**answer) if answer else ack())

    await on.seat._line.open(app)
    return seen


# --------------------------------------------------------------- people and channels


def test_a_whisper_reaches_only_who_is_in_the_channel_and_the_bot_too() -> None:
    memory = Memory()
    memory.add_user("U03CAROL")
    memory.add_channel("C7AWAY", "away", member=False)
    whisper = {"channel": "C01PITCH", "user": BOB, "text": "psst"}
    assert memory.call("chat.postEphemeral", whisper)["ok"]
    errors = [
        memory.call("chat.postEphemeral", {**whisper, **changes})["error"]
        for changes in (
            {"user": "U03CAROL"}, {"channel": "C7AWAY"}, {"channel": "C0"},
            {"blocks": [{"type": "nonsense"}]},
        )
    ]  # fmt: skip
    assert errors == [
        "user_not_in_channel", "not_in_channel", "channel_not_found", "invalid_blocks"
    ]  # fmt: skip
    assert len(memory.whispers) == 1


def test_a_response_url_takes_five_answers() -> None:
    async def play() -> None:
        async with Bridge() as slack:
            url = slack._envelope(ALICE)["response_url"]
            client = AsyncWebhookClient(url, retry_handlers=[])
            answers = [(await client.send(text=str(n))).status_code for n in range(6)]
            assert answers == [200] * 5 + [404]
            assert [said["text"] for said in slack.responses] == ["0", "1", "2", "3", "4"]

    asyncio.run(play())


def test_a_click_is_lost_with_a_half_open_connection_and_has_3_s() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=5.0) as on:
            await on.drain()
            on.slack.wires.half_open()
            answer = await on.slack.click(ALICE, on.cards()[0], "approve")
            assert answer["error"] == "operation_timeout"
            assert len(on.slack.wires.lost) == 1

    asyncio.run(play())


# ------------------------------------------------------------------ the emulator


def test_ids_are_exchanged_whole_though_one_holds_another() -> None:
    slack = Emulated({"C01PITCH": "C2AC1FF0E1", "C1": "C0C01PITC9"})
    sent = slack.exchanged('{"channel": "C01PITCH", "other": "C1", "text": "C12"}')
    assert sent == '{"channel": "C2AC1FF0E1", "other": "C0C01PITC9", "text": "C12"}'
    assert (
        slack.exchanged(sent, back=True)
        == '{"channel": "C01PITCH", "other": "C1", "text": "C12"}'
    )
