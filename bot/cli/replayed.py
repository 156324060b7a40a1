"""What a replay found: precision, recall, and the differences by name."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.cli.stored import WIDTH, hung, one_line
from bot.domain import Cause, Choice, Match, Query, Verdict

BAD_CAUSES = {Cause.TOPIC, Cause.SOURCE}  # a late or weak one says nothing of the match
Decided = tuple[Choice, Cause | None, datetime]


class Change(StrEnum):
    """What becomes of one query for one company."""

    NEW = "newly posted"
    GONE = "no longer posted"
    HELD = "moved to held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How a query stood; ``score`` is None where it was not ranked."""

    verdict: Verdict = Verdict.NO
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``good`` is None where a decision says nothing of the match."""

    said: str = ""
    good: bool | None = None


def decision(decided: Decided | None, wanted: bool) -> Decision:  # noqa: FBT001 (a fact)
    """Return what people said; ``wanted``: approved, or that it should have been shown."""
    if decided is not None and decided[0] is Choice.APPROVED:
        return Decision(said="approved", good=True)
    if wanted:  # said later than a skip, if there was one
        return Decision(said="should have been shown", good=True)
    if decided is None:
        return Decision()
    _, cause, _ = decided
    said = f"skipped: {cause.value}" if cause else "skipped, no reason"
    return Decision(said=said, good=False if cause in BAD_CAUSES else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One query for one company, as it stood and as it would stand."""

    query: Query
    now: Match
    before: Before
    decision: Decision

    @property
    def change(self) -> Change | None:
        was, will = self.before.verdict, self.now.verdict
        # a query that was not ranked stood nowhere: that it is held is no change
        if was is will or (will is Verdict.HOLD and self.before.score is None):
            return None
        if will is Verdict.POST:
            return Change.NEW
        if will is Verdict.HOLD:
            return Change.HELD
        return Change.GONE if was is Verdict.POST else None

    def as_json(self, change: Change) -> dict[str, Any]:
        return {
            "kind": change.value,
            "profile": self.now.company,
            "query_id": self.query.id,
            "summary": self.query.summary,
            "before": self.before.verdict.value,
            "old_score": None if self.before.score is None else round(self.before.score, 6),
            "now": self.now.verdict.value,
            "score": round(self.now.score, 6),
            "decision": self.decision.said,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was or would be posted, against the decisions that say something."""

    posted: int
    held: int
    right: int  # posted and good
    wrong: int  # posted and bad
    good: int  # in all

    @classmethod
    def of(cls, pairs: Sequence[Pair], verdict: Callable[[Pair], Verdict]) -> "Figures":
        posted = [pair for pair in pairs if verdict(pair) is Verdict.POST]
        return cls(
            posted=len(posted),
            held=sum(verdict(pair) is Verdict.HOLD for pair in pairs),
            right=sum(pair.decision.good is True for pair in posted),
            wrong=sum(pair.decision.good is False for pair in posted),
            good=sum(pair.decision.good is True for pair in pairs),
        )

    @property
    def precision(self) -> float | None:
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def recall(self) -> float | None:
        return self.right / self.good if self.good else None

    def as_json(self) -> dict[str, Any]:
        return {
            "posted": self.posted,
            "held": self.held,
            "good": self.right,
            "bad": self.wrong,
            "precision": self.precision,
            "recall": self.recall,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that a replay says of one company."""

    company: str
    pairs: tuple[Pair, ...]

    @property
    def before(self) -> Figures:
        return Figures.of(self.pairs, lambda pair: pair.before.verdict)

    @property
    def now(self) -> Figures:
        return Figures.of(self.pairs, lambda pair: pair.now.verdict)

    def changed(self, change: Change) -> list[Pair]:
        """Return the pairs of one change, the best first."""
        found = [pair for pair in self.pairs if pair.change is change]
        return sorted(found, key=lambda pair: (-pair.now.score, pair.query.id))

    def as_json(self) -> Iterator[dict[str, Any]]:
        yield {
            "kind": "figures",
            "profile": self.company,
            "queries": len(self.pairs),
            "wanted": self.now.good,
            "before": self.before.as_json(),
            "now": self.now.as_json(),
        }
        for change in Change:
            yield from (pair.as_json(change) for pair in self.changed(change))


def lines(told: Sequence[Told], since: datetime, queries: int) -> Iterator[str]:
    """Write a replay for people, at most `WIDTH` columns wide."""
    yield f"{queries} queries printed since {since:%Y-%m-%d %H:%M} UTC"
    yield ""
    numbers = "posted   held   good    bad  precision  recall"
    yield f"{'':<44}{numbers}"
    for company in told:
        yield _figures(company.company, "before", company.before)
        yield _figures("", "now", company.now)
    yield ""
    yield from textwrap.wrap(
        "good: approved, or should have been shown; bad: skipped for its topic or its kind"
        " of source. Other decisions say nothing. Recall is of all that is known to be"
        " good.",
        WIDTH,
    )
    changes = [(c, pair) for c in Change for t in told for pair in t.changed(c)]
    if not changes:
        yield ""
        yield "no difference"
    for change in Change:
        found = [pair for c, pair in changes if c is change]
        if found:
            yield ""
            yield f"{change.value.capitalize()} ({len(found)})"
            for pair in found:
                yield from _pair(pair)


def _figures(name: str, side: str, figures: Figures) -> str:
    name = one_line(name)
    name = name if len(name) <= 35 else name[:34] + "…"  # noqa: PLR2004 (the column)
    return (
        f"{name:<36}{side:<8}{figures.posted:>6}{figures.held:>7}{figures.right:>7}"
        f"{figures.wrong:>7}{_share(figures.precision):>11}{_share(figures.recall):>8}"
    )


def _share(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.2f}"


def _pair(pair: Pair) -> Iterator[str]:
    old = "   -" if pair.before.score is None else f"{pair.before.score:.2f}"
    said = f" · {pair.decision.said}" if pair.decision.said else ""
    head = f"  {old} -> {pair.now.score:.2f}  "
    yield from hung(head, pair.query.summary or "(no summary)")
    yield from hung(" " * len(head), f"{pair.now.company} · {pair.query.id}{said}")
