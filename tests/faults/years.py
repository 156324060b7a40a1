"""Invented years: digests that come, a worker that reads them, people who decide.

Everything is the real thing but the mailbox, the model (a bag of words), Slack (it takes
whatever it is given) and the clock, which goes as fast as the work is done.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot import shipped
from bot.domain import (
    Act,
    Card,
    Cause,
    Deed,
    Expert,
    Fact,
    Kind,
    Letter,
    Outgoing,
    Profile,
)
from bot.domain import parse_time as time_of_day
from bot.matching import Thresholds
from bot.pipeline import Desks, Pipeline
from bot.pitching import Prompts
from bot.store import Store
from tests import make
from tests.faults.press import Press

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
TICK = timedelta(seconds=31)  # longer than a step rests that found nothing to do

DENTAL = make.profile()
BIKES = Profile(
    company="Bolt Bikes",
    website="https://bolt.example",
    description="Makes cargo bikes and electric bikes.",
    topics=("cargo bikes", "electric bikes for commuters", "bike theft"),
    experts=(
        Expert(
            id="kim",
            name="Kim Spoke",
            title="Head of Design",
            expertise=("cargo bikes and electric bikes in cities",),
        ),
    ),
    facts=(
        Fact(
            id="b1",
            text="In a 2025 survey of 900 riders, cargo bikes replaced 31 % of car rides.",
            expert="kim",
            tags=("cargo bikes", "cities"),
        ),
    ),
)


@dataclass(kw_only=True)
class Years:
    """A worker and the people around it, replayed; ``clock`` is what time it is.

    ``nightly`` is called once a day, as the worker does what is done once a day.
    """

    store: Store
    per_day: float = 10
    press: Press = field(default_factory=Press)
    nightly: Callable[[datetime], object] = lambda _now: None
    profiles: tuple[Profile, ...] = (DENTAL, BIKES)
    clock: datetime = BEGIN
    came: int = 0  # digests
    done: int = 0  # deeds that were new
    _plans: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(3))
    _stamp: int = 0

    def __post_init__(self) -> None:
        self.pipeline = Pipeline(
            store=self.store,
            profiles=lambda: self.profiles,
            embed=make.embed,
            engine="words",
            prompts=Prompts.load(shipped.folder("prompts")),
            desks=Desks(
                channel="C1",
                ops_channel="OPS",
                max_per_day=25,
                summary_at=time_of_day("16:00"),
            ),
            now=lambda: self.clock,
            thresholds=Thresholds(post=0.5, hold=0.35),
        )

    def one(self) -> None:
        """Let the next digest come, and do all there is to do."""
        day = self.clock.date()
        self.clock += timedelta(days=1) / self.per_day
        if self.clock.date() != day:
            self.nightly(self.clock)
        self.came += 1
        raw = self.press.digest(self.came, self.clock)
        self.store.keep(
            Letter(
                mailbox="imap",
                folder="INBOX",
                uidvalidity=1,
                uid=self.came,
                raw=raw,
                received_at=self.clock,
            )
        )
        self.store.scanned("imap", "INBOX", self.clock)
        self.work()
        if self.clock.date() != day:  # people come to decide once a day
            self._decide()
            self.work()

    def work(self) -> None:
        while self.pipeline.advance():
            pass
        self._slack()

    def tick(self) -> None:
        """Look for work when there is none, as is done every few seconds."""
        self.clock += TICK
        self.pipeline.advance()
        self._slack()
        self.store.due(self.clock)
        self.store.unsure()

    # ---- what Slack does

    def _slack(self) -> None:
        while (outgoing := self.store.claim_outgoing(self.clock)) is not None:
            self._stamp += 1
            ts = f"{self._stamp}.000000"
            self.store.sent(outgoing, channel="C1", ts=ts, at=self.clock)
            self._plan(outgoing)
        while (card := self.store.to_repaint(self.clock)) is not None:
            self.store.painted(card.id, card.look)

    # ---- what people do

    def _plan(self, outgoing: Outgoing) -> None:
        """Think of what somebody will do to a card that was just posted, and when."""
        if outgoing.kind is not Kind.CARD or outgoing.card_id is None:
            return
        acts = self._chance.choices(*zip(*_HABITS, strict=True))[0]
        at = self.clock
        for act in acts:
            at += timedelta(minutes=self._chance.randint(5, 300))
            self._plans.append((at, outgoing.card_id, act))

    def _decide(self) -> None:
        due = sorted(plan for plan in self._plans if plan[0] <= self.clock)
        self._plans = [plan for plan in self._plans if plan[0] > self.clock]
        for _, card_id, act in due:
            card = self.store.card(card_id, self.clock)
            for deed in self._deeds(card, act) if card is not None else ():
                self.done += self.store.do(deed).new
        for mute in self.store.mutes():
            if self.clock - mute.at > timedelta(days=20):
                self.done += self.store.unmute(mute.number, by="U1", at=self.clock)

    def _deeds(self, card: Card, act: Act) -> Iterator[Deed]:
        deed = Deed(card_id=card.id, act=act, by="U1", at=self.clock, name="Uma")
        if act is Act.SNOOZE:
            yield replace(deed, until=self.clock + timedelta(hours=8))
        elif act is Act.ASSIGN:
            yield replace(deed, person="U2")
        elif act is Act.EDIT:
            yield replace(deed, outline=replace(card.outline, text=f"{card.outline.text} "))
        elif act is Act.SKIP:
            yield replace(deed, cause=self._chance.choice((None, *Cause)))
        else:
            yield deed


_HABITS: tuple[tuple[tuple[Act, ...], int], ...] = (
    ((Act.APPROVE,), 30),
    ((Act.ASSIGN, Act.APPROVE), 5),
    ((Act.EDIT, Act.APPROVE), 5),
    ((Act.SKIP,), 25),
    ((Act.NOT_FOR_US,), 8),
    ((Act.SNOOZE, Act.SKIP), 5),
    ((Act.SKIP, Act.REOPEN), 4),
    ((Act.MUTE_OUTLET,), 2),
    ((Act.MUTE_REPORTER,), 1),
    ((), 15),  # nobody comes to it
)
