"""What people do is done once, by the rules, and stands in the audit for ever."""

import sqlite3
import tempfile
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.domain import (
    BOT,
    NOTHING,
    Act,
    Card,
    Cause,
    Choice,
    Deed,
    Kind,
    Level,
    No,
    Outcome,
    Policy,
    telling,
    to_text,
)
from bot.migrations import migrations
from bot.store import Store, Ties
from tests import make
from tests.store.test_lessons import ACME, OTHER, card, later
from tests.store.test_requests import FIRST, read

ANN, BOB = "U01ANN", "U02BOB"
RIVAL = "Bright Smiles"
NOW = make.NOW


def do(store: Store, act: Act, number: int = 1, **more: Any) -> Outcome:
    values = {"card_id": number, "act": act, "by": ANN, "at": NOW, **more}
    return store.do(Deed(**values))


def stands(store: Store, number: int = 1, at: datetime = NOW) -> Card:
    found = store.card(number, at)
    assert found is not None
    return found


def acts(store: Store, number: int | None = 1) -> list[str]:
    return [entry.act.value for entry in reversed(store.audit(number))]


def threads(store: Store) -> list[str]:
    found = store.rows("select state from outbox where kind = 'thread' order by id")
    return [row["state"] for row in found]


@pytest.fixture
def one(store: Store) -> Store:
    read(store, FIRST, OTHER)
    card(store, FIRST)
    return store


def test_approving_decides_and_queues_the_thread_once(one: Store):
    first = do(one, Act.APPROVE)
    assert first.new
    assert first.card is not None
    assert first.card.decision is not None
    assert first.card.decision.choice is Choice.APPROVED
    again = do(one, Act.APPROVE)
    assert (again.new, again.no) == (False, None)
    assert threads(one) == ["pending"]
    assert acts(one) == ["approve"]


def test_of_two_people_the_first_stands_and_the_other_learns_who(one: Store):
    do(one, Act.SKIP, by=BOB)
    late = do(one, Act.APPROVE, by=ANN)
    assert late.no is No.DECIDED
    assert late.card is not None
    assert late.card.decision is not None
    assert late.card.decision.by == BOB
    assert threads(one) == []


def test_of_many_at_once_through_two_connections_exactly_one_wins(tmp_path: Path):
    store = Store(tmp_path / "bot.db")
    read(store, FIRST)
    card(store, FIRST)
    other = Store(tmp_path / "bot.db")
    outcomes: list[Outcome] = []

    def click(door: Store, who: str) -> None:
        outcomes.append(do(door, Act.APPROVE, by=who))

    clicking = [
        threading.Thread(target=click, args=(door, f"U{n}"))
        for n, door in enumerate([store, other] * 5)
    ]
    for thread in clicking:
        thread.start()
    for thread in clicking:
        thread.join()
    assert sum(outcome.new for outcome in outcomes) == 1
    assert [o.no for o in outcomes if not o.new] == [No.DECIDED] * 9
    assert len(threads(store)) == 1
    other.close()
    store.close()


def test_nothing_is_done_to_a_card_whose_deadline_has_passed(one: Store):
    after = FIRST.deadline.until
    assert after is not None
    more: dict[str, Any] = {
        "person": BOB,
        "until": later(9999),
        "outline": make.outline(note="x"),
    }
    for act in (Act.APPROVE, Act.SKIP, Act.EDIT, Act.SNOOZE, Act.ASSIGN, Act.MUTE_OUTLET):
        assert do(one, act, at=after, **more).no is No.EXPIRED
    assert acts(one) == []


def test_a_card_nobody_knows_is_unknown(one: Store):
    assert do(one, Act.APPROVE, 99).no is No.UNKNOWN


def test_a_decision_is_taken_back_within_a_minute_and_not_after(one: Store):
    do(one, Act.APPROVE)
    assert do(one, Act.UNDO, at=NOW + timedelta(seconds=61)).no is No.LATE
    back = do(one, Act.UNDO, by=BOB, at=NOW + timedelta(seconds=60))
    assert back.new
    assert back.card is not None
    assert back.card.decision is None
    assert threads(one) == ["refused"], "the thread that was not out yet stays in"
    assert do(one, Act.UNDO, by=ANN, at=later(2)).no is No.OPEN
    assert acts(one) == ["approve", "undo"]


def test_what_was_taken_back_can_be_decided_again_and_has_one_thread(one: Store):
    do(one, Act.APPROVE)
    do(one, Act.UNDO)
    do(one, Act.APPROVE, by=BOB)
    assert threads(one) == ["pending"]
    decision = stands(one).decision
    assert decision is not None
    assert decision.by == BOB


def test_a_thread_that_is_out_is_not_posted_again_by_the_next_approval(one: Store):
    do(one, Act.APPROVE)
    one.write().__enter__().execute("update outbox set state = 'sent'")
    do(one, Act.UNDO)
    do(one, Act.APPROVE)
    assert threads(one) == ["sent"]


def test_a_button_on_an_old_picture_takes_back_no_newer_decision(one: Store):
    do(one, Act.SKIP)
    seen = stands(one).version
    do(one, Act.UNDO, seen=seen)
    do(one, Act.APPROVE, by=BOB)
    assert do(one, Act.UNDO, seen=seen).no is No.DECIDED
    assert do(one, Act.UNDO, seen=stands(one).version).new


def test_a_skip_can_be_opened_again_at_any_time_before_the_deadline(one: Store):
    do(one, Act.SKIP)
    assert do(one, Act.REOPEN, at=later(90)).new
    assert stands(one).decision is None
    do(one, Act.APPROVE, at=later(91))
    assert do(one, Act.REOPEN, at=later(92)).no is No.OPEN, "an approval is not reopened"


def test_a_skip_that_was_taken_back_teaches_nothing(one: Store):
    do(one, Act.NOT_FOR_US)
    assert [(le.good, le.cause) for le in one.lessons(ACME)] == [(False, Cause.TOPIC)]
    do(one, Act.UNDO)
    assert one.lessons(ACME) == []
    assert [q.id for q in one.unranked(ACME, "none", now=NOW, limit=9)] != []


def test_a_reason_is_told_once_and_can_be_changed(one: Store):
    assert do(one, Act.REASON, cause=Cause.LATE).no is No.OPEN
    do(one, Act.SKIP)
    assert do(one, Act.REASON, cause=Cause.LATE).new
    assert not do(one, Act.REASON, cause=Cause.LATE).new
    do(one, Act.REASON, cause=Cause.OUTLET, by=BOB)
    assert stands(one).cause is Cause.OUTLET
    assert acts(one) == ["skip", "reason", "reason"]


def test_edited_words_stand_on_the_card_until_they_are_discarded(one: Store):
    made = stands(one).outline
    mine = replace(made, opening="Own words.", text="Own words.")
    done = do(one, Act.EDIT, outline=mine, seen=0)
    assert done.card is not None
    assert (done.card.outline, done.card.edited_by) == (mine, ANN)
    assert done.card.edition == done.card.version == 1
    assert not do(one, Act.EDIT, outline=mine, seen=0).new, "the same words again"
    conflict = do(one, Act.EDIT, by=BOB, outline=replace(mine, opening="Other"), seen=0)
    assert conflict.no is No.CHANGED
    back = do(one, Act.EDIT, outline=None, seen=1)
    assert back.card is not None
    assert (back.card.outline, back.card.edited_by) == (made, "")


def test_an_outline_that_was_edited_meanwhile_is_not_approved_unseen(one: Store):
    mine = replace(stands(one).outline, opening="Own words.")
    do(one, Act.EDIT, outline=mine, seen=0, by=BOB)
    assert do(one, Act.APPROVE, seen=0).no is No.CHANGED
    assert do(one, Act.APPROVE, seen=1).new


def test_edited_words_survive_a_new_profile_and_are_marked(one: Store):
    mine = replace(stands(one).outline, opening="Own words.")
    do(one, Act.EDIT, outline=mine, seen=0)
    shown = stands(one)
    one.remake_card(
        1, match=shown.match, outline=make.outline(), policy=shown.policy, now=later(1)
    )
    now = stands(one)
    assert (now.outline, now.edit_stale, now.edition) == (mine, True, 2)
    assert one.audit(1)[0].by == BOT
    assert one.audit(1)[0].shown == mine.hash, "what people see, not what is under it"
    do(one, Act.EDIT, outline=replace(mine, note="looked at"), seen=2)
    assert not stands(one).edit_stale


def test_a_snooze_ends_before_the_deadline_and_can_be_ended(one: Store):
    end = FIRST.deadline.until
    assert end is not None
    assert do(one, Act.SNOOZE, until=end).no is No.LATE
    assert do(one, Act.SNOOZE, until=NOW).no is No.LATE
    assert do(one, Act.SNOOZE, until=later(60)).new
    assert not do(one, Act.SNOOZE, until=later(60), by=BOB).new
    assert stands(one).snoozed_until == later(60)
    assert do(one, Act.WAKE, by=BOB).new
    assert stands(one).snoozed_until is None
    assert not do(one, Act.WAKE).new
    do(one, Act.SNOOZE, until=later(60))
    do(one, Act.APPROVE)
    assert stands(one).snoozed_until is None, "a decision ends it"


def test_an_assignment_outlives_the_approval_and_can_be_taken_back(one: Store):
    do(one, Act.ASSIGN, person=BOB)
    do(one, Act.APPROVE)
    assert (stands(one).assigned, stands(one).assigned_by) == (BOB, ANN)
    do(one, Act.ASSIGN, person="")
    assert (stands(one).assigned, stands(one).assigned_by) == ("", "")
    do(one, Act.UNDO)
    do(one, Act.SKIP)
    assert do(one, Act.ASSIGN, person=BOB).no is No.DECIDED


def test_muting_skips_the_card_and_keeps_the_name_out_until_unmuted(one: Store):
    assert do(one, Act.MUTE_OUTLET).new
    assert [c.choice for c in (stands(one).decision,) if c] == [Choice.SKIPPED]
    again = replace(FIRST, id="x", outlet=f"The {FIRST.outlet.upper()}")
    mute = one.muted(again, ACME)
    assert mute is not None
    assert (mute.kind, mute.shown) == ("outlet", FIRST.outlet)
    assert one.muted(again, RIVAL) is None, "for this company only"
    assert one.unmute(mute.number, by=BOB, at=NOW)
    assert not one.unmute(mute.number, by=BOB, at=NOW)
    assert one.muted(again, ACME) is None
    assert acts(one, None) == ["mute_outlet", "unmute"]


def test_undoing_a_mute_lets_the_name_in_again(one: Store):
    do(one, Act.MUTE_REPORTER)
    assert one.muted(FIRST, ACME)
    do(one, Act.UNDO)
    assert one.muted(FIRST, ACME) is None
    assert stands(one).decision is None


def test_a_nameless_reporter_cannot_be_muted(store: Store):
    read(store, replace(FIRST, anonymous=True))
    card(store, FIRST)
    assert do(store, Act.MUTE_REPORTER).no is No.NAMELESS


def test_one_agency_gives_one_answer_unless_somebody_insists(one: Store):
    second = card(one, FIRST, RIVAL)
    assert [r.company for r in stands(one).rivals] == [RIVAL]
    assert [r.company for r in stands(one, second).rivals] == [ACME]
    do(one, Act.APPROVE)
    asked = do(one, Act.APPROVE, second, by=BOB)
    assert asked.no is No.RIVAL
    assert asked.card is not None
    assert asked.card.rivals[0].approved
    assert do(one, Act.APPROVE, second, by=BOB, anyway=True).new
    assert one.audit(second)[0].said == "anyway"


def test_two_companies_approved_at_once_through_two_doors_are_one_answer(tmp_path: Path):
    store = Store(tmp_path / "bot.db")
    read(store, FIRST)
    numbers = card(store, FIRST), card(store, FIRST, RIVAL)
    doors = store, Store(tmp_path / "bot.db")
    outcomes: list[Outcome] = []

    def click(door: Store, number: int) -> None:
        outcomes.append(do(door, Act.APPROVE, number))

    clicking = [
        threading.Thread(target=click, args=pair)
        for pair in zip(doors, numbers, strict=True)
    ]
    for thread in clicking:
        thread.start()
    for thread in clicking:
        thread.join()
    assert sorted(str(outcome.no) for outcome in outcomes) == ["None", "rival"]
    for door in doors:
        door.close()


def test_a_new_rival_or_its_decision_repaints_the_other_card(one: Store):
    before = stands(one).look
    second = card(one, FIRST, RIVAL)
    named = stands(one).look
    assert named != before
    do(one, Act.SKIP, second)
    assert stands(one).look != named


def test_the_audit_can_neither_be_changed_nor_deleted(one: Store):
    do(one, Act.SKIP)
    for sql in ("update acts set by = 'x'", "delete from acts"):
        with pytest.raises(sqlite3.IntegrityError, match="the audit is never"):
            one.rows(sql)
    (entry,) = one.audit(1)
    assert (entry.by, entry.via) == (ANN, "slack")
    assert (entry.before, entry.after) == ("open", "skipped")


def test_pausing_a_company_is_noted_once(one: Store):
    assert one.pause(ACME, paused=True, by=ANN, at=NOW)
    assert not one.pause(ACME, paused=True, by=BOB, at=NOW)
    assert one.paused() == {ACME}
    assert one.pause(ACME, paused=False, by=BOB, at=NOW)
    assert one.paused() == frozenset()
    assert acts(one, None) == ["pause", "resume"]


def test_a_reply_is_queued_once_a_key_and_goes_when_its_card_stands(one: Store):
    assert one.reply(1, "k", "Due soon", people=[ANN, BOB], now=NOW)
    assert not one.reply(1, "k", "Due soon", people=[ANN], now=NOW)
    assert not one.reply(99, "k", "Due soon", now=NOW)
    first = one.claim_outgoing(NOW)
    assert first is not None
    assert first.kind is Kind.CARD
    one.sent(first, channel="C1", ts="1.1", at=NOW)
    second = one.claim_outgoing(NOW)
    assert second is not None
    assert (second.kind, second.text, second.people) == (Kind.REPLY, "Due soon", (ANN, BOB))


def test_what_people_write_below_a_card_is_counted_and_not_kept(one: Store):
    first = one.claim_outgoing(NOW)
    assert first is not None
    one.sent(first, channel="C1", ts="1.1", at=NOW)
    assert one.answered("C1", "1.1", "1.2", by=ANN, at=NOW)
    assert not one.answered("C1", "1.1", "1.2", by=ANN, at=NOW), "told again"
    assert not one.answered("C1", "7.7", "1.3", by=ANN, at=NOW), "no card of ours"
    assert stands(one).replies == 1
    found = one.card_at("C1", "1.1", NOW)
    assert found is not None
    assert found.id == 1


def test_a_card_skipped_before_it_was_posted_is_not_posted(one: Store):
    do(one, Act.SKIP, via="terminal", by="terminal:ann")
    assert one.claim_outgoing(NOW) is None
    do(one, Act.UNDO, via="terminal", by="terminal:ann")
    assert one.claim_outgoing(NOW) is not None


_NOT_OF_A_CARD = (Act.UNMUTE, Act.PAUSE, Act.RESUME, Act.SHOWN, Act.REMAKE)
_STEPS = st.sampled_from([act for act in Act if act not in _NOT_OF_A_CARD])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_STEPS, st.sampled_from([ANN, BOB]), st.integers(0, 90))))
def test_whatever_people_do_every_step_is_one_line_and_a_repeat_is_none(steps):
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "bot.db")
        play(store, steps)
        store.close()


def play(store: Store, steps: list[tuple[Act, str, int]]) -> None:
    read(store, FIRST)
    card(store, FIRST)
    at, new = NOW, 0
    for act, who, seconds in steps:
        at += timedelta(seconds=seconds)
        outline = replace(make.outline(), opening=f"words {new}")
        deed = Deed(
            card_id=1, act=act, by=who, at=at, until=later(300), person=BOB,
            cause=Cause.OTHER, outline=outline if act is Act.EDIT else None,
        )  # fmt: skip
        outcome = store.do(deed)
        assert not store.do(deed).new, "twice is once"
        new += outcome.new
        now = store.card(1, at)
        assert now is not None
        assert now.version == new
        assert (now.decision is None) == (store.decided(ACME, NOW) == {})
    assert len(store.audit(1, most=1000)) == new
    assert len(threads(store)) <= 1 + sum(step[0] is Act.EDIT for step in steps)


def test_a_store_of_the_version_before_keeps_its_decisions_and_has_them_audited(
    tmp_path: Path,
):
    path, at = tmp_path / "bot.db", to_text(NOW)
    old = sqlite3.connect(path)
    migrations.apply(Database(old), stop_before="m004_deeds")
    old.execute("insert into queries values (?, 'haro', ?)", (FIRST.id, at))
    for company, choice in ((ACME, "approved"), (RIVAL, "skipped")):
        made = old.execute(
            "insert into cards(query_id, company, channel, created_at, shown)"
            " values (?, ?, 'C1', ?, '{}') returning id",
            (FIRST.id, company, at),
        ).fetchone()
        old.execute("insert into decisions values (?, 1, ?, 'U1', ?)", (*made, choice, at))
    old.commit()
    old.close()
    store = Store(path)
    told = [(entry.act, entry.company, entry.by) for entry in store.audit()]
    assert told == [(Act.SKIP, RIVAL, "U1"), (Act.APPROVE, ACME, "U1")]
    assert [entry.after for entry in store.audit(1)] == ["approved"]
    assert [row["choice"] for row in store.rows("select * from decided")] == [
        "approved",
        "skipped",
    ]
    store.close()


def test_what_needs_no_painting_is_not_looked_for_again_and_again(one: Store):
    first = one.claim_outgoing(NOW)
    assert first is not None
    one.sent(first, channel="C1", ts="1.1", at=NOW)
    assert one.to_repaint(NOW) is None
    do(one, Act.SNOOZE, until=later(60))
    shown = one.to_repaint(NOW)
    assert shown is not None
    one.painted(1, shown.look)
    assert one.to_repaint(NOW) is None
    do(one, Act.APPROVE)
    fresh = one.to_repaint(NOW)
    assert fresh is not None
    assert ":undo:" in fresh.look
    one.painted(1, fresh.look)
    assert one.to_repaint(NOW) is None
    old = one.to_repaint(NOW + timedelta(seconds=61))
    assert old is not None, "the button for taking back goes after a minute"
    assert ":undo:" not in old.look
    one.painted(1, old.look)
    assert one.to_repaint(NOW + timedelta(seconds=62)) is None


def replies(store: Store) -> list[str]:
    found = store.rows("select text from outbox where kind = 'reply' order by id")
    return [row["text"].partition(":")[0] for row in found]


def test_words_below_a_card_are_queued_with_the_deed_whoever_does_it(one: Store):
    do(one, Act.ASSIGN, person=BOB, by="terminal:ann", via="terminal")
    assert replies(one) == ["You are assigned by ann"]
    do(one, Act.APPROVE)
    do(one, Act.UNDO)
    assert replies(one) == ["You are assigned by ann"], "nothing was out yet"


def test_a_thread_on_its_way_is_called_back_and_not_sent_on(one: Store):
    first = one.claim_outgoing(NOW)
    assert first is not None
    one.sent(first, channel="C1", ts="1.1", at=NOW)
    do(one, Act.APPROVE)
    thread = one.claim_outgoing(NOW)
    assert thread is not None
    assert thread.kind is Kind.THREAD
    do(one, Act.UNDO, name="ann")
    one.again(thread, not_before=NOW, error="ratelimited")
    kinds = []
    while (out := one.claim_outgoing(NOW)) is not None:
        kinds.append(out.kind)
    assert kinds == [Kind.REPLY, Kind.DETAIL], "no outline of what is not approved"
    assert replies(one) == ["ann took the approval back"]
    do(one, Act.APPROVE, name="ann", at=later(1))
    back = one.claim_outgoing(later(1))
    assert back is not None
    assert back.kind is Kind.THREAD
    assert replies(one)[-1] == "Approved again by ann"


def test_undoing_a_mute_keeps_what_was_muted_from_another_card(one: Store):
    second = card(one, OTHER)
    do(one, Act.MUTE_OUTLET)
    do(one, Act.MUTE_OUTLET, second, by=BOB)
    assert len(one.mutes()) == 1
    do(one, Act.UNDO, second, by=BOB)
    assert len(one.mutes()) == 1
    do(one, Act.UNDO)
    assert one.mutes() == []


def sent(store: Store, number: int = 1, ts: str = "1.1") -> None:
    """Let a card be posted and painted."""
    out = store.claim_outgoing(NOW)
    assert out is not None
    assert (out.kind, out.card_id) == (Kind.CARD, number)
    store.sent(out, channel="C1", ts=ts, at=NOW)


def test_a_decided_card_follows_its_query_its_hours_and_its_rivals(one: Store):
    sent(one)
    do(one, Act.APPROVE)
    second = card(one, FIRST, RIVAL)
    for _ in range(9):
        shown = one.to_repaint(later(2))
        if shown is None:
            break
        one.painted(shown.id, shown.look)
    moved = replace(FIRST, deadline=make.deadline(NOW + timedelta(hours=60)))
    read(one, moved, raw=b"later")
    shown = one.to_repaint(later(3))
    assert shown is not None
    assert shown.query.deadline == moved.deadline
    one.painted(1, shown.look)
    do(one, Act.SKIP, second, at=later(4))
    shown = one.to_repaint(later(4))
    assert shown is not None
    assert shown.rivals[0].decision is not None
    one.painted(1, shown.look)
    assert one.to_repaint(later(5)) is None
    for hours in (59, 61):
        shown = one.to_repaint(NOW + timedelta(hours=hours))
        assert shown is not None
        one.painted(1, shown.look)
        assert one.to_repaint(NOW + timedelta(hours=hours)) is None


def test_what_is_muted_or_paused_is_not_posted_though_it_was_queued(one: Store):
    card(one, OTHER)
    sent(one)
    assert OTHER.outlet == FIRST.outlet
    do(one, Act.MUTE_OUTLET)
    assert one.claim_outgoing(NOW) is None
    do(one, Act.UNDO)
    one.pause(ACME, paused=True, by=ANN, at=NOW)
    while (out := one.claim_outgoing(NOW)) is not None:
        assert out.kind is not Kind.CARD
    one.pause(ACME, paused=False, by=ANN, at=NOW)
    back = one.claim_outgoing(NOW)
    assert back is not None
    assert (back.kind, back.card_id) == (Kind.CARD, 2)


def test_a_detail_is_queued_once_while_it_waits_and_again_if_there_was_none(one: Store):
    sent(one)
    other = replace(FIRST, body="another text")
    read(one, other, raw=b"later")
    shown = stands(one)

    def remake() -> None:
        one.remake_card(
            1, match=shown.match, outline=make.outline(), policy=shown.policy, now=later(1)
        )

    remake()
    detail = one.claim_outgoing(later(2))
    assert detail is not None
    assert detail.kind is Kind.DETAIL
    assert one.claim_outgoing(later(2)) is None, "one, and it shows the newest text"
    one.refuse(detail, error=NOTHING)
    remake()
    again = one.claim_outgoing(later(2))
    assert again is not None
    one.refuse(again, error=NOTHING)
    remake()
    last = one.claim_outgoing(later(2))
    assert last is not None, "it may have something to say by now"
    one.sent(last, channel="C1", ts="1.3", at=later(2))
    remake()
    assert one.claim_outgoing(later(3)) is None


def test_a_thread_that_slack_refused_is_tried_again_by_the_next_approval(one: Store):
    sent(one)
    do(one, Act.APPROVE)
    thread = one.claim_outgoing(NOW)
    assert thread is not None
    one.refuse(thread, error="invalid_blocks")
    do(one, Act.UNDO)
    do(one, Act.APPROVE)
    assert threads(one) == ["pending"]


def test_of_a_card_skipped_meanwhile_nobody_is_reminded(one: Store):
    sent(one)
    one.reply(1, "remind:4:U1:x", "Due soon", people=[ANN], now=NOW)
    do(one, Act.SKIP)
    assert one.claim_outgoing(NOW) is None


def ban(store: Store, at: datetime) -> None:
    """Let a later edition forbid machines' answers."""
    said = "machine-written answers are now refused: “No AI.”"
    changes = {FIRST.id: (said, "the text changed: added “No AI.”")}
    later = replace(FIRST, refusal="No AI.")
    read(store, later, ties=Ties(changes=changes), raw=str(at).encode(), at=at)


def test_a_ban_that_comes_after_an_outline_is_flagged_until_another_is_made(one: Store):
    one.adopt(1, channel="C1", ts="1.5", at=NOW)
    do(one, Act.APPROVE)
    assert telling.BANNED not in stands(one).outline.flags
    painted = stands(one).look
    ban(one, NOW + timedelta(minutes=5))
    shown = stands(one)
    assert telling.BANNED in shown.outline.flags
    assert shown.look != painted
    change = one.changed(NOW + timedelta(minutes=6))
    assert change is not None
    assert change.lines[0] == telling.UNSENDABLE
    assert "refused: “No AI.”" in change.lines[1]


def test_a_model_s_outline_that_a_ban_took_off_the_card_is_flagged_as_well(one: Store):
    written = make.outline(drafter="tiny-model:8b")
    shown = stands(one)
    one.remake_card(1, match=shown.match, outline=written, policy=shown.policy, now=NOW)
    do(one, Act.APPROVE)
    one.policing = lambda *_: Policy(level=Level.BRIEF, reasons=("No AI.",))
    ban(one, NOW + timedelta(minutes=5))
    assert stands(one).outline.text == ""
    assert stands(one).outline.flags == (telling.BANNED,)


def test_an_outline_that_was_made_anew_since_a_ban_is_no_older_one(one: Store):
    one.adopt(1, channel="C1", ts="1.5", at=NOW)
    ban(one, NOW + timedelta(minutes=5))
    old = stands(one)
    assert telling.BANNED in old.outline.flags
    now = NOW + timedelta(minutes=6)
    refused = do(one, Act.APPROVE, at=now, shown=make.outline().hash)
    assert refused.no is No.CHANGED
    one.remake_card(1, match=old.match, outline=make.outline(), policy=old.policy, now=now)
    do(one, Act.APPROVE, at=now)
    assert telling.BANNED not in stands(one).outline.flags
    change = one.changed(now)
    assert change is not None
    assert telling.UNSENDABLE not in change.lines


def test_what_a_person_writes_after_a_ban_is_theirs_and_keeps_no_flag(one: Store):
    ban(one, NOW + timedelta(minutes=5))
    old = stands(one)
    now = NOW + timedelta(minutes=6)
    mine = replace(old.outline, text="My own words.")
    assert telling.BANNED in mine.flags
    do(one, Act.EDIT, outline=mine, at=now)
    assert telling.BANNED not in stands(one).outline.flags
    one.remake_card(1, match=old.match, outline=make.outline(), policy=old.policy, now=now)
    assert stands(one).outline.text == "My own words."
    assert telling.BANNED not in stands(one).outline.flags


def test_a_copy_that_comes_with_a_ban_flags_the_outline_of_one_that_had_none(one: Store):
    copy = replace(FIRST, id="copy", flag_line=True)
    ties = Ties(same={"copy": (FIRST.id, "same text")})
    at = NOW + timedelta(minutes=5)
    read(one, copy, ties=ties, raw=b"copy", at=at)
    assert telling.BANNED in stands(one).outline.flags


def test_a_ban_that_was_there_from_the_start_flags_nothing(store: Store):
    read(store, replace(FIRST, flag_line=True))
    card(store, FIRST)
    late = replace(FIRST, id="copy", flag_line=True)
    ties = Ties(same={"copy": (FIRST.id, "same text")})
    read(store, late, ties=ties, raw=b"copy", at=NOW + timedelta(minutes=5))
    assert telling.BANNED not in stands(store).outline.flags


def test_of_a_query_that_changed_after_its_decision_no_score_is_waited_for(one: Store):
    def waiting() -> int:
        return one.health(NOW, [ACME]).unranked

    before = waiting()
    do(one, Act.APPROVE)
    changed = replace(FIRST, body="Another text.")
    read(one, changed, raw=b"later", at=NOW + timedelta(minutes=5))
    ranked = [q.id for q in one.unranked(ACME, "r", now=NOW, limit=9)]
    assert FIRST.id not in ranked
    assert waiting() == len(ranked)
    assert waiting() <= before
