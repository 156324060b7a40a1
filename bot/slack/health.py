"""How it all goes, in words: one line each for mail, newsletters, ranking, posting.

`judged` alone decides what is well; it says so by word, not by colour alone. A line for
Slack is mrkdwn of our own with escaped parts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Health, Mailbox, Week
from bot.slack import words
from bot.slack.clean import escaped, one_line

SILENT = timedelta(minutes=30)  # a mailbox is looked into every few minutes
_SLOW = timedelta(minutes=30)  # ranking takes seconds
_NAME = 80
_SOURCES = 12
_FINE, _LOOK = "✓", "⚠ *Please look:*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One thing that goes on. ``well``: there is nothing to do about it.

    ``past``: what is not well has happened and is over, a person should see to it.
    """

    well: bool
    about: str  # mailbox, ranking, posting or mail
    text: str
    past: bool = False


def lines(health: Health, now: datetime) -> Iterator[str]:
    for one in judged(health, now, lambda text: escaped(one_line(text), _NAME)):
        yield f"{_FINE if one.well else _LOOK} {one.text}"


def judged(
    health: Health, now: datetime, shown: Callable[[str], str] = str
) -> Iterator[Judged]:
    """Yield what is well and what is not. ``shown`` makes ready what others named."""
    yield from (_mailbox(mailbox, now, shown) for mailbox in health.mailboxes)
    if not health.mailboxes:
        yield Judged(
            well=False,
            about="mailbox",
            text="no mailbox was ever read; `haro-bot check` says why",
        )
    yield _ranking(health, now)
    yield _posting(health)
    if health.oversize or health.quarantined:
        yield _set_aside(health)


def sources(health: Health, now: datetime) -> str:
    """Say when each newsletter last came (mrkdwn, "" where none did)."""
    heard = [
        f"{_service(one.source)} {words.ago(one.at, now)}"
        for one in health.sources[:_SOURCES]
    ]
    return " · ".join(heard)


def last(health: Health, now: datetime, timezone: str) -> str:
    """Say what the last digest was."""
    one = health.last
    if one is None:
        return "no digest yet"
    return (
        f"{_service(one.source)}, {count(one.queries, 'query', 'queries')},"
        f" {words.ago(one.at, now)} ({words.live(one.at, timezone)})"
    )


def week(numbers: Week) -> str:
    """Say what the last seven days came to, in one line."""
    read = count(numbers.queries, "query", "queries")
    parts = [
        f"{read} in {count(numbers.digests, 'digest')}",
        f"{numbers.posted} posted",
        f"{numbers.approved} approved",
        f"{numbers.skipped} skipped",
        f"{numbers.undecided} expired undecided",
    ]
    if numbers.muted:
        parts.append(f"{numbers.muted} kept away by mutes")
    return " · ".join(parts)


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _mailbox(mailbox: Mailbox, now: datetime, shown: Callable[[str], str]) -> Judged:
    folder = shown(mailbox.folder)
    where = f"Mailbox {shown(mailbox.name)}" + (f" ({folder})" if folder else "")
    if mailbox.scanned_at is None:
        return Judged(
            well=False,
            about="mailbox",
            text=f"{where}: not read yet; `haro-bot check` says why",
        )
    if now - mailbox.scanned_at > SILENT:
        silence = words.span(now - mailbox.scanned_at)
        return Judged(
            well=False,
            about="mailbox",
            text=f"{where}: not read for {silence}; see the log, `haro-bot check`",
        )
    return Judged(
        well=True,
        about="mailbox",
        text=f"{where}: read {words.ago(mailbox.scanned_at, now)}",
    )


def _ranking(health: Health, now: datetime) -> Judged:
    ranked = health.ranked_at
    since = f"last ranked {words.ago(ranked, now)}" if ranked else "nothing ranked yet"
    if not health.unranked:
        return Judged(well=True, about="ranking", text=f"Ranking: nothing waits, {since}")
    wait = f"{count(health.unranked, 'query waits', 'queries wait')} to be ranked, {since}"
    if ranked is None or now - ranked > _SLOW:
        return Judged(
            well=False,
            about="ranking",
            text=f"Ranking: {wait}; does `haro-bot run` still work? See the log",
        )
    return Judged(well=True, about="ranking", text=f"Ranking: {wait}")


def _posting(health: Health) -> Judged:
    waits = count(health.pending, "message waits", "messages wait")
    pending = waits if health.pending else "nothing waits"
    wrong = []
    if health.held:
        wrong.append(f"{count(health.held, 'message')} may not have arrived")
    if health.refused:
        wrong.append(f"Slack refused {count(health.refused, 'message')}")
    if not wrong:
        return Judged(well=True, about="posting", text=f"Posting: {pending}")
    return Judged(
        well=False,
        about="posting",
        past=True,
        text=f"Posting: {pending}; this week {', '.join(wrong)}; see the log",
    )


def _set_aside(health: Health) -> Judged:
    parts = []
    if health.quarantined:
        parts.append(f"{count(health.quarantined, 'mail')} set aside")
    if health.oversize:
        parts.append(f"{count(health.oversize, 'mail')} too big to fetch")
    return Judged(
        well=False,
        about="mail",
        past=True,
        text=f"Mail of the last day: {', '.join(parts)}; see the log",
    )


def _service(name: str) -> str:
    return escaped(one_line(words.service(name)), 40)
