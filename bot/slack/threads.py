"""What stands below a card: all that had no room on it, and once approved the outline.

`details` goes out with the card: the query in full, what speaks for and against it, and
the questions to the expert. `thread` is what is needed to answer: address, rules, the
outline to copy, what to write with.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import composing
from bot.domain import Answer, Card, Check, Expert, Query
from bot.pitching.checklist import label
from bot.slack import blocks, interviews, origin, outlined, words, writing
from bot.slack.actions import OPEN
from bot.slack.binding import rules_of, seen, withheld
from bot.slack.boxes import BOX, PIECE, capped, copies, lists, packed
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

DETAILS = "What had no room on the card, and what to ask"
_MOST = 10  # pieces of a query, each of `PIECE`: some four are all that was ever seen
_RULES = 5
_FLAGS = 6
_WIDE = 300  # units of one of them
_PLACES = 3
_NAME = 80


def thread(card: Card, experts: Sequence[Expert] = ()) -> list[list[Block]]:
    """Return the messages in their order; the first can be answered from.

    ``experts``: of the card's company, as its profile stands now.
    """
    who = writing.expert(card, experts)
    outline = [] if withheld(card) else pieces(card.outline.text, BOX)
    parts = _first(card, who, outline[:1])
    parts += [[rich(copyable(piece, BOX))] for piece in outline[1:]]
    parts = _written(parts, writing.blocks(card, who))
    asks = [] if card.outline.said else list(_asks(card))  # or else it was asked
    spoken = [*interviews.told(card), *interviews.proposed(card, experts)]
    found = packed([*_asked(card), *asks, *spoken])
    return parts + [[rich(*asked)] for asked in found]


def details(card: Card, now: datetime) -> list[list[Block]]:
    """Return the query in full and all reasons, where the card does not show it all.

    And what to ask the expert, ready to paste. Of a query that is a book only the first
    part: other cards wait behind it.
    """
    if blocks.holds_all(card, now):
        return [[rich(*message)] for message in packed(_asks(card))]
    query = [] if withheld(card) else pieces(card.query.body, PIECE)
    full = [
        [line(said(_title(number), bold=True)), quote(verbatim(piece, PIECE))]
        for number, piece in enumerate(query[:_MOST], 1)
    ]
    if rest := sum(map(length, query[_MOST:])):
        full[-1].append(line(said(f"and {rest:,} letters more, in the digest itself")))
    head, last = full[:-1], full[-1:]
    messages = [*head, *packed([*last, *_reasons(card), *_asks(card)])]
    return [[rich(*message)] for message in messages]


def text(part: int) -> str:
    """Say what a part is, for notifications and screen readers."""
    return "Approved: what to answer with" if part == 1 else f"Part {part}"


def _title(number: int) -> str:
    return "The query in full" if number == 1 else f"The query, part {number}"


def _first(card: Card, who: Expert | None, box: list[str]) -> list[list[Block]]:
    """Return address, rules and outline in one message, or in two where one is too full."""
    head = list(_head(card, who))
    message = [rich(*head, *_boxes(box)), *_buttons(card, who)]
    if size(message) <= BUDGET:
        return [message]
    first = [rich(*head), *_buttons(card, who)]
    if size(first) > BUDGET:  # the link stands in the text as well
        first = [rich(*head)]
    return [first, *([rich(*_boxes([piece]))] for piece in box)]


def _written(parts: list[list[Block]], links: list[Block]) -> list[list[Block]]:
    """Put what to write with below the last of the outline, or in messages of its own."""
    if not links:
        return parts
    if size([*parts[-1], *links]) <= BUDGET:
        return [*parts[:-1], [*parts[-1], *links]]
    if size(links) <= BUDGET:
        return [*parts, links]
    return [*parts, *([link] for link in links)]


def _head(card: Card, who: Expert | None) -> Iterator[Block]:
    query, outline = card.query, card.outline
    yield line(said("Ready to answer. A person sends it; this bot never does.", bold=True))
    reply = one_line(query.reply_to or query.reply_url)
    made = composing.letter(card, who)
    unsure = [said(f" ({doubt})", bold=True)] if (doubt := writing.doubt(made)) else []
    mine = made.to == query.reply_to.strip()
    yield line(
        said("Reply to: ", bold=True),
        verbatim(reply, _WIDE) if reply else said("no way to answer in the digest"),
        *(unsure if mine else []),
    )
    if made.to and not mine:
        yield line(said("By mail: ", bold=True), verbatim(made.to, _WIDE), *unsure)
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
    subject = made.subject if made.to and who else subject
    yield line(said("Subject: ", bold=True), verbatim(subject, 250))
    warnings = rules_of(card)
    name, may = words.level(card.policy, bound=bool(warnings))
    yield line(said(name, bold=True), said(may))
    if warnings:
        yield bullets(line(verbatim(one_line(w), _WIDE)) for w in warnings[:_RULES])
    yield from outlined.flags(card, most=_FLAGS, width=_WIDE)
    if card.outline.angle and not withheld(card):
        yield outlined.angle(card.outline, _WIDE)


def _boxes(outline: list[str]) -> Iterator[Block]:
    for piece in outline:
        yield line(said("Outline to copy", bold=True))
        yield copyable(piece, BOX)


def _asked(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the reporter asks and wants, and what of it we have."""
    if withheld(card):
        return
    for title, rows in (
        ("Asked", (_answered(a, card.outline.text) for a in card.outline.answers)),
        ("Wanted with the answer", map(_checked, card.outline.checklist)),
    ):
        yield from lists(f"{title} ({outlined.BY_RULES})", rows)


def _asks(card: Card) -> Iterator[list[Block]]:
    """Yield the questions to the expert, to be copied in one go."""
    if withheld(card) or not card.outline.asks:
        return
    name = cut(one_line(card.outline.expert.partition(",")[0]), _NAME) or "the expert"
    asked = "\n".join(f"{n}. {one_line(a)}" for n, a in enumerate(card.outline.asks, 1))
    by = f" ({put})" if (put := card.outline.put_by_model) else ""
    yield from copies(f"To ask {name}{by}", asked)


def _reasons(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the card may have had no room for."""
    card = seen(card)
    missing, look = (
        ((), ()) if withheld(card) else (card.outline.missing, card.outline.flags)
    )
    rules = rules_of(card)
    said_of = (
        ("Look first", look),
        ("Rules", rules),
        ("Why it fits", card.match.why),
        ("Against", card.match.against),
        ("Missing", missing),
        ("The same request elsewhere", [_place(other) for other in card.also]),
        ("The sender", [origin.proof(card)]),
    )
    for title, items in said_of:
        yield from lists(title, capped(items))


def _place(other: Query) -> str:
    way = other.reply_to or other.reply_url
    return ", ".join(filter(None, (words.service(other.source), way)))


def _answered(answer: Answer, text: str) -> Block:
    fact = [said(" → "), verbatim(f"[{one_line(answer.fact_id)}]", 200)]
    return line(
        said(f"{outlined.have(answer, text)}: "),
        verbatim(one_line(answer.question), 250),
        *_from(answer),
        *(fact if answer.fact_id else []),
    )


def _checked(check: Check) -> Block:
    ours = [said(" → "), verbatim(one_line(check.value), 200)]
    return line(
        said(f"{words.HAVE[check.state]}: "),
        verbatim(label(check.kind), 100),
        *_from(check),
        *(ours if check.value else []),
    )


def _from(found: Answer | Check) -> Iterator[Block]:
    """Yield the reporter's sentence that it was found in."""
    if sentence := outlined.sentence(found):
        yield said(" (“")
        yield verbatim(sentence, 250)
        yield said("”)")


def _buttons(card: Card, who: Expert | None) -> Iterator[Block]:
    found = (
        link_button("Open", card.query.reply_url, action_id=OPEN),
        writing.file_button(card, who),
    )
    if shown := [button for button in found if button is not None]:
        yield {"type": "actions", "elements": shown}
