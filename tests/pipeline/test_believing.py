"""Mail that speaks against its own sender makes no card; mail that is too big neither."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Evidence, Kind, Proof
from bot.pipeline import Mailroom, Pipeline
from bot.store import Store
from tests import make
from tests.e2e import stage
from tests.pipeline.test_pipeline import work

NOW = make.NOW
BAD = Evidence(proof=Proof.FAILED, reason="the signature does not fit this text")
GOOD = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")
SILENT = Evidence(reason="no server answered", again=True)


class Court:
    """Gives the verdicts it was told to, and notes what it was asked."""

    def __init__(self, *verdicts: Evidence) -> None:
        self.verdicts = list(verdicts)
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, raw: bytes, domains: Sequence[str]) -> Evidence:
        self.asked.append(tuple(domains))
        return self.verdicts.pop(0) if len(self.verdicts) > 1 else self.verdicts[0]


def deliver(pipeline: Pipeline, court: Court, **how: bool) -> Pipeline:
    judged = replace(pipeline, mailroom=Mailroom(judge=court, **how))  # type: ignore[arg-type]
    judged.store.keep_file(stage.digest(("Whitening strips", "Do they harm?")), NOW)
    work(judged)
    return judged


def notices(store: Store, now=NOW) -> list[str]:
    found = []
    while (out := store.claim_outgoing(now)) is not None:
        store.sent(out, channel="C1", ts=str(out.id), at=now)
        found += [out.text] if out.kind is Kind.NOTICE else []
    return found


def test_failed_mail_is_set_aside_with_one_note_and_no_card(pipeline, store):
    court = Court(BAD)
    judged = deliver(pipeline, court)
    work(judged)
    assert store.cards() == []
    (notice,) = notices(store)
    assert "does not come from whom it says: the signature does not fit" in notice
    assert "Mail 1," in notice
    assert store.outcome(1) == f"set aside (sender not real: {BAD.reason})"
    assert court.asked == [("helpareporter.com",)]


def test_failed_mail_is_shown_marked_where_the_config_says_so(pipeline, store):
    deliver(pipeline, Court(BAD), mark_failed=True)
    (card,) = store.cards()
    assert card.evidence == BAD
    assert len(notices(store)) == 1


@pytest.mark.parametrize("evidence", [GOOD, Evidence(reason="forwarded")])
def test_other_mail_makes_a_card_that_says_what_is_known(pipeline, store, evidence):
    deliver(pipeline, Court(evidence))
    (card,) = store.cards()
    assert card.evidence == evidence
    assert notices(store) == []


def test_a_server_that_did_not_answer_is_asked_again_later(pipeline, store):
    court = Court(SILENT, GOOD)
    judged = deliver(pipeline, court)
    assert [card.evidence.proof for card in store.cards()] == [Proof.UNVERIFIED]
    work(replace(judged, now=lambda: NOW + timedelta(minutes=11)))
    assert [card.evidence.proof for card in store.cards()] == [Proof.VERIFIED]
    assert len(court.asked) == 2


def test_mail_found_out_later_marks_its_card_and_makes_no_more(pipeline, store):
    judged = deliver(pipeline, Court(SILENT, BAD))
    later = NOW + timedelta(minutes=11)
    work(replace(judged, now=lambda: later))
    (notice,) = notices(store, later)
    assert "no more will be made" in notice
    assert [card.evidence.proof for card in store.cards()] == [Proof.FAILED]


def test_mail_without_a_query_is_not_judged(pipeline, store):
    court = Court(BAD)
    judged = replace(pipeline, mailroom=Mailroom(judge=court))
    store.keep_file(b"From: haro@helpareporter.com\nSubject: Welcome\n\nHello!", NOW)
    work(judged)
    assert court.asked == []


def test_a_mail_above_the_cap_is_set_aside_with_its_size(pipeline, store):
    small = replace(pipeline, mailroom=Mailroom(max_bytes=100))
    store.keep_file(stage.digest(("Bees", "Why?")), NOW)
    work(small)
    assert store.cards() == []
    assert "the most taken is 100" in store.outcome(1)
    (notice,) = notices(store)
    assert "was set aside" in notice
