"""What a look over a profile finds, and what it leaves alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.domain import Expert, Fact, Profile
from bot.embedding import Embedder
from bot.linting import Flaw, flaws
from bot.matching.background import ORDINARY
from tests import make

TODAY = date(2026, 9, 15)
ADA = Expert(
    id="ada",
    name="Ada Dent",
    title="Chief dentist",
    expertise=("teeth whitening",),
    credentials=("DDS",),
    location="Austin, Texas, USA",
    timezone="America/Chicago",
)
FACT = Fact(
    id="f1",
    text="In 2025, strips thinned enamel by 2 % in 412 patients.",
    source="https://acme.example/study",
    as_of=date(2025, 11, 3),
)
SOUND = Profile(
    company="Acme", topics=("teeth whitening at home",), experts=(ADA,), facts=(FACT,)
)


def found(embed: Any = make.embed, **changes: Any) -> tuple[Flaw, ...]:
    return flaws(replace(SOUND, **changes), embed, TODAY)


def keys(found: Sequence[Flaw], *, problem: bool) -> list[str]:
    return [flaw.key for flaw in found if flaw.problem is problem]


def test_a_sound_profile_has_no_flaw():
    assert found() == ()


def test_a_word_near_to_everything_is_too_broad():
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return make.embed(["all" if t in {*ORDINARY, "marketing"} else t for t in texts])

    flaw, *_ = found(embed, topics=("teeth whitening at home", "marketing"))
    assert (flaw.key, flaw.problem) == ("topics[2]", True)
    assert '"marketing" is too broad' in flaw.wrong


def test_two_topics_that_say_the_same_are_one_too_many():
    near = (
        "teeth whitening at home",
        "Teeth  Whitening at home",
        "at home teeth whitening",
    )
    assert keys(found(topics=near), problem=True) == ["topics[2]", "topics[3]"]
    assert found(topics=("teeth whitening at home", "whitening strips in 2025")) == ()


def test_an_avoided_line_that_is_a_topic_is_a_problem():
    (flaw,) = found(avoid=("veneers gone wrong", "teeth whitening AT home"))
    assert (flaw.key, flaw.problem) == ("avoid[2]", True)
    assert "topics[1]" in flaw.wrong


def test_a_topic_that_nobody_speaks_of_is_told():
    (flaw,) = found(topics=("teeth whitening at home", "winter tyres for vans"))
    assert (flaw.key, flaw.problem) == ("topics[2]", False)


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("title", ""),
        ("credentials", ()),
        ("expertise", ()),
        ("location", ""),
        ("timezone", ""),
    ],
)
def test_each_thing_an_expert_lacks_is_advice(field: str, empty: Any):
    lacking = found(experts=(replace(ADA, **{field: empty}),), topics=())
    assert [(flaw.key, flaw.problem) for flaw in lacking] == [("experts.ada", False)]
    assert field in lacking[0].wrong


def test_an_expert_of_whom_nothing_is_said_is_a_problem():
    lacking = found(experts=(Expert(id="ada", name="Ada"),), topics=())
    assert keys(lacking, problem=True) == ["experts.ada"]


@pytest.mark.parametrize(
    ("changes", "said", "problem"),
    [
        ({"text": "Strips thin enamel."}, "no number", False),
        ({"source": ""}, "no source", False),
        ({"as_of": None}, "no date", False),
        ({"expert": "bob"}, '"bob"', True),
        ({"expires": TODAY - timedelta(days=1)}, "expired on 2026-09-14", True),
        ({"expires": TODAY}, "expires on 2026-09-15", False),
        ({"expires": TODAY + timedelta(days=30)}, "expires on", False),
    ],
)
def test_what_is_wrong_with_a_fact_is_named(changes: Any, said: str, *, problem: bool):
    (flaw,) = found(facts=(replace(FACT, **changes),))
    assert (flaw.key, flaw.problem) == ("facts.f1", problem)
    assert said in flaw.wrong
    assert flaw.cure


def test_a_fact_that_is_good_for_longer_or_never_used_is_left_alone():
    assert found(facts=(replace(FACT, expires=TODAY + timedelta(days=31)),)) == ()
    assert found(facts=(replace(FACT, public=False, source="", as_of=None),)) == ()


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=3), st.text())
def test_no_text_raises(topics: list[str], avoid: list[str], text: str):
    expert = Expert(id="ada", name=text, title=text, expertise=(text,))
    made = found(
        topics=tuple(topics),
        avoid=tuple(avoid),
        experts=(expert,),
        facts=(Fact(id="f", text=text),),
    )
    assert all(flaw.key and flaw.wrong and flaw.cure for flaw in made)


def test_every_text_is_encoded_once():
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        asked.extend(texts)
        return make.embed(texts)

    found(embed, topics=("teeth whitening", "enamel care"), avoid=("enamel care",))
    assert len(asked) == len(set(asked))


@pytest.mark.model
def test_names_of_whole_fields_are_broad_and_real_topics_are_not():
    broad = ("marketing", "health", "AI", "business", "lifestyle", "food", "travel")
    narrow = (
        "teeth whitening at home",
        "payroll taxes for small employers",
        "phishing",
        "heat pumps",
        "vomiting and diarrhea in dogs",
    )
    with Embedder(engine="numpy") as embedder:
        made = found(embedder.embed, topics=(*broad, *narrow))
    told = [flaw.key for flaw in made if "too broad" in flaw.wrong]
    assert told == [f"topics[{n}]" for n in range(1, len(broad) + 1)]
    assert not [flaw for flaw in made if "the same" in flaw.wrong]
