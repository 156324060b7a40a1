"""What people must read below a card once somebody did something to it."""

from dataclasses import replace

from bot.domain import Act, Card, Choice, Decision, Deed, Interview, telling
from tests import make

ANN, BOB = "U01ANN", "U02BOB"
NOW = make.NOW


def said(
    card: Card, act: Act, person: str = "", *, threaded: bool = True, recalled: bool = False
) -> list[tuple[str, tuple[str, ...]]]:
    deed = Deed(card_id=1, act=act, by=ANN, name="ann", at=NOW, person=person)
    told = telling.told(card, deed, threaded=threaded, recalled=recalled)
    return [(word.text, word.people) for word in told]


def approved(by: str = BOB) -> Card:
    return make.card(decision=Decision(choice=Choice.APPROVED, by=by, at=NOW))


def test_who_is_assigned_reads_what_by_whom_and_until_when() -> None:
    ((text, people),) = said(make.card(timezone="America/New_York"), Act.ASSIGN, BOB)
    assert people == (BOB,)
    assert text.startswith("You are assigned by ann: Dentists on whitening strips")
    assert text.endswith(", due Sep 16, 2:00 PM EDT.")
    undated = make.card(query=make.query(deadline=make.deadline(None)))
    assert "due" not in said(undated, Act.ASSIGN, BOB)[0][0]


def test_who_loses_an_assignment_is_told_and_nobody_is_told_of_their_own() -> None:
    given = make.card(assigned=BOB)
    (released,) = said(given, Act.ASSIGN)
    assert released[1] == (BOB,)
    assert released[0].startswith("You are no longer assigned, says ann: ")
    assert said(make.card(assigned=ANN), Act.ASSIGN) == []
    assert said(make.card(), Act.ASSIGN, ANN) == []
    assert said(make.card(), Act.ASSIGN, "Ada Dent") == [], "an expert without Slack"


def test_an_outline_that_stands_below_is_called_back_and_given_back() -> None:
    ((text, people),) = said(approved(), Act.UNDO)
    assert text == "ann took the approval back: the outline above is not to be sent."
    assert people == (BOB,), "who approved it is called"
    assert said(approved(), Act.UNDO, threaded=False) == []
    skipped = replace(approved(), decision=Decision(choice=Choice.SKIPPED, by=BOB, at=NOW))
    assert said(skipped, Act.UNDO) == []
    assert said(make.card(), Act.APPROVE) == []
    again = said(make.card(), Act.APPROVE, recalled=True)
    assert again == [("Approved again by ann: the outline above stands.", ())]


def test_who_is_asked_reads_which_questions_a_model_put() -> None:
    asks = ("How long?", "What does it cost?")

    def put(asks: tuple[str, ...], modelled: tuple[str, ...]) -> str:
        card = make.card(outline=make.outline(asks=asks, modelled=modelled))
        return said(card, Act.INTERVIEW, BOB)[0][0]

    assert "Put in a model's words: 2. " in put(asks, asks[1:])
    assert "Put in a model's words. " in put(asks[:1], asks[:1])
    assert "model" not in put(asks, ())


def test_who_is_asked_has_a_card_in_hand_while_answers_are_waited_for() -> None:
    asked = Interview(user=BOB, by=ANN, at=NOW, open=True)
    assert telling.charged(make.card(interview=asked)) == (BOB,)
    assert telling.charged(make.card(interview=asked, assigned=ANN)) == (ANN, BOB)
    over = replace(asked, open=False)
    assert telling.charged(make.card(interview=over)) == ()


def test_an_outline_from_before_a_ban_is_not_given_back() -> None:
    banned = make.card(outline=make.outline(flags=(telling.BANNED,)))
    ((text, _),) = said(banned, Act.APPROVE, recalled=True)
    assert text == f"Approved again by ann, but {telling.UNSENDABLE}."
