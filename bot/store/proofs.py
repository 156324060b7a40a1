"""What was found out about the senders of mails."""

from datetime import datetime, timedelta

from bot.domain import Evidence, Proof, from_text, to_text
from bot.store.mails import Mails, StoredMail

TRIES = 24
BETWEEN = timedelta(minutes=10)
SOON = timedelta(minutes=3)  # where nothing was asked: longer than a resolver is spared


class Proofs(Mails):
    def add_proof(self, mail_id: int, evidence: Evidence, now: datetime) -> None:
        """Note what was found out, in place of what was known before."""
        self._prove(mail_id, evidence, TRIES if evidence.again else 0, now)

    def proved_again(self, mail_id: int, evidence: Evidence, now: datetime) -> None:
        """Note what a later look found; one that asked and found nothing uses up a try."""
        row = self.row("select again from proofs where mail_id = ?", mail_id)
        left = max(0, row["again"] - evidence.asked) if row and evidence.again else 0
        self._prove(mail_id, evidence, left, now)

    def _prove(self, mail_id: int, evidence: Evidence, left: int, now: datetime) -> None:
        at = now if evidence.asked else now - BETWEEN + SOON
        with self.write() as db:
            db.execute(
                "insert into proofs values (?, ?, ?, ?, ?) on conflict do update set"
                " proof = excluded.proof, reason = excluded.reason,"
                " again = excluded.again, at = excluded.at",
                (mail_id, evidence.proof, evidence.reason, left, to_text(at)),
            )

    def evidence(self, mail_id: int) -> Evidence:
        """Return what is known of a mail's sender; nothing of one never looked at."""
        row = self.row("select * from proofs where mail_id = ?", mail_id)
        if row is None:
            return Evidence()
        return Evidence(
            proof=Proof(row["proof"]), reason=row["reason"], again=row["again"] > 0
        )

    def to_prove_again(self, now: datetime) -> StoredMail | None:
        """Return the mail about which no server answered, ten minutes ago or longer.

        The one that has waited longest is first, so that none keeps others from their turn.
        """
        row = self.row(
            "select m.id, m.raw, m.received_at from proofs p"
            " join mails m on m.id = p.mail_id where p.again > 0 and p.at <= ?"
            " order by p.at, m.received_at desc, m.id desc limit 1",
            to_text(now - BETWEEN),
        )
        if row is None:
            return None
        return StoredMail(
            id=row["id"], raw=row["raw"], received_at=from_text(row["received_at"])
        )
