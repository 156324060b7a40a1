"""From the mailbox to its other folder and back: the inbox, the store and the readers."""

from pathlib import Path

import pytest

from bot.cli.asides import asides
from bot.cli.prompts import prompts_folder
from bot.inbox import Account, Inbox, junk
from bot.pipeline import Desks, Mailroom, Pipeline
from bot.pitching import Prompts
from bot.store import Store
from tests.inbox.miniimap import MiniImap
from tests.inbox.reading import Ears
from tests.inbox.shelf import account, letter, now

SAMPLES = Path(__file__).parents[1] / "samples"
HARO = (SAMPLES / "haro/digest.eml").read_bytes()
QWOTED = (SAMPLES / "qwoted/digest.eml").read_bytes().replace(b"\n", b"\r\n")


class Life:
    """One life of a worker, as far as mail is concerned."""

    def __init__(self, store: Store, made: Account) -> None:
        self.store, self.ears = store, Ears()
        room = Mailroom()
        self.inbox = Inbox(made, store, now=now)
        self.pipeline = Pipeline(
            store=store,
            profiles=tuple,
            embed=lambda _: pytest.fail("no model here"),
            engine="",
            prompts=Prompts.load(prompts_folder()),
            desks=Desks(channel=""),
            now=now,
            mailroom=room,
        )
        self.beside = asides(
            [made],
            store,
            room,
            now=now,
            tell=self.ears.alarm,
            alarm=self.ears.alarm,
            cured=self.ears.cured,
            stop=lambda: False,
        )

    def read(self) -> int:
        new = self.inbox.fetch_new()
        self.inbox.close()
        while self.pipeline.read_one():
            pass
        return new


def raws(mini: MiniImap, folder: str) -> list[bytes]:
    return [message.raw for message in mini.folders[folder].messages]


def test_a_digest_is_moved_once_it_was_read_and_nothing_else_is(
    store: Store, mini: MiniImap
) -> None:
    mini.make("Done", special={})
    moving = account(mini, after="move", move_to="Done", junk=False)
    for raw in (HARO, letter("from a friend"), QWOTED):
        mini.deliver(raw)
    life = Life(store, moving)
    assert life.inbox.fetch_new() == 3
    life.inbox.close()
    assert not life.beside["after imap"]()  # kept, and not read yet
    assert raws(mini, "Done") == []
    again = Life(store, moving)  # the first life ended between the two
    assert again.read() == 0
    assert again.beside["after imap"]()
    assert sorted(raws(mini, "Done")) == sorted([HARO, QWOTED])
    assert raws(mini, "INBOX") == [letter("from a friend")]
    assert Life(store, account(mini, folder="Done")).read() == 0


def test_a_digest_in_the_spam_folder_is_read_and_told_of(
    store: Store, mini: MiniImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(junk, "BETWEEN", 0.0)
    mini.make("Spam", special={"Spam": "\\Junk"})
    mini.deliver(QWOTED, to="Spam")
    mini.deliver(letter("win a prize"), to="Spam")
    life = Life(store, account(mini))
    assert life.beside["junk imap"]()
    life.read()
    life.beside["junk imap"]()
    (told,) = life.ears.alarms
    assert told[1] == (
        "What looks like a digest of Qwoted lay in the spam folder (Spam) of mailbox imap:"
        " it was read, and nothing proves who sent it. Look at it before you mark it as not"
        " spam."
    )
    assert len(raws(mini, "Spam")) == 2
