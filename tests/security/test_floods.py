"""A flood of mail costs time in line with its size, and drowns nobody."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import shipped
from bot.domain import Evidence, Kind, Proof
from bot.embedding import Deadly
from bot.matching import Thresholds
from bot.pipeline import Desks, Mailroom, Pipeline
from bot.pipeline.carding import KEPT
from bot.pipeline.parts import MOST_TOLD
from bot.pitching import Prompts
from bot.store import Store
from tests import make
from tests.e2e import stage
from tests.pipeline.test_pipeline import work

NOW = make.NOW
PER_DAY = 9
ROOT = str(Path(__file__).parents[2])
UNSIGNED = Evidence(reason="no signature: forwarded or pasted")
SIGNED = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")
FAILED = Evidence(proof=Proof.FAILED, reason="it has several senders")


def judge(raw: bytes, _: Sequence[str]) -> Evidence:
    if b"REAL" in raw:
        return SIGNED
    return FAILED if b"FAILED" in raw else UNSIGNED


@pytest.fixture
def pipeline(store: Store) -> Pipeline:
    return Pipeline(
        store=store,
        profiles=lambda: [make.profile()],
        embed=make.embed,
        engine="words",
        prompts=Prompts.load(shipped.folder("prompts")),
        desks=Desks(channel="C1", ops_channel="OPS", max_per_day=PER_DAY),
        now=lambda: NOW,
        thresholds=Thresholds(post=0.0, hold=0.0),
        mailroom=Mailroom(judge=judge),
    )


def digest(mark: str, count: int) -> bytes:
    return stage.digest(
        *((f"{mark} strips {n}", f"Do strips {n} harm?") for n in range(count))
    )


def titles(store: Store) -> list[str]:
    return [card.query.summary for card in store.cards()]


def notices(store: Store) -> list[str]:
    told = []
    while (out := store.claim_outgoing(NOW)) is not None:
        store.sent(out, channel="C1", ts=str(out.id), at=NOW)
        told += [out.text] if out.kind is Kind.NOTICE else []
    return told


def test_a_flood_of_unproven_digests_leaves_room_for_the_real_one(pipeline, store):
    store.keep_file(digest("REAL yesterday", 1), NOW)
    work(pipeline)
    store.keep_file(digest("FAKE", 60), NOW)
    work(pipeline)
    assert sum("FAKE" in title for title in titles(store)) == PER_DAY - PER_DAY // KEPT
    assert sum("is not proven" in text for text in notices(store)) == 1
    store.keep_file(digest("REAL", 5), NOW)
    work(pipeline)
    real = [title for title in titles(store) if "REAL" in title]
    assert len(real) == PER_DAY // KEPT  # with yesterday's, made on the same day here
    assert len(titles(store)) == PER_DAY


def test_where_no_sender_is_ever_proven_nothing_is_kept_back(pipeline, store):
    store.keep_file(digest("FORWARD", 60), NOW)
    work(pipeline)
    assert len(titles(store)) == PER_DAY


@pytest.mark.parametrize(("days", "kept"), [(3, 0), (1, PER_DAY // KEPT)])
def test_a_newsletter_that_has_always_come_without_proof_loses_no_place(
    pipeline, store, days: int, kept: int
):
    """That another is proven says nothing of it; one that began yesterday may be forged."""
    store.keep_file(b"of another newsletter", NOW - timedelta(days=5))
    store.add_proof(1, SIGNED, NOW)
    work(pipeline)
    store.keep_file(digest("FORWARD before", 1), NOW - timedelta(days=days))
    store.keep_file(digest("FORWARD", 60), NOW)
    work(pipeline)
    assert len(titles(store)) == PER_DAY - kept
    assert any("is not proven" in text for text in notices(store)) == bool(kept)


def test_a_flood_of_forged_mail_is_told_of_and_then_only_that_it_is_one(pipeline, store):
    for n in range(MOST_TOLD + 15):
        store.keep_file(digest(f"FAILED {n}", 1), NOW)
        work(pipeline)
    told = notices(store)
    assert len(told) == MOST_TOLD + 1
    assert "somebody may be flooding it" in told[-1]
    assert titles(store) == []
    assert store.outcome(MOST_TOLD + 10).startswith("set aside")


def test_a_profile_that_breaks_the_ranking_floods_no_channel(pipeline, store):
    """A text of it ends the model's process: no query can be ranked for that company."""
    topic = make.profile().topics[0]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        if topic in texts:
            raise Deadly("the embedding model's process ends")
        return make.embed(texts)

    store.keep_file(digest("REAL", MOST_TOLD + 15), NOW)
    work(replace(pipeline, embed=embed))
    told = notices(store)
    assert len(told) == MOST_TOLD + 1
    assert "a text of its profile may be the cause" in told[-1]
    mended = replace(make.profile(), topics=("enamel", "strips"))
    work(replace(pipeline, embed=embed, profiles=lambda: [mended], rested={}))
    assert len(titles(store)) == PER_DAY


def test_the_next_day_single_mails_are_told_of_again(pipeline, store):
    day = [0]
    later = replace(pipeline, now=lambda: NOW.replace(day=NOW.day + day[0]))
    for n in range(MOST_TOLD + 3):
        later._tell(f"failed:{n}", f"mail {n}")
    day[0] = 1
    later._tell("failed:999", "mail 999")
    told = []
    while (out := store.claim_outgoing(later.now())) is not None:
        store.sent(out, channel="C1", ts=str(out.id), at=later.now())
        told.append(out.text)
    assert len(told) == MOST_TOLD + 2
    assert "mail 999" in told


READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))
sys.path.insert(0, sys.argv[1])
import zlib
from base64 import b64encode
from datetime import UTC, datetime
from bot import mime
from bot.pipeline.mailroom import Mailroom
from tests.e2e import stage

HEAD = b"From: HARO <haro@helpareporter.com>\\nSubject: HARO Queries\\n"
LINK = "https://t.example.com/"
MIXED = b"Content-Type: multipart/mixed; boundary=b\\n\\n"
bomb = zlib.compress(bytes(50_000_000))
kinds = {
    "queries": stage.digest(*((f"Strips {n}", "Do they?") for n in range(2500))),
    "deadlines": stage.digest(("Strips", "Due 7:00 PM ET - 20 September. " * 10_000)),
    "links": stage.digest(("Strips", " ".join(LINK + str(n) for n in range(10_000)))),
    "packed": HEAD + b"Content-Encoding: deflate\\nContent-Type: application/zip\\n"
    b"Content-Transfer-Encoding: base64\\n\\n" + b64encode(bomb),
    "parts": HEAD + MIXED + b"--b\\n\\nx\\n" * 50_000,
    "deep": HEAD + b"Content-Type: message/rfc822\\n\\n" * 5000 + b"x",
    "headers": b"X-A: b\\n" * 100_000 + HEAD + b"\\nx",
}
for name, raw in kinds.items():
    read = mime.read(raw)
    digests = Mailroom().read(read, datetime(2026, 9, 15, 10, tzinfo=UTC))
    print(name, sum(len(digest.queries) for digest in digests))
# not ru_maxrss, which begins with that of whoever started us
print("peak", int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.slow
def test_no_mail_makes_the_reader_take_more_memory_than_a_small_server_has():
    done = subprocess.run(
        [sys.executable, "-c", READ, ROOT],
        # measured without what counts lines, which takes memory of its own
        env={k: v for k, v in stage.environment().items() if "COVERAGE" not in k},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    counts = {name: int(n) for name, n in map(str.split, done.stdout.splitlines())}
    assert counts.pop("peak") < 400
    assert counts.pop("queries") == 999  # what has three digits is a number of a query
    assert counts == {
        "deadlines": 1, "links": 1, "packed": 0, "parts": 0, "deep": 0, "headers": 0
    }  # fmt: skip
