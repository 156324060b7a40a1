"""Base64, hex and noise in a text: found and decoded, by offsets."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.invisible import SHORTEST, readable

SHORTEST_RUN = 24  # characters of a run that is looked at
LONGEST_RUN = 2000
OPAQUE = 60  # an undecodable run from this length on is flagged
_VARIETY = 7  # different letters that a base64 run has at least
_GLUED = 16  # letters of a neighbouring word that may stick to either end of a run

_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,200}")
_WEB = re.compile(r"https?://\S+|www\.\S+")  # the same where there is no address
_RUN = re.compile(rf"[A-Za-z0-9+/_-]{{{SHORTEST_RUN},{LONGEST_RUN}}}={{0,2}}")
_PIECES = re.compile(
    r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,200}(?:\s{1,3}[A-Za-z0-9+/_-]{16,200}){0,30}"
    r"\s{1,3}[A-Za-z0-9+/_-]{2,200}={0,2}"
)
_HEX = re.compile(rf"[0-9a-fA-F]{{{SHORTEST_RUN},}}")
_BYTES = re.compile(  # "49 66 20 75", "0x49, 0x66" or "\\x49\\x66", twelve and more
    r"(?<![\w\\])(?:(?:0x)?[0-9a-fA-F]{2}(?:[,:;]\s?|\s{1,2})){11,2000}(?:0x)?[0-9a-fA-F]{2}"
    r"(?!\w)|(?:(?:\\x|\\u00|%)[0-9a-fA-F]{2}\s{0,2}){11,2000}(?:\\x|\\u00|%)[0-9a-fA-F]{2}"
)
_LIKE_BYTES = re.compile(r"[0-9a-fA-F]{2}(?:[,:;\s%\\][\s0xu%\\]{0,6}[0-9a-fA-F]{2}){5}")
_NO_DIGITS = bytes(n for n in range(256) if not 48 <= n <= 57)  # noqa: PLR2004 ("0" to "9")
_RUN_LETTERS = bytes(  # the letters of a run as they are, spaces for all else
    n if chr(n).isascii() and (chr(n).isalnum() or chr(n) in "+/_-") else 32
    for n in range(256)
)
SHORTEST_PIECE = 16  # letters of the shortest piece that `_PIECES` and `_RUN` begin with
_SHORTEST_SPELT = 35  # characters of twelve bytes written one by one
_FEWEST_DIGITS = 4
_BYTE = re.compile(r"(?:0x|\\x|\\u00|%)?([0-9a-fA-F]{2})")
_STOPS = ".,;:!?"
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 may begin with


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A decoded stretch of a text, by offsets into it."""

    kind: str
    text: str
    start: int
    end: int


def blobs(text: str, *, spelt: bool, run: bool) -> list[Blob]:
    """Return what stands in a text in code, in order, as far as `may_hide` said.

    Links and addresses are never looked into.
    """
    seen = _LINK.sub(_mask, text) if "@" in text else _WEB.sub(_mask, text)
    if run and not (run := _has_run(seen)) and not spelt:
        return []
    found: list[Blob] = []
    if spelt and _LIKE_BYTES.search(seen):
        found = [blob for bytes_ in _BYTES.finditer(seen) if (blob := _spelt(bytes_))]
        seen = _masked(seen, found)
    for pattern in (_PIECES, _RUN) if run else ():
        spans = [one.span() for one in pattern.finditer(seen)]
        new = [blob for span in spans if (blob := _look_into(text, *span))]
        seen = _masked(seen, new)
        found += new
    return sorted(found, key=lambda blob: blob.start)


def may_hide(text: str) -> tuple[bool, bool]:
    """Whether text could hold bytes written one by one; and a run of letters.

    Every letter in UTF-8 that is spelt in hex has a digit in it or beside it.
    """
    words = map(len, text.split()) if len(text) >= SHORTEST_PIECE else ()
    run = max(words, default=0) >= SHORTEST_PIECE
    if len(text) < _SHORTEST_SPELT:
        return False, run
    digits = text.encode("utf-8", "replace").translate(None, _NO_DIGITS)
    return len(digits) >= _FEWEST_DIGITS, run


def _has_run(seen: str) -> bool:
    """Whether letters of a run stand side by side in a text without its links."""
    pieces = seen.encode("ascii", "replace").translate(_RUN_LETTERS).split()
    return max(map(len, pieces), default=0) >= SHORTEST_PIECE


def _mask(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _masked(seen: str, blobs: Sequence[Blob]) -> str:
    """Return seen with NULs for every letter of the blobs, which stand in order."""
    kept, at = [], 0
    for blob in blobs:
        kept += [seen[at : blob.start], "\0" * (blob.end - blob.start)]
        at = blob.end
    return "".join(kept) + seen[at:] if blobs else seen


def without(text: str, blobs: Sequence[Blob]) -> str:
    """Take the blobs out, the last one first; words on either side stay apart."""
    kept: list[str] = []  # none of them empty, from the end
    stop = len(text)
    for blob in reversed(blobs):
        kept += filter(None, (text[blob.end : stop],))
        stop = blob.start
        if not stop or text[stop - 1].isspace():
            if kept and kept[-1][0] == " ":
                kept += filter(None, (kept.pop()[1:],))
        elif kept and not kept[-1][0].isspace() and kept[-1][0] not in _STOPS:
            kept.append(" ")
    return text[:stop] + "".join(reversed(kept))


def _look_into(text: str, start: int, end: int) -> Blob | None:
    """Decode what stands between start and end, white space in it left out."""
    places = [i for i in range(start, end) if not text[i].isspace()]
    run = "".join(text[i] for i in places)
    best = max(
        (found for way in (_hex, _base64) for found in way(run)),
        key=lambda blob: (_whole(blob.text), len(blob.text)),
        default=None,
    )
    if best is not None:
        last = places[best.end - 1] + 1
        return Blob(kind=best.kind, text=best.text, start=places[best.start], end=last)
    if len(places) == end - start and _is_noise(run):
        return Blob(kind="opaque", text="", start=start, end=end)
    return None


def _whole(text: str) -> int:
    """How much text looks like whole sentences: a letter too many spoils either end."""
    end = 2 if text[-1:] in {".", "!", "?", '"', ")"} else int(text[-1:].isalnum())
    return int(text[:1].isupper()) + end


def _spelt(found: re.Match[str]) -> Blob | None:
    """Decode bytes written one by one."""
    said = readable(bytes.fromhex("".join(_BYTE.findall(found[0]))))
    return (
        Blob(kind="hex", text=said, start=found.start(), end=found.end()) if said else None
    )


def _hex(run: str) -> Iterable[Blob]:
    for found in _HEX.finditer(run):
        digits = found[0]
        for a in range(min(_GLUED, len(digits))):
            for z in range(6):
                piece = digits[a : len(digits) - z]
                if len(piece) < SHORTEST_RUN or len(piece) % 2:
                    continue
                if said := readable(bytes.fromhex(piece)):
                    start = found.start() + a
                    yield Blob(kind="hex", text=said, start=start, end=start + len(piece))


def _base64(run: str) -> Iterable[Blob]:
    body = run.rstrip("=")
    plain = body.replace("-", "+").replace("_", "/")
    phases = _phases(plain) if len(set(body)) > _VARIETY else set()
    for a in (a for a in range(_GLUED) if a % 4 in phases):
        for z in range(_GLUED):
            piece = plain[a : len(body) - z]
            if len(piece) * 3 < SHORTEST * 4 or len(piece) % 4 == 1:
                continue
            if said := readable(_unbase64(piece)):
                end = len(body) - z if z else len(run)
                yield Blob(kind="base64", text=said, start=a, end=end)


def _unbase64(piece: str) -> bytes:
    """Return the bytes; of UTF-16 that says what ASCII can, the ASCII."""
    try:
        data = b64decode(piece + "=" * (-len(piece) % 4), validate=True)
    except (Base64Error, ValueError):
        return b""
    if data.count(0) * 5 >= len(data) * 2:
        data = data.removeprefix(_WIDE[0]).removeprefix(_WIDE[1]).replace(b"\0", b"")
    return data


def _phases(run: str) -> set[int]:
    """Return at which of the four alignments the middle of run could be text."""
    half = 8 if len(run) < OPAQUE else 24
    start = len(run) // 2 - half
    found = set()
    for a in range(start, start + 4):
        data = _unbase64(run[a : a + 2 * half])
        text = data.decode("utf-8", "ignore")
        if text.isprintable() and len(text.encode()) * 4 >= len(data) * 3:
            found.add(a % 4)
    return found


def _is_noise(run: str) -> bool:
    """Whether an undecoded run is machine-made: long, of one piece, mixed throughout."""
    longest = max(re.split(r"[-_/+=]+", run), key=len)
    if len(run) < OPAQUE or len(longest) < OPAQUE // 2:
        return False
    if _HEX.fullmatch(longest):  # a checksum, a commit
        return False
    kinds = [(c.isupper(), c.isdigit()) for c in run if c.isalnum()]
    changes = sum(a != b for a, b in pairwise(kinds))
    return any(digit for _, digit in kinds) and changes * 2 > len(kinds)
