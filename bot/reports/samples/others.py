"""Samples of what is no card: a summary, answers to questions, how it all goes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import (
    Act,
    Card,
    Entry,
    Found,
    Health,
    Heard,
    Kind,
    Mailbox,
    Mute,
    Outgoing,
    Query,
    Ranked,
    Summary,
    Verdict,
    Weak,
    Week,
)
from bot.reports import samples
from bot.reports.samples import nouns

_TITLES = (
    ("Parents on brushing battles with toddlers", "Example Family", 0.48),
    ("Small practices: how do you keep your hygienists?", "Practice Example", 0.45),
    ("What is in your travel bag?", "The Example Traveller", 0.38),
)


def summary(now: datetime) -> Summary:
    """Return the weak matches of a day: three lines, and more that found no room."""
    lines = tuple(
        Weak(
            query=query,
            company=nouns.COMPANY,
            score=score,
            why=("topic: children's teeth",) if number == 1 else (),
            against=("asks for parents, not for dentists",) if number == 1 else (),
        )
        for number, (query, score) in enumerate(_weak(now), 1)
    )
    return Summary(
        id=7,
        channel=nouns.CHANNEL,
        day=f"{now:%Y-%m-%d}",
        lines=lines,
        more=2,
        timezone=nouns.ZONE,
    )


def replies(now: datetime) -> list[tuple[str, Outgoing]]:
    """Return words to people below a card."""
    title = f"{nouns.TITLE} ({nouns.OUTLET})"
    change = samples.moved(now).changes[0]
    due = nouns.due(now + timedelta(hours=4)).text
    said = (
        ("A reminder, below a card", f"Due in less than 4 hours: {title}, {due}."),
        ("Back from a snooze, below a card", f"Back from snooze: {title}, 30 hours left."),
        ("A change, below a card", f"Changed in a later edition: {change}."),
    )
    return [
        (
            caption,
            Outgoing(
                id=number,
                kind=Kind.REPLY,
                channel=nouns.CHANNEL,
                text=text,
                people=(nouns.COLLEAGUE,),
                card_id=41,
            ),
        )
        for number, (caption, text) in enumerate(said, 1)
    ]


def notices() -> list[tuple[str, str]]:
    """Return words to a channel."""
    return [
        (
            "A notice: this newsletter has gone quiet",
            "No digest of HARO for 3 working days. Is the subscription still there?",
        ),
        (
            "A notice: somebody else runs the same app",
            "2 programs run this Slack app: a click reaches just one of them. Stop one.",
        ),
    ]


def opened(now: datetime) -> list[Card]:
    """Return open cards of as many queries, what is due first."""
    card = samples.strong(now)
    (parents, _), (staff, _), _ = _weak(now)
    asleep = replace(
        card,
        id=44,
        query=parents,
        snoozed_until=now + timedelta(hours=1),
        snoozed_by=nouns.YOU,
    )
    given = replace(
        card, id=45, query=staff, assigned=nouns.COLLEAGUE, assigned_by=nouns.YOU
    )
    return [samples.trapped(now), asleep, card, given, samples.withheld(now)]


def found(now: datetime) -> list[Found]:
    """Return what a search finds: one line in each state."""
    (parents, first), (staff, second), (bag, third) = _weak(now)
    card = samples.strong(now)
    return [
        Found(
            query=card.query,
            company=card.company,
            state="open",
            verdict=Verdict.POST,
            score=card.match.score,
            card_id=card.id,
        ),
        Found(
            query=parents,
            company=nouns.COMPANY,
            state="held",
            verdict=Verdict.HOLD,
            score=first,
        ),
        Found(
            query=staff,
            company=nouns.COMPANY,
            state="muted",
            verdict=Verdict.POST,
            score=second + 0.2,
        ),
        Found(
            query=bag,
            company=nouns.COMPANY,
            state="no",
            verdict=Verdict.NO,
            score=third / 4,
        ),
    ]


def ranked(now: datetime) -> list[Ranked]:
    """Return all that is known of one query for two companies."""
    card = replace(samples.approved(now), id=41)
    one = Found(
        query=card.query,
        company=card.company,
        state="approved",
        verdict=Verdict.POST,
        score=card.match.score,
        card_id=card.id,
    )
    other = replace(one, company=nouns.OTHER, state="held", score=0.44, card_id=None)
    match = replace(
        card.match,
        company=nouns.OTHER,
        score=0.44,
        why=("topic: care of teeth",),
        against=("asks for a dentist, you have orthodontists",),
    )
    return [
        Ranked(found=one, match=card.match, card=card, acts=_acts(card, now)),
        Ranked(found=replace(other, verdict=Verdict.HOLD), match=match),
    ]


def health(now: datetime, *, well: bool = True) -> Health:
    """Return how it goes: all well, or all that can be wrong at once."""
    hour = timedelta(hours=1)
    return Health(
        mailboxes=(
            Mailbox(
                name="press@northlight.example.com",
                folder="INBOX",
                scanned_at=now - hour / 30 if well else now - 7 * hour,
            ),
        ),
        sources=(
            Heard(source="haro", at=now - 2 * hour, queries=48),
            Heard(source="sos", at=now - 20 * hour, queries=31),
            Heard(source="qwoted", at=now - 31 * hour, queries=12),
        ),
        unranked=0 if well else 63,
        ranked_at=now - (hour if well else 5 * hour),
        pending=0 if well else 4,
        held=0 if well else 1,
        refused=0 if well else 2,
        oversize=0 if well else 1,
        quarantined=0 if well else 1,
    )


def week() -> Week:
    return Week(
        digests=23, queries=684, posted=19, approved=7, skipped=9, undecided=2, muted=3
    )


def mutes(now: datetime) -> list[Mute]:
    """Return an outlet and a reporter that are muted."""
    return [
        Mute(
            number=number,
            company=nouns.COMPANY,
            kind=kind,
            name=shown.lower(),
            shown=shown,
            by=nouns.COLLEAGUE,
            at=now - timedelta(days=number),
        )
        for number, (kind, shown) in enumerate(
            (("outlet", "Coupon Example"), ("reporter", "Sam Placeholder")), 1
        )
    ]


def _weak(now: datetime) -> list[tuple[Query, float]]:
    return [
        (
            replace(
                nouns.strips(now),
                id=f"sample+weak{number}",
                summary=title,
                outlet=outlet,
                deadline=nouns.due(now + timedelta(hours=20 * number)),
            ),
            score,
        )
        for number, (title, outlet, score) in enumerate(_TITLES, 1)
    ]


def _acts(card: Card, now: datetime) -> tuple[Entry, ...]:
    def entry(act: Act, minutes: int, version: int, said: str = "") -> Entry:
        return Entry(
            act=act,
            by=nouns.COLLEAGUE,
            at=now - timedelta(minutes=minutes),
            via="slack",
            company=card.company,
            card_id=card.id,
            version=version,
            said=said,
        )

    return (
        entry(Act.APPROVE, 120, 2),
        entry(Act.ASSIGN, 150, 1, nouns.COLLEAGUE),
    )
