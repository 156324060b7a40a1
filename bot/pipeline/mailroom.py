"""How mail is opened: who can read it, who says whether its sender is real."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import asks, sources
from bot.digest import Source
from bot.domain import Digest, Evidence, Mail

Judge = Callable[[bytes, Sequence[str]], Evidence]


def _nobody_asked(raw: bytes, domains: Sequence[str]) -> Evidence:  # noqa: ARG001 (a Judge)
    return Evidence()


@dataclass(frozen=True, kw_only=True)
class Mailroom:
    """Reads mail and knows the newsletters.

    ``extra`` are those the user describes; ``judge`` tells whether the sender of raw
    bytes is real, given the newsletter's domains. A message of more than ``max_bytes``
    is set aside unread; one whose sender failed is too, unless ``mark_failed``.
    """

    extra: Sequence[Source] = ()
    judge: Judge = _nobody_asked
    mark_failed: bool = False
    max_bytes: int = 10_000_000

    def read(self, mail: Mail, received_at: datetime) -> tuple[Digest, ...]:
        """Split a mail into digests of queries, and find what each of them asks."""
        return tuple(
            replace(digest, queries=tuple(map(asks.understood, digest.queries)))
            for digest in sources.read(mail, received_at, extra=self.extra)
        )

    def newsletter(self, name: str) -> Source | None:
        own = {source.name: source for source in self.extra}
        return own.get(name) or sources.SOURCES.get(name)

    def title(self, name: str) -> str:
        found = self.newsletter(name)
        return found.title if found else name or "unknown"

    def domains(self, digests: Sequence[Digest]) -> tuple[str, ...]:
        """Return the senders' domains of the newsletters that digests are of."""
        found = [self.newsletter(digest.source) for digest in digests if digest.source]
        return tuple(dict.fromkeys(d for s in found if s for d in s.domains))
