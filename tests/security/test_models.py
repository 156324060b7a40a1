"""A model is read, never run: weights of another kind are refused before anything loads."""

import json
import pickle
from pathlib import Path

import pytest

from bot.embedding import Embedder
from bot.embedding.trusted import trusted
from bot.embedding.weights import default_folder
from bot.errors import BadInput

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}
]


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


def model(folder: Path, *, weights: str = "model.safetensors", **config: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / weights).write_bytes(b"weights")
    (folder / "config.json").write_text(json.dumps({"model_type": "bert"} | config))
    (folder / "modules.json").write_text(json.dumps(MODULES))
    return folder


def test_the_default_model_and_one_like_it_are_trusted(tmp_path: Path):
    assert trusted(default_folder()) == default_folder()
    folder = model(tmp_path)
    (folder / "pytorch_model.bin").write_bytes(b"the same, unused")
    (folder / "openvino").mkdir()
    (folder / "openvino" / "openvino_model.bin").write_bytes(b"no pickle")
    assert trusted(folder) == folder


@pytest.mark.parametrize("name", ["pytorch_model.bin", "pytorch_model-00001-of-00002.bin"])
@pytest.mark.parametrize("where", ["", "2_Dense"])
def test_pickled_weights_alone_are_refused_with_words(
    tmp_path: Path, name: str, where: str
):
    folder = model(tmp_path / "m") if where else tmp_path / "m"
    (folder / where).mkdir(parents=True)
    (folder / where / name).write_bytes(b"x")
    with pytest.raises(BadInput, match=rf"{name} may be a program.*safetensors"):
        trusted(folder)


def test_code_of_its_own_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="auto_map"):
        trusted(model(tmp_path / "a", auto_map={"AutoModel": "mine.Model"}))
    folder = model(tmp_path / "b")
    (folder / "modules.json").write_text(json.dumps([MODULES[0] | {"type": "os.system"}]))
    with pytest.raises(BadInput, match=r"the module os\.system"):
        trusted(folder)


def test_what_is_no_description_is_left_to_who_loads_it(tmp_path: Path):
    folder = model(tmp_path)
    (folder / "config.json").write_bytes(b"\xff{[")
    (folder / "modules.json").write_text("[" * 100_000)
    (folder / "folder.json").mkdir()
    assert trusted(folder) == folder


@pytest.mark.slow  # starts the child, which loads numpy alone: refused before torch
def test_a_folder_with_a_pickle_never_runs_it(tmp_path: Path):
    pytest.importorskip("torch")
    folder = model(tmp_path / "m", weights="pytorch_model.bin")
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Bomb(tmp_path / "ran")))
    with (
        Embedder(str(folder)) as embedder,
        pytest.raises(BadInput, match="may be a program"),
    ):
        embedder.embed(["a"])
    assert not (tmp_path / "ran").exists()
