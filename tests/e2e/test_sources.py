"""``parse --source-config``, ``sources`` and ``leftovers`` as their user meets them."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain import Digest
from bot.store import Store
from tests import make
from tests.e2e import stage

ROOT = stage.ROOT
EXAMPLE = (
    "parse", "--source-config", "examples/newsletter.toml", "examples/newsletter.eml"
)  # fmt: skip
SOURCE = """
[sources.widget_weekly]
title = "Widget [red]Weekly"
domains = ["widgets.example"]
item_start = "Request #:"
labels = { "Brief" = "body", "Due" = "deadline" }
"""


def bot(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name[:4] != "BOT_"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=bare | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr.removeprefix("haro-bot: ").strip()


# ----------------------------------------------------------------------------------- parse


def test_the_example_newsletter_is_read_from_a_clean_checkout() -> None:
    done = bot(*EXAMPLE, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"] for row in rows] == ["widget_weekly"] * 4
    assert [row["reply_to"] or row["reply_url"] for row in rows] == [
        "orla.finnegan@thelathe.example",
        "https://heatandhome.example/requests/heat-pump",
        "bakers@crumb.example",
        "lin@practiceroom.example",
    ]
    assert [row["deadline"] for row in rows] == [
        "2026-09-22T16:00:00Z", "2026-09-18T11:00:00Z", None, "2026-09-25T08:00:00Z"
    ]  # fmt: skip
    assert bot(*EXAMPLE).stdout.count("\n   due ") == 4


def test_a_whole_config_will_do_and_only_its_sources_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[imap]\nnonsense = 1\n" + SOURCE)
    mail = tmp_path / "mail.txt"
    mail.write_text("Request 1: Bees\nDue: ASAP\nBrief: Why?\n")
    done = bot("parse", "--json", "--source-config", str(path), str(mail))
    assert json.loads(done.stdout)["source"] == "widget_weekly"


def test_a_description_that_no_query_answers_to_says_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(SOURCE)
    mail = tmp_path / "mail.txt"
    mail.write_text("Wanted (1) Bees\nUntil - ASAP\nWhat - Why?\n")
    done = bot("parse", "--json", "--source-config", str(path), str(mail))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no query was read by widget_weekly" in done.stderr


def test_a_file_without_a_description_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[imap]\n")
    done = bot("parse", "--source-config", str(path), "examples/newsletter.eml")
    assert "add [sources.your_newsletter]" in refused(done)


def test_a_newsletter_left_out_is_read_as_labelled_mail_or_not_at_all() -> None:
    sample = "tests/samples/sos/digest.eml"
    done = bot("parse", "--json", "--without", "sos", sample)
    assert '"source": "sos"' not in done.stdout
    done = bot("parse", "--json", "--without", "sos", "--without", "generic", sample)
    assert done.stdout == ""
    assert done.returncode == 1


def test_a_name_that_is_no_newsletter_is_refused_with_those_that_are() -> None:
    said = refused(bot("parse", "--without", "hero", "examples/newsletter.eml"))
    assert said.startswith("--without: no newsletter 'hero'; use one of ")
    assert {"generic", "haro", "sos"} <= set(said.split("one of ")[1].split(", "))


# ---------------------------------------------------------------------- sources, leftovers


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A config with a described newsletter, and a store with some mail in it."""
    (tmp_path / "config.toml").write_text('[store]\npath = "bot.db"\n' + SOURCE)
    store = Store(tmp_path / "bot.db")
    for n, digest in enumerate(
        (
            Digest(source="sos", queries=(make.query(),), leftovers=("old line",)),
            Digest(source="haro", leftovers=("one\x1b[31m", "two"), problems=("p",)),
            Digest(source="", leftovers=("Hi",)),
            Digest(source="left_us", queries=(make.query(id="x"),)),
        )
    ):
        at = datetime(2026, 9, 15, 12, n, tzinfo=UTC)
        store.keep_file(str(n).encode(), at)
        mail = store.unread()
        assert mail is not None
        store.add_reading(mail, [digest], now=at)
    store.close()
    return tmp_path


def table(text: str) -> dict[str, str]:
    return {line.split()[0]: " ".join(line.split()) for line in text.splitlines() if line}


def test_every_newsletter_is_listed_with_how_it_fares(home: Path) -> None:
    done = bot("sources", "--config", "config.toml", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert re.match(r"NAME +TITLE +SENDERS +STATE +LAST \(UTC\) +DIGESTS", done.stdout)
    rows = table(done.stdout)
    assert re.search(r"^sos .* confirmed 2026-09-15 12:00 1 1 1 0$", rows["sos"])
    assert re.search(r"^haro .* confirmed never 1 0 2 1$", rows["haro"])
    assert re.search(r"^widget_.* yours never 0 0 0 0$", rows[next(
        name for name in rows if name.startswith("widget"))])  # fmt: skip
    assert "[red]" in done.stdout
    assert rows["left_us"] == "left_us gone 2026-09-15 12:03 1 1 0 0"
    last = done.stdout.splitlines()[-1]
    assert last == "unknown: 1 mails of no newsletter, 1 leftovers, 0 problems"


def test_without_a_config_or_a_store_the_newsletters_are_listed_all_the_same(
    tmp_path: Path,
) -> None:
    done = bot("sources", cwd=tmp_path)
    assert done.returncode == 0
    assert "config.toml: no such file" in done.stderr
    assert table(done.stdout)["NAME"] == "NAME TITLE SENDERS STATE"
    assert table(done.stdout)["haro"] == "haro HARO helpareporter.com confirmed"
    (tmp_path / "config.toml").write_text(SOURCE)
    done = bot("sources", cwd=tmp_path)
    assert done.returncode == 0
    assert "no store yet" in done.stderr
    assert "yours" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_leftovers_are_listed_newest_first_and_counted(home: Path) -> None:
    done = bot("leftovers", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "mail 3  2026-09-15 12:02  unknown  Hi",
        "mail 2  2026-09-15 12:01  haro  one [31m",
        "mail 2  2026-09-15 12:01  haro  two",
        "mail 1  2026-09-15 12:00  sos  old line",
        "haro: 2",
        "sos: 1",
        "unknown: 1",
        "leftovers: 4",
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [("unknown", 1), ("haro", 2), ("widget_weekly", 0), ("left_us", 0), ("generic", 0)],
)
def test_leftovers_of_one_newsletter(home: Path, name: str, lines: int) -> None:
    done = bot("leftovers", "--source", name, cwd=home)
    assert done.returncode == 0
    assert done.stdout.count("mail ") == lines
    assert done.stdout.endswith(f"leftovers: {lines}\n")


def test_leftovers_of_nobody_or_without_a_store_are_bad_input(home: Path) -> None:
    said = refused(bot("leftovers", "--source", "hero", cwd=home))
    assert "no newsletter 'hero'; use unknown or one of" in said
    assert "widget_weekly" in said
    (home / "bot.db").unlink()
    assert "does not exist yet" in refused(bot("leftovers", cwd=home))
    assert not (home / "bot.db").exists()


def test_both_work_while_a_worker_holds_the_store(home: Path) -> None:
    store = Store(home / "bot.db")
    store.lock()
    try:
        assert bot("sources", cwd=home).returncode == 0
        assert bot("leftovers", cwd=home).returncode == 0
    finally:
        store.close()
