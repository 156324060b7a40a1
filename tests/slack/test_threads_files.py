"""Get .eml: the file lands in the thread, once, for whoever may decide, from our bytes."""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import web

from bot.domain import Level, Policy, telling
from bot.slack import uploading
from bot.slack.uploading import ELSEWHERE
from bot.store import Ties
from tests.slack.bridge import SCOPES, find_button
from tests.slack.stage import ALICE, BOB, Stage, team
from tests.slack.story import CAROL, Json, approve, click, play, told

NAME = "card-1.eml"


def first(on: Stage) -> Json:
    """Return the message below the approved card that has the button."""
    return next(m for m in on.threads() if find_button(m["blocks"], "eml"))


def files(on: Stage) -> list[Json]:
    return [m for m in on.slack.memory.messages if m.get("subtype") == "file_share"]


async def press(on: Stage, user: str = ALICE) -> Json:
    answer = await on.slack.click(user, first(on), "eml")
    await on.settled()
    return answer


def test_a_click_brings_the_answer_as_a_file_below_the_card() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        assert (await press(on))["ok"]
        (message,) = files(on)
        assert message["thread_ts"] == on.cards()[0]["ts"]
        assert message["channel"] == "C01PITCH"
        assert [f["title"] for f in message["files"]] == [NAME]
        (kept,) = on.slack.memory.files.values()
        assert kept["name"] == NAME
        assert b"To: reply+q1@helpareporter.com" in kept["data"]
        assert told(on) == []
        ((sent),) = on.calls("upload")
        assert "authorization" not in {name.lower() for name in sent["headers"]}

    play(story)


def test_two_clicks_bring_one_file_and_a_later_one_another() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        message = first(on)
        await asyncio.gather(*(on.slack.click(u, message, "eml") for u in (ALICE, BOB)))
        await on.settled()
        await press(on)
        assert len(files(on)) == 1
        assert len(told(on)) == 2
        assert all("The file is here already" in words for _, words in told(on))
        on.clock.move(seconds=61)
        await press(on)
        assert len(files(on)) == 2

    play(story)


def test_who_may_not_decide_gets_no_file() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        await press(on, CAROL)
        assert files(on) == []
        ((user, words),) = told(on)
        assert user == CAROL
        assert f"<@{ALICE}>" in words

    play(story, teams=[team(approvers=(ALICE,))])


def test_an_approval_taken_back_leaves_nothing_to_fetch() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        message = first(on)
        await click(on, ALICE, "undo")
        await on.slack.click(ALICE, message, "eml")
        await on.settled()
        assert files(on) == []
        assert "not approved now" in told(on)[-1][1]

    play(story)


def test_a_source_that_was_made_link_only_since_gives_no_file() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        message = first(on)
        on.desk.policing = lambda *_: Policy(level=Level.LINK, reasons=("since today",))
        await on.slack.click(ALICE, message, "eml")
        await on.settled()
        assert files(on) == []
        assert "stays out of Slack" in told(on)[-1][1]

    play(story)


def test_after_a_ban_in_a_later_edition_there_is_no_file_of_what_was_outlined() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        query = replace(on.shown().query, refusal="No AI.")
        said = "machine-written answers are now refused: “No AI.”"
        on.desk.read(query, ties=Ties(changes={query.id: (said,)}))
        await on.settled()
        assert telling.BANNED in str(on.cards()[0]["blocks"])
        await press(on)
        assert files(on) == []
        (words,) = [words for _, words in told(on)]
        assert words.startswith("The reporter refuses answers made by machines since")
        assert "the outline above is not to be sent, nor what its links" in words

    play(story)


def test_a_button_that_is_not_below_its_card_brings_nothing() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        message = {**first(on), "thread_ts": "1.1"}
        await on.slack.click(ALICE, message, "eml")
        await on.settled()
        assert files(on) == []
        assert len(told(on)) == 1

    play(story)


def test_without_the_scope_it_says_which_and_what_to_do_instead() -> None:
    async def story(on: Stage) -> None:
        on.slack.scopes = SCOPES.replace(",files:write", "")
        await approve(on)
        await press(on)
        assert files(on) == []
        ((_, words),) = told(on)
        assert "needs the scope files:write" in words
        assert "haro-bot eml 1" in words

    play(story)


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("files.getUploadURLExternal", "internal_error"),
        ("files.getUploadURLExternal", "file_uploads_disabled"),
        ("files.completeUploadExternal", "not_in_channel"),
        ("files.completeUploadExternal", "fatal_error"),
    ],
)
def test_what_slack_refuses_is_told_and_the_next_click_works(
    method: str, error: str
) -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        on.slack.errors[method] = error
        await press(on)
        assert files(on) == []
        ((_, words),) = told(on)
        assert "haro-bot eml 1" in words
        assert "the log has it" not in words, "it is no surprise"
        on.slack.errors.clear()
        await press(on)
        assert len(files(on)) == 1

    play(story)


def test_the_file_shown_by_slack_is_not_counted_as_an_answer_of_people() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        await press(on)
        event = {**files(on)[0], "channel_type": "group"}
        await on.slack.event(event)
        await on.settled()
        assert on.shown().replies == 0

    play(story)


# ---------------------------------------------------------------- where the bytes go


@pytest.mark.parametrize(
    ("url", "api", "fine"),
    [
        ("https://files.slack.com/upload/v1/x", "https://slack.com/api/", True),
        ("https://slack.com/upload", "https://slack.com/api/", True),
        ("https://files.slack.com/upload", "https://www.slack.com/api/", True),
        ("http://files.slack.com/upload/v1/x", "https://slack.com/api/", False),
        ("https://slack.com.evil.example/x", "https://slack.com/api/", False),
        ("https://evilslack.com/x", "https://slack.com/api/", False),
        ("https://files.slack.com@evil.example/x", "https://slack.com/api/", False),
        ("https://a:b@files.slack.com/x", "https://slack.com/api/", False),
        ("https://127.0.0.1/x", "https://slack.com/api/", False),
        ("http://127.0.0.1:8/x", "http://127.0.0.1:9/api/", True),
        ("https://files.slack.com/x", "http://127.0.0.1:9/api/", False),
        ("https://[bad/x", "https://slack.com/api/", False),
        ("", "https://slack.com/api/", False),
    ],
)
def test_bytes_go_to_slack_alone(url: str, api: str, fine: bool) -> None:  # noqa: FBT001
    assert uploading._slacks(url, api) is fine


def test_an_address_of_somebody_else_gets_no_byte() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        on.slack.memory.elsewhere = "https://evil.example/upload"
        await press(on)
        assert on.calls("upload") == []
        assert ELSEWHERE in told(on)[0][1]

    play(story)


def test_a_redirect_is_not_followed() -> None:
    async def story(on: Stage) -> None:
        came: list[str] = []

        async def other(request: web.Request) -> web.Response:
            came.append(request.path)
            return web.Response()

        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", other)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        on.slack.astray = f"http://127.0.0.1:{runner.addresses[0][1]}/x"
        await approve(on)
        await press(on)
        assert came == []
        assert files(on) == []
        assert "may not have arrived" in told(on)[0][1]
        await runner.cleanup()

    play(story)
