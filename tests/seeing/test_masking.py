"""No line of a log holds a secret or an address, and none can pass for two."""

import base64
import time
from urllib.parse import quote

import pytest

from bot.seeing.masking import ADDRESS, SECRET, Mask, one_line

PASSWORD = "p@ss/w rd:7"


def masked(text: str, *secrets: str) -> str:
    mask = Mask()
    mask.hide(secrets)
    return mask.masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "xoxb-12345-67890-AbCdEf",
        "xapp-1-A0123-4567-deadbeef",
        "xoxe.xoxb-1-abcdef",
        "XOXB-12345-ABCDEF",
        "Authorization: Bearer abc.def-ghi_jkl~m",
        "{'authorization': 'Bearer abcdefghijkl'}",
        "ya29.a0AfH6SMBx-y_z",
        "refresh 1//0abcdefghijklmnop",
        "eyJ0eXAiOiJKV1Q.eyJhdWQiOiJodHRw.c2lnbmF0dXJl",
        "sk-ant-api03-abcdefghijkl",
        "AUTHENTICATE dXNlcj1hQGV4YW1wbGUuY29tAWF1dGg9QmVhcmVyIHh5eg==",
        "wss://wss-primary.slack.example/link/?ticket=1234-5678&app_id=abc",
        "https://hooks.slack.com/actions/T0/1/abcdefgh",
        "imaps://ann:hunter2hunter@mail.example.com/INBOX",
        "https://key123@sentry.example.com/1",
        "password = 'hunter2hunter'",
        '"access_token": "abcdef123456"',
        "client_secret=abcdef123456&x=1",
        "ann@example.com",
        "<ann.lee+news@sub.example.com>",
        "bot@127.0.0.1",
        "mailto:ann%40example.com",
        "mailto:ann%2Bnews%40example.com",
        '"Ann Lee"@example.com',
        "änn@exämple.com",
        "user=ann@example.com\x01auth=Bearer abcdefgh",
        "a@b@example.com",
        "ann@[192.0.2.1]",
        "<20260915.1@mail.example.com>",
    ],
)
def test_what_looks_like_a_secret_or_an_address_does_not_get_through(text: str):
    out = masked(f"before {text} after")
    assert out.startswith("before ")
    assert out.endswith(" after")
    assert SECRET in out or ADDRESS in out
    for word in ("12345", "4567", "abcdef", "abc.def", "a0AfH", "hunter", "key123", "dXNl"):
        assert word not in out
    for word in (
        "ann",
        "Ann",
        "bot@",
        "änn",
        "1234-5678",
        "actions/T0",
        "20260915",
        "eyJhd",
    ):
        assert word not in out, out


@pytest.mark.parametrize(
    "shape",
    [
        PASSWORD,
        quote(PASSWORD, safe=""),
        base64.b64encode(PASSWORD.encode()).decode(),
        f"LOGIN ann {PASSWORD!r}",
        f"x{PASSWORD}y",
    ],
)
def test_a_known_secret_is_hidden_in_every_shape(shape: str):
    out = masked(f"said {shape}", PASSWORD)
    assert SECRET in out
    assert "w rd" not in out
    assert "w%20rd" not in out
    assert base64.b64encode(PASSWORD.encode()).decode()[:10] not in out


def test_a_secret_within_another_is_hidden_whole():
    assert masked("opensesame-2", "opensesame", "opensesame-2") == SECRET


def test_a_renewed_token_is_hidden_and_only_so_many_are_remembered():
    mask = Mask()
    for number in range(1000):
        token = mask.hide_token(f"plain-token-{number:04}")
        assert mask.masked(token) == SECRET
    assert len(mask._hidden) < 200


def test_a_token_that_is_handed_out_again_and_again_pushes_no_other_out():
    mask = Mask()
    other = mask.hide_token("token-of-another-mailbox")
    for _ in range(100):
        mask.hide_token("token-of-this-mailbox")
    assert mask.masked(other) == SECRET


@pytest.mark.parametrize(
    "text",
    [
        "mail 3 read: source=haro queries=27 leftovers=0",
        "mailbox imap: mail.example.com:993 answers again",
        "connected to Slack, connection 1 of this app",
        "could not tell U01ALICE in C01PITCH: channel_not_found",
        "BOT_SLACK__BOT_TOKEN is not set; put it in .env",
        "at https://news.example.com/q/1",
        "the secret folder, a token and the basic questions about task-related risk",
        "profile read again: Acme Dental",
    ],
)
def test_plain_lines_stay_as_they_are(text: str):
    assert masked(text) == text


def test_the_alias_of_a_reporter_is_cut_but_tells_queries_apart():
    out = masked("card queued query=reply+1f0c2d4e-aaaa-bbbb company=Acme")
    assert out == "card queued query=reply+1f0c2d4e... company=Acme"


def test_nothing_ends_a_line_or_moves_the_cursor():
    hostile = "a\nb\rc\x1b[2Jd\x85e\u2028f\u202eg\x00h\ud800i\u200b\x9b"
    out = one_line(hostile)
    assert len(out.splitlines()) == 1
    assert out.isprintable()
    assert r"a\nb" in out
    assert one_line("Zürich, 東京, 5 €") == "Zürich, 東京, 5 €"


@pytest.mark.parametrize(
    "unit", ["a", "@", "a@", "x:", "://", "a://", "%40", "eyJ", '"', "="]
)
def test_a_long_line_costs_no_more_than_its_length(unit: str):
    began = time.monotonic()
    out = masked(unit * 200_000, PASSWORD)
    assert time.monotonic() - began < 2
    assert len(out) < 101_000
