"""Clocks that jump: nothing comes twice, nothing waits for longer than the jump.

A small server without a battery may believe itself a year ahead for its first minute; what
was written down in that minute must not stay undone until that year is there.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.domain import Came, Evidence, Kind, Proof, Run
from bot.embedding import Deadly
from bot.errors import TryLater
from bot.inbox import Account
from bot.llm import Model
from bot.pipeline.boxes import Box, Rounds
from bot.pipeline.drafting import Drafting
from bot.store import Store
from tests import make
from tests.pipeline.timing import PROMPTS, WEAK, Scene, query

NOW = make.NOW
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUMPS = [HOUR, -HOUR, DAY, -DAY, 365 * DAY, -365 * DAY]


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store, max_per_day=2, ops_channel="OPS")


def cards(scene: Scene) -> list[int]:
    return [out.card_id or 0 for out in scene.sends() if out.kind is Kind.CARD]


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_jump_of_a_minute_leaves_every_card_there_once(scene: Scene, jump: timedelta):
    scene.reads(query(1, NOW + 3 * DAY))
    scene.at(NOW)
    sent = cards(scene)
    scene.at(NOW + jump)
    scene.reads(query(2, NOW + 4 * DAY, body="Is fluoride safe for toddlers?"))
    scene.at(NOW + jump + MINUTE)
    sent += cards(scene)
    scene.at(NOW + 2 * MINUTE)
    sent += cards(scene)
    assert sorted(sent) == [1, 2]
    assert scene.store.due(scene.now) is None


@pytest.mark.parametrize("jump", [HOUR, DAY, 365 * DAY], ids=str)
def test_a_message_put_off_by_a_clock_that_was_ahead_goes_within_the_hour(
    store: Store, jump: timedelta
):
    store.notice("one", "A word", channel="OPS", now=NOW)
    out = store.claim_outgoing(NOW + jump)
    assert out is not None
    store.again(out, not_before=NOW + jump + 5 * MINUTE, error="Slack asks to wait")
    soon = NOW + HOUR + 6 * MINUTE if jump == HOUR else NOW + MINUTE
    due = store.due(soon)
    assert due is not None
    assert due <= soon
    assert store.claim_outgoing(soon) is not None


def test_a_message_that_slack_asked_to_wait_for_does_wait(store: Store):
    store.notice("one", "A word", channel="OPS", now=NOW)
    out = store.claim_outgoing(NOW)
    assert out is not None
    store.again(out, not_before=NOW + 30 * MINUTE, error="Slack asks to wait")
    assert store.due(NOW) == NOW + 30 * MINUTE
    assert store.claim_outgoing(NOW + 29 * MINUTE) is None


@pytest.mark.parametrize("ahead", [2 * DAY, 365 * DAY], ids=str)
def test_cards_posted_by_a_clock_that_was_ahead_take_no_places_today(
    scene: Scene, ahead: timedelta
):
    late = NOW + ahead + 2 * DAY
    words = ["enamel", "braces", "dental implants", "toothpaste"]
    scene.now = NOW + ahead
    scene.reads(*(query(n, late, body=f"Who knows {w}?") for n, w in enumerate(words[:2])))
    scene.works()
    assert len(cards(scene)) == 2
    scene.now = NOW
    scene.reads(*(query(n + 5, late, body=f"Who sells {w}?") for n, w in enumerate(words)))
    scene.works()
    assert len(cards(scene)) == 2, "the most of a day, and no fewer"


def test_a_sender_looked_at_by_a_clock_that_was_ahead_is_looked_at_again(store: Store):
    store.keep_file(b"Subject: x\n\nx", NOW)
    away = Evidence(proof=Proof.UNVERIFIED, reason="no server answered", again=True)
    store.add_proof(1, away, NOW + 365 * DAY)
    found = store.to_prove_again(NOW)
    assert found is not None
    assert found.id == 1
    store.proved_again(1, away, NOW)
    assert store.to_prove_again(NOW + MINUTE) is None


def test_what_a_model_cost_in_a_wrong_year_is_not_of_today(scene: Scene):
    scene.reads(query(1, NOW + 9 * DAY))
    scene.at(NOW)
    card = scene.store.card(1, NOW)
    assert card is not None
    for at in (NOW, NOW + 365 * DAY):
        scene.store.add_run(
            Run(
                card_id=1,
                edition=0,
                company=card.company,
                query_id=card.query.id,
                at=at,
                came=Came.FAILED,
                why="x",
                model="m",
                requests=3,
                cost=1.5,
            )
        )
    drafting = Drafting(
        store=scene.store,
        profiles=lambda: scene.profiles,
        embed=make.embed,
        model=cast(Model, None),
        prompts=PROMPTS,
        now=lambda: NOW,
    )
    spent = drafting._spent(card, NOW)
    assert (spent.calls, spent.cost) == (3, 1.5)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_an_experts_mailbox_that_is_away_is_asked_again_within_the_hour(jump: timedelta):
    now, asked = [NOW], list[datetime]()
    account = Account(
        name="ada", host="imap.example.com", port=993, security="tls", username="ada"
    )
    box = Box(account=account, company="Acme Dental", expert="ada")
    rounds = Rounds(now=lambda: now[0], alarm=lambda _key, _text: None)

    def away(_: Box) -> bool:
        asked.append(now[0])
        raise TryLater("no route")

    for at in (NOW, NOW + jump, NOW + jump + MINUTE, NOW + 2 * MINUTE, NOW + 2 * HOUR):
        now[0] = at
        with suppress(TryLater):
            rounds.go([box], away)
    assert NOW + 2 * HOUR in asked


def test_a_summary_of_a_day_that_a_jump_told_already_comes_once(store: Store):
    scene = Scene(store, WEAK, summary_at=time(9), ops_channel="OPS")
    scene.reads(query(1, NOW + 9 * DAY))
    told = []
    for at in (NOW, NOW + DAY, NOW + MINUTE, NOW + HOUR, NOW + DAY, NOW + 2 * DAY):
        scene.at(at)
        told += [out for out in scene.sends() if out.kind is Kind.SUMMARY]
    assert len(told) == 1


# ----------------------------------------------------- a text that ends the model's process


def test_a_query_whose_text_ends_the_model_is_held_and_told_and_stops_no_other(
    store: Store,
):
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        if any("poison" in text for text in texts):
            raise Deadly("the embedding model's process ends with one of the texts")
        return make.embed(texts)

    scene = Scene(store, max_per_day=9, ops_channel="OPS")
    object.__setattr__(scene.pipeline, "embed", embed)
    late = NOW + 3 * DAY
    scene.reads(
        query(1, late), query(2, late, body="poison"), query(3, late, body="Braces?")
    )
    scene.at(NOW)
    sent = scene.sends()
    assert len([out for out in sent if out.kind is Kind.CARD]) == 2
    (notice,) = [out.text for out in sent if out.kind is Kind.NOTICE]
    assert notice.startswith("Query reply+q2 could not be ranked for Acme Dental (the emb")
    assert [weak.query.id for weak in store.weak("Acme Dental", _revision(scene), NOW)] == [
        "reply+q2"
    ]


def _revision(scene: Scene) -> str:
    return scene.pipeline._revision(scene.profiles[0])
