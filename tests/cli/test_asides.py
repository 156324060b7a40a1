"""Which mailboxes get a look into the spam folder, and which have digests put away."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.cli.asides import asides
from bot.inbox import Account, junk
from bot.pipeline import Mailroom
from bot.store import Store
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import account

DIGEST = b"Subject: HARO Queries\r\nFrom: HARO <haro@helpareporter.com>\r\n\r\nhello\r\n"


def never() -> bool:
    return False


def names(store: Store, *accounts: Account) -> set[str]:
    made = asides(
        accounts,
        store,
        Mailroom(),
        now=lambda: datetime.now(UTC),
        tell=lambda _key, _text: None,
        alarm=lambda _key, _text: None,
        cured=lambda _key, _text: None,
        stop=never,
    )
    return set(made)


@pytest.fixture
def mini() -> Iterator[MiniImap]:
    with MiniImap() as server:
        yield server


def test_each_mailbox_has_one_spam_folder_and_each_folder_its_own_putting_away(
    store: Store, mini: MiniImap
) -> None:
    inbox = account(mini, after="mark", one_of_several=True)
    other = account(mini, folder="Qwoted", after="mark", one_of_several=True)
    assert names(store, inbox, other) == {
        "after imap/INBOX",
        "after imap/Qwoted",
        "junk imap",
    }


def test_what_is_switched_off_does_not_go_on(store: Store, mini: MiniImap) -> None:
    assert names(store, account(mini, junk=False)) == set()


def test_the_spam_folder_is_searched_for_the_newsletters_that_are_known(
    store: Store, mini: MiniImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(junk, "BETWEEN", 0.0)
    mini.make("Spam", special={"Spam": "\\Junk"})
    mini.deliver(DIGEST, to="Spam")
    mini.deliver(DIGEST.replace(b"helpareporter.com", b"example.com"), to="Spam")
    made = asides(
        [account(mini)],
        store,
        Mailroom(),
        now=lambda: datetime.now(UTC),
        tell=lambda _key, _text: None,
        alarm=lambda _key, _text: None,
        cured=lambda _key, _text: None,
        stop=never,
    )
    assert made["junk imap"]()
    mail = store.unread()
    assert mail is not None
    assert mail.raw == DIGEST
    assert not made["junk imap"]()
