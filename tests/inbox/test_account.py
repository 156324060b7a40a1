from dataclasses import replace

import pytest

from bot.errors import BadInput
from bot.inbox import Account
from bot.inbox.account import is_loopback

GIVEN = Account(
    name="imap",
    host="imap.example.com",
    port=993,
    security="tls",
    username="bot@example.com",
    password="s3cret",
)


def test_the_password_does_not_show() -> None:
    assert "s3cret" not in repr(GIVEN)
    assert "s3cret" not in str(GIVEN)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1"]
)
def test_an_open_line_is_fine_within_the_machine(host: str) -> None:
    assert replace(GIVEN, host=host, security="none").host == host


@pytest.mark.parametrize(
    "host", ["imap.example.com", "10.0.0.1", "localhost.example.com", ""]
)
def test_an_open_line_out_of_the_machine_is_refused_with_the_cure(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(BadInput, match='use "tls"'):
        replace(GIVEN, host=host, security="none")


def test_a_line_end_in_the_password_is_refused_without_showing_it() -> None:
    with pytest.raises(BadInput, match="line end") as caught:
        replace(GIVEN, password="s3cret\n")
    assert "s3cret" not in str(caught.value)


def test_another_user_or_host_does_not_look_read_already_but_another_name_does() -> None:
    assert replace(GIVEN, username="pr@example.com").key != GIVEN.key
    assert replace(GIVEN, host="imap.example.org").key != GIVEN.key
    assert replace(GIVEN, name="agency", port=143, security="starttls").key == GIVEN.key
