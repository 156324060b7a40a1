"""The weak matches of a day in one calm message: what was held back, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain import Summary, Weak
from bot.slack import actions, words
from bot.slack.binding import held_by, unquoted
from bot.slack.clean import (
    Block,
    bullets,
    cut,
    escape,
    line,
    one_line,
    plain,
    rich,
    said,
    verbatim,
)
from bot.slack.rules import BUDGET, size

_FALLBACK = 300
_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    lines: int
    title: int  # units
    why: int


_ROOMS = (
    *(_Room(lines=n, title=140, why=120) for n in (40, 30, 24, 20, 16, 13, 10)),
    *(_Room(lines=n, title=80, why=60) for n in (12, 9, 6, 3, 1)),
)


def blocks(summary: Summary) -> list[Block]:
    """List as many as fit, the best first, by company; then say how many more."""
    shown: list[Block] = []
    for room in _ROOMS:
        shown = list(_blocks(summary, room))
        if size(shown) <= BUDGET:
            break
    return shown


def text(summary: Summary) -> str:
    """Say the essence in plain words."""
    count = len(summary.lines) + summary.more
    best = max(summary.lines, key=lambda weak: weak.score, default=None)
    first = f"; the best: {one_line(best.query.summary) or '(no title)'}" if best else ""
    shown = f"{_title(summary)}: {count} not posted{first}"
    return escape(cut(shown, _FALLBACK, escaped=True))


def name(weak: Weak, room: int) -> str:
    """Return score, title and outlet in one line of at most ``room`` units."""
    title = one_line(weak.query.summary) or "(no title)"
    outlet = one_line(weak.query.outlet)
    return cut(f"{weak.score:.2f} {title}{f' · {outlet}' if outlet else ''}", room)


def _title(summary: Summary) -> str:
    return f"Weak matches of {one_line(words.day(summary.day))}"


def _blocks(summary: Summary, room: _Room) -> Iterator[Block]:
    yield {"type": "header", "text": plain(_title(summary), 150)}
    shown = summary.lines[: room.lines]
    elements: list[Block] = []
    for company in dict.fromkeys(weak.company for weak in shown):
        mine = [weak for weak in shown if weak.company == company]
        elements += [
            line(verbatim(one_line(company), _NAME, bold=True)),
            bullets(line(*_line(weak, summary.timezone, room)) for weak in mine),
        ]
    more = len(summary.lines) - len(shown) + summary.more
    if more:
        held = "/queries held"
        elements.append(line(said(f"and {more} more: {held}" if shown else held)))
    if elements:
        yield rich(*elements)
    if summary.lines:
        yield {"type": "actions", "block_id": "missed", "elements": [_button(summary)]}


def _line(weak: Weak, timezone: str, room: _Room) -> Sequence[Block]:
    deadline = weak.query.deadline
    due = (
        f"due {words.local(deadline.at, timezone)}" if deadline.at else "no deadline given"
    )
    found = [verbatim(name(weak, room.title), room.title), said(f" · {due}")]
    if against := unquoted(weak.against[:1], held=held_by(weak.policy)):
        found += [said(" · not posted: "), verbatim(one_line(against[0]), room.why)]
    return found


def _button(summary: Summary) -> Block:
    return {
        "type": "button",
        "action_id": actions.MISSED,
        "text": plain("One of these should have been a card", 75),
        "value": str(summary.id),
    }
