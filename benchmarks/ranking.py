"""How well `rank` does: `python benchmarks/ranking.py [-v]`.

Three sets: `queries.jsonl`, on which constants were set, and two with two more companies,
written to check the rules; the README there says what each was used for.
"""

import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain import Expert, Fact, Match, Profile, Query, Verdict
from bot.embedding import Embedder
from bot.matching import VERSION, Embed, Thresholds, rank

HERE = Path(__file__).parent / "ranking"
SETS = {
    "development": ("queries.jsonl", ("companies.toml",)),
    "held out": ("held-queries.jsonl", ("companies.toml", "held-companies.toml")),
    "fresh": ("fresh-queries.jsonl", ("companies.toml", "held-companies.toml")),
}
GOOD = 2
RECALL = 0.9

Pair = tuple[Match, int, str]  # with the grade and the query's summary


def profiles(names: Sequence[str]) -> list[Profile]:
    texts = [(HERE / name).read_text(encoding="utf-8") for name in names]
    return [
        Profile(
            **_frozen(company),
            experts=tuple(Expert(**_frozen(e)) for e in company["experts"]),
            facts=tuple(Fact(**_frozen(f)) for f in company["facts"]),
        )
        for text in texts
        for company in tomllib.loads(text)["companies"]
    ]


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    plain = {k: v for k, v in table.items() if k not in {"experts", "facts"}}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}


def queries(name: str) -> tuple[list[Query], list[dict[str, int]]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    made = [
        Query(id=r["id"], source="haro", summary=r["summary"], body=r["body"]) for r in rows
    ]
    return made, [r["grades"] for r in rows]


def average_precision(good: NDArray[np.bool_]) -> float:
    """Return AP of judgments in the order of the scores."""
    hits = np.cumsum(good)
    return float((hits / np.arange(1, len(good) + 1))[good].mean())


def precision_at_recall(good: NDArray[np.bool_]) -> float:
    hits = np.cumsum(good)
    place = int(np.argmax(hits >= RECALL * good.sum()))
    return float(hits[place] / (place + 1))


def ndcg(grades: NDArray[np.int64], at: int = 10) -> float:
    gains, ideal = 2.0**grades - 1, 2.0 ** np.sort(grades)[::-1] - 1
    discount = 1 / np.log2(np.arange(2, at + 2))
    return float((gains[:at] * discount).sum() / (ideal[:at] * discount).sum())


def measure(name: str, embed: Embed) -> list[Pair]:
    """Rank one set for its companies, print the figures, return every pair."""
    asked, judged = queries(SETS[name][0])
    companies = profiles(SETS[name][1])
    pairs: list[Pair] = []
    by_company = []
    for profile in companies:
        matches = rank(asked, profile, embed)
        grades = np.array([g.get(profile.company, 0) for g in judged])
        order = np.argsort([-m.score for m in matches], kind="stable")
        by_company.append(ndcg(grades[order]))
        pairs += [
            (m, int(g), q.summary) for m, g, q in zip(matches, grades, asked, strict=True)
        ]
    pairs.sort(key=lambda pair: -pair[0].score)
    good = np.array([grade >= GOOD for _, grade, _ in pairs])
    posted = np.array([m.verdict is Verdict.POST for m, _, _ in pairs])
    seen = np.array([m.verdict is not Verdict.NO for m, _, _ in pairs])
    print(f"\n{name}: {len(asked)} queries, {len(companies)} companies, {good.sum()} good")
    print(
        f"nDCG@10 {np.mean(by_company):.3f}   AP {average_precision(good):.3f}   "
        f"precision at recall .9 {precision_at_recall(good):.2f}"
    )
    print(
        f"posted {posted.sum()}: precision {good[posted].mean():.2f}, recall "
        f"{good[posted].sum() / good.sum():.2f}; posted or held {seen.sum()}: recall "
        f"{good[seen].sum() / good.sum():.2f}"
    )
    return pairs


def show(pair: Pair) -> None:
    match, grade, summary = pair
    print(
        f"{match.score:.2f} {match.verdict:4} {grade} {match.company[:9]:9} "
        f"{summary[:50]:50} {match.expert_id} {match.why} {match.against}"
    )


def main() -> None:
    print(f"ranking version {VERSION}, {Thresholds()}")
    with Embedder() as embedder:
        for name in SETS:
            pairs = measure(name, embedder.embed)
            for pair in pairs:
                wrong = (pair[0].verdict is Verdict.POST) != (pair[1] >= GOOD)
                if wrong or "-v" in sys.argv:
                    show(pair)


if __name__ == "__main__":
    main()
