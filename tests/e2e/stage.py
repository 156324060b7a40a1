"""Everything around a worker that runs as a process: fake Slack, config, digests."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from tests.slack.bridge import APP, BOT

ROOT = Path(__file__).resolve().parents[2]
CHANNEL = "C01PITCH"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def until(what: Callable[[], Any], seconds: float, every: float = 0.1) -> Any:
    """Wait until ``what`` answers something true and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(every)
    raise AssertionError(f"not within {seconds} s")


class Slack:
    """The bridge as a process."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/slack/bridge.py"), str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._up, 20)
        self("channel", id=CHANNEL, name="pitches")

    def _up(self) -> bool:
        try:
            return bool(self("state"))
        except OSError:
            return False

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def __call__(self, verb: str, **args: Any) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/_c/{verb}",
            data=json.dumps(args).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310 (loopback)
            return json.load(answer)

    def messages(self) -> list[dict[str, Any]]:
        return list(self("messages")["messages"])

    def cards(self) -> list[dict[str, Any]]:
        return [
            message
            for message in self.messages()
            if message.get("metadata", {}).get("event_type") == "query_card"
        ]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


PROFILE = """
company = "Acme Dental"
topics = ["teeth whitening", "enamel care"]
[[experts]]
name = "Ada Dent"
title = "Chief Dentist"
expertise = ["enamel and whitening strips"]
credentials = ["DDS"]
[[facts]]
id = "f1"
text = "In our 2025 study of 412 patients, strips thinned enamel by 2 %."
expert = "ada-dent"
"""


def config(
    home: Path,
    slack: Slack,
    imap: int,
    *,
    more: str = "",
    profiles: list[str] | None = None,
    security: str = "none",
) -> Path:
    """Write a config for loopback servers and return its path."""
    home.mkdir(parents=True, exist_ok=True)
    if profiles is None:
        (home / "acme.toml").write_text(PROFILE)
        profiles = ["acme.toml"]
    path = home / "config.toml"
    path.write_text(
        f"""
profiles = {json.dumps(profiles)}
[imap]
host = "127.0.0.1"
port = {imap}
security = "{security}"
username = "bot"
[slack]
channel = "#pitches"
base_url = "{slack.base_url}"
{more}
"""
    )
    return path


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BOT_")}
    return kept | {
        "BOT_IMAP__PASSWORD": "s3cret",
        "BOT_SLACK__BOT_TOKEN": BOT,
        "BOT_SLACK__APP_TOKEN": APP,
        "PYTHONPATH": str(ROOT),
        **more,
    }


def once(
    path: Path, *, driver: tuple[str, ...] = (), **env: str
) -> subprocess.CompletedProcess[str]:
    """Run ``haro-bot run --once``; ``driver``: a script that does it with a twist."""
    start = driver or ("-m", "bot")
    return subprocess.run(
        [sys.executable, *start, "run", "--once", "--config", str(path)],
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Worker:
    """``haro-bot run`` as a process; its log goes to a file.

    ``driver``: a script that does it with a twist.
    """

    def __init__(self, path: Path, *, driver: tuple[str, ...] = (), **env: str) -> None:
        self.log = path.parent / "worker.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *(driver or ("-m", "bot")), "run", "--config", str(path)],
                env=environment(**env),
                stdout=log,
                stderr=log,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def stop(self) -> tuple[int, float]:
        """Send SIGTERM; return exit code and seconds."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15), time.monotonic() - began

    def memory(self) -> int:
        """Return the resident MB of the worker with all its processes."""
        pids, total = [self.process.pid], 0
        for pid in pids:
            try:
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
                pids += [int(child) for child in children]
                for task in Path(f"/proc/{pid}/task").iterdir():
                    if task.name != str(pid):
                        pids += [int(c) for c in (task / "children").read_text().split()]
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            if "VmRSS:" in status:  # not of one that is just ending
                total += int(status.split("VmRSS:")[1].split()[0])
        return total // 1024

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def digest(
    *items: tuple[str, str], deadline: str = "7:00 PM ET - 20 September", sent: str = ""
) -> bytes:
    """Write a HARO digest of (summary, body) items in the real skeleton."""
    sent = sent or "Tue, 15 Sep 2026 09:07:00 +0000"
    index = "\r\n\r\n".join(
        f"{n}) {title} (Outlet {n})" for n, (title, _) in enumerate(items, 1)
    )
    lines = [
        "From: HARO <haro@helpareporter.com>",
        "To: bot@example.com",
        f"Date: {sent}",
        "Subject: HARO Queries for September 15, 2026 - Morning Edition",
        f"Message-ID: <{abs(hash((items, deadline, sent)))}@example.com>",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "********* INDEX ***********",
        "",
        "GENERAL",
        "",
        index,
        "",
        "*" * 28,
        "",
    ]
    for n, (title, body) in enumerate(items, 1):
        alias = f"reply+{alias_of(title)}@helpareporter.com"
        lines += [
            f"{n}) Summary: {title}", "",
            f"Name: Rita Reporter {n}", "",
            "Category: General", "",
            f"Email: {alias}", alias, "",
            f"Media Outlet: Outlet {n} (https://outlet{n}.example.com)", "",
            f"Deadline: {deadline}", "",
            "Query:", "",
            body, "",
            "Back to Top", "",
            "-" * 35, "",
        ]  # fmt: skip
    lines += ["HARO connects journalists with expert sources.", ""]
    return "\r\n".join(lines).encode()


def alias_of(title: str) -> str:
    from uuid import NAMESPACE_URL, uuid5  # noqa: PLC0415

    return str(uuid5(NAMESPACE_URL, title))
