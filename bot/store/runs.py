"""What models were asked, what came of it and what it cost."""

from datetime import datetime

from pydantic import TypeAdapter

from bot.domain import Came, Run, Spent, to_text
from bot.store.deeds import Deeds

RUN = TypeAdapter(Run)


class Runs(Deeds):
    def undrafted(self, now: datetime, most: int = 20) -> list[int]:
        """Return open cards for whose outline no model was asked, what is due first.

        Only where the policy they were made under lets a model choose; what holds today
        the caller asks.
        """
        found = self.rows(
            """
            select c.id, coalesce((select max(version) from acts a where a.card_id = c.id
                and a.act in ('edit', 'remake')), 0) as edition
            from cards c join fronts l on l.query_id = c.query_id and l.until > ?
            where json_extract(c.shown, '$.policy.level') = 'outline'
              and json_extract(c.shown, '$.outline.expert_id') != ''
              and coalesce(json_extract(c.shown, '$.outline.drafter'), 'rules') = 'rules'
              and not exists (select 1 from decided d where d.card_id = c.id)
              and not exists (select 1 from edits e where e.card_id = c.id)
              and not exists (select 1 from model_runs r
                where r.card_id = c.id and r.edition = coalesce((select max(version)
                  from acts a where a.card_id = c.id and a.act in ('edit', 'remake')), 0))
            order by l.until, c.id limit ?
            """,
            *(to_text(now), most),
        )
        return [int(row["id"]) for row in found]

    def add_run(self, run: Run) -> None:
        with self.write() as db:
            db.execute(
                "insert into model_runs(card_id, edition, company, query_id, at, came,"
                " cost, input_tokens, output_tokens, requests, seconds, model, payload)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(run.card_id, run.edition, run.company, run.query_id),
                    *(to_text(run.at), run.came, run.cost),
                    *(run.input_tokens, run.output_tokens, run.requests, run.seconds),
                    *(run.model, RUN.dump_json(run).decode()),
                ),
            )

    def runs(self, card_id: int) -> list[Run]:
        """Return what models were asked for one card, the latest first."""
        found = self.rows(
            "select payload from model_runs where card_id = ? order by row desc", card_id
        )
        return [RUN.validate_json(row["payload"]) for row in found]

    def spent_since(self, since: datetime) -> tuple[float, int]:
        """Return what models cost since an instant, in US dollars, and in tokens."""
        row = self.row(
            "select coalesce(sum(cost), 0.0) as cost,"
            " coalesce(sum(input_tokens + output_tokens), 0) as tokens"
            " from model_runs where at >= ?",
            to_text(since),
        )
        return (float(row["cost"]), int(row["tokens"])) if row else (0.0, 0)

    def spent_on(self, query_id: str) -> float:
        """Return what models cost for one query, in US dollars, whoever it was for."""
        row = self.row(
            "select coalesce(sum(cost), 0.0) as cost from model_runs where query_id = ?",
            query_id,
        )
        return float(row["cost"]) if row else 0.0

    def unused(self, since: datetime) -> list[tuple[Came, str, int]]:
        """Return why drafts were not used since an instant, and how often."""
        found = self.rows(
            "select came, json_extract(payload, '$.why') as why, count(*) as runs"
            " from model_runs where at >= ? and came != ? group by came, why"
            " order by runs desc, came, why",
            *(to_text(since), Came.USED),
        )
        return [(Came(row["came"]), str(row["why"]), int(row["runs"])) for row in found]

    def spent(self, since: datetime) -> list[Spent]:
        """Return what was spent since an instant, by day, model and company."""
        found = self.rows(
            "select substr(at, 1, 10) as day, model, company, count(*) as runs,"
            " sum(came = ?) as used, sum(requests) as requests,"
            " sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens,"
            " coalesce(sum(cost), 0.0) as cost, "
            " sum(cost is null and requests > 0) as unknown,"
            " sum(seconds) as seconds from model_runs where at >= ?"
            " group by day, model, company order by day desc, model, company",
            *(Came.USED, to_text(since)),
        )
        return [Spent(**dict(row)) for row in found]
