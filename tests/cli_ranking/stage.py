"""What the tests of these commands stand on: queries, profiles, a ranking by words."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import cli
from bot.domain import (
    Choice,
    Digest,
    Lesson,
    Match,
    Policy,
    Profile,
    Query,
    Term,
    Verdict,
)
from bot.matching import Embed, Thresholds
from bot.store import Store
from tests import make
from tests.deciding import settle

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
ACME, TYRES = "Acme Dental", "Tyre Shop"
PROFILE = """
company = "{company}"
topics = {topics}
[[experts]]
name = "Ada Dent"
title = "Chief Dentist"
credentials = ["DDS"]
expertise = ["enamel and whitening strips"]
"""
CONFIG = """
profiles = ["acme.toml", "tyres.toml"]
[imap]
host = "127.0.0.1"
port = {port}
security = "none"
username = "bot"
[matching]
threshold = 0.6
hold = 0.3
"""
WHITE, CARE, SUGAR, TYRE, BANK = QUERIES = tuple(
    make.query(id=f"reply+{name}", summary=summary, body=f"{summary}?")
    for name, summary in (
        ("white", "Dentists on teeth whitening strips"),
        ("care", "Home enamel care"),
        ("sugar", "Sugar and teeth"),
        ("tyre", "When to change winter tyres"),
        ("bank", "Bank fees"),
    )
)


class Model:
    """A bag of words in place of the model."""

    asked: list[str]

    def __init__(self, name: str = "words") -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        type(self).asked += texts
        return make.embed(texts)

    def close(self) -> None:
        pass


def rank(
    queries: Sequence[Query],
    profile: Profile,
    embed: Embed,
    *,
    thresholds: Thresholds,
    lessons: Sequence[Lesson] = (),
) -> tuple[Match, ...]:
    """0.9 for all words of a topic, 0.5 for one, else 0.1; a tenth for each good lesson."""
    embed([*profile.topics, *(query.summary for query in queries)])
    learned = 0.1 * sum(lesson.good for lesson in lessons)
    return tuple(_match(query, profile, thresholds, learned) for query in queries)


def _match(query: Query, profile: Profile, thresholds: Thresholds, learned: float) -> Match:
    words = set(query.summary.lower().split())
    topics = [set(topic.split()) for topic in profile.topics]
    base = 0.9 if any(t <= words for t in topics) else 0.1
    if base < 0.9 and any(t & words for t in topics):
        base = 0.5
    points = min(1.0, base + learned)
    verdict = thresholds.verdict(points)
    odds = float(np.log(base / (1 - base)))
    return Match(
        query_id=query.id,
        company=profile.company,
        revision=profile.revision,
        text_hash=query.text_hash,
        score=points,
        verdict=verdict,
        expert_id=profile.experts[0].id,
        why=(f"near to {query.summary}",) if verdict is not Verdict.NO else (),
        against=() if verdict is not Verdict.NO else ("nothing is near to it",),
        terms=(
            Term(name="start", said="any query", points=odds - 1),
            Term(name="topic", said=f"topic against: {query.summary}", points=1.0),
        ),
    )


def config(home: Path, port: int = 143) -> Path:
    write(home / "acme.toml", ACME, "teeth whitening", "enamel care")
    write(home / "tyres.toml", TYRES, "winter tyres")
    path = home / "config.toml"
    path.write_text(CONFIG.format(port=port))
    return path


def write(path: Path, company: str, *topics: str) -> Path:
    path.write_text(PROFILE.format(company=company, topics=json.dumps(topics)))
    return path


def keep(store: Store, *queries: Query, printed: datetime = NOW) -> None:
    raw = json.dumps([str(printed), *(query.id for query in queries)]).encode()
    store.keep_file(raw, printed)
    mail = store.unread()
    assert mail is not None
    digest = Digest(source="haro", queries=queries, printed_at=printed)
    store.add_reading(mail, [digest], now=printed)


def card(
    store: Store,
    query: Query,
    choice: Choice | None,
    at: datetime = NOW,
    score: float = 0.8,
) -> None:
    """Make a card as shown then, and decide it."""
    shown = replace(make.match(), query_id=query.id, company=ACME, score=score)
    assert store.add_card(
        query,
        ACME,
        channel="C1",
        match=shown,
        outline=make.outline(),
        policy=Policy(level=make.card().policy.level),
        approvers=(),
        timezone="UTC",
        now=at,
    )
    if choice is not None:
        (made,) = (c for c in store.cards() if c.query.id == query.id)
        settle(store, made.id, choice, by="U1", at=at)


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def bot(*args: str) -> int:
    return cli.run(list(args))


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(capsys)]


def fingerprint(home: Path) -> dict[str, str]:
    """Return what every file of a store holds."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.glob("haro-bot.db")
    }
