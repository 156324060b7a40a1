"""Tells whether a mail comes from the newsletter it claims to be. Never raises.

Evidence is what the own mail server wrote (`results`) and a signature of the
newsletter's domain that fits the bytes (`signatures`); any of its domains may sign for
another of them. SPF is not looked at: it needs the address of the machine that delivered
the mail. A replay of a genuine edition passes.

Evidence against a mail keeps real requests from people, and a forger escapes most of it
by leaving the signature out; so it must be plain. Failed is

- a second sender beside the newsletter;
- a signature made with the newsletter's key of today for another text, unless something
  shows a change on the way (`gateways`): ARC, a list, a tag in the subject, a gateway's
  own headers or links. Which part was changed, header or body, makes no difference;
- the own server's dmarc=fail under a policy to quarantine or reject (or none printed),
  and its dkim=fail where it says nothing of DMARC and nothing shows a change on the way;
  neither beside its arc=pass.

Not failed, only unverified: a signature of another key (it was changed since), of a part
(l=), of a key that is gone. A good signature outweighs all but a second sender.

The only user of dkimpy and dnspython.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.authenticity import gateways, results, signatures
from bot.authenticity import head as heads
from bot.authenticity.head import Head, domain, within
from bot.authenticity.lookup import dns_lookup
from bot.authenticity.signatures import Lookup, Outcome, Signature, Unanswered
from bot.domain import Evidence, Proof

__all__ = ["Judge", "Lookup", "Unanswered", "dns_lookup"]

_OPEN = {  # the first of these that applies is told
    Outcome.OTHER: "signed by {}, but with another key than today's",
    Outcome.GONE: "signed by {}, but the key is gone",
    Outcome.NOTHING: "the signature of {} proves nothing",
}
_DATE = re.compile(r"[\w ,:+-]{10,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """How senders are judged.

    ``authserv_ids`` name the servers whose Authentication-Results are believed;
    "outlook.office365.com" stands for Microsoft 365, which writes no name. ``dkim``:
    check signatures here as well. ``lookup`` is asked for their keys, see `dns_lookup`.
    """

    authserv_ids: tuple[str, ...] = ()
    dkim: bool = True
    lookup: Lookup
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def judge(self, raw: bytes, domains: Sequence[str]) -> Evidence:
        """Judge one raw message.

        ``domains`` are those the newsletter sends from; none for a newsletter nobody
        knows, where the sender need only be who it says it is.
        """
        head = heads.read(raw)
        if head is None:
            return Evidence(reason="its header is too long to be checked")
        owns = tuple(name for own in domains if (name := domain(own)))
        sender = _sender(head, owns)
        if isinstance(sender, Evidence):
            return sender

        def aligned(name: str) -> bool:
            return _aligned(name, sender, owns)

        changed = gateways.changed(head, owns or (sender,))
        said = self._said(head, aligned, changed=changed)
        signed = signatures.find(head, aligned)
        if said and said.proof is Proof.VERIFIED:
            if not any(signature.partial for signature in signed):
                return said
            said = None  # the server may have taken a signature of a part for the whole
        if not self.dkim:
            return said or Evidence(reason="the mail server does not vouch for the sender")
        found = self._checked(head, signed, sender, changed=changed)
        return found if found.proof is Proof.VERIFIED or not said else said

    def _said(
        self, head: Head, aligned: Callable[[str], bool], *, changed: bool
    ) -> Evidence | None:
        topmost = next(head.all("authentication-results"), None)
        if topmost is None:
            return None
        names = {name.lower().rstrip(".") for name in self.authserv_ids}
        return results.said(topmost, names, aligned, changed=changed)

    def _checked(
        self, head: Head, signed: Sequence[Signature], sender: str, *, changed: bool
    ) -> Evidence:
        received_at = _received_at(head) or self.now()
        names: dict[Outcome, str] = {}
        for signature in signed:
            outcome = signatures.check(signature, head, self.lookup, received_at)
            names.setdefault(outcome, signature.domain)
            if outcome is Outcome.GOOD:
                break
        return _summary(names, changed=changed) or Evidence(
            reason=f"not signed by {sender}"
            if any(head.all("dkim-signature"))
            else "no signature: forwarded or pasted"
        )


def _summary(names: dict[Outcome, str], *, changed: bool) -> Evidence | None:
    """Weigh outcomes against each other: a good signature, then one still to be checked."""
    if name := names.get(Outcome.GOOD):
        return Evidence(proof=Proof.VERIFIED, reason=f"signed by {name}")
    if name := names.get(Outcome.SILENT) or names.get(Outcome.UNASKED):
        return Evidence(
            reason=f"the key of {name} could not be asked for yet",
            again=True,
            asked=Outcome.SILENT in names,
        )
    if Outcome.WRONG in names and changed:
        return Evidence(reason="the text was changed on its way, perhaps by your gateway")
    if name := names.get(Outcome.WRONG):
        return Evidence(
            proof=Proof.FAILED, reason=f"the signature of {name} does not fit this text"
        )
    found = (reason.format(names[o]) for o, reason in _OPEN.items() if o in names)
    return next((Evidence(reason=reason) for reason in found), None)


def _sender(head: Head, owns: Sequence[str]) -> str | Evidence:
    """Return the domain of From, or the evidence if that is not the newsletter's."""
    written = list(head.all("from"))
    found = [name for value in written for name in heads.senders(value)]
    mine = [name for name in found if any(within(name, own) for own in owns)]
    if len(written) > 1 or len(set(found)) > 1:
        return Evidence(
            proof=Proof.FAILED if mine else Proof.UNVERIFIED,
            reason="it has several senders",
        )
    if not found or not found[0]:
        return Evidence(reason="it has no sender")
    if owns and not mine:
        return Evidence(
            reason=f"forwarded or sent by {found[0][:100]}, not by the newsletter"
        )
    return found[0]


def _aligned(name: str, sender: str, owns: Sequence[str]) -> bool:
    """Whether a domain speaks for the sender's: the same, above it, or the newsletter's.

    Below it or beside it only there: a stranger may have a name below a host's.
    """
    if name == sender or ("." in name and within(sender, name)):
        return True
    return any(within(name, own) for own in owns)


def _received_at(head: Head) -> datetime | None:
    """Return when the own server took the mail: the end of the topmost Received."""
    end = heads.text(next(head.all("received"), b"")).rpartition(";")[2]
    date = _DATE.search(end)
    try:
        at = parsedate_to_datetime(date[0]) if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
