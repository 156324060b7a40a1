"""What a company does not want to see, and when it wants to see nothing."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from bot.domain import (
    MUTED,
    Act,
    Card,
    Deed,
    Entry,
    Mute,
    Query,
    from_text,
    muted_name,
    printed_name,
    to_text,
)
from bot.store.lessons import Lessons
from bot.store.mails import QUERY


class Mutes(Lessons):
    """The last row of a name or of a company counts."""

    def _mute(
        self, db: sqlite3.Connection, card: Card, kind: str, deed: Deed, *, muted: bool
    ) -> None:
        name = muted_name(card.query, kind)
        known = [(m.kind, m.name) for m in self.mutes([card.company])]
        if muted and (kind, name) in known:
            return
        db.execute(
            "insert into mutes(company, kind, name, shown, muted, by, at, card_id)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(card.company, kind, name, printed_name(card.query, kind)),
                *(int(muted), deed.by, to_text(deed.at), card.id),
            ),
        )
        self._hold_muted(db, card.company, deed.at)

    def _hold_muted(self, db: sqlite3.Connection, company: str, now: datetime) -> None:
        """Keep in the cards of a company that wait to be posted and are muted now."""
        mutes = self.mutes([company])
        for row in db.execute(
            "select o.id, o.state, f.payload from outbox o"
            " join cards c on c.id = o.card_id join fronts f on f.query_id = c.query_id"
            " where o.kind = 'card' and c.company = ? and (o.state = 'pending'"
            "   or o.state = 'refused' and o.error = ?)",
            (company, MUTED),
        ).fetchall():
            query = QUERY.validate_json(row["payload"])
            hit = any(mute.hits(query) for mute in mutes)
            if hit == (row["state"] == "pending"):
                state, error = ("refused", MUTED) if hit else ("pending", None)
                db.execute(
                    "update outbox set state = ?, error = ?, not_before = ? where id = ?",
                    (state, error, to_text(now), row["id"]),
                )

    def mutes(self, companies: Collection[str] = ()) -> list[Mute]:
        """Return what is muted now for these companies, or for all; the oldest first."""
        found = self.rows(
            "select m.* from mutes m where m.muted = 1 and m.row = (select max(n.row)"
            " from mutes n where n.company = m.company and n.kind = m.kind"
            " and n.name = m.name) order by m.row"
        )
        return [
            Mute(
                number=row["row"],
                company=row["company"],
                kind=row["kind"],
                name=row["name"],
                shown=row["shown"],
                by=row["by"],
                at=from_text(row["at"]),
                card_id=row["card_id"],
            )
            for row in found
            if not companies or row["company"] in companies
        ]

    def unmute(self, number: int, *, by: str, at: datetime, via: str = "slack") -> bool:
        """Let a muted outlet or reporter be posted again; say if it was muted."""
        with self.write() as db:
            found = next((m for m in self.mutes() if m.number == number), None)
            if found is None:
                return False
            db.execute(
                "insert into mutes(company, kind, name, shown, muted, by, at)"
                " values (?, ?, ?, ?, 0, ?, ?)",
                (*(found.company, found.kind, found.name, found.shown), by, to_text(at)),
            )
            self._hold_muted(db, found.company, at)
            self._note(
                db,
                Entry(
                    act=Act.UNMUTE,
                    by=by,
                    at=at,
                    via=via,
                    company=found.company,
                    said=f"{found.kind} {found.shown}",
                ),
            )
        return True

    def muted(self, query: Query, company: str) -> Mute | None:
        """Return what keeps a query from a company, if anything does."""
        return next((m for m in self.mutes([company]) if m.hits(query)), None)

    def pause(
        self, company: str, *, paused: bool, by: str, at: datetime, via: str = "slack"
    ) -> bool:
        """Stop or go on making cards for a company; say if that changed anything."""
        with self.write() as db:
            if (company in self.paused()) == paused:
                return False
            db.execute(
                "insert into pauses(company, paused, by, at) values (?, ?, ?, ?)",
                (company, int(paused), by, to_text(at)),
            )
            act = Act.PAUSE if paused else Act.RESUME
            self._note(db, Entry(act=act, by=by, at=at, via=via, company=company))
        return True

    def paused(self) -> frozenset[str]:
        """Return the companies for which no cards are made now."""
        found = self.rows(
            "select company from pauses p where paused = 1 and row ="
            " (select max(row) from pauses n where n.company = p.company)"
        )
        return frozenset(row["company"] for row in found)
