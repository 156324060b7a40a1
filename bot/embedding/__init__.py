"""Texts in, unit vectors out; the model lives in a child process that ends when idle.

`Embedder` is the door and imports nothing heavy. It starts `bot.embedding.child`,
which loads one of two engines: `reference` (sentence-transformers, any model) or
`bert` (the default model in plain numpy, where torch is not installed).
"""

from bot.embedding.embedder import Embedder
from bot.embedding.suspects import Deadly
from bot.embedding.weights import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Deadly", "Embedder"]
