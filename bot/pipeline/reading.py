"""Stored mail -> digests and queries; what a person must know is told once."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot import mime
from bot.domain import Digest, Mail, Proof
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
        self._take(mail, now)
        return True

    def read_again(self, mail_id: int) -> tuple[Digest, ...] | None:
        """Read a stored mail anew in place of what it was read as; None if set aside."""
        mail = self.store.stored(mail_id)
        if mail is None:
            return None
        return self._take(mail, self.now(), again=True)

    def _take(
        self, mail: StoredMail, now: datetime, *, again: bool = False
    ) -> tuple[Digest, ...] | None:
        if len(mail.raw) > self.mailroom.max_bytes:
            size, most = len(mail.raw), self.mailroom.max_bytes
            self._set_aside(mail, f"it has {size} bytes, the most taken is {most}")
            return None
        try:
            read = mime.read(mail.raw, limit=self.mailroom.max_bytes)
            digests = self.mailroom.read(read, mail.received_at)
        except Exception as error:  # noqa: BLE001 (a bug must not block the next mail)
            log.error("mail %d breaks the parser: %s", mail.id, where(error))
            self._set_aside(mail, where(error))
            return None
        if any(digest.queries for digest in digests) and not self._believed(
            mail, read, digests, now
        ):
            return None
        for part, digest in enumerate(digests):
            self._report(mail, read, part, digest)
        ties = self.memory.ties(
            digests, mail.received_at, now, replacing=mail.id if again else None
        )
        new = self.store.add_reading(mail, digests, now=now, ties=ties, again=again)
        for query_id, (other, why) in ties.same.items():
            log.info("query %s is the same request as %s: %s", query_id, other, why)
        log.info("mail %d: %d new queries", mail.id, new)
        return digests

    def _believed(
        self, mail: StoredMail, read: Mail, digests: Sequence[Digest], now: datetime
    ) -> bool:
        """Look whether the sender is real; set a mail aside that speaks against itself."""
        evidence = self.mailroom.judge(mail.raw, self.mailroom.domains(digests))
        self.store.add_proof(mail.id, evidence, now)
        log.info("mail %d: sender %s", mail.id, evidence.proof)
        if evidence.proof is not Proof.FAILED:
            return True
        self._tell(
            f"failed:{mail.id}",
            f"{_named(mail, read)} does not come from whom it says: {evidence.reason}."
            + (
                " Its queries are shown all the same, marked ([mail] on_failed)."
                if self.mailroom.mark_failed
                else " It was set aside; none of its queries is shown. If mail reaches you"
                ' through something that changes it, see [mail] on_failed = "mark".'
            ),
        )
        if self.mailroom.mark_failed:
            return True
        self.store.quarantine(mail, f"sender not real: {evidence.reason}", now)
        return False

    def prove_one(self) -> bool:
        """Ask again about the sender of one mail, where no server answered before."""
        now = self.now()
        mail = self.store.to_prove_again(now)
        if mail is None:
            return False
        read = mime.read(mail.raw, limit=self.mailroom.max_bytes)
        digests = self.mailroom.read(read, mail.received_at)
        evidence = self.mailroom.judge(mail.raw, self.mailroom.domains(digests))
        self.store.proved_again(mail.id, evidence, now)
        log.info("mail %d: sender %s", mail.id, evidence.proof)
        if evidence.proof is Proof.FAILED:
            self._tell(
                f"failed:{mail.id}",
                f"{_named(mail, read)} does not come from whom it says:"
                f" {evidence.reason}. Cards that came from it are marked"
                + ("." if self.mailroom.mark_failed else "; no more will be made."),
            )
            if not self.mailroom.mark_failed:
                self.store.quarantine(mail, f"sender not real: {evidence.reason}", now)
        return True

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
        if problems:
            self._tell(
                f"problem:{mail.id}:{part}",
                f"{_named(mail, read)} does not add up: "
                + "; ".join(problems)
                + ". What could be read was kept; please look at the mail itself.",
            )
        elif not digest.source and not digest.lifecycle and _query_like(read):
            sender = read.sender.rpartition("@")[2]
            self._tell(
                f"unread:{sender}:{mail.received_at.date()}",
                f"{_named(mail, read)} looks like queries of a newsletter that this program"
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


def _named(mail: StoredMail, read: Mail) -> str:
    """Name a mail so that a person finds it in the mailbox and here."""
    when = f" of {read.sent_at:%d %b %Y %H:%M} UTC" if read.sent_at else ""
    return f'Mail {mail.id}, "{read.subject[:120]}" from {read.sender or "unknown"}{when},'


def _query_like(read: Mail) -> bool:
    words = {word.lower() for word in _QUERY_WORD.findall(read.plain + read.html)}
    return len(words) >= QUERY_WORDS
