"""haro-bot queue and audit: what waits, what was done; nothing is changed."""

import threading
from datetime import timedelta

import pytest

from bot.domain import Act, Cause
from bot.store import Store
from tests.cli import stage
from tests.cli.stage import ACME, NOW, TYRES, bot, do, lines, rows
from tests.cli_ranking.stage import fingerprint


@pytest.mark.usefixtures("kept")
def test_open_cards_are_listed_by_deadline(capsys):
    assert bot("queue", "--json") == 0
    found = rows(capsys)
    assert [(row["card"], row["company"]) for row in found] == [
        (2, ACME),
        (1, ACME),
        (3, TYRES),
    ]
    first = found[0]
    assert first["deadline"] == "2026-09-15T15:00:00Z"
    assert first["hours_left"] == pytest.approx(3, abs=0.1)
    assert (first["state"], first["posted"], first["score"]) == ("open", False, 0.61)
    assert (found[1]["posted"], found[1]["rivals"]) == (True, [TYRES])
    assert bot("queue", "--json", "--company", TYRES) == 0
    assert [row["card"] for row in rows(capsys)] == [3]
    assert bot("queue", "--company", "Nobody") == 2


def test_a_line_says_who_has_it_and_how_long_it_sleeps(kept: Store, capsys):
    do(kept, 1, Act.SNOOZE, until=NOW + timedelta(hours=2))
    do(kept, 1, Act.ASSIGN, person="Ada Dent")
    assert bot("queue", "--company", ACME) == 0
    said = " ".join("\n".join(lines(capsys)).split())
    assert "Dentists on whitening strips" in said
    assert "30 hours" in said
    assert "snoozed until" in said
    assert "assigned to" in said
    (row,) = (r for r in _rows(capsys) if r["card"] == 1)
    assert row["policy"] == "outline"
    assert row["snoozed_until"] == "2026-09-15T14:00:00Z"
    assert (row["state"], row["assigned"]) == ("snoozed", "Ada Dent")


def test_the_decided_of_a_week_are_listed_on_request(kept: Store, capsys):
    do(kept, 1, Act.APPROVE)
    do(kept, 2, Act.SKIP, cause=Cause.OUTLET, at=NOW + timedelta(minutes=1))
    assert [row["card"] for row in _rows(capsys)] == [3]
    assert [row["card"] for row in _rows(capsys, "--all")] == [3, 2, 1]
    skipped = _rows(capsys, "--all")[1]
    assert (skipped["state"], skipped["cause"]) == ("skipped", "outlet")
    assert (skipped["decided_by"], skipped["decided_at"]) == ("U1", "2026-09-15T12:01:00Z")
    late = _rows(capsys, "--all", "--now", "2026-09-22T12:00:30")
    assert [row["card"] for row in late] == [2]


def test_a_queue_of_nothing_says_so(kept: Store, capsys):
    for number in (1, 2, 3):
        do(kept, number, Act.SKIP)
    assert bot("queue") == 0
    assert lines(capsys) == ["nothing waits for a decision"]


def test_reading_changes_nothing(kept: Store, home, capsys):
    kept.close()
    before = fingerprint(home)
    for command in (["queue"], ["queue", "--all"], ["queue", "2"], ["audit"]):
        assert bot(*command) == 0
    assert fingerprint(home) == before


def test_the_queue_can_be_read_while_the_worker_writes(kept: Store, capsys):
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            kept.add_zone("U1", "UTC", NOW)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _ in range(5):
            assert [row["card"] for row in _rows(capsys)] == [2, 1, 3]
    finally:
        stop.set()
        worker.join()


@pytest.mark.usefixtures("kept")
def test_one_card_is_drawn_whole_and_moves_no_cursor(capsys):
    assert bot("queue", "2") == 0
    said = capsys.readouterr().out
    assert "Home enamel care" in said
    assert "Do whitening strips harm enamel?" in said
    assert "\x1b" not in said
    assert bot("queue") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_audit_tells_every_act_the_latest_first(kept: Store, capsys):
    do(kept, 1, Act.SNOOZE, until=NOW + timedelta(hours=2))
    do(kept, 2, Act.MUTE_OUTLET, at=NOW + timedelta(seconds=1))
    assert bot("skip", "1", "--now", "2026-09-15T12:01") == 0
    capsys.readouterr()
    assert bot("audit", "--json") == 0
    found = rows(capsys)
    assert [(row["card"], row["act"]) for row in found] == [
        (1, "skip"),
        (2, "mute_outlet"),
        (1, "snooze"),
    ]
    last = found[0]
    assert (last["by"], last["via"]) == ("terminal:ann", "terminal")
    assert (last["before"], last["after"], last["version"]) == ("snoozed", "skipped", 2)
    assert found[2]["until"] == "2026-09-15T14:00:00Z"
    assert bot("audit") == 0
    text = lines(capsys)
    assert "card 1  skip  snoozed -> skipped  by terminal:ann (terminal)" in text[0]
    assert all("\x1b" not in line for line in text)


def test_the_audit_can_be_of_one_card_or_since_a_day(kept: Store, capsys):
    do(kept, 1, Act.SKIP)
    do(kept, 2, Act.SKIP, at=NOW + timedelta(days=1, hours=-23))
    for asked, cards in (
        (["1"], [1]),
        (["--since", "2026-09-15T12:30"], [2]),
        (["--since", "2026-09-16"], []),
        (["--company", TYRES], []),
    ):
        assert bot("audit", "--json", *asked) == 0
        assert [row["card"] for row in rows(capsys)] == cards
    assert bot("audit", "--since", "soon") == 2


def test_the_audit_says_when_it_shows_only_the_last(kept: Store, capsys):
    for n in range(101):
        do(kept, 1, Act.SNOOZE, until=NOW + timedelta(minutes=n + 1))
    assert bot("audit", "--json") == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 100
    assert "--since shows older ones" in said.err
    assert bot("audit", "1", "--json") == 0
    assert len(rows(capsys)) == 101


def _rows(capsys, *asked: str):
    capsys.readouterr()
    assert bot("queue", "--json", *asked) == 0
    return rows(capsys)


def test_words_may_mean_what_was_decided_lately(kept: Store):
    do(kept, 2, Act.SKIP)
    assert bot("undo", "enamel care") == 0
    assert stage.card(kept, 2).decision is None
