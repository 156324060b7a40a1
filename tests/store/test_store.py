"""What the store promises: facts once, first click stands, nothing lost or doubled."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import (
    Choice,
    Deadline,
    Digest,
    Kind,
    Letter,
    Query,
    Verdict,
    from_text,
    to_text,
)
from bot.errors import BadInput, TryLater
from bot.store import Store
from bot.store.mails import QUERY
from tests import make
from tests.deciding import settle

NOW = make.NOW


def letter(uid: int = 1, raw: bytes = b"mail", **changes: object) -> Letter:
    base = Letter(
        mailbox="imap", folder="INBOX", uidvalidity=7, uid=uid, raw=raw, received_at=NOW
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def read(
    store: Store, *queries: Query, raw: bytes = b"mail", printed: datetime = NOW
) -> None:
    store.keep_file(raw, printed)
    mail = store.unread()
    assert mail is not None
    digest = Digest(source="haro", queries=queries, printed_at=printed)
    store.add_reading(mail, [digest], now=printed)


def card(store: Store, query: Query | None = None, company: str = "Acme Dental") -> int:
    query = query or make.query()
    made = store.add_card(
        query,
        company,
        channel="C1",
        match=make.match(company=company),
        outline=make.outline(),
        policy=make.card().policy,
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    assert made
    return store.cards()[-1].id


def posted(store: Store, ts: str = "1.0") -> int:
    read(store, make.query())
    card_id = card(store)
    outgoing = store.claim_outgoing(NOW)
    assert outgoing is not None
    store.sent(outgoing, channel="C1", ts=ts, at=NOW)
    return card_id


# ---------------------------------------------------------------- mail


def test_the_same_bytes_are_kept_once_and_every_uid_is_ticked_off(store: Store):
    assert store.keep(letter(1))
    assert not store.keep(letter(2))
    assert not store.keep(letter(1, uidvalidity=8))
    assert store.seen_uids("imap", "INBOX", 7) == {1, 2}
    assert store.seen_uids("imap", "INBOX", 8) == {1}


def test_the_first_search_looks_back_and_later_ones_stay_behind_the_last_scan(store: Store):
    first = store.search_since("imap", "INBOX", 3, NOW)
    assert first == (NOW - timedelta(days=3)).date()
    later = NOW + timedelta(days=100)
    store.scanned("imap", "INBOX", later)
    assert (
        store.search_since("imap", "INBOX", 3, later) == (later - timedelta(days=14)).date()
    )
    soon = NOW + timedelta(days=1)
    store.scanned("imap", "INBOX", soon)
    assert store.search_since("imap", "INBOX", 3, soon) == first


def test_a_clock_that_was_a_year_ahead_at_the_first_start_hides_no_mail(store: Store):
    year = NOW + timedelta(days=365)
    store.search_since("imap", "INBOX", 3, year)
    store.scanned("imap", "INBOX", year)
    assert store.search_since("imap", "INBOX", 3, NOW) == (NOW - timedelta(days=3)).date()


def test_a_mail_is_read_once(store: Store):
    read(store, make.query())
    assert store.unread() is None


def test_a_quarantined_mail_does_not_block_the_next(store: Store):
    store.keep_file(b"poison", NOW)
    store.keep_file(b"good", NOW + timedelta(seconds=1))
    poison = store.unread()
    assert poison is not None
    store.quarantine(poison, "bad", NOW)
    good = store.unread()
    assert good is not None
    assert good.raw == b"good"


def test_the_edition_printed_last_counts_whatever_order_they_are_read_in(store: Store):
    early, late = (
        make.query(deadline=make.deadline(NOW + timedelta(hours=hours)))
        for hours in (5, 50)
    )
    read(store, late, raw=b"2", printed=NOW + timedelta(hours=1))
    read(store, early, raw=b"1", printed=NOW)
    found = store.query("reply+q1")
    assert found is not None
    assert found.deadline == late.deadline


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
moments = st.datetimes(timezones=st.just(UTC))


@given(
    summary=text,
    body=text,
    questions=st.lists(text, max_size=3).map(tuple),
    at=st.none() | moments,
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_stored_comes_out_equal(summary, body, questions, at):
    query = make.query(
        summary=summary,
        body=body,
        questions=questions,
        deadline=Deadline(text=body, at=at, until=at),
    )
    assert QUERY.validate_json(QUERY.dump_json(query)) == query


@given(moments, moments)
def test_text_order_is_time_order(one, other):
    assert (to_text(one) < to_text(other)) == (one < other)
    assert from_text(to_text(one)) == one


# ---------------------------------------------------------------- ranking and cards


def test_an_expired_or_ranked_or_decided_query_is_not_ranked_again(store: Store):
    late = make.query(id="late", deadline=make.deadline(NOW - timedelta(hours=1)))
    read(store, make.query(), make.query(id="two"), late)
    queries = store.unranked("Acme Dental", "r1", now=NOW, limit=10)
    assert {query.id for query in queries} == {"reply+q1", "two"}
    store.add_matches([make.match(revision="r1")], NOW)
    assert [q.id for q in store.unranked("Acme Dental", "r1", now=NOW, limit=10)] == ["two"]
    card_id = card(store)
    settle(store, card_id, Choice.SKIPPED, by="U1", at=NOW)
    assert [q.id for q in store.unranked("Acme Dental", "r2", now=NOW, limit=10)] == ["two"]


def test_the_best_open_match_waits_for_a_card_first(store: Store):
    queries = [make.query(id=f"q{n}") for n in range(3)]
    read(store, *queries)
    for n, query in enumerate(queries):
        store.add_matches(
            [make.match(query_id=query.id, revision="r", score=0.6 + n / 10)], NOW
        )
    ((query, _),) = store.waiting_for_card("Acme Dental", "r", now=NOW)
    assert query.id == "q2"
    every = store.waiting_for_card("Acme Dental", "r", now=NOW, most=9)
    assert [query.id for query, _ in every] == ["q2", "q1", "q0"]


def test_a_held_match_never_waits_for_a_card(store: Store):
    read(store, make.query())
    store.add_matches([make.match(revision="r", verdict=Verdict.HOLD)], NOW)
    assert store.waiting_for_card("Acme Dental", "r", now=NOW) == []


def test_a_query_and_company_have_one_card_for_ever(store: Store):
    read(store, make.query())
    card(store)
    with pytest.raises(AssertionError):
        card(store)
    assert len(store.cards()) == 1


def test_a_card_that_expires_in_the_queue_goes_only_if_its_deadline_moves(
    store: Store,
):
    read(store, make.query())
    card(store)
    late = NOW + timedelta(days=3)
    assert store.claim_outgoing(late) is None
    assert store.due(late) is None
    moved = make.query(deadline=make.deadline(late + timedelta(days=1)))
    read(store, moved, raw=b"later", printed=late)
    assert store.due(late) is not None
    assert store.claim_outgoing(late) is not None


def test_a_query_without_a_deadline_is_open_for_a_week(store: Store):
    read(store, make.query(deadline=Deadline(text="ASAP")))
    for days, open_ in ((6, 1), (8, 0)):
        then = NOW + timedelta(days=days)
        assert len(store.unranked("Acme Dental", "r", now=then, limit=9)) == open_


def test_a_card_that_expired_opens_again_when_its_deadline_moves(store: Store):
    card_id = posted(store)
    late = NOW + timedelta(days=3)
    expired = store.to_repaint(late)
    assert expired is not None
    store.painted(card_id, expired.look)
    moved = make.query(deadline=make.deadline(late + timedelta(days=1)))
    read(store, moved, raw=b"later", printed=late)
    again = store.to_repaint(late)
    assert again is not None
    assert again.look.startswith("open")


def test_a_ban_in_a_later_edition_repaints_the_card(store: Store):
    posted(store)
    later = NOW + timedelta(minutes=1)
    read(store, make.query(flag_line=True), raw=b"later", printed=later)
    assert store.to_repaint(NOW) is not None


def test_a_card_found_by_a_click_is_not_sent_again(store: Store):
    read(store, make.query())
    card_id = card(store)
    outgoing = store.claim_outgoing(NOW)
    assert outgoing is not None
    store.again(outgoing, not_before=NOW, error="had not arrived")
    store.adopt(card_id, channel="C1", ts="9.9", at=NOW)
    assert detailed(store)
    assert store.claim_outgoing(NOW) is None


def detailed(store: Store) -> bool:
    """Take the next message; say if it is what had no room on a card."""
    found = store.claim_outgoing(NOW)
    return found is not None and found.kind is Kind.DETAIL


def test_a_date_in_the_future_does_not_make_an_edition_the_newest_for_ever(store: Store):
    store.keep_file(b"odd", NOW)
    odd = store.unread()
    assert odd is not None
    future = Digest(
        source="haro", queries=(make.query(),), printed_at=NOW + timedelta(days=900)
    )
    store.add_reading(odd, [future], now=NOW)
    moved = make.query(deadline=make.deadline(NOW + timedelta(days=9)))
    read(store, moved, raw=b"later", printed=NOW + timedelta(hours=1))
    found = store.query("reply+q1")
    assert found is not None
    assert found.deadline == moved.deadline


def test_an_outgoing_message_is_claimed_once(store: Store):
    read(store, make.query())
    card(store)
    first = store.claim_outgoing(NOW)
    assert first is not None
    assert first.kind is Kind.CARD
    assert store.claim_outgoing(NOW) is None
    assert store.unsure() == [first]


def test_a_message_put_back_comes_again_when_due(store: Store):
    read(store, make.query())
    card(store)
    first = store.claim_outgoing(NOW)
    assert first is not None
    store.again(first, not_before=NOW + timedelta(seconds=30), error="away")
    assert store.claim_outgoing(NOW) is None
    second = store.claim_outgoing(NOW + timedelta(seconds=30))
    assert second is not None
    assert second.attempts == 2


def test_the_first_click_stands_whoever_comes_at_the_same_time(store: Store):
    card_id = posted(store)
    standing: list[str] = []
    gate = threading.Barrier(8)

    def click(n: int) -> None:
        gate.wait()
        choice = Choice.APPROVED if n % 2 else Choice.SKIPPED
        standing.append(settle(store, card_id, choice, by=f"U{n}", at=NOW).by)

    threads = [threading.Thread(target=click, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(standing)) == 1


def test_approving_queues_the_thread_once_and_skipping_none(store: Store):
    card_id = posted(store)
    settle(store, card_id, Choice.APPROVED, by="U1", at=NOW)
    settle(store, card_id, Choice.APPROVED, by="U2", at=NOW)
    thread = store.claim_outgoing(NOW)
    assert thread is not None
    assert thread.kind is Kind.THREAD
    assert detailed(store)
    assert store.claim_outgoing(NOW) is None


def test_skipping_queues_no_thread(store: Store):
    card_id = posted(store)
    settle(store, card_id, Choice.SKIPPED, by="U1", at=NOW)
    assert store.claim_outgoing(NOW) is None


def test_a_card_is_repainted_when_moved_or_expired_and_only_then(store: Store):
    card_id = posted(store)
    assert store.to_repaint(NOW) is None
    moved = make.query(deadline=make.deadline(NOW + timedelta(hours=60)))
    read(store, moved, raw=b"later", printed=NOW + timedelta(hours=1))
    painted = store.to_repaint(NOW)
    assert painted is not None
    assert painted.query.deadline == moved.deadline
    store.painted(card_id, painted.look)
    assert store.to_repaint(NOW) is None
    late = NOW + timedelta(hours=61)
    expired = store.to_repaint(late)
    assert expired is not None
    assert expired.look.startswith("expired")
    store.painted(card_id, expired.look)
    assert store.to_repaint(late) is None


def test_a_card_is_repainted_when_decided_and_again_a_minute_later(store: Store):
    card_id = posted(store)
    settle(store, card_id, Choice.SKIPPED, by="U1", at=NOW)
    for at in (NOW, NOW + timedelta(seconds=61)):
        decided = store.to_repaint(at)
        assert decided is not None
        assert decided.decision is not None
        store.painted(card_id, decided.look)
        assert store.to_repaint(at) is None


def test_a_notice_is_queued_once_for_ever(store: Store):
    assert store.notice("k", "something", channel="C1", now=NOW)
    assert not store.notice("k", "something", channel="C1", now=NOW)
    out = store.claim_outgoing(NOW)
    assert out is not None
    assert out.text == "something"


def test_a_click_tells_where_a_card_stands(store: Store):
    read(store, make.query())
    card_id = card(store)
    store.claim_outgoing(NOW)
    store.adopt(card_id, channel="C1", ts="9.9", at=NOW)
    found = store.card(card_id, NOW)
    assert found is not None
    assert found.ts == "9.9"
    assert store.unsure() == []


def test_vectors_are_kept_by_engine_and_text(store: Store):
    store.add_vectors("e", {"a": b"1234"})
    assert store.vectors("e", ["a", "b"]) == {"a": b"1234"}
    assert store.vectors("other", ["a"]) == {}


# ---------------------------------------------------------------- the file


def test_another_writer_is_waited_for(store: Store, tmp_path: Path):
    other = sqlite3.connect(
        tmp_path / "bot.db", isolation_level=None, check_same_thread=False
    )
    other.execute("begin immediate")
    timer = threading.Timer(0.5, lambda: other.execute("commit"))
    timer.start()
    assert store.keep(letter())
    timer.join()
    other.close()


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(store: Store):
    store.keep(letter(1))
    pages = store.row("pragma page_count")
    assert pages is not None
    store.row(f"pragma max_page_count = {pages[0]}")
    with pytest.raises(TryLater, match="full"):
        store.keep(letter(2, raw=b"x" * 100_000))
    assert store.seen_uids("imap", "INBOX", 7) == {1}
    store.row("pragma max_page_count = 100000")
    assert store.keep(letter(2, raw=b"x" * 100_000))


def test_a_file_that_is_no_database_is_refused_with_the_cure(tmp_path: Path):
    path = tmp_path / "bot.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(BadInput, match=r"bot\.db"):
        Store(path)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path):
    with pytest.raises(BadInput, match="nowhere"):
        Store(tmp_path / "nowhere" / "bot.db")


def test_a_second_worker_on_the_same_file_is_refused(store: Store, tmp_path: Path):
    store.lock()
    code = (
        "import sys; from pathlib import Path; from bot.store import Store\n"
        "try: Store(Path(sys.argv[1])).lock()\n"
        "except Exception as e: sys.exit(str(e))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "bot.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "another haro-bot" in done.stderr


def test_the_file_is_readable_by_its_owner_only(store: Store, tmp_path: Path):
    store.keep(letter())
    assert (tmp_path / "bot.db").stat().st_mode & 0o077 == 0
