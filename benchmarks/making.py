"""Writes `bot/embedding/made.npz`: `python benchmarks/making.py --write`.

To be run after a change of `bot/matching/likeness.jsonl`; without --write it only says
how far the stored vectors are from those that the engine makes.
"""

import sys
from pathlib import Path

import numpy as np

from bot.embedding import Embedder, made
from bot.matching import BACKGROUND

FILE = Path(made.__file__).with_name("made.npz")


def main() -> None:
    with Embedder(made_before=False) as embedder:
        rows = embedder.embed(BACKGROUND)
    names = [made.name(text) for text in BACKGROUND]
    if "--write" in sys.argv:
        np.savez_compressed(FILE, names=np.array(names), rows=rows.astype(np.float16))
    stored = made.vectors()
    missing = [name for name in names if name not in stored]
    near = [
        float(stored[n] @ row) for n, row in zip(names, rows, strict=True) if n in stored
    ]
    print(f"{len(names)} texts, {len(missing)} missing, least cosine {min(near):.6f}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
