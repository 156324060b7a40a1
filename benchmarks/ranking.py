"""How well `rank` does on the judged pairs: `python benchmarks/ranking.py`."""

import numpy as np
from judged import (
    TEST,
    TUNE,
    Judged,
    average_precision,
    first,
    load,
    ndcg,
    precision_at_recall,
)

from bot.domain import Verdict
from bot.embedding import Embedder
from bot.matching import VERSION, Embed, Thresholds, rank


def show(judged: Judged, embed: Embed) -> None:
    """Rank one set and print its figures."""
    matches = [rank(judged.queries, profile, embed) for profile in judged.profiles]
    scores = np.array([[m.score for m in column] for column in matches]).T
    verdicts = np.array([[m.verdict for m in column] for column in matches]).T
    good, posted = judged.good, verdicts == Verdict.POST
    print(
        f"\n{judged.name}: {good.shape[0]} queries, {good.shape[1]} companies, "
        f"{good.sum()} good"
    )
    print(
        f"nDCG@10 {ndcg(judged.grades, scores):.3f}   "
        f"AP {average_precision(good, scores):.3f}   "
        f"precision at recall .9 {precision_at_recall(good, scores):.2f}"
    )
    print(
        f"posted {posted.sum()}: precision {good[posted].mean():.2f}, recall "
        f"{posted[good].mean():.2f}; posted or held: recall "
        f"{(verdicts[good] != Verdict.NO).mean():.2f}"
    )


def main() -> None:
    print(f"ranking version {VERSION}, {Thresholds()}")
    with Embedder() as embedder:
        for judged in (*first(), load("tune", TUNE, TUNE), load("test", TEST, TEST)):
            show(judged, embedder.embed)


if __name__ == "__main__":
    main()
