"""Stored mail -> digests and queries; what a person must know is told once."""

import re
from datetime import datetime

from bot import mime, sources
from bot.domain import Digest, Mail
from bot.pipeline.parts import Parts, log, where
from bot.store import StoredMail

QUERY_WORDS = 2  # so many of these make an unknown mail look like queries
_QUERY_WORD = re.compile(
    r"\b(?:deadline|(?:submit|answer|respond|reply|view) by|media outlet|journalists?"
    r"|reporters?|source request|press request|journorequest|media quer(?:y|ies))\b",
    re.IGNORECASE,
)
READ_TRIES = 3  # a mail that ends the process this often is set aside unread


class Reading(Parts):
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
            return True
        try:
            read = mime.read(mail.raw)
            digests = sources.read(read, mail.received_at)
        except Exception as error:  # noqa: BLE001 (a bug must not block the next mail)
            log.error("mail %d breaks the parser: %s", mail.id, where(error))
            self._set_aside(mail, where(error))
            return True
        for part, digest in enumerate(digests):
            self._report(mail, read, part, digest)
        new = self.store.add_reading(mail, digests, now=now)
        log.info("mail %d: %d new queries", mail.id, new)
        return True

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
        if problems:
            self._tell(
                f"problem:{mail.id}:{part}",
                f"{_named(read)} does not add up: "
                + "; ".join(problems)
                + ". What could be read was kept; please look at the mail itself.",
            )
        elif not digest.source and not digest.lifecycle and _query_like(read):
            sender = read.sender.rpartition("@")[2]
            self._tell(
                f"unread:{sender}:{mail.received_at.date()}",
                f"{_named(read)} looks like queries of a newsletter that this program"
                " cannot read yet. It is kept; please read it in the mailbox.",
            )

    def _set_aside(self, mail: StoredMail, reason: str) -> None:
        self._tell(
            f"quarantine:{mail.id}",
            f"Mail {mail.id} could not be read and was set aside ({reason})."
            " It is kept; please look at it in the mailbox.",
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


def _named(read: Mail) -> str:
    """Name a mail so that a person finds it in the mailbox."""
    when = f" of {read.sent_at:%d %b %Y %H:%M} UTC" if read.sent_at else ""
    return f'The mail "{read.subject[:120]}" from {read.sender or "unknown"}{when}'


def _query_like(read: Mail) -> bool:
    words = {word.lower() for word in _QUERY_WORD.findall(read.plain + read.html)}
    return len(words) >= QUERY_WORDS
