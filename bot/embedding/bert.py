"""The default model's forward pass in numpy, for machines without torch.

A BERT encoder of six layers: embeddings, then per layer self-attention and a
feed-forward block, each with a residual and a layer norm; mean over the words.
The weights are mapped, not copied: 90 MB that the system may take back.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.embedding.weights import default_folder
from bot.errors import BadInput

Floats = NDArray[np.float32]
MOST_TOKENS = 256
HEADS = 12
LAYERS = 6
EPSILON = np.float32(1e-12)
FAR = np.float32(-1e9)


def load(batch: int) -> Callable[[Sequence[str]], Floats]:
    """Load the default model and return its encoder."""
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 (only where this engine runs)
    except ImportError as error:
        raise BadInput(
            "[embedding] model: neither torch nor tokenizers is installed; "
            "run `pip install tokenizers` or install torch (see README)"
        ) from error
    folder = default_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # the file bakes in padding and a cut at 128
    tokenizer.enable_truncation(MOST_TOKENS)
    weights = mapped(folder / "model.safetensors")

    def encode(texts: Sequence[str]) -> Floats:
        tokens = [e.ids for e in tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        rows = np.zeros((len(tokens), 384), dtype=np.float32)
        for start in range(0, len(order), batch):
            picked = order[start : start + batch]
            rows[picked] = forward(weights, [tokens[i] for i in picked])
        return rows

    return encode


def mapped(path: Path) -> dict[str, Floats]:
    """Map a safetensors file: eight bytes of length, a JSON header, raw numbers."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    raw = np.memmap(path, mode="r", offset=8 + length)
    tensors = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            start, end = about["data_offsets"]
            tensors[name] = raw[start:end].view(np.float32).reshape(about["shape"])
    return tensors


def forward(weights: dict[str, Floats], tokens: Sequence[Sequence[int]]) -> Floats:
    """Encode one batch of token rows into unit vectors."""
    longest = max(len(row) for row in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int64)
    mask = np.zeros((len(tokens), longest), dtype=np.float32)
    for i, row in enumerate(tokens):
        ids[i, : len(row)] = row
        mask[i, : len(row)] = 1
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][:longest]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = _norm(weights, "embeddings.LayerNorm", x)
    unseen = ((1 - mask) * FAR)[:, None, None, :]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        attended = _attend(weights, f"{name}.attention.self", x, unseen)
        x = _norm(
            weights,
            f"{name}.attention.output.LayerNorm",
            x + _linear(weights, f"{name}.attention.output.dense", attended),
        )
        wide = _gelu(_linear(weights, f"{name}.intermediate.dense", x))
        x = _norm(
            weights,
            f"{name}.output.LayerNorm",
            x + _linear(weights, f"{name}.output.dense", wide),
        )
    summed = (x * mask[:, :, None]).sum(axis=1)
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(summed / np.maximum(lengths, EPSILON), dtype=np.float32)


def _linear(weights: dict[str, Floats], name: str, x: Floats) -> Floats:
    flat = x.reshape(-1, x.shape[-1]) @ weights[f"{name}.weight"].T
    flat += weights[f"{name}.bias"]
    return flat.reshape(*x.shape[:-1], -1)


def _norm(weights: dict[str, Floats], name: str, x: Floats) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + EPSILON)
    return np.asarray(
        centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"],
        dtype=np.float32,
    )


def _attend(weights: dict[str, Floats], name: str, x: Floats, unseen: Floats) -> Floats:
    rows, length, width = x.shape

    def heads(part: str) -> Floats:
        split = _linear(weights, f"{name}.{part}", x).reshape(rows, length, HEADS, -1)
        return split.transpose(0, 2, 1, 3)

    query, key, value = heads("query"), heads("key"), heads("value")
    scores = query @ key.transpose(0, 1, 3, 2)
    scores *= np.float32((width // HEADS) ** -0.5)
    scores += unseen
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    mixed = (scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
    return np.asarray(mixed, dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    """Return x * Phi(x), with erf after Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) * np.float32(2**-0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail *= t
        tail += np.float32(factor)
    tail *= t
    tail *= np.exp(-z * z)
    half = np.float32(0.5) * tail  # of the mass beyond |x|
    return np.where(x >= 0, x * (1 - half), x * half)
