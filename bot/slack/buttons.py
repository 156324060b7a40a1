"""The foot of a card: what can be done to it now, and nothing that can't.

Pure. A button carries which card and which edition of it was to be seen; an option of
a menu the same and its own name after that, see `actions.read`.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.domain import UNDO, Act, Card, Choice, Level, muted_name, telling
from bot.pitching import interviewing
from bot.slack import actions, words
from bot.slack.binding import withheld
from bot.slack.clean import Block, own, plain

_HOUR = timedelta(hours=1)
AHEAD = timedelta(hours=2)  # of the deadline, for `actions.BEFORE`
_MORNING = time(9)
_TEXT = 75
_OF_A_VERSION = (actions.UNDO, actions.REOPEN)  # which decision is taken back


def foot(card: Card, now: datetime) -> Iterator[Block]:
    if card.decision is not None:
        yield from _row(card, _after(card, now))
        if card.decision.choice is Choice.SKIPPED and card.cause is None:
            causes = {cause.value: said for cause, said in words.CAUSES.items()}
            menu = _menu(card, actions.REASON, "Why? (optional)", causes)
            yield {"type": "actions", "block_id": "reason", "elements": [menu]}
    elif card.query.deadline.expired(now):
        yield {"type": "context", "elements": [own("*Deadline passed*")]}
    else:
        yield from _row(card, _open(card, now))


def snoozes(card: Card, now: datetime) -> dict[str, str]:
    """Return the snoozes that end between now and the deadline, with their words.

    Tomorrow is told by the zone of the card; the one who clicks may be elsewhere.
    """
    end, at = card.query.deadline.until, card.query.deadline.at
    zone = words.zone(card.timezone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    ends = {
        actions.HOUR: now + _HOUR,
        actions.BEFORE: at - AHEAD if at else None,
        actions.MORNING: datetime.combine(tomorrow, _MORNING, zone),
    }
    return {
        name: said
        for name, said in actions.SNOOZES.items()
        if (until := ends[name]) and now < until and (end is None or until < end)
    }


def mores(card: Card) -> dict[str, str]:
    """Return what the menu of rare things offers, with its words."""
    left_out = set()
    if withheld(card):
        left_out.add(actions.COPY)
    if not muted_name(card.query, "outlet"):
        left_out.add(Act.MUTE_OUTLET.value)
    if not muted_name(card.query, "reporter"):
        left_out.add(Act.MUTE_REPORTER.value)
    return {name: said for name, said in actions.MORES.items() if name not in left_out}


def _open(card: Card, now: datetime) -> Iterator[Block]:
    if card.policy.level is not Level.OFF:
        yield {**_button(card, actions.APPROVE, "Approve"), "style": "primary"}
    if not withheld(card):
        if interviewing.fresh(card):
            used = bool(card.outline.said)
            yield _button(card, actions.USE, f"{'Update' if used else 'Use'} the answers")
        yield _button(card, actions.EDIT, "Edit")
    yield _button(card, actions.SKIP, "Skip")
    if card.snoozed_until is not None:
        yield _button(card, actions.WAKE, "Wake now")
    elif options := snoozes(card, now):
        yield _menu(card, actions.SNOOZE, "Snooze", options)
    if not withheld(card) and _askable(card):
        yield _button(card, actions.INTERVIEW, "Ask the expert")
    yield {
        "type": "overflow",
        "action_id": actions.MORE,
        "options": [_option(card, name, said) for name, said in mores(card).items()],
    }


def _askable(card: Card) -> bool:
    """Whether there is something to ask, and not all of it was asked of who has it now."""
    asked, has_it = card.interview, telling.user(card.assigned)
    again = asked is None or not asked.open or has_it not in ("", asked.user)
    again = again or (asked is not None and asked.version < card.edition)
    return again and bool(card.outline.asks)


def _after(card: Card, now: datetime) -> Iterator[Block]:
    """Offer to take a decision back, and what can still be done beside it."""
    decided, late = card.decision, card.query.deadline.expired(now)
    if decided is None:
        return
    fresh = now - decided.at <= UNDO
    if fresh:
        yield _button(card, actions.UNDO, "Undo")
    if late:
        return
    if decided.choice is Choice.APPROVED:
        yield _button(card, actions.ASSIGN, "Assign")
    elif not fresh:
        yield _button(card, actions.REOPEN, "Open again")


def _row(card: Card, elements: Iterator[Block]) -> Iterator[Block]:
    """Make a row under a name of its own: Slack keeps what was chosen in an old one."""
    if found := list(elements):
        yield {"type": "actions", "block_id": f"decide:{card.version}", "elements": found}


def _button(card: Card, action: str, text: str) -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": plain(text, 30),
        "value": actions.stamped(
            card.id,
            card.version if action in _OF_A_VERSION else card.edition,
            card.outline.hash if action == actions.APPROVE else "",
        ),
    }


def _menu(card: Card, action: str, text: str, options: dict[str, str]) -> Block:
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(text, 150),
        "options": [_option(card, name, said) for name, said in options.items()],
    }


def _option(card: Card, name: str, said: str) -> Block:
    stamp = actions.stamped(card.id, card.edition)
    return {"text": plain(said, _TEXT), "value": f"{stamp}:{name}"}
