"""Anybody can print a query again that everybody got; it changes nothing proven."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import shipped
from bot.cli.parts import policing
from bot.domain import Choice, Evidence, Level, Proof, telling
from bot.matching import Thresholds
from bot.pipeline import Desks, Mailroom, Pipeline
from bot.pitching import Prompts
from bot.policy import OURS
from bot.store import Store
from tests import make
from tests.deciding import settle
from tests.e2e import stage
from tests.pipeline.test_pipeline import work

NOW = make.NOW
LATER = NOW + timedelta(minutes=20)
TITLE = "Whitening strips"
PROVEN = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")
SILENT = Evidence(reason="no server answered", again=True)
UNSIGNED = Evidence(reason="no signature: forwarded or pasted")


class Court:
    """Believes what it was told to believe."""

    def __init__(self) -> None:
        self.silent = False

    def __call__(self, raw: bytes, _: Sequence[str]) -> Evidence:
        if b"REAL" not in raw:
            return UNSIGNED
        return SILENT if self.silent and b"AGAIN" in raw else PROVEN


def digest(
    mark: str, deadline: str = "7:00 PM ET - 20 September", minutes: int = 0
) -> bytes:
    sent = f"Tue, 15 Sep 2026 09:{7 + minutes:02d}:00 +0000"
    return stage.digest(
        (TITLE, f"{mark}: do strips harm enamel?"), deadline=deadline, sent=sent
    )


@pytest.fixture
def court() -> Court:
    return Court()


@pytest.fixture
def pipeline(store: Store, court: Court) -> Pipeline:
    return Pipeline(
        store=store,
        profiles=lambda: [make.profile()],
        embed=make.embed,
        engine="words",
        prompts=Prompts.load(shipped.folder("prompts")),
        desks=Desks(channel="C1", ops_channel="OPS"),
        now=lambda: NOW,
        thresholds=Thresholds(post=0.0, hold=0.0),
        mailroom=Mailroom(judge=court),
    )


def taken(pipeline: Pipeline, raw: bytes, at: datetime = NOW) -> Pipeline:
    later = replace(pipeline, now=lambda: at, rested={})
    later.store.keep_file(raw, at)
    work(later)
    return later


def shown(store: Store) -> str:
    (card,) = store.cards()
    return card.query.body


@pytest.mark.parametrize(
    "deadline", ["7:00 PM ET - 1 September", "7:00 PM ET - 29 September"]
)
def test_a_forged_later_print_changes_neither_text_nor_deadline(
    pipeline: Pipeline, store: Store, deadline: str
):
    taken(pipeline, digest("REAL"))
    (before,) = store.cards()
    later = taken(pipeline, digest("FORGED", deadline, minutes=15), LATER)
    (after,) = store.cards()
    assert after.query == before.query
    assert after.evidence == PROVEN
    assert store.changed(later.now()) is None


def test_a_forged_print_that_came_first_gives_way_to_the_real_one(
    pipeline: Pipeline, store: Store
):
    taken(pipeline, digest("FORGED", minutes=15))
    assert "FORGED" in shown(store)
    taken(pipeline, digest("REAL"), LATER)
    assert "REAL" in shown(store)


def test_a_real_later_print_changes_what_it_says(pipeline: Pipeline, store: Store):
    taken(pipeline, digest("REAL"))
    taken(pipeline, digest("REAL and new", minutes=15), LATER)
    assert "REAL and new" in shown(store)


def test_where_nothing_is_proven_the_latest_print_counts(pipeline: Pipeline, store: Store):
    taken(pipeline, digest("FORWARD"))
    taken(pipeline, digest("FORWARD and new", minutes=15), LATER)
    assert "FORWARD and new" in shown(store)


def test_a_print_that_is_proven_later_counts_from_then_on(
    pipeline: Pipeline, store: Store, court: Court
):
    taken(pipeline, digest("REAL"))
    court.silent = True
    taken(pipeline, digest("REAL AGAIN", minutes=15), LATER)
    assert "AGAIN" not in shown(store)
    court.silent = False
    replace(pipeline, now=lambda: LATER + timedelta(minutes=11), rested={}).prove_one()
    assert "AGAIN" in shown(store)


REFUSED = "Answers written with AI will be rejected. Strips"


@pytest.mark.parametrize("first", ["REAL", "FORWARD"])
def test_what_any_print_forbids_is_forbidden(pipeline: Pipeline, store: Store, first: str):
    """A ban only restricts: one left out by mistake hurts more than a forged one."""
    store.policing = policing(OURS, lambda: [make.profile()])
    second = "FORWARD" if first == "REAL" else "REAL"
    marks = {"REAL": "REAL", "FORWARD": f"FORWARD. {REFUSED}"}
    taken(pipeline, digest(marks[first]))
    taken(pipeline, digest(marks[second], minutes=15), LATER)
    (card,) = store.cards()
    assert card.query.body.startswith("REAL")
    assert card.query.no_ai
    assert card.policy.level is Level.BRIEF


def test_a_ban_stays_when_the_proven_print_is_read_again(pipeline: Pipeline, store: Store):
    taken(pipeline, digest("REAL"))
    later = taken(pipeline, digest(f"FORWARD. {REFUSED}", minutes=15), LATER)
    assert later.read_again(1)
    (card,) = store.cards()
    assert card.query.body.startswith("REAL")
    assert card.query.no_ai


def test_a_ban_of_an_unproven_print_is_told_below_an_approved_card(
    pipeline: Pipeline, store: Store
):
    taken(pipeline, digest("REAL"))
    while (out := store.claim_outgoing(NOW)) is not None:
        store.sent(out, channel="C1", ts=str(out.id), at=NOW)
    settle(store, 1, Choice.APPROVED, by="U1", at=NOW)
    raw = digest(f"FORWARD. {REFUSED}", "7:00 PM ET - 29 September", minutes=15)
    store.keep_file(raw, LATER)
    replace(pipeline, now=lambda: LATER, rested={}).read_one()
    change = store.changed(LATER)
    assert change is not None
    assert change.lines == (telling.UNSENDABLE, "machine-written answers are now refused")
