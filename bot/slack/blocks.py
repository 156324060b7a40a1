"""A card as Block Kit. Pure: the same card at the same moment gives the same blocks.

A card must always fit Slack's limits, so it is laid out with ever less room until it
does. What is cut from the card stands whole in the thread.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain import Card, Choice, Level
from bot.pitching import interviewing
from bot.slack import buttons, origin, outlined, standing, words
from bot.slack.actions import OPEN
from bot.slack.binding import rules_of, seen, withheld
from bot.slack.clean import (
    Block,
    clean,
    cut,
    escape,
    escaped,
    length,
    line,
    link_button,
    mrkdwn,
    one_line,
    own,
    plain,
    quote,
    rich,
    said,
    verbatim,
)
from bot.slack.outlined import Room
from bot.slack.rules import faults

__all__ = ["card", "fallback", "notice", "notice_text", "rules_of", "withheld"]

_SUMMARY = 2000  # units of a title
_FALLBACK = 3000
_RULES = 3000  # six of 360 units and what stands between
_MADE = 300
_SMALL = 80  # the least room that is worth a cut text

_ROOMS = (
    Room(quote=600, item=300, items=6),
    Room(quote=450, item=200, items=5),
    Room(quote=300, item=140, items=4),
    Room(quote=200, item=_SMALL, items=3),
    Room(quote=0, item=_SMALL, items=1),
    Room(quote=0, item=40, items=0),
    Room(quote=0, item=40, items=0, title=800),
)


def card(card: Card, now: datetime) -> list[Block]:
    """Lay a card out; what Slack would refuse even then is left out, not the card."""
    card, blocks = seen(card), []
    for room in _ROOMS:
        blocks = list(_card(card, now, room))
        if not faults(blocks):
            return blocks
    return [block for block in blocks if not faults([block])]


def holds_all(card: Card, now: datetime) -> bool:
    """Whether the card shows every word there is: nothing is cut, nothing left out."""
    card, room = seen(card), _ROOMS[0]
    if faults(list(_card(card, now, room))):
        return False
    body = "" if withheld(card) else clean(card.query.body)
    lists = (card.match.why, card.match.against, rules_of(card))
    return (
        length(body) <= room.quote
        and (withheld(card) or outlined.whole(card, room))
        and origin.whole(card, most=room.items, width=room.item)
        and all(len(items) <= room.items for items in lists)
        and all(length(one_line(i)) <= room.item for items in lists for i in items)
    )


def fallback(card: Card) -> str:
    """Say the essence in plain words: all that a notification or a screen reader has.

    Begins with the whole title. Holds no live token at all.
    """
    title = escaped(card.query.summary or "(no title)", _SUMMARY)
    parts = [one_line(card.query.outlet), words.fit(card.match.score)]
    deadline = card.query.deadline
    if deadline.at is not None:
        sure = "" if deadline.sure else " (not sure)"
        parts.append(f"due {words.local(deadline.at, card.timezone)}{sure}")
    if card.query.no_ai:
        parts.append("no AI answers")
    if card.policy.level is not Level.OUTLINE:
        parts.append(words.LEVELS[card.policy.level].lower())
    if (look := card.outline.flags) and not withheld(card):
        parts.append(f"{len(look)} to look at first")
    parts.append(f"for {one_line(card.company)}")
    if state := _state(card):
        parts.insert(0, state)
    rest = " · ".join(part for part in parts if part)
    return title + _tail(rest, _FALLBACK - length(title))


def _state(card: Card) -> str:
    """Say what people did, in words without a name."""
    if card.decision is not None:
        why = f": {words.CAUSES[card.cause]}" if card.cause else ""
        skipped = card.decision.choice is Choice.SKIPPED
        return card.decision.choice.value + (why if skipped else "")
    if card.look.startswith("expired"):
        return "deadline passed"
    if card.snoozed_until is not None:
        return f"snoozed until {words.local(card.snoozed_until, card.timezone)}"
    taken = [rival for rival in card.rivals if rival.approved]
    return f"answered for {one_line(taken[0].company)}" if taken else ""


def _tail(text: str, room: int) -> str:
    return " · " + escape(cut(text, room - 3, escaped=True)) if room > _SMALL else ""


def notice(text: str) -> list[Block]:
    return [{"type": "section", "text": mrkdwn(text)}]


def notice_text(text: str) -> str:
    return escaped(text, _FALLBACK) or "-"


# ------------------------------------------------------------------------ the card


def _card(card: Card, now: datetime, room: Room) -> Iterator[Block]:
    query = card.query
    yield {"type": "header", "text": plain(query.summary or "(no title)", 150)}
    about = [one_line(t) for t in (query.outlet, query.reporter, query.category) if t]
    outlet = escaped(" · ".join(about) or "outlet not named", room.item + 100)
    yield {
        "type": "context",
        "elements": [own(f"{outlet} · {origin.sender(card)}")],
    }
    if stood := standing.decision(card):
        yield {"type": "context", "elements": [own(stood)]}
    if marks := standing.marks(card):
        yield {"type": "context", "elements": [own(marks)]}
    yield {"type": "section", "text": own(_deadline(card, now))}
    if changes := list(origin.changes(card, most=room.items, width=room.item)):
        yield rich(*changes)
    if places := origin.places(card, most=room.items, width=room.item):
        yield {"type": "section", "text": own(places)}
    if rivals := standing.rivals(card, most=room.items):
        yield {"type": "section", "text": own(rivals)}
    yield rich(*_fit(card, room))
    yield from _policy(card, room)
    yield rich(_quote(card, room), *outlined.elements(card, room))
    if not withheld(card):
        made = escaped(outlined.maker(card), _MADE)
        yield {"type": "context", "elements": [own(made)]}
    if asked := interviewing.standing(card):
        yield {"type": "context", "elements": [mrkdwn(one_line(asked), _MADE)]}
    if deeds := standing.deeds(card, now):
        yield {"type": "context", "elements": [own(deed) for deed in deeds]}
    yield from buttons.foot(card, now)


def _deadline(card: Card, now: datetime) -> str:
    deadline = card.query.deadline
    printed = escaped(one_line(deadline.text), 120)
    if deadline.at is None:
        named = f" (it says “{printed}”)" if printed else ""
        return f"*Deadline:* no deadline given{named}"
    parts = [words.live(deadline.at, card.timezone), words.left(deadline, now)]
    if not deadline.sure:
        parts.append(f"not sure, it says “{printed}”" if printed else "not sure")
    return "*Deadline:* " + " · ".join(part for part in parts if part)


def _quote(card: Card, room: Room) -> Block:
    title = verbatim(card.query.summary or "(no title)", room.title, bold=True)
    body = clean(card.query.body)
    if withheld(card) or not body or not room.quote:
        return quote(title)
    more = "\n(the mail itself was cut here)" if card.query.cut else ""
    return quote(
        title, said("\n"), verbatim(body, room.quote), *filter(None, [_said(more)])
    )


def _said(text: str) -> Block | None:
    return said(text) if text else None


def _policy(card: Card, room: Room) -> Iterator[Block]:
    """Say what may be done with the query, and why no more."""
    reasons = rules_of(card)
    if withheld(card):
        reasons.append("the query's text stays out of this channel")
    shown = [cut(one_line(reason), room.item + 60) for reason in reasons[: room.items]]
    if len(reasons) > len(shown):
        shown.append(f"and {len(reasons) - len(shown)} more in the thread")
    name, may = words.level(card.policy, bound=bool(reasons))
    why = [verbatim("; ".join(shown), _RULES)] if shown else []
    yield rich(line(said(name, bold=True), said(may), *why))
    if (withheld(card) and room.items) and (  # a link that long is in the thread
        button := link_button("Read the query", card.query.reply_url, action_id=OPEN)
    ):
        yield {"type": "actions", "elements": [button]}
    elif withheld(card) and not card.query.reply_url:
        yield {"type": "context", "elements": [own(origin.stands(card))]}


def _fit(card: Card, room: Room) -> Iterator[Block]:
    yield line(
        said(f"{words.fit(card.match.score).capitalize()} for ", bold=True),
        verbatim(one_line(card.company), _SMALL, bold=True),
    )
    yield from outlined.titled("Why", card.match.why, room)
    yield from outlined.titled("Against", card.match.against, room)
