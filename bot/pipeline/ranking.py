"""Queries x profiles -> matches, each text embedded once in the life of the store."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot import matching
from bot.domain import Match, Profile, Query, Verdict, digest_of
from bot.errors import BotError
from bot.pipeline.parts import Parts, log, where

RANK_AT_ONCE = 100  # queries; one call to the model is far cheaper than many


class Ranking(Parts):
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
            log.error("query %s breaks the ranking: %s", query.id, where(error))
            self._tell(
                f"unranked:{query.id}:{profile.company}",
                f"Query {query.id} could not be ranked for {profile.company}"
                f" ({where(error)}) and is held back: {query.summary}",
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


def _count(matches: Sequence[Match]) -> dict[str, int]:
    counts = dict.fromkeys(("post", "hold", "no"), 0)
    for match in matches:
        counts[match.verdict] += 1
    return counts
