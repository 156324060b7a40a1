"""What an expert who was asked below a card wrote there."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import Act, Card, Interview, Said, from_text, to_text
from bot.store.matches import Matches

_CLOCKS = timedelta(minutes=1)  # by so much ours and Slack's may differ

MOST_SAID = 100  # messages of one card that are kept

FULL = f"The first {MOST_SAID} messages below the card are kept; the rest stands there."
UNSAID = "An answer below the card was changed or taken back since: update the answers."


class Interviews(Matches):
    def _interview(
        self, card: Card, acts: list[sqlite3.Row], now: datetime | None
    ) -> Interview | None:
        """Return the last interview on a card, with what the one asked has written."""
        asked = next((row for row in reversed(acts) if row["act"] == Act.INTERVIEW), None)
        if asked is None:
            return None
        late = now is not None and card.query.deadline.expired(now)
        since = from_text(asked["at"])
        return Interview(
            user=asked["said"],
            by=asked["by"],
            at=since,
            open=card.decision is None and not late,
            said=self._said(card.id, asked["said"]),
            version=asked["version"],
        )

    def _said(self, card_id: int, user: str) -> tuple[Said, ...]:
        found = self.rows(
            "select s.* from said s where s.card_id = ? and s.user = ? and s.row ="
            " (select max(n.row) from said n where n.card_id = s.card_id and n.ts = s.ts)"
            " and s.text != '' order by s.ts, s.row",
            *(card_id, user),
        )
        return tuple(
            Said(
                by=row["user"],
                name="",
                at=from_text(row["at"]),
                text=row["text"],
                ts=row["ts"],
            )
            for row in found
        )

    def tell_said(
        self,
        card: Card | None,
        ts: str,
        *,
        user: str,
        text: str,
        at: datetime,
        sent: datetime | None = None,
    ) -> bool:
        """Keep what was written below a card; say if that changed anything.

        Only while its interview is open, only of the one who was asked, and nothing from
        before they were. ``at``: when the message came to say this, ``sent``: when it was
        first written, where that is earlier. Not more than `MOST_SAID`. The same ``ts``
        again, from later, is what it says now; "" takes it back, whenever that is. Of what
        it said before nothing is kept.
        """
        if card is not None and not text:
            return self._take_out(card.id, ts, user, at)
        asked = card.interview if card else None
        if card is None or asked is None or not asked.open or asked.user != user:
            return False
        with self.write() as db:
            last = db.execute(
                "select text, at from said where card_id = ? and ts = ?"
                " order by row desc limit 1",
                (card.id, ts),
            ).fetchone()
            late = (sent or at) < asked.at - _CLOCKS
            if last is None and (late or len(asked.said) >= MOST_SAID):
                return False
            if last and (last["text"] == text or to_text(at) <= last["at"]):
                return False
            db.execute(
                "update said set text = '' where card_id = ? and ts = ?", (card.id, ts)
            )
            db.execute(
                "insert into said(card_id, ts, user, text, at) values (?, ?, ?, ?, ?)",
                (card.id, ts, user, text, to_text(at)),
            )
        return True

    def _take_out(self, card_id: int, ts: str, user: str, at: datetime) -> bool:
        with self.write() as db:
            last = db.execute(
                "select text, at from said where card_id = ? and ts = ? and user = ?"
                " order by row desc limit 1",
                (card_id, ts, user),
            ).fetchone()
            if last is None or not last["text"] or to_text(at) <= last["at"]:
                return False
            db.execute(
                "update said set text = '' where card_id = ? and ts = ?", (card_id, ts)
            )
            db.execute(
                "insert into said(card_id, ts, user, text, at) values (?, ?, ?, '', ?)",
                (card_id, ts, user, to_text(at)),
            )
        return True

    def said_at(self, channel: str, ts: str) -> tuple[int, str] | None:
        """Return card and user of a message that is kept; None for any other."""
        row = self.row(
            "select s.card_id, s.user from said s join places p on p.card_id = s.card_id"
            " where p.channel = ? and s.ts = ? limit 1",
            channel,
            ts,
        )
        return (int(row["card_id"]), str(row["user"])) if row else None


def unsaid(card: Card) -> Card:
    """Return a card that says so where an answer in its outline was changed since."""
    asked, outline = card.interview, card.outline
    flags = tuple(flag for flag in outline.flags if flag not in (UNSAID, FULL))
    if asked is not None and len(asked.said) >= MOST_SAID:
        flags = (FULL, *flags)
    if asked is not None:
        now = {one.ts: one.text for one in asked.said}
        mine = [one for one in outline.said if one.by == asked.user]
        if any(now.get(one.ts, "") != one.text for one in mine):
            flags = (UNSAID, *flags)
    if flags == outline.flags:
        return card
    return replace(card, outline=replace(outline, flags=flags))
