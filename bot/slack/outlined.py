"""The outline on a card: what to look at first, who answers, with what, what is open.

What a model wrote is named as the model's; all else is stored, or said by our rules.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.domain import RULES, Answer, Card, Check, Have, Outline, Point, Said
from bot.pitching.checklist import label
from bot.pitching.spoken import same
from bot.slack import words
from bot.slack.binding import withheld
from bot.slack.clean import Block, bullets, length, line, one_line, said, verbatim

BY_RULES = "found by rules, read the query itself"
LOOK = "⚠ Look first: "
ANSWERED = "✓ answered in the text"
_WHO = 60  # units of a speaker's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a card may show."""

    quote: int  # units of the query's text
    item: int  # units of one line of a list
    items: int  # lines of one list
    title: int = 2000  # none is known to pass 300


def elements(card: Card, room: Room) -> Iterator[Block]:
    """Yield elements of rich text; none where the text has to stay out of Slack."""
    if withheld(card):
        return
    outline = card.outline
    yield from flags(card, most=max(1, room.items), width=room.item)
    if outline.expert:
        who = verbatim(one_line(outline.expert), 150)
        yield line(said("Who should answer: ", bold=True), who)
    if outline.angle:
        yield angle(outline, room.item)
    opening = (outline.opening_fact, outline.opening)
    if outline.opening:
        yield line(
            said("Open with: ", bold=True),
            *_fact(*opening, room),
            *_why(_of_opening(outline), room),
        )
    points = [p for p in outline.points if (p.fact_id, p.text) != opening]
    if points and room.items:
        yield line(said("Points", bold=True))
        yield bullets(
            line(*_fact(p.fact_id, p.text, room), *_why(p.why, room))
            for p in points[: room.items]
        )
    yield from _asked(card, room)
    yield from titled("Missing", outline.missing, room)
    if outline.said:
        yield line(
            said("In the text, word for word: ", bold=True),
            verbatim(speakers(outline), room.item),
        )
        if room.items:
            yield bullets(_words(one, room) for one in outline.said[: room.items])
    if outline.note:
        yield line(verbatim(one_line(outline.note), room.item))


def flags(card: Card, *, most: int, width: int) -> Iterator[Block]:
    """Yield what a person must look at before using the outline, a line each."""
    if withheld(card):
        return
    found = card.outline.flags
    for flag in found[:most]:
        yield line(said(LOOK, bold=True), verbatim(one_line(flag), width))
    if len(found) > most:
        yield line(said(f"and {len(found) - most} more to look at, in the thread"))


def angle(outline: Outline, width: int) -> Block:
    """Say a model's one line, and that it is no fact."""
    return line(
        said("Angle, in the model's words: ", bold=True),
        verbatim(one_line(outline.angle), width),
    )


def speakers(outline: Outline) -> str:
    """Say whose words stand in it, and how many answers of each."""
    counts = Counter(one_line(one.name) or "somebody unnamed" for one in outline.said)
    return ", ".join(f"{n} answer{'s' * (n > 1)} of {name}" for name, n in counts.items())


def maker(card: Card) -> str:
    """Say in plain words who chose the facts, and by which text of prompts/."""
    outline = card.outline
    prompt = one_line(outline.prompt).partition("+")[0]
    if outline.drafter == RULES:
        rules = ", ".join(filter(None, ("Facts chosen by rules", prompt)))
        why = one_line(card.undrafted)
        return f"{rules}; a model's draft is not shown: {why}" if why else rules
    by = " / ".join(filter(None, (prompt, one_line(outline.drafter))))
    return f"Facts chosen by a model: {by}"


def whole(card: Card, room: Room) -> bool:
    """Say whether nothing of it is cut or left out."""
    outline = card.outline
    lists = (outline.flags, outline.missing)
    return all(
        len(items) <= room.items and all(length(one_line(i)) <= room.item for i in items)
        for items in lists
    )


def sentence(found: Answer | Check) -> str:
    """Return the reporter's sentence behind an item; "" where the item says it all."""
    shown = one_line(found.sentence)
    item = found.question if isinstance(found, Answer) else ""
    return "" if shown.casefold() == one_line(item).casefold() else shown


def titled(title: str, items: Iterable[str], room: Room) -> Iterator[Block]:
    shown = [one_line(item) for item in items]
    if shown and room.items:
        yield line(said(title, bold=True))
        yield bullets(line(verbatim(item, room.item)) for item in shown[: room.items])


def _of_opening(outline: Outline) -> str:
    opening = Point(fact_id=outline.opening_fact, text=outline.opening)
    same = ((opening.fact_id, opening.text) == (p.fact_id, p.text) for p in outline.points)
    return next((p.why for p, found in zip(outline.points, same, strict=True) if found), "")


def _fact(fact_id: str, text: str, room: Room) -> Iterator[Block]:
    yield verbatim(one_line(text), room.item)
    if fact_id:
        yield said(" ")
        yield verbatim(f"[{one_line(fact_id)}]", 60)


def _why(why: str, room: Room) -> Iterator[Block]:
    if why:
        yield said(" · why, says the model: ")
        yield verbatim(one_line(why), room.item)


def _words(one: Said, room: Room) -> Block:
    who = one_line(one.name) or "somebody unnamed"
    return line(verbatim(who, _WHO), said(": "), verbatim(one_line(one.text), room.item))


def answered(answer: Answer, text: str) -> bool:
    """Say whether words of a person stand below a question, where its bracket was."""
    lines, question = text.split("\n"), one_line(answer.question)
    return answer.state is not Have.HAVE and any(
        below.strip() and not below.lstrip().startswith("[")
        for asked, below in pairwise(lines)
        if len(asked) <= 2 * len(question) and same(question, asked)
    )


def have(answer: Answer, text: str) -> str:
    """Say whether we have an answer: in the outline's text, or among the facts."""
    return ANSWERED if answered(answer, text) else words.SPEAKS[answer.state]


def _asked(card: Card, room: Room) -> Iterator[Block]:
    """Yield what the reporter asks and wants, and whether we have it."""
    outline = card.outline
    asked = [
        (
            have(a, outline.text),
            a.question,
            f" [{one_line(a.fact_id)}]" if a.fact_id else "",
        )
        for a in outline.answers
    ]
    asked += [
        (words.HAVE[state], "with the answer: " + wants, "")
        for state, wants in _wanted(card)
    ]
    if not asked or not room.items:
        return
    yield line(said("The reporter asks", bold=True), said(f" ({BY_RULES})"))
    yield bullets(
        line(said(f"{state}: "), verbatim(one_line(text + ref), room.item))
        for state, text, ref in asked[: room.items]
    )
    if len(asked) > room.items:
        yield line(said(f"and {len(asked) - room.items} more, in the thread once approved"))


def _wanted(card: Card) -> Iterator[tuple[Have, str]]:
    """Group what is wanted with the answer by whether we have it: a line a state."""
    for state in Have:
        kinds = [label(c.kind) for c in card.outline.checklist if c.state is state]
        if kinds:
            yield state, ", ".join(dict.fromkeys(kinds))
