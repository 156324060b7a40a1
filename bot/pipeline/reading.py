"""Stored mail -> digests and queries; what a person must know is told once."""

import re
from datetime import datetime

from bot.domain import Digest, Mail
from bot.pipeline.believing import named
from bot.pipeline.drifting import Drifting
from bot.pipeline.parts import log
from bot.store import StoredMail

QUERY_WORDS = 2  # so many of these make an unknown mail look like queries
_QUERY_WORD = re.compile(
    r"\b(?:deadline|(?:submit|answer|respond|reply|view) by|media outlet|journalists?"
    r"|reporters?|source request|press request|journorequest|media quer(?:y|ies))\b",
    re.IGNORECASE,
)
READ_TRIES = 3  # a mail that ends the process this often is set aside unread


class Reading(Drifting):
    def read_one(self) -> bool:
        """Split the oldest unread mail into queries; say if there was one.

        What people must know is queued before the mail counts as read: a stop between
        the two says it again under the same key, which is once.
        """
        mail = self.store.unread()
        if mail is None:
            return False
        now = self.now()
        if self._begun(mail, now) > READ_TRIES:
            self._set_aside(mail, "reading it ended the program several times")
        else:
            self._take(mail, now)
        self.begun.pop(mail.id, None)
        return True

    def read_again(self, mail_id: int) -> tuple[Digest, ...] | None:
        """Read a stored mail anew in place of what it was read as.

        None where that fails: then it stays as it was read before.
        """
        mail = self.store.stored(mail_id)
        if mail is None:
            return None
        return self._take(mail, self.now(), again=True)

    def _take(
        self, mail: StoredMail, now: datetime, *, again: bool = False
    ) -> tuple[Digest, ...] | None:
        opened = self._opened(mail)
        if isinstance(opened, str):
            if not again:
                self._set_aside(mail, opened)
            return None
        read, digests = opened
        holds = any(digest.queries for digest in digests)
        if holds and not self._believed(mail, read, digests, again=again):
            return None
        for part, digest in enumerate(digests):
            self._report(mail, read, part, digest)
        aside = again and self.store.is_aside(mail.id)
        with self.store.reading():
            ties = self.memory.ties(
                digests, mail.received_at, now, replacing=mail.id if again else None
            )
            new = self.store.add_reading(mail, digests, now=now, ties=ties, again=again)
        for digest in digests:
            if digest.source and digest.queries and not digest.problems:
                self._tell_no_drift(mail, digest.source, again=again)
        if aside:
            count = sum(len(digest.queries) for digest in digests)
            self._tell(
                f"read:{mail.id}",
                f"{named(mail, read)} had been set aside and could be read now:"
                f" {count} {'query' if count == 1 else 'queries'}.",
            )
        for query_id, (other, why) in ties.same.items():
            log.info("query %s is the same request as %s: %s", query_id, other, why)
        log.info("mail %d: %d new queries", mail.id, new)
        return digests

    def promote_one(self) -> bool:
        """Show a request by its open copy where the one in front has expired."""
        moved = self.store.promote(self.now())
        if moved is not None:
            log.info("query %s now stands for its request", moved)
        return moved is not None

    def _begun(self, mail: StoredMail, now: datetime) -> int:
        """Count the processes that began to read this mail, with this one."""
        if mail.id not in self.begun:
            self.begun[mail.id] = self.store.failed(
                "read", str(mail.id), "not finished", not_before=now
            )
        return self.begun[mail.id]

    def _report(self, mail: StoredMail, read: Mail, part: int, digest: Digest) -> None:
        log.info(
            "mail %d read: source=%s queries=%d leftovers=%d%s",
            mail.id,
            digest.source or "unknown",
            len(digest.queries),
            len(digest.leftovers),
            " (nothing to do)" if digest.lifecycle else "",
        )
        problems = (*digest.problems, *(read.problems if digest.queries else ()))
        for problem in problems:
            log.error("mail %d: %s", mail.id, problem)
        if digest.problems and digest.source:
            self._tell_drift(mail, read, digest.source, problems)
        elif problems:
            self._tell(
                f"problem:{mail.id}:{part}",
                f"{named(mail, read)} does not add up: "
                + "; ".join(problems)
                + ". What could be read was kept; please look at the mail itself.",
            )
        elif not digest.source and not digest.lifecycle and _query_like(read):
            sender = read.sender.rpartition("@")[2]
            self._tell(
                f"unread:{sender}:{mail.received_at.date()}",
                f"{named(mail, read)} looks like queries of a newsletter that this program"
                " cannot read yet. It is kept; please read it in the mailbox.",
            )

    def _set_aside(self, mail: StoredMail, reason: str) -> None:
        self._tell(
            f"quarantine:{mail.id}",
            f"Mail {mail.id}, received {mail.received_at:%d %b %Y %H:%M} UTC, could not be"
            f" read and was set aside ({reason}). It is kept; please look at it in the"
            " mailbox.",
        )
        self.store.quarantine(mail, reason, self.now())

    def tell_oversized(self) -> bool:
        """Tell people of one message that was too big to fetch; say if there was one."""
        found = self.store.oversized()
        if found is None:
            return False
        subject, size = found
        self._tell(
            f"oversize:{subject}",
            f"A message of {size} was too big to fetch ({subject}). If it is a digest,"
            " please read it in the mailbox.",
        )
        self.store.told_oversized(subject)
        return True


def _query_like(read: Mail) -> bool:
    words = {word.lower() for word in _QUERY_WORD.findall(read.plain + read.html)}
    return len(words) >= QUERY_WORDS
