"""The cases of prompts/tests: what a model reads, and what stands on a card after it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from pydantic_ai import models

from bot import grounding, pitching
from bot.domain import Expert, Fact, Profile
from bot.llm import Subject
from tests import make
from tests.llm import scene

FOLDER = Path(__file__).parent.parent / "prompts" / "tests"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {"name", "query", "facts", "prompt", "answers", "came", "holds", "never"}


@pytest.fixture(autouse=True)
def no_requests() -> Iterator[None]:
    models.ALLOW_MODEL_REQUESTS = False
    yield
    models.ALLOW_MODEL_REQUESTS = False


def profile(facts: dict[str, str]) -> Profile:
    return Profile(
        company="Rye & Rise",
        website="https://ryeandrise.example",
        topics=("bread",),
        experts=(Expert(id="e1", name="Ina Korn", title="Head Baker"),),
        facts=tuple(Fact(id=fact_id, text=text) for fact_id, text in facts.items()),
    )


@pytest.mark.parametrize("case", CASES)
def test_a_prompt_meets_its_case(case: dict[str, Any]):
    assert case.keys() <= KEYS, "a case names something the test does not read"
    company = profile(case["facts"])
    query = make.query(**case["query"], questions=())
    match = make.match(expert_id="e1", company=company.company)
    outline = pitching.outline(
        query, company, match, make.embed, today=scene.TODAY, prompts=scene.PROMPTS
    )
    asked = scene.model(
        lambda _, before: json.dumps({"ask_expert": [], **case["answers"][before]})
    )
    subject = Subject(
        card_id=1,
        edition=0,
        query=query,
        profile=company,
        outline=outline,
        policy=make.card().policy,
        offered=tuple(case["facts"]),
    )
    made = asked.draft(subject, prompts=scene.PROMPTS, at=scene.NOW)
    first, *_ = scene.sent(asked)
    for text in case["prompt"]["holds"]:
        assert text in first
    for text in case["prompt"]["never"]:
        assert text not in first
    assert made.run.came == case["came"], made.run.why
    assert made.run.requests == len(case["answers"])
    assert (made.outline is not None) is (case["came"] == "used")
    if made.outline is None:
        return
    shown = "\n".join(scene.words(made.outline))
    for text in case.get("holds", []):
        assert text in shown
    for text in case.get("never", []):
        assert text not in shown
    assert grounding.faults(made.outline, company, today=scene.TODAY) == ()
