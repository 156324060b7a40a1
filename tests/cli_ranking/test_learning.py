"""haro-bot learning: what was taught can be seen, added to and taken back."""

from pathlib import Path

import pytest

from bot.domain import Cause, Choice
from bot.store import Store
from tests.cli_ranking import stage
from tests.cli_ranking.stage import ACME, CARE, SUGAR, TYRES, WHITE, bot, lines, rows


@pytest.fixture
def taught(kept: Store) -> Store:
    stage.card(kept, WHITE, Choice.APPROVED)
    stage.card(kept, CARE, Choice.SKIPPED)
    kept.tell_cause(CARE.id, ACME, Cause.SOURCE, by="U1", now=stage.NOW)
    return kept


@pytest.mark.usefixtures("taught")
def test_decisions_are_counted_by_what_they_say(capsys):
    assert bot("learning", "add", SUGAR.id, "--company", ACME, "shown") == 0
    capsys.readouterr()
    assert bot("learning", "show", "--json") == 0
    acme, tyres = rows(capsys)
    assert (acme["lessons"], acme["approved"], acme["should_have_been_shown"]) == (3, 1, 1)
    assert acme["skipped"] == {"source": 1}
    assert (tyres["profile"], tyres["lessons"]) == (TYRES, 0)
    assert bot("learning", "show") == 0
    text = "\n".join(lines(capsys))
    assert "Acme Dental: 3 decisions, 2026-09-15 to 2026-09-15" in text
    assert "1  skipped: another kind of source is asked for" in text
    assert "Tyre Shop: nothing learned yet" in text


@pytest.mark.usefixtures("taught")
def test_a_reset_forgets_one_company_and_keeps_the_decisions(capsys, taught: Store):
    assert bot("learning", "add", SUGAR.id, "--company", TYRES, "shown") == 0
    # the moment after the last decision
    assert bot("learning", "reset", "--company", ACME, "--now", "2026-09-15T13:00") == 0
    assert "2 decisions no longer move" in capsys.readouterr().out
    assert taught.lessons(ACME) == []
    assert len(taught.lessons(TYRES)) == 1
    assert [card.decision is not None for card in taught.cards()] == [True, True]


def test_a_reason_can_be_told_of_a_skip_and_of_nothing_else(taught: Store, capsys):
    assert bot("learning", "add", CARE.id, "--company", ACME, "topic") == 0
    choice, cause, _ = taught.decided(ACME, stage.later(-1))[CARE.id]
    assert (choice, cause) == (Choice.SKIPPED, Cause.TOPIC)
    assert bot("learning", "add", WHITE.id, "--company", ACME, "topic") == 2
    assert "nothing changed" in capsys.readouterr().err


@pytest.mark.usefixtures("taught")
def test_saying_it_twice_teaches_once(capsys):
    assert bot("learning", "add", "sugar", "--company", ACME, "shown") == 0
    assert bot("learning", "add", "sugar", "--company", ACME, "shown") == 2
    capsys.readouterr()
    assert bot("learning", "show", "--company", ACME, "--json") == 0
    assert rows(capsys)[0]["should_have_been_shown"] == 1


@pytest.mark.usefixtures("taught")
def test_an_unknown_query_or_company_is_bad_input(capsys):
    assert bot("learning", "add", "reply+gone", "--company", ACME, "shown") == 2
    assert bot("learning", "add", WHITE.id, "--company", "Nobody", "shown") == 2
    assert bot("learning", "reset", "--company", "Nobody") == 2
    assert bot("learning", "show", "--company", "Nobody") == 2
    assert capsys.readouterr().err.count("Acme Dental") == 3


def test_without_a_store_that_is_said(home: Path, capsys):
    assert bot("learning", "show") == 2
    assert "does not exist yet" in capsys.readouterr().err
    assert not (home / "haro-bot.db").exists()
