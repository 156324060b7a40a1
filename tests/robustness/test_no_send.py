"""Nothing can send mail: no module has the means, and no run tries to."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.robustness import recorder

BOT = Path(__file__).parents[2] / "bot"
RECORDER = str(Path(recorder.__file__))
DRIVER = str(Path(stage.__file__).with_name("killed.py"))
NOW = "2026-09-15T10:00:00Z"
SENDERS = {  # whatever can send mail by itself
    *("smtplib", "smtpd", "aiosmtplib", "aiosmtpd", "asyncsmtp", "emails", "envelopes"),
    *("yagmail", "redmail", "mailer", "marrow", "turbo_smtp", "pymailer", "mailtrap"),
    *("sendgrid", "mailgun", "mailjet_rest", "postmarker", "postmark", "postmark_core"),
    *("resend", "sparkpost", "mandrill", "mailchimp_transactional", "mailersend"),
    *("sib_api_v3_sdk", "brevo", "brevo_python", "boto", "boto3", "botocore", "aioboto3"),
    *("exchangelib", "O365", "msgraph", "googleapiclient", "nylas", "zeep", "jmapc"),
    *("email.mime", "django.core.mail", "flask_mail", "fastapi_mail", "twisted.mail"),
}
STARTING = {
    "system",
    "popen",
    "execv",
    "execve",
    "execvp",
    "spawnv",
    "spawnl",
    "posix_spawn",
}
SMELLS = (
    *("sendmail", "msmtp", "mailx", "smtp.", "smtps://", "smtp://", "/mail/send"),
    *("api.sendgrid", "api.mailgun", "api.postmark", "api.resend", "messages/send"),
)


# ------------------------------------------------------------------------- what is written


@cache
def nodes(source: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source)))


def imported(source: str) -> Iterator[str]:
    """Yield every module that a source imports anywhere, by a statement or a call."""
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {
            "import_module",
            "__import__",
        }:
            yield from (
                arg.value
                for arg in node.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def sending(names: Iterator[str] | set[str]) -> set[str]:
    """Return those of the modules that send, or are part of one that does."""
    return {
        name
        for name in names
        if any(name == sender or name.startswith(f"{sender}.") for sender in SENDERS)
    }


def suspicious(source: str) -> set[str]:
    """Return what in a source starts a program or names a way to send."""
    notes = {
        id(node.body[0].value)
        for node in nodes(source)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Call) and _called(node) in STARTING:
            found.add(_called(node))
        if isinstance(node, ast.Attribute) and node.attr == "SMTPHandler":
            found.add(node.attr)
        if isinstance(node, ast.Constant) and id(node) not in notes:
            said = str(node.value).lower()
            found |= {smell for smell in SMELLS if smell in said}
    return found


def sources() -> dict[str, str]:
    return {str(path.relative_to(BOT)): path.read_text() for path in BOT.rglob("*.py")}


def test_no_module_imports_what_can_send_mail():
    found = {path: sending(imported(source)) for path, source in sources().items()}
    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_no_module_names_a_way_to_send_mail():
    found = {path: suspicious(source) for path, source in sources().items()}
    assert {path: smells for path, smells in found.items() if smells} == {}


def test_only_the_model_and_the_command_that_prints_a_token_run_in_their_own_process():
    starting = {
        path
        for path, source in sources().items()
        if {"subprocess", "multiprocessing", "pty", "os.fork"} & set(imported(source))
    }
    assert starting <= {
        *("embedding/embedder.py", "embedding/child.py"),
        "consent/command.py",  # a list of words from the config, never from a mail
    }


@pytest.mark.parametrize(
    "source",
    [
        "import smtplib",
        "import os, smtplib as s",
        "def send():\n    from smtplib import SMTP",
        "if True:\n    from django.core import mail",
        "from email.mime.text import MIMEText",
        "import importlib\nimportlib.import_module('aiosmtplib')",
        "__import__('sendgrid.helpers')",
        "try:\n    import boto3\nexcept ImportError:\n    pass",
    ],
)
def test_a_module_that_could_would_be_found(source: str):
    assert sending(imported(source))


@pytest.mark.parametrize(
    "source",
    [
        "os.system('x')",
        "run(['/usr/sbin/sendmail', '-t'])",
        "HOST = 'smtp.example.com'",
        "logging.handlers.SMTPHandler(1)",
    ],
)
def test_a_way_to_send_would_be_found(source: str):
    assert suspicious(source)


# -------------------------------------------------------------------------- what is loaded

LOAD = """
import importlib, json, pkgutil, sys
import bot
names = [m.name for m in pkgutil.walk_packages(bot.__path__, "bot.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(json.dumps([len(names), sorted(sys.modules)]))
"""


def test_nothing_that_sends_is_loaded_once_every_module_is():
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=stage.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    count, loaded = json.loads(done.stdout)
    assert count > 100
    assert "bot.cli.run" in loaded
    assert sending(set(loaded)) == set()


# ---------------------------------------------------------------------------- what is done


def approve(slack: stage.Slack) -> None:
    """Click Approve on the first card and wait for what is said below it."""
    card = slack.cards()[0]
    before = len(_below(slack, card))
    where = {"channel": stage.CHANNEL, "ts": card["ts"]}
    slack("click", user="U01ALICE", action_id="approve", **where)
    stage.until(lambda: len(_below(slack, card)) > before, 20, 0.05)
    stage.until(lambda: "*Approved* by <@U01ALICE>" in str(slack.cards()), 20, 0.05)


def _below(slack: stage.Slack, card: dict[str, Any]) -> list[dict[str, Any]]:
    return [m for m in slack.messages() if m.get("thread_ts") == card["ts"]]


@pytest.mark.slow
def test_a_run_from_mail_to_approval_connects_to_mailbox_and_slack_and_nobody_else(
    tmp_path: Path,
):
    log = tmp_path / "events"
    with stage.Slack() as slack, MiniImap() as imap:
        imap.deliver(stage.digest(("Whitening strips", "Do strips harm enamel?")))
        more = "[matching]\nthreshold = 0.0\nhold = 0.0"
        path = stage.config(tmp_path, slack, imap.port, more=more)
        driver = (RECORDER, str(log), DRIVER)
        with stage.Worker(path, driver=driver, BOT_NOW=NOW) as worker:
            stage.until(slack.cards, 30, 0.05)
            stage.until(lambda: slack("state")["connections"], 30, 0.05)
            approve(slack)
            assert worker.stop()[0] == 0, worker.said()
        ports = {imap.port, slack.port}
    found = recorder.events(log)
    assert recorder.faults(found) == []
    reached = {said[1] for what, said in found if what == "socket.connect" and said[1:]}
    assert reached == ports


TRIES = """
import asyncio, contextlib, smtplib, socket, subprocess, sys
port = int(sys.argv[1])
with contextlib.suppress(OSError):
    socket.create_connection(("127.0.0.1", 25), 0.2)
with contextlib.suppress(OSError):
    socket.socket().connect_ex(("127.0.0.1", 587))
with contextlib.suppress(OSError):
    asyncio.run(asyncio.open_connection("127.0.0.1", 465))
with contextlib.suppress(OSError):
    smtplib.SMTP("127.0.0.1", port, timeout=0.2)
with contextlib.suppress(OSError):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect(("192.0.2.1", 2000))
with contextlib.suppress(OSError):
    subprocess.run(["/nowhere/sendmail", "-t"])
"""


@pytest.mark.filterwarnings("default")
def test_the_recorder_sees_every_way_out(tmp_path: Path):
    log, program = tmp_path / "events", tmp_path / "tries.py"
    program.write_text(TRIES)
    port = str(stage.free_port())
    subprocess.run(
        [sys.executable, RECORDER, str(log), str(program), port],
        capture_output=True,
        timeout=60,
        check=True,
    )
    found = recorder.faults(recorder.events(log))
    for wanted in ("25]", "587]", "465]", "smtplib.connect", "192.0.2.1", "sendmail"):
        assert any(wanted in fault for fault in found), (wanted, found)
