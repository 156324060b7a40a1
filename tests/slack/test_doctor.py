"""`haro-bot check` finds what is wrong with the Slack side and says what to do."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.domain import Team
from bot.slack import blocks, manifest
from bot.slack.calls import Access
from bot.slack.doctor import Finding, Level, checks, socket
from bot.slack.entry import enter, say_who_decides
from tests import make
from tests.slack.bridge import APP, BOT, Bridge

MESSAGE = {"blocks": blocks.notice("Hello"), "text": "Hello"}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Edit"},
    "blocks": blocks.notice("Hello"),
}
EVERYTHING = ",".join(asked.name for asked in manifest.SCOPES)


class Slack(Bridge):
    """The fake Slack with a say in what blocks.validate finds."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes = EVERYTHING
        self.memory.add_user("U01ALICE")
        self.memory.groups["S01TEAM"] = ["U01ALICE"]
        self.seen: list[str] = []  # what blocks.validate was asked about
        self.validates: Callable[[dict[str, Any]], dict[str, Any]] = lambda _: {"ok": True}
        self.memory._methods["blocks.validate"] = self._asked

    def _asked(self, args: dict[str, Any]) -> dict[str, Any]:
        self.seen += [key for key in ("blocks", "view", "message") if key in args]
        return self.validates(args)

    def tell(self, method: str, **answer: Any) -> None:
        self.memory._methods[method] = lambda _: {"ok": True, **answer}


def refusing(code: str, *errors: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda _: {"ok": False, "error": code, "errors": list(errors)}


def look(
    slack: Bridge,
    channel: str = "#pitches",
    clock: timedelta = timedelta(0),
    tokens: dict[str, str] | None = None,
    **changes: Any,
) -> dict[str, Finding]:
    """Return what was found by what was looked at, each once."""

    async def play() -> list[Finding]:
        def here() -> datetime:
            return datetime.now(UTC) + clock

        async with slack:
            given = {"bot_token": BOT, "app_token": APP, **(tokens or {})}
            access = Access(base_url=slack.base_url, **given)
            return await checks(access, [channel], here, **changes)

    found = asyncio.run(play())
    named = {finding.what: finding for finding in found}
    assert len(named) == len(found)
    return named


def team(*approvers: str, company: str = "Acme Dental") -> Team:
    return Team(company=company, channel="#pitches", approvers=approvers)


# ------------------------------------------------------------------ tokens and the app


def test_a_healthy_setup_passes_every_check() -> None:
    card = {"blocks": blocks.card(make.card(), make.NOW), "text": "x"}
    found = look(
        Slack(),
        teams=[team("U01ALICE", "S01TEAM")],
        samples=[("card", card), ("edit", MODAL)],
        post=True,
    )
    assert {f.level for f in found.values()} == {Level.OK}, found
    assert set(found) == {
        "Slack login", "Slack scopes", "Clock", "Socket Mode", "Channel #pitches",
        "Test message in #pitches", "Approvers of Acme Dental", "Layouts",
    }  # fmt: skip
    assert found["Slack login"].seen == "querybot in test"


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ({"bot_token": APP, "app_token": BOT}, "swapped"),
        ({"bot_token": ""}, "BOT_SLACK__BOT_TOKEN is not set"),
        ({"app_token": ""}, "connections:write"),
        ({"bot_token": "xoxp-1"}, "Bot User OAuth Token"),
        ({"bot_token": "xoxe.xoxb-1"}, "turn token rotation off"),
    ],
)
def test_tokens_of_the_wrong_kind_are_named_before_slack_is_asked(
    tokens: dict[str, str], words: str
) -> None:
    slack = Slack()
    found = look(slack, tokens=tokens)
    assert set(found) == {"Slack tokens"}
    assert found["Slack tokens"].level is Level.FAIL
    assert words in found["Slack tokens"].seen
    assert slack.log == []


def test_tokens_slack_does_not_take_are_named() -> None:
    found = look(Slack(), tokens={"bot_token": "xoxb-no"})
    assert "invalid_auth" in found["Slack login"].seen
    found = look(Slack(), tokens={"app_token": "xapp-no"})
    assert found["Slack login"].level is Level.OK
    assert found["Socket Mode"].level is Level.FAIL
    assert "BOT_SLACK__APP_TOKEN" in found["Socket Mode"].seen


def test_a_persons_token_is_told_from_a_bots() -> None:
    slack = Slack()
    slack.tell("auth.test", team="test", user="alice", user_id="U01ALICE")
    found = look(slack)["Slack login"]
    assert found.level is Level.FAIL
    assert "xoxb-" in found.seen


def test_tokens_of_two_apps_are_found_out() -> None:
    slack = Slack()
    slack.tell("bots.info", bot={"id": "B0BOT", "app_id": "A0OTHER"})
    found = look(slack)["Slack app"]
    assert found.level is Level.FAIL
    assert "A0OTHER" in found.seen
    assert "same app" in found.seen
    slack = Slack()
    slack.tell("bots.info", bot={"id": "B0BOT", "app_id": "A01APP"})
    assert "Slack app" not in look(slack)


@pytest.mark.parametrize("asked", manifest.SCOPES, ids=lambda asked: asked.name)
def test_each_missing_scope_fails_or_says_which_feature_is_lost(
    asked: manifest.Asked,
) -> None:
    slack = Slack()
    slack.scopes = ",".join(a.name for a in manifest.SCOPES if a is not asked)
    found = look(slack)["Slack scopes"]
    assert found.level is (Level.FAIL if asked.needed else Level.NOTE)
    assert asked.name in found.seen
    assert (asked.why if asked.needed else asked.without) in found.seen
    assert "install" in found.seen
    assert "again" in found.seen


def test_scopes_beyond_the_manifest_are_no_fault_but_said() -> None:
    slack = Slack()
    slack.scopes = f"{EVERYTHING},files:read"
    found = look(slack)["Slack scopes"]
    assert found.level is Level.NOTE
    assert "not needed: files:read" in found.seen


def test_a_wrong_clock_fails_and_a_nearly_right_one_does_not() -> None:
    late = look(Slack(), clock=timedelta(minutes=20))["Clock"]
    assert late.level is Level.FAIL
    assert any(f"{seconds} s" in late.seen for seconds in (1199, 1200, 1201))
    assert "timedatectl" in late.seen
    assert look(Slack(), clock=-timedelta(minutes=20))["Clock"].level is Level.FAIL
    assert look(Slack(), clock=timedelta(minutes=2))["Clock"].level is Level.OK


# ---------------------------------------------------------------------- Socket Mode


def test_the_connection_is_counted_and_left_again() -> None:
    slack = Slack()
    assert "nobody else" in look(slack)["Socket Mode"].seen
    assert slack.wires.hellos == 1
    assert slack.wires.open == []


def test_others_on_the_connection_fail_with_their_number_and_a_cure() -> None:
    slack = Slack()
    slack.wires.counted = 1
    found = look(slack)["Socket Mode"]
    assert found.level is Level.FAIL
    assert "1 other connection " in found.seen
    assert "app of its own" in found.seen
    slack = Slack()
    slack.wires.counted = 9
    assert "9 other connections" in look(slack)["Socket Mode"].seen


def test_beside_a_running_worker_no_connection_is_opened() -> None:
    """A click that Slack hands to a second connection is lost."""
    slack = Slack()
    found = look(slack, worker_runs=True)["Socket Mode"]
    assert found.level is Level.OK
    assert "worker" in found.seen
    assert slack.wires.hellos == 0


def test_a_click_that_comes_before_hello_is_not_acknowledged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever clicked then sees that it did not work, and clicks again."""
    answers: list[str] = []

    async def hasty(request: web.Request) -> web.StreamResponse:
        wire = web.WebSocketResponse()
        await wire.prepare(request)
        await wire.send_json({"envelope_id": "e1", "type": "interactive", "payload": {}})
        await wire.send_json({"type": "hello", "num_connections": 1})
        answers.extend([message.data async for message in wire])
        return wire

    slack = Slack()
    monkeypatch.setattr(slack.wires, "serve", hasty)
    assert look(slack)["Socket Mode"].level is Level.OK
    assert answers == []


def test_a_refused_or_silent_connection_fails_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slack = Slack()
    slack.wires.refused = 1
    refused = look(slack)["Socket Mode"]
    assert refused.level is Level.FAIL
    assert "proxy or firewall" in refused.seen

    async def silent(request: web.Request) -> web.StreamResponse:
        wire = web.WebSocketResponse()
        await wire.prepare(request)
        async for _ in wire:
            pass
        return wire

    monkeypatch.setattr(socket, "_PATIENCE", 0.2)
    slack = Slack()
    monkeypatch.setattr(slack.wires, "serve", silent)
    found = look(slack)["Socket Mode"]
    assert found.level is Level.FAIL
    assert "said nothing" in found.seen


def test_a_connection_that_slack_closes_at_once_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def closed(request: web.Request) -> web.StreamResponse:
        wire = web.WebSocketResponse()
        await wire.prepare(request)
        await wire.send_json({"type": "disconnect", "reason": "link_disabled"})
        await wire.close()
        return wire

    slack = Slack()
    monkeypatch.setattr(slack.wires, "serve", closed)
    found = look(slack)["Socket Mode"]
    assert found.level is Level.FAIL
    assert "link_disabled" in found.seen


# ------------------------------------------------------------------------- channels


def test_a_channel_without_the_bot_says_invite() -> None:
    slack = Slack()
    slack.memory.add_channel("C03", "quiet", member=False)
    assert "/invite" in look(slack, "#quiet")["Channel #quiet"].seen
    unknown = look(Slack(), "#none")["Channel #none"]
    assert unknown.level is Level.FAIL
    assert "channel_not_found" in unknown.seen


def test_who_else_can_read_a_channel_is_said() -> None:
    slack = Slack()
    assert look(slack)["Channel #pitches"].level is Level.OK
    slack.memory.channels["C01PITCH"]["is_private"] = False
    public = look(slack)["Channel #pitches"]
    assert public.level is Level.NOTE
    assert "everybody in the workspace" in public.seen
    slack.memory.channels["C01PITCH"]["is_ext_shared"] = True
    shared = look(slack)["Channel #pitches"]
    assert shared.level is Level.NOTE
    assert "another organisation" in shared.seen


def test_an_archived_channel_fails() -> None:
    slack = Slack()
    slack.memory.channels["C01PITCH"]["is_archived"] = True
    found = look(slack)["Channel #pitches"]
    assert found.level is Level.FAIL
    assert "unarchive" in found.seen


def test_unreadable_history_is_found_before_it_is_needed() -> None:
    slack = Slack()
    slack.errors["conversations.history"] = "missing_scope"
    found = look(slack)["Channel #pitches"]
    assert found.level is Level.FAIL
    assert "missing_scope" in found.seen
    assert "groups:history" in found.seen


def test_without_a_wish_nothing_is_posted() -> None:
    slack = Slack()
    found = look(slack)
    assert not any("Test message" in what for what in found)
    assert not any(method.startswith("chat.") for method, _ in slack.log)


def test_a_test_message_goes_away_again_and_says_so() -> None:
    slack = Slack()
    found = look(slack, post=True)["Test message in #pitches"]
    assert (found.level, found.seen) == (Level.OK, "posted and deleted")
    assert [m for m, _ in slack.log if m.startswith("chat.")] == [
        "chat.postMessage", "chat.delete"
    ]  # fmt: skip
    assert slack.memory.messages == []


def test_a_test_message_that_stays_or_may_have_stayed_is_told() -> None:
    slack = Slack()
    slack.errors["chat.delete"] = "cant_delete_message"
    stays = look(slack, post=True)["Test message in #pitches"]
    assert stays.level is Level.FAIL
    assert "delete it by hand" in stays.seen
    slack = Slack()
    slack.drop = 1
    unsure = look(slack, post=True)["Test message in #pitches"]
    assert unsure.level is Level.FAIL
    assert "Look whether one stands there" in unsure.seen
    assert len(slack.memory.messages) == 1, "an unsure post is not repeated"
    slack = Slack()
    slack.errors["chat.postMessage"] = "restricted_action"
    assert "restricted_action" in look(slack, post=True)["Test message in #pitches"].seen


# ------------------------------------------------------------------------ approvers


def approvers(slack: Slack, *names: str) -> Finding:
    return look(slack, teams=[team(*names)])["Approvers of Acme Dental"]


def test_no_approvers_is_said_aloud() -> None:
    found = approvers(Slack())
    assert found.level is Level.NOTE
    assert "everybody in #pitches may decide" in found.seen


def test_approvers_who_are_there_are_named() -> None:
    found = approvers(Slack(), "U01ALICE", "S01TEAM")
    assert found.level is Level.OK
    assert "U01ALICE" in found.seen
    assert "S01TEAM (1 person)" in found.seen


@pytest.mark.parametrize(
    ("change", "words"),
    [({"deleted": True}, "has left"), ({"is_bot": True}, "is a bot")],
)
def test_an_approver_who_cannot_click_fails(change: dict[str, Any], words: str) -> None:
    slack = Slack()
    slack.memory.users["U01ALICE"].update(change)
    found = approvers(slack, "U01ALICE")
    assert found.level is Level.FAIL
    assert words in found.seen


def test_an_unknown_approver_fails_though_others_are_well() -> None:
    found = approvers(Slack(), "U01ALICE", "U09NOBODY")
    assert found.level is Level.FAIL
    assert "U09NOBODY" in found.seen
    assert "U01ALICE" not in found.seen


def test_an_empty_or_unknown_group_fails() -> None:
    slack = Slack()
    slack.memory.groups["S02NONE"] = []
    assert approvers(slack, "S02NONE").level is Level.FAIL
    assert "empty" in approvers(slack, "S02NONE").seen
    assert "no such group" in approvers(Slack(), "S09").seen


def test_a_group_fails_and_a_person_is_only_noted_where_the_scope_is_missing() -> None:
    slack = Slack()
    slack.errors = {"users.info": "missing_scope", "usergroups.users.list": "missing_scope"}
    person, group = approvers(slack, "U01ALICE"), approvers(slack, "S01TEAM")
    assert person.level is Level.NOTE
    assert "users:read" in person.seen
    assert group.level is Level.FAIL
    assert "usergroups:read" in group.seen


def test_each_company_is_told_and_each_approver_asked_about_once() -> None:
    slack = Slack()
    teams = [team("U01ALICE"), team("U01ALICE", company="Bolt Bikes")]
    found = look(slack, teams=teams)
    assert found["Approvers of Acme Dental"].level is Level.OK
    assert found["Approvers of Bolt Bikes"].level is Level.OK
    assert [method for method, _ in slack.log].count("users.info") == 1


def test_the_start_warns_of_each_missing_scope(caplog: pytest.LogCaptureFixture) -> None:
    slack = Slack()
    slack.scopes = ",".join(set(EVERYTHING.split(",")) - {"commands", "users:read"})

    async def start() -> None:
        async with slack:
            access = Access(bot_token=BOT, app_token=APP, base_url=slack.base_url)
            await enter(access, access.reader(), socket=True)

    with caplog.at_level("WARNING"):
        asyncio.run(start())
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert "commands" in said[0]
    assert "users:read" in said[1]
    assert "zone" in said[1]


def test_the_start_says_aloud_where_everybody_may_decide(
    caplog: pytest.LogCaptureFixture,
) -> None:
    say_who_decides([team("U01ALICE"), team(company="Bolt Bikes")])
    (line,) = [record.getMessage() for record in caplog.records]
    assert "everybody in #pitches may decide for Bolt Bikes" in line


# -------------------------------------------------------------------------- layouts


def test_messages_go_as_blocks_and_modals_and_homes_as_views() -> None:
    slack = Slack()
    home = {"type": "home", "blocks": MODAL["blocks"]}
    found = look(slack, samples=[("card", MESSAGE), ("edit", MODAL), ("home", home)])
    assert found["Layouts"].level is Level.OK
    assert slack.seen == ["blocks", "view", "view"]


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_view"])
def test_what_slack_refuses_is_named_by_its_place(code: str) -> None:
    slack = Slack()
    slack.validates = refusing(
        code,
        {
            "pointer": "/blocks/0/text",
            "code": "failed_constraint",
            "message": "must be shorter",
            "constraint": {"max": 3000},
        },
        {"pointer": "/blocks/1", "message": "second"},
    )
    found = look(slack, samples=[("card", MESSAGE)])
    assert found["Layout card"].level is Level.FAIL
    assert found["Layout card"].seen.startswith(
        '/blocks/0/text: must be shorter {"max": 3000} ('
    )
    assert "second" not in found["Layout card"].seen
    assert "Layouts" not in found


def test_only_the_faulty_layout_fails() -> None:
    slack = Slack()
    found = look(
        slack, samples=[("good", MESSAGE), ("bad", {"blocks": [{"type": "nonsense"}]})]
    )
    assert [what for what, f in found.items() if f.level is Level.FAIL] == ["Layout bad"]
    assert slack.seen == ["blocks"], "our own rules were enough for the other"


@pytest.mark.parametrize("code", ["unknown_method", "method_deprecated", "missing_scope"])
def test_a_slack_without_blocks_validate_is_no_fault_but_said(code: str) -> None:
    slack = Slack()
    slack.errors["blocks.validate"] = code
    found = look(slack, samples=[("card", MESSAGE), ("edit", MODAL)])["Layouts"]
    assert found.level is Level.NOTE
    assert "our own rules" in found.seen
    assert "2 of 2" in found.seen
    assert code in found.seen


def test_our_own_rules_still_find_a_fault_where_slack_has_none() -> None:
    slack = Slack()
    slack.errors["blocks.validate"] = "unknown_method"
    bad = {"blocks": [{"type": "nonsense"}]}
    found = look(slack, samples=[("card", MESSAGE), ("bad", bad)])
    assert found["Layout bad"].level is Level.FAIL
    assert "1 of 2" in found["Layouts"].seen


def test_a_view_is_held_against_the_rules_for_views() -> None:
    asks = {"type": "input", "label": {"type": "plain_text", "text": "x"}}
    asks |= {"element": {"type": "plain_text_input", "action_id": "a"}}
    found = look(Slack(), samples=[("edit", {**MODAL, "blocks": [asks]})])
    assert "input without submit" in found["Layout edit"].seen


def test_a_slack_that_asks_to_wait_long_is_not_asked_again() -> None:
    slack = Slack()
    slack.retry_after = 600
    slack.throttled["blocks.validate"] = 100
    found = look(slack, samples=[("card", MESSAGE)] * 5)["Layouts"]
    assert found.level is Level.NOTE
    assert "asked about 0 only" in found.seen
    assert [method for method, _ in slack.log].count("blocks.validate") == 1
