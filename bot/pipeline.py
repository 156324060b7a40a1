"""Moves mail to queries to matches to cards, one step at a time.

Every step asks the store for one thing that is ready, does the work with no
transaction open, and writes the outcome. So a stop at any point loses nothing and a
start needs no recovery. What goes to Slack from here goes through the outbox.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot import grounding, matching, mime, pitching, policy, sources
from bot.domain import Digest, Match, Outline, Profile, Query, digest_of
from bot.errors import TryLater
from bot.matching import Embed, Thresholds
from bot.pitching import Prompts
from bot.store import Store, StoredMail

log = logging.getLogger(__name__)

RANK_AT_ONCE = 100  # queries; one call to the model is far cheaper than many
READ_TRIES = 3  # a mail that ends the process this often is set aside unread
CARD_PAUSE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Where cards and notices go, and who may decide."""

    channel: str
    ops_channel: str = ""
    approvers: tuple[str, ...] = ()
    max_per_day: int = 25
    timezone: str = "UTC"

    @property
    def ops(self) -> str:
        return self.ops_channel or self.channel


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """The steps between stored mail and queued cards.

    ``profiles`` returns the profiles as they stand now; ``engine`` names what made
    the vectors, so that a change of model is a change of key.
    """

    store: Store
    profiles: Callable[[], Sequence[Profile]]
    embed: Embed
    engine: str
    prompts: Prompts
    desks: Desks
    now: Callable[[], datetime]
    thresholds: Thresholds = field(default_factory=Thresholds)

    def advance(self) -> bool:
        """Do one unit of work; say if there was any.

        All stored mail is read and ranked before the next card is made: with a limit
        of cards a day the best must come first, whatever mail they came in.
        """
        return self.read_one() or self.rank_some() or self.card_one()

    # ---- reading

    def read_one(self) -> bool:
        """Split the oldest unread mail into queries; say if there was one."""
        mail = self.store.unread()
        if mail is None:
            return False
        now = self.now()
        tries = self.store.failed("read", str(mail.id), "not finished", not_before=now)
        if tries > READ_TRIES:
            self._set_aside(mail, "reading it ended the program several times")
            return True
        try:
            digests = sources.read(mime.read(mail.raw), mail.received_at)
        except Exception as error:  # a parser bug must not block the next mail
            log.exception("mail %d breaks the parser", mail.id)
            self._set_aside(mail, f"{type(error).__name__}: {error}")
            return True
        new = self.store.add_reading(mail, digests, now=now)
        for part, digest in enumerate(digests):
            self._report(mail, part, digest, new)
        return True

    def _report(self, mail: StoredMail, part: int, digest: Digest, new: int) -> None:
        log.info(
            "mail %d read: source=%s queries=%d new=%d leftovers=%d%s",
            mail.id,
            digest.source or "unknown",
            len(digest.queries),
            new,
            len(digest.leftovers),
            " (nothing to do)" if digest.lifecycle else "",
        )
        for problem in digest.problems:
            log.error("mail %d: %s", mail.id, problem)
        if digest.problems:
            self._tell(
                f"problem:{mail.id}:{part}",
                f"A {digest.source or 'unknown'} digest (mail {mail.id}) does not add up: "
                + "; ".join(digest.problems)
                + ". What could be read was kept; please look at the mail itself.",
            )

    def _set_aside(self, mail: StoredMail, reason: str) -> None:
        self.store.quarantine(mail, reason, self.now())
        self._tell(
            f"quarantine:{mail.id}",
            f"Mail {mail.id} could not be read and was set aside ({reason})."
            " It is kept; please look at it in the mailbox.",
        )

    # ---- ranking

    def rank_some(self) -> bool:
        """Rank what one profile has not seen yet; say if there was any."""
        now = self.now()
        for profile in self.profiles():
            revision = self._revision(profile)
            queries = self.store.unranked(
                profile.company, revision, now=now, limit=RANK_AT_ONCE
            )
            if not queries:
                continue
            matches = matching.rank(
                queries, profile, self._cached, thresholds=self.thresholds
            )
            self.store.add_matches([replace(m, revision=revision) for m in matches], now)
            log.info(
                "ranked %d queries for %s: %s",
                len(matches),
                profile.company,
                ", ".join(f"{n} {v}" for v, n in _count(matches).items()),
            )
            return True
        return False

    def _revision(self, profile: Profile) -> str:
        """Name everything that ranking depends on besides the query."""
        return digest_of(
            profile.revision,
            self.engine,
            matching.VERSION,
            f"{self.thresholds.post}/{self.thresholds.hold}",
        )

    def _cached(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts, each only once in the life of the store."""
        wanted = list(dict.fromkeys(texts))
        found = {
            text: np.frombuffer(vector, dtype=np.float32)
            for text, vector in self.store.vectors(self.engine, wanted).items()
        }
        missing = [text for text in wanted if text not in found]
        if missing:
            made = self.embed(missing)
            self.store.add_vectors(
                self.engine,
                {t: row.tobytes() for t, row in zip(missing, made, strict=True)},
            )
            found |= dict(zip(missing, made, strict=True))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([found[text] for text in texts])

    # ---- cards

    def card_one(self) -> bool:
        """Queue the card of the best match that has none; say if there was one."""
        now = self.now()
        best: tuple[Query, Match, Profile] | None = None
        for profile in self.profiles():
            found = self.store.waiting_for_card(
                profile.company, self._revision(profile), now=now
            )
            if found is None or self._full(profile, now):
                continue
            if best is None or found[1].score > best[1].score:
                best = (*found, profile)
        if best is None:
            return False
        self._make_card(*best, now)
        return True

    def _full(self, profile: Profile, now: datetime) -> bool:
        channel = profile.channel or self.desks.channel
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.store.cards_since(channel, midnight) < self.desks.max_per_day:
            return False
        self._tell(
            f"limit:{channel}:{midnight.date()}",
            f"{self.desks.max_per_day} cards were posted today, the most this channel"
            " takes ([slack] max_per_day). The next best wait until midnight UTC.",
            channel=channel,
        )
        return True

    def _make_card(
        self, query: Query, match: Match, profile: Profile, now: datetime
    ) -> None:
        try:
            outline = self._outline(query, match, profile, now)
        except TryLater as error:
            self.store.failed(
                "card",
                f"{query.id}/{profile.company}",
                str(error),
                not_before=now + CARD_PAUSE,
            )
            raise
        self.store.add_card(
            query,
            profile.company,
            channel=profile.channel or self.desks.channel,
            match=match,
            outline=outline,
            policy=policy.decide(query),
            approvers=profile.approvers or self.desks.approvers,
            timezone=self.desks.timezone,
            now=now,
        )
        log.info("card queued query=%s company=%s", query.id, profile.company)

    def _outline(
        self, query: Query, match: Match, profile: Profile, now: datetime
    ) -> Outline:
        today = now.date()
        outline = pitching.outline(
            query, profile, match, self._cached, today=today, prompts=self.prompts
        )
        faults = grounding.faults(outline, profile, today=today)
        if faults:  # the gate: a line that the profile does not hold is not shown
            log.error("outline refused query=%s: %s", query.id, "; ".join(faults))
            return Outline(
                expert_id=match.expert_id,
                expert=outline.expert,
                note="The outline failed its check against the profile and is not shown.",
            )
        return outline

    def _tell(self, key: str, text: str, *, channel: str = "") -> None:
        self.store.notice(key, text, channel=channel or self.desks.ops, now=self.now())


def _count(matches: Sequence[Match]) -> dict[str, int]:
    counts = dict.fromkeys(("post", "hold", "no"), 0)
    for match in matches:
        counts[match.verdict] += 1
    return counts
