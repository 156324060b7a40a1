"""How well false lines are told from faithful ones, on lines no rule was written for."""

import sys
import tomllib
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import corrupting
import grounding

from bot.domain import Expert, Fact, Profile
from bot.grounding import claim

KINDS = [
    "number",
    "unit",
    "name",
    "negation",
    "scope",
    "attribution",
    "superlative",
    "link",
    "relation",
]


@pytest.fixture(scope="module")
def known():
    return grounding.profiles("held")


@pytest.fixture(scope="module")
def faithful():
    return grounding.lines("held")


@pytest.fixture(scope="module")
def false(faithful, known):
    return list(corrupting.corrupted(faithful, known, "held"))


def test_no_faithful_line_is_blocked_and_few_are_marked(faithful, known):
    rate = grounding.rate(faithful, known)
    assert rate.lines >= 60
    assert rate.hard == 0
    assert rate.any <= 0.15 * rate.lines


def test_most_false_lines_are_blocked_and_nearly_all_are_found(false, known):
    rate = grounding.rate(false, known)
    assert rate.lines >= 100
    assert rate.hard >= 0.7 * rate.lines
    assert rate.any >= 0.9 * rate.lines


def test_every_kind_of_falsehood_is_tried_and_found_more_often_than_not(false, known):
    rates = grounding.by_kind(false, known)
    assert list(rates) == KINDS
    for kind, rate in rates.items():
        assert rate.lines >= 10, kind
        assert rate.any >= 0.6 * rate.lines, kind
    for kind in ("number", "unit", "link"):
        assert rates[kind].hard >= 0.9 * rates[kind].lines, kind


def test_lines_made_false_by_hand_are_mostly_found(known):
    rate = grounding.rate(grounding.lines("held-hand"), known)
    assert rate.lines == 30
    assert rate.any >= 0.8 * rate.lines


@pytest.mark.parametrize("name", ["dev", "held"])
def test_every_false_line_differs_from_its_faithful_one_and_is_the_same_each_time(name):
    known, lines = grounding.profiles(name), grounding.lines(name)
    made = list(corrupting.corrupted(lines, known, name))
    assert made == list(corrupting.corrupted(lines, known, name))
    held = {(line.line, line.cites) for line in lines}
    assert not held & {(line.line, line.cites) for line in made}
    assert len({line.id for line in made}) == len(made) > 100


EXAMPLES = Path(__file__).parents[2] / "examples"
DEMO = sorted(f"demo/{file.stem}" for file in EXAMPLES.glob("demo/*.toml"))


@pytest.mark.parametrize("name", ["profile", *DEMO])
def test_a_fact_of_the_example_profiles_word_for_word_is_never_blocked(name):
    held = tomllib.loads((EXAMPLES / f"{name}.toml").read_text("utf-8"))
    facts = [
        Fact(id=str(n), text=fact["text"], expert=fact.get("expert", ""))
        for n, fact in enumerate(held["facts"])
    ]
    experts = tuple(
        Expert(id=e.get("id", e["name"]), name=e["name"]) for e in held["experts"]
    )
    profile = Profile(company=held["company"], experts=experts, facts=tuple(facts))
    assert facts
    for fact in facts:
        found = claim(fact.text, [fact.id], profile, today=grounding.TODAY)
        assert not [one for one in found if one.hard], fact.text


@pytest.mark.parametrize("name", ["dev", "held"])
def test_a_stored_fact_word_for_word_is_never_blocked(name):
    for profile in grounding.profiles(name).values():
        for fact in profile.facts:
            found = claim(fact.text, [fact.id], profile, today=grounding.TODAY)
            assert not [one for one in found if one.hard], (profile.company, fact.text)
