"""Progress in folders: what was looked at, and what became of the letters."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import from_text, to_text
from bot.store.mails import Mails

RESCAN_DAYS = 14  # how far a later scan looks back behind the last good one
_HIGHEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """A letter of a folder in which queries of a known newsletter were read."""

    uidvalidity: int
    uid: int
    source: str
    received_at: datetime
    proven: bool  # that the newsletter sent it


class Folders(Mails):
    def seen_uids(
        self,
        mailbox: str,
        folder: str,
        uidvalidity: int,
        low: int = 0,
        high: int = _HIGHEST,
    ) -> set[int]:
        """Return the UIDs from ``low`` to ``high`` that were dealt with."""
        found = self.rows(
            "select uid from seen where mailbox = ? and folder = ? and uidvalidity = ?"
            " and uid between ? and ?",
            *(mailbox, folder, uidvalidity, low, high),
        )
        return {int(row["uid"]) for row in found}

    def forget(self, mailbox: str, folder: str, uidvalidity: int, first: int) -> None:
        """Forget that UIDs from ``first`` on were dealt with; the mails stay."""
        with self.write() as db:
            db.execute(
                "delete from seen where mailbox = ? and folder = ? and uidvalidity = ?"
                " and uid >= ?",
                (mailbox, folder, uidvalidity, first),
            )

    def search_since(
        self, mailbox: str, folder: str, since_days: int, now: datetime
    ) -> date:
        """Return the first day to search from.

        The first start looks back ``since_days``; later ones 14 days behind the last
        whole scan, but never before the first start's day.
        """
        with self.write() as db:
            db.execute(
                "insert or ignore into folders values (?, ?, ?, null)",
                (mailbox, folder, (now - timedelta(days=since_days)).date().isoformat()),
            )
            row = db.execute(
                "select since, scanned_at from folders where mailbox = ? and folder = ?",
                (mailbox, folder),
            ).fetchone()
        # a clock that was ahead at the first start must not hide what came since
        first = min(
            date.fromisoformat(row["since"]), (now - timedelta(days=since_days)).date()
        )
        if row["scanned_at"] is None or row["scanned_at"] > to_text(now):
            return first
        behind = from_text(row["scanned_at"]) - timedelta(days=RESCAN_DAYS)
        return max(first, behind.date())

    def scanned(self, mailbox: str, folder: str, now: datetime) -> None:
        with self.write() as db:
            db.execute(
                "update folders set scanned_at = ? where mailbox = ? and folder = ?",
                (to_text(now), mailbox, folder),
            )

    def read_letters(
        self, mailbox: str, folder: str, since: datetime
    ) -> tuple[ReadLetter, ...]:
        """Return what came since then and was read as a newsletter, the oldest first.

        Not what was set aside, nor what is no newsletter's: those are left to people, and
        so is what a person has to answer, such as a confirmation of the subscription.
        """
        found = self.rows(
            "select s.uidvalidity, s.uid, min(d.source) as source, m.received_at,"
            " exists (select 1 from proofs p where p.mail_id = m.id"
            "  and p.proof = 'verified') as proven"
            " from mails m join seen s on s.mail_id = m.id"
            " join digests d on d.mail_id = m.id"
            " where m.received_at >= ? and s.mailbox = ? and s.folder = ?"
            "  and d.queries > 0 and d.source not in ('', 'generic')"
            "  and not exists (select 1 from quarantines q where q.mail_id = m.id)"
            "  and not exists (select 1 from proofs p where p.mail_id = m.id"
            "   and p.proof = 'failed')"
            " group by s.uidvalidity, s.uid order by m.received_at, s.uid",
            *(to_text(since), mailbox, folder),
        )
        return tuple(
            ReadLetter(
                uidvalidity=row["uidvalidity"],
                uid=row["uid"],
                source=row["source"],
                received_at=from_text(row["received_at"]),
                proven=bool(row["proven"]),
            )
            for row in found
        )

    def look_due(self, what: str, now: datetime, every: timedelta) -> bool:
        """Say if a thing that is looked at now and then is due.

        After a clock went back, it is due too.
        """
        row = self.row(
            "select not_before from attempts where stage = 'look' and subject = ?", what
        )
        if row is None:
            return True
        due = from_text(row["not_before"])
        return now >= due or due - now > every

    def looked_at(self, what: str, due: datetime) -> None:
        """Note that it was looked at, and when it is due again."""
        with self.write() as db:
            db.execute(
                "insert into attempts values ('look', ?, 0, ?, '')"
                " on conflict do update set not_before = excluded.not_before",
                (what, to_text(due)),
            )
