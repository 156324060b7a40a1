"""A model drafts beside all else: no card waits for it, none is spoilt by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.usage import RequestUsage

from bot import grounding
from bot.cli.parts import policing
from bot.domain import Act, Came, Card, Deed, Level
from bot.errors import TryLater
from bot.llm import Model
from bot.pipeline.drafting import Budget
from bot.policy import Rules
from bot.store import Store
from tests.llm import scene
from tests.llm.scene import NOW, cards, drafting, model, sent, work

QUERY = ("Heat pumps in the cold", "How do heat pumps do in the cold? What is saved?")


def priced(text: str) -> ModelResponse:
    """Answer for $0.0004 with the hosted model."""
    usage = RequestUsage(input_tokens=2000, output_tokens=166)
    return ModelResponse([TextPart(text)], usage=usage)


def runs(store: Store) -> list[tuple[Came, str]]:
    return [(run.came, run.why) for card in store.cards() for run in store.runs(card.id)]


def standing(store: Store) -> Card:
    (card,) = store.cards(NOW)
    return card


def test_a_draft_takes_the_place_of_the_outline_of_the_rules(store: Store):
    (before,) = cards(store, QUERY)
    asked = model(scene.answer())
    assert work(drafting(store, asked)) == 1
    after = standing(store)
    assert (before.outline.drafter, after.outline.drafter) == ("rules", "small")
    assert after.outline.hash != before.outline.hash  # what was approved is what is seen
    assert runs(store) == [(Came.USED, "")]
    assert len(sent(asked)) == 1
    entry = store.audit(after.id)[0]
    assert (entry.act, entry.said) == (Act.REMAKE, "drafted by small")


def test_what_failed_its_check_leaves_the_card_as_it_was_and_is_not_asked_again(
    store: Store,
):
    (before,) = cards(store, QUERY)
    asked = model("APPROVED")
    assert work(drafting(store, asked)) == 1
    after = standing(store)
    assert (after.outline, after.edition) == (before.outline, before.edition)
    assert after.undrafted  # and why stands on it
    assert work(drafting(store, asked)) == 0
    assert len(sent(asked)) == 2  # the draft and its one repair


# ---- where no model may read


@pytest.mark.parametrize("level", [Level.LINK, Level.BRIEF, Level.OFF])
def test_a_source_of_a_lower_level_never_meets_a_model(store: Store, level: Level):
    rules = Rules(sources={"haro": level})
    (before,) = cards(store, QUERY, rules=rules)
    assert work(drafting(store, model())) == 0
    assert standing(store) == before
    assert runs(store) == []


@pytest.mark.parametrize("level", [Level.LINK, Level.BRIEF])
def test_a_level_lowered_after_a_card_was_made_holds_at_once(store: Store, level: Level):
    cards(store, QUERY)
    store.policing = policing(Rules(sources={"haro": level}), lambda: [scene.PROFILE])
    assert work(drafting(store, model())) == 0


def test_a_company_may_keep_models_out(store: Store):
    profile = replace(scene.PROFILE, policy=Level.BRIEF)
    cards(store, QUERY, profile=profile)
    assert work(drafting(store, model(), profile=profile)) == 0


def as_sos(store: Store) -> list[Card]:
    """Make a card of a query of a source whose text stays on this machine."""
    rules = Rules(sources={"sos": Level.OUTLINE})
    found = cards(store, QUERY, rules=rules)
    with store.write() as db:
        db.execute("update editions set payload = json_set(payload, '$.source', 'sos')")
    return found


def test_a_source_that_stays_here_is_read_only_by_a_model_here(store: Store):
    as_sos(store)
    assert work(drafting(store, model(place=scene.HOSTED))) == 0
    (run,) = runs(store)
    assert run == (
        Came.STOPPED, "the source's text is for no model on another machine"
    )  # fmt: skip


def test_a_model_here_may_read_it(store: Store):
    as_sos(store)
    assert work(drafting(store, model(scene.answer()))) == 1
    assert standing(store).outline.drafter == "small"


# ---- what changes while a model thinks


def meanwhile(store: Store, act) -> Model:
    """Return a model during whose answer something happens."""

    def answers(*_: object) -> str:
        act()
        return scene.answer()

    return model(answers)


def test_a_draft_of_a_card_decided_meanwhile_comes_too_late(store: Store):
    (card,) = cards(store, QUERY)
    deed = Deed(act=Act.SKIP, card_id=card.id, by="U1", at=NOW)
    asked = meanwhile(store, lambda: store.do(deed))
    work(drafting(store, asked))
    after = standing(store)
    assert (after.outline, after.decision is not None) == (card.outline, True)
    assert runs(store)[0][0] is Came.LATE


def test_a_draft_of_a_query_that_was_banned_meanwhile_comes_too_late(store: Store):
    (card,) = cards(store, QUERY)
    rules = Rules(sources={"haro": Level.BRIEF})

    def ban() -> None:
        store.policing = policing(rules, lambda: [scene.PROFILE])

    work(drafting(store, meanwhile(store, ban)))
    assert standing(store).outline == card.outline
    assert runs(store)[0][0] is Came.LATE


def test_a_draft_for_a_profile_edited_meanwhile_comes_too_late(store: Store):
    (card,) = cards(store, QUERY)
    profiles = [scene.PROFILE]

    def edit() -> None:
        profiles[0] = replace(scene.PROFILE, facts=scene.PROFILE.facts[1:])

    asked = meanwhile(store, edit)
    work(drafting(store, asked, profiles=lambda: profiles))
    assert standing(store).outline == card.outline
    assert runs(store)[0][0] is Came.LATE


def test_the_gate_of_every_outline_holds_for_a_models(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    (card,) = cards(store, QUERY)
    monkeypatch.setattr(grounding, "faults", lambda *_, **__: ("point f1: not so",))
    work(drafting(store, model(scene.answer())))
    assert standing(store).outline == card.outline
    (run,) = store.runs(card.id)
    assert (run.came, run.used) == (Came.REFUSED, ())
    assert "point f1: not so" in run.flags


# ---- what it may cost

FIFTY = [(f"Heat pumps in town {n}", QUERY[1]) for n in range(50)]


def test_fifty_queries_at_once_cost_no_more_than_a_day_may(store: Store):
    cards(store, *FIFTY)
    asked = model(lambda *_: priced(scene.answer()), place=scene.HOSTED)
    told: list[str] = []
    work(
        drafting(
            store,
            asked,
            budget=Budget(per_day=0.01, calls_per_day=1000),
            tell=lambda _, text: told.append(text),
        )
    )
    spent, _ = store.spent_since(NOW.replace(hour=0))
    came = [came for came, _ in runs(store)]
    assert 0.008 < spent <= 0.01
    assert came.count(Came.USED) == len(sent(asked))
    assert came.count(Came.STOPPED) == 50 - len(sent(asked))
    assert len(store.open_cards(NOW)) == 50  # each keeps its outline of the rules
    assert set(told) == {told[0]}
    assert "Cards keep the outline" in told[0]


def test_fifty_queries_of_a_model_of_unknown_price_are_so_many_calls(store: Store):
    cards(store, *FIFTY)
    asked = model("no JSON")  # each costs a repair as well
    work(drafting(store, asked, budget=Budget(per_day=0.0, calls_per_day=7)))
    assert len(sent(asked)) <= 8
    came = [came for came, _ in runs(store)]
    assert (came.count(Came.FAILED), came.count(Came.STOPPED)) == (4, 46)


def test_a_new_day_has_a_new_budget(store: Store):
    cards(store, *FIFTY[:2])
    budget = Budget(calls_per_day=1)
    today = drafting(store, model(scene.answer()), budget=budget)
    assert today.draft_one()
    tomorrow = replace(today, now=lambda: NOW + timedelta(days=1))
    assert tomorrow.draft_one()
    assert [came for came, _ in runs(store)] == [Came.USED, Came.USED]


def test_a_limit_of_one_query_stops_it_alone(store: Store):
    cards(store, QUERY)
    asked = model(place=scene.HOSTED)
    work(drafting(store, asked, budget=Budget(per_query=0.0001)))
    assert runs(store) == [(Came.STOPPED, "one query may cost no more")]


def test_the_limit_of_one_query_holds_over_all_its_drafts(store: Store):
    (card,) = cards(store, QUERY)
    asked = model(lambda *_: priced(scene.answer()), place=scene.HOSTED)
    budget = Budget(per_query=0.0012)
    for _ in range(6):
        work(drafting(store, asked, budget=budget))
        store.remake_card(
            card.id, match=card.match, outline=card.outline, policy=card.policy, now=NOW
        )
    assert store.spent_on(card.query.id) <= 0.0012
    assert runs(store)[0] == (Came.STOPPED, "one query may cost no more")
    assert runs(store)[-1] == (Came.USED, "")


# ---- faults


def test_an_embedding_model_that_is_away_costs_the_card_nothing(store: Store):
    def away(texts: Sequence[str]):
        raise TryLater("the embedding model is away")

    cards(store, QUERY)
    late = drafting(store, model(scene.answer()), embed=away)
    with pytest.raises(TryLater):
        late.draft_one()
    assert runs(store) == []
    assert work(drafting(store, model(scene.answer()))) == 1
    assert standing(store).outline.drafter == "small"


def test_a_bug_costs_one_card_its_draft_and_the_others_nothing(store: Store):
    def broken(texts: Sequence[str]):
        raise ZeroDivisionError

    cards(store, *FIFTY[:2])
    assert drafting(store, model(), embed=broken).draft_one()
    assert work(drafting(store, model(scene.answer()))) == 1
    assert {came for came, _ in runs(store)} == {Came.FAILED, Came.USED}
    assert ("the draft could not be made (ZeroDivisionError)") in [
        why for _, why in runs(store)
    ]


def test_people_are_told_of_a_model_that_fails_once_a_day_and_reason(store: Store):
    def breaks(*_: object) -> str:
        raise ConnectionError

    cards(store, *FIFTY[:3])
    told: dict[str, str] = {}
    work(drafting(store, model(breaks), tell=told.setdefault))
    ((key, text),) = told.items()
    assert key.endswith("2026-09-15")
    assert text.startswith("The model small could not draft an outline: the endpoint")
    assert [came for came, _ in runs(store)] == [Came.FAILED] * 3


def test_a_card_of_a_company_without_a_profile_is_passed_over(store: Store):
    cards(store, QUERY)
    nobody = drafting(store, model(), profiles=list)
    assert not nobody.draft_one()
    assert runs(store) == []


def test_what_people_wrote_is_not_overwritten(store: Store):
    (card,) = cards(store, QUERY)
    edited = replace(card.outline, text="Mine.")

    def edit() -> None:
        store.do(Deed(act=Act.EDIT, card_id=card.id, by="U1", at=NOW, outline=edited))

    work(drafting(store, meanwhile(store, edit)))
    after = standing(store)
    assert (after.outline.text, after.edited_by) == ("Mine.", "U1")
    assert runs(store)[0][0] is Came.LATE
