"""Experts' own mailboxes, and how often one that is away is asked again."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain import Expert, Profile
from bot.errors import LoginRefused, TryLater
from bot.inbox import Account, Backoff
from bot.inbox.errands import Stopped
from bot.inbox.own import DRAFTS, SENT, checked

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=15)  # people are told of a mailbox that is away so long


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


@dataclass(kw_only=True)
class Rounds:
    """Asks one mailbox after the other; one that is away holds up no other."""

    now: Callable[[], datetime]
    tell: Callable[[str, str], object]
    _away: dict[str, _Away] = field(default_factory=dict)
    _backoffs: dict[str, Backoff] = field(default_factory=dict)

    def go(self, boxes: Iterable[Box], work: Callable[[Box], bool]) -> bool:
        """Do one unit of work in the first box that has any; say if there was one.

        Raises TryLater if all of them are away.
        """
        asked = list(boxes)
        for box in asked:
            away = self._away.get(box.name)
            if away is not None and self.now() < away.until:
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
            left = (first.until - self.now()).total_seconds()
            first.error.after = max(0.0, left)
            raise first.error
        return False

    def _failed(self, box: Box, error: TryLater) -> None:
        now, known = self.now(), self._away.get(box.name)
        pause = self._backoffs.setdefault(box.name, Backoff()).failed(error)
        since = known.since if known else now
        if known is None or str(known.error) != str(error):
            log.warning("mailbox %s waits: %s", box.name, error)
        until = now + timedelta(seconds=pause)
        self._away[box.name] = _Away(error=error, since=since, until=until)
        if isinstance(error, LoginRefused) or now - since >= PATIENCE:
            self.tell(f"drafts:{box.name}", f"Mailbox [drafts.{box.name}]: {error}")

    def _succeeded(self, box: Box) -> None:
        if self._away.pop(box.name, None):
            log.info("mailbox %s answers again", box.name)
        self._backoffs.pop(box.name, None)
