"""What stands below an approved card: the outline to copy, then the query in full."""

from collections.abc import Iterator

from bot.domain import Card, Have
from bot.pitching.checklist import label
from bot.slack import words
from bot.slack.blocks import OPEN, rules_of, withheld
from bot.slack.clean import (
    Block,
    bullets,
    copyable,
    line,
    link_button,
    one_line,
    pieces,
    quote,
    rich,
    said,
    verbatim,
)
from bot.slack.rules import size

_PIECE = 2500
_BOX = 2000  # one box of outline: the first stands beside address and rules
_FULL = 8000  # of a list as JSON; then the next message begins
_RULES = 5
_PLACES = 3


def thread(card: Card) -> list[list[Block]]:
    """Return the messages in their order; the first can be answered from."""
    outline = [] if withheld(card) else pieces(card.outline.text, _BOX)
    query = [] if withheld(card) else pieces(card.query.body, _PIECE)
    parts = [[rich(*_head(card), *_boxes(outline[:1])), *_link(card)]]
    parts += [[rich(copyable(piece, _BOX))] for piece in outline[1:]]
    parts += [[rich(*asked)] for asked in _asked(card)]
    for number, piece in enumerate(query, 1):
        title = "The query in full" if number == 1 else f"The query, part {number}"
        parts.append([rich(line(said(title, bold=True)), quote(verbatim(piece, _PIECE)))])
    return parts


def text(part: int) -> str:
    """Say what a part is, for notifications and screen readers."""
    return "Approved: outline and reply address" if part == 1 else f"Part {part}"


def _head(card: Card) -> Iterator[Block]:
    query, outline = card.query, card.outline
    yield line(said("Ready to answer. A person sends it; this bot never does.", bold=True))
    reply = one_line(query.reply_to or query.reply_url)
    yield line(
        said("Reply to: ", bold=True),
        verbatim(reply, 300) if reply else said("no way to answer in the digest"),
    )
    if query.reply_to and query.reply_url:
        yield line(said("Or on its page: "), verbatim(one_line(query.reply_url), 300))
    for other in card.also[:_PLACES]:
        way = one_line(other.reply_to or other.reply_url)
        if way and way != reply:
            yield line(
                said(f"Also on {one_line(words.service(other.source))}: "),
                verbatim(way, 300),
            )
    subject = ": ".join(filter(None, map(one_line, (query.summary, outline.expert))))
    yield line(said("Subject: ", bold=True), verbatim(subject, 250))
    warnings = rules_of(card)
    if warnings:
        yield line(said("Rules", bold=True))
        yield bullets(line(verbatim(one_line(w), 300)) for w in warnings[:_RULES])


def _boxes(outline: list[str]) -> Iterator[Block]:
    for piece in outline:
        yield line(said("Outline to copy", bold=True))
        yield copyable(piece, _BOX)


def _asked(card: Card) -> Iterator[list[Block]]:
    """Yield messages that say what the reporter wants and what of it we have."""
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
        items: list[Block] = []
        for row in rows:
            items.append(_row(*row))
            if size(items) > _FULL:
                yield [line(said(title, bold=True)), bullets(items)]
                items = []
        if items:
            yield [line(said(title, bold=True)), bullets(items)]


def _row(state: Have, wanted: str, ours: str) -> Block:
    found = [said(" → "), verbatim(one_line(ours), 200)] if ours else []
    return line(said(f"{words.HAVE[state]}: "), verbatim(one_line(wanted), 250), *found)


def _link(card: Card) -> Iterator[Block]:
    if button := link_button("Open", card.query.reply_url, action_id=OPEN):
        yield {"type": "actions", "elements": [button]}
