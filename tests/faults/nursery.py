"""Starts workers in a tenth of a second: loads the program once, forks for each life.

    with Nursery() as nursery:
        life = nursery.start(["run", "--config", "FILE"], env, log)
        life.kill()

As a program it is the process that forks, single-threaded so that forking is safe. It
reads one JSON request a line and writes one JSON answer a line. A life runs what
`tests/e2e/killed.py` makes of haro-bot: a bag of words for a model, no pauses between
messages, an end at KILL_AT. TIMES in a life's environment, JSON of `module.NAME` or
`module.Class.field` to seconds, scales the program's own limits down.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]


class Life:
    """One worker. ``code`` is its exit code once it has ended, minus a signal's number."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        self.pid = pid
        self.code: int | None = None
        self._nursery = nursery

    def ended(self) -> bool:
        if self.code is None:
            self.code = self._nursery.ask(do="poll", pid=self.pid)
        return self.code is not None

    def wait(self, seconds: float = 120.0) -> int:
        end = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > end:
                raise AssertionError(f"a worker did not end within {seconds} s")
            time.sleep(0.02)
        assert self.code is not None
        return self.code

    def signal(self, number: int) -> None:
        if not self.ended():  # until it is asked for, its pid stays taken
            os.kill(self.pid, number)

    def kill(self) -> bool:
        """End it with `kill -9`; say if it was still alive."""
        self.signal(signal.SIGKILL)
        return self.wait(20.0) == -signal.SIGKILL

    def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return self.wait(20.0)


class Nursery:
    """The test's side. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lives: list[Life] = []
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
            text=True,
        )

    def start(self, argv: list[str], env: dict[str, str], log: Path) -> Life:
        """Fork a worker; what it prints is added to ``log``."""
        life = Life(self, self.ask(do="start", argv=argv, env=env, log=str(log)))
        self._lives = [one for one in self._lives if one.code is None] + [life]
        return life

    def ask(self, **request: Any) -> Any:
        with self._lock:
            if self._process.stdin is None or self._process.stdout is None:
                raise AssertionError
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise AssertionError("the nursery ended")
        return json.loads(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for life in self._lives:
            life.kill()
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(20)
        if self._process.stdout:
            self._process.stdout.close()


# -------------------------------------------------------------- the process that forks


def scale(times: dict[str, float]) -> None:
    """Set the program's limits; a name that is not there is an error."""
    for name, seconds in times.items():
        place, _, last = name.rpartition(".")
        if place.rpartition(".")[2][:1].isupper():
            module, _, kind = place.rpartition(".")
            defaults = getattr(import_module(module), kind).__init__.__kwdefaults__
            defaults[last] = seconds + 0 * defaults[last]
        else:
            module_ = import_module(place)
            setattr(module_, last, seconds + 0 * getattr(module_, last))


def live(argv: list[str], env: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(env)
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, target in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(number, target)
    code = 70
    try:
        scale(json.loads(env.get("TIMES", "{}")))
        code = import_module("tests.e2e.killed").run(argv)
    except BaseException:  # noqa: BLE001 (a fork must never go on as its parent)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def load() -> None:
    """Load what a worker loads on its way to the first card."""
    for module in ("tests.e2e.killed", "bot.cli.run", "aiohttp.client", "slack_bolt"):
        import_module(module)
    make = import_module("tests.make")
    import_module("bot.matching").rank([make.query()], make.profile(), make.embed)
    gc.freeze()


def main() -> None:
    load()
    for line in sys.stdin:
        request = json.loads(line)
        if request.pop("do") == "start":
            answer: int | None = os.fork()
            if answer == 0:
                live(**request)
        else:
            pid, status = os.waitpid(request["pid"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
