"""`haro-bot mailbox ADDRESS`."""

import argparse
import tomllib

import pytest

from bot.cli import mailboxes
from bot.cli.clock import wall
from bot.config.server import Server
from bot.errors import BadInput, GiveUp


def asked(address: str, monkeypatch: pytest.MonkeyPatch, *mx: str) -> int:
    def records(kind: str, name: str):
        return [(1, host, 0) for host in mx] if kind == "MX" else []

    monkeypatch.setattr(mailboxes, "mail_hosts", lambda: records)
    return mailboxes.run(argparse.Namespace(address=address), wall)


@pytest.mark.parametrize("address", ["a@gmail.com", "a@proton.me", "o'neil@web.de"])
def test_what_is_printed_can_be_pasted(address: str, monkeypatch, capsys):
    assert asked(address, monkeypatch) == 0
    said = capsys.readouterr().out
    assert said.startswith("# a guess")
    table = tomllib.loads(said)["imap"]
    assert Server.model_validate(table).username == address


def test_a_domain_kept_by_microsoft_is_told_to_log_in(monkeypatch, capsys):
    asked("a@acme.example", monkeypatch, "acme.mail.protection.outlook.com.")
    said = capsys.readouterr().out
    assert "(MX)" in said
    assert tomllib.loads(said)["imap"]["sign_in"] == "microsoft"


def test_a_domain_nobody_knows_is_said_so(monkeypatch):
    with pytest.raises(GiveUp, match=r"imap\.acme\.example"):
        asked("a@acme.example", monkeypatch, "mx.acme.example.")


@pytest.mark.parametrize(
    "address", ["acme", "a b@c", 'a"@b', "@", "a@b@c\n[x]", "a@\x1b[31m"]
)
def test_what_is_no_address_is_refused(address: str, monkeypatch):
    with pytest.raises(BadInput, match="no mail address"):
        asked(address, monkeypatch)
