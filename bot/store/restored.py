"""Nothing is posted twice after an older copy of the store was put back.

Such a store knows nothing of what was posted since the copy was made: what may stand in
Slack already is looked for there before it is sent.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import Kind, Outgoing, from_text, to_text
from bot.store.outbox import Outbox

_DAY = timedelta(days=1)
_BELOW = (Kind.DETAIL, Kind.THREAD, Kind.REPLY)
_LOOK_FIRST = """
    update outbox set state = 'sending', sent_after = :since
    where kind = 'card' and state = 'pending' and sent_after is null
      and not_before <= :now and (:soon or exists (
        select 1 from cards c join requests r on r.request_id = c.query_id
        join editions e on e.query_id = r.query_id join mails m on m.id = e.mail_id
        where c.id = outbox.card_id and m.received_at < :until))
"""
_AN_EARLIER = """
    select 1 from outbox where card_id = ? and kind = ? and id < ? and id > ? limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Restored:
    """When a backup was put back, since when it knows nothing, which numbers are lost.

    ``lost`` are those of each restore that the store has been through, the last one last.
    """

    at: datetime
    since: datetime
    lost: tuple[range, ...]


class Restored(Outbox):
    """Looks in Slack, before it is sent, for what may stand there since before a restore.

    In the store that is gone it had another number, behind all that are known and before
    all that are given since.
    """

    def _restored(self) -> _Restored | None:
        found = self.rows("select * from attempts where stage = 'restored' order by rowid")
        if not found:
            return None
        return _Restored(
            at=from_text(found[-1]["subject"]),
            since=min(from_text(row["not_before"]) for row in found),
            lost=tuple(range(int(r["error"]) + 1, int(r["tries"]) + 1) for r in found),
        )

    def claim_outgoing(self, now: datetime) -> Outgoing | None:
        """Take the next message; a card that may stand already is looked for first."""
        restored = self._restored()
        if restored is None:
            return super().claim_outgoing(now)
        named = {
            "now": to_text(now),
            "since": to_text(restored.since),
            "until": to_text(restored.at + _DAY),  # whatever the mail server's clock says
            "soon": abs(now - restored.at) < 2 * _DAY,
        }
        with self.write() as db:
            db.execute(_LOOK_FIRST, named)
            outgoing = super().claim_outgoing(now)
            if outgoing is None or outgoing.kind not in _BELOW:
                return outgoing
            last = restored.lost[-1].stop - 1
            earlier = (outgoing.card_id, outgoing.kind, outgoing.id, last)
            if (
                outgoing.kind is not Kind.REPLY
                and db.execute(_AN_EARLIER, earlier).fetchone()
            ):
                return outgoing  # what is told now is not what was told then
            return replace(outgoing, lost=restored.lost)

    def unsure(self) -> list[Outgoing]:
        """Return what may have been sent; what was never tried, perhaps before."""
        restored, found = self._restored(), super().unsure()
        if restored is None:
            return found
        return [o if o.attempts else replace(o, lost=restored.lost) for o in found]
