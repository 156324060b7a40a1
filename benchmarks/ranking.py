"""Every way of ranking the judged pairs, side by side: `make bench-ranking`.

    python benchmarks/ranking.py [--set NAME] [-v] [--bias] [--model NAME]
                                 [--cross-encoder NAME] [--cache DIR]

Prints a table for the tune set, the test set and their crossing, with 95 % intervals (the
queries drawn again 1,000 times), then what our verdicts, probabilities and companies
look like. The test figures are reported and never tuned on: `-v` names pairs of the tune
set only. Models are names or folders.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from baselines import bm25, keywords, mixed, near, reranked, whole
from intervals import NAMES, calibration, calibration_error, figures, interval, resamples
from judged import CROSSED, TEST, TUNE, Floats, Judged, average_precision, first, load
from numpy.typing import NDArray

from bot.cli.terminal import plain
from bot.domain import Match, Verdict
from bot.embedding import DEFAULT_MODEL, Embedder
from bot.errors import BotError
from bot.matching import VERSION, Embed, Thresholds, rank
from bot.matching.facets import facets
from bot.store import Store

OURS = "ours"
SETS: dict[str, Callable[[], list[Judged]]] = {
    "first": first,
    "tune": lambda: [load(f"tune {asked}", asked, of) for asked, of in TUNE],
    "test": lambda: [load("test", *TEST)],
    "crossed": lambda: [
        load("crossed: test queries, tuning companies", *CROSSED),
    ],
}
USUAL = ("tune", "test", "crossed")


class Vectors:
    """Encodes each text once, in the life of a folder if one is given."""

    def __init__(self, engine: str, embed: Embed, folder: Path | None) -> None:
        self._engine, self._embed = engine, embed
        self._known: dict[str, NDArray[np.float32]] = {}
        self._store = None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self._store = Store(folder / "vectors.db")

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        missing = [t for t in dict.fromkeys(texts) if t not in self._known]
        if missing and self._store:
            kept = self._store.vectors(self._engine, missing)
            self._known |= {t: np.frombuffer(v, np.float32) for t, v in kept.items()}
            missing = [t for t in missing if t not in self._known]
        if missing:
            made = dict(zip(missing, self._embed(missing), strict=True))
            self._known |= made
            if self._store:
                self._store.add_vectors(
                    self._engine, {t: row.tobytes() for t, row in made.items()}
                )
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def close(self) -> None:
        if self._store:
            self._store.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What `rank` says of every pair of one set, [query][company]."""

    judged: Judged
    matches: Sequence[Sequence[Match]]

    @classmethod
    def of(cls, judged: Judged, embed: Embed) -> "Ours":
        columns = [rank(judged.queries, profile, embed) for profile in judged.profiles]
        return cls(judged=judged, matches=list(zip(*columns, strict=True)))

    @property
    def scores(self) -> Floats:
        return np.array([[m.score for m in row] for row in self.matches], np.float64)

    def are(self, verdict: Verdict) -> NDArray[np.bool_]:
        return np.array([[m.verdict is verdict for m in row] for row in self.matches])


def methods(ours: Ours, embed: Embed, cross: str) -> dict[str, Floats]:
    """Return the scores of every method by its name in the table, ours last."""
    judged = ours.judged
    words, one, dense = bm25(judged), whole(judged, embed), near(judged, embed, apart=True)
    found = {
        "keyword filter": keywords(judged),
        "BM25 on the profile's text": words,
        "one vector per company": one,
        "the same + 0.2 BM25": mixed(one, words),
        "top-2 facets, whole query": near(judged, embed, apart=False),
        "top-2 facets, summary + body": dense,
        "these facets + 0.2 BM25": mixed(dense, words),
    }
    if cross:
        found["these facets, 20 read again"] = reranked(judged, dense, cross)
    return found | {OURS: ours.scores}


def table(judged: Judged, scores: dict[str, Floats]) -> None:
    """Print each method's figures, and how far ours are from the best of the others."""
    good = judged.good
    print(
        f"\n== {judged.name}: {good.shape[0]} queries, {good.shape[1]} companies, "
        f"{good.sum()} of {good.size} pairs good"
    )
    print(f"{'':30}" + "".join(f"{name:24}" for name in NAMES).rstrip())
    samples = resamples(len(judged.queries))
    drawn = {name: figures(judged.grades, s, samples) for name, s in scores.items()}
    for name, found in drawn.items():
        _row(name, found, ".3f")
    for column, name in enumerate(NAMES):
        best = max(set(drawn) - {OURS}, key=lambda n: (drawn[n][0, column], n))
        apart = drawn[OURS][:, [column]] - drawn[best][:, [column]]
        _row(f"  ours less the best, {name}", apart, "+.3f", f"({best})", width=48)


def _row(name: str, found: Floats, form: str, end: str = "", *, width: int = 30) -> None:
    low, high = interval(found[1:])
    cells = [
        f"{value:{form}} [{a:{form}}, {b:{form}}]"
        for value, a, b in zip(found[0], low, high, strict=True)
    ]
    print((f"{name:{width}}" + "".join(f"{cell:24}" for cell in cells) + end).rstrip())


def verdicts(ours: Ours) -> None:
    good = ours.judged.good
    posted, held = ours.are(Verdict.POST), ours.are(Verdict.HOLD)
    seen = posted | held
    print(
        f"  posted {posted.sum()}: precision {_share(good, posted)}, "
        f"recall {_share(posted, good)}; held {held.sum()}: good {_share(good, held)}; "
        f"posted or held: precision {_share(good, seen)}, recall {_share(seen, good)}"
    )


def _share(what: NDArray[np.bool_], of: NDArray[np.bool_]) -> str:
    return f"{what[of].mean():.2f} ({(what & of).sum()}/{of.sum()})" if of.any() else "-"


def probabilities(ours: Ours) -> None:
    found = calibration(ours.judged.good, ours.scores)
    cells = [
        f"{said:.2f} -> {true:.2f} ({pairs:.0f})" if pairs else "-"
        for pairs, said, true in found
    ]
    print(f"  mean score -> share good (pairs): {', '.join(cells)}")
    print(
        f"  calibration error {calibration_error(found):.3f}; "
        f"of pairs scored .2 or more {calibration_error(found[1:]):.3f}"
    )


def companies(ours: Ours) -> None:
    cells = []
    for column, profile in enumerate(ours.judged.profiles):
        good = ours.judged.good[:, [column]]
        value = average_precision(good, ours.scores[:, [column]])
        cells.append(f"{plain(profile.company)} {value:.2f} ({good.sum()})")
    print(f"  average precision by company (good pairs): {', '.join(cells)}")


def bias(ours: Ours) -> None:
    """Print what pairs graded 0 score by how much the profile says."""
    size = np.array([len(facets(profile)) for profile in ours.judged.profiles])
    none, scores = ours.judged.grades == 0, ours.scores
    means = np.array([scores[none[:, c], c].mean() for c in range(len(size))])
    shown = ~ours.are(Verdict.NO) & none
    large = size > np.median(size)
    for name, group in (("large", large), ("small", ~large)):
        if group.any():
            print(
                f"  graded 0, {name} profiles ({size[group].mean():.0f} facets): mean score"
                f" {means[group].mean():.4f}, posted or held "
                f"{shown[:, group].sum()} of {none[:, group].sum()}"
            )
    order = sorted(zip(size, means, ours.judged.profiles, strict=True), key=lambda r: r[0])
    cells = [f"{plain(p.company)} {n}: {mean:.4f}" for n, mean, p in order]
    print(f"  by company, facets: mean score: {', '.join(cells)}")


def errors(ours: Ours) -> None:
    """Print the pairs wrongly posted and those missed, with the whole sum of each."""
    for title, grading in (("WRONGLY POSTED", False), ("MISSED", True)):
        for row, query in enumerate(ours.judged.queries):
            for column, profile in enumerate(ours.judged.profiles):
                match = ours.matches[row][column]
                posted = match.verdict is Verdict.POST
                if ours.judged.good[row, column] == grading and posted != grading:
                    print(
                        f"\n{title} {query.id} {plain(profile.company)}: graded "
                        f"{ours.judged.grades[row, column]}, {match.score:.3f} "
                        f"{match.verdict}: {plain(query.summary)}"
                    )
                    for line in _sum(match):
                        print(f"    {plain(line)}")


def _sum(match: Match) -> list[str]:
    return [
        *(f"for      {line}" for line in match.why),
        *(f"against  {line}" for line in match.against),
        *(f"{t.points:+8.2f} {t.name}: {t.said}" for t in match.terms),
    ]


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--set", choices=[*SETS, "all"], help="default: all but first")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="any embedding model")
    parser.add_argument("--cross-encoder", default="", metavar="NAME")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps vectors there")
    parser.add_argument("--bias", action="store_true", help="scores by size of profile")
    parser.add_argument("-v", action="store_true", help="errors by name, tune set only")
    return parser.parse_args(argv)


def main() -> None:
    asked = arguments()
    names = {None: USUAL, "all": tuple(SETS)}.get(asked.set, (asked.set,))
    print(f"ranking version {VERSION}, {Thresholds()}, model {plain(asked.model)}")
    with Embedder(asked.model) as embedder:
        embed = Vectors(embedder.name, embedder.embed, asked.cache)
        try:
            for name in names:
                for judged in SETS[name]():
                    ours = Ours.of(judged, embed)
                    table(judged, methods(ours, embed, asked.cross_encoder))
                    for part in (verdicts, probabilities, companies):
                        part(ours)
                    if asked.bias:
                        bias(ours)
                    if asked.v and name == "tune":
                        errors(ours)
        except BotError as error:
            sys.exit(plain(str(error)))
        finally:
            embed.close()


if __name__ == "__main__":
    main()
