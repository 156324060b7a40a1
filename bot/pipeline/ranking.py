"""Queries x profiles -> matches, each text embedded once in the life of the store."""

from collections.abc import Sequence
from dataclasses import replace

from bot import matching
from bot.domain import Lesson, Match, Profile, Query, Verdict, digest_of
from bot.embedding import Deadly
from bot.errors import BotError
from bot.pipeline.parts import Parts, log, where

RANK_AT_ONCE = 100  # queries; one call to the model is far cheaper than many


class Ranking(Parts):
    def rank_some(self) -> bool:
        """Rank what one profile has not seen yet; say if there was any."""
        now = self.now()
        for profile in self.profiles():
            self.teaching.look(profile.company, now)
            revision = self._revision(profile)
            queries = self.store.unranked(
                profile.company, revision, now=now, limit=RANK_AT_ONCE
            )
            if not queries:
                continue
            lessons = self.teaching.of(profile.company, now).lessons
            matches = self._ranked(queries, profile, lessons)
            self.store.add_matches([replace(m, revision=revision) for m in matches], now)
            log.info(
                "ranked %d queries for %s: %s",
                len(matches),
                profile.company,
                ", ".join(f"{n} {v}" for v, n in _count(matches).items()),
            )
            return True
        return False

    def _ranked(
        self, queries: Sequence[Query], profile: Profile, lessons: Sequence[Lesson]
    ) -> Sequence[Match]:
        """Rank queries; one that breaks the ranking is held and told, the rest go on."""
        try:
            return matching.rank(
                queries,
                profile,
                self.vectors,
                thresholds=self.thresholds,
                lessons=lessons,
            )
        except Deadly as error:
            return self._piecewise(queries, profile, lessons, str(error))
        except BotError:
            raise
        except Exception as error:  # noqa: BLE001 (nor the next query)
            return self._piecewise(queries, profile, lessons, where(error))

    def _piecewise(
        self,
        queries: Sequence[Query],
        profile: Profile,
        lessons: Sequence[Lesson],
        why: str,
    ) -> Sequence[Match]:
        """Find the query that breaks the ranking, and hold it for people to look at."""
        if len(queries) > 1:
            return [m for q in queries for m in self._ranked([q], profile, lessons)]
        if lessons:  # one of these may be what breaks it
            log.error("lessons of %s not used: %s", profile.company, why)
            return self._ranked(queries, profile, ())
        (query,) = queries
        log.error("query %s breaks the ranking: %s", query.id, why)
        self._tell(
            f"unranked:{query.id}:{profile.company}",
            f"Query {query.id} could not be ranked for {profile.company}"
            f" ({why}) and is held back: {query.summary}",
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
        """Name everything that ranking depends on besides the query.

        What was learned stands behind a plus: it ranks anew what waits, and changes no
        card. The value of an outlet is none of it.
        """
        settings = digest_of(
            profile.revision,
            self.engine,
            matching.VERSION,
            f"{self.thresholds.post}/{self.thresholds.hold}",
        )
        learned = self.teaching.of(profile.company, self.now()).digest
        return f"{settings}+{learned}" if learned else settings


def _count(matches: Sequence[Match]) -> dict[str, int]:
    counts = dict.fromkeys(("post", "hold", "no"), 0)
    for match in matches:
        counts[match.verdict] += 1
    return counts
