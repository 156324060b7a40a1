"""Experts' own mailboxes, and how often one that is away is asked again."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain import Expert, Profile
from bot.errors import LoginRefused, TryLater
from bot.inbox import Account, Backoff
from bot.inbox.errands import Stopped
from bot.inbox.own import DRAFTS, SENT, checked

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=15)  # people are told of a mailbox that is away so long
LONGEST = timedelta(hours=1)  # no pause is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The mailbox of one expert, who has allowed what is done in it."""

    account: Account  # with the name of its section; its folder is read for replies
    company: str
    expert: str  # an id in the company's profile
    drafts: str = ""  # the folder; "": the one the server marks
    sent: str = ""
    file: bool = True  # put drafts into it
    watch: bool = False  # look for what was sent and for replies

    @property
    def name(self) -> str:
        return self.account.name


def check(box: Box) -> str:
    """Log in, open the folders and say which they are. Raises BotError with the cure."""
    wanted = [(DRAFTS, box.drafts)] if box.file else []
    wanted += [(SENT, box.sent)] if box.watch else []
    names = checked(box.account, wanted)
    parts = [f"drafts go to {names[0]}"] if box.file else []
    if box.watch:
        parts.append(f"answers and replies are looked for in {names[-1]} and INBOX")
    return (
        f"mailbox [drafts.{box.name}]: logged in at {box.account.place}; {'; '.join(parts)}"
    )


def owner(profiles: Iterable[Profile], box: Box) -> Expert | None:
    """Return whose mailbox it is, None where no profile has them any more."""
    own = (profile for profile in profiles if profile.company == box.company)
    return next((e for profile in own if (e := profile.expert(box.expert))), None)


def whose(expert: Expert | None) -> str:
    """Write Ada Dent's, Rhys Jones'."""
    name = " ".join(expert.name.split()) if expert is not None else "the expert"
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Away:
    error: TryLater
    since: datetime
    until: datetime
    told: bool  # people know

    def left(self, now: datetime) -> float:
        """Return the seconds until it is asked again; none where a clock was set back."""
        left = self.until - now
        return left.total_seconds() if timedelta(0) < left <= LONGEST else 0.0


@dataclass(kw_only=True)
class Rounds:
    """Asks one mailbox after the other; one that is away holds up no other.

    ``alarm`` and ``cured`` tell people, each once however often they are called.
    """

    now: Callable[[], datetime]
    alarm: Callable[[str, str], object]
    cured: Callable[[str, str], object] = lambda _key, _text: None
    _away: dict[str, _Away] = field(default_factory=dict)
    _backoffs: dict[str, Backoff] = field(default_factory=dict)
    _well: set[str] = field(default_factory=set)  # of which no alarm is open

    def go(self, boxes: Iterable[Box], work: Callable[[Box], bool]) -> bool:
        """Do one unit of work in the first box that has any; say if there was one.

        Raises TryLater if all of them are away, unless people know that already.
        """
        asked = list(boxes)
        for box in asked:
            away = self._away.get(box.name)
            if away is not None and away.left(self.now()):
                continue
            try:
                done = work(box)
            except TryLater as error:
                self._failed(box, error)
                continue
            except Stopped:
                return False
            self._succeeded(box)
            if done:
                return True
        waits = [self._away[box.name] for box in asked if box.name in self._away]
        if asked and len(waits) == len(asked):
            first = min(waits, key=lambda away: away.until)
            first.error.after = first.left(self.now())
            refused = isinstance(first.error, LoginRefused)
            if refused or not all(away.told for away in waits):
                raise first.error
        return False

    def _failed(self, box: Box, error: TryLater) -> None:
        now, known = self.now(), self._away.get(box.name)
        pause = self._backoffs.setdefault(box.name, Backoff()).failed(error)
        since = min(known.since, now) if known else now
        if known is None or str(known.error) != str(error):
            log.warning("mailbox %s waits: %s", box.name, error)
        until = now + timedelta(seconds=pause)
        told = False
        if isinstance(error, LoginRefused) or now - since >= PATIENCE:
            self._well.discard(box.name)
            try:
                self.alarm(_key(box), f"Mailbox [drafts.{box.name}]: {error}")
                told = True
            except TryLater as busy:  # told at the next failure
                log.warning("could not tell people: %s", busy)
        self._away[box.name] = _Away(error=error, since=since, until=until, told=told)

    def _succeeded(self, box: Box) -> None:
        if self._away.pop(box.name, None):
            log.info("mailbox %s answers again", box.name)
        self._backoffs.pop(box.name, None)
        if box.name not in self._well:  # a run before may have told of it
            with suppress(TryLater):  # told at the next success
                self.cured(_key(box), f"Mailbox [drafts.{box.name}] answers again.")
                self._well.add(box.name)


def _key(box: Box) -> str:
    return f"drafts:{box.name}"
