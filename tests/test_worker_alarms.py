"""Of what goes wrong people hear once, and once more when it is over."""

import threading
from collections.abc import Sequence

import pytest

from bot import worker
from bot.errors import LoginRefused, TryLater
from bot.inbox import Backoff
from bot.store import Store
from bot.worker import Worker, telling
from tests.opsroom import Box, Ops, play


@pytest.fixture
def ops(store: Store) -> Ops:
    return Ops(store)


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backoff, "failed", lambda self, error: 0.01)
    for seconds in ("POLL_SECONDS", "BESIDE_SECONDS", "PULSE_SECONDS"):
        monkeypatch.setattr(worker, seconds, 0.02)


def test_an_alarm_of_what_the_settings_no_longer_name_is_over_at_the_next_start(
    ops: Ops,
) -> None:
    """The words of such alarms ask for just that: to name another folder."""
    left = ["folder:imap/Qwoted", "login:old", "after:imap/INBOX", "beside:junk old"]
    here = ["folder:imap/News", "login:imap", "beside:drafting", "beside:after imap/News"]
    others = ["disk", "missing:haro", "channel:#old", "after:imap/News"]
    for key in [*left, *here, *others]:
        ops.alarm(key, "told by a run before")
    work = Worker(
        mailboxes=[Box("imap/News", LoginRefused("no"))],
        advance=lambda: False,
        alarm=ops.alarm,
        cured=ops.cured,
        beside={"after imap/News": lambda: False, "drafting": lambda: False},
        open_alarms=ops.open,
    )
    telling.let_go(
        work.troubles, work.open_alarms, [b.name for b in work.mailboxes], work.beside
    )
    assert ops.open == [*here, *others]
    assert ops.told[-4:] == [
        "Mailbox imap/Qwoted: not in the settings any more.",
        "Mailbox old: not in the settings any more.",
        "Putting away in imap/INBOX: not in the settings any more.",
        "junk old: not in the settings any more.",
    ]


def test_a_worker_lets_go_of_such_alarms_as_it_starts(ops: Ops) -> None:
    ops.alarm("folder:imap/Qwoted", "told by a run before")
    work = Worker(
        mailboxes=[Box("imap", 0)],
        advance=lambda: False,
        alarm=ops.alarm,
        cured=ops.cured,
        open_alarms=ops.open,
    )
    play(work, lambda: not ops.open)


@pytest.mark.usefixtures("_quick")
def test_work_and_what_goes_on_beside_are_told_of_when_they_fail_for_long(
    ops: Ops, monkeypatch: pytest.MonkeyPatch
) -> None:
    for patience in ("WORK_PATIENCE", "BESIDE_PATIENCE", "MAILBOX_PATIENCE"):
        monkeypatch.setattr(telling, patience, 0.05)
    failing = threading.Event()
    failing.set()

    def do() -> bool:
        if failing.is_set():
            raise TryLater("the model is away")
        return False

    def bug() -> bool:
        if failing.is_set():
            raise ValueError("words of a mail")
        return False

    box = Box("imap", *[TryLater("no route")] * 30, 0)
    work = Worker(
        mailboxes=[box],
        advance=do,
        alarm=ops.alarm,
        cured=ops.cured,
        beside={"drafting": do, "drafts": bug},
    )

    def all_told() -> bool:
        if len(ops.told) >= 4:
            failing.clear()
        return len(ops.told) == 8

    play(work, all_told)
    assert ops.open == []
    text = "\n".join(ops.told)
    assert "No mail could be worked on for less than a minute: the model is away." in text
    assert "drafting: nothing could be done for" in text
    assert "a bug, ValueError at test_worker_alarms.py" in text
    assert "words of a mail" not in text
    assert "drafts: works again after less than a minute." in text


@pytest.mark.usefixtures("_quick")
def test_an_alarm_lost_to_a_locked_database_is_told_within_a_long_pause(
    ops: Ops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Backoff, "failed", lambda self, error: 900.0)
    ops.away = True
    work = Worker(
        mailboxes=[Box("imap", LoginRefused("no"))],
        advance=lambda: False,
        alarm=ops.alarm,
        cured=ops.cured,
    )

    def told() -> bool:
        if "login:imap" in work.troubles._known:
            ops.away = False
        return bool(ops.told)

    play(work, told)


@pytest.mark.usefixtures("_quick")
def test_every_thread_says_that_it_is_alive_also_in_a_pause_and_while_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Backoff, "failed", lambda self, error: 900.0)
    beats: list[str] = []

    def away() -> bool:
        raise TryLater("away")

    boxes: Sequence[Box] = [Box("one", 0), Box("two", LoginRefused("no"))]
    work = Worker(
        mailboxes=boxes,
        advance=away,
        alarm=lambda *_: None,
        pulse=beats.append,
        beside={"drafting": away},
    )
    names = ("mailbox one", "mailbox two", "pipeline", "drafting")
    play(work, lambda: all(beats.count(name) > 20 for name in names))


@pytest.mark.usefixtures("_quick")
def test_mail_wakes_the_pipeline_out_of_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL_SECONDS", 900.0)
    monkeypatch.setattr(worker, "PULSE_SECONDS", 900.0)
    rounds: list[int] = []

    def advance() -> bool:
        rounds.append(1)
        return False

    work = Worker(
        mailboxes=[Box("imap", 0, 0, 0, 1, 0)],
        advance=advance,
        alarm=lambda *_: None,
    )
    play(work, lambda: len(rounds) > 1)
