"""haro-bot eml: the answer to an approved card as a file; none is overwritten."""

import argparse
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.cli import eml
from bot.domain import Act, Level, Policy
from bot.errors import BadInput
from bot.store import Store
from tests import make
from tests.cli.stage import ACME, NOW, do, keep


def run(card: str, out: str | None = None, company: str | None = None) -> int:
    args = argparse.Namespace(config="config.toml", card=card, out=out, company=company)
    return eml.run(args, lambda: NOW)


def read(raw: bytes) -> dict[str, str]:
    message = message_from_bytes(raw, policy=policy.default)
    return {name: str(message[name]) for name in message} | {
        "body": message.get_payload(decode=True).decode()  # type: ignore[union-attr]
    }


def test_an_approved_card_is_written_to_stdout(kept: Store, capsysbinary):
    do(kept, 1, Act.APPROVE)
    assert run("1") == 0
    out, err = capsysbinary.readouterr()
    found = read(out)
    assert found["To"] == "reply+q1@helpareporter.com"
    assert found["Subject"].startswith("Dentists on whitening strips")
    assert found["X-Unsent"] == "1"
    assert "a point that is long" in found["body"]
    assert b"to reply+q1@helpareporter.com" in err


def test_it_is_written_to_a_new_file_and_never_over_another(kept: Store, home: Path):
    do(kept, 1, Act.APPROVE)
    assert run("whitening strips", "answer.eml", ACME) == 0
    first = Path("answer.eml").read_bytes()
    assert read(first)["To"] == "reply+q1@helpareporter.com"
    with pytest.raises(BadInput, match=r"answer\.eml exists already"):
        run("1", "answer.eml")
    assert Path("answer.eml").read_bytes() == first
    with pytest.raises(BadInput, match="cannot be written"):
        run("1", "nowhere/answer.eml")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (None, "card 1 is open; only an approved card .*: haro-bot approve 1"),
        (Act.SKIP, "card 1 is skipped; only an approved card has an answer to send$"),
    ],
)
def test_what_is_not_approved_has_no_answer_to_send(kept: Store, act, said, home: Path):
    if act:
        do(kept, 1, act)
    with pytest.raises(BadInput, match=said):
        run("1", "answer.eml")
    assert not Path("answer.eml").exists()


def test_a_card_that_cannot_be_answered_by_mail_says_where(kept: Store, home: Path):
    query = make.query(
        id="q9", source="qwoted", reply_url="https://qwoted.example/9", summary="Enamel"
    )
    keep(kept, query)
    kept.add_card(
        query,
        ACME,
        channel="C1",
        match=replace(make.match(), query_id="q9", text_hash=query.text_hash),
        outline=make.outline(),
        policy=Policy(level=Level.BRIEF),
        approvers=(),
        timezone="UTC",
        now=NOW,
    )
    do(kept, 4, Act.APPROVE)
    with pytest.raises(BadInput, match=r"answer on its page: https://qwoted\.example/9"):
        run("4", "answer.eml")
    assert not Path("answer.eml").exists()


def test_nothing_is_written_to_the_store(kept: Store, home: Path):
    do(kept, 1, Act.APPROVE)
    before = list(kept.rows("select * from acts"))
    run("1", "answer.eml")
    assert [tuple(r) for r in kept.rows("select * from acts")] == [tuple(r) for r in before]
