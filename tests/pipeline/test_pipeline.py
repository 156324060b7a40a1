"""Mail becomes cards, one step at a time; nothing is lost, and the best come first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import grounding, matching, mime, shipped
from bot.domain import Choice, Kind, Letter, Outgoing
from bot.errors import TryLater
from bot.matching import Thresholds
from bot.pipeline import Pipeline
from bot.pitching import Prompts
from bot.store import Store
from tests import make
from tests.deciding import settle
from tests.e2e import stage

NOW = make.NOW
PROMPTS = Prompts.load(shipped.folder("prompts"))
ALL = Thresholds(post=0.0, hold=0.0)


def deliver(store: Store, *titles: str, **how: str) -> None:
    items = [(title, f"Do you know about {title.lower()}? Tell us.") for title in titles]
    store.keep_file(stage.digest(*items, **how), NOW)


def work(pipeline: Pipeline) -> None:
    for _ in range(200):
        if not pipeline.advance():
            return
    raise AssertionError("the work does not end")


def outgoing(store: Store) -> list[Outgoing]:
    out = []
    while (found := store.claim_outgoing(NOW)) is not None:
        out.append(found)
        store.sent(found, channel="C1", ts=str(found.id), at=NOW)
    return out


def test_a_digest_becomes_queued_cards_with_grounded_outlines(pipeline, store):
    deliver(store, "Whitening strips", "Enamel care")
    work(pipeline)
    kinds = [Kind.CARD, Kind.CARD, Kind.DETAIL, Kind.DETAIL]
    assert [out.kind for out in outgoing(store)] == kinds
    for card in store.cards():
        assert grounding.faults(card.outline, make.profile(), today=NOW.date()) == ()
        assert card.outline.prompt.startswith("brief@")


def test_a_repeat_in_a_later_edition_moves_the_deadline_and_makes_no_second_card(
    pipeline, store
):
    deliver(store, "Whitening strips")
    work(pipeline)
    deliver(
        store,
        "Whitening strips",
        deadline="7:00 PM ET - 25 September",
        sent="Tue, 15 Sep 2026 16:07:00 +0000",
    )
    work(pipeline)
    (card,) = store.cards()
    assert card.query.deadline.text == "7:00 PM ET - 25 September"


def test_an_expired_query_never_becomes_a_card(pipeline, store):
    deliver(store, "Whitening strips", deadline="7:00 AM ET - 15 September")
    work(pipeline)
    assert store.cards() == []


def test_the_best_come_first_the_rest_wait_and_that_is_said_once(pipeline, store):
    titles = ["Enamel", "Teeth whitening", "Hiring", "Strips", "Enamel care", "Dentists"]
    deliver(store, *titles[:3])
    deliver(store, *titles[3:], sent="Tue, 15 Sep 2026 16:07:00 +0000")
    work(pipeline)
    work(pipeline)
    made = [card.match.score for card in store.cards()]
    assert len(made) == 3
    waiting = store.rows("select score from matches order by score desc")
    assert made == [row["score"] for row in waiting][:3]
    notices = [out for out in outgoing(store) if out.kind is Kind.NOTICE]
    assert len(notices) == 1
    assert "max_per_day" in notices[0].text


def test_a_model_that_fails_drops_nothing(pipeline, store, model):
    deliver(store, "Whitening strips")
    model.failing = 2
    for _ in range(2):
        with pytest.raises(TryLater):
            work(pipeline)
    work(pipeline)
    assert len(store.cards()) == 1


def test_each_text_is_embedded_once_in_the_life_of_the_store(pipeline, store, model):
    deliver(store, "Whitening strips")
    work(pipeline)
    deliver(store, "Whitening strips", sent="Tue, 15 Sep 2026 16:07:00 +0000")
    work(pipeline)
    assert len(model.texts) == len(set(model.texts))


def test_an_edited_profile_ranks_open_queries_again_and_makes_no_second_card(
    pipeline, store, profiles
):
    deliver(store, "Whitening strips")
    work(pipeline)
    profiles[0] = make.profile(topics=("strips",))
    work(pipeline)
    assert len(store.cards()) == 1
    assert len(store.rows("select distinct revision from matches")) == 2


def test_a_fact_taken_out_of_a_profile_leaves_open_cards(pipeline, store, profiles):
    text = "Whitening strips and enamel: 412 patients."
    fact = replace(
        make.profile().facts[0], text=text, tags=("whitening strips and enamel",)
    )
    profiles[0] = make.profile(facts=(fact,))
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    (card,) = store.cards()
    assert "412 patients" in card.outline.text
    outgoing(store)
    profiles[0] = make.profile(facts=(replace(fact, public=False),))
    work(pipeline)
    (card,) = store.cards()
    assert "412 patients" not in card.outline.text
    assert card.outline.points == ()
    assert store.to_repaint(NOW) is not None


def test_a_decided_card_keeps_what_was_decided_on(pipeline, store, profiles):
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    (card,) = store.cards()
    settle(store, card.id, Choice.APPROVED, by="U1", at=NOW)
    profiles[0] = make.profile(facts=())
    work(pipeline)
    assert store.cards()[0].outline == card.outline


def test_mail_that_looks_like_queries_of_an_unknown_newsletter_is_told_once_a_day(
    pipeline, store
):
    for n in (1, 2):
        store.keep_file(
            b"From: Alerts <new@quotes.example>\r\nSubject: 5 new requests\r\n\r\n"
            b"A journalist asks about rain.\r\nSubmit by tomorrow\r\n" + str(n).encode(),
            NOW,
        )
    store.keep_file(b"From: ann@friend.example\r\nSubject: lunch\r\n\r\nLunch?\r\n", NOW)
    work(pipeline)
    (notice,) = outgoing(store)
    assert "5 new requests" in notice.text
    assert "new@quotes.example" in notice.text


def test_a_decided_query_is_left_alone_when_the_profile_changes(pipeline, store, profiles):
    deliver(store, "Whitening strips")
    work(pipeline)
    settle(store, store.cards()[0].id, Choice.SKIPPED, by="U1", at=NOW)
    profiles[0] = make.profile(topics=("strips",))
    work(pipeline)
    assert len(store.rows("select distinct revision from matches")) == 1


def test_a_mail_that_breaks_the_parser_is_set_aside_and_told_once(
    pipeline, store, monkeypatch
):
    read = mime.read

    def broken(raw: bytes, **how):
        if raw == b"poison":
            raise ValueError("boom")
        return read(raw, **how)

    monkeypatch.setattr(mime, "read", broken)
    store.keep_file(b"poison", NOW - timedelta(hours=1))
    deliver(store, "Whitening strips")
    work(pipeline)
    assert len(store.cards()) == 1
    notices = [out for out in outgoing(store) if out.kind is Kind.NOTICE]
    assert len(notices) == 1
    assert notices[0].channel == "OPS"
    assert "ValueError" in notices[0].text
    assert "boom" not in notices[0].text  # it may quote the mail


def test_a_mail_that_ends_the_process_is_set_aside_after_some_tries(
    pipeline, store, monkeypatch
):
    def killed(raw: bytes, **how):
        raise SystemExit(1)

    store.keep_file(b"killer", NOW)
    with monkeypatch.context() as patch:
        patch.setattr(mime, "read", killed)
        for _ in range(3):  # a process each
            with pytest.raises(SystemExit):
                replace(pipeline, begun={}).advance()
        work(replace(pipeline, begun={}))
    assert store.unread() is None


def test_a_full_disk_does_not_set_a_good_mail_aside(pipeline, store, monkeypatch):
    def full(*_, **__):
        raise TryLater("disk full")

    deliver(store, "Whitening strips")
    with monkeypatch.context() as patch:
        patch.setattr(store, "add_reading", full)
        for _ in range(9):
            with pytest.raises(TryLater):
                pipeline.advance()
    work(pipeline)
    assert len(store.cards()) == 1


def test_a_query_that_breaks_the_ranking_is_held_and_told_and_the_rest_go_on(
    pipeline, store, monkeypatch
):
    rank = matching.rank

    def broken(queries, *args, **how):
        if any("Enamel" in query.summary for query in queries):
            raise ZeroDivisionError
        return rank(queries, *args, **how)

    monkeypatch.setattr(matching, "rank", broken)
    deliver(store, "Whitening strips", "Enamel", "Hiring")
    work(pipeline)
    assert len(store.cards()) == 2
    notices = [out for out in outgoing(store) if out.kind is Kind.NOTICE]
    assert len(notices) == 1
    assert "Enamel" in notices[0].text


def test_a_message_too_big_to_fetch_is_told_once(pipeline, store):
    letter = Letter(
        mailbox="imap", folder="INBOX", uidvalidity=1, uid=5, raw=b"", received_at=NOW
    )
    store.oversize(letter, 99_000_000)
    work(pipeline)
    work(pipeline)
    assert len(outgoing(store)) == 1


def test_a_digest_that_does_not_add_up_is_reported_and_what_was_read_is_kept(
    pipeline, store
):
    raw = stage.digest(("Whitening strips", "Do they harm?"))
    first = b"1) Whitening strips (Outlet 1)"
    raw = raw.replace(first, first + b"\r\n\r\n2) Lost (X)")
    store.keep_file(raw, NOW)
    work(pipeline)
    assert len(store.cards()) == 1
    notices = [out for out in outgoing(store) if out.kind is Kind.NOTICE]
    assert len(notices) == 1


def test_an_outline_that_fails_the_gate_is_not_shown(pipeline, store, monkeypatch):
    monkeypatch.setattr(grounding, "faults", lambda *_, **__: ("invented",))
    deliver(store, "Whitening strips")
    work(pipeline)
    (card,) = store.cards()
    assert card.outline.points == ()
    assert "not shown" in card.outline.note


def test_two_companies_get_a_card_each(pipeline, store, profiles):
    profiles.append(make.profile(company="Other Dental", channel="C2"))
    deliver(store, "Whitening strips")
    work(pipeline)
    assert sorted((card.company, card.channel) for card in store.cards()) == [
        ("Acme Dental", "C1"),
        ("Other Dental", "C2"),
    ]


def test_a_changed_threshold_is_applied_to_what_is_stored(pipeline, store):
    strict = replace(pipeline, thresholds=Thresholds(post=1.0, hold=0.9))
    deliver(store, "Enamel")
    work(strict)
    assert store.cards() == []
    work(pipeline)
    assert len(store.cards()) == 1
