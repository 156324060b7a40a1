"""A look into the spam folder, for newsletters that a filter took away."""

import logging
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.domain import Letter
from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.aside import Aside
from bot.inbox.errands import Stop, Stopped, never
from bot.inbox.memory import JunkMemory
from bot.inbox.telling import Say
from bot.inbox.troubles import Troubles

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
BACK = timedelta(days=3)
TOLD_BACK = timedelta(days=2)
BETWEEN = 30.0  # seconds between questions to the store
MOST = 30  # letters that are fetched in one look; who forges senders sends more
BATCH = 100
_ADDRESS = re.compile(rb"@([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)


class Junk:
    """Reads what known newsletters sent and the mail server took for spam.

    By the headers first; a letter is fetched only if its sender's domain is one of
    ``domains``, and kept like any other: whether the sender is real is judged later, and
    people are told by ``tell`` of what was read and believed. Nothing is marked or moved.
    ``title`` names a newsletter for people; ``watched`` are folders that are read anyway.
    """

    def __init__(
        self,
        account: Account,
        memory: JunkMemory,
        *,
        domains: Callable[[], Collection[str]],
        title: Callable[[str], str],
        tell: Say,
        now: Callable[[], datetime],
        watched: Collection[str] = (),
        stop: Stop = never,
    ) -> None:
        self._account = account
        self._memory = memory
        self._domains = domains
        self._title = title
        self._tell = tell
        self._now = now
        self._watched = watched
        self._stop = stop
        self._next = float("-inf")
        self._folder = ""
        self._of_others: set[tuple[int, int]] = set()  # UIDVALIDITY and UID
        self._numbering = 0
        self._troubles = Troubles(time.monotonic)

    def look_one(self) -> bool:
        """Look, if an hour has gone by since the last time; say if anything was kept.

        Raises TryLater or LoginRefused.
        """
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + BETWEEN
        if self._folder:
            self._tell_of_read()
        now, what = self._now(), f"junk {self._account.key}"
        if not self._memory.look_due(what, now, EVERY):
            return False
        try:
            kept = self._looked(now)
        except Stopped:
            return False
        self._memory.looked_at(what, now + EVERY)
        return kept > 0

    def _looked(self, now: datetime) -> int:
        line = Aside.open(self._account, self._stop)
        try:
            folder = line.junk_folder(self._stop)
            if not folder or folder in self._watched:
                return 0
            self._folder = folder
            return sum(map(self._memory.keep, self._letters(line, now)))
        finally:
            if line.alive:
                line.log_out()

    def _letters(self, line: Aside, now: datetime) -> Iterator[Letter]:
        account, stop, folder = self._account, self._stop, self._folder
        opened = line.examine(stop, folder=folder)
        first = (now - BACK - timedelta(days=1)).date()
        left, validity, listed = MOST, opened.uidvalidity, set[tuple[int, int]]()
        if validity != self._numbering:
            self._numbering = validity
            self._troubles.clear()
        for found in line.search(first, opened.messages, stop):
            if not found:
                continue
            listed.update((validity, uid) for uid in found)
            known = self._memory.seen_uids(
                account.key, folder, validity, found[0], found[-1]
            )
            known |= {uid for numbering, uid in self._of_others if numbering == validity}
            new = [uid for uid in found if uid not in known]
            wanted = self._of_newsletters(line, new, validity)[:left]
            left -= len(wanted)
            yield from self._fetched(line, wanted, validity, now)
        self._of_others &= listed

    def _of_newsletters(self, line: Aside, uids: Sequence[int], validity: int) -> list[int]:
        """Return those from a newsletter's domain, the newest first, bar troubles."""
        domains, wanted = {d.lower() for d in self._domains()}, []
        for begin in range(0, len(uids), BATCH):
            some = uids[begin : begin + BATCH]
            headers = line.senders(some, self._stop)
            for uid in some:
                if uid in headers and _sent_by(headers[uid], domains):
                    wanted.append(uid)
                elif uid in headers:
                    self._of_others.add((validity, uid))
        return self._troubles.in_turn(wanted)

    def _fetched(
        self, line: Aside, uids: Sequence[int], validity: int, now: datetime
    ) -> Iterator[Letter]:
        account = self._account
        sizes = line.envelopes(uids, self._stop) if uids else {}
        for uid, envelope in sizes.items():
            if envelope.size > account.max_bytes:
                self._of_others.add((validity, uid))
                continue
            try:
                raw = line.body(uid, self._stop, size=envelope.size)
            except TryLater:
                self._troubles.failed(uid)  # others come first from now on
                raise
            if raw is not None:
                yield Letter(
                    mailbox=account.key,
                    folder=self._folder,
                    uidvalidity=validity,
                    uid=uid,
                    raw=raw,
                    received_at=envelope.received_at or now,
                )

    def _tell_of_read(self) -> None:
        """Tell people, once a day and newsletter, what was read from the spam folder."""
        account = self._account
        since = self._now() - TOLD_BACK
        for letter in self._memory.read_letters(account.key, self._folder, since):
            day = letter.received_at.astimezone(UTC).date()
            key = f"junk:{account.name}:{letter.source}:{day}"
            title, where = self._title(letter.source), f"({self._folder}) of mailbox"
            if letter.proven:
                self._tell(
                    key,
                    f"A digest of {title} lay in the spam folder {where} {account.name}: it"
                    " was read. Please mark it as not spam.",
                )
            else:  # a forger is not to be let past the filter
                self._tell(
                    f"{key}:unproven",
                    f"What looks like a digest of {title} lay in the spam folder {where}"
                    f" {account.name}: it was read, and nothing proves who sent it. Look at"
                    " it before you mark it as not spam.",
                )


def _sent_by(headers: bytes, domains: Collection[str]) -> bool:
    """Tell whether an address in headers is of one of the domains, or below one."""
    found = {host.decode().lower() for host in _ADDRESS.findall(headers[:10_000])}
    return any(host == d or host.endswith(f".{d}") for host in found for d in domains)
