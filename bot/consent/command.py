"""An access token printed by a program of the user's own."""

import logging
import os
import re
import selectors
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import TryLater

log = logging.getLogger(__name__)

LIMIT = 30.0  # seconds
MOST_BYTES = 64_000  # of either output; a token has 3,000 at most
_TICK = 0.05
_TOKEN = re.compile(r"[!-~]{1,16000}")
_SECRET = re.compile(r"[A-Za-z0-9+/_=~.-]{24,}|[^\s@<>]+@[^\s@<>]+")  # tokens, addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A program and its arguments; no shell. The first line it prints is the token."""

    name: str  # of the mailbox
    words: tuple[str, ...]
    folder: Path  # it runs there
    limit: float = LIMIT

    def token(self, fresh: bool) -> str:  # noqa: ARG002, FBT001 (run anew each time)
        """Run it and return the token. Raises TryLater, without what it printed there."""
        try:
            # what else we know is none of its business
            known = {k: v for k, v in os.environ.items() if not k.startswith("BOT_")}
            process = subprocess.Popen(
                self.words,
                cwd=self.folder,
                env=known,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not a program's name"
            raise TryLater(
                f"{self._what} cannot be started: {self.words[0]}: {reason}"
            ) from None
        with process:
            try:
                out, err = self._heard(process)
            except BaseException:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise
        return self._token(process.returncode, out, err)

    @property
    def _what(self) -> str:
        return f"mailbox {self.name}: token_command"

    def _heard(self, process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
        """Return what it printed until it ended; children that stay on are let be."""
        heard: dict[str, bytearray] = {"out": bytearray(), "err": bytearray()}
        end = time.monotonic() + self.limit
        with selectors.DefaultSelector() as pipes:
            for pipe, name in ((process.stdout, "out"), (process.stderr, "err")):
                assert pipe is not None  # noqa: S101 (asked for above)
                pipes.register(pipe, selectors.EVENT_READ, name)
            while pipes.get_map() or process.poll() is None:
                ended = process.poll() is not None
                ready = pipes.select(0 if ended else _TICK)
                if ended and not ready:
                    break
                for key, _ in ready:
                    _read(pipes, key, heard[key.data])
                if max(map(len, heard.values())) > MOST_BYTES:
                    raise TryLater(f"{self._what} prints without an end")
                if time.monotonic() > end:
                    raise TryLater(f"{self._what} did not end within {self.limit:.0f} s")
        return bytes(heard["out"]), bytes(heard["err"])

    def _token(self, code: int, out: bytes, err: bytes) -> str:
        token = (out.splitlines() or [b""])[0].decode("utf-8", "replace").strip()
        said = _without_secrets(err.decode("utf-8", "replace"), token)
        for line in said:
            log.log(logging.WARNING if code else logging.DEBUG, "%s: %s", self._what, line)
        if code:
            last = f": {said[-1]}" if said else ""
            ended = f"ended with code {code}" if code > 0 else f"was killed by {-code}"
            raise TryLater(f"{self._what} {ended}{last}")
        if not token:
            raise TryLater(
                f"{self._what} printed nothing; its first line must be the token"
            )
        if not _TOKEN.fullmatch(token):
            raise TryLater(
                f"{self._what}: its first line is no token; print nothing before it"
            )
        return token


def _read(
    pipes: selectors.BaseSelector, key: selectors.SelectorKey, into: bytearray
) -> None:
    pipe = key.fileobj
    data = os.read(pipe if isinstance(pipe, int) else pipe.fileno(), 65536)
    if data:
        into += data
    else:
        pipes.unregister(pipe)


def _without_secrets(text: str, token: str) -> list[str]:
    if token:
        text = text.replace(token, "***")
    lines = ("".join(c if c.isprintable() else " " for c in x) for x in text.splitlines())
    return [_SECRET.sub("***", line).strip()[:300] for line in lines if line.strip()][-5:]
