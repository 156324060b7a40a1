"""What `/queries` answers: any text, any amount, in words that say what to do."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import (
    Act,
    Alarm,
    Deadline,
    Entry,
    Found,
    Health,
    Heard,
    Mailbox,
    Mute,
    Ranked,
    Week,
)
from bot.slack import listing
from bot.slack.clean import length
from bot.slack.health import lines
from bot.slack.listing import Answer
from bot.slack.rules import BUDGET, faults, size
from tests import make
from tests.slack import hostile
from tests.slack.asked import shown

ACME = "Acme Dental"
NOW = make.NOW

# ----------------------------------------------------------- any text, any amount


def answers(text: str, many: int = 3) -> list[Answer]:
    """Make every answer with one text wherever a stranger or a profile has one."""
    odd = replace(make.deadline(), text=text, at=None, until=None)
    query = make.query(
        id=text or "q", summary=text, body=text, outlet=text, reporter=text, deadline=odd
    )
    match = make.match(company=text, why=(text,) * 9, against=(text,) * 9)
    acts = tuple(
        Entry(act=act, by=text, at=NOW, via="slack", company=text, said=text)
        for act in (Act.ASSIGN, Act.SKIP, Act.MUTE_OUTLET, Act.REMAKE, Act.APPROVE)
    )
    shut = make.card(
        query=query,
        company=text,
        assigned=text,
        edited_by=text,
        replies=3,
        snoozed_until=NOW + timedelta(hours=1),
        timezone=text,
    )
    cards = [shut, *(make.card(id=n, query=make.query(summary=text)) for n in range(many))]
    lines = [
        Found(query=query, company=text, state=state, score=0.4, card_id=3)
        for state in (*listing.STATES, "odd")
    ] * many
    mutes = [
        Mute(number=n, company=text, kind="outlet", name=text, shown=text, by=text, at=NOW)
        for n in range(many)
    ]
    ranked = [
        Ranked(found=one, match=match, card=shut, acts=acts) for one in lines[: many * 2]
    ]
    health = Health(
        mailboxes=(
            Mailbox(name=text, folder=text, scanned_at=NOW - timedelta(hours=9)),
            Mailbox(name=text, folder=text),
        ),
        sources=tuple(Heard(source=text, at=NOW, queries=n) for n in range(many)),
        unranked=4,
        ranked_at=NOW - timedelta(hours=3),
        held=1,
        refused=1,
        oversize=1,
        quarantined=1,
    )
    return [
        listing.told(text),
        listing.usage(meant="list", unknown=text),
        listing.opened(cards, NOW, [text] * many),
        listing.found(lines, NOW, about="Found", more=True),
        listing.why(ranked),
        listing.status(
            *(health, Week(), NOW),
            paused=[text] * many,
            waiting=2,
            alarms=[Alarm(key=f"missing:{text}", text=text, since=NOW)] * many,
        ),
        listing.muted(mutes),
    ]


def test_no_hostile_text_gets_through_any_answer() -> None:
    for text in hostile.texts(150, seed=31):
        for answer in answers(text, many=1):
            assert faults(answer.blocks, text=answer.text) == [], repr(text)
            assert hostile.live(answer.blocks, answer.text) == [], repr(text)
            assert length(answer.text) <= 300
            assert answer.text


@pytest.mark.parametrize("text", ["<" * 900, "😀" * 900, '"' * 3000, "a b " * 900])
def test_any_number_of_lines_fits(text: str) -> None:
    for answer in answers(text, many=60):
        assert size(answer.blocks) <= BUDGET
        assert len(answer.blocks) <= 50
        assert faults(answer.blocks, text=answer.text) == []


def test_what_found_no_room_is_counted() -> None:
    at = NOW + timedelta(hours=9)
    deadline = Deadline(text="t", at=at, sure=True, until=at)
    cards = [
        make.card(id=n, query=make.query(summary=f"T{n} " + "x" * 140, deadline=deadline))
        for n in range(200)
    ]
    answer = listing.opened(cards, NOW)
    titles = sum(block["type"] == "rich_text" for block in answer.blocks)
    assert titles >= 6
    assert f"and {200 - titles} more." in shown({"blocks": answer.blocks})


def test_the_shell_line_of_why_is_one_word_whatever_the_id() -> None:
    found = Found(query=make.query(id="x; rm -rf $HOME"), company=ACME, state="no")
    words = shown({"blocks": listing.why([Ranked(found=found)]).blocks})
    assert "haro-bot why 'x; rm -rf $HOME'" in words


# ------------------------------------------------------------------ health in words


def said(at: datetime | None = None, **changes: Any) -> list[str]:
    mailbox = Mailbox(name="imap", folder="INBOX", scanned_at=at)
    return list(lines(Health(mailboxes=(mailbox,), **changes), NOW))


def test_any_number_of_mailboxes_fits_and_what_needs_a_look_comes_first() -> None:
    boxes = [
        Mailbox(name=f"box {n}", folder="INBOX", scanned_at=None if n == 47 else NOW)
        for n in range(48)
    ]
    for many in (20, 48):
        health = Health(mailboxes=tuple(boxes[-many:]), ranked_at=NOW, refused=1)
        answer = listing.status(health, Week(), NOW, paused=[ACME], waiting=2)
        assert faults(answer.blocks, text=answer.text) == []
        told = shown({"blocks": answer.blocks})
        assert "Mailbox box 47 (INBOX): not read yet" in told
        assert "Posting: nothing waits; this week Slack refused 1 message" in told
        assert ("and 28 more. These mailboxes are well." in told) is (many == 48)
    ill = Health(mailboxes=tuple(replace(box, scanned_at=None) for box in boxes))
    told = shown({"blocks": listing.status(ill, Week(), NOW, paused=[], waiting=0).blocks})
    assert "and 28 more. 28 of these mailboxes need a look" in told


def test_health_is_told_by_words_and_says_what_to_do() -> None:
    minutes = timedelta(minutes=2)
    well = said(NOW - minutes, ranked_at=NOW - minutes)
    assert well == [
        "✓ Mailbox imap (INBOX): read 2 minutes ago",
        "✓ Ranking: nothing waits, last ranked 2 minutes ago",
        "✓ Posting: nothing waits",
    ]
    ill = said(NOW - timedelta(hours=3), unranked=2, held=1, refused=2, quarantined=1)
    look = "⚠ *Please look:*"
    running = "does `haro-bot run` still work? See the log"
    also = "Slack refused 2 messages; see the log"
    assert ill == [
        f"{look} Mailbox imap (INBOX): not read for 3 hours; see the log, `haro-bot check`",
        f"{look} Ranking: 2 queries wait to be ranked, nothing ranked yet; {running}",
        f"{look} Posting: nothing waits; this week 1 message may not have arrived, {also}",
        f"{look} Mail of the last day: 1 mail set aside; see the log",
    ]
    busy = said(NOW, unranked=1, ranked_at=NOW - minutes)
    assert busy[1] == "✓ Ranking: 1 query waits to be ranked, last ranked 2 minutes ago"
    assert "not read yet" in said()[0]
    assert "no mailbox was ever read" in next(lines(Health(), NOW))
