"""What parent and child say to each other over two pipes: a kind, a length, bytes.

    parent -> child   T: texts, as a JSON list
    child -> parent   R: ready, the model is loaded
                      V: vectors, four bytes of row length, then float32 rows
                      B: bad input that a person must mend, as text
                      E: any other failure, as text

JSON and raw floats only: nothing that is read here can run code.
"""

import json
import struct
from collections.abc import Sequence
from typing import IO

import numpy as np
from numpy.typing import NDArray

TEXTS, READY, VECTORS, BAD, ERROR = b"T", b"R", b"V", b"B", b"E"
_HEAD = struct.Struct("<cQ")
_WIDTH = struct.Struct("<I")
_MOST = 1 << 26  # bytes; what is longer is noise, and would fill the memory


class BrokenTalkError(Exception):
    """The other side went away, or said something that is no frame."""


class NoiseError(BrokenTalkError):
    """The other side is there, and says what is none of ours."""


def send(pipe: IO[bytes], kind: bytes, payload: bytes = b"") -> None:
    try:
        pipe.write(_HEAD.pack(kind, len(payload)) + payload)
        pipe.flush()
    except (OSError, ValueError) as error:  # ValueError: the pipe is closed
        raise BrokenTalkError(str(error)) from error


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Return the next kind and payload; wait for it as long as it takes."""
    kind, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    if kind not in {TEXTS, READY, VECTORS, BAD, ERROR} or length > _MOST:
        raise NoiseError(f"not a frame: {kind!r}, {length} bytes")
    return kind, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    try:
        got = pipe.read(length) if length else b""
    except (OSError, ValueError) as error:
        raise BrokenTalkError(str(error)) from error
    if len(got or b"") != length:
        raise BrokenTalkError("the pipe ended")
    return got


def pack_texts(texts: Sequence[str]) -> bytes:
    whole = [
        text.encode("utf-8", "replace").decode() for text in texts
    ]  # no lone surrogates
    return json.dumps(whole).encode("ascii")


def unpack_texts(payload: bytes) -> list[str]:
    return [str(text) for text in json.loads(payload)]


def pack_rows(rows: NDArray[np.float32]) -> bytes:
    return _WIDTH.pack(rows.shape[1]) + np.ascontiguousarray(rows, dtype="<f4").tobytes()


def unpack_rows(payload: bytes) -> NDArray[np.float32]:
    """Return the rows; raise NoiseError for bytes that are none."""
    try:
        (width,) = _WIDTH.unpack_from(payload)
        flat = np.frombuffer(payload, dtype="<f4", offset=_WIDTH.size)
        return flat.reshape(-1, width).astype(np.float32)
    except (struct.error, ValueError) as error:
        raise NoiseError(f"no vectors: {error}") from error
