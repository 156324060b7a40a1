"""haro-bot replay: what would have been posted, against what people decided."""

from pathlib import Path

import pytest

from bot.cli import stored
from bot.domain import Cause, Choice
from bot.errors import BotError
from bot.store import Store
from tests import make
from tests.cli_ranking import stage
from tests.cli_ranking.stage import ACME, BANK, CARE, SUGAR, TYRE, WHITE, bot, lines, rows

SINCE = ("replay", "--since", "2026-09-01")
OURS = (*SINCE, "--company", ACME, "--json")


@pytest.fixture
def decided(kept: Store) -> Store:
    """White approved, care skipped for its source, tyres too late, sugar missed."""
    stage.card(kept, WHITE, Choice.APPROVED, score=0.81)
    stage.card(kept, CARE, Choice.SKIPPED)
    kept.tell_cause(CARE.id, ACME, Cause.SOURCE, by="U1", now=stage.NOW)
    stage.card(kept, TYRE, Choice.SKIPPED)
    kept.tell_cause(TYRE.id, ACME, Cause.LATE, by="U1", now=stage.NOW)
    kept.add_shown(SUGAR.id, ACME, by="U1", now=stage.NOW)
    return kept


@pytest.mark.usefixtures("decided")
def test_precision_and_recall_count_only_decisions_that_say_something(capsys):
    assert bot(*OURS) == 0
    figures = rows(capsys)[0]
    assert figures["kind"] == "figures"
    assert figures["wanted"] == 2
    # three cards: one right, one wrong, one that says nothing
    assert figures["before"] == {
        "posted": 3, "held": 0, "good": 1, "bad": 1, "precision": 0.5, "recall": 0.5,
    }  # fmt: skip
    assert bot(*OURS, "--threshold", "0.45") == 0
    now = rows(capsys)[0]["now"]
    assert (now["posted"], now["good"], now["bad"]) == (3, 2, 1)
    assert (now["precision"], now["recall"]) == (pytest.approx(2 / 3), 1.0)


@pytest.mark.usefixtures("decided")
def test_every_difference_is_named_with_both_scores(capsys):
    assert bot(*OURS, "--threshold", "0.45") == 0
    found = {row["query_id"]: row for row in rows(capsys)[1:]}
    assert set(found) == {SUGAR.id, TYRE.id}
    assert found[SUGAR.id] == {
        "kind": "newly posted",
        "profile": ACME,
        "query_id": SUGAR.id,
        "summary": SUGAR.summary,
        "before": "hold",
        "old_score": 0.5,
        "now": "post",
        "score": 0.5,
        "decision": "should have been shown",
    }
    gone = found[TYRE.id]
    assert (gone["kind"], gone["old_score"], gone["decision"]) == (
        "no longer posted",
        0.8,
        "skipped: late",
    )


@pytest.mark.usefixtures("decided")
def test_a_changed_profile_is_held_against_the_one_of_the_config(home: Path, capsys):
    stage.write(home / "new.toml", ACME, "bank fees", "whitening kits")
    assert bot(*SINCE, "--profile", "new.toml", "--json") == 0
    found = [row for row in rows(capsys) if row["kind"] != "figures"]
    assert {(row["kind"], row["profile"], row["query_id"]) for row in found} == {
        ("newly posted", ACME, BANK.id),
        ("no longer posted", ACME, CARE.id),
        ("no longer posted", ACME, TYRE.id),
        ("moved to held", ACME, WHITE.id),
    }
    assert bot(*SINCE, "--profile", "new.toml") == 0
    text = "\n".join(lines(capsys))
    assert "0.10 -> 0.90  Bank fees" in text
    assert "0.81 -> 0.50  Dentists on teeth whitening strips" in text


@pytest.mark.usefixtures("kept")
def test_without_a_change_only_cards_are_before(capsys):
    assert bot(*OURS) == 0
    found = rows(capsys)
    assert [row["query_id"] for row in found[1:]] == [CARE.id, WHITE.id]
    assert {row["old_score"] for row in found[1:]} == {None}
    assert found[0]["now"]["held"] == 1  # that it is held is no news


def test_what_was_learned_later_does_not_reach_back(kept: Store, capsys):
    stage.card(kept, WHITE, Choice.APPROVED, at=stage.later(1))
    second = make.query(id="reply+two", summary="Teeth and tea", body="Tea?")
    stage.keep(kept, second, printed=stage.later(2))
    assert bot(*OURS) == 0
    found = {row["query_id"]: row["score"] for row in rows(capsys)[1:]}
    assert found["reply+two"] == 0.6  # with the lesson of an hour before
    assert SUGAR.id not in found  # 0.5, printed before it


@pytest.mark.usefixtures("decided")
def test_older_queries_are_left_out(capsys):
    assert bot("replay", "--since", "2026-09-16", "--json") == 0
    assert {row["queries"] for row in rows(capsys)} == {0}


@pytest.mark.parametrize("option", [(), ("--model", "other"), ("--threshold", "0.1")])
def test_not_a_byte_of_the_store_changes(decided: Store, home: Path, capsys, option):
    decided.close()
    before = stage.fingerprint(home)
    stamp = (home / "haro-bot.db").stat().st_mtime_ns
    assert bot(*SINCE, *option) == 0
    assert stage.fingerprint(home) == before
    assert (home / "haro-bot.db").stat().st_mtime_ns == stamp


def test_a_store_that_is_looked_at_refuses_to_be_written(decided: Store, home: Path):
    with stored.looked_at(home / "haro-bot.db") as store:
        with pytest.raises(BotError):
            store.add_shown(BANK.id, ACME, by="U1", now=stage.NOW)
        with pytest.raises(BotError):
            store.add_vectors("words", {"a": b"1234"})


@pytest.mark.usefixtures("kept")
def test_another_model_is_asked_for_its_own_vectors(capsys, kept: Store):
    assert bot(*SINCE, "--model", "other", "--json") == 0
    assert stage.Model.asked.count(WHITE.summary) == 2  # once for each model


@pytest.mark.parametrize(
    ("option", "named"),
    [
        (("--since", "soon"), "--since"),
        (("--threshold", "1.5"), "--threshold"),
        (("--threshold", "nan"), "--threshold"),
        (("--hold", "0.9"), "--hold"),
        (("--company", "Nobody"), "--company"),
    ],
)
@pytest.mark.usefixtures("kept")
def test_what_makes_no_sense_is_bad_input_that_names_it(capsys, option, named):
    assert bot(*SINCE, *option) == 2
    assert named in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_without_a_store_that_is_said(capsys):
    assert bot(*SINCE) == 2
    assert "does not exist yet" in capsys.readouterr().err


def test_hostile_text_moves_no_cursor(kept: Store, capsys):
    nasty = "\x1b[2J enamel care \u202e" + "x" * 300
    stage.keep(kept, make.query(id="reply+\x1b[1m", summary=nasty))
    assert bot(*SINCE) == 0
    out = capsys.readouterr().out
    assert not any(c in out for c in "\x1b\u202e")
    assert max(map(len, out.splitlines())) <= 100
