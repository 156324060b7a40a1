"""Questions of people, answered from the store: exact, bounded, of their companies only."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import (
    Act,
    Choice,
    Deadline,
    Deed,
    Digest,
    Health,
    Letter,
    Level,
    Policy,
    Query,
    Verdict,
    Week,
)
from bot.store import Store
from tests import make
from tests.reading import within

NOW = make.NOW
ACME, BETA = "Acme Dental", "Beta Bikes"
BOTH = (ACME, BETA)


def due(hours: float, now: datetime = NOW) -> Deadline:
    at = now + timedelta(hours=hours)
    return Deadline(text="soon", at=at, sure=True, until=at)


def read(store: Store, *queries: Query, at: datetime = NOW, source: str = "haro") -> int:
    assert store.keep_file(f"{at} {queries}".encode(), at)
    mail = store.unread()
    assert mail is not None
    digest = Digest(source=source, queries=queries, printed_at=at)
    store.add_reading(mail, [digest], now=at)
    return mail.id


def rank(store: Store, query: Query, company: str = ACME, **changes: Any) -> None:
    at = changes.pop("at", NOW)
    values = {"query_id": query.id, "company": company, "text_hash": query.text_hash}
    store.add_matches([make.match(**{**values, **changes})], at)


def carded(store: Store, query: Query, company: str = ACME, at: datetime = NOW) -> int:
    assert store.add_card(
        query,
        company,
        channel="C1",
        match=make.match(query_id=query.id, company=company, text_hash=query.text_hash),
        outline=make.outline(),
        policy=Policy(level=Level.OUTLINE),
        approvers=(),
        timezone="UTC",
        now=at,
    )
    number = int(store.rows("select max(id) as id from cards")[0]["id"])
    store.adopt(number, channel="C1", ts=f"1.{number}", at=at)
    return number


def do(
    store: Store, number: int, act: Act, at: datetime = NOW, by: str = "U01ALICE"
) -> None:
    outcome = store.do(Deed(card_id=number, act=act, by=by, at=at))
    assert outcome.new, outcome.no


def ids(store: Store, words: str, now: datetime = NOW) -> list[str]:
    return [one.query.id for one in store.search(words, [ACME], now=now)]


# ------------------------------------------------------------------------- search


def test_every_word_must_begin_a_word_of_title_text_outlet_or_reporter(
    store: Store,
) -> None:
    one = make.query(id="q1", summary="Dentists on AI", body="What is said by email?")
    two = make.query(id="q2", summary="Bikes", body="chains", outlet="", reporter="")
    read(store, one, two)
    assert ids(store, "dentist") == ["q1"]
    assert ids(store, "AI") == ["q1"]
    assert ids(store, "health rita") == ["q1"], "outlet and reporter"
    assert ids(store, "entist") == []
    assert ids(store, "dentist chains") == []
    assert ids(store, "") == ids(store, "  ") == []


def test_case_accents_and_curly_apostrophes_make_no_difference(store: Store) -> None:
    read(store, make.query(id="q1", summary="CAFÉ owners", body="the women’s “Straße”"))
    for words in ("café", "cafe", "CAFE\u0301", "women's", "women’s", "strasse"):
        assert ids(store, words) == ["q1"], words


@pytest.mark.parametrize(
    "words",
    [
        "%",
        "_",
        "x' or 1=1 --",
        '"',
        "\\",
        "(",
        "[a",
        "*",
        "'; drop table queries; --",
        "\0",
    ],
)
def test_marks_of_sql_and_patterns_are_only_text(store: Store, words: str) -> None:
    read(store, make.query(id="q1", summary="plain words"))
    assert ids(store, words) == []
    read(store, make.query(id="q2", summary=f"a {words} b"), at=NOW + timedelta(hours=1))
    assert ids(store, words, NOW + timedelta(hours=1)) == ["q2"]
    assert store.query("q1") is not None


def test_a_percent_sign_or_a_quote_is_found_where_it_stands(store: Store) -> None:
    read(store, make.query(id="q1", summary='up 5% and "quoted" c:\\x'))
    assert ids(store, "5%") == ids(store, '"quoted"') == ids(store, "c:\\x") == ["q1"]


def test_a_search_looks_sixty_days_back_and_gives_the_newest_first(store: Store) -> None:
    for number, days in enumerate((1, 59, 61)):
        printed = NOW - timedelta(days=days)
        query = make.query(id=f"q{number}", deadline=due(30, printed))
        read(store, query, at=printed)
    assert ids(store, "whitening") == ["q0", "q1"]


def test_a_search_gives_one_line_a_company_and_no_more_than_asked(store: Store) -> None:
    queries = [make.query(id=f"q{n}", summary=f"strips {n}") for n in range(5)]
    read(store, *queries)
    rank(store, queries[0], ACME, score=0.9)
    rank(store, queries[0], BETA, verdict=Verdict.NO, score=0.1)
    found = store.search("strips 0", BOTH, now=NOW)
    assert [(f.company, f.state, f.score) for f in found] == [
        (ACME, "waiting", 0.9),
        (BETA, "no", 0.1),
    ]
    assert len(store.search("strips", BOTH, now=NOW, most=7)) == 7
    assert store.search("strips", (), now=NOW) == []


def test_a_line_says_where_its_query_stands(store: Store) -> None:
    query = make.query(id="q1")
    read(store, query)

    def stands(now: datetime = NOW) -> str:
        return store.search("whitening", [ACME], now=now)[0].state

    assert stands() == "unranked"
    rank(store, query, verdict=Verdict.HOLD)
    assert stands() == "held"
    rank(store, query, verdict=Verdict.POST, revision="later", at=NOW + timedelta(1))
    assert stands() == "waiting"
    assert stands(NOW + timedelta(hours=40)) == "expired"
    number = carded(store, query)
    assert stands() == "open"
    do(store, number, Act.SKIP)
    assert stands() == "skipped"
    assert store.search("whitening", [ACME], now=NOW)[0].card_id == number


# ------------------------------------------------------------------ held and waiting


def test_held_are_open_weak_matches_without_a_card_the_best_first(store: Store) -> None:
    queries = {
        name: make.query(id=name, outlet=name, deadline=due(hours))
        for name, hours in (("a", 30), ("b", 30), ("past", -1), ("card", 30), ("mute", 30))
    }
    gone = make.query(id="gone", outlet="mute", summary="another", deadline=due(30))
    read(store, *queries.values(), gone)
    for name, query in queries.items():
        rank(store, query, verdict=Verdict.HOLD, score=0.4 if name == "a" else 0.3)
    rank(store, queries["a"], BETA, verdict=Verdict.HOLD, score=0.35)
    carded(store, queries["card"])
    do(store, carded(store, gone), Act.MUTE_OUTLET)
    held = store.held([ACME], NOW, 20)
    assert [(f.query.id, f.company) for f in held] == [("a", ACME), ("b", ACME)]
    both = [(f.query.id, f.company) for f in store.held(BOTH, NOW, 20)]
    assert both == [("a", ACME), ("a", BETA), ("b", ACME)]
    assert len(store.held(BOTH, NOW, 2)) == 2
    assert store.held((), NOW, 20) == []


def test_what_was_ranked_again_counts_by_its_last_score(store: Store) -> None:
    query = make.query(id="q1")
    read(store, query)
    rank(store, query, verdict=Verdict.HOLD, revision="old")
    rank(store, query, verdict=Verdict.NO, revision="new", at=NOW + timedelta(minutes=1))
    assert store.held([ACME], NOW, 20) == []
    rank(store, query, verdict=Verdict.POST, revision="x", at=NOW + timedelta(minutes=2))
    assert store.waiting([ACME], NOW) == 1
    assert store.waiting([BETA], NOW) == 0
    carded(store, query)
    assert store.waiting([ACME], NOW) == 0


# ---------------------------------------------------------------------------- why


def test_a_query_is_found_by_id_by_card_number_and_by_words(store: Store) -> None:
    query = make.query(id="q1")
    read(store, query)
    rank(store, query, score=0.7, why=("topic: teeth",), against=("far away",))
    number = carded(store, query)
    do(store, number, Act.SKIP)
    do(store, number, Act.REOPEN)
    for asked in ("q1", str(number), f"#{number}", "whitening strips", " q1 "):
        first, second = store.matched(asked, BOTH, NOW)
        assert first.found.query.id == second.found.query.id == "q1"
        assert (first.found.company, second.found.company) == BOTH
        assert first.match is not None
        assert first.match.why == ("topic: teeth",)
        assert first.match.against == ("far away",)
        assert [act.act for act in first.acts] == [Act.REOPEN, Act.SKIP]
        assert second.match is None
        assert second.found.state == "unranked"


@pytest.mark.parametrize("asked", ["", "99", "nobody wrote this", "9" * 30, "#", "½", "١"])
def test_what_nobody_knows_is_nothing(store: Store, asked: str) -> None:
    read(store, make.query(id="q1"))
    assert store.matched(asked, BOTH, NOW) == []


def test_the_card_of_another_company_is_not_found_by_its_number(store: Store) -> None:
    query = make.query(id="q1", summary="secret of theirs")
    read(store, query)
    number = carded(store, query, BETA)
    assert store.matched(str(number), [ACME], NOW) == []
    (mine,) = store.matched("q1", [ACME], NOW)
    assert mine.card is None
    assert mine.acts == ()


# ------------------------------------------------------------------- health and week


def test_an_empty_store_has_nothing_to_tell(store: Store) -> None:
    assert store.health(NOW) == Health()
    assert store.week(NOW, BOTH) == Week()


def test_health_says_when_mail_came_and_what_waits(store: Store) -> None:
    store.search_since("imap", "INBOX", 14, NOW)
    store.search_since("left", "INBOX", 14, NOW)
    store.scanned("left", "INBOX", NOW - timedelta(days=40))
    store.scanned("imap", "INBOX", NOW - timedelta(minutes=2))
    first, second = make.query(id="q1"), make.query(id="q2", summary="b")
    read(store, first, at=NOW - timedelta(hours=5), source="sos")
    read(store, first, second, at=NOW - timedelta(hours=1))
    rank(store, first, ACME)
    health = store.health(NOW, BOTH)
    (mailbox,) = health.mailboxes
    assert (mailbox.name, mailbox.scanned_at) == ("imap", NOW - timedelta(minutes=2))
    assert health.last is not None
    assert (health.last.source, health.last.queries) == ("haro", 2)
    assert [one.source for one in health.sources] == ["haro", "sos"]
    assert health.unranked == 2
    assert health.ranked_at == NOW
    for company in BOTH:
        for query in (first, second):
            rank(store, query, company)
    assert store.health(NOW, BOTH).unranked == 0
    changed = make.query(id="q2", summary="b", body="another text")
    read(store, changed, at=NOW)
    assert store.health(NOW, BOTH).unranked == 1
    assert store.health(NOW).unranked == 1


def test_a_mailbox_that_was_never_read_is_told_of(store: Store) -> None:
    store.search_since("imap", "INBOX", 14, NOW)
    (mailbox,) = store.health(NOW).mailboxes
    assert mailbox.scanned_at is None


def test_health_counts_messages_that_wait_or_went_wrong(store: Store) -> None:
    past = make.query(id="past", summary="p", deadline=due(-1))
    query = make.query(id="q1")
    read(store, query, past)
    for each in (query, past):
        assert store.add_card(
            each,
            ACME,
            channel="C1",
            match=make.match(),
            outline=make.outline(),
            policy=Policy(level=Level.OUTLINE),
            approvers=(),
            timezone="UTC",
            now=NOW,
        )
    assert store.health(NOW).pending == 1, "a card that came too late waits for nothing"
    taken = store.claim_outgoing(NOW)
    assert taken is not None
    assert store.health(NOW).pending == 1, "on its way"
    store.hold(taken, error="x")
    assert (store.health(NOW).pending, store.health(NOW).held) == (0, 1)
    assert store.health(NOW + timedelta(days=8)).held == 0
    store.notice("k", "hello", channel="C1", now=NOW)
    notice = store.claim_outgoing(NOW)
    assert notice is not None
    store.refuse(notice, error="is_archived")
    assert store.health(NOW).refused == 1
    store.adopt(1, channel="C1", ts="1.1", at=NOW)
    do(store, 1, Act.APPROVE)
    thread = store.claim_outgoing(NOW)
    assert thread is not None
    store.again(thread, not_before=NOW, error="busy")
    do(store, 1, Act.UNDO)
    assert store.health(NOW).refused == 1, "what was taken back is no failure"


def test_health_counts_mails_that_were_set_aside_within_a_day(store: Store) -> None:
    assert store.keep_file(b"odd", NOW)
    mail = store.unread()
    assert mail is not None
    store.quarantine(mail, "forged", NOW)
    store.oversize(
        Letter(
            mailbox="imap", folder="INBOX", uidvalidity=1, uid=7, raw=b"", received_at=NOW
        ),
        99_000_000,
    )
    assert (store.health(NOW).quarantined, store.health(NOW).oversize) == (1, 1)
    later = store.health(NOW + timedelta(hours=25))
    assert (later.quarantined, later.oversize) == (0, 0)


def test_a_week_counts_what_happened_in_it_for_these_companies(store: Store) -> None:
    long_ago = NOW - timedelta(days=20)
    old = make.query(id="old", summary="old", deadline=due(24 * 30, long_ago))
    read(store, old, at=long_ago)
    number = carded(store, old, at=long_ago)
    names = ("a", "b", "c", "d")
    queries = [make.query(id=n, summary=n, deadline=due(30)) for n in names]
    lost = make.query(id="lost", summary="lost", deadline=due(-2))
    read(store, *queries, lost, at=NOW - timedelta(hours=3))
    for query, act in zip(queries, (Act.APPROVE, Act.SKIP, Act.MUTE_OUTLET), strict=False):
        do(store, carded(store, query), act)
    carded(store, queries[3], BETA)
    carded(store, lost, at=NOW - timedelta(hours=3))
    do(store, number, Act.APPROVE)
    muted = make.query(id="muted", summary="m", deadline=due(30))
    read(store, muted, at=NOW - timedelta(hours=1))
    rank(store, muted, ACME, verdict=Verdict.POST)
    assert store.week(NOW, [ACME]) == Week(
        digests=2, queries=6, posted=4, approved=2, skipped=2, undecided=1, muted=1
    )
    assert store.week(NOW, [BETA]) == Week(digests=2, queries=6, posted=1)
    later = store.week(NOW + timedelta(days=8), [ACME])
    assert (later.posted, later.approved, later.skipped) == (0, 0, 0)


def test_decisions_of_before_the_audit_count(store: Store) -> None:
    query = make.query(id="q1")
    read(store, query)
    number = carded(store, query)
    with store.write() as db:
        db.execute(
            "insert into decisions values (?, 1, ?, 'U01ALICE', ?)",
            (number, Choice.APPROVED.value, "2026-09-15T12:00:00.000000Z"),
        )
    assert store.week(NOW, [ACME]).approved == 1


# -------------------------------------------------------------------------- speed


def test_a_search_of_two_thousand_queries_takes_no_time_that_anybody_notices(
    store: Store,
) -> None:
    filler = " ".join(f"word{n} “quoted” text" for n in range(60))
    for mail in range(40):
        printed = NOW - timedelta(hours=mail)
        read(
            store,
            *(
                make.query(
                    id=f"q{mail}-{n}", summary=f"Title {mail} {n}", body=f"{filler} {n}"
                )
                for n in range(50)
            ),
            at=printed,
        )
    with within(0.5):
        assert store.search("nowhere", BOTH, now=NOW) == []
