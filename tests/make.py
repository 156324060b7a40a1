"""Makes domain things for tests: say what matters, the rest is filled in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.domain import (
    Card,
    Deadline,
    Expert,
    Fact,
    Kind,
    Level,
    Mail,
    Match,
    Outgoing,
    Outline,
    Point,
    Policy,
    Profile,
    Query,
    Summary,
    Verdict,
    Weak,
)

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Stand in for the model: a bag of words, folded into 512 numbers, unit length."""
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().split():
            row[crc32(word.strip(".,?!").encode()) % 512] += 1
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    norms[norms == 0] = 1
    return np.asarray(rows / norms, dtype=np.float32)


def mail(**changes: Any) -> Mail:
    return replace(
        Mail(sender="haro@helpareporter.com", subject="s", message_id="<1@x>", sent_at=NOW),
        **changes,
    )


def deadline(at: datetime | None = NOW + timedelta(hours=30)) -> Deadline:
    return Deadline(text="7:00 PM ET - 16 September", at=at, sure=True, until=at)


def query(**changes: Any) -> Query:
    return replace(
        Query(
            id="reply+q1",
            source="haro",
            number="1",
            summary="Dentists on whitening strips",
            body="Do whitening strips harm enamel?",
            outlet="Health Weekly",
            reporter="Rita Reporter",
            reply_to="reply+q1@helpareporter.com",
            deadline=deadline(),
            questions=("Do whitening strips harm enamel?",),
        ),
        **changes,
    )


def profile(**changes: Any) -> Profile:
    return replace(
        Profile(
            company="Acme Dental",
            website="https://acme.example",
            description="A chain of dental clinics.",
            topics=("teeth whitening", "enamel care"),
            experts=(
                Expert(
                    id="ada",
                    name="Ada Dent",
                    title="Chief Dentist",
                    expertise=("enamel and whitening strips",),
                    credentials=("DDS",),
                ),
                Expert(id="ben", name="Ben Hire", title="HR lead", expertise=("hiring",)),
            ),
            facts=(
                Fact(
                    id="f1",
                    text="In our 2025 study of 412 patients, strips thinned enamel by 2 %.",
                    expert="ada",
                    tags=("enamel", "whitening strips"),
                ),
            ),
        ),
        **changes,
    )


def match(**changes: Any) -> Match:
    base = Match(
        query_id="reply+q1",
        company="Acme Dental",
        revision=profile().revision,
        text_hash=query().text_hash,
        score=0.82,
        verdict=Verdict.POST,
        expert_id="ada",
        why=("topic: teeth whitening",),
    )
    return replace(base, **changes)


def outline(**changes: Any) -> Outline:
    base = Outline(
        expert_id="ada",
        expert="Ada Dent, Chief Dentist",
        opening="In our 2025 study of 412 patients, strips thinned enamel by 2 %.",
        opening_fact="f1",
        points=(
            Point(
                fact_id="f1",
                text="In our 2025 study of 412 patients, strips thinned enamel by 2 %.",
            ),
        ),
        text="Hello Rita Reporter,\n\nAda Dent, Chief Dentist, can answer.",
        prompt="brief@1+0123456789ab",
    )
    return replace(base, **changes)


def card(**changes: Any) -> Card:
    base = Card(
        id=1,
        query=query(),
        company="Acme Dental",
        match=match(),
        outline=outline(),
        policy=Policy(level=Level.OUTLINE),
        timezone="America/New_York",
        channel="C1",
        look="open",
    )
    return replace(base, **changes)


def reply(**changes: Any) -> Outgoing:
    base = Outgoing(id=1, kind=Kind.REPLY, channel="C1", text="Due in 4 hours.", card_id=1)
    return replace(base, **changes)


def weak(number: int = 1, **changes: Any) -> Weak:
    base = Weak(
        query=query(id=f"q{number}", summary=f"Query {number}"),
        company="Acme Dental",
        score=0.41,
        against=("not local",),
    )
    return replace(base, **changes)


def summary(*lines: Weak, **changes: Any) -> Summary:
    base = Summary(
        id=7, channel="C1", day="2026-11-26", lines=lines, timezone="America/New_York"
    )
    return replace(base, **changes)
