"""A service manager hears that all is well as long as every thread makes progress."""

import json
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.seeing import heart
from bot.seeing.heart import Heart
from bot.seeing.notify import notify, watched
from bot.seeing.pulse import Pulse

FIXED = datetime(2026, 9, 15, tzinfo=UTC)


def until(what: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Scene:
    path: Path
    clock: Clock = field(default_factory=Clock)
    told: list[str] = field(default_factory=list)
    hung: list[tuple[str, ...]] = field(default_factory=list)

    def heart(self, **more) -> Heart:
        self.pulse = Pulse(clock=self.clock)
        return Heart(
            path=self.path,
            version="0.0",
            pulse=self.pulse,
            hung=self.hung.append,
            every=0.02,
            tell=self.told.append,
            clock=self.clock,
            **more,
        )

    def fed_since(self, times: int) -> bool:
        return self.told.count("WATCHDOG=1") > times or bool(self.hung)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(heart.place_of(tmp_path / "bot.db"))


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    place = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        listening.bind(place)
        yield listening, place


def test_a_thread_is_hung_once_it_is_silent_for_longer_than_patience():
    clock = Clock()
    pulse = Pulse(patience=600, clock=clock)
    pulse.beat("pipeline")
    pulse.beat("mailbox imap")
    clock.now += 600
    assert pulse.hung() == ()
    pulse.beat("mailbox imap")
    clock.now += 1
    assert pulse.hung() == ("pipeline",)
    assert pulse.ages() == {"mailbox imap": 1, "pipeline": 601}
    pulse.forgive()
    assert pulse.hung() == ()


def test_a_thread_that_goes_on_is_heard_and_a_stranger_is_not_waited_for():
    clock = Clock()
    pulse = Pulse(clock=clock)

    def said_by(name: str) -> None:
        thread = threading.Thread(target=pulse.goes_on, name=name)
        thread.start()
        thread.join()

    pulse.beat("pipeline")
    clock.now += 599
    said_by("pipeline")
    said_by("asyncio_0")
    clock.now += 599
    assert pulse.ages() == {"pipeline": 599}


def test_what_holds_up_nothing_may_take_an_hour():
    clock = Clock()
    pulse = Pulse(clock=clock, slow=frozenset({"drafting"}))
    pulse.beat("drafting")
    clock.now += 3600
    assert pulse.hung() == ()
    clock.now += 1
    assert pulse.hung() == ("drafting",)


def test_the_heartbeat_says_who_runs_since_when_and_how_it_is(scene: Scene):
    beating = scene.heart(watchdog=0)
    scene.pulse.beat("pipeline")
    beating.slack = "connected"
    beating.start()
    until(scene.path.exists)
    found = heart.read(scene.path)
    beating.stop()
    assert found is not None
    assert (found.pid, found.version, found.slack) == (os.getpid(), "0.0", "connected")
    assert list(found.threads) == ["pipeline"]
    assert found.started_at <= found.written_at
    assert stat.S_IMODE(scene.path.stat().st_mode) == 0o600
    assert [*scene.path.parent.iterdir()] == [scene.path]


def test_it_is_written_when_something_is_new_and_now_and_then(scene: Scene):
    beating = scene.heart(watchdog=0, wall=lambda: FIXED)

    def wrote() -> bool:
        """Say if the file was written by this call."""
        before = scene.path.stat().st_mtime_ns if scene.path.exists() else 0
        beating._write()
        return scene.path.exists() and scene.path.stat().st_mtime_ns != before

    beating.every = 10
    assert wrote()
    scene.clock.now += 9
    beating.slack = "connected"
    assert not wrote()
    scene.clock.now += 1
    assert wrote()
    scene.clock.now += 20
    assert not wrote()
    scene.clock.now += 10
    assert wrote()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"pid": "x"}', '{"pid": 1, "threads": 3}', "\x00"]
)
def test_a_heartbeat_that_cannot_be_read_is_none(scene: Scene, text: str):
    scene.path.write_text(text)
    assert heart.read(scene.path) is None
    scene.path.unlink()
    assert heart.read(scene.path) is None


def test_the_watchdog_is_fed_until_a_thread_hangs(scene: Scene):
    beating = scene.heart(watchdog=0.04)
    scene.pulse.beat("pipeline")
    beating.start()
    assert scene.told[0].startswith("READY=1\n")
    until(lambda: scene.told.count("WATCHDOG=1") > 3)
    for _ in range(40):  # time goes on, and the heart itself is never late
        scene.clock.now += 20
        fed = scene.told.count("WATCHDOG=1")
        until(partial(scene.fed_since, fed))
    until(lambda: scene.hung)
    assert scene.hung == [("pipeline",)]
    fed = len(scene.told)
    time.sleep(0.1)
    assert len(scene.told) == fed
    beating.stop()


def test_a_process_that_was_stopped_as_a_whole_blames_no_thread(scene: Scene):
    beating = scene.heart(watchdog=0)
    scene.pulse.beat("pipeline")
    beating.start()
    until(scene.path.exists)
    scene.clock.now += 3600  # as after SIGSTOP and SIGCONT
    until(lambda: scene.pulse.ages()["pipeline"] == 0)
    beating.stop()
    assert scene.hung == []


def test_a_full_disk_does_not_stop_the_heart(scene: Scene, tmp_path: Path):
    beating = scene.heart(watchdog=0.04)
    beating.path = tmp_path / "none" / "x.heartbeat"
    beating.start()
    until(lambda: scene.told.count("WATCHDOG=1") > 2)
    beating.stop()


def test_the_end_is_announced_and_no_thread_is_blamed_after_it(scene: Scene):
    beating = scene.heart(watchdog=0)
    scene.pulse.beat("pipeline")
    beating.start()
    until(scene.path.exists)
    beating.stopping()
    scene.clock.now += 10_000
    beating.stop()
    assert "STOPPING=1\nSTATUS=stopping" in scene.told
    assert scene.hung == []
    assert json.loads(scene.path.read_text())["pid"] == os.getpid()


def test_words_reach_the_service_manager(manager):
    listening, place = manager
    assert notify("READY=1\nSTATUS=x", {"NOTIFY_SOCKET": place})
    assert listening.recv(100) == b"READY=1\nSTATUS=x"


def test_words_reach_an_abstract_socket():
    name = f"haro-bot-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        listening.bind(f"\0{name}")
        assert notify("WATCHDOG=1", {"NOTIFY_SOCKET": f"@{name}"})
        assert listening.recv(100) == b"WATCHDOG=1"


@pytest.mark.parametrize("place", ["", "/nowhere/at/all", "vsock:2:1", "@"])
def test_nobody_listening_is_no_failure(place: str):
    assert not notify("READY=1", {"NOTIFY_SOCKET": place})


@pytest.mark.parametrize(
    ("variables", "seconds"),
    [
        ({}, 0),
        ({"WATCHDOG_USEC": "30000000"}, 30),
        ({"WATCHDOG_USEC": "x"}, 0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}, 30),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, 0),
    ],
)
def test_the_watchdog_is_only_ours_if_it_says_so(variables: dict[str, str], seconds: int):
    assert watched(variables) == seconds


def test_a_hung_thread_ends_the_process_with_one_line_for_whoever_starts_it_again():
    code = """
import sys, time
from pathlib import Path
from bot.cli import seen
from bot.seeing import logs
from bot.seeing.heart import Heart
from bot.seeing.pulse import Pulse
logs.set_up(sys.stderr)
pulse = Pulse(patience=0.2)
pulse.beat("mailbox imap")
Heart(path=Path(sys.argv[1]), version="0", pulse=pulse, hung=seen._hung, every=0.1).start()
time.sleep(60)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, os.devnull + "/none"],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 1
    assert "ERROR no progress for too long: mailbox imap; ending" in done.stderr
    assert len(done.stderr.splitlines()) == 1
