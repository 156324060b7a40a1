"""What people tell the bot: what should have been a card, and answers below one."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from bot.domain import Act, Expert, Match, Verdict, Weak
from bot.errors import TryLater
from bot.slack.desk import Desk
from bot.slack.shortcuts import Shortcuts
from tests import make
from tests.slack.asked import OPS, PITCH, asked
from tests.slack.stage import ALICE, BOB, Stage, card, now, team
from tests.slack.story import CAROL
from tests.slack.views import find

ACME, BETA = "Acme Dental", "Beta Bikes"
MINE: dict[str, Any] = {"approvers": (ALICE,)}
SHORTCUT = "should_have_been_shown"


def weak(on: Stage, number: int, company: str = ACME) -> Weak:
    """Let a weak match come in; return its line of a summary."""
    query = card(number).query
    on.desk.read(query)
    match: Match = make.match(
        query_id=query.id,
        company=company,
        text_hash=query.text_hash,
        verdict=Verdict.HOLD,
        score=0.4,
    )
    on.desk.add_matches([match], now())
    return Weak(query=query, company=company, score=0.4)


async def summed_up(on: Stage, *lines: Weak) -> dict[str, Any]:
    """Post a summary of these lines and return its message."""
    assert on.desk.add_summary(PITCH, "2026-09-15", lines, now())
    await on.drain()
    (message,) = on.summaries()
    return message


async def modal(on: Stage, user: str, message: dict[str, Any]) -> dict[str, Any]:
    assert (await on.slack.shortcut(user, message, SHORTCUT))["ok"]
    await on.seat.answering.drained()
    (view,) = on.slack.memory.views_of(user)
    return view


def wanted(on: Stage, company: str = ACME) -> list[str]:
    return [lesson.query.id for lesson in on.desk.lessons(company) if lesson.good]


async def sent(
    on: Stage, user: str, view: dict[str, Any], lines: list[int]
) -> dict[str, Any]:
    """Choose lines and send the form; return how it was answered."""
    options = view["blocks"][0]["element"]["options"]
    chosen = [options[line]["value"] for line in lines]
    return dict(await on.slack.submit(user, view, {"missed": chosen}))


async def refused(on: Stage, user: str, view: dict[str, Any], lines: list[int]) -> str:
    """Send the form, which stays open, and return what it says then."""
    answer = await sent(on, user, view, lines)
    assert answer["ms"] < 3000
    assert on.slack.memory.views_of(user) == [view]
    return str(answer["response"]["errors"]["missed"])


async def submit(on: Stage, user: str, view: dict[str, Any], lines: list[int]) -> str:
    """Send the form, which closes, and return what its person was told."""
    answer = await sent(on, user, view, lines)
    assert answer == {**answer, "ok": True, "response": None}, "the form closes at once"
    await on.seat.answering.drained()
    whisper = on.whispers()[-1]
    assert (whisper["user"], whisper["channel"]) == (user, PITCH)
    return str(whisper["text"])


# ----------------------------------------------------------- should have been shown


@pytest.mark.parametrize("how", ["shortcut", "button"])
def test_what_is_chosen_in_a_summary_teaches(how: str) -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            message = await summed_up(on, *(weak(on, n) for n in (1, 2, 3)))
            if how == "button":
                assert (await on.slack.click(ALICE, message, SHORTCUT))["ok"]
                await on.seat.answering.drained()
                (view,) = on.slack.memory.views_of(ALICE)
            else:
                view = await modal(on, ALICE, message)
            told = await submit(on, ALICE, view, [0, 2])
            assert told == (
                f"Noted: 2 queries teach the ranking of {ACME}. They become cards unless"
                " the deadline passes first."
            )
            assert sorted(wanted(on)) == ["q1", "q3"]
            audit = [(entry.act, entry.by, entry.company) for entry in on.desk.audit()]
            assert audit == [(Act.SHOWN, ALICE, ACME)] * 2

    asyncio.run(play())


def test_what_was_noted_before_is_noted_once() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            message = await summed_up(on, weak(on, 1), weak(on, 2))
            view = await modal(on, ALICE, message)
            await submit(on, ALICE, view, [0])
            told = await submit(on, ALICE, await modal(on, ALICE, message), [0])
            assert told == "That was noted before; nothing changed."
            told = await submit(on, ALICE, await modal(on, ALICE, message), [0, 1])
            assert told.startswith(f"Noted: 1 query teaches the ranking of {ACME}. ")
            assert sorted(wanted(on)) == ["q1", "q2"]

    asyncio.run(play())


def test_on_any_other_message_it_is_explained_also_where_the_bot_is_not() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            on.slack.memory.add_channel("C77AWAY", "away", member=False)
            elsewhere = {"ts": "1.1", "channel": "C77AWAY", "text": "hello"}
            for message in (on.cards()[0], elsewhere):
                assert (await on.slack.shortcut(ALICE, message, SHORTCUT))["ok"]
                await on.seat.answering.drained()
                told = on.slack.responses[-1]
                assert "This message is no summary" in told["text"]
                assert told["response_type"] == "ephemeral"
            assert on.slack.memory.views == []

    asyncio.run(play())


def test_only_who_decides_for_a_company_teaches_its_ranking() -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(BOB,))]
        async with asked(teams=teams) as on:
            message = await summed_up(on, weak(on, 1), weak(on, 2, BETA))
            view = await modal(on, ALICE, message)
            told = await submit(on, ALICE, view, [0, 1])
            assert told.startswith(f"Noted: 1 query teaches the ranking of {ACME}.")
            assert "The rest is of companies" in told
            assert (wanted(on), wanted(on, BETA)) == (["q1"], [])
            told = await refused(on, ALICE, await modal(on, ALICE, message), [1])
            assert "None of these queries is of a company" in told
            assert wanted(on, BETA) == []

    asyncio.run(play())


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        ([team(ACME, **MINE)], "You are in no team"),
        ([team(ACME, **MINE), team("Coy", approvers=(BOB,))], "None of these queries"),
    ],
)
def test_somebody_else_is_told_so_and_gets_no_form(teams: Any, words: str) -> None:
    async def play() -> None:
        async with asked(teams=teams) as on:
            message = await summed_up(on, weak(on, 1))
            assert (await on.slack.shortcut(BOB, message, SHORTCUT))["ok"]
            await on.seat.answering.drained()
            assert words in on.slack.responses[-1]["text"]
            assert on.slack.memory.views == []

    asyncio.run(play())


def test_a_form_that_was_open_when_somebody_left_teaches_nothing() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            view = await modal(on, ALICE, await summed_up(on, weak(on, 1)))
            on.teams[:] = [team(approvers=(BOB,))]
            assert "None of these queries" in await refused(on, ALICE, view, [0])
            assert wanted(on) == []

    asyncio.run(play())


def test_who_left_the_channel_teaches_nothing_by_a_form_that_was_open_there() -> None:
    async def play() -> None:
        async with asked(teams=[team()]) as on:
            view = await modal(on, BOB, await summed_up(on, weak(on, 1)))
            on.slack.memory.members[PITCH].remove(BOB)
            on.clock.move(minutes=2)
            assert "None of these queries" in await refused(on, BOB, view, [0])
            assert wanted(on) == []

    asyncio.run(play())


@pytest.mark.parametrize("seconds", [9.0, 0.0])
def test_where_slack_does_not_tell_the_form_stays_open_with_what_was_chosen(
    seconds: float,
) -> None:
    async def play() -> None:
        teams = [team(), team(BETA, approvers=(BOB,))]
        async with asked(teams=teams) as on:
            message = await summed_up(on, weak(on, 1), weak(on, 2, BETA))
            view = await modal(on, BOB, message)
            on.clock.move(minutes=2)
            real = on.slack.answer

            async def answer(method: str, args: Any) -> Any:
                if method == "conversations.members":
                    await asyncio.sleep(seconds)
                    return {"ok": False, "error": "internal_error"}
                return await real(method, args)

            on.slack.answer = answer  # type: ignore[method-assign]
            told = await refused(on, BOB, view, [0, 1])
            assert f"Can't tell now whether you are in the team of {ACME}" in told
            assert (wanted(on), wanted(on, BETA)) == ([], [])
            told = await submit(on, BOB, view, [1])
            assert told.startswith(f"Noted: 1 query teaches the ranking of {BETA}. ")

    asyncio.run(play())


def test_where_slack_does_not_tell_nobody_is_called_a_stranger_and_no_form_opens() -> None:
    async def play() -> None:
        async with asked(teams=[team(approvers=("S01DESK",))]) as on:
            on.slack.errors["usergroups.users.list"] = "missing_scope"
            message = await summed_up(on, weak(on, 1))
            assert (await on.slack.shortcut(BOB, message, SHORTCUT))["ok"]
            await on.seat.answering.drained()
            assert "Can't tell now whether" in on.slack.responses[-1]["text"]
            assert on.slack.memory.views == []

    asyncio.run(play())


def test_a_busy_database_keeps_the_form_open(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            view = await modal(on, ALICE, await summed_up(on, weak(on, 1)))

            def busy(*_: object) -> None:
                raise TryLater("database is locked")

            monkeypatch.setattr(on.desk, "summary", busy)
            assert "could not be stored" in await refused(on, ALICE, view, [0])

    asyncio.run(play())


def test_a_form_that_comes_too_late_is_told_of() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            message = await summed_up(on, weak(on, 1))
            await on.slack.shortcut(ALICE, message, SHORTCUT, age=5.0)
            await on.seat.answering.drained()
            assert "please try again" in on.slack.responses[-1]["text"]

    asyncio.run(play())


@pytest.mark.parametrize(
    "metadata", ["", "{", "[]", "null", '{"summary": "x"}', '{"summary": 99}', "1e999"]
)
def test_a_form_of_nothing_known_changes_nothing(metadata: str) -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            view = await modal(on, ALICE, await summed_up(on, weak(on, 1)))
            view["private_metadata"] = metadata
            (option,) = view["blocks"][0]["element"]["options"]
            chosen = {"missed": [option["value"]]}
            assert (await on.slack.submit(ALICE, view, chosen))["ok"]
            await on.seat.answering.drained()
            assert wanted(on) == []

    asyncio.run(play())


def test_a_line_that_is_no_longer_in_the_summary_teaches_nothing() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            view = await modal(on, ALICE, await summed_up(on, weak(on, 1)))
            _, menu = find(view["blocks"], "input")
            menu["options"][0]["value"] = "7"
            told = await submit(on, ALICE, view, [0])
            assert told == "Nothing was chosen, so nothing was noted."
            assert wanted(on) == []

    asyncio.run(play())


# ------------------------------------------------------------------------- answers


def test_an_answer_below_a_card_is_counted_once_however_often_it_is_told_of() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            ts = on.cards()[0]["ts"]
            await on.slack.write(BOB, PITCH, "I can answer this", thread_ts=ts)
            event = {**on.slack.memory.messages[-1], "channel_type": "group"}
            for retry in (1, 2, 3):
                await on.slack.event(event, event_id="Ev01", retry=retry, reason="timeout")
            await on.slack.write(ALICE, PITCH, "me too", thread_ts=ts)
            await on.seat.answering.drained()
            assert on.shown().replies == 2

    asyncio.run(play())


def test_nothing_of_what_was_written_is_kept() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            ts = on.cards()[0]["ts"]
            await on.slack.write(BOB, PITCH, "secretwordofmine", thread_ts=ts)
            await on.seat.answering.drained()
            assert on.shown().replies == 1
            dump = "\n".join(on.desk._conn.iterdump())
            assert "secretwordofmine" not in dump

    asyncio.run(play())


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"bot_id": "B0OTHER"},
        {"user": None},
        {"thread_ts": None},
        {"thread_ts": "1.1"},
        {"channel": OPS},
        {"ts": None},
    ],
)
def test_what_is_no_answer_of_a_person_below_a_card_is_not_counted(change: Any) -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            answer = {
                "type": "message", "user": BOB, "channel": PITCH, "text": "x",
                "ts": "1700000000.1", "thread_ts": on.cards()[0]["ts"], **change,
            }  # fmt: skip
            event = {key: value for key, value in answer.items() if value is not None}
            assert (await on.slack.event(event))["ok"]
            await on.seat.answering.drained()
            assert on.shown().replies == 0

    asyncio.run(play())


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_file_or_an_answer_to_all_is_an_answer(subtype: str) -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            event = {
                "type": "message", "subtype": subtype, "user": BOB, "channel": PITCH,
                "ts": "1700000000.1", "thread_ts": on.cards()[0]["ts"],
            }  # fmt: skip
            assert (await on.slack.event(event))["ok"]
            await on.seat.answering.drained()
            assert on.shown().replies == 1

    asyncio.run(play())


def test_an_answer_after_the_deadline_is_counted_all_the_same() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            await on.drain()
            on.desk.due_at(1, now() - timedelta(hours=1))
            await on.slack.write(BOB, PITCH, "late", thread_ts=on.cards()[0]["ts"])
            await on.seat.answering.drained()
            assert on.shown().replies == 1

    asyncio.run(play())


def test_an_expert_who_is_mentioned_in_an_answer_is_named_and_nobody_else() -> None:
    ada = Expert(id="ada", name="Ada Dent", slack_user=BOB)
    said = {"user": CAROL, "channel": "C01PITCH", "ts": "1.5", "thread_ts": "1.0"}
    event = {**said, "text": f"ask <@{BOB}>, not <@{ALICE}>"}
    desk = Mock(spec=Desk)
    desk.said_at.return_value = None
    listener = Shortcuts(
        desk, Mock(), Mock(), now, teams=lambda: [team(experts=(ada,)), team()]
    )
    listener._read(event)
    assert desk.tell_said.call_args.kwargs["text"] == "ask Ada Dent, not"
