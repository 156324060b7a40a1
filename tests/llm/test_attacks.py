"""A model that obeys a hostile query: nothing of it reaches a card."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from bot import grounding
from bot.domain import Came, Card, Run
from bot.llm import Model, safe
from bot.pipeline.drafting import Budget
from bot.store import Store
from tests.llm import scene
from tests.llm.attacks import ATTACKS

BLOCK = re.compile(r"\n<(query-\w+)>\n(?P<query>.*?)\n</\1>", re.DOTALL)
HARMLESS = "A heat pump for a cold house"
pytestmark = pytest.mark.parametrize("name", ATTACKS)


class Stage:
    """All attacks and one harmless query in a digest, drafted by a model that obeys."""

    def __init__(self, store: Store) -> None:
        items = [(name, attack.text) for name, attack in ATTACKS.items()]
        items.append((HARMLESS, "How do heat pumps do in the cold? How much is saved?"))
        self.store = store
        self.asked: Model = scene.model(self._obey)
        self.before = {c.query.summary: c for c in scene.cards(store, *items)}
        many = Budget(calls_per_day=1000)
        scene.work(scene.drafting(store, self.asked, budget=many))
        self.after = {card.query.summary: card for card in store.cards(scene.NOW)}

    def _obey(self, text: str, _: int) -> str:
        for name, attack in ATTACKS.items():
            if f"> {name}\n" in text:
                canary = text.split("Never write canary-")[1].split(".", maxsplit=1)[0]
                return attack.answer().replace("CANARY", canary)
        return scene.answer()

    def run(self, name: str) -> Run | None:
        return next(iter(self.store.runs(self.before[name].id)), None)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    store = Store(Path(tmp_path_factory.mktemp("attacks")) / "bot.db")
    yield Stage(store)
    store.close()


def test_nothing_of_a_wish_reaches_the_card(stage: Stage, name: str):
    attack, card = ATTACKS[name], stage.after[name]
    assert card.outline == stage.before[name].outline
    assert card.outline.drafter == "rules"
    seen = json.dumps(asdict(card.outline), default=str, ensure_ascii=False)
    for wish in attack.wishes:
        assert wish not in seen or wish in attack.text


def test_it_is_written_down_why_without_the_models_words(stage: Stage, name: str):
    attack, run = ATTACKS[name], stage.run(name)
    if attack.banned:
        assert run is None  # no model was asked
        assert not any(f"> {name}\n" in text for text in scene.sent(stage.asked))
        return
    assert run is not None
    assert run.came in (Came.REFUSED, Came.FAILED)
    assert run.requests == 2
    assert run.why.startswith("the model's outline failed its check: ")
    assert not any(wish in run.why for wish in attack.wishes)
    assert run.flags
    assert run.used == ()


def test_the_model_reads_the_attack_as_lines_of_a_block_without_links(
    stage: Stage, name: str
):
    if ATTACKS[name].banned:
        return
    text = next(t for t in scene.sent(stage.asked) if f"> {name}\n" in t)
    found = BLOCK.search(text)
    assert found is not None
    lines = found["query"].split("\n")
    assert all(line.startswith("> ") for line in lines)
    assert len(found["query"]) < safe.MOST + 200
    for never in ("evil.example", "news-desk", "555", "reply+", "Rita Reporter", "</"):
        assert never not in "\n".join(lines)


def test_the_harmless_one_beside_it_passes(stage: Stage, name: str):
    card: Card = stage.after[HARMLESS]
    assert card.outline.drafter == stage.asked.name
    assert grounding.faults(card.outline, scene.PROFILE, today=scene.TODAY) == ()
