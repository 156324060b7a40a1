"""A server that wants to be left alone is left alone as long as it says."""

import pytest

from bot.errors import LoginRefused, TryLater
from bot.inbox import Inbox
from bot.inbox.throttle import asked_pause
from tests.inbox.fakeimap import FakeImap
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, now


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("Request is throttled. Suggested Backoff Time: 258134 milliseconds", 258.134),
        ("Request is throttled. Suggested Backoff Time: 90 seconds", 90),
        ("Suggested Backoff Time: 1 milliseconds", 1),
        ("Suggested Backoff Time: 999999999999 milliseconds", 6 * 3600),
    ],
)
def test_the_pause_a_server_names_is_the_pause_within_reason(
    words: str, seconds: float
) -> None:
    assert asked_pause(words) == seconds


@pytest.mark.parametrize(
    "words",
    [
        "[THROTTLED] slow down",
        "[ALERT] Too many simultaneous connections. (Failure)",
        "Maximum number of connections from user+IP exceeded",
        "[ALERT] Account exceeded command or bandwidth limits. (Failure)",
        "User is authenticated but not connected.",
        "[LIMIT] Too many logins",
        "[OVERQUOTA] Not enough disk quota",
        "Request is throttled.",
    ],
)
def test_too_much_is_minutes_and_not_seconds(words: str) -> None:
    pause = asked_pause(words)
    assert pause is not None
    assert 300 <= pause <= 3600


@pytest.mark.parametrize(
    "words",
    ["", "[UNAVAILABLE] try again", "going down", "[NONEXISTENT] Unknown folder: Limits"],
)
def test_words_that_ask_for_no_pause_get_none(words: str) -> None:
    assert asked_pause(words) is None


@pytest.mark.parametrize("verb", ["LOGIN", "EXAMINE", "SEARCH", "FETCH"])
@pytest.mark.parametrize("kind", [b"NO", b"BAD"])
def test_a_pause_asked_for_in_any_answer_is_handed_on(
    mini: MiniImap, verb: str, kind: bytes
) -> None:
    mini.deliver(b"Subject: x\r\n\r\nhello\r\n")
    answer = b"TAG " + kind + b" Request is throttled. Suggested Backoff Time: 258134"
    answer += b" milliseconds\r\n"
    mini.fault = lambda said, _: answer if said == verb else None
    with pytest.raises(TryLater) as caught:
        Inbox(account(mini), Shelf(), now=now).fetch_new()
    assert not isinstance(caught.value, LoginRefused)
    assert caught.value.after == 258.134


def test_a_greeting_that_sends_us_away_is_a_pause_of_minutes() -> None:
    words = b"* BYE [ALERT] Too many simultaneous connections. (Failure)\r\n"
    with FakeImap(lambda wire: wire.send(words)) as server:
        with pytest.raises(TryLater, match="Too many simultaneous") as caught:
            Inbox(account(server), Shelf(), now=now).fetch_new()
        assert caught.value.after == 300
