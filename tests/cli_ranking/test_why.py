"""haro-bot why: nothing of a sum is hidden, and nothing of a stranger's text acts."""

import json
import math
from pathlib import Path

import pytest

from bot import matching
from bot.domain import Choice, Term
from bot.store import Store
from tests import make
from tests.cli import stage as made
from tests.cli_ranking import stage
from tests.cli_ranking.stage import ACME, CARE, WHITE, bot, keep, lines, rows


def test_every_line_of_the_sum_is_shown_and_adds_up(kept: Store, capsys):
    assert bot("why", WHITE.id, "--company", ACME, "--json") == 0
    (row,) = rows(capsys)
    assert [term["name"] for term in row["terms"]] == ["start", "topic"]
    assert row["sum"] == pytest.approx(sum(t["points"] for t in row["terms"]), abs=1e-3)
    assert 1 / (1 + math.exp(-row["sum"])) == pytest.approx(row["score"], abs=1e-3)
    assert row["thresholds"] == {"post": 0.6, "hold": 0.3}
    assert (row["verdict"], row["expert"], row["title"]) == (
        "post",
        "Ada Dent",
        "Chief Dentist, DDS",
    )
    assert bot("why", WHITE.id, "--company", ACME) == 0
    text = "\n".join(lines(capsys))
    for said in ("POST at 0.90", "+1.00  topic against: Dentists", "Ada Dent", "+2.20"):
        assert said in text


def test_every_company_is_asked_unless_one_is_named(kept: Store, capsys):
    assert bot("why", WHITE.id, "--json") == 0
    assert [row["profile"] for row in rows(capsys)] == [ACME, stage.TYRES]
    assert bot("why", WHITE.id, "--company", "Nobody") == 2
    assert "Acme Dental, Tyre Shop" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed", ["whitening", "TEETH  whitening strips", "+white", "strips dentists"]
)
def test_words_that_only_one_query_has_will_do(kept: Store, capsys, typed: str):
    assert bot("why", typed, "--company", ACME, "--json") == 0
    assert rows(capsys)[0]["query_id"] == WHITE.id


@pytest.mark.parametrize("typed", ["1", "#1"])
def test_the_number_of_a_card_means_its_query(kept: Store, capsys, typed: str):
    assert "1" not in WHITE.id + WHITE.summary
    made.add(kept, WHITE, ACME, score=0.9)
    assert bot("why", typed, "--company", ACME, "--json") == 0
    assert rows(capsys)[0]["query_id"] == WHITE.id


def test_words_of_several_queries_name_their_ids(kept: Store, capsys):
    assert bot("why", "teeth") == 2
    said = capsys.readouterr().err
    assert "reply+white" in said
    assert "reply+sugar" in said


def test_an_unknown_id_is_bad_input_that_names_the_nearest(kept: Store, capsys):
    assert bot("why", "reply+whitr") == 2
    said = capsys.readouterr().err
    assert "reply+white (Dentists on teeth whitening strips)" in said
    assert len(said.splitlines()) == 1


def test_a_score_that_is_not_its_sum_is_said_to_be_set(kept, capsys, monkeypatch):
    def capped(queries, profile, embed, **_: object):
        term = Term(name="topic", said="near", points=2.0)
        found = make.match(query_id=queries[0].id, score=0.4, terms=(term,))
        return (found,)

    monkeypatch.setattr(matching, "rank", capped)
    assert bot("why", WHITE.id, "--company", ACME) == 0
    text = "\n".join(lines(capsys))
    assert "a probability of 0.88" in text
    assert "set to 0.40" in text


def test_a_decision_does_not_explain_itself(kept: Store, capsys):
    stage.card(kept, CARE, Choice.APPROVED)
    assert bot("why", CARE.id, "--company", ACME, "--json") == 0
    (row,) = rows(capsys)
    assert row["score"] == 0.9  # no tenth for having been approved itself
    assert row["decision"]["choice"] == "approved"
    assert bot("why", WHITE.id, "--company", ACME, "--json") == 0
    assert rows(capsys)[0]["score"] == 1.0


def test_hostile_text_moves_no_cursor_and_no_line_is_wider_than_the_screen(kept, capsys):
    nasty = "\x1b[2J\x1b]0;owned\x07 \u202egnihtyna " + "long " * 60 + "w" * 200
    keep(kept, make.query(id="reply+\x1b[1m", summary=nasty, outlet="a\rb\n\x9bc"))
    assert bot("why", "gnihtyna", "--company", ACME) == 0
    out = capsys.readouterr().out
    assert not any(c in out for c in "\x1b\x07\u202e\r\x9b")
    assert max(map(len, out.splitlines())) <= 100
    assert bot("why", "gnihtyna", "--company", ACME, "--json") == 0
    out = capsys.readouterr().out
    assert not any(c in out for c in "\x1b\x07\u202e\r\x9b")
    assert json.loads(out)["summary"] == nasty
    assert bot("why", "reply+\x1b[3m") == 2
    assert "\x1b" not in capsys.readouterr().err


def test_nothing_is_written(kept: Store, home: Path, capsys):
    before = stage.fingerprint(home)
    assert bot("why", WHITE.id) == 0
    assert stage.fingerprint(home) == before
    assert kept.vectors("words", [WHITE.summary]) == {}


def test_vectors_of_the_store_are_not_made_again(kept: Store, capsys):
    texts = [WHITE.summary, "teeth whitening", "enamel care"]
    vectors = {
        text: row.tobytes() for text, row in zip(texts, make.embed(texts), strict=True)
    }
    kept.add_vectors("all-MiniLM-L6-v2", vectors)
    assert bot("why", WHITE.id, "--company", ACME) == 0
    assert stage.Model.asked == []


def test_without_a_store_that_is_said(home: Path, capsys):
    assert bot("why", "reply+white") == 2
    assert "does not exist yet" in capsys.readouterr().err


def test_files_are_looked_into_without_store_and_config(home: Path, capsys):
    (home / "config.toml").unlink()
    line = '{"id": "a1", "summary": "At home enamel care", "body": "How?"}'
    (home / "queries.jsonl").write_text(line)
    args = ("why", "enamel", "queries.jsonl", "--profile", "acme.toml", "--json")
    assert bot(*args) == 0
    (row,) = rows(capsys)
    assert (row["query_id"], row["verdict"]) == ("a1", "post")
    assert bot("why", "enamel", "queries.jsonl") == 2
    assert "--profile" in capsys.readouterr().err


@pytest.mark.usefixtures("kept")
def test_the_ranking_itself_can_be_asked(capsys, monkeypatch, real_rank):
    monkeypatch.setattr(matching, "rank", real_rank)
    assert bot("why", WHITE.id, "--company", ACME, "--json") == 0
    (row,) = rows(capsys)
    states = {"met", "unmet", "unknown"}
    assert {need["state"] for need in row["requirements"]} <= states
    assert 0 <= row["score"] <= 1
