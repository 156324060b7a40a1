"""App Home: what somebody may see, as it stands when they look."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.domain import (
    Act,
    Alarm,
    Card,
    Deed,
    Health,
    Heard,
    Mailbox,
    Mute,
    Team,
    Verdict,
    Week,
    digest_of,
)
from bot.slack import home
from bot.slack.clean import Block
from bot.slack.homes import Homes
from bot.slack.rules import faults
from tests import make
from tests.slack import hostile
from tests.slack.asked import asked, shown
from tests.slack.stage import ALICE, BOB, Stage, card, now, team, until
from tests.slack.views import VIEW_BYTES, elements, view_fault

ACME, BETA = "Acme Dental", "Beta Bikes"
NOW = make.NOW
MINE: dict[str, Any] = {"approvers": (ALICE,)}
GROUP = "S01DESK"
READ = ("open_cards", "mutes", "health", "alarms", "week", "held", "search", "matched",
        "waiting", "paused", "unmute", "pause")  # fmt: skip
VERBS = ("list", "held", "search q", "why 1", "status", "mutes", "pause", "resume", "help")


async def look(on: Stage, user: str, **how: Any) -> dict[str, Any]:
    """Open the home tab and return what stands there, which is harmless."""
    assert (await on.slack.home(user, **how))["ok"]
    await on.seat.answering.drained()
    view = on.slack.memory.homes[user]
    assert faults(view["blocks"], surface="home") == []
    assert hostile.live(view["blocks"]) == []
    return dict(view)


async def press(on: Stage, user: str, view: Block, action: str, **how: Any) -> Block:
    assert (await on.slack.click(user, view, action, **how))["ok"]
    await on.seat.answering.drained()
    return on.slack.memory.homes[user]


def actions_of(view: Block) -> list[tuple[str, str]]:
    return [(e["action_id"], e["value"]) for _, e in elements(view["blocks"])]


# ---------------------------------------------------------------------- in Slack


def test_home_shows_open_cards_by_deadline_the_week_and_the_health() -> None:
    async def play() -> None:
        async with asked(card(1), card(2), card(3), teams=[team(**MINE)]) as on:
            on.desk.due_at(2, now() + timedelta(hours=5, minutes=5))
            on.desk.do(Deed(card_id=3, act=Act.APPROVE, by=ALICE, at=now()))
            on.desk.scanned("imap", "INBOX", now())
            on.desk.adopt(2, channel="C01PITCH", ts="1.5", at=now())
            for ts in ("1.6", "1.7", "1.8"):
                on.desk.answered("C01PITCH", "1.5", ts, by=BOB, at=now())
            on.desk.do(Deed(card_id=2, act=Act.ASSIGN, by=ALICE, at=now(), person=BOB))
            words = shown(await look(on, ALICE))
            assert words.startswith("2 open cards")
            assert 0 <= words.index("Query 2") < words.index("Query 1")
            assert "Query 3" not in words
            assert "5 hours left" in words
            assert f"assigned to <@{BOB}> · 3 answers in the thread" in words
            assert "1 approved" in words
            assert "Ranking:" in words
            assert "Last digest: HARO" in words
            assert f"You see: {ACME}." in words

    asyncio.run(play())


def test_an_empty_home_reads_well() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            view = await look(on, ALICE)
            assert "Nothing is open." in shown(view)
            assert actions_of(view) == [("refresh", "home")]

    asyncio.run(play())


def test_a_stranger_sees_one_calm_sentence_and_no_button() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=ALICE, at=now()))
            view = await look(on, BOB)
            assert len(view["blocks"]) == 1
            assert "You are in no team of this bot" in shown(view)
            assert actions_of(view) == []

    asyncio.run(play())


def test_nobody_sees_what_is_of_a_company_they_are_not_in() -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(BOB,))]
        async with asked(card(1), card(2, company=BETA), teams=teams) as on:
            for number, company in ((1, ACME), (2, BETA)):
                on.desk.pause(company, paused=True, by=BOB, at=now())
                on.desk.do(Deed(card_id=number, act=Act.MUTE_REPORTER, by=BOB, at=now()))
            for user, mine, theirs in ((ALICE, ACME, BETA), (BOB, BETA, ACME)):
                view = await look(on, user)
                assert mine in shown(view)
                assert theirs not in str(view)

    asyncio.run(play())


def test_who_has_left_a_team_sees_nothing_of_it_from_then_on() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            view = await look(on, ALICE)
            assert "Query 1" in shown(view)
            on.teams[:] = [team(approvers=(BOB,))]
            assert "in no team" in shown(await press(on, ALICE, view, "refresh"))

    asyncio.run(play())


@pytest.mark.parametrize("others", [[team(**MINE)], []])
def test_where_slack_does_not_tell_home_says_so_and_calls_nobody_a_stranger(
    others: list[Team],
) -> None:
    async def play() -> None:
        teams = [team(BETA, approvers=(GROUP,)), *others]
        async with asked(card(1), card(2, company=BETA), teams=teams) as on:
            on.slack.memory.groups[GROUP] = [ALICE]
            assert "Query 2" in shown(await look(on, ALICE))
            on.slack.errors["usergroups.users.list"] = "internal_error"
            on.clock.move(minutes=6)
            view = await look(on, ALICE)
            words = shown(view)
            assert "Can't tell now whether you are still in the team of Beta Bikes" in words
            assert "in no team" not in words
            assert "Query 2" not in words
            assert ("Query 1" in words) == bool(others)
            on.slack.errors.clear()
            assert "Query 2" in shown(await press(on, ALICE, view, "refresh"))

    asyncio.run(play())


def test_in_doubt_home_names_no_team_to_who_never_was_in_it() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(approvers=(GROUP,))]) as on:
            on.slack.errors["usergroups.users.list"] = "internal_error"
            view = await look(on, BOB)
            assert "Can't tell now whether you are in a team" in shown(view)
            assert "Acme" not in str(view)
            assert actions_of(view) == [("refresh", "home")]

    asyncio.run(play())


def test_who_is_in_no_team_never_reaches_what_the_desk_holds() -> None:
    """To the desk no companies mean all of them."""

    async def play() -> None:
        teams = [team(**MINE), team(BETA, approvers=(GROUP,))]
        async with asked(card(), teams=teams) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=ALICE, at=now()))
            on.desk.pause(ACME, paused=True, by=ALICE, at=now())
            view = await look(on, ALICE)
            reached: list[str] = []
            for name in READ:
                setattr(on.desk, name, partial(reached.append, name))
            for trouble in ("", "internal_error"):  # a stranger, and somebody in doubt
                on.slack.errors = {"usergroups.users.list": trouble} if trouble else {}
                await on.slack.home(BOB)
                for action in ("refresh", "unmute", "resume"):
                    await on.slack.click(BOB, view, action)
                    whisper = {**view, "ts": "1.1", "channel": "C02OPS"}
                    await on.slack.click(BOB, {**whisper, "is_ephemeral": True}, action)
                for verb in VERBS:
                    await on.slack.command(BOB, "C02OPS", "/queries", verb)
                await on.seat.answering.drained()
            assert reached == []
            assert len(on.slack.responses) == 2 * (len(VERBS) + 2)

    asyncio.run(play())


def test_a_button_below_an_answer_is_answered_by_the_channel_where_its_url_is_dead() -> (
    None
):
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=BOB, at=now()))
            view = await look(on, ALICE)
            whisper = {**view, "ts": "1.1", "channel": "C02OPS", "is_ephemeral": True}
            on.slack._urls = Spent()
            await on.slack.click(ALICE, whisper, "unmute")
            await on.seat.answering.drained()
            assert on.desk.mutes() == []
            (said,) = on.whispers()
            assert "no longer muted" in said["text"]

    asyncio.run(play())


class Spent(dict[str, list[float]]):
    """The response_urls of a Slack that has none left."""

    def __setitem__(self, key: str, value: list[float]) -> None:
        super().__setitem__(key, [0, value[1]])


def test_refresh_shows_what_has_happened_since() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            view = await look(on, ALICE)
            on.desk.do(Deed(card_id=1, act=Act.APPROVE, by=ALICE, at=now()))
            assert "Nothing is open." in shown(await press(on, ALICE, view, "refresh"))

    asyncio.run(play())


def test_unmute_and_resume_undo_what_they_stand_beside_and_show_it() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=BOB, at=now()))
            on.desk.pause(ACME, paused=True, by=BOB, at=now())
            view = await look(on, ALICE)
            assert "no new cards until it is resumed" in shown(view)
            assert "outlet “Health Weekly”" in shown(view)
            view = await press(on, ALICE, view, "unmute")
            assert on.desk.mutes() == []
            assert "Health Weekly" not in shown(view)
            view = await press(on, ALICE, view, "resume")
            assert on.desk.paused() == frozenset()
            assert actions_of(view) == [("refresh", "home")]
            acts = [(entry.act, entry.by) for entry in on.desk.audit(most=2)]
            assert acts == [(Act.RESUME, ALICE), (Act.UNMUTE, ALICE)]

    asyncio.run(play())


def test_an_old_home_of_somebody_who_left_undoes_nothing() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=BOB, at=now()))
            on.desk.pause(ACME, paused=True, by=BOB, at=now())
            view = await look(on, ALICE)
            on.teams[:] = [team(approvers=(BOB,))]
            for action in ("unmute", "resume"):
                await press(on, ALICE, view, action)
            assert len(on.desk.mutes()) == 1
            assert on.desk.paused() == {ACME}

    asyncio.run(play())


@pytest.mark.parametrize(
    "value", ["", "x", "99", "-1", "1 or 1=1", "9" * 50, digest_of(BETA)]
)
def test_a_made_up_button_undoes_nothing(value: str) -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(BOB,))]
        async with asked(card(), teams=teams) as on:
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=BOB, at=now()))
            on.desk.pause(BETA, paused=True, by=BOB, at=now())
            view = await look(on, ALICE)
            for action in ("unmute", "resume"):
                await press(on, ALICE, view, action, value=value)
            assert len(on.desk.mutes()) == 1
            assert on.desk.paused() == {BETA}

    asyncio.run(play())


def test_an_event_that_is_told_again_only_publishes_again() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            for retry in (0, 1, 2):
                await look(on, ALICE, event_id="Ev01", retry=retry)
            acts = on.desk.audit()
            assert acts == []
            assert "Query 1" in shown(on.slack.memory.homes[ALICE])

    asyncio.run(play())


def test_the_messages_tab_publishes_nothing() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            await on.slack.home(ALICE, tab="messages")
            await on.seat.answering.drained()
            assert on.slack.memory.homes == {}

    asyncio.run(play())


def test_what_is_published_last_is_the_newest_and_a_crowd_costs_two_calls() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            view = await look(on, ALICE)
            before = len(on.calls("views.publish"))
            clicks = [on.slack.click(ALICE, view, "refresh") for _ in range(30)]
            await asyncio.gather(*clicks[:15])
            on.desk.do(Deed(card_id=1, act=Act.APPROVE, by=ALICE, at=now()))
            await asyncio.gather(*clicks[15:])
            await on.seat.answering.drained()
            assert "Nothing is open." in shown(on.slack.memory.homes[ALICE])
            assert len(on.calls("views.publish")) - before <= 30
            homes = next(x for x in on.seat._listeners if isinstance(x, Homes))
            before = len(on.calls("views.publish"))
            await asyncio.gather(*(homes.publish(ALICE) for _ in range(20)))
            assert len(on.calls("views.publish")) - before <= 2

    asyncio.run(play())


def test_slack_asking_to_wait_is_waited_for() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.slack.throttled["views.publish"] = 1
            assert (await on.slack.home(ALICE))["ok"]
            await until(lambda: ALICE in on.slack.memory.homes)
            assert "Query 1" in shown(on.slack.memory.homes[ALICE])

    asyncio.run(play())


# --------------------------------------------------------- pure: any text, any amount


def overview(text: str, many: int) -> home.Overview:
    """Fill everything of a home tab with one text, ``many`` times."""
    odd = replace(make.deadline(), text=text, at=None, until=None)
    query = make.query(summary=text, outlet=text, deadline=odd)
    shut = make.card(
        query=query, company=text, assigned=text, edited_by=text, replies=1, timezone=text
    )
    mutes = [
        Mute(
            number=n, company=text, kind="reporter", name=text, shown=text, by=text, at=NOW
        )
        for n in range(many)
    ]
    boxes = [
        Mailbox(name=text, folder=text, scanned_at=NOW - timedelta(hours=n))
        for n in range(many)
    ]
    return home.Overview(
        teams=[team(f"{text}{n}", timezone=text) for n in range(many)],
        cards=[shut] * many,
        week=Week(digests=1, queries=2, muted=3),
        health=Health(
            mailboxes=tuple(boxes),
            sources=(Heard(source=text, at=NOW, queries=1),) * many,
            quarantined=1,
        ),
        alarms=[Alarm(key=f"beside:{text}", text=text, since=NOW)] * many,
        mutes=mutes,
        paused=[text] * many,
        waiting=1,
        doubt=f"Can't tell: {text}",
    )


def test_no_hostile_text_gets_through_the_home_tab() -> None:
    for text in hostile.texts(150, seed=77):
        view = home.view(overview(text, 1), NOW)
        assert view_fault(view, "home") is None, repr(text)
        assert hostile.live(view["blocks"]) == [], repr(text)


@pytest.mark.parametrize("text", ["<" * 900, "😀" * 900, '"' * 3000, "a b " * 900])
def test_a_home_tab_of_any_size_is_taken(text: str) -> None:
    view = home.view(overview(text, 120), NOW)
    assert faults(view["blocks"], surface="home") == []
    assert len(view["blocks"]) <= 100
    assert len(str(view).encode()) < VIEW_BYTES
    words = shown(view)
    assert "and 95 more, due later" in words
    assert "more paused" in words
    assert "more muted" in words


def test_cards_stand_in_the_order_given_and_say_what_people_did() -> None:
    at = NOW + timedelta(hours=2)

    def one(number: int, **changes: Any) -> Card:
        query = make.query(summary=f"T{number}")
        return make.card(id=number, query=query, **changes)

    cards = [one(1, snoozed_until=at), one(2, edited_by=ALICE), one(3, replies=1)]
    seen = home.Overview(teams=[team()], cards=cards, week=Week(), health=Health())
    words = shown(home.view(seen, NOW))
    assert words.index("T1") < words.index("T2") < words.index("T3")
    assert "snoozed until <!date^" in words
    assert f"edited by <@{ALICE}>" in words
    assert "1 answer in the thread" in words


def test_what_waits_for_a_card_is_counted_on_the_home_tab() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            query = card(4).query
            on.desk.read(query)
            match = make.match(
                query_id=query.id, text_hash=query.text_hash, verdict=Verdict.POST
            )
            on.desk.add_matches([match], now())
            assert "1 good match waits for a card" in shown(await look(on, ALICE))

    asyncio.run(play())
