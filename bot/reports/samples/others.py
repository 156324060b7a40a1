"""Samples of what is no card: a summary, answers to questions, how it all goes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import (
    Act,
    Alarm,
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
    """Return words to a channel, as the program says them."""
    said = {
        "A notice: a newsletter does not come": (
            "No HARO has come: on a Wednesday it usually comes at 05:35 to 05:50"
            " (America/New_York), and the last one came Tue 17 Nov 17:40. Please look"
            " into the spam folder and at the subscription."
        ),
        "A notice: it comes again": (
            "HARO comes again: the last one came Wed 18 Nov 22:00 UTC."
        ),
        "A notice: a newsletter looks otherwise": (
            'Mail 412, "HARO Queries for November 18, 2026" from'
            " haro@helpareporter.com of 18 Nov 2026 10:41 UTC, does not add up: 31 in"
            " the index, 4 read. What could be read was kept; please look at the mail"
            " itself. HARO may have changed its layout. Further such mails are told of"
            " once a day, and all are named when it reads well again."
        ),
        "A notice: it reads well again": (
            "HARO reads well again. Not read whole meanwhile: mail 412 of 18 Nov"
            " 10:41, mail 415 of 18 Nov 17:40 UTC. Please look at them in the mailbox;"
            " `haro-bot reparse` reads them again once the program knows how."
        ),
        "A notice: the mailbox refuses the login": (
            "imap.example.com:993 refused the login of mailbox imap:"
            " [AUTHENTICATIONFAILED] Invalid credentials. Check username and password;"
            " many providers want an app password here. Until then no digest is read."
            " It is tried again every quarter of an hour."
        ),
        "A notice: the mail server is away": (
            "Mailbox imap/INBOX, imap/Qwoted could not be read for 31 minutes:"
            " imap.example.com:993 does not answer; check host, port and the network."
            " Digests wait there and are not lost; it is tried again every few"
            " minutes. Please look at the server and the network."
        ),
        "A notice: it is there again": ("Mailbox imap is read again after 40 minutes."),
        "A notice: the disk gets full": (
            "The disk is nearly full: 150 MB are left in /var/lib/haro-bot, where the"
            " store takes 612 MB. When it is full no more mail is fetched until there"
            " is room; nothing is lost. Make room, or set [store] keep_mail_days"
            " lower."
        ),
        "A notice: somebody else runs the same app": (
            "2 connections are open as this Slack app, so clicks get lost at random:"
            " click again. Stop other copies of the bot, or give each its own app. If"
            " there is only this one, Slack still counts an old connection."
        ),
    }
    return list(said.items())


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


def alarms(now: datetime) -> tuple[Alarm, ...]:
    """Return what people were told is wrong and is not over."""
    return tuple(
        Alarm(key=key, text="told in the ops channel", since=now - timedelta(hours=hours))
        for key, hours in (("login:imap", 7), ("layout:haro", 5), ("missing:sos", 2))
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
