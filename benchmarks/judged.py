"""The judged pairs under `ranking/`, and the figures of a ranking."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain import Expert, Fact, Profile, Query

HERE = Path(__file__).parent / "ranking"
# queries x companies; a part is judged for the companies of its own time only
TUNE = (("ABCDEFG", "ABCDEFG"), ("IJ", "ABCDEFGIJ"), ("H", "ABCDEFGHIJ"))
TEST = ("KL", "KL")
CROSSED = ("KL", "ABCDEFGHIJ")  # test queries, tuning companies
GOOD = 2  # from this grade a pair is worth answering
RECALL = 0.9
TOP = 10

Floats = NDArray[np.float64]
Grades = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Queries x companies with a grade of 0 to 3 for every pair."""

    name: str
    queries: tuple[Query, ...]
    profiles: tuple[Profile, ...]
    grades: Grades  # [query, profile]

    @property
    def good(self) -> NDArray[np.bool_]:
        return self.grades >= GOOD


def load(name: str, queries: str, companies: str) -> Judged:
    """Return the pairs of some parts, such as ``load("tune", "ABCD", "ABCD")``."""
    asked = [row for part in queries for row in _rows("queries", part)]
    said = {row["id"]: row for part in queries for row in _rows("grades", part)}
    profiles = [p for part in companies for p in read(HERE / "companies" / f"{part}.toml")]
    grades = [[_grade(said[row["id"]], p.company) for p in profiles] for row in asked]
    return Judged(
        name=name,
        queries=tuple(Query(**row) for row in asked),
        profiles=tuple(profiles),
        grades=np.array(grades, dtype=np.int64),
    )


def first() -> list[Judged]:
    """Return the small sets of the first rules."""
    sets = []
    for name, files in (
        ("queries", ("companies",)),
        ("held-queries", ("companies", "held-companies")),
        ("fresh-queries", ("companies", "held-companies")),
    ):
        rows = _lines(HERE / "first" / f"{name}.jsonl")
        profiles = [p for file in files for p in read(HERE / "first" / f"{file}.toml")]
        grades = [[row["grades"].get(p.company, 0) for p in profiles] for row in rows]
        queries = tuple(
            Query(id=r["id"], source="haro", summary=r["summary"], body=r["body"])
            for r in rows
        )
        sets.append(
            Judged(
                name=f"first: {name}",
                queries=queries,
                profiles=tuple(profiles),
                grades=np.array(grades, dtype=np.int64),
            )
        )
    return sets


def read(path: Path) -> list[Profile]:
    """Return the profiles of a file of ``[[companies]]`` tables."""
    return [
        Profile(
            **_frozen(company),
            experts=tuple(Expert(**_frozen(e)) for e in company["experts"]),
            facts=tuple(Fact(**_frozen(f)) for f in company["facts"]),
        )
        for company in tomllib.loads(path.read_text(encoding="utf-8"))["companies"]
    ]


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    plain = {k: v for k, v in table.items() if k not in {"experts", "facts"}}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}


def _grade(row: dict[str, Any], company: str) -> int:
    return min(int(row[reading].get(company, 0)) for reading in ("first", "second"))


def _rows(kind: str, part: str) -> list[dict[str, Any]]:
    return _lines(HERE / kind / f"{part}.jsonl")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kappa(first: Sequence[int], second: Sequence[int], grades: int = 4) -> float:
    """Return the quadratic weighted kappa of two readings (Cohen 1968)."""
    table = np.zeros((grades, grades))
    np.add.at(table, (np.array(first), np.array(second)), 1)
    weights = np.subtract.outer(np.arange(grades), np.arange(grades)) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(1 - (weights * table).sum() / (weights * chance).sum())


def average_precision(good: NDArray[np.bool_], scores: Floats) -> float:
    """Return AP of all pairs under one threshold; nan where none is good."""
    hits = good.ravel()[np.argsort(-scores.ravel(), kind="stable")]
    if not hits.any():
        return float("nan")
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def precision_at_recall(good: NDArray[np.bool_], scores: Floats) -> float:
    hits = np.cumsum(good.ravel()[np.argsort(-scores.ravel(), kind="stable")])
    place = int(np.argmax(hits >= RECALL * hits[-1]))
    return float(hits[place] / (place + 1))


def ndcg(grades: Grades, scores: Floats) -> float:
    """Return nDCG@10 with gains 2^grade - 1, the mean over the companies that have any."""
    found = []
    discount = 1 / np.log2(np.arange(2, min(TOP, len(grades)) + 2))
    for column, points in zip(grades.T, scores.T, strict=True):
        if column.any():
            order = np.argsort(-points, kind="stable")[:TOP]
            gains, ideal = 2.0 ** column[order] - 1, 2.0 ** np.sort(column)[::-1][:TOP] - 1
            found.append((gains * discount).sum() / (ideal * discount).sum())
    return float(np.mean(found))
