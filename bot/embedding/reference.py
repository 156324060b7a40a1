"""The reference engine: sentence-transformers, fp32, safetensors only."""

import logging
import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.embedding.trusted import trusted
from bot.embedding.weights import default_folder, is_default, needs_network
from bot.errors import BadInput


def load(model: str, batch: int) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """Load a model by name or folder and return its encoder."""
    folder = str(default_folder()) if is_default(model) else model
    if Path(folder).is_dir():
        trusted(Path(folder))
    warnings.simplefilter("ignore")  # of libraries, about themselves
    logging.disable(logging.WARNING)
    import torch  # noqa: PLC0415 (heavy: only in the child, only when this engine runs)
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(min(2, len(os.sched_getaffinity(0))))
    try:
        encoder = SentenceTransformer(
            folder,
            device="cpu",
            local_files_only=not needs_network(model),
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True, "dtype": torch.float32},
        )
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        reason = " ".join(str(error).split())[:300]
        raise BadInput(
            f'[embedding] model = "{model}" cannot be loaded: {reason}. Name a folder with '
            "a sentence-transformers model in safetensors, a model of huggingface.co that "
            "this machine can reach, or leave the key out for the default"
        ) from error

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = encoder.encode(
            list(texts),
            batch_size=batch,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(rows, dtype=np.float32)

    return encode
