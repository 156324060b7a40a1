"""Invented digests: the same seed writes the same ones, and some requests come twice."""

import random
from base64 import encodebytes
from datetime import UTC, datetime, timedelta

from tests.e2e import stage

_WORDS = """
harbour lantern gravel orchard velvet copper saddle meadow thimble quarry ribbon walnut
chimney pebble tunnel feather marble kettle barley cobalt hammock ladder oyster pepper
quilt rafter satin timber umbrella violin wagon yarn zipper anchor basil candle drawer
engine fabric garlic hinge island jacket kernel lemon magnet needle onion paddle quartz
rocket shovel tablet urchin valley willow acorn bucket cactus desert ember falcon
glacier hazel iguana jigsaw kayak lagoon mango nectar olive parrot raisin saffron teapot
vinegar walrus almond beetle cinnamon dolphin easel fennel gondola heron ivory jasmine
koala lilac
""".split()  # noqa: SIM905 (a list of words)
FEWEST, MOST = 3, 8  # requests in one digest


class Letters:
    """Writes digests. ``asked``: the title of every request so far, each once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._items: list[tuple[str, str]] = []
        self.printed = 0  # requests, those that came again counted again

    @property
    def asked(self) -> set[str]:
        return {title for title, _ in self._items}

    def digest(self, *, attached: int = 0) -> bytes:
        """Return the next digest, with so many bytes of attachment."""
        many = self._chance.randint(FEWEST, MOST)
        again = self._chance.sample(self._items, min(len(self._items), many // 3))
        new = [self._item() for _ in range(many - len(again))]
        self._items += new
        self.printed += many
        items = [*new, *again]
        self._chance.shuffle(items)
        now = datetime.now(UTC)
        raw = stage.digest(
            *items,
            deadline=f"7:00 PM ET - {now + timedelta(days=5):%d %B}",
            sent=f"{now:%a, %d %b %Y %H:%M:%S} +0000",
        )
        raw = raw.replace(b"September 15, 2026", f"{now:%B %d, %Y}".encode())
        return _with(raw, self._chance.randbytes(attached)) if attached else raw

    def _item(self) -> tuple[str, str]:
        word = self._chance.sample(_WORDS, 16)
        number = len(self._items) + self._chance.randrange(10**6)
        title = f"{word[0].title()} {word[1]} and {word[2]} {word[3]} no. {number}"
        said = " ".join(word[4:14])
        return title, f"What do {said} tell about {word[14]} and {word[15]}?"


def _with(raw: bytes, attached: bytes) -> bytes:
    head, _, text = raw.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-")]
    plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    other = (
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="a.bin"\r\n\r\n'
    )
    lines = encodebytes(attached).replace(b"\n", b"\r\n")
    return b"\r\n".join(
        [
            *kept,
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/mixed; boundary="edge"',
            b"",
            b"--edge\r\n" + plain + text,
            b"--edge\r\n" + other + lines,
            b"--edge--",
            b"",
        ]
    )
