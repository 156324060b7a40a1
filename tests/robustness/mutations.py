"""Real-looking mail made wrong, the same way each time: `made(seeds, count)`."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

LARGEST = 150_000  # bytes of one made mail
Change = Callable[[bytes, bytes, random.Random], bytes]


def _cut(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randrange(len(raw))]


def _behead(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    return raw[rng.randrange(len(raw)) :]


def _splice(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randrange(len(raw))] + other[rng.randrange(len(other)) :]


def _within(raw: bytes, other: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + other + raw[at:]


def _flip(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    data = bytearray(raw)
    for _n in range(rng.choice((1, 10, 200))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _drop(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    share = rng.choice((0.01, 0.1, 0.5))
    return b"".join(x for x in raw.splitlines(keepends=True) if rng.random() > share)


def _repeat(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    share = rng.choice((0.01, 0.2))
    lines = raw.splitlines(keepends=True)
    return b"".join(x * (1 + (rng.random() < share)) for x in lines)


def _shuffle(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    part = lines[at : at + 40]
    rng.shuffle(part)
    return b"".join((*lines[:at], *part, *lines[at + 40 :]))


def _charset(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    name = rng.choice(
        (b"utf-16", b"rot13", b"", b"gb2312", b"utf-7", b"x-unknown", b"cp037")
    )
    return re.sub(rb'charset="?[\w-]+"?', b"charset=" + name, raw)


def _boundary(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    wrong = rng.choice((b"wrong", b'""', b'"a b"', b"--"))
    return re.sub(rb"boundary=\S+", b"boundary=" + wrong, raw, count=rng.choice((0, 1)))


def _coding(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    name = rng.choice((b"base64", b"quoted-printable", b"x-uuencode", b"8bit", b"binary x"))
    return re.sub(rb"(?i)(transfer-encoding:) *\S+", rb"\1 " + name, raw)


def _wrap(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    wide = rng.choice((30, 60, 72))
    return re.sub(rb"(.{%d}\S{0,9}) " % wide, rb"\1\n", raw)


def _quote(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    head, gap, body = raw.partition(b"\n\n")
    return head + gap + re.sub(rb"(?m)^", b"> " * rng.choice((1, 3)), body)


def _ends(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\r")))


def _nul(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(raw))
    return raw[:at] + b"\x00" * rng.choice((1, 9)) + raw[at:]


def _part(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    found = re.search(rb"boundary=\"?([^\s\";]+)", raw)
    pieces = raw.split(b"--" + found[1]) if found else [raw[:200], raw[200:400]]
    glue = b"--" + (found[1] if found else b"")
    at = rng.randrange(1, len(pieces)) if len(pieces) > 1 else 0
    many = min(1000, LARGEST // (1 + len(pieces[at])))
    return glue.join((*pieces[:at], *([pieces[at]] * many), *pieces[at + 1 :]))


def _items(raw: bytes, _: bytes, rng: random.Random) -> bytes:
    starts = [m.start() for m in re.finditer(rb"(?mi)^\d+\) summary", raw)]
    if len(starts) < 2:
        return raw + raw
    a, b = sorted(rng.sample(starts, 2))
    return raw[:a] + raw[b:] + raw[a:b] * rng.choice((1, 2, 50))


CHANGES: tuple[Change, ...] = (
    *(_cut, _behead, _splice, _within, _flip, _drop, _repeat, _shuffle, _charset),
    *(_boundary, _coding, _wrap, _quote, _ends, _nul, _part, _items),
)


def made(seeds: Sequence[bytes], count: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes), one to three changes each. The same for the same seeds."""
    for n in range(count):
        rng = random.Random(seed * 1_000_003 + n)
        raw = rng.choice(seeds)
        names = []
        for change in rng.sample(CHANGES, rng.choice((1, 1, 2, 3))):
            raw = change(raw, rng.choice(seeds), rng)[:LARGEST] or b"x"
            names.append(change.__name__)
        yield f"{n}:{'+'.join(names)}", raw
