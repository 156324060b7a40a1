"""Where everything stands, in numbers: for a person who asks, and for a monitor.

Reads only, and nothing that grows with the years but by counting rows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Alarm, from_text, to_text
from bot.store import Store
from bot.store.showing import REPAINT_DAYS

_DAY = timedelta(days=1)

_COUNTS = """
    select (select count(*) from digests where source != '' and lifecycle = 0) as digests,
      (select count(*) from queries) as queries,
      (select count(*) from places) as posted,
      (select count(*) from decided where choice = 'approved') as approved,
      (select count(*) from decided where choice = 'skipped') as skipped,
      (select max(at) from places) as posted_at,
      (select count(*) from quarantines) as quarantined,
      (select min(received_at) from mails where pruned_at is null) as oldest_raw,
      (select count(*) from model_runs) as model_runs,
      (select coalesce(sum(seconds), 0.0) from model_runs) as model_seconds
"""
_OPEN = """
    select count(*) as open, coalesce(sum(p.card_id is null), 0) as unposted
    from cards c join fronts l on l.query_id = c.query_id
    left join places p on p.card_id = c.id left join decided d on d.card_id = c.id
    where d.round is null and l.until > ? and c.created_at >= ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Counts are of all there ever was, but for ``open``, ``unposted`` and ``alarms``."""

    digests: int
    queries: int
    posted: int  # cards
    approved: int
    skipped: int
    quarantined: int  # mails
    model_runs: int
    model_seconds: float
    open: int  # cards that nobody has decided on
    unposted: int  # of these, those not in Slack yet
    posted_at: datetime | None  # the last card
    oldest_raw: datetime | None  # the oldest mail that is still kept whole
    told: tuple[Alarm, ...]  # what went wrong within the last day, over or not


def standing(store: Store, now: datetime) -> Standing:
    """Return how much there is of everything."""
    counts = dict(store.rows(_COUNTS)[0])
    opened = store.rows(_OPEN, to_text(now), to_text(now - REPAINT_DAYS))[0]
    told = store.rows(
        "select * from alarms where state = 'open' and at >= ? order by row",
        to_text(now - _DAY),
    )
    return Standing(
        digests=counts["digests"],
        queries=counts["queries"],
        posted=counts["posted"],
        approved=counts["approved"],
        skipped=counts["skipped"],
        quarantined=counts["quarantined"],
        model_runs=counts["model_runs"],
        model_seconds=counts["model_seconds"],
        open=opened["open"],
        unposted=opened["unposted"],
        posted_at=_instant(counts["posted_at"]),
        oldest_raw=_instant(counts["oldest_raw"]),
        told=tuple(
            Alarm(key=row["key"], text=row["text"], since=from_text(row["at"]))
            for row in told
        ),
    )


def _instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None
