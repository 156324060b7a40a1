"""What people say teaches a company: the last word on each request, until a reset."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain import Cause, Choice, Query, from_text, to_text
from bot.migrations import migrations
from bot.store import Store, Ties
from bot.store.mails import QUERY
from bot.store.showing import SHOWN, Shown
from tests import make
from tests.deciding import settle
from tests.store.test_requests import COPY, FIRST, LATER, SAME, read

NOW = make.NOW
ACME = "Acme Dental"
OTHER = replace(FIRST, id="reply+other", summary="Other", body="Something else?")


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def card(store: Store, query: Query = FIRST, company: str = ACME) -> int:
    assert store.add_card(
        query,
        company,
        channel="C1",
        match=make.match(query_id=query.id, company=company),
        outline=make.outline(),
        policy=make.card().policy,
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    return store.cards()[-1].id


def decide(store: Store, query: Query, choice: Choice, at: datetime = NOW) -> int:
    number = card(store, query)
    settle(store, number, choice, by="U1", at=at)
    return number


def said(store: Store, company: str = ACME) -> list[tuple[str, bool, Cause | None]]:
    return [(le.query.id, le.good, le.cause) for le in store.lessons(company)]


def test_approved_is_good_and_skipped_is_bad_oldest_first(store: Store):
    read(store, FIRST, OTHER)
    decide(store, OTHER, Choice.APPROVED, later(2))
    decide(store, FIRST, Choice.SKIPPED, later(1))
    assert said(store) == [(FIRST.id, False, None), (OTHER.id, True, None)]
    assert [lesson.at for lesson in store.lessons(ACME)] == [later(1), later(2)]
    assert store.lessons("Other Dental") == []


@pytest.mark.parametrize("at", [NOW, later(1)])
def test_a_cause_told_with_a_skip_or_after_it_is_its_cause(store: Store, at: datetime):
    read(store, FIRST)
    decide(store, FIRST, Choice.SKIPPED)
    assert store.tell_cause(FIRST.id, ACME, Cause.OTHER, by="U1", now=at)
    assert store.tell_cause(FIRST.id, ACME, Cause.SOURCE, by="U1", now=at)
    assert not store.tell_cause(FIRST.id, ACME, Cause.SOURCE, by="U2", now=later(9))
    assert said(store) == [(FIRST.id, False, Cause.SOURCE)]
    assert store.decided(ACME, NOW) == {FIRST.id: (Choice.SKIPPED, Cause.SOURCE, NOW)}


def test_only_a_skip_has_a_cause(store: Store):
    read(store, FIRST, OTHER)
    decide(store, FIRST, Choice.APPROVED)
    card(store, OTHER)
    for query_id in (FIRST.id, OTHER.id, "nobody", COPY.id):
        assert not store.tell_cause(query_id, ACME, Cause.TOPIC, by="U1", now=NOW)
    assert said(store) == [(FIRST.id, True, None)]


def test_what_should_have_been_shown_is_good_and_is_noted_once(store: Store):
    read(store, FIRST)
    assert not store.add_shown("nobody", ACME, by="U1", now=NOW)
    assert store.add_shown(FIRST.id, ACME, by="U1", now=NOW)
    assert not store.add_shown(FIRST.id, ACME, by="U2", now=later(1))
    assert said(store) == [(FIRST.id, True, None)]
    assert len(store.rows("select * from wanted")) == 1
    assert store.decided(ACME, NOW) == {}


def test_what_was_approved_need_not_be_shown(store: Store):
    read(store, FIRST)
    decide(store, FIRST, Choice.APPROVED)
    assert not store.add_shown(FIRST.id, ACME, by="U1", now=later(1))


def test_the_last_word_on_a_request_counts(store: Store):
    read(store, FIRST)
    store.add_shown(FIRST.id, ACME, by="U1", now=NOW)
    decide(store, FIRST, Choice.SKIPPED, later(1))
    assert said(store) == [(FIRST.id, False, None)]
    assert store.add_shown(FIRST.id, ACME, by="U1", now=later(2))
    assert said(store) == [(FIRST.id, True, None)]
    assert store.tell_cause(FIRST.id, ACME, Cause.LATE, by="U1", now=later(3))
    assert said(store) == [(FIRST.id, False, Cause.LATE)]


def test_a_new_word_counts_although_the_clock_was_set_back(store: Store):
    read(store, FIRST)
    decide(store, FIRST, Choice.SKIPPED, later(60))
    assert store.add_shown(FIRST.id, ACME, by="U1", now=NOW)
    assert said(store) == [(FIRST.id, True, None)]
    assert store.forget_lessons(ACME, by="U1", now=NOW) == 1
    assert store.add_shown(FIRST.id, ACME, by="U1", now=NOW)
    assert said(store) == [(FIRST.id, True, None)]


def test_a_reset_drops_lessons_of_one_company_and_no_decision(store: Store):
    read(store, FIRST, OTHER)
    decide(store, FIRST, Choice.SKIPPED)
    store.tell_cause(FIRST.id, ACME, Cause.TOPIC, by="U1", now=NOW)
    store.add_shown(OTHER.id, ACME, by="U1", now=NOW)
    store.add_shown(OTHER.id, "Other Dental", by="U1", now=NOW)
    before = store.decided(ACME, NOW)
    assert store.forget_lessons(ACME, by="U1", now=later(1)) == 2
    assert store.forget_lessons(ACME, by="U1", now=later(2)) == 0
    assert store.lessons(ACME) == []
    assert len(store.lessons("Other Dental")) == 1
    assert store.decided(ACME, NOW) == before
    assert len(store.rows("select * from decisions")) == 1


def test_what_is_said_after_a_reset_teaches_again(store: Store):
    read(store, FIRST, OTHER)
    decide(store, FIRST, Choice.SKIPPED)
    store.add_shown(OTHER.id, ACME, by="U1", now=NOW)
    store.forget_lessons(ACME, by="U1", now=later(1))
    assert store.tell_cause(FIRST.id, ACME, Cause.TOPIC, by="U1", now=later(2))
    assert store.add_shown(OTHER.id, ACME, by="U1", now=later(2))
    assert said(store) == [(OTHER.id, True, None), (FIRST.id, False, Cause.TOPIC)]


def test_a_lesson_of_a_merged_request_has_the_newest_text_of_its_front(store: Store):
    read(store, FIRST)
    number = card(store)
    copy = replace(COPY, body="The same, told anew.")
    read(store, copy, ties=SAME, raw=b"2")
    assert store.promote(LATER) == copy.id
    settle(store, number, Choice.SKIPPED, by="U1", at=LATER)
    assert store.tell_cause(copy.id, ACME, Cause.TOPIC, by="U1", now=LATER)
    (lesson,) = store.lessons(ACME)
    assert (lesson.query.id, lesson.query.body) == (FIRST.id, copy.body)
    assert store.add_shown(copy.id, ACME, by="U1", now=LATER)
    assert said(store) == [(FIRST.id, True, None)]


def test_what_should_have_been_shown_survives_reading_its_mail_again(store: Store):
    mail = read(store, FIRST)
    store.add_shown(FIRST.id, ACME, by="U1", now=NOW)
    store.add_reading(mail, [], now=NOW, ties=Ties(), again=True)
    assert said(store) == [(FIRST.id, True, None)]
    assert store.rows("pragma foreign_key_check") == []


def test_history_is_every_request_once_by_its_last_print(store: Store):
    read(store, FIRST)
    read(store, OTHER, raw=b"2", at=later(5))
    read(store, COPY, ties=SAME, raw=b"3", at=later(6))
    read(store, FIRST, raw=b"4", at=later(9))
    assert store.history(NOW) == [(OTHER, later(5)), (FIRST, later(9))]
    assert store.history(later(6)) == [(FIRST, later(9))]


def test_history_is_without_what_was_set_aside(store: Store):
    mail = read(store, FIRST)
    store.quarantine(mail, "not real", NOW)
    assert store.history(NOW) == []


def test_decisions_are_those_since_and_approved_is_what_stands(store: Store):
    read(store, FIRST, OTHER)
    decide(store, FIRST, Choice.APPROVED)
    decide(store, OTHER, Choice.SKIPPED, later(5))
    assert list(store.decided(ACME, later(1))) == [OTHER.id]
    assert store.decided("Other Dental", NOW) == {}
    store.forget_lessons(ACME, by="U1", now=later(9))
    assert [query.id for query in store.approved(ACME)] == [FIRST.id]


def test_the_mark_moves_with_every_word_and_stays_otherwise(store: Store):
    read(store, FIRST, OTHER)
    number = card(store)
    marks = [store.lessons_mark()]
    for word in (
        lambda: settle(store, number, Choice.SKIPPED, by="U1", at=NOW),
        lambda: store.tell_cause(FIRST.id, ACME, Cause.LATE, by="U1", now=NOW),
        lambda: store.add_shown(OTHER.id, ACME, by="U1", now=NOW),
        lambda: store.forget_lessons(ACME, by="U1", now=NOW),
    ):
        word()
        marks.append(store.lessons_mark())
        assert store.lessons_mark() == marks[-1]
    assert len(set(marks)) == len(marks)


def test_the_tables_take_nothing_that_hangs_in_the_air(store: Store):
    read(store, FIRST)
    card(store)
    for sql in (
        "insert into causes(card_id, round, cause, by, at) values (1, 1, 'late', 'u', 'x')",
        "insert into wanted(query_id, company, by, at) values ('nobody', 'c', 'u', 'x')",
        "insert into resets(company, since, by, at) values (null, 'x', 'u', 'x')",
    ):
        with pytest.raises(sqlite3.IntegrityError), store.write() as db:
            db.execute(sql)
    settle(store, 1, Choice.SKIPPED, by="U1", at=NOW)
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute(
            "insert into causes(card_id, round, cause, by, at) values (1,1,'why','u','x')"
        )


def test_a_store_of_the_second_release_keeps_all_and_its_decisions_teach(tmp_path: Path):
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    old.execute("pragma foreign_keys=ON")
    migrations.apply(Database(old), stop_before="m003_lessons")
    at = to_text(NOW)
    old.execute("insert into mails values (1, 'a', x'00', ?)", (at,))
    for number, query in enumerate((FIRST, OTHER), 1):
        old.execute("insert into queries values (?, 'haro', ?)", (query.id, at))
        old.execute(
            "insert into editions values (?, 1, ?, ?, ?, ?, 0)",
            (
                query.id,
                at,
                query.text_hash,
                to_text(LATER),
                QUERY.dump_json(query).decode(),
            ),
        )
        old.execute(
            "insert into requests(query_id, request_id, front, why, at)"
            " values (?, ?, 1, '', ?)",
            (query.id, query.id, at),
        )
        shown = Shown(
            match=make.match(query_id=query.id, revision="0123456789ab"),
            outline=make.outline(),
            policy=make.card().policy,
            approvers=(),
            timezone="UTC",
        )
        old.execute(
            "insert into cards values (?, ?, ?, 'C1', ?, ?)",
            (number, query.id, ACME, at, SHOWN.dump_json(shown).decode()),
        )
        old.execute(
            "insert into matches values (?, ?, '0123456789ab', ?, 0.8, 'post', ?, ?)",
            (query.id, ACME, query.text_hash, shown.match.query_id, at),
        )
    old.execute("insert into decisions values (1, 1, 'skipped', 'U1', ?)", (at,))
    tables = [
        row[0] for row in old.execute("select name from sqlite_master where type='table'")
    ]
    before = {t: old.execute(f"select * from {t}").fetchall() for t in tables}  # noqa: S608
    old.close()

    store = Store(path)
    for table, rows in before.items():
        if "migrations" not in table and table != "sqlite_sequence":
            found = store.rows(f"select * from {table}")  # noqa: S608
            now = [tuple(row)[: len(old)] for row, old in zip(found, rows, strict=True)]
            assert now == rows, table  # later versions add columns at the end
    assert said(store) == [(FIRST.id, False, None)]
    assert store.tell_cause(FIRST.id, ACME, Cause.SOURCE, by="U1", now=later(1))
    assert store.add_shown(OTHER.id, ACME, by="U1", now=later(1))
    assert len(said(store)) == 2
    assert store.rows("pragma foreign_key_check") == []
    assert from_text(at) == NOW
    store.close()


def test_what_was_learned_makes_no_card_outdated_but_a_profile_does(store: Store):
    read(store, FIRST)
    store.add_card(
        FIRST,
        ACME,
        channel="C1",
        match=make.match(revision="aaaaaaaaaaaa"),
        outline=make.outline(),
        policy=make.card().policy,
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    for revision, outdated in (
        ("aaaaaaaaaaaa+one", False),
        ("aaaaaaaaaaaa+two", False),
        ("bbbbbbbbbbbb+two", True),
        ("bbbbbbbbbbbb", True),
    ):
        store.add_matches([make.match(revision=revision)], NOW)
        assert (store.outdated_card(ACME, revision, NOW) is not None) is outdated


def test_matches_of_an_earlier_learning_are_replaced_and_no_others(store: Store):
    read(store, FIRST)
    for revision in ("aaaa", "aaaa+one", "bbbb", "aaaa+two", "bbbb+two"):
        store.add_matches([make.match(revision=revision)], NOW)
    store.add_matches([make.match(revision="aaaa+one", company="Other Dental")], NOW)
    kept = store.rows("select revision, company from matches order by company, revision")
    assert [tuple(row) for row in kept] == [
        ("aaaa+two", ACME),
        ("bbbb+two", ACME),
        ("aaaa+one", "Other Dental"),
    ]
