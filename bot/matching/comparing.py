"""One company and some queries, compared: the figures, the sum, the match of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.domain import Lesson, Match, Profile, Query, Term, Verdict
from bot.matching import fusion, likeness
from bot.matching.avoid import avoided
from bot.matching.eligibility import ASKED, Finding, findings
from bot.matching.examples import Example, place
from bot.matching.facets import Facet, facets, roles_of
from bot.matching.learning import Learned
from bot.matching.lexical import content, says
from bot.matching.measure import Figures, Floats, Measure
from bot.matching.reading import Embed, Readings, Vectors, strings
from bot.matching.standing import standing
from bot.matching.texts import foreign
from bot.matching.thresholds import Thresholds

MENTION = 0.2  # cosine below which a facet is no reason
MOST = 2  # facets named as reasons
REFUSED = 0.1  # the most a query about an avoided topic scores
LOOKED = 0.4  # the most where it is only near to one
FOREIGN = "not in English, so its score says nothing: please look"
AGREED = 0.05  # how much more it must read like a call for stories than for experts
LONG = 80  # characters of a request that are shown


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One company and some queries."""

    profile: Profile
    found: Sequence[Facet]
    readings: Readings
    near: Figures
    background: Floats
    avoid: Floats
    needs: tuple[tuple[Finding, ...], ...]  # of each query
    revision: str = field(default="")

    @classmethod
    def of(cls, profile: Profile, embed: Embed, queries: Sequence[Query]) -> "Compared":
        """Compare; each distinct string is given to ``embed`` once."""
        found = facets(profile)
        texts = [facet.text for facet in found]
        roles = [text for expert in profile.experts if (text := roles_of(expert))]
        parts = (strings(query) for query in queries)
        table = Vectors(embed, texts, roles, profile.avoid, likeness.texts(), *parts)
        background = table.rows(likeness.texts())
        readings = Readings.of(queries, table, background)
        measure = Measure.of(
            profile, found, table.rows(texts), table.rows(roles), background
        )
        who = standing(profile)
        return cls(
            profile=profile,
            found=found,
            readings=readings,
            near=measure.figures(readings),
            background=background,
            avoid=table.rows(profile.avoid),
            needs=tuple(
                tuple(_agreed(f, readings, i) for f in findings(wanted, who, profile))
                for i, wanted in enumerate(readings.wants)
            ),
            revision=profile.revision,
        )

    def match(self, i: int, taught: Learned, thresholds: Thresholds) -> Match:
        """Return the match of one query."""
        query, needs = self.readings.queries[i], self.needs[i]
        terms = self.terms(i)
        if taught.size or taught.points:
            base = fusion.total(terms)
            terms += taught.terms(self.vector(i), base, self.traits(i), own=self.own(i))
        odds, cap = fusion.capped(fusion.total(terms), needs)
        points = fusion.probability(odds)
        head = self.readings.heads[i] if self.readings.headed[i] else None
        refused = avoided(query, head, self.profile.avoid, self.avoid)
        if not self.readings.texts[i]:
            points = 0.0
        elif refused:
            points = min(points, REFUSED if refused.sure else LOOKED)
        lowered = [cap] if cap else []
        if refused and points < fusion.probability(odds):
            gap = fusion.odds(points) - odds
            lowered.append(Term(name="avoid", said=refused.reason, points=gap))
        points = round(points, 4)
        verdict = thresholds.verdict(points)
        if verdict is Verdict.POST and self.hard(i):
            verdict = Verdict.HOLD  # whatever the threshold
        if refused and refused.sure:
            verdict = Verdict.NO
        elif refused and verdict is Verdict.POST:
            verdict = Verdict.HOLD
        against = [f.reason for f in needs if f.state != "met"]
        if (
            verdict is Verdict.NO
            and not refused
            and foreign(f"{query.summary} {query.body}")
        ):
            verdict, against = Verdict.HOLD, [FOREIGN, *against]
        if not against and verdict is Verdict.NO and not refused:
            against = ["nothing in the profile is near to it"]
        expert = self.expert(i)
        met = (f.reason for f in needs if f.state == "met")
        return Match(
            query_id=query.id,
            company=self.profile.company,
            revision=self.revision,
            text_hash=query.text_hash,
            score=points,
            verdict=verdict,
            expert_id=expert,
            why=(*self.nearest(i, expert), *met),
            against=(*([refused.reason] if refused else ()), *against),
            terms=(*terms, *lowered),
        )

    def hard(self, i: int) -> bool:
        """Say whether something asked for is certainly unmet."""
        return any(f.hard for f in self.needs[i])

    def figures(self, i: int) -> dict[str, float]:
        """Return what is weighed, by its name in `fusion`."""
        near = self.near
        found = {
            "topic": _exact(near.topic[i]),
            "words": _exact(near.words[i]),
            "asked": _exact(near.asked[i]),
            "like a story": _exact(self.readings.likely(i, "story")),
            "like in-house": _exact(self.readings.likely(i, "inhouse")),
            "nobody": float(not any(f.name in ASKED for f in self.needs[i])),
        }
        return found | {f.trait: 1.0 for f in self.needs[i]}

    def terms(self, i: int) -> list[Term]:
        """Return the sum of the unlearned ranking, line by line."""
        wanted = self.readings.wants[i]
        asked = f'"{wanted.phrases[0][:LONG]}"' if wanted.phrases else "names nobody"
        said = {
            "topic": ", ".join(self.nearest(i, "")) or "nothing near",
            "words": "shared words",
            "asked": f"near to who is asked for: {asked}",
            "like a story": "how much it reads like a call for people's own stories",
            "like in-house": "how much it reads like a call for people inside companies",
            "nobody": "nobody in particular is asked for",
        } | {f.trait: f.reason for f in self.needs[i]}
        return [
            Term(name="start", said="before anything is known", points=fusion.START),
            *(
                Term(name=name, said=said[name], points=fusion.weight(name) * value)
                for name, value in self.figures(i).items()
                if value and fusion.weight(name)
            ),
        ]

    def nearest(self, i: int, expert_id: str) -> list[str]:
        """Name the nearest facets, of an expert and of nobody where one is given."""
        scores = self.near.facets[:, i]
        out: list[str] = []
        for k in np.argsort(-scores, kind="stable"):
            if scores[k] < MENTION or len(out) == MOST:
                break
            if not expert_id or self.found[k].expert_id in {"", expert_id}:
                out.append(f"{self.found[k].label} ({scores[k]:.2f})")
        return out

    def expert(self, i: int) -> str:
        """Return who should answer: who is asked for, then who knows the topic best."""
        best = dict.fromkeys((e.id for e in self.profile.experts), 0.0)
        for facet, points in zip(self.found, self.near.facets[:, i], strict=True):
            if facet.expert_id in best:
                best[facet.expert_id] = max(best[facet.expert_id], float(points))
        if (asked := self.near.expert[i]) in best:
            best[asked] += fusion.ASKED_FOR
        met = {name: sum(name in f.experts for f in self.needs[i]) for name in best}
        return max(best, key=lambda name: (met[name], best[name]), default="")

    def vector(self, i: int) -> Floats | None:
        """Return where a query lies, for learning; None without text."""
        if not self.readings.texts[i]:
            return None
        rows = [self.readings.middle[i]]
        if self.readings.headed[i]:
            rows.append(self.readings.heads[i])
        return place(np.stack(rows), self.background)

    def traits(self, i: int) -> frozenset[str]:
        """Name what decisions may teach about."""
        names = {f.trait for f in self.needs[i]}
        names.add(f"reads:{self.readings.kinds_of(i)}")
        if self.found:
            best = int(np.argmax(self.near.facets[:, i]))
            names.add(f"facet:{self.found[best].label}")
        if outlet := self.readings.queries[i].outlet:
            names.add(f"outlet:{outlet.casefold()}")
        return frozenset(names)

    def own(self, i: int) -> bool:
        """Say whether a query is about one of the company's own topics lines."""
        if not self.found:
            return False
        best = self.found[int(np.argmax(self.near.facets[:, i]))]
        head, body = self.readings.words[i]
        return best.label.startswith("topic:") or any(
            says(content(topic), head | body) for topic in self.profile.topics
        )

    def learn(self, lessons: Sequence[Lesson]) -> Learned:
        """Learn from lessons, whose queries are the last of this company's."""
        return Learned.of(self._examples(lessons)) if lessons else Learned()

    def _examples(self, lessons: Sequence[Lesson]) -> Iterator[Example]:
        for i, lesson in enumerate(lessons, start=len(self.readings) - len(lessons)):
            odds, _ = fusion.capped(fusion.total(self.terms(i)), self.needs[i])
            yield Example(
                vector=self.vector(i),
                base=odds,
                traits=self.traits(i),
                good=lesson.good,
                cause=lesson.cause,
                at=lesson.at,
            )


def _agreed(finding: Finding, readings: Readings, i: int) -> Finding:
    """Leave a doubt where rules hear a call for stories and the model does not."""
    if finding.name == "story" and finding.hard:
        surplus = readings.likely(i, "story") - readings.likely(i, "expert")
        if surplus < AGREED:
            return replace(finding, state="unknown", hard=False)
    return finding


def _exact(value: float) -> float:
    """Leave out what depends on how a table was multiplied."""
    return round(float(value), 5)
