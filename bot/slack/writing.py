"""What a person writes an answer with: links that open a new mail, and a file to fetch.

Nothing here sends: a link opens a window in which a person does. `bot.composing` makes
the links, and only those of the shapes it is known to make are shown.
"""

from collections.abc import Iterator, Sequence

from bot import composing
from bot.composing import Composed, Link
from bot.domain import Card, Expert, telling
from bot.slack import actions
from bot.slack.binding import unquoted, withheld
from bot.slack.clean import (
    Block,
    compose_button,
    cut,
    escape,
    escaped,
    mailto,
    one_line,
    own,
    plain,
)

UNVERIFIED = "unverified address: compare it with the digest"
_MAILTO = "mailto:"
_OWN = "A person writes the answer, in their own words."
_PROGRAM = "your mail program"  # the label of what opens it
_LABEL, _WHY = 30, 300  # units


def banned(card: Card) -> bool:
    """Say whether its outline was made before the reporter refused machines' answers."""
    return telling.BANNED in card.outline.flags and not withheld(card)


def expert(card: Card, experts: Sequence[Expert]) -> Expert | None:
    """Return who answers, as the profile has them now; None where it has them no more."""
    chosen = card.outline.expert_id
    return next((one for one in experts if one.id == chosen), None)


def doubt(made: Composed) -> str:
    """Say that an address is to be looked at; "" where it is sure, or where none is."""
    return UNVERIFIED if made.to and not made.verified else ""


def blocks(card: Card, who: Expert | None) -> list[Block]:
    """Return the links, in words and as buttons, or why there are none."""
    if banned(card):
        said = f"No mail is prepared: {telling.BANNED} {_OWN}"
        return [{"type": "section", "text": own(said)}]
    links = composing.links(card, who)
    found: list[Block] = []
    if buttons := list(_buttons(links)):
        found.append({"type": "actions", "elements": buttons})
    if said := " ".join(_said(card, links, composing.letter(card, who))):
        found.append({"type": "section", "text": own(said)})
    return found


def file_button(card: Card, who: Expert | None) -> Block | None:
    """Offer the answer as a file; None where no mail can be made of it."""
    if withheld(card) or banned(card) or not composing.letter(card, who).to:
        return None
    return {
        "type": "button",
        "action_id": actions.EML,
        "text": plain("Get .eml", 30),
        "value": actions.stamped(card.id, card.edition),
    }


def _buttons(links: Sequence[Link]) -> Iterator[Block]:
    for number, link in enumerate(links, 1):
        label = cut(one_line(link.label), _LABEL)
        button = compose_button(
            f"Write with {label}", link.url, action_id=f"{actions.OPEN}_{number}"
        )
        if button is not None:
            yield button


def _said(card: Card, links: Sequence[Link], made: Composed) -> Iterator[str]:
    """Yield our own markup: the link that can't be a button, and what a link lacks."""
    if not made.to:
        why = made.why.removesuffix(f"; answer on its page: {made.page}")
        (why,) = unquoted([why], held=withheld(card))
        yield f"No mail is prepared: {escaped(one_line(why), _WHY)}."
    for link in links:
        if link.url.startswith(_MAILTO) and (shown := mailto(_PROGRAM, link.url)):
            yield f"Write with {shown}."
    bare = [_name(link) for link in links if not link.whole]
    if not made.body and made.note:
        yield f"These open without a text: {escaped(one_line(made.note), _WHY)}."
    elif bare and not withheld(card):
        named = " and ".join(filter(None, (", ".join(bare[:-1]), bare[-1])))
        verb = "opens" if len(bare) == 1 else "open"
        said = f"{named} {verb} without the text: copy it from above."
        yield escape(said[:1].upper() + said[1:])


def _name(link: Link) -> str:
    by_mail = link.url.startswith(_MAILTO)
    return _PROGRAM if by_mail else cut(one_line(link.label), _LABEL)
