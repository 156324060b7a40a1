"""The contract of the commands: keys, exit codes, one line for a mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap

NOW = "2026-09-15T10:00:00Z"
KEYS = [
    "id", "source", "number", "summary", "reporter", "outlet", "outlet_url", "category",
    "reply_to", "reply_url", "profile_url", "deadline", "deadline_text", "deadline_sure",
    "body", "requirements", "questions", "no_ai", "traps", "anonymous", "cut",
    "file",
]  # fmt: skip
DIGEST = stage.digest(
    (
        "Dentists on whitening strips",
        "Do whitening strips harm enamel? No AI answers please.",
    ),
    ("Enamel care", "How do braces change enamel?"),
)


def bot(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *args],
        capture_output=True,
        text=True,
        env=stage.environment(**env),
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def one_line(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("haro-bot: ")
    return last


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "digest.eml"
    path.write_bytes(DIGEST)
    return path


def test_parse_prints_one_object_a_query_with_every_key(mail: Path):
    done = bot("parse", "--json", str(mail), "--now", NOW)
    assert done.returncode == 0, done.stderr
    rows = lines(done)
    assert [list(row) for row in rows] == [KEYS] * 2
    assert rows[0]["number"] == 1
    assert rows[0]["deadline"] == "2026-09-20T23:00:00Z"
    assert rows[0]["no_ai"] is True
    assert rows[1]["no_ai"] is False
    assert rows[0]["file"] == str(mail)


def test_parse_reads_folders_and_mboxes_unmerged(mail: Path, tmp_path: Path):
    box = tmp_path / "all.mbox"
    box.write_bytes((b"From x Tue Sep 15 09:07:00 2026\n" + DIGEST + b"\n") * 2)
    assert len(lines(bot("parse", "--json", str(tmp_path)))) == 6
    assert len(lines(bot("parse", "--json", str(mail), str(mail)))) == 4


def test_an_mbox_gives_the_lines_that_were_quoted_for_it(tmp_path: Path):
    box = tmp_path / "all.mbox"
    quoted = DIGEST.replace(b"How do braces", b"\r\n>From what age?\r\nHow do braces")
    box.write_bytes(b"From x Tue Sep 15 09:07:00 2026\n" + quoted + b"\n")
    assert "From what age?" in lines(bot("parse", "--json", str(box)))[1]["body"]
    assert ">From" not in lines(bot("parse", "--json", str(box)))[1]["body"]
    box.write_bytes(b"hello")
    assert "holds no mail" in one_line(bot("parse", str(box)), 2)


def test_one_company_given_twice_is_refused(mail: Path, tmp_path: Path):
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    profile = str(tmp_path / "acme.toml")
    done = bot("rank", "--profile", profile, "--profile", profile, str(mail))
    assert "two profiles" in one_line(done, 2)


@pytest.mark.model
def test_a_bare_midnight_counts_until_its_day_ends_in_mail_and_jsonl_alike(
    mail: Path, tmp_path: Path
):
    mail.write_bytes(
        stage.digest(("Enamel", "What is it?"), deadline="12:00 AM ET - 20 September")
    )
    (tmp_path / "q.jsonl").write_text(bot("parse", "--json", str(mail)).stdout)
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    for file in (str(mail), str(tmp_path / "q.jsonl")):
        for now, expired in (
            ("2026-09-20T12:00:00Z", False),
            ("2026-09-21T12:00:00Z", True),
        ):
            done = bot(
                "rank",
                "--json",
                "--profile",
                str(tmp_path / "acme.toml"),
                file,
                "--now",
                now,
            )
            assert [row["expired"] for row in lines(done)] == [expired], (file, now)


def test_a_count_that_does_not_add_up_is_said_and_the_rest_printed(mail: Path):
    mail.write_bytes(
        DIGEST.replace(
            b"2) Enamel care (Outlet 2)", b"2) Enamel care (Outlet 2)\r\n\r\n3) Gone (X)"
        )
    )
    done = bot("parse", "--json", str(mail))
    assert done.returncode == 1
    assert len(lines(done)) == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_welcome_mail_is_no_query_and_no_error(tmp_path: Path):
    path = tmp_path / "welcome.eml"
    path.write_text(
        "From: HARO <noreply@helpareporter.com>\nSubject: Please verify your email\n\n"
        "Click here to verify your email.\n"
    )
    done = bot("parse", "--json", str(path))
    assert (done.returncode, done.stdout) == (0, "")


def test_a_missing_file_is_bad_input():
    assert "nowhere.eml" in one_line(bot("parse", "nowhere.eml"), 2)


def test_a_bad_clock_is_bad_input(mail: Path):
    assert "--now" in one_line(bot("parse", str(mail), "--now", "tomorrow"), 2)


def test_a_missing_config_is_bad_input_for_every_command_that_needs_one(mail: Path):
    for args in (("run",), ("check",), ("import", str(mail))):
        done = bot(*args, "--config", "nowhere.toml")
        assert "nowhere.toml" in one_line(done, 2)


def test_a_broken_line_of_jsonl_is_named(tmp_path: Path):
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": "a", "summary": "s", "body": "b"}\n{"id": "b"}\n')
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    done = bot("rank", "--profile", str(tmp_path / "acme.toml"), str(path))
    assert "line 2" in one_line(done, 2)


@pytest.mark.model
def test_rank_sorts_over_all_profiles_and_leaves_the_deadline_to_the_reader(
    mail: Path, tmp_path: Path
):
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    other = stage.PROFILE.replace("Acme Dental", "Tyre Shop").replace(
        'topics = ["teeth whitening", "enamel care"]', 'topics = ["winter tyres"]'
    )
    (tmp_path / "tyres.toml").write_text(other)
    args = [
        "--profile",
        str(tmp_path / "acme.toml"),
        "--profile",
        str(tmp_path / "tyres.toml"),
    ]
    done = bot("rank", "--json", *args, str(mail), str(mail), "--now", "2027-01-01")
    assert done.returncode == 0, done.stderr
    rows = lines(done)
    assert len(rows) == 4
    assert [row["score"] for row in rows] == sorted(
        (r["score"] for r in rows), reverse=True
    )
    assert all(row["expired"] for row in rows)
    assert all(0 <= row["score"] <= 1 for row in rows)
    assert list(rows[0]) == [
        "query_id", "profile", "score", "verdict", "expired", "expert", "why", "against",
        "summary", "outlet", "deadline",
    ]  # fmt: skip


def test_version_is_printed():
    assert bot("version").stdout.startswith("haro-bot ")


# --------------------------------------------------------------- run --once


@pytest.fixture
def slack():
    with stage.Slack() as slack:
        yield slack


def test_slack_refusing_the_token_is_bad_input_and_names_it(slack, tmp_path: Path):
    with MiniImap() as imap:
        path = stage.config(tmp_path, slack, imap.port)
        done = stage.once(path, BOT_SLACK__BOT_TOKEN="xoxb-wrong")
        assert "BOT_SLACK__BOT_TOKEN" in one_line(done, 2)


def test_a_refused_login_keeps_the_work_and_ends_with_one(slack, tmp_path: Path):
    with MiniImap() as imap:
        path = stage.config(tmp_path, slack, imap.port)
        done = stage.once(path, BOT_IMAP__PASSWORD="wrong-password")
        assert done.returncode == 1
        assert "wrong-password" not in done.stderr + done.stdout


def test_a_missing_secret_names_its_variable(slack, tmp_path: Path):
    path = stage.config(tmp_path, slack, 1)
    done = stage.once(path, BOT_IMAP__PASSWORD="")
    assert "BOT_IMAP__PASSWORD" in one_line(done, 2)


def test_nothing_to_do_is_done(slack, tmp_path: Path):
    with MiniImap() as imap:
        assert stage.once(stage.config(tmp_path, slack, imap.port)).returncode == 0


def test_imported_mail_is_stored_once_and_posted_by_the_next_run(
    slack, mail: Path, tmp_path: Path
):
    driver = (str(Path(stage.__file__).with_name("killed.py")),)
    with MiniImap() as imap:
        path = stage.config(
            tmp_path, slack, imap.port, more="[matching]\nthreshold = 0.0\nhold = 0.0"
        )
        for new in ("1 new", "0 new"):
            done = bot("import", "--config", str(path), str(mail))
            assert done.returncode == 0
            assert new in done.stderr
        assert stage.once(path, driver=driver, BOT_NOW=NOW).returncode == 0
        assert len(slack.cards()) == 2


def test_more_cards_than_the_day_takes_wait_and_that_is_said_once(
    slack, mail: Path, tmp_path: Path
):
    driver = (str(Path(stage.__file__).with_name("killed.py")),)
    with MiniImap() as imap:
        imap.deliver(DIGEST)
        more = "max_per_day = 1\n[matching]\nthreshold = 0.0\nhold = 0.0"
        path = stage.config(tmp_path, slack, imap.port, more=more)
        for _ in range(2):
            assert stage.once(path, driver=driver, BOT_NOW=NOW).returncode == 0
        assert len(slack.cards()) == 1
        above = [m for m in slack.messages() if not m.get("thread_ts")]
        assert len(above) == 2  # the card, and one word about the limit
        assert (
            stage.once(path, driver=driver, BOT_NOW="2026-09-16T10:00:00Z").returncode == 0
        )
        assert len(slack.cards()) == 2


def test_a_mail_that_breaks_the_parser_is_told_once_and_blocks_nothing(
    slack, tmp_path: Path
):
    driver = (str(Path(stage.__file__).with_name("killed.py")),)
    with MiniImap() as imap:
        imap.deliver(b"Subject: poison\r\n\r\nPOISON\r\n")
        imap.deliver(DIGEST)
        path = stage.config(
            tmp_path, slack, imap.port, more="[matching]\nthreshold = 0.0\nhold = 0.0"
        )
        for _ in range(2):
            done = stage.once(path, driver=driver, BOT_NOW=NOW, POISON="1")
            assert done.returncode == 0, done.stderr
        assert len(slack.cards()) == 2
        notices = [m for m in slack.messages() if "set aside" in m["text"]]
        assert len(notices) == 1


def test_importing_the_pipeline_brings_no_torch_and_no_model():
    heavy = "('torch', 'sentence_transformers', 'transformers')"
    code = (
        "import sys, bot.pipeline, bot.cli.run;"
        f" print([m for m in sys.modules if m.split('.')[0] in {heavy}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, PYTHONPATH=str(stage.ROOT)),
    )
    assert done.stdout.strip() == "[]"
