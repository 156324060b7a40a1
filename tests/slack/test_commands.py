"""`/queries`: to the one who asks, of their companies only, whatever was typed."""

import asyncio
import logging
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.domain import (
    Act,
    Card,
    Cause,
    Deed,
    Verdict,
)
from bot.errors import TryLater
from bot.slack import listing
from bot.slack.clean import length
from bot.slack.commands import Commands, typed
from bot.slack.rows import section
from tests import make
from tests.slack.asked import OPS, PITCH, ask, asked, shown
from tests.slack.stage import ALICE, BOB, Stage, card, lag, now, team

ACME, BETA = "Acme Dental", "Beta Bikes"
NOW = make.NOW
MINE: dict[str, Any] = {"approvers": (ALICE,)}
GROUP = "S01DESK"


def held(on: Stage, number: int, company: str = ACME, **changes: Any) -> None:
    """Let a query come in that is a weak match."""
    query = card(number).query
    on.desk.read(query)
    values = {"query_id": query.id, "company": company, "text_hash": query.text_hash}
    match = make.match(**{**values, "verdict": Verdict.HOLD, "score": 0.41, **changes})
    on.desk.add_matches([match], now())


# ------------------------------------------------------------------- who sees what


def test_a_stranger_learns_nothing_by_any_question() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            questions = "|list|held|search query|why q1|why 1|status|mutes|pause|resume"
            for text in [*questions.split("|"), "pause Acme Dental", "help", "x"]:
                said = await ask(on, BOB, text, channel=PITCH)
                words = said["text"] + shown(said)
                assert "You are in no team of this bot" in words
                assert "Acme" not in words
                assert "Query" not in words
            assert on.desk.paused() == frozenset()

    asyncio.run(play())


def test_each_sees_the_cards_of_their_own_companies() -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(BOB,))]
        async with asked(card(1), card(2, company=BETA), teams=teams) as on:
            mine, theirs = await ask(on, ALICE, ""), await ask(on, BOB, "list")
            assert "Query 1" in shown(mine)
            assert "Query 2" not in shown(mine)
            assert "Query 2" in shown(theirs)
            assert "Query 1" not in shown(theirs)
            for text in ("why 2", "search 2", "why q2"):
                said = await ask(on, ALICE, text)
                assert BETA not in said["text"] + shown(said)

    asyncio.run(play())


def test_without_approvers_those_in_the_channel_may_ask() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team()]) as on:
            assert "Query 1" in shown(await ask(on, BOB, "", channel=PITCH))
            on.slack.memory.members[PITCH].remove(BOB)
            on.clock.move(minutes=2)
            assert "in no team" in shown(await ask(on, BOB, "", channel=OPS))

    asyncio.run(play())


@pytest.mark.parametrize("verb", ["", "list", "status", "mutes", "search x", "why 1"])
def test_where_slack_does_not_tell_an_answer_says_that_it_may_not_be_whole(
    verb: str,
) -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(GROUP,))]
        async with asked(card(1), card(2, company=BETA), teams=teams) as on:
            on.slack.memory.groups[GROUP] = [ALICE]
            on.slack.errors["usergroups.users.list"] = "internal_error"
            said = await ask(on, ALICE, verb)
            assert "Can't tell now whether you are in another team" in shown(said)
            assert said["text"].endswith("Not complete: see below")
            assert BETA not in str(said)
            on.slack.errors.clear()
            assert "Can't tell" not in shown(await ask(on, ALICE, verb))

    asyncio.run(play())


def test_in_doubt_the_only_known_company_is_paused_by_its_name_alone() -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, approvers=(GROUP,))]
        async with asked(teams=teams) as on:
            on.slack.errors["usergroups.users.list"] = "internal_error"
            words = shown(await ask(on, ALICE, "pause"))
            assert f"one of yours: {ACME}." in words
            assert on.desk.paused() == frozenset()
            await ask(on, ALICE, "pause acme")
            assert on.desk.paused() == {ACME}

    asyncio.run(play())


def test_who_may_be_in_a_team_is_not_told_that_they_are_in_none() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(approvers=(GROUP,))]) as on:
            on.slack.errors["usergroups.users.list"] = "missing_scope"
            said = await ask(on, BOB, "list")
            assert said["text"].startswith("Can't tell now whether you are in a team")
            assert "no team" not in shown(said)
            assert ACME not in str(said)

    asyncio.run(play())


def test_a_doubt_makes_no_message_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team("B" * 900, approvers=(GROUP,))]
        async with asked(teams=teams) as on:
            on.slack.memory.groups[GROUP] = [ALICE]
            await ask(on, ALICE, "list")
            on.slack.errors["usergroups.users.list"] = "internal_error"
            on.clock.move(minutes=6)
            full = listing.Answer(text="t", blocks=[section("x")] * 50)
            monkeypatch.setattr(listing, "muted", lambda *_: full)
            said = await ask(on, ALICE, "mutes")
            assert "still in the team of BBB" in shown(said)

    asyncio.run(play())


# ------------------------------------------------------------------------- answers


def test_an_answer_comes_where_the_bot_was_never_invited() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.slack.memory.add_channel("C77AWAY", "away", member=False)
            assert "Query 1" in shown(await ask(on, ALICE, "list", channel="C77AWAY"))
            assert on.whispers() == []

    asyncio.run(play())


def test_list_gives_title_company_outlet_deadline_and_score_of_open_cards() -> None:
    async def play() -> None:
        async with asked(card(1), card(2), teams=[team(**MINE)]) as on:
            on.desk.do(Deed(card_id=2, act=Act.SKIP, by=ALICE, at=now()))
            on.desk.due_at(1, now() + timedelta(hours=30, minutes=5))
            said = await ask(on, ALICE, "LIST")
            words = shown(said)
            assert said["text"] == "1 open card"
            for part in ("Query 1", ACME, "Health Weekly", "30 hours left", "(0.82)",
                         "card 1", "due <!date^"):  # fmt: skip
                assert part in words
            assert "Query 2" not in words

    asyncio.run(play())


def test_an_empty_list_says_that_silence_is_meant() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            said = await ask(on, ALICE, "")
            assert said["text"].startswith("No open cards.")

    asyncio.run(play())


def test_held_lists_weak_matches_with_their_score() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            assert "No weak matches" in (await ask(on, ALICE, "held"))["text"]
            held(on, 5)
            words = shown(await ask(on, ALICE, "held"))
            assert "Query 5" in words
            assert "score 0.41, weak match, held back" in words
            assert "id q5" in words

    asyncio.run(play())


def test_search_finds_words_and_says_when_there_are_none() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            words = shown(await ask(on, ALICE, "search enamel strips"))
            assert "Query 1" in words
            said = await ask(on, ALICE, "search <b>nothing</b> &amp; *so* <!channel>")
            assert "No query of the last 60 days has" in said["text"]
            assert "Say what to look for" in shown(await ask(on, ALICE, "search"))

    asyncio.run(play())


def test_a_search_that_finds_more_than_it_shows_says_so() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            on.desk.read(*(card(n).query for n in range(25)))
            said = await ask(on, ALICE, "search strips")
            assert "20 or more" in said["text"]

    asyncio.run(play())


@pytest.mark.parametrize("how", ["q1", "1", "#1", "whitening strips enamel"])
def test_why_says_the_score_the_reasons_and_who_decided(how: str) -> None:
    async def play() -> None:
        match = make.match(why=("topic: teeth whitening",), against=("asks for a vet",))
        async with asked(card(match=match), teams=[team(**MINE)]) as on:
            on.desk.add_matches(
                [replace(match, query_id="q1", text_hash=card().query.text_hash)], now()
            )
            on.desk.do(Deed(card_id=1, act=Act.SKIP, by=BOB, at=now(), cause=Cause.LATE))
            words = shown(await ask(on, ALICE, f"why {how}"))
            assert "strong fit (0.82), skipped" in words
            for part in ("Query 1", "topic: teeth whitening", "asks for a vet"):
                assert part in words
            assert f"<@{BOB}> skipped (late)" in words
            assert "haro-bot why q1" in words

    body = "Do whitening strips harm enamel?"
    assert body == make.query().body
    asyncio.run(play())


def test_why_of_nothing_known_says_so() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            assert "is “99”" in shown(await ask(on, ALICE, "why 99"))
            assert "Say which one" in shown(await ask(on, ALICE, "why"))

    asyncio.run(play())


def test_status_says_what_is_well_and_what_to_look_at() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.desk.search_since("imap", "INBOX", 14, now())
            on.desk.scanned("imap", "INBOX", now() - timedelta(hours=3))
            on.desk.pause(ACME, paused=True, by=ALICE, at=now())
            said = await ask(on, ALICE, "status")
            words = shown(said)
            assert "*Please look:* Mailbox imap (INBOX): not read for 3 hours" in words
            assert "1 query in 1 digest" in words
            assert f"*Paused:* {ACME}" in words
            assert "Last digest:* HARO" in words
            assert "to look at" in said["text"]

    asyncio.run(play())


def test_help_names_every_word_and_an_unknown_one_is_answered_with_a_guess() -> None:
    async def play() -> None:
        async with asked(teams=[team(**MINE)]) as on:
            words = shown(await ask(on, ALICE, "help"))
            for verb in ("list", "held", "search", "why", "status", "mutes", "pause",
                         "resume", "help"):  # fmt: skip
                assert f"`/queries {verb}" in words
                assert "nothing I know" not in shown(await ask(on, ALICE, verb))
            assert "Did you mean `/queries status`?" in shown(
                await ask(on, ALICE, "statsu")
            )
            guess = shown(await ask(on, ALICE, "dentist"))
            assert "“dentist” is nothing I know" in guess
            assert "`/queries search WORDS`" in guess
            assert "<!channel>" not in shown(await ask(on, ALICE, "&lt;!channel&gt;"))

    asyncio.run(play())


def test_a_failure_is_told_with_the_number_that_is_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:

            def broken(*_: object) -> None:
                raise TryLater("the disk is full")

            monkeypatch.setattr(on.desk, "open_cards", broken)
            with caplog.at_level(logging.ERROR):
                said = await ask(on, ALICE, "list")
            number = said["text"].rpartition("log has it as ")[2].rstrip(".")
            assert number
            assert number in caplog.text

    asyncio.run(play())


def test_where_the_answer_cannot_go_out_the_channel_is_tried() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            body = {"user_id": ALICE, "channel_id": PITCH, "text": "list"}
            body["response_url"] = f"http://127.0.0.1:{on.slack.port}/actions/gone"
            on.slack.memory.members[PITCH].append(ALICE)
            commands = next(x for x in on.seat._listeners if isinstance(x, Commands))
            await commands._asked(body)
            (whisper,) = on.whispers()
            assert whisper["user"] == ALICE
            assert whisper["text"] == "1 open card"

    asyncio.run(play())


async def gone(on: Stage, answers: web.Response | None, channel: str = PITCH) -> None:
    """Ask "list" where the response_url is answered like this, or by nobody (None)."""

    async def answer(_: web.Request) -> web.Response:
        assert answers is not None
        return answers

    app = web.Application()
    app.add_routes([web.post("/said", answer)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/said"
    if answers is None:
        await runner.cleanup()
    body = {"user_id": ALICE, "channel_id": channel, "text": "list", "response_url": url}
    commands = next(x for x in on.seat._listeners if isinstance(x, Commands))
    await commands._asked(body)
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "text", "whispers"),
    [
        (200, "ok", 0),
        (200, "", 0),
        (200, '{"ok": true}', 0),
        (200, '{"ok": false, "error": "expired_url"}', 1),
        (404, "used_url", 1),
        (429, "", 1),
        (500, "internal_error", 0),
        (503, "", 0),
        (None, "", 1),
    ],
)
def test_who_certainly_was_not_told_is_told_by_the_channel_and_nobody_twice(
    status: int | None, text: str, whispers: int
) -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            on.slack.memory.add_user(ALICE, "UTC", PITCH)
            await gone(on, web.Response(status=status, text=text) if status else None)
            assert len(on.whispers()) == whispers

    asyncio.run(play())


def test_what_could_not_be_told_is_not_in_the_log_in_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    secret = card(query=replace(card().query, summary="Secret title", reporter="Jane Roe"))

    async def play() -> None:
        async with asked(secret, teams=[team(**MINE)]) as on:
            on.slack.errors["chat.postEphemeral"] = "not_in_channel"
            await on.drain()
            await gone(on, web.Response(status=404))
            await gone(on, web.Response(status=404), channel="")
            await gone(on, web.Response(status=500))
            await on.slack.choose(ALICE, on.cards()[0], "more", "mute_reporter")
            await on.settled()

    with caplog.at_level(logging.INFO):
        asyncio.run(play())
    assert f"could not tell {ALICE} in {PITCH}" in caplog.text
    assert f"nowhere to tell {ALICE}" in caplog.text
    assert "Secret" not in caplog.text
    assert "Jane" not in caplog.text
    assert "1 open card" not in caplog.text


def test_a_slow_disk_holds_up_no_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            real = on.desk.open_cards

            def slow(*args: Any) -> list[Card]:
                time.sleep(0.4)
                return real(*args)

            monkeypatch.setattr(on.desk, "open_cards", slow)
            async with lag():
                acks = await asyncio.gather(
                    *(on.slack.command(ALICE, PITCH, "/queries", "") for _ in range(5))
                )
            assert max(ack["ms"] for ack in acks) < 300
            await on.seat.answering.drained()
            assert len(on.slack.responses) == 5

    asyncio.run(play())


# --------------------------------------------------------------- pause and resume


def test_pause_stops_cards_says_what_waits_and_resume_lets_them_come() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            held(on, 7, verdict=Verdict.POST, score=0.9)
            words = shown(await ask(on, ALICE, "pause"))
            assert on.desk.paused() == {ACME}
            assert "no new cards for Acme Dental" in words
            assert "1 open card can be decided" in words
            assert "1 good match waits for a card" in words
            assert "Paused already" in shown(await ask(on, ALICE, "pause acme dental"))
            listed = shown(await ask(on, ALICE, "list"))
            assert f"Paused: {ACME}" in listed
            words = shown(await ask(on, ALICE, "resume"))
            assert on.desk.paused() == frozenset()
            assert "Cards come again for Acme Dental. 1 good match waits" in words
            assert "were not paused" in shown(await ask(on, ALICE, "resume"))
            audit = [(entry.act, entry.by) for entry in on.desk.audit()]
            assert audit == [(Act.RESUME, ALICE), (Act.PAUSE, ALICE)]

    asyncio.run(play())


def test_of_several_companies_the_one_that_is_meant_is_paused() -> None:
    async def play() -> None:
        teams = [team(ACME, **MINE), team(BETA, **MINE), team("Coy", approvers=(BOB,))]
        async with asked(teams=teams) as on:
            for unclear in ("pause", "pause x", "pause coy"):
                words = shown(await ask(on, ALICE, unclear))
                assert f"one of yours: {ACME}, {BETA}." in words
                assert "Coy" not in words
            assert on.desk.paused() == frozenset()
            await ask(on, ALICE, "pause beta")
            assert on.desk.paused() == {BETA}
            await ask(on, ALICE, "pause ACME dental")
            assert on.desk.paused() == {ACME, BETA}
            await ask(on, ALICE, "resume beta bikes")
            assert on.desk.paused() == {ACME}

    asyncio.run(play())


# --------------------------------------------------------------------------- mutes


def test_a_mute_is_listed_with_a_button_that_ends_it_for_those_who_may() -> None:
    async def play() -> None:
        async with asked(card(), teams=[team(**MINE)]) as on:
            assert "Nothing is muted." in shown(await ask(on, ALICE, "mutes"))
            on.desk.do(Deed(card_id=1, act=Act.MUTE_OUTLET, by=BOB, at=now()))
            said = await ask(on, ALICE, "mutes")
            assert f"outlet “Health Weekly” for {ACME}, by <@{BOB}>" in shown(said)
            whisper = {**said, "ts": "1.1", "channel": PITCH, "is_ephemeral": True}
            await on.slack.click(BOB, whisper, "unmute")
            await on.seat.answering.drained()
            assert len(on.desk.mutes()) == 1
            assert "don't decide" in on.slack.responses[-1]["text"]
            await on.slack.click(ALICE, whisper, "unmute")
            await on.seat.answering.drained()
            assert on.desk.mutes() == []
            assert "no longer muted" in on.slack.responses[-1]["text"]
            await on.slack.click(ALICE, whisper, "unmute")
            await on.seat.answering.drained()
            assert "not muted any more" in on.slack.responses[-1]["text"]

    asyncio.run(play())


# ------------------------------------------------------------------ what was typed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  why   q1 ", "why q1"),
        ("search a &amp; b &lt;c&gt;", "search a & b <c>"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
        ("a\u202eb\u200bc\nd\U000e0041", "abc d"),
        ("", ""),
    ],
)
def test_what_was_typed_is_read_back_once_on_one_line(text: str, read: str) -> None:
    assert typed(text) == read


def test_what_was_typed_is_cut() -> None:
    assert length(typed("x" * 9000)) <= 300
