"""An outline in a box to copy, shown to one person alone."""

from bot.domain import Card
from bot.slack import outlined
from bot.slack.binding import rules_of, withheld
from bot.slack.clean import (
    Block,
    clean,
    copyable,
    cut,
    length,
    line,
    one_line,
    rich,
    said,
    verbatim,
)
from bot.slack.rules import BUDGET, size

_BOXES = (3900, 3000, 2000)  # units of the outline
_RULES, _RULE = 600, 200  # units of all, and of one
_FLAGS, _FLAG = 4, 200  # how many, and units of one


def blocks(card: Card) -> list[Block]:
    """Show the outline as it stands, and what binds the answer; say so if it was cut."""
    shown: list[Block] = []
    for room in _BOXES:
        shown = [rich(*_elements(card, room))]
        if size(shown) <= BUDGET:
            break
    return shown


def text(card: Card) -> str:
    """Say what it is, for screen readers."""
    return "The outline stays out of Slack" if withheld(card) else "The outline to copy"


def _elements(card: Card, room: int) -> list[Block]:
    if withheld(card) or not clean(card.outline.text):
        why = "stays out of this channel" if withheld(card) else "is empty"
        return [line(said(f"The outline of this query {why}."))]
    found = list(outlined.flags(card, most=_FLAGS, width=_FLAG))
    found += [line(said("Outline to copy", bold=True)), copyable(card.outline.text, room)]
    if length(clean(card.outline.text)) > room:
        found.append(line(said("It is cut here; it stands whole below the approved card.")))
    if rules := rules_of(card):
        words = cut("; ".join(cut(one_line(rule), _RULE) for rule in rules), _RULES)
        found.append(line(said("Rules: ", bold=True), verbatim(words, _RULES)))
    return found
