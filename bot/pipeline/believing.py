"""Opens stored mail, and finds out whether its sender is real."""

from collections.abc import Sequence

from bot import mime
from bot.domain import Digest, Evidence, Mail, Proof
from bot.pipeline.parts import Parts, log, where
from bot.store import StoredMail

Opened = tuple[Mail, tuple[Digest, ...]]


class Believing(Parts):
    def _opened(self, mail: StoredMail) -> Opened | str:
        """Decode a mail and split it into digests; say why where that cannot be done."""
        size, most = len(mail.raw), self.mailroom.max_bytes
        if size > most:
            return f"it has {size} bytes, the most taken is {most}"
        try:
            read = mime.read(mail.raw, limit=most)
            return read, self.mailroom.read(read, mail.received_at)
        except Exception as error:  # noqa: BLE001 (a bug must not block the next mail)
            log.error("mail %d breaks the parser: %s", mail.id, where(error))
            return where(error)

    def _believed(
        self, mail: StoredMail, read: Mail, digests: Sequence[Digest], *, again: bool
    ) -> bool:
        """Look whether the sender is real; set a mail aside that speaks against itself.

        What was once found real, or not disproved, is no worse when it is read again:
        keys are changed, servers are away.
        """
        before = self.store.evidence(mail.id)
        if again and before.proof is Proof.VERIFIED:
            return True
        evidence = self.mailroom.judge(mail.raw, self.mailroom.domains(digests))
        worse = evidence.proof is Proof.FAILED and before.proof is not Proof.FAILED
        if again and worse and before.reason:
            evidence = before
        self.store.add_proof(mail.id, evidence, self.now())
        log.info("mail %d: sender %s", mail.id, evidence.proof)
        if evidence.proof is not Proof.FAILED:
            return True
        self._tell_failed(
            *(mail, read, evidence),
            shown="Its queries are shown all the same, marked ([mail] on_failed).",
            hidden="It was set aside; none of its queries is shown. If mail reaches you"
            ' through something that changes it, see [mail] on_failed = "mark".',
        )
        if not self.mailroom.mark_failed and not again:
            self.store.quarantine(mail, f"sender not real: {evidence.reason}", self.now())
        return self.mailroom.mark_failed

    def prove_one(self) -> bool:
        """Ask again about the sender of one mail, where no server answered before."""
        now = self.now()
        mail = self.store.to_prove_again(now)
        if mail is None:
            return False
        opened = self._opened(mail)
        if isinstance(opened, str):
            self.store.proved_again(mail.id, self.store.evidence(mail.id), now)
            return True
        read, digests = opened
        evidence = self.mailroom.judge(mail.raw, self.mailroom.domains(digests))
        self.store.proved_again(mail.id, evidence, now)
        log.info("mail %d: sender %s", mail.id, evidence.proof)
        if evidence.proof is Proof.FAILED:
            self._tell_failed(
                *(mail, read, evidence),
                shown="Cards that came from it are marked.",
                hidden="Cards that came from it are marked; no more will be made.",
            )
            if not self.mailroom.mark_failed:
                self.store.quarantine(mail, f"sender not real: {evidence.reason}", now)
        return True

    def _tell_failed(
        self, mail: StoredMail, read: Mail, evidence: Evidence, *, shown: str, hidden: str
    ) -> None:
        self._tell(
            f"failed:{mail.id}",
            f"{named(mail, read)} does not come from whom it says: {evidence.reason}. "
            + (shown if self.mailroom.mark_failed else hidden),
        )


def named(mail: StoredMail, read: Mail) -> str:
    """Name a mail so that a person finds it in the mailbox and here."""
    when = f" of {read.sent_at:%d %b %Y %H:%M} UTC" if read.sent_at else ""
    return f'Mail {mail.id}, "{read.subject[:120]}" from {read.sender or "unknown"}{when},'
