"""How far files of mail have been imported, so that a stopped import goes on."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain import to_text
from bot.store.mails import Mails


class Imports(Mails):
    def imported(self, file: str) -> int:
        """Return how many bytes are done of a file; ``file`` tells it from others."""
        row = self.row("select done from imports where file = ?", file)
        return int(row["done"]) if row else 0

    def take_in(
        self, mails: Iterable[tuple[bytes, datetime]], file: str, done: int, now: datetime
    ) -> int:
        """Store messages and how far a file is done, in one step; return how many are new.

        ``file`` "": nothing is noted.
        """
        with self.write() as db:
            new = sum(self.keep_file(raw, received_at) for raw, received_at in mails)
            if file:
                db.execute(
                    "insert into imports values (?, ?, ?) on conflict do update set"
                    " done = excluded.done, at = excluded.at",
                    (file, done, to_text(now)),
                )
        return new

    def import_over(self, file: str) -> None:
        """Forget how far a file is done: it is, whole."""
        with self.write() as db:
            db.execute("delete from imports where file = ?", (file,))
