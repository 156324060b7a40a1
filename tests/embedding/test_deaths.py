"""Whatever ends or hangs the model's process: no text is lost, none stops others."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from bot.embedding import Deadly, Embedder, wire
from bot.errors import TryLater
from tests.embedding.test_embedder import ROOT, fake, gone, pid

KILLED_BY_BAD = "if 'bad' in texts: import os; os.kill(os.getpid(), 9)"
HUNG_BY_BAD = "if 'bad' in texts: import os; os.kill(os.getpid(), 19)"
TEXTS = [*(f"text {n}" for n in range(40)), "bad", *(f"more {n}" for n in range(40))]


def until_done(embedder: Embedder, texts: Sequence[str], most: int) -> int:
    """Ask as the worker does, again and again; return how often it failed."""
    for failed in range(most + 1):
        try:
            rows = embedder.embed(texts)
        except TryLater:
            continue
        assert rows[:, 0].tolist() == [len(text) for text in texts]
        return failed
    raise AssertionError(f"failed {most + 1} times")


@contextmanager
def meanwhile(do: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=do)
    thread.start()
    yield
    thread.join()


def at_work(embedder: Embedder) -> int:
    """Wait until the child is asked something; return its number."""
    end = time.monotonic() + 20
    while embedder._child is None or not embedder._child.ready:
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(0.05)
    return pid(embedder)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP])
def test_a_child_killed_or_stopped_at_its_work_is_replaced_and_asked_again(
    number, tmp_path
):
    once = f"import os; first = not os.path.exists({str(tmp_path / 'x')!r})"
    slow = f"open({str(tmp_path / 'x')!r}, 'w').close(); time.sleep(30 if first else 0)"
    with (
        fake(first=once, then=slow, work_limit=2) as embedder,
        meanwhile(lambda: os.kill(at_work(embedder), number)),
    ):
        assert until_done(embedder, ["a", "bb"], 1) == 1


def test_between_two_requests_it_is_said_that_work_goes_on():
    with fake() as embedder:
        heard: list[str] = []
        embedder.answered = lambda: heard.append(threading.current_thread().name)
        embedder.embed([f"text {number}" for number in range(150)])
    assert heard == [threading.current_thread().name] * 3


def test_a_child_that_was_killed_says_so_in_words():
    with (
        fake(then=KILLED_BY_BAD) as embedder,
        pytest.raises(TryLater, match="killed, perhaps because memory ran out"),
    ):
        embedder.embed(["bad"])


def test_a_child_that_dies_at_every_start_is_try_later_for_ever_and_blames_no_text():
    with fake(first="raise SystemExit(3)") as embedder:
        for _ in range(5):
            with pytest.raises(TryLater, match="exit status 3"):
                embedder.embed(["a"])


@pytest.mark.parametrize(
    ("bad", "limit"), [(KILLED_BY_BAD, 60), (HUNG_BY_BAD, 0.6)], ids=["killed", "hung"]
)
def test_a_text_that_ends_the_child_is_found_after_three_deaths_and_stops_no_other(
    bad: str, limit: float
):
    with fake(then=bad, work_limit=limit) as embedder:
        deaths = 0
        while deaths < 3:
            with pytest.raises(TryLater):
                embedder.embed(TEXTS)
            deaths += 1
        with pytest.raises(Deadly, match="3 characters"):
            embedder.embed(TEXTS)
        assert until_done(embedder, [text for text in TEXTS if text != "bad"], 0) == 0
        child = pid(embedder)
        with pytest.raises(Deadly):
            embedder.embed(["one", "bad"])
        assert pid(embedder) == child, "it costs no further child"


def test_a_child_that_ends_four_times_by_chance_makes_no_text_deadly(tmp_path):
    left = tmp_path / "left"
    left.write_text("4")
    dying = (
        f"n = int(open({str(left)!r}).read()); open({str(left)!r}, 'w').write(str(n - 1));"
        " n > 0 and __import__('os').kill(__import__('os').getpid(), 9)"
    )
    with fake(then=dying) as embedder:
        assert until_done(embedder, ["a", "bb", "ccc"], 4) == 4
        assert until_done(embedder, ["a", "bb", "ccc"], 0) == 0


def test_where_no_text_works_none_is_called_deadly():
    with fake(then="raise MemoryError") as embedder:
        for _ in range(6):
            with pytest.raises(TryLater, match="MemoryError"):
                embedder.embed(["a"])


def test_a_child_without_memory_is_try_later():
    code = "resource.setrlimit(resource.RLIMIT_AS, (400_000_000,) * 2)"
    hungry = "bytearray(600_000_000)"
    with (
        fake(first=f"import resource; {code}", then=hungry) as embedder,
        pytest.raises(TryLater, match="MemoryError"),
    ):
        embedder.embed(["a"])
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 400_000_000


NOISE = {
    "words": "say.write(b'hello, I am a library' * 9)",
    "a length of a gigabyte": "say.write(b'V' + (1 << 30).to_bytes(8, 'little'))",
    "no vectors": "wire.send(say, wire.VECTORS, b'abc')",
    "half a row": "wire.send(say, wire.VECTORS, (4).to_bytes(4, 'little') + b'12345678')",
    "rows without width": "wire.send(say, wire.VECTORS, bytes(4) + b'1234')",
    "no numbers": "wire.send(say, wire.VECTORS, wire.pack_rows(np.array([[np.nan, 1.0]])))",
    "ready again": "wire.send(say, wire.READY)",
    "too many": "wire.send(say, wire.VECTORS, wire.pack_rows(np.ones((2, 2))))",
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE.keys())
def test_noise_at_its_work_is_try_later_and_the_child_is_replaced(noise: str):
    with fake(then=f"{noise}; say.flush()") as embedder:
        with pytest.raises(TryLater):
            embedder.embed(["a"])
        assert embedder._child is None


@pytest.mark.parametrize("payload", [b"", b"abc", bytes(4) + b"1234"])
def test_bytes_that_are_no_rows_are_broken_talk(payload: bytes):
    with pytest.raises(wire.BrokenTalkError):
        wire.unpack_rows(payload)


def test_a_child_at_its_work_dies_with_its_parent_by_kill_9():
    """With the real child: it ends as its pipe does, in the middle of a text."""
    code = (
        "import threading, time; from bot.embedding import Embedder;"
        "e = Embedder(engine='numpy', made_before=False); e.embed(['a']);"
        "print(e._child.process.pid, flush=True);"
        "e.embed([f'word {n} ' * 300 for n in range(64)])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        time.sleep(0.1)
        assert parent.poll() is None
        parent.kill()
    assert gone(child)
