"""[mail]: whose word about a sender is believed, and how big a mail may be."""

from pathlib import Path

import pytest

from bot import config
from bot.cli import mailing
from bot.domain import Proof
from bot.errors import BadInput
from tests.authenticity.signing import GOOGLE_SAYS, NEWSLETTER, on_top

IMAP = '[imap]\nhost = "imap.example.com"\nusername = "press"\n'


def load(home: Path, text: str = "") -> config.Settings:
    (home / "config.toml").write_text(text)
    return config.load(home / "config.toml")[0]


def test_left_out_nobody_is_believed_and_signatures_are_checked(tmp_path: Path):
    mail = load(tmp_path).mail
    assert (mail.authserv_ids, mail.dkim) == ((), True)
    assert (mail.on_failed, mail.max_megabytes) == ("quarantine", 10)


def test_every_key_can_be_set(tmp_path: Path):
    mail = load(
        tmp_path,
        '[mail]\nauthserv_ids = ["mx.google.com", "outlook.office365.com"]\n'
        'dkim = false\non_failed = "mark"\nmax_megabytes = 40\n',
    ).mail
    assert mail.authserv_ids == ("mx.google.com", "outlook.office365.com")
    assert (mail.dkim, mail.on_failed, mail.max_megabytes) == (False, "mark", 40)


def test_one_server_may_stand_alone(tmp_path: Path):
    text = '[mail]\nauthserv_ids = "mx.google.com"\n'
    assert load(tmp_path, text).mail.authserv_ids == ("mx.google.com",)


@pytest.mark.parametrize(
    "value", ["mx.google.com,mx.example.org", '["mx.google.com", "mx.example.org"]']
)
def test_the_environment_is_on_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
):
    monkeypatch.setenv("BOT_MAIL__AUTHSERV_IDS", value)
    monkeypatch.setenv("BOT_MAIL__DKIM", "false")
    monkeypatch.setenv("BOT_MAIL__MAX_MEGABYTES", "20")
    mail = load(tmp_path, "[mail]\nmax_megabytes = 5\n").mail
    assert mail.authserv_ids == ("mx.google.com", "mx.example.org")
    assert (mail.dkim, mail.max_megabytes) == (False, 20)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('authserv_ids = ["mx.google.com; dkim=pass"]', "authserv_ids"),
        ('authserv_ids = ["mx google com"]', "authserv_ids"),
        ('authserv_ids = [""]', "authserv_ids"),
        ('on_failed = "delete"', "on_failed"),
        ("max_megabytes = 0", "max_megabytes"),
        ("max_megabytes = 41", "max_megabytes"),
        ("dkim = 'maybe'", "dkim"),
        ("spf = true", "spf"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, place: str):
    with pytest.raises(BadInput, match=rf"\[mail\] {place}") as caught:
        load(tmp_path, f"[mail]\n{text}\n")
    assert "\n" not in str(caught.value)


def test_a_mistake_in_the_environment_is_named_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BOT_MAIL__MAX_MEGABYTES", "lots")
    with pytest.raises(BadInput, match="BOT_MAIL__MAX_MEGABYTES"):
        load(tmp_path)


def test_the_example_names_every_key():
    text = Path(__file__).parents[2].joinpath("config.example.toml").read_text()
    section = text.partition("[mail]")[2]
    for key in config.Mail.model_fields:
        assert f"\n{key} = " in section, key


def test_the_size_is_the_mailboxes_limit(tmp_path: Path):
    settings = load(tmp_path, f"{IMAP}[mail]\nmax_megabytes = 3\n")
    assert mailing.max_bytes(settings) == 3_000_000
    assert [a.max_bytes for a in mailing.accounts(tmp_path, settings)] == [3_000_000]


def test_the_server_that_is_configured_is_believed(tmp_path: Path):
    raw = on_top(GOOGLE_SAYS)
    text = '[mail]\nauthserv_ids = "mx.google.com"\ndkim = false\n'
    assert mailing.judge_of(load(tmp_path, text))(raw, NEWSLETTER).proof is Proof.VERIFIED
    none = mailing.judge_of(load(tmp_path, "[mail]\ndkim = false\n"))
    assert none(raw, NEWSLETTER).proof is Proof.UNVERIFIED
