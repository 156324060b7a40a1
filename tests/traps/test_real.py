"""What real reporters refuse, read and labelled by hand: none missed, no false alarm."""

import os
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from bot import mime, sources
from bot.domain import Query

DIGESTS = os.environ.get("BOT_DIGESTS", "")
RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.skipif(
    not DIGESTS, reason="BOT_DIGESTS names no folder of real digests"
)
REFUSED = {  # of a query's id: no text of it is kept here
    "32ace34246dd", "33ab94984636", "419d843cb7b5", "5213c38f0749",
    "5da3f01d484b", "70d2ac3f32a1", "76a975c6bcec", "87f334a1779f",
    "8e28e5c3d006", "ab79989b0f7a", "abc1f8c8f6db", "dc22d47a9064",
    "f06c4d20c4fb",
}  # fmt: skip


def key(query: Query) -> str:
    return sha256(query.id.encode()).hexdigest()[:12]


@cache
def queries() -> tuple[Query, ...]:
    found: list[Query] = []
    for path in sorted(Path(DIGESTS).rglob("*")):
        if path.suffix in {".eml", ".txt"}:
            raw = path.read_bytes()
            mail = mime.read(raw) if path.suffix == ".eml" else mime.read_text(raw)
            found += (q for d in sources.read(mail, RECEIVED) for q in d.queries)
    return tuple(found)


def test_every_refusal_in_a_text_is_found_and_nothing_else_is_taken_for_one():
    assert len({key(query) for query in queries()}) > 100
    assert {key(query) for query in queries() if query.refusal} == REFUSED


def test_no_real_text_is_taken_for_an_order_to_a_machine():
    traps = [trap for query in queries() for trap in query.traps]
    assert [trap.kind for trap in traps] == ["base64"]
