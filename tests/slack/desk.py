"""The real store in a file of its own, with what tests like to know about it."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.domain import Card, Choice, Deadline, Digest, Kind, Query
from bot.store import Store, Ties
from tests.deciding import settle


def real_time() -> datetime:
    return datetime.now(UTC)


class Desk(Store):
    """``cards`` are put in one after the other, so the first gets the id 1 and so on."""

    def __init__(self, *cards: Card, path: Path | None = None) -> None:
        folder = Path() if path else Path(tempfile.mkdtemp(prefix="desk-"))
        self._tidy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        if path:
            self._tidy.detach()
        super().__init__(path or folder / "bot.db")
        self.mails = 0
        for card in cards:
            self.add(card)

    def __del__(self) -> None:
        self._conn.close()  # a test that fails leaves none open

    def close(self) -> None:
        super().close()
        self._tidy()

    def add(self, card: Card, now: datetime | None = None) -> int:
        """Keep a card's query, make the card and queue it; return its id.

        One with a decision is decided; one with a ``ts`` is known to stand there.
        """
        now = now or real_time()
        with self.write():
            self.read(card.query, now=now)
            made = self.add_card(
                card.query,
                card.company,
                channel=card.channel,
                match=replace(
                    card.match,
                    query_id=card.query.id,
                    company=card.company,
                    text_hash=card.query.text_hash,
                ),
                outline=card.outline,
                policy=card.policy,
                approvers=card.approvers,
                timezone=card.timezone,
                now=now,
            )
            assert made, f"there is a card of {card.query.id} for {card.company}"
            number = int(self.rows("select max(id) as id from cards")[0]["id"])
            if card.ts:
                self.adopt(number, channel=card.channel, ts=card.ts, at=now)
            if card.decision:
                told = card.decision
                settle(self, number, told.choice, by=told.by, at=told.at)
        return number

    def read(
        self, *queries: Query, now: datetime | None = None, ties: Ties | None = None
    ) -> None:
        """Let a digest with these queries come in, as its newest edition."""
        now, self.mails = now or real_time(), self.mails + 1
        with self.write():
            self.keep_file(f"mail {self.mails}".encode(), now)
            mail = self.unread()
            assert mail is not None
            digest = Digest(source="haro", queries=queries, printed_at=now)
            self.add_reading(mail, [digest], now=now, ties=ties or Ties())

    def due_at(self, number: int, at: datetime) -> None:
        """Move a card's deadline: a newer edition says so."""
        deadline = Deadline(text="moved", at=at, sure=True, until=at)
        self.read(replace(self.shown(number).query, deadline=deadline))

    # ------------------------------------------------------------- what there is now

    def shown(self, number: int, now: datetime | None = None) -> Card:
        """Return a card as it stands."""
        card = self.card(number, now or real_time())
        assert card is not None, f"no card {number}"
        return card

    @property
    def places(self) -> dict[int, tuple[str, str]]:
        """Card -> channel and ts, of those that are posted."""
        found = self.rows("select card_id, channel, ts from places order by card_id")
        return {row["card_id"]: (row["channel"], row["ts"]) for row in found}

    @property
    def states(self) -> dict[int, str]:
        """Outgoing message -> pending, sending, sent, "held: why" or "refused: why"."""
        found = self.rows("select id, state, error from outbox order by id")
        why = ("held", "refused")
        return {
            row["id"]: f"{row['state']}: {row['error']}"
            if row["state"] in why
            else row["state"]
            for row in found
        }

    @property
    def card_states(self) -> dict[int, str]:
        """Card -> the state of the message that shows it."""
        found = self.rows("select id, card_id from outbox where kind = 'card' order by id")
        states = self.states
        return {row["card_id"]: states[row["id"]] for row in found}

    @property
    def kinds(self) -> Sequence[Kind]:
        """What was ever queued, in that order."""
        return [
            Kind(row["kind"]) for row in self.rows("select kind from outbox order by id")
        ]

    @property
    def choices(self) -> dict[int, Choice]:
        """Card -> decision, of those that are decided."""
        found = self.rows("select card_id, choice from decided where round is not null")
        return {row["card_id"]: Choice(row["choice"]) for row in found}
