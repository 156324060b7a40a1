"""Of an expert's mailbox that is away people hear once, and once when it answers again."""

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.errors import LoginRefused, TryLater
from bot.inbox import Account
from bot.pipeline.boxes import Box, Rounds
from bot.store import Store
from tests import make

HOUR = timedelta(hours=1)


class Scene:
    """One or more mailboxes; ``fails`` says what each answers with."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, make.NOW
        self.fails: dict[str, Exception] = {}
        self.locked = False
        self.restarted()

    def restarted(self) -> None:
        self.rounds = Rounds(now=lambda: self.now, alarm=self.alarm, cured=self.cured)

    def alarm(self, key: str, text: str) -> object:
        if self.locked:
            raise TryLater("database is locked")
        return self.store.alarm(key, text, channel="OPS", now=self.now)

    def cured(self, key: str, text: str) -> object:
        return self.store.cured(key, text, channel="OPS", now=self.now)

    def goes(self, *names: str) -> None:
        """Ask them as the worker does, two hours after the last time."""
        self.now += 2 * HOUR
        boxes = [
            Box(
                account=Account(
                    name=name,
                    host="imap.example.com",
                    port=993,
                    security="tls",
                    username=name,
                ),
                company="Acme Dental",
                expert=name,
            )
            for name in names
        ]

        def work(box: Box) -> bool:
            if box.name in self.fails:
                raise self.fails[box.name]
            return False

        with suppress(TryLater):
            self.rounds.go(boxes, work)

    @property
    def told(self) -> list[str]:
        return [r["text"] for r in self.store.rows("select text from outbox order by id")]


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


def test_one_that_refuses_the_login_is_told_of_at_once_and_only_once(scene: Scene) -> None:
    scene.fails["ada"] = LoginRefused("the password is not taken")
    for _ in range(3):
        scene.goes("ada", "rhys")
    assert scene.told == ["Mailbox [drafts.ada]: the password is not taken"]
    scene.fails.clear()
    scene.restarted()
    for _ in range(3):
        scene.goes("ada", "rhys")
    assert scene.told[1:] == ["Mailbox [drafts.ada] answers again."]
    scene.fails["ada"] = LoginRefused("the password is not taken")
    scene.goes("ada", "rhys")
    assert len(scene.told) == 3, "the next time is told of again"


def test_one_that_is_away_for_a_moment_is_not_told_of(scene: Scene) -> None:
    scene.fails["ada"] = TryLater("no route")
    scene.goes("ada")
    assert scene.told == []
    scene.goes("ada")
    assert scene.told == ["Mailbox [drafts.ada]: no route"]


def test_what_a_locked_database_kept_from_people_they_hear_next_time(scene: Scene) -> None:
    scene.fails["ada"] = LoginRefused("no")
    scene.locked = True
    scene.goes("ada")
    scene.locked = False
    scene.goes("ada")
    assert len(scene.told) == 1
