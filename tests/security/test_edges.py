"""Which modules can reach the network, and what a hostile mail makes them reach."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.robustness import recorder
from tests.robustness.test_no_send import DRIVER, NOW, RECORDER, imported, nodes, sources
from tests.security import opening
from tests.security.hostile import LINKS, NAME, page

NETWORK = {  # whatever opens a connection or a listening socket by itself
    *("socket", "_socket", "ssl", "socketserver", "http.client", "http.server", "ftplib"),
    *("urllib.request", "xmlrpc", "telnetlib", "poplib", "nntplib", "imaplib"),
    *("asyncio.open_connection", "asyncio.start_server", "requests", "httpx", "httpcore"),
    *(
        "aiohttp",
        "httpx2",
        "httpcore2",
        "urllib3",
        "websockets",
        "websocket",
        "pycurl",
        "paramiko",
        "h2",
    ),
    *("imapclient", "slack_sdk", "slack_bolt", "dns", "dkim", "pydantic_ai", "openai"),
    *("anthropic", "google", "google_auth_oauthlib", "msal", "sentry_sdk", "wsgiref"),
    *("prometheus_client", "sentence_transformers", "huggingface_hub", "transformers"),
}
EDGES = {  # the folders that may: mailbox, Slack, DNS, models, consent, what others see
    "inbox", "slack", "authenticity", "llm", "embedding", "consent", "seeing",
}  # fmt: skip
# of what strangers send, each of these reads much and reaches nothing
READERS = {"mime", "markup", "links", "sources", "digest", "skeleton", "described", "asks"}


def reaching(source: str) -> set[str]:
    """Return what of the network a source imports anywhere."""
    found = set(imported(source))
    found |= {
        f"asyncio.{node.attr}"
        for node in nodes(source)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "asyncio"
    }
    return {
        name
        for name in found
        if any(name == known or name.startswith(f"{known}.") for known in NETWORK)
    }


def test_only_the_edges_can_reach_the_network():
    found = {path: reaching(source) for path, source in sources().items()}
    beyond = {
        path: names for path, names in found.items() if names and _place(path) not in EDGES
    }
    assert beyond == {}
    assert {_place(path) for path, names in found.items() if names} >= {"inbox", "slack"}


def test_what_reads_strangers_texts_is_no_edge():
    places = {_place(path) for path in sources()}
    assert places >= READERS
    assert not READERS & EDGES


def _place(path: str) -> str:
    return Path(path).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from urllib import request",
        "def f():\n    import httpx",
        "import asyncio\nasync def f(): await asyncio.open_connection('a', 1)",
        "import importlib\nimportlib.import_module('requests')",
    ],
)
def test_a_way_out_would_be_found(source: str):
    assert reaching(source)


def test_what_only_takes_an_address_apart_is_no_way_out():
    assert not reaching("from urllib.parse import urlsplit\nimport asyncio\nasyncio.run(1)")


@pytest.mark.slow
def test_nothing_that_a_mail_names_is_looked_up_reached_or_written(tmp_path: Path):
    """Links, pictures, pixels, style sheets, entities, bodies elsewhere, file names."""
    reached, opened, home = tmp_path / "reached", tmp_path / "opened", tmp_path / "home"
    with stage.Slack() as slack, MiniImap() as imap:
        imap.deliver(stage.digest((f"{NAME} strips", f"Do they harm? {' '.join(LINKS)}")))
        for raw in page(stage.digest((f"{NAME} care", "What harms enamel?"))):
            imap.deliver(raw)
        more = "[matching]\nthreshold = 0.0\nhold = 0.0"
        path = stage.config(home, slack, imap.port, more=more)
        driver = (RECORDER, str(reached), opening.__file__, str(opened), DRIVER)
        env = {"BOT_NOW": NOW, "PYTHONDONTWRITEBYTECODE": "1"}
        with stage.Worker(path, driver=driver, **env) as worker:
            stage.until(lambda: len(slack.cards()) >= 2, 60, 0.1)
            assert worker.stop()[0] == 0, worker.said()
        ports = {imap.port, slack.port}
    found = recorder.events(reached)
    assert recorder.faults(found) == []
    assert {said[1] for said in _connected(found)} == ports

    names = [str(name) for _, said in recorder.events(opened) for name in said]
    assert any("haro-bot.db" in name for name in names)
    assert [name for name in names if "EVIL" in name] == []
    outside = [
        name
        for name in names
        if not name.startswith((str(home), "/proc/"))
        and not Path(name).name.startswith(".coverage.")  # of the tests themselves
    ]
    assert set(outside) <= {"/dev/null"}


def _connected(found: list[tuple[str, list[object]]]) -> Iterator[list[object]]:
    return (said for what, said in found if what == "socket.connect" and said[1:])
