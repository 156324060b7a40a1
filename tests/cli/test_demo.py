"""At the prompt of the demo: the same rules as in Slack."""

import pytest

from bot.cli import demo
from bot.domain import Choice
from bot.store import Store
from tests.cli.stage import ACME, NOW, TYRES, card


def answer(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    typed = iter(keys)
    monkeypatch.setattr("builtins.input", lambda: next(typed))


def test_a_second_company_answers_one_query_only_when_asked_again(
    kept: Store, monkeypatch, capsys
):
    cards = [card(kept, 1), card(kept, 3)]
    answer(monkeypatch, "a", "a", "s")
    demo._ask(kept, cards, lambda: NOW)
    assert "another company of yours answers it" in capsys.readouterr().out
    choices = {c.company: c.decision.choice for c in kept.cards() if c.decision}
    assert choices == {ACME: Choice.APPROVED, TYRES: Choice.SKIPPED}


def test_asked_again_it_is_approved_anyway(kept: Store, monkeypatch, capsys):
    cards = [card(kept, 1), card(kept, 3)]
    answer(monkeypatch, "a", "a", "a")
    demo._ask(kept, cards, lambda: NOW)
    assert {c.decision.choice for c in kept.cards() if c.decision} == {Choice.APPROVED}
    assert [entry.said for entry in kept.audit(3)] == ["anyway"]
    assert all(entry.via == "terminal" for entry in kept.audit())
