"""What was found out about the senders of mails."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain import Evidence, Proof, from_text, to_text
from bot.store.folders import Folders
from bot.store.mails import StoredMail

TRIES = 24
BETWEEN = timedelta(minutes=10)
SOON = timedelta(minutes=3)  # where nothing was asked: longer than a resolver is spared
_PROVEN = "select 1 from proofs v where v.proof = 'verified' and v.mail_id"
_GIVE_WAY = f"""
    update editions set doubted = 1
    where query_id in (select value from json_each(:ids))
      and not exists ({_PROVEN} = editions.mail_id)
      and exists (select 1 from editions p where p.query_id = editions.query_id
        and exists ({_PROVEN} = p.mail_id))
"""  # noqa: S608 (a constant of this module)
# A ban only restricts: whoever printed it, the proven print is bound by it.
_BIND = """
    update editions set payload = json_set(payload, '$.flag_line', json('true'))
    where query_id in (select value from json_each(:ids)) and doubted = 0
      and not coalesce(json_extract(payload, '$.flag_line'), 0) and exists (
        select 1 from editions b where b.query_id = editions.query_id and b.doubted = 1
        and not exists (select 1 from quarantines q where q.mail_id = b.mail_id)
        and (json_extract(b.payload, '$.flag_line')
          or coalesce(json_extract(b.payload, '$.refusal'), '') != ''
          or coalesce(json_array_length(b.payload, '$.traps'), 0) > 0))
"""
_GAVE_WAY = """
    select query_id from editions where query_id in (select value from json_each(:ids))
      and mail_id = :mail and doubted = 1
"""


class Proofs(Folders):
    def add_proof(self, mail_id: int, evidence: Evidence, now: datetime) -> None:
        """Note what was found out, in place of what was known before."""
        self._prove(mail_id, evidence, TRIES if evidence.again else 0, now)

    def proved_again(self, mail_id: int, evidence: Evidence, now: datetime) -> None:
        """Note what a later look found; one that asked and found nothing uses up a try."""
        row = self.row("select again from proofs where mail_id = ?", mail_id)
        left = max(0, row["again"] - evidence.asked) if row and evidence.again else 0
        with self.write():
            self._prove(mail_id, evidence, left, now)
            if evidence.proof is Proof.VERIFIED:
                self._count_again(mail_id)

    def _prove(self, mail_id: int, evidence: Evidence, left: int, now: datetime) -> None:
        at = now if evidence.asked else now - BETWEEN + SOON
        with self.write() as db:
            db.execute(
                "insert into proofs values (?, ?, ?, ?, ?) on conflict do update set"
                " proof = excluded.proof, reason = excluded.reason,"
                " again = excluded.again, at = excluded.at",
                (mail_id, evidence.proof, evidence.reason, left, to_text(at)),
            )

    def _count_again(self, mail_id: int) -> None:
        """Let what a mail printed count, now that its sender is proven."""
        found = self.rows("select query_id from editions where mail_id = ?", mail_id)
        ids = [str(row["query_id"]) for row in found]
        with self.write() as db:
            db.execute(
                "update editions set doubted = 0 where mail_id = :mail"
                " and query_id in (select value from json_each(:ids)) and not exists"
                " (select 1 from quarantines where mail_id = :mail)",
                {"mail": mail_id, "ids": json.dumps(ids)},
            )
            self._give_way(mail_id, ids)

    def _give_way(self, mail_id: int, query_ids: Sequence[str]) -> set[str]:
        """Let unproven prints of queries that a mail holds give way to proven ones.

        Anybody can send a later print of a query that everybody got. What it forbids is
        forbidden all the same. Returns the queries of which this mail's print does not
        count.
        """
        named = {"ids": json.dumps(query_ids), "mail": mail_id}
        self._conn.execute(_GIVE_WAY, named)
        self._conn.execute(_BIND, named)
        found = self._conn.execute(_GAVE_WAY, named).fetchall()
        return {str(row["query_id"]) for row in found}

    def evidence(self, mail_id: int) -> Evidence:
        """Return what is known of a mail's sender; nothing of one never looked at."""
        row = self.row("select * from proofs where mail_id = ?", mail_id)
        if row is None:
            return Evidence()
        return Evidence(
            proof=Proof(row["proof"]), reason=row["reason"], again=row["again"] > 0
        )

    def proven_since(self, since: datetime) -> bool:
        """Say if the sender of any mail was proven since an instant."""
        sql = "select 1 from proofs where proof = 'verified' and at >= ? limit 1"
        return self.row(sql, to_text(since)) is not None

    def never_proven(self, since: datetime, before: datetime) -> frozenset[str]:
        """Return the newsletters that came before an instant and never with proof.

        Of what was received ``since``. Not of mail of an unknown newsletter: that is
        anybody's.
        """
        found = self.rows(
            "select d.source from mails m join digests d on d.mail_id = m.id"
            " left join proofs v on v.mail_id = m.id"
            " where m.received_at >= ? and d.queries > 0"
            " and d.source not in ('', 'generic') group by d.source"
            " having min(m.received_at) < ? and max(v.proof is 'verified') = 0",
            *(to_text(since), to_text(before)),
        )
        return frozenset(str(row["source"]) for row in found)

    def proven(self, query_id: str) -> bool:
        """Say if the newest mail with a request comes from whom it says."""
        sql = (
            "select 1 from fronts l join proofs v on v.mail_id = l.mail_id"
            " where l.query_id = ? and v.proof = 'verified'"
        )
        return self.row(sql, query_id) is not None

    def unproven_cards(self, channel: str, since: datetime) -> int:
        """Count cards made on a day of mail whose sender is not proven.

        ``since``: its first moment. What bears a later day was made by a wrong clock.
        """
        row = self.row(
            "select count(*) as n from cards c where c.channel = ? and c.created_at >= ?"
            " and c.created_at < ? and not exists (select 1 from fronts l"
            "   join proofs v on v.mail_id = l.mail_id"
            "   where l.query_id = c.query_id and v.proof = 'verified')",
            *(channel, to_text(since), to_text(since + timedelta(days=1))),
        )
        return int(row["n"]) if row else 0

    def to_prove_again(self, now: datetime) -> StoredMail | None:
        """Return the mail about which no server answered, ten minutes ago or longer.

        The one that has waited longest is first, so that none keeps others from their turn.
        """
        row = self.row(
            "select m.id, m.raw, m.received_at from proofs p"
            " join mails m on m.id = p.mail_id"
            " where p.again > 0 and m.pruned_at is null"
            " and (p.at <= ? or p.at > ?)"  # a clock may have been ahead
            " order by p.at, m.received_at desc, m.id desc limit 1",
            *(to_text(now - BETWEEN), to_text(now)),
        )
        if row is None:
            return None
        return StoredMail(
            id=row["id"], raw=row["raw"], received_at=from_text(row["received_at"])
        )
