"""The parent's side: starts the child when there is work and ends it when idle."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, Self

import numpy as np
from numpy.typing import NDArray

from bot.embedding import made, wire
from bot.embedding.suspects import Deadly, Suspects
from bot.embedding.weights import (
    DEFAULT_MODEL,
    cache_name,
    has_torch,
    is_default,
    needs_network,
)
from bot.errors import BadInput, TryLater

_HARMLESS = "Is there anybody who can answer a question?"
ROOT = Path(__file__).parent.parent.parent
_LAST = 10_000  # bytes of what a child says of itself that are looked at
AT_ONCE = 64  # texts in one request: a stop or a hang is noticed between two
_QUIET = {
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "OPENBLAS_NUM_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}

Engine = Literal["auto", "sentence-transformers", "numpy"]


class Embedder:
    """Turns texts into unit vectors; safe to use from several threads."""

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        idle_seconds: float = 30,
        batch: int = 8,
        engine: Engine = "auto",
        load_limit: float = 180,
        work_limit: float = 90,  # with the load, under the 5 minutes of a silent thread
        command: Sequence[str] = (),  # for tests: another child
        made_before: bool = True,  # take vectors of `made` where there are
    ) -> None:
        if engine == "auto":
            engine = "sentence-transformers" if has_torch() else "numpy"
        if engine == "numpy" and not is_default(model):
            raise BadInput(
                f'[embedding] model = "{model}" needs torch, which is not installed: '
                f"install it (see README) or leave the key out for {DEFAULT_MODEL}"
            )
        self.name = cache_name(engine, model)
        made_here = made_before and is_default(model) and not command
        self._made = made.vectors() if made_here else {}
        self._command = list(command) or [
            *(sys.executable, "-P", "-m", "bot.embedding.child"),
            *(engine, model, str(batch)),
        ]
        self._offline = not needs_network(model)
        self._idle = idle_seconds
        self._load_limit = load_limit
        self._work_limit = work_limit
        self._lock = threading.RLock()
        self._suspects = Suspects()
        self._child: _Child | None = None
        self._used = 0.0
        self._closed = False
        self.answered: Callable[[], object] = lambda: None  # called after each request

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each text; the same text is encoded once.

        Raises TryLater where the process ends or hangs, `Deadly` where it does so for one
        text again and again: the others can be asked for without it.
        """
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return np.zeros((0, 0), dtype=np.float32)
        known = {
            t: self._made[made.name(t)] for t in distinct if made.name(t) in self._made
        }
        wanted = [text for text in distinct if text not in known]
        with self._lock:
            self._spare(wanted)
            requests = list(self._suspects.requests(wanted, AT_ONCE))
        for some in requests:
            with self._lock:
                known |= zip(some, self._ask(some), strict=True)
            self.answered()
        return np.stack([known[text] for text in texts])

    def warm(self) -> None:
        """Start loading the model, without waiting for it."""
        with self._lock:
            self._start()

    def rest(self) -> bool:
        """End the child if it has been idle long enough; say whether none is left."""
        with self._lock:
            if self._child and time.monotonic() - self._used >= self._idle:
                self._stop()
            return self._child is None

    def close(self) -> None:
        """End the child now, also in the middle of work; later calls raise TryLater."""
        self._closed = True
        child = self._child
        if child:
            child.process.kill()  # whoever waits for it holds the lock, and is let go
        with self._lock:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _spare(self, texts: Sequence[str]) -> None:
        """Raise `Deadly` for a text that ends the process, once another text does not."""
        for text in self._suspects.strong(texts):
            if not self._suspects.deadly(text):
                self._ask([_HARMLESS])  # else it is the model that does not work
                try:
                    self._ask([text])
                    continue
                except TryLater:
                    self._suspects.prove(text)
            raise Deadly(
                "the embedding model's process ends whenever it is asked for one of the"
                f" texts ({len(text)} characters)"
            )

    def _ask(self, texts: list[str]) -> NDArray[np.float32]:
        child = self._start()
        try:
            if not child.ready:
                with child.at_most(self._load_limit):
                    _expect(child, wire.READY)
                child.ready = True
            with child.at_most(self._work_limit):
                wire.send(child.stdin, wire.TEXTS, wire.pack_texts(texts))
                rows = wire.unpack_rows(_expect(child, wire.VECTORS))
        except wire.BrokenTalkError as error:
            if isinstance(error, wire.NoiseError):
                child.process.kill()
                told = f"it said {error}"
            else:
                told = child.last_words()
            slow = child.too_slow
            if child.ready and not self._closed:
                self._suspects.died(texts)
            self._stop()
            if self._closed:
                raise TryLater("the embedding model is being shut down") from error
            reason = "took too long and was ended" if slow else f"ended: {told}"
            raise TryLater(f"the embedding model's process {reason}", after=5) from error
        except BadInput:
            self._stop()
            raise
        if len(rows) != len(texts) or not np.isfinite(rows).all():
            self._stop()
            raise TryLater(
                f"the embedding model's process answered {len(texts)} texts with"
                f" {len(rows)} vectors, or with what is no number",
                after=5,
            )
        self._suspects.lived(texts)
        self._used = time.monotonic()
        return rows

    def _start(self) -> "_Child":
        if self._closed:
            raise TryLater("the embedding model is being shut down")
        if self._child and self._child.process.poll() is not None:
            self._stop()
        if not self._child:
            self._used = time.monotonic()
            self._child = _Child(self._command, self._environment())
            threading.Thread(target=self._watch, args=(self._child,), daemon=True).start()
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()

    def _watch(self, child: "_Child") -> None:
        """End this child once nobody has asked for anything for a while."""
        while not child.ended.wait(max(0.05, self._used + self._idle - time.monotonic())):
            with self._lock:
                if self._child is not child or self.rest():
                    return

    def _environment(self) -> dict[str, str]:
        mine = {k: v for k, v in os.environ.items() if not k.startswith("BOT_")}  # secrets
        path = os.pathsep.join(filter(None, [str(ROOT), mine.get("PYTHONPATH", "")]))
        offline = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
        return mine | _QUIET | (offline if self._offline else {}) | {"PYTHONPATH": path}


class _Child:
    """One running child and its pipes."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.ready = False
        self.too_slow = False
        self.ended = threading.Event()
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (ours to close)
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env=environment,
            )
        except OSError as error:
            self._stderr.close()
            raise TryLater(f"cannot start the embedding process: {error}") from error
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Kill the child when the work inside takes longer: the pipes then end."""
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self.too_slow = True
        self.process.kill()

    def last_words(self) -> str:
        """Return the last line the child wrote about itself, or its exit status."""
        try:
            status = self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "no answer"
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - _LAST))
        lines = self._stderr.read(_LAST).decode("utf-8", "replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        if status == -signal.SIGKILL:
            said = f"killed, perhaps because memory ran out {said}".rstrip()
        return said[:300] or f"exit status {status}"

    def end(self) -> None:
        self.ended.set()
        for pipe in (self.stdin, self.stdout):
            try:
                pipe.close()
            except OSError:  # unsent bytes for a process that is gone
                continue
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._stderr.close()


def _expect(child: _Child, wanted: bytes) -> bytes:
    kind, payload = wire.receive(child.stdout)
    if kind == wanted:
        return payload
    said = payload.decode("utf-8", "replace")
    if kind == wire.BAD:
        raise BadInput(said)
    raise wire.NoiseError(said[:300])
