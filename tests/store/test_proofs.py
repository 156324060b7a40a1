"""What is remembered about senders, and when a question is asked again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Evidence, Proof
from bot.store.proofs import BETWEEN, SOON, TRIES, Proofs
from tests import make

NOW = make.NOW
SILENCE = Evidence(reason="no answer", again=True)
UNASKED = Evidence(reason="no answer", again=True, asked=False)
REAL = Evidence(proof=Proof.VERIFIED, reason="signed by news.example")


@pytest.fixture
def proofs(tmp_path: Path) -> Iterator[Proofs]:
    proofs = Proofs(tmp_path / "bot.db")
    yield proofs
    proofs.close()


def mail(proofs: Proofs, raw: bytes = b"mail", hours: int = 0) -> int:
    proofs.keep_file(raw, NOW + timedelta(hours=hours))
    row = proofs.row("select id from mails where raw = ?", raw)
    assert row is not None
    return int(row["id"])


@pytest.mark.parametrize(
    "evidence",
    [
        REAL,
        SILENCE,
        Evidence(),
        Evidence(proof=Proof.FAILED, reason="several senders: é ✓"),
    ],
)
def test_what_was_found_comes_out_equal_after_a_restart(tmp_path: Path, evidence: Evidence):
    first = Proofs(tmp_path / "bot.db")
    known = mail(first)
    first.add_proof(known, evidence, NOW)
    first.close()
    again = Proofs(tmp_path / "bot.db")
    assert again.evidence(known) == evidence
    again.close()


def test_nothing_is_known_of_a_mail_never_looked_at(proofs: Proofs):
    assert proofs.evidence(mail(proofs)) == Evidence()
    assert proofs.evidence(99) == Evidence()
    assert proofs.to_prove_again(NOW) is None


def test_a_later_finding_takes_the_place_of_the_first(proofs: Proofs):
    known = mail(proofs)
    proofs.add_proof(known, SILENCE, NOW)
    proofs.add_proof(known, REAL, NOW)
    assert proofs.evidence(known) == REAL
    assert proofs.to_prove_again(NOW + timedelta(days=1)) is None


def test_a_question_is_asked_again_after_ten_minutes_not_before(proofs: Proofs):
    known = mail(proofs)
    proofs.add_proof(known, SILENCE, NOW)
    assert proofs.to_prove_again(NOW + BETWEEN - timedelta(seconds=1)) is None
    asked = proofs.to_prove_again(NOW + BETWEEN)
    assert asked is not None
    assert (asked.id, asked.raw, asked.received_at) == (known, b"mail", NOW)


def test_what_waited_longest_is_asked_first_and_what_is_settled_never(proofs: Proofs):
    old, new = mail(proofs, b"old", -3), mail(proofs, b"new", -1)
    settled = mail(proofs, b"settled", 0)
    for known, hours in ((new, 1), (old, 2)):
        proofs.add_proof(known, SILENCE, NOW - timedelta(hours=hours))
    proofs.add_proof(settled, REAL, NOW - timedelta(hours=1))
    found = []
    while (asked := proofs.to_prove_again(NOW)) is not None:
        found.append(asked.id)
        proofs.proved_again(asked.id, SILENCE, NOW)
    assert found == [old, new]


def test_a_look_that_asked_nobody_costs_no_try_and_comes_again_soon(proofs: Proofs):
    known, now = mail(proofs), NOW
    proofs.add_proof(known, UNASKED, now)
    for _ in range(3 * TRIES):
        assert proofs.to_prove_again(now + SOON - timedelta(seconds=1)) is None
        now += SOON
        assert proofs.to_prove_again(now) is not None
        proofs.proved_again(known, UNASKED, now)
    for _ in range(TRIES):
        now += BETWEEN
        assert proofs.to_prove_again(now) is not None
        proofs.proved_again(known, SILENCE, now)
    assert proofs.to_prove_again(now + BETWEEN) is None


def test_no_mail_keeps_others_from_being_asked_about(proofs: Proofs):
    """One resolver is spared for a minute after each silence, as with a dead domain."""
    bad = mail(proofs, b"bad", 5)
    good = [mail(proofs, b"good %d" % n, n) for n in range(4)]
    for known in (*good, bad):
        proofs.add_proof(known, SILENCE, NOW)
    now, spared, settled = NOW, NOW, set()
    for _ in range(60):
        now += timedelta(minutes=1)
        while (asked := proofs.to_prove_again(now)) is not None:
            if now < spared:
                proofs.proved_again(asked.id, UNASKED, now)
            elif asked.id == bad:
                spared = now + timedelta(minutes=1)
                proofs.proved_again(bad, SILENCE, now)
            else:
                settled.add(asked.id)
                proofs.proved_again(asked.id, REAL, now)
    assert settled == set(good)


def test_a_question_without_an_answer_is_given_up_after_its_tries(proofs: Proofs):
    known, now, tries = mail(proofs), NOW, 0
    proofs.add_proof(known, SILENCE, now)
    while proofs.to_prove_again(now := now + BETWEEN) is not None:
        tries += 1
        proofs.proved_again(known, SILENCE, now)
    assert tries == TRIES
    assert proofs.evidence(known) == Evidence(reason="no answer")


def test_an_answer_ends_the_asking(proofs: Proofs):
    known = mail(proofs)
    proofs.add_proof(known, SILENCE, NOW)
    proofs.proved_again(known, REAL, NOW + BETWEEN)
    assert proofs.evidence(known) == REAL
    assert proofs.to_prove_again(NOW + timedelta(days=9)) is None
