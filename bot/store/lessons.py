"""What people's decisions teach, why they skipped, and what was approved before.

Nothing is ever changed here: a reset is a row that says from when on decisions count.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.domain import Act, Cause, Choice, Entry, Lesson, Query, from_text, to_text
from bot.store.alarms import Alarms
from bot.store.mails import QUERY

_LAST_CAUSE = """
    k.row = (select max(row) from causes where card_id = d.card_id and round = d.round)
"""
# Everything people said of a request for one company. Of what was said in one moment,
# the reason counts before the skip that it is the reason of.
_SAID = f"""
    select c.query_id, d.at, 0 as after, d.choice = 'approved' as good, null as cause
      from cards c join decided d on d.card_id = c.id
      where c.company = :company
    union all
    select w.query_id, w.at, 1, 1, null from wanted w where w.company = :company
    union all
    select c.query_id, k.at, 2, 0, k.cause
      from cards c
      join decided d on d.card_id = c.id and d.choice = 'skipped'
      join causes k on {_LAST_CAUSE}
      where c.company = :company
"""  # noqa: S608 (the parts are constants of this module)
_TAUGHT = f"""
    select query_id, at, good, cause from (
      select s.*, row_number() over (
        partition by s.query_id order by s.at desc, s.after desc) as newest
      from ({_SAID}) s
      where s.at > coalesce((select max(since) from resets where company = :company), ''))
    where newest = 1
"""  # noqa: S608


class Lessons(Alarms):
    """A request's decisions are kept under its id, whichever query was its front then."""

    def lessons(self, company: str, most: int = -1) -> list[Lesson]:
        """Return what was said of each request since the last reset, oldest first.

        Of ``most`` requests, the latest, or of all.
        One for each request: what was said last. Its query is the newest text of what
        stands in front. An approval is good, and that it should have been shown; a skip
        is bad, with its cause if one was told.
        """
        found = self._named(
            f"select t.*, f.payload from ({_TAUGHT} order by at desc, query_id desc"  # noqa: S608
            " limit :most) t join fronts f using (query_id) order by t.at, t.query_id",
            {"company": company, "most": most},
        )
        return [_lesson(row) for row in found]

    def lessons_mark(self) -> tuple[int, ...]:
        """Return what changes whenever anybody decides, tells a cause or resets."""
        found = self.rows(
            "select coalesce((select max(rowid) from decisions), 0),"
            " coalesce((select max(row) from causes), 0),"
            " coalesce((select max(row) from wanted), 0),"
            " coalesce((select max(row) from resets), 0)"
        )
        return tuple(int(number) for number in found[0])

    def add_shown(self, query_id: str, company: str, *, by: str, now: datetime) -> bool:
        """Note that a request should have been shown; say if that was new.

        False where the query is unknown, and where the last word on it was good already.
        """
        with self.write() as db:
            request = self._request_of(query_id)
            if request is None:
                return False
            known = self._taught(request, company)
            if known is not None and known["good"]:
                return False
            db.execute(
                "insert into wanted(query_id, company, by, at) values (?, ?, ?, ?)",
                (request, company, by, self._later(company, known, now)),
            )
            via = "terminal" if by.startswith("terminal") else "slack"
            self._note(
                db,
                Entry(act=Act.SHOWN, by=by, at=now, via=via, company=company, said=request),
            )
        return True

    def tell_cause(
        self, query_id: str, company: str, cause: Cause, *, by: str, now: datetime
    ) -> bool:
        """Note why a request was skipped; say if that was new.

        False where its last decision is no skip, and where that cause is known already.
        """
        with self.write() as db:
            request = self._request_of(query_id)
            row = self.row(
                "select d.card_id, d.round, d.choice from cards c join decided d"
                " on d.card_id = c.id"
                " where c.query_id = ? and c.company = ?",
                request,
                company,
            )
            if request is None or row is None or row["choice"] != Choice.SKIPPED:
                return False
            known = self._taught(request, company)
            if known is not None and not known["good"] and known["cause"] == cause:
                return False
            db.execute(
                "insert into causes(card_id, round, cause, by, at) values (?, ?, ?, ?, ?)",
                (
                    *(row["card_id"], row["round"], cause, by),
                    self._later(company, known, now),
                ),
            )
        return True

    def forget_lessons(self, company: str, *, by: str, now: datetime) -> int:
        """Let nothing said so far teach any more; return how many lessons that were.

        Decisions stay what they are. What a clock put into the future is dropped too.
        """
        with self.write() as db:
            found = self._named(_TAUGHT, {"company": company})
            if found:
                since = max(to_text(now), *(str(row["at"]) for row in found))
                db.execute(
                    "insert into resets(company, since, by, at) values (?, ?, ?, ?)",
                    (company, since, by, to_text(now)),
                )
        return len(found)

    def history(self, since: datetime) -> list[tuple[Query, datetime]]:
        """Return every request printed since, and when it was last printed, oldest first.

        Without what stands only in mails that were set aside.
        """
        found = self.rows(
            "select payload, printed_at from fronts where printed_at >= ? and doubted = 0"
            " order by printed_at, query_id",
            to_text(since),
        )
        return [
            (QUERY.validate_json(row["payload"]), from_text(row["printed_at"]))
            for row in found
        ]

    def decided(
        self, company: str, since: datetime
    ) -> dict[str, tuple[Choice, Cause | None, datetime]]:
        """Return what was decided since, by request; a reset changes nothing of it."""
        found = self.rows(
            "select c.query_id, d.choice, d.at, k.cause from cards c"  # noqa: S608
            " join decided d on d.card_id = c.id"
            f" left join causes k on d.choice = 'skipped' and {_LAST_CAUSE}"
            " where c.company = ? and d.at >= ? order by d.at, c.id",
            company,
            to_text(since),
        )
        return {
            row["query_id"]: (
                Choice(row["choice"]),
                Cause(row["cause"]) if row["cause"] else None,
                from_text(row["at"]),
            )
            for row in found
        }

    def approved(self, company: str, after: int = 0) -> list[Query]:
        """Return every request that was approved for a company, as it stands now.

        ``after``: only what was decided behind that row of decisions.
        """
        late = "(select distinct card_id from decisions where rowid > :after) n cross join"
        found = self._named(
            f"select f.payload from {late if after else ''} cards c"  # noqa: S608
            f" {'on c.id = n.card_id' if after else ''}"
            " join fronts f on f.query_id = c.query_id join decided d on d.card_id = c.id"
            " where c.company = :company and d.choice = 'approved' order by d.at, c.id",
            {"company": company, "after": after},
        )
        return [QUERY.validate_json(row["payload"]) for row in found]

    def taken_back(self, company: str, after: int) -> bool:
        """Say if any decision of a company was taken back behind a row of decisions."""
        row = self.row(
            "select 1 from decisions d cross join cards c on c.id = d.card_id"
            " where d.rowid > ? and d.choice = 'reopened' and c.company = ? limit 1",
            *(after, company),
        )
        return row is not None

    def _later(self, company: str, known: Mapping[str, Any] | None, now: datetime) -> str:
        """Return the instant of a new word: it is the last, whatever the clock says."""
        row = self.row("select max(since) as at from resets where company = ?", company)
        before = [row["at"] if row else None, known["at"] if known else None]
        times = [from_text(at) + timedelta(microseconds=1) for at in before if at]
        return to_text(max(now, *times)) if times else to_text(now)

    def _taught(self, request_id: str, company: str) -> Mapping[str, Any] | None:
        """Return the last word on one request that still teaches."""
        found = self._named(
            f"select * from ({_TAUGHT}) where query_id = :request",  # noqa: S608
            {"company": company, "request": request_id},
        )
        return found[0] if found else None


def _lesson(row: Mapping[str, Any]) -> Lesson:
    return Lesson(
        query=QUERY.validate_json(row["payload"]),
        good=bool(row["good"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        at=from_text(row["at"]),
    )
