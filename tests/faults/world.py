"""A mailbox, Slack and a database around workers that come and go, and what must hold."""

import json
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from tests.e2e import stage
from tests.faults.letters import Letters
from tests.faults.nursery import Life, Nursery

SETTINGS = """
max_per_day = 1000
[matching]
threshold = 0.0
hold = 0.0
"""
# so many kills in the reading of one mail are a sign that the mail is to blame
TIMES = {"bot.pipeline.reading.READ_TRIES": 10**6}


class Server(Protocol):
    def deliver(self, raw: bytes) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ports that lead to the mailbox and, unless 0, to Slack.

    ``move_to``: the folder for digests that were read. ``times``: limits to be changed.
    """

    mail: int
    web: int = 0
    move_to: str = ""
    times: Mapping[str, float] = field(default_factory=dict)


class World:
    """``letters`` says what was asked, ``delivered`` is the sha256 of each letter."""

    def __init__(
        self,
        home: Path,
        nursery: Nursery,
        slack: stage.Slack,
        server: Server,
        ways: Ways,
        *,
        seed: int,
    ) -> None:
        self.home = home
        self.slack = slack
        self.letters = Letters(random.Random(seed))
        self.delivered: list[str] = []
        self.path = stage.config(home, slack, ways.mail, more=SETTINGS)
        self._nursery = nursery
        self._server = server
        self._times = TIMES | dict(ways.times)
        text = self.path.read_text()
        if ways.move_to:
            moved = f'[imap]\nafter = "move"\nmove_to = "{ways.move_to}"'
            text = text.replace("[imap]", moved)
        if ways.web:
            text = text.replace(slack.base_url, f"http://127.0.0.1:{ways.web}/api/")
        self.path.write_text(text)
        slack("reset")

    @property
    def database(self) -> Path:
        return self.home / "haro-bot.db"

    @property
    def log(self) -> str:
        return (self.home / "worker.log").read_text(errors="replace")

    def live(self, **env: str) -> Life:
        """Start a worker."""
        env = stage.environment(TIMES=json.dumps(self._times), **env)
        argv = ["run", "--config", str(self.path)]
        return self._nursery.start(argv, env, self.home / "worker.log")

    def deliver(self, *, attached: int = 0) -> set[str]:
        """Put the next digest into the mailbox; return the titles that are new in it."""
        known = self.letters.asked
        raw = self.letters.digest(attached=attached)
        self._server.deliver(raw)
        self.delivered.append(sha256(raw).hexdigest())
        return self.letters.asked - known

    def posted(self) -> Counter[str]:
        """Count the cards by the titles they show."""
        return Counter(card["text"].split(" · ")[0] for card in self.slack.cards())

    def await_cards(self, titles: set[str], seconds: float) -> float:
        """Return how long it took until all of them stood there."""
        began = time.monotonic()
        stage.until(lambda: titles <= self.posted().keys(), seconds, 0.05)
        return time.monotonic() - began

    def settle(self, seconds: float = 60.0) -> None:
        """Wait until every expected card stands and nothing is left to send."""
        self.await_cards(self.letters.asked, seconds)
        stage.until(lambda: not _rows(self.database, UNSENT), seconds, 0.1)

    def left_behind(self, sql: str) -> list[tuple[object, ...]]:
        """Ask a copy of the database: to open what a kill left would mend it."""
        if not self.database.exists():
            return []
        copy = self.home / "copy.db"
        for end in ("", "-wal"):
            Path(f"{copy}{end}").unlink(missing_ok=True)
            if (part := Path(f"{self.database}{end}")).exists():
                shutil.copy(part, f"{copy}{end}")
        return _rows(copy, sql)

    def wrong(self) -> dict[str, object]:
        """Say what of all that must hold does not."""
        cards, kept = self.posted(), {row[0] for row in self.left_behind(KEPT)}
        marks = Counter(json.dumps(m.get("metadata")) for m in self.slack.messages())
        found: dict[str, object] = {
            "missing": sorted(self.letters.asked - cards.keys()),
            "never asked": sorted(cards.keys() - self.letters.asked),
            "twice": sorted(title for title, times in cards.items() if times > 1),
            "messages twice": sorted(mark for mark, times in marks.items() if times > 1),
            "mails lost": [one for one in self.delivered if one not in kept],
            "set aside": self.left_behind("select * from quarantines"),
            "integrity": [row for row in self.left_behind(CHECK) if row != ("ok",)],
        }
        return {name: what for name, what in found.items() if what}


UNSENT = "select 1 from outbox where state in ('pending', 'sending')"
KEPT = "select sha256 from mails"
CHECK = "pragma integrity_check"


def _rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as db:
        try:
            return db.execute(sql).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):  # killed before it was made
                return []
            raise
