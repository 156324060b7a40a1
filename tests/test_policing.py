"""How far the bot goes with a query: who lowers it, when it binds, and nothing leaks."""

import asyncio
import json
from dataclasses import replace
from datetime import time, timedelta
from itertools import permutations, product
from typing import Any
from urllib.parse import quote, unquote_plus

import pytest

from bot.cli.parts import policing
from bot.domain import Act, Deed, Level, Policy, Query
from bot.matching import Thresholds
from bot.policy import MOST, ORDER, Rules, decide, lowest
from bot.slack import actions
from bot.sources import SOURCES
from bot.store import Store
from tests import make
from tests.llm import scene
from tests.pipeline.timing import ALL, WEAK, Scene, query
from tests.slack import test_withheld as withheld
from tests.slack.stage import ALICE, Stage, stage
from tests.slack.story import buttons

NOW = make.NOW
BAN = {"refusal": "I cannot accept AI answers."}
COPIES = (
    make.query(id="a", source="haro"),
    make.query(id="b", source="featured", **BAN),
    make.query(id="c", source="sos"),
)


# ------------------------------------------------------------------ the lowest wins


@pytest.mark.parametrize("banned", [False, True])
@pytest.mark.parametrize(("source", "company"), list(product(Level, repeat=2)))
def test_the_lowest_of_source_query_and_company_wins(
    source: Level, company: Level, *, banned: bool
):
    query = make.query(**(BAN if banned else {}))
    found = decide(query, rules=Rules(sources={"haro": source}), company=company)
    most = Level.BRIEF if banned else Level.OUTLINE
    assert found.level is lowest(source, company, most)
    assert bool(found.reasons) is (found.level is not Level.OUTLINE)


@pytest.mark.parametrize("order", list(permutations(COPIES)))
def test_it_does_not_matter_which_copy_of_a_request_stands_in_front(
    order: tuple[Query, ...],
):
    for levels in product(Level, repeat=2):
        rules = Rules(sources=dict(zip(("haro", "sos"), levels, strict=True)))
        found = decide(order[0], order[1:], rules=rules)
        assert found.level is lowest(Level.BRIEF, *levels)
        assert found.local
        assert any(BAN["refusal"] in reason for reason in found.reasons)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("source", sorted(SOURCES))
def test_a_level_that_is_set_holds_for_its_source_alone(source: str, level: Level):
    rules = Rules(sources={source: level})
    held = lowest(level, MOST.get(source, Level.OUTLINE))
    assert decide(make.query(source=source), rules=rules).level is held
    for other in set(SOURCES) - {source}:
        mine = decide(make.query(source=other), rules=rules)
        assert mine == decide(make.query(source=other))


def test_no_setting_lets_a_model_write_for_a_platform_that_forbids_it():
    rules = Rules(sources={"qwoted": Level.OUTLINE})
    assert decide(make.query(source="qwoted"), rules=rules).level is Level.BRIEF


def test_text_that_is_to_stay_here_stays_here_at_any_level():
    for level in Level:
        rules = Rules(sources={"sos": level})
        assert decide(make.query(source="sos"), rules=rules).local
        copies = (make.query(id="b", source="sos"),)
        assert decide(make.query(), copies, rules=rules).local


# -------------------------------------------------------------- what held when it was made


@pytest.mark.parametrize(("made", "today"), list(product(ORDER, repeat=2)))
def test_a_card_is_lowered_at_once_and_what_no_setting_lowered_is_never_raised(
    made: Level, today: Level
):
    stored = Policy(level=made, reasons=("it was so",), local=made is Level.LINK)
    found = policing(Rules(sources={"haro": today}), lambda: [make.profile()])(
        stored, make.query(), (), "Acme Dental"
    )
    assert found.level is lowest(made, today)
    assert "it was so" in found.reasons
    assert found.local is stored.local


@pytest.mark.parametrize("set_to", Level)
@pytest.mark.parametrize("company", [False, True])
@pytest.mark.parametrize("banned", [False, True])
def test_a_setting_that_is_taken_back_binds_no_card_any_more_and_a_ban_does(
    set_to: Level, *, company: bool, banned: bool
):
    was = make.query(**(BAN if banned else {}))
    rules = Rules() if company else Rules(sources={"haro": set_to})
    made = decide(was, rules=rules, company=set_to if company else Level.OUTLINE)
    holds = policing(Rules(), lambda: [make.profile()])
    found = holds(made, make.query(), (), "Acme Dental")
    assert found.level is (Level.BRIEF if banned else Level.OUTLINE)
    assert found.reasons == decide(was).reasons
    left = policing(Rules(), list)(made, make.query(), (), "Acme Dental")
    assert left.level is made.level, "whose profile is gone stays as it was"


def test_what_holds_today_is_what_the_companys_profile_says_today():
    profiles = [make.profile()]
    holds = policing(Rules(), lambda: profiles)
    stored = Policy(level=Level.OUTLINE)
    assert holds(stored, make.query(), (), "Acme Dental") == stored
    profiles[0] = make.profile(policy=Level.LINK)
    assert holds(stored, make.query(), (), "Acme Dental").level is Level.LINK
    assert holds(stored, make.query(), (), "Other Ltd") == stored


@pytest.fixture
def kept(store: Store) -> Store:
    """One open card of which everything may be shown."""
    scene.cards(store, ("Heat pumps in the cold", BODY))
    return store


def test_an_act_is_kept_with_the_level_that_held_and_why(kept: Store):
    def acted(act: Act, **how: Any) -> str:
        assert kept.do(Deed(card_id=1, act=act, by="U1", at=NOW, **how)).new
        return kept.audit(1)[0].policy

    assert acted(Act.SKIP) == "outline"
    assert acted(Act.UNDO) == "outline"
    rules = Rules(sources={"haro": Level.LINK})
    kept.policing = policing(rules, lambda: [scene.PROFILE])
    assert acted(Act.APPROVE) == (
        "link: [policy] haro: no text of a query here: read it where it stands"
    )


def test_a_card_made_anew_is_kept_with_the_level_it_was_made_under(kept: Store):
    (card,) = kept.cards(NOW)
    held = Policy(level=Level.BRIEF, reasons=("the reporter refuses", "and more"))
    kept.remake_card(1, match=card.match, outline=card.outline, policy=held, now=NOW)
    entry = kept.audit(1)[0]
    assert (entry.act, entry.policy) == (
        Act.REMAKE,
        "brief: the reporter refuses; and more",
    )


# --------------------------------------------------------------------------------- off


def told(store: Store, rules: Rules, most: Level, thresholds: Thresholds) -> Scene:
    on = Scene(store, thresholds=thresholds, summary_at=time(16), timezone="UTC")
    on.profiles = [make.profile(policy=most)]
    on.pipeline = replace(on.pipeline, rules=rules)
    on.reads(query(1, NOW + timedelta(days=5)))
    on.at(NOW + timedelta(hours=4))
    return on


@pytest.mark.parametrize(
    ("rules", "most"),
    [
        (Rules(sources={"haro": Level.OFF}), Level.OUTLINE),
        (Rules(), Level.OFF),
        (Rules(sources={"haro": Level.LINK}), Level.LINK),
    ],
)
def test_what_is_off_has_no_card_and_no_line_in_the_summary_of_the_day(
    store: Store, rules: Rules, most: Level
):
    shown = Level.OFF not in (most, *rules.sources.values())
    strong, weak = (told(store, rules, most, at) for at in (ALL, WEAK))
    assert [len(strong.store.cards()), len(weak.summaries())] == [int(shown), 0]


@pytest.mark.parametrize("most", [Level.OFF, Level.LINK])
def test_a_weak_match_of_a_company_that_is_off_is_not_told_of(store: Store, most: Level):
    on = told(store, Rules(), most, WEAK)
    assert len(on.summaries()) == (0 if most is Level.OFF else 1)


# ------------------------------------------------------------------- text that stays here

BODY = (
    "Do heat pumps howl like wolves when snow buries the yard? A reader in Duluth wrote"
    " that hers sings at dawn. We wonder how much is saved. Which zebra-striped blanket"
    " keeps a compressor warm?"
)
SENTENCES = (
    "howl like wolves", "sings at dawn", "how much is saved", "zebra-striped", "in Duluth",
)  # fmt: skip


def leaked(payloads: object) -> set[str]:
    """Return what of the body stands in payloads, in words or inside a link."""
    said = unquote_plus(json.dumps(payloads, ensure_ascii=False, default=str))
    said = " ".join(said.split())
    return {sentence for sentence in SENTENCES if sentence in said}


async def everything(on: Stage) -> None:
    """Use whatever a card offers but what ends it, and approve it at last."""
    await on.drain()
    (message,) = on.cards()
    for option in (actions.COPY, actions.ASSIGN):
        if f":{option}'" in str(message):
            await on.slack.choose(ALICE, message, actions.MORE, option)
            await on.settled()
    for button in (actions.EDIT, actions.INTERVIEW):
        if button in buttons(message):
            await on.slack.click(ALICE, message, button)
            await on.settled()
    await on.slack.command(ALICE, "C01PITCH", actions.COMMAND, "")
    await on.settled()
    await on.slack.home(ALICE)
    await on.settled()
    (message,) = on.cards()
    await on.slack.click(ALICE, message, actions.APPROVE)
    await on.settled()
    assert on.threads()


def played(level: Level) -> tuple[Stage, list[str]]:
    """Let a mail become a card that people act on, and a model look for work meanwhile."""
    rules = Rules(sources={"haro": level})
    asked = scene.model(scene.answer())

    async def play() -> Stage:
        async with stage(connect=True, now=lambda: NOW) as on:
            scene.cards(on.desk, ("Heat pumps in the cold", BODY), rules=rules)
            await asyncio.to_thread(scene.work, scene.drafting(on.desk, asked))
            await everything(on)
            await asyncio.to_thread(scene.work, scene.drafting(on.desk, asked))
            await on.drain()
            return on

    return asyncio.run(play()), scene.sent(asked)


def test_no_sentence_of_a_newsletter_that_forbids_copies_leaves_the_host():
    on, prompts = played(Level.LINK)
    assert prompts == []
    assert len(on.cards()) == 1
    sent = [on.slack.log, on.slack.memory.messages, on.whispers(), on.slack.responses]
    assert leaked(sent) == set()
    assert "Heat pumps in the cold" in str(on.cards())


def test_the_same_mail_without_that_is_shown_and_drafted():
    on, prompts = played(Level.OUTLINE)
    assert len(prompts) == 1
    assert leaked(prompts)
    assert leaked(on.slack.log) == set(SENTENCES)
    assert leaked(f"https://mail.example.com/?body={quote(BODY)}") == set(SENTENCES)


def test_a_level_lowered_below_a_posted_card_takes_its_text_off_at_once(kept: Store):
    (before,) = kept.cards(NOW)
    rules = Rules(sources={"haro": Level.LINK})
    kept.policing = policing(rules, lambda: [scene.PROFILE])
    (after,) = kept.cards(NOW)
    shown = [(name, leaked(message)) for name, message in withheld.shown(after)]
    assert [name for name, found in shown if found] == []
    assert any(leaked(message) for _, message in withheld.shown(before))
    assert after.look != before.look  # and it is painted again
