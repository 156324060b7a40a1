"""What may no longer be done with a query is undone on its open card."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cli.parts import policing
from bot.domain import Act, Deed, Level, No, Policy, Query
from bot.pipeline import Pipeline
from bot.policy import Rules
from bot.store import Store
from tests import make
from tests.pipeline.test_pipeline import deliver, work

NOW = make.NOW
MODEL = "openai:small"


@pytest.fixture
def drafted(pipeline: Pipeline, store: Store, profiles) -> Store:
    """One open card with what a model drafted for it."""
    store.policing = policing(Rules(), lambda: profiles)
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    (card,) = store.cards()
    assert card.policy.level is Level.OUTLINE
    outline = replace(card.outline, drafter=MODEL, angle="Strips, in short")
    assert store.drafted(card.id, outline, edition=card.edition, now=NOW)
    return store


def stands(store: Store):
    (card,) = store.cards()
    return card


def test_while_nothing_changes_the_draft_stays(drafted: Store, pipeline: Pipeline):
    work(pipeline)
    assert stands(drafted).outline.drafter == MODEL


def test_a_lower_level_takes_a_models_draft_off_the_card_once(
    drafted: Store, pipeline: Pipeline, profiles
):
    drafted.policing = policing(Rules(sources={"haro": Level.BRIEF}), lambda: profiles)
    pipeline.rested.clear()  # half a minute later
    work(pipeline)
    card = stands(drafted)
    assert (card.outline.drafter, card.policy.level) == ("rules", Level.BRIEF)
    entry = drafted.audit(card.id)[0]
    assert (entry.act, entry.said) == (Act.REMAKE, "brief")
    pipeline.rested.clear()
    work(pipeline)
    assert len(drafted.audit(card.id)) == 2  # the draft, and this


def test_a_ban_that_only_a_copy_carries_makes_the_outline_one_to_write(
    drafted: Store, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
):
    banned = make.query(id="x", flag_line=True)
    monkeypatch.setattr(Store, "others", lambda self, query_id: (banned,))
    pipeline.rested.clear()
    work(pipeline)
    card = stands(drafted)
    assert card.policy.level is Level.BRIEF
    assert "every sentence is yours to write" in card.outline.text


def test_a_company_that_wants_no_cards_gets_none(
    pipeline: Pipeline, store: Store, profiles
):
    profiles[0] = make.profile(policy=Level.OFF)
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    assert store.cards() == []
    profiles[0] = make.profile(policy=Level.BRIEF)
    pipeline.rested.clear()
    work(pipeline)
    assert stands(store).policy.reasons[-1].startswith("this company's profile allows")


def test_a_newsletter_that_is_off_gets_no_card_whatever_else_allows_it(
    store: Store, pipeline: Pipeline
):
    pipeline = replace(pipeline, rules=Rules(sources={"haro": Level.OFF}))
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    assert store.cards() == []


def test_what_is_stored_is_never_raised():
    holds = policing(Rules(sources={"sos": Level.OUTLINE}), lambda: [make.profile()])
    made = Policy(level=Level.LINK, reasons=("it was set so",))
    query: Query = make.query(source="sos")
    today = holds(made, query, (), "Acme Dental")
    assert (today.level, today.reasons, today.local) == (
        Level.LINK,
        ("it was set so",),
        True,
    )


def test_a_ban_takes_a_models_words_off_the_card_before_anybody_can_approve(
    drafted: Store, profiles
):
    seen = stands(drafted)
    drafted.policing = policing(Rules(sources={"haro": Level.BRIEF}), lambda: profiles)
    approving = Deed(
        card_id=seen.id, act=Act.APPROVE, by="U1", at=NOW, seen=seen.edition,
        shown=seen.outline.hash,
    )  # fmt: skip
    outcome = drafted.do(approving)
    assert outcome.no is No.CHANGED
    assert outcome.card is not None
    assert (outcome.card.outline.angle, outcome.card.outline.text) == ("", "")


def test_a_ban_takes_a_models_words_out_of_what_was_approved_or_edited(
    drafted: Store, pipeline: Pipeline, profiles
):
    seen = stands(drafted)
    edited = replace(seen.outline, text=f"{seen.outline.text}\n\nMy own line.")
    drafted.do(Deed(card_id=seen.id, act=Act.EDIT, by="U1", at=NOW, outline=edited))
    drafted.do(Deed(card_id=seen.id, act=Act.APPROVE, by="U1", at=NOW))
    assert "My own line." in stands(drafted).outline.text
    drafted.policing = policing(Rules(sources={"haro": Level.BRIEF}), lambda: profiles)
    card = stands(drafted)
    assert (card.outline.angle, card.outline.text, card.edited_by) == ("", "", "")


def test_a_company_that_left_the_config_holds_up_no_other(
    drafted: Store, pipeline: Pipeline, profiles
):
    drafted.policing = policing(Rules(sources={"haro": Level.BRIEF}), lambda: profiles)
    left = list(profiles)
    profiles.clear()
    pipeline.rested.clear()
    work(pipeline)
    profiles += left
    pipeline.rested.clear()
    work(pipeline)
    assert stands(drafted).policy.level is Level.BRIEF
    assert stands(drafted).outline.text


def test_a_draft_that_is_ready_when_a_ban_came_is_not_shown(
    pipeline: Pipeline, store: Store, profiles
):
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    card = stands(store)
    store.policing = policing(Rules(sources={"haro": Level.BRIEF}), lambda: profiles)
    outline = replace(card.outline, drafter=MODEL, angle="Strips, in short")
    assert not store.drafted(card.id, outline, edition=card.edition, now=NOW)


@pytest.mark.parametrize("drafter", ["rules", MODEL])
def test_a_fact_that_has_expired_leaves_an_open_card(
    pipeline: Pipeline, store: Store, profiles, drafter: str
):
    fact = replace(make.profile().facts[0], expires=NOW.date())
    profiles[0] = make.profile(facts=(fact,))
    deliver(store, "Whitening strips and enamel")
    work(pipeline)
    card = stands(store)
    outline = make.outline(drafter=drafter)
    store.remake_card(
        card.id, match=card.match, outline=outline, policy=card.policy, now=NOW
    )
    pipeline.rested.clear()
    work(pipeline)
    assert stands(store).outline.points
    tomorrow = replace(pipeline, now=lambda: NOW + timedelta(days=1), rested={})
    work(tomorrow)
    assert stands(store).outline.points == ()
    assert store.audit(1)[0].said == "a fact has expired"
