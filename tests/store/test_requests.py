"""One request is shown once, under whatever ids and on however many services it comes."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain import Choice, Digest, Evidence, Kind, Proof, Query, to_text
from bot.migrations import migrations
from bot.store import Store, StoredMail, Ties
from bot.store.mails import QUERY
from tests import make
from tests.deciding import settle

NOW = make.NOW
LATER = NOW + timedelta(hours=80)
FIRST = make.query()
COPY = make.query(
    id="connectively-strips",
    source="connectively",
    reply_to="",
    reply_url="https://connectively.us/experts/questions/strips",
    deadline=make.deadline(NOW + timedelta(days=4)),
)
NONE = Ties()
SAME = Ties(same={COPY.id: (FIRST.id, "same text")})


def mail(store: Store, raw: bytes, at: datetime = NOW) -> StoredMail:
    store.keep_file(raw, at)
    found = store.unread()
    assert found is not None
    return found


def read(
    store: Store,
    *queries: Query,
    ties: Ties = NONE,
    raw: bytes = b"1",
    at: datetime = NOW,
) -> StoredMail:
    found = mail(store, raw, at)
    digest = Digest(source=queries[0].source, queries=queries, printed_at=at)
    store.add_reading(found, [digest], now=at, ties=ties)
    return found


def card(store: Store, query: Query = FIRST) -> int:
    assert store.add_card(
        query,
        "Acme Dental",
        channel="C1",
        match=make.match(query_id=query.id),
        outline=make.outline(),
        policy=make.card().policy,
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    return store.cards()[-1].id


def unranked(store: Store, now: datetime = NOW) -> list[str]:
    return [q.id for q in store.unranked("Acme Dental", "r", now=now, limit=9)]


def test_a_copy_on_another_service_is_not_ranked_again_but_named_on_the_card(store: Store):
    read(store, FIRST)
    before = store.card(card(store), NOW)
    read(store, COPY, ties=SAME, raw=b"2")
    assert unranked(store) == [FIRST.id]
    (shown,) = store.cards()
    assert before is not None
    assert [q.id for q in shown.also] == [COPY.id]
    after = store.card(shown.id, NOW)
    assert after is not None
    assert after.look != before.look
    assert store.request_of(COPY.id) == FIRST.id


def test_a_copy_of_a_copy_belongs_to_the_first(store: Store):
    third = replace(COPY, id="featured-x", source="featured")
    read(store, FIRST)
    read(store, COPY, ties=SAME, raw=b"2")
    read(store, third, ties=Ties(same={third.id: (COPY.id, "")}), raw=b"3")
    assert store.request_of(third.id) == FIRST.id
    assert {q.id for q in store.others(FIRST.id)} == {COPY.id, third.id}


def test_two_copies_in_one_mail_are_one_request(store: Store):
    twin = replace(FIRST, id="reply+twin")
    read(store, FIRST, twin, ties=Ties(same={twin.id: (FIRST.id, "")}))
    assert unranked(store) == [FIRST.id]


def test_an_open_copy_takes_the_place_of_an_expired_one_and_keeps_the_card(store: Store):
    read(store, FIRST)
    number = card(store)
    read(store, COPY, ties=SAME, raw=b"2")
    assert store.promote(NOW) is None
    assert store.promote(LATER) == COPY.id
    assert store.promote(LATER) is None
    (shown,) = store.cards()
    assert (shown.id, shown.query.id, shown.query.reply_url) == (
        number,
        FIRST.id,
        COPY.reply_url,
    )
    assert [q.id for q in shown.also] == [FIRST.id]
    assert not shown.query.deadline.expired(LATER)


def test_people_are_told_once_of_a_card_that_opens_again(store: Store):
    read(store, FIRST)
    number = card(store)
    out = store.claim_outgoing(NOW)
    assert out is not None
    store.sent(out, channel="C1", ts="1.0", at=NOW)
    expired = store.card(number, LATER)
    assert expired is not None
    store.painted(number, expired.look)
    detail = store.claim_outgoing(LATER)
    assert detail is not None
    assert detail.kind is Kind.DETAIL
    store.sent(detail, channel="C1", ts="", at=LATER)
    assert store.claim_outgoing(LATER) is None
    read(store, COPY, ties=SAME, raw=b"2")
    store.promote(LATER)
    for _ in range(2):
        shown = store.to_repaint(LATER)
        if shown is not None:
            store.painted(number, shown.look)
    told = store.claim_outgoing(LATER)
    assert told is not None
    assert told.channel == "C1"
    assert "Open again, for Acme Dental: Dentists on whitening strips" in told.text
    assert store.claim_outgoing(LATER) is None


def test_what_was_decided_is_not_opened_again_by_a_copy(store: Store):
    read(store, FIRST)
    number = card(store)
    settle(store, number, Choice.SKIPPED, by="U1", at=NOW)
    read(store, COPY, ties=replace_front(SAME), raw=b"2")
    assert store.promote(LATER) is None
    assert store.cards()[0].query.reply_to == FIRST.reply_to
    assert unranked(store) == []


def replace_front(ties: Ties) -> Ties:
    return replace(ties, front=tuple(ties.same))


def test_a_better_copy_stands_in_front_from_its_arrival(store: Store):
    read(store, FIRST)
    read(store, COPY, ties=replace_front(SAME), raw=b"2")
    front = store.in_front(FIRST.id)
    assert front is not None
    assert (front.id, front.reply_url) == (FIRST.id, COPY.reply_url)
    assert unranked(store) == [FIRST.id]


def test_a_copy_without_a_card_is_never_left_out_when_the_first_expires(store: Store):
    read(store, FIRST)
    read(store, COPY, ties=SAME, raw=b"2")
    assert unranked(store, LATER) == []
    store.promote(LATER)
    assert unranked(store, LATER) == [FIRST.id]


def test_changes_since_the_card_was_made_are_shown_once(store: Store):
    read(store, FIRST)
    card(store)
    later = replace(FIRST, body="Do they harm gums?")
    for raw in (b"2", b"3"):
        ties = Ties(changes={FIRST.id: ("the text changed", "the title changed")})
        read(store, later, ties=ties, raw=raw, at=NOW + timedelta(hours=1))
    assert store.cards()[0].changes == ("the text changed", "the title changed")


def test_changes_from_before_the_card_are_no_news(store: Store):
    read(store, FIRST, at=NOW - timedelta(hours=2))
    ties = Ties(changes={FIRST.id: ("moved",)})
    read(store, FIRST, ties=ties, raw=b"2", at=NOW - timedelta(hours=1))
    card(store)
    assert store.cards()[0].changes == ()


def test_a_card_says_whether_its_sender_is_real(store: Store):
    first = read(store, FIRST)
    card(store)
    assert store.cards()[0].evidence == Evidence()
    proven = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")
    store.add_proof(first.id, proven, NOW)
    assert store.cards()[0].evidence == proven


def test_nothing_of_a_mail_set_aside_later_is_ranked_or_posted(store: Store):
    first = read(store, FIRST)
    card(store)
    store.quarantine(first, "not real", NOW)
    assert unranked(store) == []
    assert store.claim_outgoing(NOW) is None


def test_an_older_good_edition_shows_when_the_newest_is_set_aside(store: Store):
    read(store, FIRST)
    number = card(store)
    forged = replace(FIRST, reply_to="thief@evil.example", body="Send money?")
    second = read(store, forged, raw=b"2", at=NOW + timedelta(hours=1))
    store.quarantine(second, "not real", NOW)
    shown = store.card(number, NOW)
    assert shown is not None
    assert shown.query == FIRST
    assert unranked(store) == [FIRST.id]


def test_a_copy_takes_over_from_what_was_set_aside(store: Store):
    first = read(store, FIRST)
    read(store, COPY, ties=SAME, raw=b"2")
    store.quarantine(first, "not real", NOW)
    assert store.promote(NOW) == COPY.id
    assert unranked(store) == [FIRST.id]


def test_one_company_that_skips_takes_nothing_from_another(store: Store):
    read(store, FIRST)
    first = card(store)
    other = store.add_card(
        FIRST,
        "Beta",
        channel="C2",
        match=make.match(company="Beta"),
        outline=make.outline(),
        policy=make.card().policy,
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    assert other
    settle(store, first, Choice.SKIPPED, by="U1", at=NOW)
    read(store, COPY, ties=SAME, raw=b"2")
    assert store.promote(LATER) == COPY.id


def test_an_approved_request_is_not_moved_for_anybody(store: Store):
    read(store, FIRST)
    number = card(store)
    settle(store, number, Choice.APPROVED, by="U1", at=NOW)
    read(store, COPY, ties=SAME, raw=b"2")
    assert store.promote(LATER) is None


def test_a_match_of_a_query_that_is_gone_is_let_go(store: Store):
    store.add_matches([make.match(query_id="reply+gone")], NOW)
    assert store.rows("select * from matches") == []


# ------------------------------------------------------------------------ read again


def again(store: Store, found: StoredMail, *queries: Query, ties: Ties = NONE) -> int:
    digest = Digest(source="haro", queries=queries, printed_at=NOW)
    return store.add_reading(found, [digest], now=NOW, ties=ties, again=True)


def test_reading_again_the_same_changes_nothing(store: Store):
    found = read(store, FIRST)
    number = card(store)
    assert again(store, found, FIRST) == 0
    assert [c.id for c in store.cards()] == [number]
    assert store.outcome(found.id) == "haro: 1 queries, 0 leftovers, 0 problems"


def test_what_a_second_reading_finds_more_is_new_and_the_rest_stays(store: Store):
    found = read(store, FIRST)
    missed = make.query(id="reply+q2", summary="Buses", body="Why are buses late?")
    assert again(store, found, FIRST, missed) == 1
    assert set(unranked(store)) == {FIRST.id, missed.id}


def test_a_mangled_query_gives_way_unless_a_card_shows_it(store: Store):
    found = read(store, FIRST)
    whole = make.query(id="reply+whole")
    again(store, found, whole)
    assert store.edition(FIRST.id) is None
    assert unranked(store) == [whole.id]
    card(store, whole)
    again(store, found, FIRST)
    assert store.edition(whole.id) is not None
    assert len(store.cards()) == 1


def test_a_mangled_query_on_a_card_is_shown_as_read_now(store: Store):
    found = read(store, FIRST)
    card(store)
    whole = replace(FIRST, id="reply+whole", body="Whole.")
    ties = Ties(same={whole.id: (FIRST.id, "same")}, front=(whole.id,))
    again(store, found, whole, ties=ties)
    (shown,) = store.cards()
    assert shown.query.body == "Whole."
    assert unranked(store) == [FIRST.id]


def test_a_first_copy_that_vanishes_leaves_its_request_to_the_others(store: Store):
    found = read(store, FIRST)
    read(store, COPY, ties=SAME, raw=b"2")
    again(store, found, make.query(id="reply+other", summary="x", body="Other."))
    front = store.in_front(COPY.id)
    assert front is not None
    assert front.reply_url == COPY.reply_url
    assert set(unranked(store)) == {FIRST.id, "reply+other"}


def test_an_older_reading_and_a_card_survive_reading_again_at_any_point(store: Store):
    found = read(store, FIRST, replace(FIRST, id="reply+b", body="Other text."))
    card(store)

    class Stop(Exception):  # noqa: N818
        pass

    def stop(*_):
        raise Stop

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_keep_used", stop)
        with pytest.raises(Stop):
            again(store, found, COPY)
    assert store.outcome(found.id).startswith("haro: 2 queries")
    assert store.edition("reply+b") is not None


def test_mail_to_read_again_is_found_by_source_and_age(store: Store):
    first = read(store, FIRST)
    second = read(store, COPY, raw=b"2", at=NOW - timedelta(days=9))
    third = mail(store, b"3")
    store.quarantine(third, "odd", NOW)
    since = NOW - timedelta(days=1)
    assert store.read_mails(since) == [first.id, third.id]
    assert store.read_mails(NOW - timedelta(days=10), "connectively") == [second.id]
    assert store.outcome(third.id) == "set aside (odd)"
    assert store.stored(99) is None


def test_a_store_of_the_first_release_is_taken_over_with_its_queries(tmp_path: Path):
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(old), stop_before="m002_requests_proofs_changes")
    old.execute("insert into mails values (1, 'a', x'00', ?)", (to_text(NOW),))
    for query in (FIRST, replace(FIRST, id="reply+b")):
        old.execute("insert into queries values (?, 'haro', ?)", (query.id, to_text(NOW)))
        old.execute(
            "insert into editions values (?, 1, ?, ?, ?, ?)",
            (
                *(query.id, to_text(NOW), query.text_hash, to_text(LATER)),
                QUERY.dump_json(query).decode(),
            ),
        )
    old.close()
    store = Store(path)
    assert set(unranked(store)) == {FIRST.id, "reply+b"}
    card(store)
    assert store.cards()[0].query == FIRST
    assert store.rows("pragma foreign_key_check") == []
    store.close()
