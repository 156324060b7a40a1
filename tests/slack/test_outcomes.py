"""What is said of what came of a deed: once, exactly, and with no foreign markup."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain import (
    BOT,
    Act,
    Card,
    Choice,
    Decision,
    Deed,
    Entry,
    No,
    Outcome,
    Rival,
)
from bot.slack import outcomes
from tests import make
from tests.make import NOW
from tests.slack.hostile import texts
from tests.slack.stage import ALICE, BOB


def deed(act: Act, **changes: Any) -> Deed:
    return Deed(**{"card_id": 1, "act": act, "by": ALICE, "at": NOW, **changes})


def entry(act: Act, **changes: Any) -> Entry:
    values = {"act": act, "by": BOB, "at": NOW - timedelta(seconds=12), "via": "slack"}
    return Entry(**{**values, **changes})


def refused(no: No, act: Act, card: Card | None = None, *last: Entry, **more: Any) -> str:
    card = card or make.card()
    return outcomes.refused(Outcome(card=card, no=no), deed(act, **more), last, NOW)


def decided(by: str = BOB, choice: Choice = Choice.APPROVED, ago: int = 12) -> Card:
    at = NOW - timedelta(seconds=ago)
    return make.card(decision=Decision(choice=choice, by=by, at=at))


def test_who_was_too_late_hears_what_was_decided_by_whom_and_when() -> None:
    said = refused(No.DECIDED, Act.SKIP, decided())
    assert said == f"Too late: approved by <@{BOB}> 12 s ago"


def test_every_refusal_has_words_of_its_own_for_its_act() -> None:
    for no in No:
        for act in Act:
            said = refused(no, act, decided())
            assert said
            assert "!" not in said.replace("<!date", "")
            assert "None" not in said


def test_a_late_undo_says_for_how_long_it_works_and_what_still_does() -> None:
    assert "60 s" in refused(No.LATE, Act.UNDO, decided())
    assert "opened again" not in refused(No.LATE, Act.UNDO, decided())
    skipped = decided(choice=Choice.SKIPPED)
    assert "opened again until the deadline" in refused(No.LATE, Act.UNDO, skipped)


def test_a_snooze_says_if_its_end_has_passed_or_lies_behind_the_deadline() -> None:
    assert "after the deadline" in refused(
        No.LATE, Act.SNOOZE, until=NOW + timedelta(days=9)
    )
    assert "passed already" in refused(No.LATE, Act.SNOOZE, until=NOW)


def test_a_changed_outline_says_by_whom_and_when() -> None:
    last = [entry(Act.WAKE), entry(Act.EDIT), entry(Act.REMAKE, by=BOT)]
    said = refused(No.CHANGED, Act.APPROVE, None, *last)
    assert said.startswith(f"This outline was edited by <@{BOB}> 12 s ago")
    said = refused(No.CHANGED, Act.APPROVE, None, entry(Act.REMAKE, by=BOT))
    assert said.startswith("This outline was made anew 12 s ago")
    assert "look again" in refused(No.CHANGED, Act.APPROVE)


def test_a_rival_is_named() -> None:
    yes = Decision(choice=Choice.APPROVED, by=BOB, at=NOW)
    no = Decision(choice=Choice.SKIPPED, by=BOB, at=NOW)
    rivals = [
        Rival(card_id=n, company=name, score=0.9, channel="C1", decision=decision)
        for n, (name, decision) in enumerate(
            [("Crown & Sons", yes), ("Dune", no), ("Elm", None)], 2
        )
    ]
    said = refused(No.RIVAL, Act.APPROVE, make.card(rivals=tuple(rivals)))
    assert said.startswith("Crown &amp; Sons answers this query already.")
    assert "Dune" not in said
    assert "Elm" not in said


def test_a_modal_names_nobody_by_an_id_and_says_that_the_text_is_kept() -> None:
    for no in No:
        for by in (ALICE, BOB, BOT, "dora at the terminal"):
            card = decided(by=by)
            last = (entry(Act.EDIT, by=by),)
            said = outcomes.faulted(Outcome(card=card, no=no), deed(Act.EDIT), last, NOW)
            assert "<@" not in said
            assert ALICE not in said
            assert BOB not in said
            if no is not No.UNKNOWN:
                assert "Your text is kept here" in said
    changed = Outcome(card=make.card(), no=No.CHANGED)
    said = outcomes.faulted(changed, deed(Act.EDIT), [entry(Act.EDIT)], NOW)
    assert said.startswith("This outline was edited by somebody else 12 s ago")
    said = outcomes.faulted(changed, deed(Act.EDIT), [entry(Act.EDIT, by=ALICE)], NOW)
    assert "edited by you" in said


def test_a_mute_says_what_for_whom_and_the_way_back() -> None:
    said = outcomes.done(make.card(), deed(Act.MUTE_OUTLET))
    assert "Muted for Acme Dental: the outlet Health Weekly." in said
    assert "Undo takes it back for 60 s" in said
    assert "/queries mutes" in said
    assert "the reporter Rita Reporter" in outcomes.done(
        make.card(), deed(Act.MUTE_REPORTER)
    )


def test_what_the_card_says_is_not_said_again() -> None:
    for act in set(Act) - {Act.MUTE_OUTLET, Act.MUTE_REPORTER}:
        assert outcomes.done(make.card(), deed(act)) == ""


def test_no_foreign_text_is_markup_in_a_word_to_somebody() -> None:
    for text in texts(2000):
        for words in said_of(text):
            rest = words.replace(f"<@{BOB}>", "")
            assert "<" not in rest, text
            assert ">" not in rest, text
            assert "\n" not in rest, text


def said_of(text: str) -> list[str]:
    query = make.query(outlet=text, reporter=text, summary=text)
    yes = Decision(choice=Choice.APPROVED, by=text, at=NOW)
    rival = Rival(card_id=2, company=text, score=0.5, channel=text, decision=yes)
    card = make.card(query=query, company=text, rivals=(rival,), decision=yes)
    return [
        outcomes.done(card, deed(Act.MUTE_OUTLET)),
        outcomes.done(card, deed(Act.MUTE_REPORTER)),
        refused(No.RIVAL, Act.APPROVE, card),
        refused(No.DECIDED, Act.APPROVE, card),
        refused(No.CHANGED, Act.APPROVE, card, entry(Act.EDIT, by=text)),
        refused(No.OPEN, Act.UNDO, replace(card, decision=None, reopened_by=text)),
    ]


def test_a_guessed_morning_names_its_zone() -> None:
    until = datetime(2026, 9, 16, 9, tzinfo=UTC)
    assert outcomes.placeless(until, "UTC").startswith("Snoozed until 9:00 UTC")
    assert "5:00 EDT" in outcomes.placeless(until, "America/New_York")
