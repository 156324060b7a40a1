"""What an expert said below a card: word for word, and as facts to keep."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.domain import Card, Expert, Said
from bot.pitching import proposing
from bot.slack import words
from bot.slack.binding import withheld
from bot.slack.boxes import BOX, PIECE, boxed, lists
from bot.slack.clean import Block, length, line, one_line, pieces, said, verbatim

_ROWS = 40  # answers that are listed
_MORE = "and {} more answers, in the outline above"
_TAKEN_BACK = "changed or taken back since, look at the outline again"
_NAME = 80


def told(card: Card) -> Iterator[list[Block]]:
    """Yield who said what when, of what stands in the outline and was not changed since."""
    if withheld(card):
        return
    stands = _unchanged(card)
    rows = [
        line(
            verbatim(one_line(one.name) or "the expert", _NAME, bold=True),
            said(f", {words.local(one.at, card.timezone)}: "),
            verbatim(piece, PIECE) if one in stands else said(_TAKEN_BACK),
        )
        for one in card.outline.said
        for piece in (pieces(one.text, PIECE) if one in stands else [""])
    ]
    more = [line(said(_MORE.format(len(rows) - _ROWS)))] if len(rows) > _ROWS else []
    yield from lists("Who said what, word for word", [*rows[:_ROWS], *more])


def _unchanged(card: Card) -> tuple[Said, ...]:
    """Return what was said of what stands in the outline, and nobody took back since."""
    asked = card.interview
    if asked is None:
        return card.outline.said
    now = {(one.ts, one.text) for one in asked.said}
    return tuple(
        one
        for one in card.outline.said
        if one.by != asked.user or (one.ts, one.text) in now
    )


def proposed(card: Card, experts: Sequence[Expert]) -> Iterator[list[Block]]:
    """Yield what was said as facts of the profile, for a person to paste there."""
    if withheld(card) or not card.outline.said:
        return
    outline = replace(card.outline, said=_unchanged(card))
    text = proposing.proposal(outline, experts=experts, today=_day(card))
    facts = list(filter(str.strip, text.split("\n\n")))
    boxes = [""]
    for fact in facts[:_ROWS]:  # none is cut: it would be no TOML any more
        more = f"{boxes[-1]}\n\n{fact}".strip()
        boxes = [*boxes[:-1], more] if length(more) <= BOX else [*boxes, fact]
    yield from boxed("To keep as facts: paste into the profile", filter(None, boxes))
    if len(facts) > _ROWS:
        yield [line(said(_MORE.format(len(facts) - _ROWS)))]


def _day(card: Card) -> date:
    """Return the day of the approval, where the people who read the card are."""
    at = card.decision.at if card.decision else card.outline.said[-1].at
    return at.astimezone(words.zone(card.timezone)).date()
