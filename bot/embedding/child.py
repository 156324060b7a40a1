"""The process that holds the model: `python -m bot.embedding.child ENGINE MODEL BATCH`.

It reads texts on stdin and writes vectors on stdout until stdin ends. Stdin is read
by a thread of its own, so that the child dies at once when its parent does, even in
the middle of loading.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import IO

import numpy as np
from numpy.typing import NDArray

from bot.embedding import bert, reference, wire
from bot.errors import BadInput


def main(engine: str, model: str, batch: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up between the vectors
    asked: queue.Queue[list[str]] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    try:
        encode = _load(engine, model, batch)
    except BadInput as error:
        wire.send(answers, wire.BAD, str(error).encode("utf-8", "replace"))
        return
    wire.send(answers, wire.READY)
    while True:
        texts = asked.get()
        wire.send(answers, wire.VECTORS, wire.pack_rows(encode(texts)))


def _load(
    engine: str, model: str, batch: int
) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    return bert.load(batch) if engine == "numpy" else reference.load(model, batch)


def _listen(pipe: IO[bytes], asked: queue.Queue[list[str]]) -> None:
    try:
        while True:
            _, payload = wire.receive(pipe)
            asked.put(wire.unpack_texts(payload))
    except wire.BrokenTalkError:
        os._exit(0)  # the parent is gone or wants no more


if __name__ == "__main__":
    status = 0
    try:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    except wire.BrokenTalkError:
        pass  # nobody is left to tell
    except Exception:  # noqa: BLE001 (the parent reads the last line of stderr)
        traceback.print_exc()
        status = 1
    sys.stderr.flush()
    os._exit(status)  # the listening thread holds stdin; an orderly end would wait for it
