"""Laws of the parent's side, against small stand-ins for the child."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from bot.embedding import Embedder
from bot.errors import BadInput, TryLater

ROOT = Path(__file__).parent.parent.parent
FAKE = """
import sys, time, numpy as np
from bot.embedding import wire
say = sys.stdout.buffer
{first}
wire.send(say, wire.READY)
while True:
    texts = wire.unpack_texts(wire.receive(sys.stdin.buffer)[1])
    {then}
    wire.send(say, wire.VECTORS, wire.pack_rows(np.array([[len(t), 1.0] for t in texts])))
"""


def fake(first: str = "", then: str = "pass", **options) -> Embedder:
    code = FAKE.format(first=first, then=then)
    return Embedder(engine="numpy", command=[sys.executable, "-c", code], **options)


def gone(pid: int, within: float = 5) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return True
        if stat.rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def pid(embedder: Embedder) -> int:
    assert embedder._child
    return embedder._child.process.pid


def test_rows_come_in_the_order_of_the_texts_and_doubles_are_asked_once():
    with fake() as embedder:
        rows = embedder.embed(["aaa", "b", "aaa", "cc"])
    assert rows[:, 0].tolist() == [3, 1, 3, 2]
    assert rows.dtype == np.float32


def test_more_texts_than_one_request_holds_come_back_whole():
    texts = ["x" * n for n in range(200)]
    with fake() as embedder:
        assert embedder.embed(texts)[:, 0].tolist() == list(range(200))


def test_no_texts_need_no_child():
    with fake(first="raise SystemExit") as embedder:
        assert embedder.embed([]).shape[0] == 0


def test_a_child_that_dies_is_try_later_and_the_next_call_starts_another():
    with fake() as embedder:
        embedder.embed(["a"])
        first = pid(embedder)
        os.kill(first, 9)
        assert embedder._child
        embedder._child.process.wait()
        assert embedder.embed(["ab"])[0, 0] == 2
        assert pid(embedder) != first


def test_what_the_child_said_last_is_in_the_message():
    with fake(then="raise ValueError('no memory left')") as embedder:
        with pytest.raises(TryLater, match="no memory left"):
            embedder.embed(["a"])
        assert embedder._child is None


def test_a_child_that_hangs_is_ended():
    with (
        fake(then="time.sleep(60)", work_limit=0.3) as embedder,
        pytest.raises(TryLater, match="took too long"),
    ):
        embedder.embed(["a"])


def test_a_load_that_hangs_is_ended():
    with (
        fake(first="time.sleep(60)", load_limit=0.3) as embedder,
        pytest.raises(TryLater, match="took too long"),
    ):
        embedder.embed(["a"])


def test_what_a_person_must_mend_is_bad_input():
    first = "wire.send(say, wire.BAD, b'[embedding] model: mend me'); raise SystemExit"
    with fake(first=first) as embedder, pytest.raises(BadInput, match="mend me"):
        embedder.embed(["a"])


def test_noise_instead_of_a_frame_is_try_later():
    noise = "say.write(b'hello, I am a library' * 9); say.flush()"
    with fake(first=noise) as embedder, pytest.raises(TryLater):
        embedder.embed(["a"])


def test_an_idle_child_ends_by_itself():
    with fake(idle_seconds=0.3) as embedder:
        embedder.embed(["a"])
        child = pid(embedder)
        assert gone(child)
        assert embedder.embed(["ab"])[0, 0] == 2


def test_rest_leaves_a_busy_child_alone_and_says_so():
    with fake(idle_seconds=60) as embedder:
        embedder.embed(["a"])
        assert not embedder.rest()


def test_close_ends_a_child_in_the_middle_of_its_work():
    embedder = fake(then="time.sleep(60)")
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            embedder.embed(["a"])
        except TryLater as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while embedder._child is None or not embedder._child.ready:
        time.sleep(0.01)
    started = time.monotonic()
    embedder.close()
    asking.join()
    assert time.monotonic() - started < 3
    assert "shut down" in str(errors[0])
    with pytest.raises(TryLater):
        embedder.embed(["a"])


def test_several_threads_each_get_their_own_rows():
    wrong: list[int] = []

    def ask(n: int) -> None:
        rows = embedder.embed(["x" * (n * 10 + i) for i in range(9)])
        if rows[:, 0].tolist() != [n * 10 + i for i in range(9)]:
            wrong.append(n)

    with fake() as embedder:
        threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not wrong


def test_the_child_never_sees_our_secrets(monkeypatch):
    monkeypatch.setenv("BOT_SLACK__BOT_TOKEN", "xoxb-secret")
    first = "import os; assert not [k for k in os.environ if k.startswith('BOT_')]"
    with fake(first=first) as embedder:
        assert embedder.embed(["a"]).shape == (1, 2)


def test_the_name_is_known_without_a_child_and_tells_engines_apart():
    assert Embedder(engine="numpy").name == "numpy:all-MiniLM-L6-v2"
    other = Embedder("BAAI/bge-small-en-v1.5", engine="sentence-transformers")
    assert other.name == "sentence-transformers:BAAI/bge-small-en-v1.5"


def test_a_folder_whose_weights_changed_gets_another_name(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"one")
    before = Embedder(str(tmp_path), engine="sentence-transformers").name
    (tmp_path / "model.safetensors").write_bytes(b"other")
    assert Embedder(str(tmp_path), engine="sentence-transformers").name != before


def test_another_model_without_torch_is_refused_with_the_cure():
    with pytest.raises(BadInput, match=r"\[embedding\] model .* torch"):
        Embedder("BAAI/bge-small-en-v1.5", engine="numpy")


def test_the_parent_imports_nothing_heavy():
    code = (
        "import sys, bot.embedding, bot.matching, bot.pitching; bot.embedding.Embedder();"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'tokenizers'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("stage", ["idle", "loading"])
def test_the_child_dies_with_its_parent_even_by_kill_9(stage):
    code = (
        "import time; from bot.embedding import Embedder; e = Embedder(engine='numpy');"
        + ("e.embed(['a']);" if stage == "idle" else "e.warm();")
        + "print(e._child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE
    )
    with parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    assert gone(child)
