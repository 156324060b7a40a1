"""Query x profile -> Match. One door, pure: the same input gives the same answer.

texts        what of a query is worth comparing
facets       a profile taken apart
lexical      shared words
people       words for people, of any trade
asking       who is asked for, by grammar
calls        what kind of call it is: a comment, own stories, products
wants        a query read by both, with roles and places
eligibility  who is asked for, held against who is there (roles, people, places)
avoid        topics the company does not want
fusion       one number from all of it
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain import Lesson, Match, Profile, Query, Verdict
from bot.matching.avoid import avoided
from bot.matching.background import ORDINARY
from bot.matching.eligibility import Finding, judge
from bot.matching.facets import Facet, facets
from bot.matching.fusion import Measure, Reading, score, topic
from bot.matching.lexical import content
from bot.matching.texts import topic as bare
from bot.matching.texts import windows

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

VERSION = "2"  # raised when the same input gives another answer

__all__ = ["VERSION", "Embed", "Thresholds", "rank"]

MENTION = 0.15  # below this a facet is no reason
MOST = 2  # facets named as reasons
REFUSED = 0.1  # the most a query about an avoided topic scores


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score a query is posted, and from which it is kept in sight."""

    post: float = 0.5
    hold: float = 0.3

    def verdict(self, points: float) -> Verdict:
        if points >= self.post:
            return Verdict.POST
        return Verdict.HOLD if points >= self.hold else Verdict.NO


def rank(
    queries: Sequence[Query],
    profile: Profile,
    embed: Embed,
    *,
    thresholds: Thresholds = Thresholds(),
    lessons: Sequence[Lesson] = (),  # noqa: ARG001 (taken up with the new sum)
) -> tuple[Match, ...]:
    """Return one match for each query, in the order given."""
    if not queries:
        return ()
    found = facets(profile)
    table = _Vectors(
        embed,
        [f.text for f in found],
        profile.avoid,
        ORDINARY,
        *(_parts(query) for query in queries),
    )
    measure = Measure.of(found, table.rows([f.text for f in found]), table.rows(ORDINARY))
    avoid = table.rows(profile.avoid)
    revision = profile.revision
    matches = []
    for query in queries:
        reading = _read(query, table)
        scores = measure.scores(reading)
        findings = judge(query, profile)
        points = score(topic(scores), findings) if _parts(query) else 0.0
        refused = avoided(query, reading, profile.avoid, avoid)
        points = min(points, REFUSED) if refused else points
        verdict = Verdict.NO if refused else thresholds.verdict(points)
        expert_id = _expert(profile, found, scores, findings)
        against = [f.reason for f in findings if f.state != "met"]
        if not against and verdict is Verdict.NO and not refused:
            against = ["nothing in the profile is near to it"]
        matches.append(
            Match(
                query_id=query.id,
                company=profile.company,
                revision=revision,
                text_hash=query.text_hash,
                score=points,
                verdict=verdict,
                expert_id=expert_id,
                why=_why(found, scores, findings, expert_id),
                against=tuple(filter(None, [refused, *against])),
            )
        )
    return tuple(matches)


class _Vectors:
    """Every string of one call, encoded once."""

    def __init__(self, embed: Embed, *groups: Sequence[str]) -> None:
        texts = list(dict.fromkeys(text for group in groups for text in group))
        self._table = embed(texts)
        self._place = {text: i for i, text in enumerate(texts)}

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._table[[self._place[text] for text in texts]]


def _parts(query: Query) -> tuple[str, ...]:
    """Return the strings to encode: the summary first, if there is one."""
    summary = bare(query.summary)
    return ((summary,) if summary else ()) + windows(query.body)


def _read(query: Query, table: _Vectors) -> Reading:
    summary, body = bare(query.summary), windows(query.body)
    return Reading(
        summary=table.rows([summary])[0] if summary else None,
        windows=table.rows(body) if body else None,
        head_words=content(summary),
        body_words=content(" ".join(body)),
    )


def _expert(
    profile: Profile,
    found: Sequence[Facet],
    scores: NDArray[np.float32],
    findings: Sequence[Finding],
) -> str:
    """Return who should answer: who is asked for first, then who knows the topic best."""
    best = dict.fromkeys((e.id for e in profile.experts), 0.0)
    for facet, points in zip(found, scores, strict=True):
        if facet.expert_id in best:
            best[facet.expert_id] = max(best[facet.expert_id], float(points))
    asked = {i: sum(i in f.experts for f in findings) for i in best}
    return max(best, key=lambda i: (asked[i], best[i]), default="")


def _why(
    found: Sequence[Facet],
    scores: NDArray[np.float32],
    findings: Sequence[Finding],
    expert_id: str,
) -> tuple[str, ...]:
    """Return the nearest facets that are the expert's or nobody's, and what was met."""
    order = np.argsort(-scores, kind="stable")
    mine = [
        i for i in order if found[i].expert_id in {"", expert_id} and scores[i] >= MENTION
    ]
    near = [f"{found[i].label} ({scores[i]:.2f})" for i in mine[:MOST]]
    return tuple(near + [f.reason for f in findings if f.state == "met"])
