"""How a mailbox is reached: found by the address, and one way in."""

import pytest
from pydantic import ValidationError

from bot.config.server import Server


def server(**given: object) -> Server:
    return Server.model_validate({"username": "press@example.com"} | given)


@pytest.mark.parametrize(
    ("username", "sign_in", "host"),
    [
        ("press@gmail.com", "password", "imap.gmail.com"),
        ("Press@GoogleMail.com", "password", "imap.gmail.com"),
        ("a@web.de", "password", "imap.web.de"),
        ("a@me.com", "password", "imap.mail.me.com"),
        ("press@acme.example", "gmail", "imap.gmail.com"),
        ("press@acme.example", "microsoft", "outlook.office365.com"),
    ],
)
def test_a_well_known_provider_needs_no_host(username: str, sign_in: str, host: str):
    client = {} if sign_in == "password" else {"client_id": "c"}
    found = server(username=username, sign_in=sign_in, **client)
    assert (found.host, found.port, found.security) == (host, 993, "tls")


def test_a_bridge_on_this_machine_is_found_with_its_port():
    found = server(username="a@proton.me")
    assert (found.host, found.port, found.security) == ("127.0.0.1", 1143, "starttls")


def test_what_is_written_wins_over_what_is_known():
    assert (
        server(username="a@gmail.com", host="mail.example.org").host == "mail.example.org"
    )
    found = server(username="a@proton.me", port=2143)
    assert (found.host, found.port) == ("127.0.0.1", 2143)


@pytest.mark.parametrize("more", [{}, {"host": ""}, {"host": "  "}])
def test_where_nobody_knows_the_host_the_command_that_asks_is_named(more: dict):
    with pytest.raises(ValidationError, match="haro-bot mailbox ADDRESS"):
        server(**more)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sign_in": "command"}, "token_command go together"),
        ({"token_command": ["x"]}, "token_command go together"),
        ({"sign_in": "command", "token_command": [" "]}, "must be a program"),
        ({"sign_in": "gmail"}, "client_id go together"),
        ({"sign_in": "microsoft"}, "client_id go together"),
        ({"client_id": "c"}, "client_id go together"),
        ({"sign_in": "microsoft", "client_id": "c", "client_secret": "s"}, "client_secret"),
        ({"client_secret": "s"}, "client_secret"),
        ({"sign_in": "gmail", "client_id": "c", "password": "p4ss"}, "keep one"),
        ({"sign_in": "microsoft", "client_id": "c", "tenant": "a/b"}, "no directory"),
        ({"sign_in": "microsoft", "client_id": "c", "tenant": ""}, "no directory"),
        ({"sign_in": "basic"}, "sign_in"),
    ],
)
def test_one_way_in_is_set_and_nothing_that_does_nothing(given: dict, said: str):
    with pytest.raises(ValidationError, match=said) as caught:
        server(host="imap.example.com", **given)
    assert "p4ss" not in caught.value.errors(include_input=False).__repr__()


def test_secrets_do_not_show():
    found = server(host="h", sign_in="gmail", client_id="c", client_secret="s3cret")
    assert "s3cret" not in repr(found)
