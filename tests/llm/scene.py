"""An invented company, cards for queries of a digest, and a model that does as it likes."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, UserPromptPart
from pydantic_ai.models import Model as Theirs
from pydantic_ai.models.function import AgentInfo, FunctionModel

from bot import pitching, policy, shipped
from bot.cli.parts import policing
from bot.domain import Card, Expert, Fact, Match, Outline, Profile, Query, Quote, Verdict
from bot.llm import Model, Place
from bot.pipeline import Desks, Pipeline
from bot.pipeline.drafting import Drafting
from bot.pitching import Prompts
from bot.store import Store
from tests import make
from tests.e2e import stage

NOW = make.NOW
TODAY = NOW.date()
PROMPTS = Prompts.load(shipped.folder("prompts"))
FACTS = {
    "f1": "Across 412 heat pump installations monitored from 2022 to 2025, the median home"
    " cut its annual heating cost by 31 percent compared with propane.",
    "f2": "Homes that switched from natural gas saw a median saving of only 4 percent on"
    " heating.",
    "f3": "At minus 13 degrees Fahrenheit our monitored heat pumps still delivered 76"
    " percent of their rated heating capacity.",
    "f4": "In the January 2025 cold snap, 9 of 412 monitored homes needed backup heat.",
    "f5": "The most common mistake we see is oversizing: 57 percent of replacement quotes"
    " our customers bring us are at least one ton too large.",
    "f7": "Our typical heat pump project costs between 14,000 and 22,000 dollars before"
    " incentives.",
}
PROFILE = Profile(
    company="Brightwell Heat & Home",
    website="https://brightwell.example",
    description="Installs cold-climate heat pumps in Minnesota.",
    topics=("heat pumps", "heating cost", "insulation"),
    experts=(
        Expert(
            id="e1",
            name="Dana Alder",
            title="Master HVAC Contractor",
            expertise=("heat pumps", "heating cost", "installation mistakes"),
            credentials=("licensed master contractor",),
            location="Duluth, Minnesota",
            email="dana@brightwell.example",
            headshot_url="https://brightwell.example/dana.jpg",
        ),
        Expert(id="e9", name="Bo Lind", title="Building Scientist", expertise=("windows",)),
    ),
    facts=(
        *(Fact(id=i, text=t, tags=("heat pump", "cost")) for i, t in FACTS.items()),
        Fact(id="inside", text="Our margin on a heat pump is 41 percent.", public=False),
        Fact(
            id="old",
            text="A heat pump cost 9,000 dollars in 2015.",
            expires=TODAY - timedelta(days=1),
        ),
        Fact(id="bos", text="Bo Lind tested 230 heat pump houses.", expert="e9"),
    ),
    quotes=(
        Quote(
            id="q1",
            text="A heat pump that is too big is like a car in first gear.",
            expert="e1",
            approved_on=date(2026, 1, 1),
        ),
        Quote(
            id="q9",
            text="Heat pump owners leave the attic open.",
            expert="e9",
            approved_on=date(2026, 1, 1),
        ),
    ),
)
LOCAL = Place(model="small", base_url="http://127.0.0.1:9/v1")
HOSTED = Place(model="gpt-4o-mini")

Answers = Callable[[str, int], str | ModelResponse]


def answer(**changes: Any) -> str:
    """Return a harmless draft as JSON, with changes."""
    draft = {
        "expert_id": "e1",
        "angle": "How heat pumps do in the cold, and how much they save against propane",
        "points": [
            {"fact_id": "f3", "why": "answers how heat pumps do in the cold"},
            {"fact_id": "f1", "why": "answers how much they save"},
        ],
        "ask_expert": ["What surprises do homeowners meet?"],
    }
    return json.dumps(draft | changes)


class Obedient:
    """A model that answers as told; keeps what it was sent.

    ``says`` gets the whole conversation as text and how often it was asked before.
    """

    def __init__(self, says: Answers | str) -> None:
        self.says = (lambda *_: says) if isinstance(says, str) else says
        self.seen: list[str] = []
        self.settings: list[Any] = []

    @asynccontextmanager
    async def __call__(self, place: Place) -> AsyncIterator[Theirs]:
        yield FunctionModel(self._answer, model_name=f"{place.model}-2026")

    def _answer(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        assert info.function_tools == []
        assert info.output_tools == []
        text = "\n".join(
            str(getattr(part, "content", "")) for m in messages for part in m.parts
        )
        self.seen.append(text)
        self.settings.append(info.model_settings)
        users = [p for m in messages for p in m.parts if isinstance(p, UserPromptPart)]
        said = self.says(text, len(users) - 1)
        return said if isinstance(said, ModelResponse) else ModelResponse([TextPart(said)])


def model(says: Answers | str | None = None, *, place: Place = LOCAL) -> Model:
    """Return a model that answers as told; without, it must never be asked.

    Its secret marks are numbers in a row, so that no text meets them by chance.
    """
    numbers = count(0xABC0)
    return Model(
        place=place,
        connect=Obedient(forbidden_to_ask if says is None else says),
        token=lambda: f"{next(numbers):x}",
    )


def forbidden_to_ask(text: str, _: int) -> str:
    raise AssertionError(f"the model was asked: {text[:80]}")


def sent(asked: Model) -> list[str]:
    """Return what was sent to a model, a text a request."""
    assert isinstance(asked.connect, Obedient)
    return asked.connect.seen


def cards(
    store: Store,
    *items: tuple[str, str],
    profile: Profile = PROFILE,
    rules: policy.Rules = policy.OURS,
    mail: bytes | None = None,
) -> list[Card]:
    """Read the queries of a digest and make a card of each, as the pipeline does."""
    profiles = (profile,)
    store.policing = policing(rules, lambda: profiles)
    store.keep_file(mail or stage.digest(*items), NOW)
    pipeline = Pipeline(
        store=store,
        profiles=lambda: profiles,
        embed=make.embed,
        engine="words",
        prompts=PROMPTS,
        desks=Desks(channel="C1", max_per_day=100),
        now=lambda: NOW,
        rules=rules,
    )
    while pipeline.read_one():
        pass
    for row in store.rows("select query_id from fronts order by query_id"):
        query = store.query(row["query_id"])
        assert query is not None
        match = Match(
            query_id=query.id,
            company=profile.company,
            revision=profile.revision,
            text_hash=query.text_hash,
            score=0.9,
            verdict=Verdict.POST,
            expert_id="e1",
        )
        store.add_card(
            query,
            profile.company,
            channel="C1",
            match=match,
            outline=outlined(query, profile, match),
            policy=policy.decide(query, rules=rules, company=profile.policy),
            approvers=(),
            timezone="UTC",
            now=NOW,
        )
    return store.cards(NOW)


def outlined(query: Query, profile: Profile, match: Match) -> Outline:
    return pitching.outline(query, profile, match, make.embed, today=TODAY, prompts=PROMPTS)


def drafting(
    store: Store, asked: Model, *, profile: Profile = PROFILE, **changes: Any
) -> Drafting:
    made = Drafting(
        store=store,
        profiles=lambda: (profile,),
        embed=make.embed,
        model=asked,
        prompts=PROMPTS,
        now=lambda: NOW,
    )
    return replace(made, **changes)


def work(drafting: Drafting, most: int = 200) -> int:
    """Draft until there is nothing left; return how many cards were looked at."""
    for looked in range(most):
        if not drafting.draft_one():
            return looked
    raise AssertionError("the work does not end")


def words(outline: Outline) -> Sequence[str]:
    """Return every text of an outline that a person may see."""
    return [
        outline.text,
        outline.angle,
        outline.note,
        *outline.asks,
        *outline.flags,
        *(point.why for point in outline.points),
        *(point.text for point in outline.points),
    ]
