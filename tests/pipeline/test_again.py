"""Reading stored mail again makes nothing worse: not the reading, not the proof."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import mime
from bot.domain import Evidence, Proof
from bot.errors import TryLater
from bot.pipeline import Mailroom, Pipeline
from bot.store import Store
from tests import make
from tests.e2e import stage
from tests.pipeline.test_believing import BAD, GOOD, Court, deliver
from tests.pipeline.test_pipeline import work

FORWARDED = Evidence(reason="forwarded")


@pytest.mark.parametrize("before", [GOOD, FORWARDED])
def test_a_key_that_was_changed_since_disproves_nothing(
    pipeline: Pipeline, store: Store, before: Evidence
) -> None:
    deliver(pipeline, Court(before))
    later = replace(pipeline, mailroom=Mailroom(judge=Court(BAD)))
    assert later.read_again(1) is not None
    assert store.evidence(1) == before
    assert store.outcome(1).startswith("haro: 1 queries")


def test_a_disproved_mail_is_read_once_its_sender_is_proved(
    pipeline: Pipeline, store: Store
) -> None:
    deliver(pipeline, Court(BAD))
    assert replace(pipeline, mailroom=Mailroom(judge=Court(BAD))).read_again(1) is None
    assert store.outcome(1).startswith("set aside")
    later = replace(pipeline, mailroom=Mailroom(judge=Court(GOOD)))
    assert later.read_again(1)
    work(later)
    assert [card.evidence.proof for card in store.cards()] == [Proof.VERIFIED]


def test_a_reading_that_breaks_leaves_the_old_one(
    pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(pipeline, Court(GOOD))

    def broken(raw: bytes, **_: int):
        raise ZeroDivisionError

    monkeypatch.setattr(mime, "read", broken)
    assert pipeline.read_again(1) is None
    assert store.outcome(1).startswith("haro: 1 queries")
    assert store.claim_outgoing(make.NOW) is not None


def test_a_parser_that_breaks_while_proving_again_stops_nobody(
    pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(pipeline, Court(Evidence(reason="no answer", again=True)))

    def broken(raw: bytes, **_: int):
        raise ZeroDivisionError

    monkeypatch.setattr(mime, "read", broken)
    work(replace(pipeline, now=lambda: make.NOW + timedelta(minutes=11)))
    assert len(store.cards()) == 1


def test_a_write_that_failed_is_no_known_request(
    pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Do whitening strips thin the enamel of people who smoke and drink coffee daily?"
    store.keep_file(stage.digest(("Whitening strips", text)), make.NOW)
    store.keep_file(stage.digest(("Strips once more", text)), make.NOW)

    def full(*_, **__):
        raise TryLater("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "add_reading", full)
        for _ in range(3):
            with pytest.raises(TryLater):
                pipeline.read_one()
    work(pipeline)
    rows = store.rows("select query_id, request_id from requests")
    assert len(rows) == 2
    assert all(row["request_id"] for row in rows)
