"""What is wrong stands where people look, until it is over."""

import asyncio
from datetime import timedelta

from bot.domain import Alarm, Health, Mailbox, Week
from bot.slack import alarmed, listing
from tests import make
from tests.slack.asked import asked, shown
from tests.slack.stage import ALICE, Stage, card, now, team

NOW = make.NOW
WELL = Health(
    mailboxes=(Mailbox(name="imap", folder="INBOX", scanned_at=NOW),), ranked_at=NOW
)


def alarm(key: str, text: str = "told", hours: int = 3) -> Alarm:
    return Alarm(key=key, text=text, since=NOW - timedelta(hours=hours))


def status(*alarms: Alarm) -> listing.Answer:
    return listing.status(WELL, Week(), NOW, paused=[], waiting=0, alarms=alarms)


def test_all_is_well_is_said_only_while_no_alarm_is_open() -> None:
    assert status().text.startswith("All is well")
    told = status(alarm("missing:haro"), alarm("disk"))
    assert told.text.startswith("2 things to look at")
    words = shown({"blocks": told.blocks})
    assert (
        "⚠ *Please look:* HARO does not come; told in the ops channel 3 hours ago" in words
    )
    assert words.index("the disk is nearly full") < words.index("Mailbox imap (INBOX)")


def test_a_mailbox_that_is_away_is_not_named_twice() -> None:
    assert list(alarmed.lines([alarm("mailbox:imap")], NOW)) == []


def test_no_word_of_a_notice_gets_out_of_the_ops_channel() -> None:
    secret = "Mail 7, “Looking for whistleblowers” from a@b.example.com"
    keys = ("layout:haro", "channel:#secret-client", "channel:C0SECRET", "strange:#secret")
    lines = "\n".join(alarmed.lines([alarm(key, secret) for key in keys], NOW))
    assert "secret" not in lines.casefold()
    assert "whistle" not in lines
    assert lines.count("told in the ops channel") == len(keys)


def test_many_alarms_are_counted() -> None:
    lines = list(alarmed.lines([alarm(f"beside:{n}") for n in range(30)], NOW))
    assert len(lines) == alarmed.MOST + 1
    assert lines[-1].endswith(f"{30 - alarmed.MOST} more; see the ops channel")


def test_every_kind_is_told_in_whole_words_an_unknown_one_too() -> None:
    for kind, said in [*alarmed._SAID.items(), ("unheard_of", "something is wrong")]:
        (line,) = alarmed.lines([alarm(f"{kind}:imap/News")], NOW)
        shown_as = said.replace("{}", "imap/News")
        assert line.startswith(f"⚠ *Please look:* {shown_as}; told in the ops channel")


def test_home_shows_what_is_wrong_and_no_more_once_it_is_over() -> None:
    async def play() -> None:
        async with asked(card(1), teams=[team(approvers=(ALICE,))]) as on:
            on.desk.alarm("login:imap", "refused", channel="", now=now())
            refused = "mailbox imap refuses the login; told in the ops channel just now"
            assert refused in await look(on)
            on.desk.cured("login:imap", "well", channel="", now=now())
            assert "refuses the login" not in await look(on)

    asyncio.run(play())


async def look(on: Stage) -> str:
    assert (await on.slack.home(ALICE))["ok"]
    await on.seat.answering.drained()
    return shown(on.slack.memory.homes[ALICE])
