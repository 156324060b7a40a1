"""Every sample reads as the file beside it says; a newsletter without one is refused."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import mime, sources
from bot.domain import Digest, Query, to_text

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(p for p in SAMPLES.glob("*/*") if p.suffix in {".eml", ".txt"})
RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)


def plain(query: Query) -> dict[str, Any]:
    at = query.deadline.at
    return {
        "id": query.id,
        "source": query.source,
        "number": query.number,
        "summary": query.summary,
        "reporter": query.reporter,
        "outlet": query.outlet,
        "outlet_url": query.outlet_url,
        "category": query.category,
        "reply_to": query.reply_to,
        "profile_url": query.profile_url,
        "deadline": to_text(at).replace(".000000", "") if at else None,
        "deadline_sure": query.deadline.sure,
        "body": query.body,
        "flag_line": query.flag_line,
        "refusal": query.refusal,
        "traps": [trap.text for trap in query.traps],
        "anonymous": query.anonymous,
    }


def read(path: Path) -> tuple[Digest, ...]:
    open_file = mime.read if path.suffix == ".eml" else mime.read_text
    return sources.read(open_file(path.read_bytes()), RECEIVED)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_sample_reads_as_the_file_beside_it_says(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    got = read(path)
    assert len(got) == len(expected)
    for digest, want in zip(got, expected, strict=True):
        assert digest.source == want["source"]
        assert digest.problems == tuple(want["problems"])
        assert digest.expected == want["expected"]
        assert digest.lifecycle is want["lifecycle"]
        if want["leftovers"] is not None:
            assert list(digest.leftovers) == want["leftovers"]
        assert [plain(query) for query in digest.queries] == want["queries"]


@pytest.mark.parametrize("name", sources.SOURCES)
def test_every_newsletter_has_a_sample_with_a_query(name: str) -> None:
    found = [q for p in FILES if p.parent.name == name for d in read(p) for q in d.queries]
    assert any(query.source == name for query in found)


def test_a_later_edition_keeps_id_and_text_and_may_move_the_deadline() -> None:
    first = {q.id: q for d in read(SAMPLES / "haro/digest.eml") for q in d.queries}
    later = [q for d in read(SAMPLES / "haro/later-edition.eml") for q in d.queries]
    assert later
    assert all(first[q.id].text_hash == q.text_hash for q in later)
    moved = [q for q in later if q.deadline != first[q.id].deadline]
    assert [q.number for q in moved] == ["1"]


def test_forwarding_changes_nothing_in_any_query() -> None:
    straight = [q for d in read(SAMPLES / "haro/digest.eml") for q in d.queries]
    for path in SAMPLES.glob("haro/forward-*.eml"):
        assert [q for d in read(path) for q in d.queries] == straight, path.name


def test_a_digest_says_when_it_was_printed_though_it_was_forwarded_later() -> None:
    days = {d.printed_at.date().day for p in SAMPLES.glob("haro/forward-*.eml")
            for d in read(p) if d.printed_at}  # fmt: skip
    assert days <= {15, 16}
