"""What is wrong now, so that people hear of it once, and once more when it is over."""

import sqlite3
from datetime import datetime, timedelta

from bot.domain import Alarm, Kind, from_text, to_text
from bot.store.outbox import Outbox

AGAIN = timedelta(minutes=30)  # so long after an end the same is not told again


class Alarms(Outbox):
    def alarm(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Tell people that something is wrong, once until it is cured; say if it was told.

        To be called at every failure: what comes back soon after it was over is told only
        if it lasts.
        """
        with self.write() as db:
            last = self._last(key)
            if last is not None:
                lately = timedelta(0) <= now - from_text(last["at"]) < AGAIN
                if last["state"] == "open" or lately:
                    return False
            return self._turn(db, key, "open", text, channel, now)

    def cured(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Tell people that it is over, if they were told of it; say if it was told."""
        with self.write() as db:
            last = self._last(key)
            if last is None or last["state"] == "over":
                return False
            return self._turn(db, key, "over", text, channel, now)

    def alarms(self) -> tuple[Alarm, ...]:
        """Return what is wrong now, the oldest first."""
        return tuple(
            Alarm(key=row["key"], text=row["text"], since=from_text(row["at"]))
            for row in self.rows(
                "select * from alarms a where a.state = 'open' and a.row ="
                " (select max(n.row) from alarms n where n.key = a.key) order by a.row"
            )
        )

    def _last(self, key: str) -> sqlite3.Row | None:
        return self.row("select * from alarms where key = ? order by row desc limit 1", key)

    def _turn(
        self,
        db: sqlite3.Connection,
        key: str,
        state: str,
        text: str,
        channel: str,
        now: datetime,
    ) -> bool:
        made = db.execute(
            "insert into alarms(key, state, text, at) values (?, ?, ?, ?)",
            (key, state, text, to_text(now)),
        ).lastrowid
        if channel:
            self._queue(
                db, f"notice:alarm:{made}", Kind.NOTICE, channel, now=now, text=text
            )
        return True
