"""``haro-bot approve``, ``skip``, ``undo`` and ``assign``: the same deeds as in Slack.

Done in the store by the same rules; Slack is not asked. Whoever may write to the store
may decide.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot import composing, config
from bot.cli import parts, stored
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import (
    UNDO,
    Act,
    Card,
    Cause,
    Choice,
    Deed,
    Expert,
    No,
    Outcome,
    Profile,
    telling,
)
from bot.errors import BadInput, GiveUp
from bot.slack import outlined, words, writing
from bot.slack.binding import rules_of, unquoted, withheld
from bot.store import Store

_DONE = {
    Act.APPROVE: "approved",
    Act.SKIP: "skipped",
    Act.REASON: "skipped, and now it says why",
    Act.UNDO: "taken back, it is open again",
    Act.REOPEN: "open again",
}


def run(args: argparse.Namespace, now: Now) -> int:
    """Do one deed. Raises `GiveUp` with the reason where it may not be done."""
    path = Path(args.config)
    settings, profiles = config.load(path)
    chosen = stored.companies(profiles, args.company)
    names = [profile.company for profile in chosen]
    with stored.opened(stored.place(path, settings)) as store:
        store.policing = parts.policing(parts.rules_of(settings), lambda: profiles)
        card = stored.card_meant(store, args.card, names, args.company, now())
        deed = _deed(args, card, profiles, now())
        outcome = store.do(deed)
        if args.act == Act.SKIP and args.reason and not outcome.new:
            deed, outcome = _told_why(deed, outcome, store)
    after = outcome.card or card
    if outcome.no is not None:
        raise GiveUp(refused(outcome.no, after, deed))
    experts = _experts(after, profiles)
    for line in _lines(deed, after, experts, now(), new=outcome.new):
        print(plain(line))
    return 0


def _deed(
    args: argparse.Namespace, card: Card, profiles: Sequence[Profile], at: datetime
) -> Deed:
    act, by = Act(args.act), stored.person()
    if act is Act.ASSIGN:
        person = _person(args, card, profiles)
        return Deed(card_id=card.id, act=act, by=by, at=at, via="terminal", person=person)
    if act is Act.UNDO and _skipped(card) and not _fresh(card, at):
        act = Act.REOPEN  # a skip can be taken back until the deadline
    return Deed(
        card_id=card.id,
        act=act,
        by=by,
        at=at,
        via="terminal",
        cause=Cause(args.reason) if act is Act.SKIP and args.reason else None,
        anyway=act is Act.APPROVE and args.anyway,
    )


def _told_why(deed: Deed, outcome: Outcome, store: Store) -> tuple[Deed, Outcome]:
    """Say why a card was skipped that somebody has skipped before."""
    if outcome.card is None or not _skipped(outcome.card):
        return deed, outcome
    reason = Deed(
        card_id=deed.card_id,
        act=Act.REASON,
        by=deed.by,
        at=deed.at,
        via=deed.via,
        cause=deed.cause,
    )
    return reason, store.do(reason)


def _person(args: argparse.Namespace, card: Card, profiles: Sequence[Profile]) -> str:
    """Return a Slack user id or an expert's whole name; "" for nobody."""
    if args.nobody:
        return ""
    experts = _experts(card, profiles)
    known = ", ".join(expert.name for expert in experts) or "there is none"
    if args.person is None:
        raise BadInput(
            "PERSON is missing: give a Slack user id, such as U024BE7LH, an expert"
            f" ({known}), or --nobody"
        )
    if telling.user(args.person):
        return str(args.person)
    asked = " ".join(args.person.lower().split())
    for expert in experts:
        if asked and asked in (expert.id.lower(), expert.name.lower()):
            return expert.name
    raise BadInput(
        f"PERSON: {args.person!r} is neither a Slack user id, such as U024BE7LH, nor an"
        f" expert of {card.company} ({known}); --nobody takes it back"
    )


def _experts(card: Card, profiles: Sequence[Profile]) -> Sequence[Expert]:
    return next((p.experts for p in profiles if p.company == card.company), ())


def _skipped(card: Card) -> bool:
    return card.decision is not None and card.decision.choice is Choice.SKIPPED


def _fresh(card: Card, at: datetime) -> bool:
    return card.decision is not None and at - card.decision.at <= UNDO


# ------------------------------------------------------------------------ for people


def refused(no: No, card: Card, deed: Deed) -> str:
    """Say why nothing was changed."""
    name, decision = f"card {card.id}", card.decision
    match no:
        case No.DECIDED if decision is not None:
            when = words.ago(decision.at, deed.at)
            return f"{name}: too late: {decision.choice.value} by {decision.by} {when}"
        case No.EXPIRED:
            return f"{name}: the deadline has passed, nothing was changed"
        case No.RIVAL:
            others = ", ".join(r.company for r in card.rivals if r.approved)
            return (
                f"{name}: another company of yours answers this query already ({others});"
                f" one answer per query, or approve it with --anyway"
            )
        case No.LATE if decision is not None:
            when = words.ago(decision.at, deed.at)
            seconds = int(UNDO.total_seconds())
            return (
                f"{name}: {decision.choice.value} {when}; that can be taken back"
                f" within {seconds} s"
            )
        case No.OPEN:
            return f"{name}: nobody has decided it, there is nothing to take back"
        case _:
            return f"{name}: that is not possible now ({no.value}), nothing was changed"


def _lines(
    deed: Deed, card: Card, experts: Sequence[Expert], now: datetime, *, new: bool
) -> Iterator[str]:
    about = filter(None, [card.query.summary or "(no title)", card.query.outlet])
    yield from stored.hung("", f"card {card.id}: {' · '.join(about)}, for {card.company}")
    yield f"  {_done(deed, card)}{'' if new else ' already, nothing was changed'}"
    if deed.act is Act.APPROVE:
        yield from _answering(card, experts, now)
    if new and card.ts:
        yield "  In Slack the running worker repaints the card, or else the next run does."
    if deed.act in (Act.APPROVE, Act.SKIP) and new:
        seconds = int(UNDO.total_seconds())
        till = f"within {seconds} s" if deed.act is Act.APPROVE else "until the deadline"
        yield f"  To take it back: haro-bot undo {card.id}, {till}."


def _done(deed: Deed, card: Card) -> str:
    if deed.act is Act.ASSIGN:
        return f"assigned to {deed.person}" if deed.person else "assigned to nobody"
    why = f" ({card.cause.value})" if card.cause and deed.act in _DONE else ""
    return _DONE[deed.act] + why


def _answering(card: Card, experts: Sequence[Expert], now: datetime) -> Iterator[str]:
    """Yield what an answer needs: till when, where to, by which rules, with what."""
    query = card.query
    if query.deadline.at is not None:
        due = words.local(query.deadline.at, card.timezone)
        yield f"  due       {due}, {words.left(query.deadline, now)}"
    ways = list(filter(None, [query.reply_to, query.reply_url]))
    for way in ways or ["no way to answer in the digest"]:
        yield from stored.hung("  reply to  ", way)
    yield from _mail(card, writing.expert(card, experts))
    name, may = words.level(card.policy, bound=bool(rules := rules_of(card)))
    yield f"  policy    {name}{may}".rstrip()
    for rule in rules:
        yield from stored.hung("  rule      ", rule)
    if withheld(card):
        yield "  no outline: the source does not want its text passed on"
        return
    for flag in card.outline.flags:
        yield from stored.hung("  look at   ", flag)
    if card.outline.angle:
        yield from stored.hung(
            "  angle     ", f"(in the model's words) {card.outline.angle}"
        )
    yield f"  {outlined.maker(card)}"
    yield ""
    yield from card.outline.text.strip().splitlines()  # not wrapped: it is to be copied
    yield ""
    if card.outline.asks and not card.outline.said:
        by = f" ({put})" if (put := card.outline.put_by_model) else ""
        yield f"  To ask {stored.one_line(card.outline.expert) or 'the expert'}{by}:"
        for number, ask in enumerate(card.outline.asks, 1):
            yield from stored.hung(f"  {number}. ", ask)


def _mail(card: Card, who: Expert | None) -> Iterator[str]:
    """Yield what a mail to the reporter needs, where one can be written."""
    made = composing.letter(card, who)
    if not made.to:
        (why,) = unquoted([made.why], held=withheld(card))
        yield from stored.hung("  no mail   ", why)
        return
    if doubt := writing.doubt(made):
        yield f"            {doubt}"
    yield from stored.hung("  subject   ", made.subject)
    if not withheld(card):
        yield f"  as mail   haro-bot eml {card.id}"
