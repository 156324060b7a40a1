"""Moves mail to queries to matches to cards, one step at a time.

Every step asks the store for one thing that is ready, does the work with no
transaction open, and writes the outcome. So a stop at any point loses nothing and a
start needs no recovery. What goes to Slack from here goes through the outbox.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import grounding, matching, mime, pitching, policy, sources
from bot.domain import Digest, Match, Outline, Profile, Query, Verdict, digest_of
from bot.errors import BotError
from bot.matching import Embed, Thresholds
from bot.pitching import Prompts
from bot.store import Store, StoredMail

log = logging.getLogger(__name__)

RANK_AT_ONCE = 100  # queries; one call to the model is far cheaper than many
READ_TRIES = 3  # a mail that ends the process this often is set aside unread


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
    begun: dict[int, int] = field(default_factory=dict, repr=False)  # mail -> its tries

    def advance(self) -> bool:
        """Do one unit of work; say if there was any.

        All stored mail is read and ranked before the next card is made: with a limit
        of cards a day the best must come first, whatever mail they came in.
        """
        return (
            self.tell_oversized() or self.read_one() or self.rank_some() or self.card_one()
        )

    # ---- reading

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
            log.error("mail %d breaks the parser: %s", mail.id, _where(error))  # noqa: TRY400
            self._set_aside(mail, _where(error))
            return True
        for part, digest in enumerate(digests):
            self._report(mail, part, digest, read.problems if digest.queries else ())
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

    def _report(
        self, mail: StoredMail, part: int, digest: Digest, cuts: Sequence[str]
    ) -> None:
        log.info(
            "mail %d read: source=%s queries=%d leftovers=%d%s",
            mail.id,
            digest.source or "unknown",
            len(digest.queries),
            len(digest.leftovers),
            " (nothing to do)" if digest.lifecycle else "",
        )
        problems = (*digest.problems, *cuts)
        for problem in problems:
            log.error("mail %d: %s", mail.id, problem)
        if problems:
            self._tell(
                f"problem:{mail.id}:{part}",
                f"A {digest.source or 'unknown'} digest (mail {mail.id}) does not add up: "
                + "; ".join(problems)
                + ". What could be read was kept; please look at the mail itself.",
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
            matches = self._ranked(queries, profile)
            self.store.add_matches([replace(m, revision=revision) for m in matches], now)
            log.info(
                "ranked %d queries for %s: %s",
                len(matches),
                profile.company,
                ", ".join(f"{n} {v}" for v, n in _count(matches).items()),
            )
            return True
        return False

    def _ranked(self, queries: Sequence[Query], profile: Profile) -> Sequence[Match]:
        """Rank queries; one that breaks the ranking is held and told, the rest go on."""
        try:
            return matching.rank(queries, profile, self._cached, thresholds=self.thresholds)
        except BotError:
            raise
        except Exception as error:  # noqa: BLE001 (nor the next query)
            if len(queries) > 1:
                return [m for query in queries for m in self._ranked([query], profile)]
            (query,) = queries
            log.error("query %s breaks the ranking: %s", query.id, _where(error))  # noqa: TRY400
            self._tell(
                f"unranked:{query.id}:{profile.company}",
                f"Query {query.id} could not be ranked for {profile.company}"
                f" ({_where(error)}) and is held back: {query.summary}",
            )
            return [
                Match(
                    query_id=query.id,
                    company=profile.company,
                    revision=profile.revision,
                    text_hash=query.text_hash,
                    score=0.0,
                    verdict=Verdict.HOLD,
                    against=("could not be ranked, please look",),
                )
            ]

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
        if self.store.cards_since(channel, midnight, now) < self.desks.max_per_day:
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
        outline = self._outline(query, match, profile, now)
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
        """Make an outline; without one that passes the gate the card goes without."""
        today = now.date()
        try:
            outline = pitching.outline(
                query, profile, match, self._cached, today=today, prompts=self.prompts
            )
            faults = grounding.faults(outline, profile, today=today)
        except BotError:
            raise
        except Exception as error:  # noqa: BLE001 (a card without one is better than none)
            log.error("no outline query=%s: %s", query.id, _where(error))  # noqa: TRY400
            return Outline(expert_id="", expert="", note="The outline could not be made.")
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


def _where(error: Exception) -> str:
    """Name an error and its place without its text, which may quote a mail."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _count(matches: Sequence[Match]) -> dict[str, int]:
    counts = dict.fromkeys(("post", "hold", "no"), 0)
    for match in matches:
        counts[match.verdict] += 1
    return counts
