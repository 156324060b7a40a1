"""The header block of raw mail, and whom its From names. Bounded, never raises."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 200_000  # a longer header block is no newsletter's
MOST_FIELDS = 1000
MOST_TEXT = 20_000  # of one value

_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
_NAME = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})([ \t]*):")
_FOLD = re.compile(r"[\r\n]+")
_PIECE = re.compile(r"\\.|[\"()]|[^\\\"()]+|.", re.DOTALL)
_ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[bq]\?[^?\s]*\?=", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Fields from the top down, as (name, value with CRLF line ends), and the body.

    ``odd`` says that there were lines no server and no signer writes.
    """

    fields: tuple[tuple[bytes, bytes], ...]
    body: bytes
    odd: bool

    def all(self, name: str) -> Iterator[bytes]:
        """Yield the values of one header, the topmost first."""
        wanted = name.encode()
        return (value for found, value in self.fields if found.lower() == wanted)


def read(raw: bytes) -> Head | None:
    """Return the header block and the body, None if the block is too long."""
    raw = raw.removeprefix(codecs.BOM_UTF8).lstrip()
    fields: list[tuple[bytes, list[bytes]]] = []
    odd = False
    end = len(raw)
    for number, found in enumerate(_LINE.finditer(raw, 0, MOST_BYTES)):
        line = found[1]
        if not line:
            end = found.end()
            break
        odd = odd or found[2] == b"\r"
        name = _NAME.match(line)
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line)
        elif name:
            fields.append((name[1], [line[name.end() :]]))
            odd = odd or bool(name[2])
        elif not (number == 0 and line.startswith(b"From ")):
            odd = True
        if len(fields) > MOST_FIELDS:
            return None
    if end >= MOST_BYTES:
        return None
    return Head(
        fields=tuple(
            (name, b"".join(line + b"\r\n" for line in lines)) for name, lines in fields
        ),
        body=raw[end:],
        odd=odd,
    )


def text(value: bytes) -> str:
    """Return a value on one line, cut after 20,000 characters."""
    return _FOLD.sub(" ", value[:MOST_TEXT].decode("latin-1")).strip()


def domain(written: str) -> str:
    """Return the domain of a bare address, or of a domain; "" if it is none."""
    name = written.rpartition("@")[2].strip().rstrip(".").lower()
    return name if _DOMAIN.fullmatch(name) and len(name) <= 253 else ""  # noqa: PLR2004 (DNS)


def senders(value: bytes) -> list[str]:
    """Return the domain of every address in a From header, "" for one without."""
    found = []
    for part in _plain(_ENCODED.sub(" ", text(value))).split(","):
        inside = part.rpartition("<")[2].partition(">")[0] if "<" in part else part
        if "@" in inside:
            words = [word for word in inside.split() if "@" in word]
            found.append(domain(words[-1]))
    return found


def within(name: str, own: str) -> bool:
    """Whether a domain is the other or below it."""
    return name == own or name.endswith(f".{own}")


def _plain(value: str) -> str:
    """Take out comments and what stands in quotes; the value as it is if one is open."""
    kept: list[str] = []
    depth, quoted = 0, False
    for piece in _PIECE.findall(value):
        if piece == '"' and not depth:
            quoted = not quoted
        elif piece in "()" and not quoted:
            depth = max(0, depth + (1 if piece == "(" else -1))
            kept.append(" ")
        elif not quoted and not depth:
            kept.append(piece)
    return value if quoted or depth else "".join(kept)
