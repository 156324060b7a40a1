"""App Home: what is open, how the week went, whether it all works. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import Alarm, Card, Health, Mute, Team, Week, digest_of
from bot.slack import actions, alarmed
from bot.slack import health as healthy
from bot.slack.clean import Block, escaped, one_line, plain
from bot.slack.rows import (
    NAME,
    STRANGER,
    button,
    card_blocks,
    context,
    mute_block,
    names,
    section,
    waits,
)

_CARDS, _MUTES, _PAUSED = 25, 12, 5  # shown; two blocks a card, one a mute or pause
_LINES = 15  # of health
_DOUBT = 600  # units


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What somebody may see. ``cards``: the open ones, what is due first."""

    teams: Sequence[Team]
    cards: Sequence[Card]
    week: Week
    health: Health
    alarms: Sequence[Alarm] = ()
    mutes: Sequence[Mute] = ()
    paused: Sequence[str] = ()
    waiting: int = 0  # good matches that wait for a card
    doubt: str = ""  # what of their teams can't be told now, in plain words


def view(seen: Overview, now: datetime) -> Block:
    """Lay out the home tab; at most 100 blocks, whatever there is."""
    return {"type": "home", "blocks": list(_blocks(seen, now))}


def stranger() -> Block:
    """Lay out the home tab of somebody who is in no team: it says nothing of others."""
    return {"type": "home", "blocks": [section(STRANGER)]}


def unsure(doubt: str) -> Block:
    """Lay out the home tab of somebody who may be in a team: Slack does not tell."""
    return {"type": "home", "blocks": [_doubted(doubt), _refreshing()]}


def _blocks(seen: Overview, now: datetime) -> Iterator[Block]:
    total = len(seen.cards)
    if seen.doubt:
        yield _doubted(seen.doubt)
    yield _header(healthy.count(total, "open card") if total else "Open cards")
    if not seen.cards:
        yield section(
            "Nothing is open. What fits comes as a card into the channel by itself;"
            " silence means that nothing did."
        )
    for card in seen.cards[:_CARDS]:
        yield from card_blocks(card, now)
    if len(seen.cards) > _CARDS:
        yield context(f"and {len(seen.cards) - _CARDS} more, due later")
    if seen.waiting:
        yield context(waits(seen.waiting))
    yield _refreshing()
    yield _header("The last 7 days")
    yield section(healthy.week(seen.week))
    yield _header("Health")
    wrong = [*alarmed.lines(seen.alarms, now), *healthy.lines(seen.health, now)]
    for text in wrong[:_LINES]:
        yield section(text)
    zone = seen.teams[0].timezone if seen.teams else "UTC"
    yield section(f"Last digest: {healthy.last(seen.health, now, zone)}")
    if heard := healthy.sources(seen.health, now):
        yield context(f"Newsletters, last seen: {heard}")
    yield from _stopped(seen)
    yield context(
        f"You see: {names([team.company for team in seen.teams])}."
        f" `{actions.COMMAND} help` says what else you can ask."
    )


def _stopped(seen: Overview) -> Iterator[Block]:
    """Show what is paused and muted, each with its way back."""
    if seen.paused:
        yield _header("Paused")
    for company in seen.paused[:_PAUSED]:
        name = escaped(one_line(company), NAME)
        yield {
            **section(f"{name}: no new cards until it is resumed"),
            "accessory": button(actions.RESUME, "Resume", digest_of(company)),
        }
    if len(seen.paused) > _PAUSED:
        yield context(f"and {len(seen.paused) - _PAUSED} more paused")
    if seen.mutes:
        yield _header("Muted")
    yield from map(mute_block, seen.mutes[:_MUTES])
    if len(seen.mutes) > _MUTES:
        yield context(f"and {len(seen.mutes) - _MUTES} more muted")


def _doubted(doubt: str) -> Block:
    return section(escaped(one_line(doubt), _DOUBT))


def _refreshing() -> Block:
    return {
        "type": "actions",
        "block_id": "refresh",
        "elements": [button(actions.REFRESH, "Refresh", "home")],
    }


def _header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}
