"""A pipeline over a real store and a clock that is set by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot import shipped
from bot.domain import (
    Act,
    Card,
    Deadline,
    Deed,
    Digest,
    Kind,
    Outcome,
    Outgoing,
    Profile,
    Query,
    Summary,
    parse_hours,
)
from bot.matching import Thresholds
from bot.pipeline import Desks, Pipeline
from bot.pitching import Prompts
from bot.store import Store, Ties
from tests import make

ANN, BOB = "U01ANN", "U02BOB"
NOW = make.NOW  # a Tuesday, noon in UTC
PROMPTS = Prompts.load(shipped.folder("prompts"))
ALL = Thresholds(post=0.0, hold=0.0)
WEAK = Thresholds(post=1.0, hold=0.0)
ALWAYS = parse_hours("00:00-23:59")


def due(at: datetime | None) -> Deadline:
    return Deadline(text="as printed", at=at, sure=True, until=at)


def query(number: int = 1, at: datetime | None = None, **changes: Any) -> Query:
    words = {
        "id": f"reply+q{number}",
        "summary": f"Whitening strips {number}",
        "body": f"Do whitening strips number {number} harm enamel?",
        "deadline": due(at or NOW + timedelta(hours=30)),
    }
    return make.query(**(words | changes))


class Scene:
    """One company, one channel, and whatever time it is."""

    def __init__(self, store: Store, thresholds: Thresholds = ALL, **desks: Any) -> None:
        self.store, self.now = store, NOW
        self.profiles: list[Profile] = [make.profile()]
        self.pipeline = Pipeline(
            store=store,
            profiles=lambda: self.profiles,
            embed=make.embed,
            engine="words",
            prompts=PROMPTS,
            desks=replace(Desks(channel="C1", working=ALWAYS), **desks),
            now=lambda: self.now,
            thresholds=thresholds,
        )

    def restarted(self) -> None:
        self.pipeline = replace(self.pipeline, begun={}, looked=[], rested={})

    def reads(self, *queries: Query, said: Sequence[str] = ()) -> None:
        """Take in an edition; ``said`` is what it changed in the first query."""
        known = len(self.store.rows("select id from mails"))
        self.store.keep_file(f"mail {known}".encode(), self.now)
        mail = self.store.unread()
        assert mail is not None
        digest = Digest(source="haro", queries=queries, printed_at=self.now)
        changes = {queries[0].id: tuple(said)} if said else {}
        self.store.add_reading(mail, [digest], now=self.now, ties=Ties(changes=changes))

    def works(self) -> None:
        """Do all there is to do now, half a minute after it was last done."""
        for step in self.pipeline.rested:
            self.pipeline.rested[step] = self.now - timedelta(minutes=1)
        for _ in range(200):
            if not self.pipeline.advance():
                return
        raise AssertionError("the work does not end")

    def at(self, now: datetime) -> None:
        self.now = now
        self.works()

    def sends(self) -> list[Outgoing]:
        """Let Slack have what is due."""
        sent = []
        while (out := self.store.claim_outgoing(self.now)) is not None:
            self.store.sent(out, channel="C1", ts=f"{out.id}.0", at=self.now)
            sent.append(out)
        return sent

    def posts(self, *queries: Query) -> list[Card]:
        """Take in queries and post their cards."""
        self.reads(*queries)
        self.works()
        self.sends()
        return self.store.cards(self.now)

    def do(self, act: Act, number: int = 1, by: str = ANN, **more: Any) -> Outcome:
        return self.store.do(
            Deed(card_id=number, act=act, by=by, at=more.pop("at", self.now), **more)
        )

    def replies(self) -> list[tuple[str, str]]:
        """Return person and text of every reply that time brought, the oldest first."""
        found = self.store.rows(
            "select people, text from outbox where kind = ?"
            " and text not like 'You are %' and text not like '%the outline above%'"
            " order by id",
            Kind.REPLY,
        )
        return [(row["people"], row["text"]) for row in found]

    def summaries(self) -> list[Summary]:
        found = self.store.rows(
            "select part from outbox where kind = ? order by id", Kind.SUMMARY
        )
        made = [self.store.summary(int(row["part"])) for row in found]
        return [summary for summary in made if summary is not None]
