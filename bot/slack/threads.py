"""What stands below a card: all that had no room on it, and once approved the outline.

`details` goes out with the card: the query in full, what speaks for and against it, and
the questions to the expert. `thread` is what is needed to answer: address, rules, the
outline to copy, what to write with.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot import composing
from bot.domain import Answer, Card, Check, Expert, Query
from bot.pitching import proposing
from bot.pitching.checklist import label
from bot.slack import blocks, origin, outlined, words, writing
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

DETAILS = "What had no room on the card, and what to ask"
_PIECE = 2500
_BOX = 2000  # one box of outline: the first stands beside address and rules
_FULL = 8000  # of a list as JSON; then the next message begins
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
    outline = [] if withheld(card) else pieces(card.outline.text, _BOX)
    parts = _first(card, who, outline[:1])
    parts += [[rich(copyable(piece, _BOX))] for piece in outline[1:]]
    parts = _written(parts, writing.blocks(card, who))
    asks = [] if card.outline.said else list(_asks(card))  # or else it was asked
    lists = [*_asked(card), *asks, *_said(card), *_proposed(card, experts)]
    return parts + [[rich(*asked)] for asked in _packed(lists)]


def details(card: Card, now: datetime) -> list[list[Block]]:
    """Return the query in full and all reasons, where the card does not show it all.

    And what to ask the expert, ready to paste.
    """
    if blocks.holds_all(card, now):
        return [[rich(*message)] for message in _packed(_asks(card))]
    query = [] if withheld(card) else pieces(card.query.body, _PIECE)
    full = [
        [line(said(_title(number), bold=True)), quote(verbatim(piece, _PIECE))]
        for number, piece in enumerate(query, 1)
    ]
    head, last = full[:-1], full[-1:]
    messages = [*head, *_packed([*last, *_reasons(card), *_asks(card)])]
    return [[rich(*message)] for message in messages]


def text(part: int) -> str:
    """Say what a part is, for notifications and screen readers."""
    return "Approved: outline and reply address" if part == 1 else f"Part {part}"


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
        yield copyable(piece, _BOX)


def _asked(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the reporter asks and wants, and what of it we have."""
    if withheld(card):
        return
    for title, rows in (
        ("Asked", map(_answered, card.outline.answers)),
        ("Wanted with the answer", map(_checked, card.outline.checklist)),
    ):
        yield from _lists(f"{title} ({outlined.BY_RULES})", rows)


def _asks(card: Card) -> Iterator[list[Block]]:
    """Yield the questions to the expert, to be copied in one go."""
    if withheld(card) or not card.outline.asks:
        return
    name = cut(one_line(card.outline.expert.partition(",")[0]), _NAME) or "the expert"
    asked = "\n".join(f"{n}. {one_line(a)}" for n, a in enumerate(card.outline.asks, 1))
    yield from _copies(f"To ask {name}", asked)


def _said(card: Card) -> Iterator[list[Block]]:
    """Yield who said what when, of what stands in the outline."""
    if withheld(card):
        return
    rows = (
        line(
            verbatim(one_line(one.name) or "the expert", _NAME, bold=True),
            said(f", {words.local(one.at, card.timezone)}: "),
            verbatim(piece, _PIECE),
        )
        for one in card.outline.said
        for piece in pieces(one.text, _PIECE)
    )
    yield from _lists("Who said what, word for word", rows)


def _proposed(card: Card, experts: Sequence[Expert]) -> Iterator[list[Block]]:
    """Yield what was said as facts of the profile, for a person to paste there."""
    if withheld(card) or not card.outline.said:
        return
    today = _day(card)
    text = proposing.proposal(card.outline, experts=experts, today=today)
    if text.strip():
        yield from _copies("To keep as facts: paste into the profile", text)


def _day(card: Card) -> date:
    """Return the day of the approval, where the people who read the card are."""
    at = card.decision.at if card.decision else card.outline.said[-1].at
    return at.astimezone(words.zone(card.timezone)).date()


def _copies(title: str, text: str) -> Iterator[list[Block]]:
    for number, piece in enumerate(pieces(text, _BOX), 1):
        more = f", part {number}" if number > 1 else ""
        yield [line(said(title + more, bold=True)), copyable(piece, _BOX)]


def _reasons(card: Card) -> Iterator[list[Block]]:
    """Yield lists that say what the card may have had no room for."""
    card = seen(card)
    missing, look = (
        ((), ()) if withheld(card) else (card.outline.missing, card.outline.flags)
    )
    rules = rules_of(card)
    lists = (
        ("Look first", look),
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


def _answered(answer: Answer) -> Block:
    fact = [said(" → "), verbatim(f"[{one_line(answer.fact_id)}]", 200)]
    return line(
        said(f"{words.HAVE[answer.state]}: "),
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
