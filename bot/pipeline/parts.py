"""What every step has at hand."""

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from bot.domain import Alarm, Level, Policy, Profile, Query
from bot.matching import Embed, Thresholds
from bot.pipeline.desks import Desks
from bot.pipeline.mailroom import Mailroom
from bot.pipeline.memory import Memory
from bot.pipeline.remembering import Remembering
from bot.pipeline.teaching import Teaching
from bot.pitching import Prompts
from bot.policy import OURS, Rules, decide
from bot.store import Store

log = logging.getLogger("bot.pipeline")

MOST_TOLD = 20  # notes of one kind about single mails on one day: more is a flood
_UNRANKED = "unranked"  # a note about one query: one mail holds hundreds
_LIMITED = {"failed", "oversize", "problem", "quarantine", "read", "unread", _UNRANKED}
EVERY = timedelta(seconds=30)  # a step that has to look through all cards rests so long
_FLOOD = (
    f"More than {MOST_TOLD} mails of that kind came today: further ones are kept and not"
    " told of one by one. Please look into the mailbox; somebody may be flooding it."
)
_FLOOD_OF_QUERIES = (
    f"More than {MOST_TOLD} queries could not be ranked today: further ones are held back,"
    " too, and not told of one by one. They stand among the weak matches. If all of one"
    " company are held, a text of its profile may be the cause: once that is changed they"
    " are ranked again."
)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The steps between stored mail and queued cards.

    ``profiles`` returns the profiles as they stand now; ``engine`` names what made
    the vectors, so that a change of model is a change of key. ``outlets`` maps names and
    domains to weights.
    """

    store: Store
    profiles: Callable[[], Sequence[Profile]]
    embed: Embed
    engine: str
    prompts: Prompts
    desks: Desks
    now: Callable[[], datetime]
    thresholds: Thresholds = field(default_factory=Thresholds)
    mailroom: Mailroom = field(default_factory=Mailroom)
    outlets: Mapping[str, float] = field(default_factory=dict)
    rules: Rules = OURS
    begun: dict[int, int] = field(default_factory=dict, repr=False)  # mail -> its tries

    looked: list[datetime] = field(default_factory=list, repr=False)  # last, for silence
    rested: dict[str, datetime] = field(default_factory=dict, repr=False)  # step -> look
    told: dict[str, int] = field(default_factory=dict, repr=False)  # kind and day -> notes

    @cached_property
    def vectors(self) -> Remembering:
        """The vectors of texts."""
        return Remembering(self.store, self.embed, self.engine)

    @cached_property
    def memory(self) -> Memory:
        """What requests are known."""
        return Memory(store=self.store)

    @cached_property
    def teaching(self) -> Teaching:
        """What was learned, for each company."""
        return Teaching(store=self.store)

    def _policy(self, query: Query, profile: Profile) -> Policy:
        """Return what may be done with a request in front, for a company."""
        others = self.store.others(query.id)
        return decide(query, others, rules=self.rules, company=profile.policy)

    def _off(self, query: Query, profile: Profile) -> bool:
        """Say if a company or newsletter is to have no cards; cheap where none is off."""
        if Level.OFF not in (profile.policy, *self.rules.sources.values()):
            return False
        return self._policy(query, profile).level is Level.OFF

    def _resting(self, step: str, now: datetime) -> bool:
        """Whether a step found nothing to do a moment ago; a clock may be set back."""
        at = self.rested.get(step)
        return at is not None and timedelta(0) <= now - at < EVERY

    def _rest(self, step: str, now: datetime) -> bool:
        """Note that a step found nothing to do; always False, the answer of such a step."""
        self.rested[step] = now
        return False

    def _tell(self, key: str, text: str, *, channel: str = "") -> None:
        """Queue a message for people, once per key; where no channel is set, nothing."""
        channel = channel or self.desks.ops
        if not channel:
            return
        now, kind = self.now(), key.partition(":")[0]
        count = f"{kind}:{now.date()}"
        if kind in _LIMITED and self.told.get(count, 0) >= MOST_TOLD:
            text = _FLOOD_OF_QUERIES if kind == _UNRANKED else _FLOOD
            key = f"flood:{count}"
        if self.store.notice(key, text, channel=channel, now=now):
            self.told[count] = self.told.get(count, 0) + 1

    def _alarm(self, key: str, text: str) -> bool:
        """Tell people that something is wrong, once until it is cured; say if it was."""
        return self.store.alarm(key, text, channel=self.desks.ops, now=self.now())

    def _cured(self, key: str, text: str) -> bool:
        return self.store.cured(key, text, channel=self.desks.ops, now=self.now())

    def _wrong(self, kind: str) -> dict[str, Alarm]:
        """Return what is wrong now, of the alarms whose keys begin so, by what follows."""
        found = (a for a in self.store.alarms() if a.key.startswith(kind))
        return {alarm.key.removeprefix(kind): alarm for alarm in found}


def where(error: Exception) -> str:
    """Name an error and its place without its text, which may quote a mail."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
