"""haro-bot approve, skip, undo, assign: the rules of Slack, without Slack."""

import threading
from datetime import timedelta

import pytest

from bot.domain import Act, Cause, Choice, Deed, Kind, Level, Policy
from bot.store import Store
from tests import make
from tests.cli import stage
from tests.cli.stage import ACME, NOW, TYRES, bot, card, do


def test_an_approval_is_a_deed_of_who_types_and_its_thread_waits(kept: Store, capsys):
    assert bot("approve", "1") == 0
    decision = card(kept, 1).decision
    assert decision is not None
    assert (decision.choice, decision.by) == (Choice.APPROVED, "terminal:ann")
    (entry,) = kept.audit(1)
    assert (entry.act, entry.via, entry.after) == (Act.APPROVE, "terminal", "approved")
    assert threads(kept) == [1]
    said = capsys.readouterr().out
    assert "reply to  reply+q1@helpareporter.com" in said
    assert f"reply to  {stage.URL}" in said
    assert "\n- a point that is long " + "x" * 120 + "\n" in said  # whole, to be copied
    assert "haro-bot undo 1, within 60 s" in said


def threads(store: Store) -> list[int | None]:
    """Return whose threads go out within a minute."""
    found = []
    while (outgoing := store.claim_outgoing(NOW + timedelta(minutes=1))) is not None:
        if outgoing.kind is Kind.THREAD:
            found.append(outgoing.card_id)
    return found


def test_a_card_is_repainted_by_whoever_paints_next(kept: Store):
    look = card(kept, 1).look
    assert bot("skip", "1") == 0
    found = kept.to_repaint(NOW)
    assert found is not None
    assert found.id == 1
    assert found.look != look


def test_the_rules_are_printed_with_the_outline(kept: Store, capsys):
    assert bot("approve", "2") == 0
    said = capsys.readouterr().out
    assert "say banana" in said
    assert "\x1b" not in said


TOLD = {
    "flags": ("asks for a board-certified dentist", "no fact answers"),
    "asks": ("How long?", "What does it cost?"),
    "modelled": ("What does it cost?",),
    "angle": "Strips are fine",
    "drafter": "tiny-model:8b",
    "prompt": "outline@3+0123456789ab",
}


def test_an_approval_says_what_binds_what_to_look_at_and_whose_words_they_are(
    kept: Store, capsys
):
    query = make.query(id="reply+new", summary="Strips again")
    stage.keep(kept, query)
    policy = Policy(level=Level.OUTLINE, reasons=("a person writes this one",))
    stage.add(kept, query, ACME, score=0.7, policy=policy, **TOLD)
    assert bot("approve", "reply+new") == 0
    said = capsys.readouterr().out
    order = [
        "reply to  ", "subject   ", "as mail   haro-bot eml 4",
        "policy    ⚠ Outline: stored facts", "rule      a person writes this",
        "look at   asks for a board-certified dentist", "look at   no fact answers",
        "angle     (in the model's words) Strips are fine",
        "Facts chosen by a model: outline@3 / tiny-model:8b",
        "- a point that is long", "To ask Ada Dent", "(a model's words: 2):",
        "1. How long?",
        "2. What does it cost?",
    ]  # fmt: skip
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_of_a_query_that_is_link_only_an_approval_prints_no_text(kept: Store, capsys):
    query = make.query(id="reply+new", summary="Strips again", refusal="No AI, SECRET")
    stage.keep(kept, query)
    policy = Policy(level=Level.LINK, reasons=("nobody may copy it",))
    told = {**TOLD, "asks": ("SECRET?",), "flags": ("SECRET",), "angle": "SECRET"}
    stage.add(kept, query, ACME, score=0.7, policy=policy, **told)
    assert bot("approve", "reply+new") == 0
    said = capsys.readouterr().out
    assert "policy    ⚠ Link only: read it where it stands. Why:" in said
    assert "no outline" in said
    for absent in ("SECRET", "a point that is long", "haro-bot eml", "model"):
        assert absent not in said


@pytest.mark.parametrize("meant", ["2", "#2", "reply+care", "enamel care", "care home"])
def test_a_card_is_meant_by_number_id_or_words(kept: Store, meant):
    assert bot("skip", meant) == 0
    assert card(kept, 2).decision is not None
    assert card(kept, 1).decision is None


@pytest.mark.parametrize(
    ("meant", "why"),
    [
        ("77", "there is no card 77"),
        ("9" * 40, "no query has the id"),
        ("lawn mowers", "no query has the id"),
        ("", "no query has the id"),
    ],
)
@pytest.mark.usefixtures("kept")
def test_what_nobody_knows_is_bad_input(meant, why, capsys):
    assert bot("approve", meant) == 2
    assert why in capsys.readouterr().err


def test_with_cards_for_several_companies_one_must_be_named(kept: Store, capsys):
    assert bot("approve", "whitening strips") == 2
    said = capsys.readouterr().err
    assert "--company" in said
    assert f"{ACME} (card 1)" in said
    assert f"{TYRES} (card 3)" in said
    assert bot("approve", "whitening strips", "--company", TYRES) == 0
    assert card(kept, 3).decision is not None
    assert card(kept, 1).decision is None
    assert bot("skip", "1", "--company", TYRES) == 2
    assert f"card 1 is for {ACME}" in capsys.readouterr().err


def test_who_comes_late_is_told_who_was_first(kept: Store, capsys):
    do(kept, 1, Act.APPROVE)
    assert bot("skip", "1", "--now", "2026-09-15T12:20") == 1
    assert "card 1: too late: approved by U1 20 minutes ago" in capsys.readouterr().err
    assert card(kept, 1).cause is None


def test_of_a_click_and_a_command_at_once_one_is_first(kept: Store, capsys):
    for number in range(4, 16):
        query = make.query(id=f"reply+n{number}", summary=f"query number {number}")
        stage.keep(kept, query)
        stage.add(kept, query, ACME, score=0.7)
        start, codes = threading.Barrier(2), []

        def type_it(number: int = number, start: threading.Barrier = start) -> None:
            start.wait()
            codes.append(bot("approve", str(number)))  # noqa: B023 (joined below)

        typing = threading.Thread(target=type_it)
        typing.start()
        start.wait()
        click = Deed(card_id=number, act=Act.SKIP, by="U1", at=NOW)
        new = kept.do(click).new
        typing.join()
        decision = card(kept, number).decision
        assert decision is not None
        assert decision.by == ("U1" if new else "terminal:ann")
        assert codes == [1 if new else 0]
        assert len(kept.audit(number)) == 1


def test_a_second_time_changes_nothing_and_prints_the_outline_again(kept: Store, capsys):
    assert bot("approve", "1") == 0
    capsys.readouterr()
    assert bot("approve", "1") == 0
    said = capsys.readouterr().out
    assert "approved already, nothing was changed" in said
    assert "- a point that is long" in said
    assert len(kept.audit(1)) == 1


def test_after_the_deadline_nothing_is_decided(kept: Store, capsys):
    assert bot("approve", "2", "--now", "2026-09-15T15:00:01") == 1
    assert "the deadline has passed" in capsys.readouterr().err
    assert card(kept, 2).decision is None


def test_the_second_company_answers_only_anyway(kept: Store, capsys):
    do(kept, 1, Act.APPROVE)
    assert bot("approve", "3") == 1
    said = capsys.readouterr().err
    assert f"another company of yours answers this query already ({ACME})" in said
    assert "--anyway" in said
    assert card(kept, 3).decision is None
    assert bot("approve", "3", "--anyway") == 0
    assert card(kept, 3).decision is not None


def test_a_reason_comes_with_the_skip_or_after_it(kept: Store):
    assert bot("skip", "1", "--reason", "outlet") == 0
    assert card(kept, 1).cause is Cause.OUTLET
    do(kept, 2, Act.SKIP)  # by somebody in Slack
    assert bot("skip", "2", "--reason", "topic") == 0
    assert card(kept, 2).cause is Cause.TOPIC
    assert [entry.act for entry in kept.audit(2)] == [Act.REASON, Act.SKIP]
    assert bot("skip", "1", "--reason", "late") == 0  # another word on the same skip
    assert card(kept, 1).cause is Cause.LATE


def test_an_approval_can_be_undone_for_a_minute(kept: Store, capsys):
    assert bot("approve", "1") == 0
    assert bot("undo", "1", "--now", "2026-09-15T12:00:30") == 0
    assert card(kept, 1).decision is None
    assert threads(kept) == []
    assert bot("approve", "1") == 0
    capsys.readouterr()
    assert bot("undo", "1", "--now", "2026-09-15T12:02:30") == 1
    said = capsys.readouterr().err
    assert "approved 2 minutes ago; that can be taken back within 60 s" in said
    assert card(kept, 1).decision is not None


def test_a_skip_can_be_undone_until_the_deadline(kept: Store):
    assert bot("skip", "2") == 0
    assert bot("undo", "2", "--now", "2026-09-15T14:59") == 0
    assert card(kept, 2).decision is None
    assert kept.audit(2)[0].act is Act.REOPEN
    assert bot("skip", "2") == 0
    assert bot("undo", "2", "--now", "2026-09-15T15:01") == 1
    assert card(kept, 2).decision is not None


def test_what_nobody_decided_cannot_be_undone(kept: Store, capsys):
    assert bot("undo", "1") == 1
    assert "nobody has decided it" in capsys.readouterr().err
    assert kept.audit(1) == []


def test_a_card_is_assigned_to_an_expert_or_a_user_and_taken_back(kept: Store, capsys):
    assert bot("assign", "1", "ada dent") == 0
    assert card(kept, 1).assigned == "Ada Dent"
    assert bot("assign", "1", "U024BE7LH") == 0
    assert card(kept, 1).assigned == "U024BE7LH"
    capsys.readouterr()
    for wrong in (["Bob"], []):
        assert bot("assign", "1", *wrong) == 2
        assert "Ada Dent" in capsys.readouterr().err
    assert bot("assign", "1", "--nobody") == 0
    assert card(kept, 1).assigned == ""


def test_without_a_store_nothing_is_decided(home, capsys):
    assert bot("approve", "1") == 2
    assert "does not exist yet" in capsys.readouterr().err
    assert not (home / "haro-bot.db").exists()
