"""``haro-bot gallery``: every view there is in Slack, on invented queries.

For those who write, choose or translate words; needs no account, key or store.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.cli.clock import Now
from bot.domain import Act, Card, Deed, Entry, No, Outcome, Week, telling
from bot.errors import BadInput
from bot.pitching.editing import edited, parts
from bot.reports import page, samples, terminal
from bot.reports.reading import Message, Shown, Window
from bot.reports.samples import nouns, others
from bot.slack import (
    blocks,
    copying,
    home,
    listing,
    modals,
    outcomes,
    replies,
    summaries,
    threads,
    words,
)
from bot.slack.clean import Block

TITLE = "haro-bot: every view"
_AUTHOR = "haro-bot"
_SEARCHED = "Queries of the last 60 days with “whitening”"

Shot = tuple[str, Shown]


def run(args: argparse.Namespace, now: Now) -> int:
    """Draw every view in the terminal, or write them as a page."""
    shots = views(now())
    if not args.html:
        terminal.gallery(shots)
        return 0
    path = Path(args.html)
    try:
        path.write_text(page.gallery(shots, TITLE), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--html: {path}: {error.strerror}") from None
    print(f"{len(shots)} views written to {path}", file=sys.stderr)
    return 0


def views(now: datetime) -> list[Shot]:
    """Return every view with its caption, in the order in which people meet them."""
    return [
        *_cards(now),
        *_below(now),
        *_modals(now),
        *_alone(now),
        *_summaries(now),
        *_asked(now),
        *_homes(now),
    ]


def _cards(now: datetime) -> Iterator[Shot]:
    for caption, card in samples.captioned(now):
        yield caption, _message(now, blocks.card(card, now))


def _below(now: datetime) -> Iterator[Shot]:
    """Yield what stands below cards: the outline, words to people."""
    card = samples.approved(now)
    answered = dict(samples.captioned(now))[samples.ANSWERED]
    for caption, one in (
        ("The thread of an approved card", card),
        ("The thread of an approved card with an expert's answers", answered),
        (
            "The thread of an approved card whose source keeps its text to itself",
            replace(samples.withheld(now), decision=card.decision, version=1),
        ),
    ):
        below = tuple(_message(now, part) for part in threads.thread(one, nouns.EXPERTS))
        yield caption, replace(_message(now, blocks.card(one, now)), thread=below)
    query = replace(card.query, body="\n\n".join([card.query.body] * 3))
    long = replace(card, query=query, decision=None)
    yield (
        "A card that had no room for all",
        replace(
            _message(now, blocks.card(long, now)),
            thread=tuple(_message(now, part) for part in threads.details(long, now)),
        ),
    )
    said = others.replies(now)
    given = replace(card, assigned=nouns.COLLEAGUE)
    you = Deed(
        card_id=card.id, act=Act.UNDO, by=nouns.YOU, name=nouns.NAMES[nouns.YOU], at=now
    )
    for caption, before, deed in (
        (
            "Assigned, below a card",
            card,
            replace(you, act=Act.ASSIGN, person=nouns.COLLEAGUE),
        ),
        ("No longer assigned, below a card", given, replace(you, act=Act.ASSIGN)),
        ("An approval taken back, below a card", card, you),
        ("Approved again, below a card", long, replace(you, act=Act.APPROVE)),
    ):
        (told,) = telling.told(before, deed, threaded=True, recalled=True)
        outgoing = replace(said[0][1], text=told.text, people=told.people)
        said.append((caption, outgoing))
    for caption, outgoing in said:
        yield caption, _message(now, replies.blocks(outgoing))


def _modals(now: datetime) -> Iterator[Shot]:
    """Yield what opens above the channel."""
    card, tested = samples.strong(now), samples.trapped(now)
    cards = dict(samples.captioned(now))
    place = {"channel": nouns.CHANNEL, "ts": card.ts}
    yield "Edit", _window(modals.edit(card, **place))
    yield "Edit, where a hidden test was found", _window(modals.edit(tested, **place))
    yield "Edit again", _window(modals.edit(cards[samples.EDITED], **place))
    draft = replace(parts(tested.outline), opening="Hello Bela Quist, periwinkle,")
    typed = replace(tested, outline=edited(tested.outline, draft))
    yield (
        "Edit, with a word that gives machines away",
        _window(modals.edit(typed, **place), modals.edit_faults(tested, draft, kept=False)),
    )
    changed = Outcome(card=card, no=No.CHANGED)
    deed = Deed(card_id=card.id, act=Act.EDIT, by=nouns.YOU, at=now)
    last = Entry(
        act=Act.EDIT, by=nouns.COLLEAGUE, at=now - timedelta(minutes=2), via="slack"
    )
    said = outcomes.faulted(changed, deed, [last], now)
    yield (
        "Edit, while somebody else did",
        _window(modals.edit(card, **place), {modals.OPENING: said}),
    )
    experts = nouns.teams()[0].experts
    yield "Assign", _window(modals.assign(card, experts, **place))
    given = cards[samples.ASSIGNED]
    yield "Assign, where somebody has it", _window(modals.assign(given, experts, **place))
    both = cards[samples.TAKEN]
    yield "Approve, where another company answers", _window(modals.rival(both, **place))
    summary = others.summary(now)
    yield "Should have been shown", _window(modals.missed(summary, **place))


def _alone(now: datetime) -> Iterator[Shot]:
    """Yield what one person is told alone."""
    card = samples.strong(now)
    yield "Copy the outline", _whisper(now, copying.blocks(card))
    late = samples.approved(now, timedelta(seconds=12))
    yield "Too late", _refusal(late, Act.SKIP, No.DECIDED, now)
    old = samples.approved(now, timedelta(minutes=3))
    yield "Undo after its minute", _refusal(old, Act.UNDO, No.LATE, now)
    gone = replace(card, query=samples.cards(now)[-1].query)
    yield "The deadline has passed", _refusal(gone, Act.APPROVE, No.EXPIRED, now)
    teaching = Deed(card_id=card.id, act=Act.NOT_FOR_US, by=nouns.YOU, at=now)
    yield "Skipped before", _whisper(now, text=outcomes.skipped_before(teaching))
    yield "The card is gone", _whisper(now, text=outcomes.GONE)
    until = now + timedelta(hours=21)
    yield (
        "Snoozed, where Slack does not tell the zone",
        _whisper(now, text=outcomes.placeless(until, nouns.ZONE)),
    )
    muting = Deed(card_id=card.id, act=Act.MUTE_OUTLET, by=nouns.YOU, at=now)
    yield "An outlet was muted", _whisper(now, text=outcomes.done(card, muting))


def _summaries(now: datetime) -> Iterator[Shot]:
    yield (
        "The weak matches of a day",
        _message(now, summaries.blocks(others.summary(now))),
    )
    for caption, text in others.notices():
        yield caption, _message(now, blocks.notice(text))


def _asked(now: datetime) -> Iterator[Shot]:
    """Yield the answers of /queries."""
    answers = (
        ("list", listing.opened(others.opened(now), now, paused=[nouns.OTHER])),
        ("list, with nothing open", listing.opened([], now)),
        (
            "search whitening",
            listing.found(
                others.found(now),
                now,
                about="Queries of the last 60 days with “whitening”",
                more=False,
            ),
        ),
        ("why strips", listing.why(others.ranked(now))),
        (
            "status",
            listing.status(others.health(now), others.week(), now, paused=(), waiting=0),
        ),
        (
            "status, with all that can be wrong",
            listing.status(
                others.health(now, well=False),
                others.week(),
                now,
                paused=[nouns.OTHER],
                waiting=3,
                alarms=others.alarms(now),
            ),
        ),
        ("mutes", listing.muted(others.mutes(now))),
        ("help", listing.usage()),
        ("an unknown word", listing.usage("list", "lst")),
    )
    for asked, answer in answers:
        yield f"/queries {asked}", _whisper(now, answer.blocks, answer.text)


def _homes(now: datetime) -> Iterator[Shot]:
    """Yield App Home: of somebody with much to do, with nothing, of a stranger."""
    full = home.Overview(
        teams=nouns.teams(),
        cards=others.opened(now),
        week=others.week(),
        health=others.health(now),
        alarms=others.alarms(now),
        mutes=others.mutes(now),
        paused=[nouns.OTHER],
        waiting=2,
    )
    empty = home.Overview(
        teams=nouns.teams()[:1], cards=(), week=Week(), health=others.health(now)
    )
    yield "App Home", _window(home.view(full, now))
    yield "App Home, with nothing open", _window(home.view(empty, now))
    yield "App Home of a stranger", _window(home.stranger())


# ------------------------------------------------------------------------- the pieces


def _message(now: datetime, drawn: list[Block]) -> Message:
    at = now.astimezone(words.zone(nouns.ZONE))
    return Message(author=_AUTHOR, at=at, blocks=drawn, menus=True, names=nouns.NAMES)


def _whisper(now: datetime, drawn: list[Block] | None = None, text: str = "") -> Message:
    return replace(_message(now, drawn or []), text=text, private=True)


def _window(view: Block, errors: Mapping[str, str] | None = None) -> Window:
    return Window(view=view, errors=errors or {}, menus=True, names=nouns.NAMES)


def _refusal(card: Card, act: Act, no: No, now: datetime) -> Message:
    deed = Deed(card_id=card.id, act=act, by=nouns.YOU, at=now)
    text = outcomes.refused(Outcome(card=card, no=no), deed, (), now)
    return _whisper(now, text=text)
