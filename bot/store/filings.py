"""Drafts in experts' mailboxes, and what was seen to come of an answer there."""

from datetime import datetime, timedelta

from bot.domain import Card, Filed, Filing, Sighting, from_text, to_text
from bot.store.runs import Runs

WATCHED = timedelta(days=45)  # a reply later than that is not looked for


class Filings(Runs):
    def filing(self, card_id: int, mailbox: str) -> Filing | None:
        """Return what was last done about the draft of a card in a mailbox."""
        row = self.row(
            "select * from filings where card_id = ? and mailbox = ?"
            " order by row desc limit 1",
            *(card_id, mailbox),
        )
        if row is None:
            return None
        return Filing(
            card_id=row["card_id"],
            mailbox=row["mailbox"],
            state=Filed(row["state"]),
            mark=row["mark"],
            said=row["said"],
            folder=row["folder"],
            uidvalidity=row["uidvalidity"],
            uid=row["uid"],
            at=from_text(row["at"]),
        )

    def add_filing(self, filing: Filing) -> None:
        with self.write() as db:
            db.execute(
                "insert into filings(card_id, mailbox, state, mark, said, folder,"
                " uidvalidity, uid, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(filing.card_id, filing.mailbox, filing.state, filing.mark),
                    *(filing.said, filing.folder, filing.uidvalidity, filing.uid),
                    to_text(filing.at),
                ),
            )

    def approved_cards(self, now: datetime) -> list[Card]:
        """Return the cards that stand approved and are young enough to come to something.

        Oldest first; also those whose deadline has passed.
        """
        found = self.rows(
            "select d.card_id from decided d where d.choice = 'approved' and d.at >= ?"
            " order by d.at",
            to_text(now - WATCHED),
        )
        cards = (self.card(row["card_id"], now) for row in found)
        return [card for card in cards if card is not None]

    def standing(self, mailbox: str, now: datetime) -> list[tuple[Filing, Card]]:
        """Return the drafts that stand in a mailbox or may do so, with their cards."""
        found = self.rows(
            "select f.card_id from filings f where f.mailbox = ?"
            " and f.state in ('begun', 'filed') and f.row = (select max(n.row)"
            " from filings n where n.card_id = f.card_id and n.mailbox = f.mailbox)"
            " order by f.row",
            mailbox,
        )
        return [
            (filing, card)
            for row in found
            for filing in [self.filing(row["card_id"], mailbox)]
            for card in [self.card(row["card_id"], now)]
            if filing is not None and card is not None
        ]

    def add_sighting(self, sighting: Sighting, now: datetime) -> bool:
        """Note that a message of a card was seen; say if it was new."""
        with self.write() as db:
            made = db.execute(
                "insert or ignore into sightings(card_id, kind, mailbox, message_id, at,"
                " seen_at) values (?, ?, ?, ?, ?, ?)",
                (
                    *(sighting.card_id, sighting.kind, sighting.mailbox),
                    *(sighting.message_id, to_text(sighting.at), to_text(now)),
                ),
            )
        return made.rowcount == 1

    def sent_ids(self) -> dict[str, int]:
        """Return the cards whose answers were seen, by the Message-ID of the answer."""
        found = self.rows("select card_id, message_id from sightings where kind = 'sent'")
        return {row["message_id"]: int(row["card_id"]) for row in found}

    def prints(self, request_id: str, most: int) -> list[int]:
        """Return the mails that a request was printed in, the latest first."""
        found = self.rows(
            "select distinct e.mail_id from editions e"
            " join requests r on r.query_id = e.query_id"
            " where r.request_id = ? order by e.mail_id desc limit ?",
            *(request_id, most),
        )
        return [int(row["mail_id"]) for row in found]

    def looked(self, mailbox: str, folder: str) -> tuple[int, int, datetime] | None:
        """Return UIDVALIDITY and the last UID looked at of an expert's folder.

        Besides, the time of the latest approval that was looked for there.
        """
        row = self.row(
            "select * from looked where mailbox = ? and folder = ?", *(mailbox, folder)
        )
        if row is None:
            return None
        return row["uidvalidity"], row["uid"], from_text(row["approved_at"])

    def set_looked(
        self,
        mailbox: str,
        folder: str,
        *,
        uidvalidity: int,
        uid: int,
        approved_at: datetime,
    ) -> None:
        with self.write() as db:
            db.execute(
                "insert into looked values (?, ?, ?, ?, ?) on conflict do update set"
                " uidvalidity = excluded.uidvalidity, uid = excluded.uid,"
                " approved_at = excluded.approved_at",
                (mailbox, folder, uidvalidity, uid, to_text(approved_at)),
            )
