"""What stands below a card: all that had no room on it, and once approved the outline.

`details` goes out with the card: the query in full, and what speaks for and against it.
`thread` is what is needed to answer: address, rules, the outline to copy.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain import Card, Have, Query
from bot.pitching.checklist import label
from bot.slack import blocks, origin, words
from bot.slack.actions import OPEN
from bot.slack.binding import rules_of, seen, withheld
from bot.slack.clean import (
    Block,
    bullets,
    copyable,
    cut,
    length,
    line,
    link_button,
    one_line,
    pieces,
    quote,
    rich,
    said,
    verbatim,
)
from bot.slack.rules import BUDGET, size

DETAILS = "The query in full, and the reasons"
_PIECE = 2500
_BOX = 2000  # one box of outline: the first stands beside address and rules
_FULL = 8000  # of a list as JSON; then the next message begins
_RULES = 5
_WIDE = 300  # units of one of them
_PLACES = 3


def thread(card: Card) -> list[list[Block]]:
    """Return the messages in their order; the first can be answered from."""
    outline = [] if withheld(card) else pieces(card.outline.text, _BOX)
    parts = _first(card, outline[:1])
    parts += [[rich(copyable(piece, _BOX))] for piece in outline[1:]]
    parts += [[rich(*asked)] for asked in _packed(_asked(card))]
    return parts


def details(card: Card, now: datetime) -> list[list[Block]]:
    """Return the query in full and all reasons; nothing where the card shows it all."""
    if blocks.holds_all(card, now):
        return []
    query = [] if withheld(card) else pieces(card.query.body, _PIECE)
    full = [
        [line(said(_title(number), bold=True)), quote(verbatim(piece, _PIECE))]
        for number, piece in enumerate(query, 1)
    ]
    head, last = full[:-1], full[-1:]
    messages = [*head, *_packed([*last, *_reasons(card)])]
    return [[rich(*message)] for message in messages]


def text(part: int) -> str:
    """Say what a part is, for notifications and screen readers."""
    return "Approved: outline and reply address" if part == 1 else f"Part {part}"


def _title(number: int) -> str:
    return "The query in full" if number == 1 else f"The query, part {number}"


def _first(card: Card, box: list[str]) -> list[list[Block]]:
    """Return address, rules and outline in one message, or in two where one is too full."""
    message = [rich(*_head(card), *_boxes(box)), *_link(card)]
    if size(message) <= BUDGET:
        return [message]
    head = [rich(*_head(card)), *_link(card)]
    if size(head) > BUDGET:  # the link stands in the text as well
        head = [rich(*_head(card))]
    return [head, *([rich(*_boxes([piece]))] for piece in box)]


def _packed(groups: Iterable[list[Block]]) -> Iterator[list[Block]]:
    """Put groups into as few messages as take them, in their order."""
    message: list[Block] = []
    for group in groups:
        if message and size([*message, *group]) > _FULL:
            yield message
            message = []
        message = [*message, *group]
    if message:
        yield message


def _head(card: Card) -> Iterator[Block]:
    query, outline = card.query, card.outline
    yield line(said("Ready to answer. A person sends it; this bot never does.", bold=True))
    reply = one_line(query.reply_to or query.reply_url)
    yield line(
        said("Reply to: ", bold=True),
        verbatim(reply, _WIDE) if reply else said("no way to answer in the digest"),
    )
    if query.reply_to and query.reply_url:
        yield line(said("Or on its page: "), verbatim(one_line(query.reply_url), _WIDE))
    for other in card.also[:_PLACES]:
        way = one_line(other.reply_to or other.reply_url)
        if way and way != reply:
            yield line(
                said(f"Also on {cut(one_line(words.service(other.source)), 40)}: "),
                verbatim(way, _WIDE),
            )
    subject = ": ".join(filter(None, map(one_line, (query.summary, outline.expert))))
    yield line(said("Subject: ", bold=True), verbatim(subject, 250))
    warnings = rules_of(card)
    if warnings:
        yield line(said("Rules", bold=True))
        yield bullets(line(verbatim(one_line(w), _WIDE)) for w in warnings[:_RULES])


def _boxes(outline: list[str]) -> Iterator[Block]:
    for piece in outline:
        yield line(said("Outline to copy", bold=True))
        yield copyable(piece, _BOX)


def _asked(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the reporter wants and what of it we have."""
    if withheld(card):
        return
    answers = [
        (a.state, a.question, f"[{one_line(a.fact_id)}]" if a.fact_id else "")
        for a in card.outline.answers
    ]
    checks = [
        (
            c.state,
            f"{label(c.kind)} (“{c.sentence}”)" if c.sentence else label(c.kind),
            c.value,
        )
        for c in card.outline.checklist
    ]
    for title, rows in (("Asked", answers), ("Wanted with the answer", checks)):
        yield from _lists(title, (_row(*row) for row in rows))


def _reasons(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the card may have had no room for."""
    card = seen(card)
    missing = () if withheld(card) else card.outline.missing
    rules = rules_of(card)
    lists = (
        ("Rules", rules),
        ("Why it fits", card.match.why),
        ("Against", card.match.against),
        ("Missing", missing),
        ("The same request elsewhere", [_place(other) for other in card.also]),
        ("The sender", [origin.proof(card)]),
    )
    for title, items in lists:
        rows = (
            line(verbatim(piece, _PIECE))
            for item in items
            for piece in pieces(one_line(item), _PIECE)
        )
        yield from _lists(title, rows)


def _long(text: str) -> bool:
    return length(one_line(text)) > _WIDE


def _place(other: Query) -> str:
    way = other.reply_to or other.reply_url
    return ", ".join(filter(None, (words.service(other.source), way)))


def _lists(title: str, rows: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the rows under their title, as many to a list as a message takes."""
    items: list[Block] = []
    for row in rows:
        if items and size([*items, row]) > _FULL:
            yield [line(said(title, bold=True)), bullets(items)]
            items = []
        items.append(row)
    if items:
        yield [line(said(title, bold=True)), bullets(items)]


def _row(state: Have, wanted: str, ours: str) -> Block:
    found = [said(" → "), verbatim(one_line(ours), 200)] if ours else []
    return line(said(f"{words.HAVE[state]}: "), verbatim(one_line(wanted), 250), *found)


def _link(card: Card) -> Iterator[Block]:
    if button := link_button("Open", card.query.reply_url, action_id=OPEN):
        yield {"type": "actions", "elements": [button]}
