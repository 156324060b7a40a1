"""The Drafts folder of an expert: our drafts are found, put in and taken out by a header.

Whatever else the folder holds is not looked at, let alone changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.inbox.account import Account
from bot.inbox.errands import Stop, never
from bot.inbox.own import DRAFTS, Box, Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    uid: int
    raw: bytes


class DraftsFolder:
    """The folder, with a connection that lives as long as the `opened` block."""

    def __init__(self, line: Own, folder: str, stop: Stop) -> None:
        self._line = line
        self._stop = stop
        self.name = folder
        self._box: Box | None = None

    @property
    def uidvalidity(self) -> int:
        return self._entered().uidvalidity

    def find(self, header: str, value: str, *, uid: int = 0) -> tuple[Draft, ...]:
        """Return the messages that bear a header, and the one of a UID if it does too.

        Some servers know no header of ours in a search, so that one is looked at as well;
        whether a message really is ours is for the caller to see. None is marked as
        deleted.
        """
        self._entered()
        found = set(self._line.with_header(header, value, self._stop))
        if uid and uid not in found and self._line.undeleted(uid, self._stop):
            found.add(uid)
        bodies = {one: self._line.body(one, self._stop) for one in found}
        return tuple(Draft(uid=one, raw=raw) for one, raw in sorted(bodies.items()) if raw)

    def put(self, raw: bytes, at: datetime) -> int:
        """Append a draft; return its UID, 0 where the server does not say."""
        validity, uid = self._line.put(self.name, raw, at, self._stop)
        self._box = None  # what is open does not know of it yet
        return uid if validity == self.uidvalidity else 0

    def take_out(self, uid: int) -> None:
        """Delete one message, and no other."""
        self._box = self._line.enter(self.name, self._stop, writing=True)
        self._line.take_out(uid, self._stop)
        self._box = None

    def _entered(self) -> Box:
        if self._box is None:
            self._box = self._line.enter(self.name, self._stop)
        return self._box


@contextmanager
def opened(
    account: Account, folder: str = "", *, stop: Stop = never
) -> Iterator[DraftsFolder]:
    """Log in and find the folder; log out at the end.

    Raises TryLater or LoginRefused, with the cure in words, and so does whatever is asked.
    """
    line = Own.open(account, stop)
    try:
        yield DraftsFolder(line, line.called(DRAFTS, folder, stop), stop)
    finally:
        if line.alive:
            line.log_out()
