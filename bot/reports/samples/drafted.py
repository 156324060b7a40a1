"""Samples of outlines: by a model, with a warning, with an expert's own words."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import (
    Card,
    Check,
    Choice,
    Have,
    Interview,
    Level,
    Policy,
    Said,
)
from bot.reports.samples import nouns

_PRICE = "What does a treatment at a practice cost?"
_WAIT = "How long should people wait between two treatments?"
ASKS = (_WAIT, _PRICE)
_BAN = 'marked "No AI Pitches Considered": a person must write the answer'
_WORDS = (
    "Two weeks at the very least; I tell my own patients a month. Enamel heals slowly.",
    "Between 250 and 400 dollars here in Portland, for both arches.",
)
_TEXT = f"""\
Hello Rita Vale,

[No machine-written answers: every sentence is yours to write. Take out all that stands \
in brackets.]

Do strips from the drugstore harm enamel, and after how many days?
[your answer; look at strip-study]

{_WAIT}
{_WORDS[0]}

{_PRICE}
{_WORDS[1]}

[Reminders, not text to send:]
- [gums] Three in ten patients who came to us with sore gums had worn strips overnight.

Mara Lindqvist
Chief Dentist, Northlight Dental
"""


def modelled(card: Card) -> Card:
    """Return the card with facts that a model chose, and its few words on them."""
    whys = {
        "gums": "a second effect that the reporter did not ask for",
        "wait": "near the second question, which asks for days",
    }
    outline = card.outline
    points = tuple(replace(p, why=whys.get(p.fact_id, "")) for p in outline.points)
    return replace(
        card,
        id=61,
        outline=replace(
            outline,
            points=points,
            angle="Two weeks of strips are safe for most; the gums are what suffers.",
            drafter="llama3.1:8b",
            prompt="outline@3+000000000000",
            asks=ASKS,
        ),
    )


def banned(card: Card) -> Card:
    """Return the card of a query that forbids AI answers, where a credential is missing."""
    wanted = "Please be a board-certified prosthodontist and say so."
    query = replace(
        card.query,
        flag_line=True,
        body=f"{card.query.body}\n\n{wanted}",
    )
    lacking = Check(kind="credentials", sentence=wanted, state=Have.ASK)
    outline = replace(
        card.outline,
        checklist=(lacking, *card.outline.checklist),
        flags=(
            "asks for a board-certified prosthodontist: not in Mara Lindqvist's profile",
            "two of three questions have no fact: ask before you promise an answer",
        ),
        asks=ASKS,
    )
    return replace(
        card,
        id=62,
        query=query,
        match=replace(card.match, text_hash=query.text_hash),
        outline=outline,
        policy=Policy(level=Level.BRIEF, reasons=(_BAN,)),
    )


def asked(card: Card, now: datetime) -> Card:
    """Return the card with a question open to its expert, of which one is answered."""
    card = banned(card)
    return replace(
        card,
        id=63,
        version=1,
        interview=Interview(
            user=nouns.COLLEAGUE,
            by=nouns.YOU,
            at=now - timedelta(minutes=50),
            open=True,
            said=(_said(0, now),),
        ),
    )


def answered(card: Card, now: datetime) -> Card:
    """Return the card with what the expert said in its outline."""
    card = banned(card)
    words = tuple(_said(number, now) for number in range(len(_WORDS)))
    asking = Interview(
        user=nouns.COLLEAGUE,
        by=nouns.YOU,
        at=now - timedelta(hours=1),
        open=True,
        said=words,
    )
    answers = tuple(replace(one, state=Have.HAVE) for one in card.outline.answers)
    outline = replace(card.outline, text=_TEXT, said=words, answers=answers, flags=())
    return replace(card, id=64, version=2, edition=2, outline=outline, interview=asking)


def approved(card: Card, now: datetime) -> Card:
    """Return the same card, approved an hour ago: its thread has all there is."""
    card = answered(card, now)
    asking = card.interview and replace(card.interview, open=False)
    decision = nouns.decision(Choice.APPROVED, now - timedelta(minutes=30))
    return replace(card, id=65, version=3, interview=asking, decision=decision)


def sent(card: Card, now: datetime) -> Card:
    """Return an approved card of which the mailbox showed that it went out, and a reply."""
    decision = nouns.decision(Choice.APPROVED, now - timedelta(hours=5))
    return replace(
        card,
        id=66,
        version=1,
        decision=decision,
        sent_at=now - timedelta(hours=4),
        heard_at=now - timedelta(minutes=35),
    )


def _said(number: int, now: datetime) -> Said:
    at = now - timedelta(minutes=40 - 5 * number)
    return Said(
        by=nouns.COLLEAGUE,
        name="Mara Lindqvist",
        at=at,
        text=_WORDS[number],
        ts=f"1790000000.00020{number}",
    )
