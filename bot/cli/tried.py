"""What a try found, for people: posted and held by company, and a table of scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.cli.stored import hung, one_line

MARKS = (0.3, 0.4, 0.5, 0.6, 0.7)  # thresholds to choose from
STEPS = 10  # of the histogram
BAR = 60  # columns
HELD = 20  # shown of each company
INDENT = " " * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How the scores of all pairs of query and company lie."""

    steps: tuple[int, ...]  # of each tenth, from 0 up
    a_day: dict[float, float]  # cards, by threshold
    post: float  # as set

    @classmethod
    def of(cls, scores: Sequence[float], *, days: int, post: float) -> "Scores":
        steps = [0] * STEPS
        for score in scores:
            steps[min(STEPS - 1, max(0, int(score * STEPS)))] += 1
        marks = sorted({*MARKS, post})
        return cls(
            steps=tuple(steps),
            a_day={mark: sum(s >= mark for s in scores) / days for mark in marks},
            post=post,
        )

    def as_json(self) -> dict[str, Any]:
        a_day = {f"{mark:g}": round(cards, 3) for mark, cards in self.a_day.items()}
        return {"steps": list(self.steps), "threshold": self.post, "a_day": a_day}

    def lines(self) -> Iterator[str]:
        yield ""
        yield "Scores of all pairs of query and company"
        most = max(self.steps) or 1
        for step in reversed(range(STEPS)):
            n = self.steps[step]
            bar = "#" * (-(-n * BAR // most))  # what is there is seen
            yield f"  {step / STEPS:.1f}-{(step + 1) / STEPS:.1f} {n:>6}  {bar}".rstrip()
        yield ""
        yield "Threshold   cards a day"
        for mark, cards in self.a_day.items():
            here = "   as it is set now" if mark == self.post else ""
            yield f"  {mark:>7.2f}   {cards:>11.1f}{here}"


def lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Write rows (the keys of ``rank``, sorted by company and score) for people."""
    for company, found in groupby(rows, key=lambda row: row["profile"]):
        of_it = list(found)
        posted = [row for row in of_it if row["verdict"] == "post"]
        held = [row for row in of_it if row["verdict"] == "hold"]
        yield ""
        yield f"{company}: {len(posted)} posted, {len(held)} held, of {len(of_it)}"
        for row in (*posted, *held[:HELD]):
            yield from _row(row)
        if len(held) > HELD:
            yield f"  and {len(held) - HELD} more held"


def _row(row: dict[str, Any]) -> Iterator[str]:
    about = one_line(row["summary"]) or "(no summary)"
    yield from hung(f"  {row['score']:.2f} {row['verdict']:<4} ", about)
    who = [row["expert"], row["outlet"], row["query_id"]]
    yield from hung(INDENT, " · ".join(one_line(text) for text in who if text))
    for sign, reasons in (("+", row["why"]), ("-", row["against"])):
        for reason in reasons:
            yield from hung(f"{INDENT}{sign} ", one_line(reason))
