"""How far a look has come is shown on a terminal and said now and then elsewhere."""

import io
import logging

import pytest
from rich.console import Console

from bot.cli.progress import Looks


def test_on_a_terminal_there_is_a_bar_while_it_lasts_and_nothing_afterwards() -> None:
    out = io.StringIO()
    looks = Looks(console=Console(file=out, force_terminal=True, width=100))
    told = looks.of("imap/Qwoted\x1b[31m")
    for done in range(1, 41):
        told(done, 40)
    shown = out.getvalue()
    assert "imap/Qwoted" in shown
    assert "/40" in shown
    assert "\x1b[31mQ" not in shown
    assert shown.rfind("\x1b[?25h") > shown.rfind("\x1b[?25l")  # the cursor is there
    assert shown.split("\x1b[2K")[-1].replace("\x1b[?25h", "").strip() == ""


def test_elsewhere_a_line_is_logged_every_half_minute_and_at_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    clock = [0.0]
    looks = Looks(console=Console(file=io.StringIO()), clock=lambda: clock[0])
    told = looks.of("imap")
    for done in range(1, 101):
        told(done, 100)
        clock[0] += 1
    assert [record.getMessage() for record in caplog.records] == [
        "mailbox imap: 1 of 100 letters looked at",
        "mailbox imap: 31 of 100 letters looked at",
        "mailbox imap: 61 of 100 letters looked at",
        "mailbox imap: 91 of 100 letters looked at",
        "mailbox imap: all 100 letters looked at",
    ]


def test_a_few_letters_are_not_worth_a_word(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    out = io.StringIO()
    for terminal in (True, False):
        looks = Looks(console=Console(file=out, force_terminal=terminal))
        looks.of("imap")(5, 5)
    assert out.getvalue() == ""
    assert caplog.records == []
