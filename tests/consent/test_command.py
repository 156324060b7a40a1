"""Access tokens printed by a program of the user's own."""

import logging
import os
import sys
import time
from pathlib import Path

import pytest

from bot.consent import Command, token_source
from bot.errors import LoginRefused, TryLater


def printing(folder: Path, code: str, **changes: float) -> Command:
    words = (sys.executable, "-S", "-E", "-c", code)
    return Command(name="agency", words=words, folder=folder, **changes)


def sh(folder: Path, code: str, **changes: float) -> Command:
    return Command(name="agency", words=("/bin/sh", "-c", code), folder=folder, **changes)


def test_the_first_line_it_prints_is_the_token(tmp_path: Path) -> None:
    token = token_source(sh(tmp_path, "echo '  tok-1  '; echo more"))
    assert token(False) == "tok-1"


def test_it_runs_anew_each_time_beside_the_config(tmp_path: Path) -> None:
    token = token_source(sh(tmp_path, "echo >> runs; wc -l < runs"))
    assert [token(False), token(False), token(True)] == ["1", "2", "3"]
    assert (tmp_path / "runs").exists()


def test_no_shell_reads_the_words(tmp_path: Path) -> None:
    words = ("/bin/echo", "$(id);`id`|id")
    assert token_source(Command(name="a", words=words, folder=tmp_path))(False) == words[1]


def test_our_own_secrets_are_not_handed_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_SLACK__BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("MAIL_PROFILE", "work")
    token = token_source(sh(tmp_path, 'echo "$MAIL_PROFILE-$BOT_SLACK__BOT_TOKEN"'))
    assert token(False) == "work-"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("echo t; exit 3", "ended with code 3"),
        ("echo no network >&2; exit 1", "ended with code 1: no network"),
        ("kill -9 $$", "was killed by 9"),
        ("exit 0", "printed nothing"),
        ("echo; echo t", "printed nothing"),
        ("echo Your token is: t", "no token"),
        ("printf 'a\\001b'", "no token"),
        ("printf 'p\\303\\244'", "no token"),
    ],
)
def test_where_there_is_no_token_it_is_tried_again_and_said_why(
    tmp_path: Path, code: str, said: str
) -> None:
    with pytest.raises(TryLater, match=said) as caught:
        token_source(sh(tmp_path, code))(False)
    assert not isinstance(caught.value, LoginRefused)
    assert "agency" in str(caught.value)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("/nowhere/token", "No such file"),
        ("", "cannot be started"),
        ("a\0b", "cannot be started"),
    ],
)
def test_a_program_that_is_not_there_is_named(tmp_path: Path, word: str, said: str) -> None:
    with pytest.raises(TryLater, match=said):
        token_source(Command(name="a", words=(word,), folder=tmp_path))(False)


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    code = "echo tok-1; sleep 300 & echo $! > child; wait"
    began = time.monotonic()
    with pytest.raises(TryLater, match="did not end within"):
        token_source(sh(tmp_path, code, limit=1.5))(False)
    assert time.monotonic() - began < 20
    child = int((tmp_path / "child").read_text())
    end = time.monotonic() + 20
    while time.monotonic() < end and _runs(child):
        time.sleep(0.02)
    assert not _runs(child)


def test_a_child_that_stays_on_with_our_pipes_is_not_waited_for(tmp_path: Path) -> None:
    code = "sleep 300 & echo $! > child; echo tok-1"  # as agents that keep keys do
    began = time.monotonic()
    assert token_source(sh(tmp_path, code))(False) == "tok-1"
    assert time.monotonic() - began < 20
    child = int((tmp_path / "child").read_text())
    assert _runs(child)
    os.kill(child, 9)


def test_a_program_that_never_stops_printing_is_ended(tmp_path: Path) -> None:
    with pytest.raises(TryLater, match="prints without an end"):
        token_source(sh(tmp_path, "exec cat /dev/zero"))(False)


def test_what_it_says_is_logged_without_tokens_and_addresses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    refresh = "1//0" + "g" * 40
    code = (
        f"import sys; print('tok-1'); print('for press@example.com: tok-1, {refresh}',"
        " file=sys.stderr); sys.exit(2)"
    )
    with pytest.raises(TryLater) as caught:
        token_source(printing(tmp_path, code))(False)
    shown = caplog.text + str(caught.value)
    assert "for ***" in shown
    assert not [s for s in ("tok-1", refresh, "press@") if s in shown]
    assert "tok-1" not in repr(token_source)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith("Z")
