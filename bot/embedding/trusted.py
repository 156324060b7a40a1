"""What a model's folder must not hold: weights that are programs, and programs."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.errors import BadInput

PICKLED = "pytorch_model*.bin"  # what a loader falls back to without safetensors
OURS = "sentence_transformers."  # whose classes a modules.json may name
_LARGEST = 1_000_000  # bytes of a description that is looked into


def trusted(folder: Path) -> Path:
    """Return a folder whose model is read and never run.

    Raises `BadInput` where weights are pickled (unpickling runs what a file says) and where
    a description names code of its own.
    """
    for said in _faults(folder):
        raise BadInput(
            f"[embedding] model: {folder}: {said}. Only weights in safetensors and modules"
            " of sentence-transformers are loaded; name a model of that kind, or leave the"
            " key out for the default"
        )
    return folder


def _faults(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob(PICKLED)):
        if not any(file.parent.glob("*.safetensors")):  # where both are, those are taken
            yield f"{file.relative_to(folder)} may be a program (pickled weights)"
    for file in sorted(folder.rglob("*.json")):
        if file.is_file():
            yield from (f"{file.relative_to(folder)} names {code}" for code in _code(file))


def _code(file: Path) -> Iterator[str]:
    """Yield the code of its own that a description names."""
    if file.stat().st_size > _LARGEST:  # a vocabulary
        return
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return  # whoever loads the model says so
    if isinstance(told, dict) and told.get("auto_map"):
        yield "code of its own (auto_map)"
    if file.name == "modules.json" and isinstance(told, list):
        kinds = [str(one.get("type")) for one in told if isinstance(one, dict)]
        yield from (f"the module {kind}" for kind in kinds if not kind.startswith(OURS))
