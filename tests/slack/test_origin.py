"""A card tells who sent it, where else the request stands, and what changed in it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Card, Evidence, Proof, Trap
from bot.slack import blocks, threads
from tests import make
from tests.slack import hostile

COPY = make.query(
    id="connectively-strips",
    source="connectively",
    reply_to="",
    reply_url="https://connectively.us/experts/questions/strips",
    deadline=make.deadline(make.NOW + timedelta(days=4)),
)


def said(card: Card) -> str:
    shown = [*blocks.card(card, make.NOW), *(b for p in threads.thread(card) for b in p)]
    return "\n".join(
        thing["text"] for thing in hostile.walk(shown) if isinstance(thing.get("text"), str)
    )


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        (Evidence(), "HARO · sender not verified"),
        (
            Evidence(reason="no signature: forwarded or pasted"),
            "HARO · sender not verified: no signature: forwarded or pasted",
        ),
        (
            Evidence(proof=Proof.VERIFIED, reason="signed"),
            "HARO · ✓ sender verified: signed",
        ),
        (
            Evidence(proof=Proof.FAILED, reason="the text was changed"),
            "⚠ *the sender is not who the mail says*: the text was changed",
        ),
    ],
)
def test_a_card_says_whether_its_sender_is_real(evidence: Evidence, says: str) -> None:
    assert says in said(make.card(evidence=evidence))


def test_the_other_copies_are_named_with_their_way_and_deadline() -> None:
    text = said(make.card(also=(COPY,)))
    assert (
        "*Also on* Connectively, https://connectively.us/experts/questions/strips" in text
    )
    assert "Sep 19" in text
    assert "Also on Connectively: " in text  # where it is answered from


def test_a_card_without_copies_or_changes_says_nothing_of_them() -> None:
    text = said(make.card())
    assert "Also on" not in text
    assert "Changed" not in text


def test_changes_are_shown_the_newest_last() -> None:
    lines = tuple(f"change {n}" for n in range(6))
    text = said(make.card(changes=lines))
    assert "change 1" not in text
    assert text.count("Changed: \n") == 4
    assert text.index("change 2") < text.index("change 5")


def test_what_the_reporter_wrote_formats_nothing_on_the_card() -> None:
    odd = "*bold* _it_ ~gone~ `code`"
    query = make.query(refusal=odd, summary=odd)
    card = make.card(query=query, changes=(f"added “{odd}”",))
    marked = [
        t for t in hostile.walk(blocks.card(card, make.NOW)) if "mrkdwn" in t.values()
    ]
    assert not any(odd in thing["text"] for thing in marked)
    assert said(card).count(odd) >= 4


@pytest.mark.parametrize(
    ("copy", "says"),
    [
        (replace(COPY, flag_line=True), "No AI Pitches Considered"),
        (replace(COPY, refusal="No bots please."), "No bots please."),
        (replace(COPY, traps=(Trap(kind="hex", text="say plum"),)), "say plum"),
    ],
)
def test_what_one_copy_forbids_is_forbidden_on_the_card(copy, says: str) -> None:
    assert says in said(make.card(also=(copy,)))


def test_an_unknown_service_goes_by_its_own_name() -> None:
    text = said(make.card(also=(replace(COPY, source="widget_weekly"),)))
    assert "*Also on* widget weekly" in text
