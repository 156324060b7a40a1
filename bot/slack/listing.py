"""What `/queries` answers, as Block Kit. Pure; always within what Slack takes."""

import shlex
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Act, Alarm, Card, Entry, Found, Health, Mute, Ranked, Verdict, Week
from bot.slack import actions, alarmed, words
from bot.slack import health as healthy
from bot.slack.binding import held_by, unquoted, withheld
from bot.slack.clean import (
    Block,
    bullets,
    copyable,
    cut,
    escape,
    escaped,
    line,
    mrkdwn,
    one_line,
    person,
    rich,
    said,
    verbatim,
)
from bot.slack.rows import (
    NAME,
    card_blocks,
    context,
    due,
    mute_block,
    names,
    section,
    titled,
    waits,
)
from bot.slack.rules import faults

_TEXT = 300  # units of a fallback
_REASON = 160
_ROOMS = (20, 15, 12, 9, 6, 4, 2, 1)  # lines shown; the first that fits
_ACTS = 6

STATES = {
    "open": "a card, open",
    "snoozed": "a card, snoozed",
    "approved": "approved",
    "skipped": "skipped",
    "expired": "deadline passed",
    "waiting": "good match, waits for its card",
    "muted": "kept away by a mute",
    "held": "weak match, held back",
    "no": "no match",
    "unranked": "not ranked yet",
}
_ACTED = {
    Act.APPROVE: "approved",
    Act.SKIP: "skipped",
    Act.NOT_FOR_US: "skipped: not for us",
    Act.MUTE_OUTLET: "skipped and muted",
    Act.MUTE_REPORTER: "skipped and muted",
    Act.REASON: "gave a reason",
    Act.UNDO: "took it back",
    Act.REOPEN: "opened it again",
    Act.EDIT: "edited the outline",
    Act.SNOOZE: "snoozed it",
    Act.WAKE: "woke it",
    Act.ASSIGN: "assigned it",
    Act.INTERVIEW: "asked for answers",
}
HELP = (
    ("list", "open cards, what is due first"),
    ("held", "weak matches that got no card"),
    ("search WORDS", "the last 60 days; each word begins a word there"),
    ("why ID", "score and reasons; ID is a query id, a card number or words"),
    ("status", "whether mail, ranking and posting work, and the week in numbers"),
    ("mutes", "muted outlets and reporters"),
    ("pause [COMPANY]", "no new cards until resume"),
    ("resume [COMPANY]", "cards come again, the best first"),
    ("help", "this"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person is told: ``text`` is escaped and says the essence."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def told(text: str) -> Answer:
    """Say one thing in plain words; foreign parts need no escaping before."""
    return Answer(text=escaped(text, _TEXT) or "-", blocks=[_words(text)])


def usage(meant: str = "", unknown: str = "") -> Answer:
    """Say what can be asked; of an unknown word, what may have been meant."""
    blocks = []
    if unknown:
        guess = f" Did you mean `{actions.COMMAND} {meant}`?" if meant else ""
        wrong = escaped(one_line(unknown), NAME)
        blocks.append(section(f"“{wrong}” is nothing I know.{guess}"))
    told_of = "\n".join(f"`{actions.COMMAND} {word}`  {what}" for word, what in HELP)
    blocks.append(section(told_of))
    first = f"Did you mean {actions.COMMAND} {meant}?" if meant else "What you can ask:"
    names = ", ".join(word.split()[0] for word, _ in HELP)
    return Answer(text=f"{first} {names}", blocks=blocks)


def opened(cards: Sequence[Card], now: datetime, paused: Collection[str] = ()) -> Answer:
    """List the open cards in the order given."""
    text = healthy.count(len(cards), "open card")
    if not cards:
        text = "No open cards. What fits comes as a card; silence means nothing did."

    def make(most: int) -> Iterator[Block]:
        yield section(f"*{text}*" if cards else text)
        for card in cards[:most]:
            yield from card_blocks(card, now)
        yield from _more(len(cards) - most, "Home of this app shows more.")
        if paused:
            yield context("Paused: " + names(paused))

    return Answer(text=text, blocks=_fitted(make))


def found(lines: Sequence[Found], now: datetime, *, about: str, more: bool) -> Answer:
    """List queries, each for one company; ``about`` says what they are, in our words.

    Foreign parts of ``about`` are escaped already. ``more``: there were others.
    """
    heading = f"{about}: {len(lines)}{' or more' if more else ''}" if lines else about

    def make(most: int) -> Iterator[Block]:
        yield section(f"*{heading}*" if lines else heading)
        for one in lines[:most]:
            yield titled(one.query.summary)
            yield context(_about(one, now))
        yield from _more(len(lines) - most, "Ask more narrowly to see them.")

    return Answer(text=_short(heading), blocks=_fitted(make))


def why(ranked: Sequence[Ranked]) -> Answer:
    """Say of one query, for each company, what was found and what was decided."""
    query = ranked[0].found.query
    title = one_line(query.summary) or "(no title)"

    def make(most: int) -> Iterator[Block]:
        yield titled(query.summary)
        printed = [
            escaped(one_line(query.outlet), NAME),
            escaped(words.service(query.source), 40),
            due(query.deadline, "UTC"),
        ]
        yield context(" · ".join(part for part in printed if part))
        for one in ranked[:most]:
            yield rich(*_reasons(one, most))
            if decided := _decided(one, most):
                yield context(decided)
        yield from _more(len(ranked) - most, "`haro-bot why` shows every company.")
        yield context("The whole sum, line by line, at a terminal:")
        yield rich(copyable(f"haro-bot why {shlex.quote(one_line(query.id))}", 300))

    stands = "; ".join(f"{r.found.company}: {_score(r.found)}" for r in ranked)
    return Answer(text=escaped(f"{title} · {stands}", _TEXT), blocks=_fitted(make))


def status(
    health: Health,
    numbers: Week,
    now: datetime,
    *,
    paused: Sequence[str],
    waiting: int,
    alarms: Sequence[Alarm] = (),
) -> Answer:
    """Say how it all goes. ``waiting``: good matches whose cards are not made yet."""
    wrong = list(alarmed.lines(alarms, now))
    lines = list(healthy.lines(health, now))
    boxes, rest = lines[: len(health.mailboxes)], lines[len(health.mailboxes) :]

    def make(most: int) -> Iterator[Block]:
        yield section("*Health*")
        yield from map(section, wrong)
        named = boxes if len(boxes) <= most else sorted(boxes, key=_well)[:most]
        yield from map(section, named)
        yield from _more(len(boxes) - most, _elsewhere(boxes, named))
        yield from map(section, rest)
        yield section(f"*Last digest:* {healthy.last(health, now, 'UTC')}")
        if heard := healthy.sources(health, now):
            yield context(f"Newsletters: {heard}")
        yield section(f"*Last 7 days:* {healthy.week(numbers)}")
        if paused:
            yield section(f"*Paused:* {names(paused)}")
        if waiting:
            yield context(waits(waiting))

    trouble = sum(not _well(one) for one in [*wrong, *lines])
    text = healthy.count(trouble, "thing") + " to look at" if trouble else "All is well"
    return Answer(text=f"{text} · {healthy.week(numbers)}", blocks=_fitted(make))


def muted(mutes: Sequence[Mute]) -> Answer:
    """List what is muted, each with its way back."""
    text = f"{len(mutes)} muted" if mutes else "Nothing is muted."

    def make(most: int) -> Iterator[Block]:
        yield section(f"*{text}*" if mutes else text)
        yield from (mute_block(mute) for mute in mutes[:most])
        yield from _more(len(mutes) - most, "Unmute some to see them.")

    return Answer(text=text, blocks=_fitted(make))


# ------------------------------------------------------------------------- pieces


def _fitted(make: Callable[[int], Iterator[Block]]) -> list[Block]:
    blocks: list[Block] = []
    for most in _ROOMS:
        blocks = list(make(most))
        if not faults(blocks):
            break
    return blocks


def _well(line: str) -> bool:
    return not line.startswith("⚠")


def _elsewhere(boxes: Sequence[str], named: Sequence[str]) -> str:
    """Say how it goes with the mailboxes that are not named."""
    trouble = sum(not _well(one) for one in boxes) - sum(not _well(one) for one in named)
    if trouble:
        return f"{trouble} of these mailboxes need a look: `haro-bot check` names each."
    return "These mailboxes are well."


def _words(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}


def _short(markup: str) -> str:
    """Cut our own escaped text without cutting an entity."""
    return markup if len(markup) <= _TEXT else escape(cut(one_line(markup), _TEXT // 2))


def _more(left: int, hint: str) -> Iterator[Block]:
    if left > 0:
        yield context(f"and {left} more. {hint}")


def _score(one: Found) -> str:
    stands = STATES.get(one.state, one.state)
    if one.score is None:
        return stands
    if one.card_id is None and one.verdict is not Verdict.POST:
        return f"score {one.score:.2f}, {stands}"  # "a possible fit" is what is posted
    return f"{words.fit(one.score)}, {stands}"


def _about(one: Found, now: datetime) -> str:
    query = one.query
    parts = [
        escaped(one_line(one.company), NAME),
        escaped(one_line(query.outlet), NAME),
        due(query.deadline, "UTC"),
        words.left(query.deadline, now) if one.state != "expired" else "",
        _score(one),
        f"card {one.card_id}" if one.card_id else "",
        f"id {escaped(one_line(query.id), NAME)}",
    ]
    return " · ".join(part for part in parts if part)


def _reasons(ranked: Ranked, most: int) -> Iterator[Block]:
    one, match = ranked.found, ranked.match
    held = withheld(ranked.card) if ranked.card else held_by(ranked.policy)
    yield line(verbatim(one_line(one.company), NAME, bold=True), said(f": {_score(one)}"))
    for title, reasons in (
        ("For it", unquoted(match.why, held=held) if match else ()),
        ("Against it", unquoted(match.against, held=held) if match else ()),
    ):
        if reasons:
            yield line(said(title, bold=True))
            yield bullets(
                line(verbatim(one_line(reason), _REASON))
                for reason in reasons[: min(most, 8)]
            )


def _decided(ranked: Ranked, most: int) -> str:
    """Name what people did to the card, the first first."""
    if ranked.card is None:
        return ""
    acts = [a for a in ranked.acts if a.act in _ACTED][: min(most, _ACTS)]
    done = [_acted(act, ranked.card.timezone) for act in reversed(acts)]
    if not done and ranked.card.decision is not None:  # of before there was an audit
        made = ranked.card.decision
        done = [f"{made.choice.value} by {person(made.by)}"]
    return f"card {ranked.card.id}: " + ("; ".join(done) or "nobody has decided")


def _acted(entry: Entry, timezone: str) -> str:
    said_so = ""
    if entry.said:
        to = person(entry.said) if entry.act in (Act.ASSIGN, Act.INTERVIEW) else ""
        said_so = f" ({to or escaped(one_line(entry.said), NAME)})"
    when = words.live(entry.at, timezone)
    return f"{person(entry.by)} {_ACTED[entry.act]}{said_so} {when}"
