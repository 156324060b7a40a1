"""``haro-bot queue``: the cards that wait for a decision, and what was decided lately.

Reads only, so it works beside the worker, and when Slack is down.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import config
from bot.cli import parse, stored, table
from bot.cli.clock import Now
from bot.cli.parts import policing, rules_of
from bot.cli.terminal import plain
from bot.domain import Card, state
from bot.reports import terminal
from bot.reports.reading import Message
from bot.slack import blocks, words
from bot.store import Store

_WIDTH = 120  # columns of the table
_TITLES = ("NO.", "LEFT", "SCORE", "COMPANY", "TITLE", "OUTLET", "STATE")
_NUMBERS = {"NO.", "SCORE"}
_FOLDED = {"COMPANY", "TITLE", "OUTLET", "STATE"}


def run(args: argparse.Namespace, now: Now) -> int:
    """Print a line a card, what is due first; or one card whole."""
    path = Path(args.config)
    settings, profiles = config.load(path)
    names = [profile.company for profile in stored.companies(profiles, args.company)]
    chosen = names if args.company else ()
    with stored.looked_at(stored.place(path, settings)) as store:
        store.policing = policing(rules_of(settings), lambda: profiles)
        at = now()
        if args.card:
            _show(stored.card_meant(store, args.card, names, args.company, at), at)
            return 0
        cards = store.open_cards(at, chosen)
        if args.all:
            cards += [
                card for card in decided(store, at) if not chosen or card.company in chosen
            ]
    if args.json:
        for card in cards:
            print(stored.json_line(as_json(card, at)))
    elif cards:
        _print([_row(card, at) for card in cards])
    else:
        print("nothing waits for a decision")
    return 0


def decided(store: Store, now: datetime) -> list[Card]:
    """Return the cards decided within `stored.LATELY`, the latest first."""
    since = now - stored.LATELY
    lately = {entry.card_id for entry in store.audit(since=since, most=stored.EVERY)}
    found = [store.card(number, now) for number in lately if number is not None]
    done = [
        (card.decision.at, card)
        for card in found
        if card is not None and card.decision is not None and card.decision.at >= since
    ]
    return [card for _, card in sorted(done, key=lambda pair: pair[0], reverse=True)]


def as_json(card: Card, now: datetime) -> dict[str, Any]:
    """Return the keys of the contract for one card."""
    deadline, decision = card.query.deadline, card.decision
    left = (deadline.at - now).total_seconds() / 3600 if deadline.at else None
    return {
        "card": card.id,
        "query_id": card.query.id,
        "company": card.company,
        "summary": card.query.summary,
        "outlet": card.query.outlet,
        "score": round(card.match.score, 6),
        "deadline": parse.instant(deadline.at),
        "hours_left": round(left, 1) if left is not None else None,
        "state": state(card, now),
        "policy": card.policy.level.value,
        "posted": bool(card.ts),
        "snoozed_until": parse.instant(card.snoozed_until),
        "assigned": card.assigned,
        "rivals": [rival.company for rival in card.rivals],
        "decided_by": decision.by if decision else "",
        "decided_at": parse.instant(decision.at) if decision else None,
        "cause": card.cause.value if card.cause else None,
    }


def stands(card: Card, now: datetime) -> str:
    """Say in words where a card stands."""
    return "; ".join(_stands(card, now))


def _stands(card: Card, now: datetime) -> Iterator[str]:
    decision = card.decision
    if decision is not None:
        why = f" ({card.cause.value})" if card.cause else ""
        when = words.ago(decision.at, now)
        yield f"{decision.choice.value}{why} by {decision.by}, {when}"
    elif card.snoozed_until is not None:
        until = words.local(card.snoozed_until, card.timezone)
        yield f"snoozed until {until} by {card.snoozed_by}"
    else:
        yield state(card, now)
    if card.assigned:
        yield f"assigned to {card.assigned}"
    if card.sent_at is not None:
        yield f"sent {words.ago(card.sent_at, now)}"
    if card.heard_at is not None:
        yield f"the reporter wrote back {words.ago(card.heard_at, now)}"
    for rival in card.rivals:
        yield f"{rival.company} {'answers it' if rival.approved else 'has it as well'}"
    if not card.ts:
        yield "not in Slack yet"


def _show(card: Card, now: datetime) -> None:
    """Draw one card as Slack shows it."""
    at = now.astimezone(words.zone(card.timezone))
    drawn = Message(author=f"card {card.id}", at=at, blocks=blocks.card(card, now))
    terminal.show([drawn])
    print(plain(stands(card, now)))
    if state(card, now) in ("open", "snoozed"):
        print(f"haro-bot approve {card.id}, or haro-bot skip {card.id}")


def _row(card: Card, now: datetime) -> tuple[str, ...]:
    return (
        str(card.id),
        words.left(card.query.deadline, now).removesuffix(" left") or "no date",
        f"{card.match.score:.2f}",
        card.company,
        card.query.summary or "(no title)",
        card.query.outlet,
        stands(card, now),
    )


def _print(rows: Sequence[Sequence[str]]) -> None:
    cells = [[stored.one_line(cell) for cell in row] for row in rows]
    table.show(_TITLES, cells, numbers=_NUMBERS, folded=_FOLDED, width=_WIDTH)
