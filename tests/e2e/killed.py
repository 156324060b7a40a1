"""Runs haro-bot with a bag of words for a model, and kills itself at one named step.

    python tests/e2e/killed.py run --once --config FILE     (KILL_AT="before:7" and so on)

Steps: ``before:N`` and ``after:N`` the N-th commit, ``posting:N`` before and
``posted:N`` after the N-th message reached Slack. Prints how many steps there were.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from slack_sdk.web.async_client import AsyncWebClient

from bot import mime
from bot.cli import run as haro_bot  # before its module of the same name is loaded
from bot.embedding import Embedder
from bot.slack.app import Workspace
from bot.store.base import Base
from tests import make

counts = {"before": 0, "after": 0, "posting": 0, "posted": 0}


def step(name: str) -> None:
    counts[name] += 1
    if f"{name}:{counts[name]}" == os.environ.get("KILL_AT"):
        os.kill(os.getpid(), signal.SIGKILL)


commit, post = Base.write, AsyncWebClient.chat_postMessage


@contextmanager
def write(self: Base) -> Iterator[Any]:
    with commit(self) as db:
        yield db
        step("before")
    step("after")


async def chat_post(self: AsyncWebClient, **args: Any) -> Any:
    step("posting")
    answer = await post(self, **args)
    step("posted")
    return answer


Base.write = write  # type: ignore[method-assign]
AsyncWebClient.chat_postMessage = chat_post  # type: ignore[method-assign]
Embedder.embed = lambda self, texts: make.embed(list(texts))  # type: ignore[method-assign]
Workspace.__init__.__kwdefaults__.update(pace=0.0, grace=0.3)  # type: ignore[union-attr]

if os.environ.get("POISON"):
    read = mime.read

    def poisoned(raw: bytes, **how: int) -> Any:
        if b"POISON" in raw:
            raise ValueError("poison")
        return read(raw, **how)

    mime.read = poisoned


def run(argv: list[str]) -> int:
    code = haro_bot(argv)
    print("steps", counts["before"], counts["posting"], flush=True)  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
