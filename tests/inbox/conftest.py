import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.inbox import Account
from tests.inbox.dovecot import Dovecot, make_certificate, missing
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Server, account

SECURED = (
    "mini tls",
    pytest.param("dovecot starttls", marks=pytest.mark.dovecot),
    pytest.param("dovecot tls", marks=pytest.mark.dovecot),
)


@dataclass(frozen=True)
class Mailbox:
    server: Server
    account: Account


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if not shutil.which("openssl"):
        pytest.skip("no openssl on this machine to make a certificate")
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def mini() -> Iterator[MiniImap]:
    with MiniImap() as server:
        yield server


@pytest.fixture(params=["mini", *SECURED])
def mailbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Mailbox]:
    kind, _, security = request.param.partition(" ")
    if kind == "dovecot":
        if missing():
            pytest.skip(missing())
        with Dovecot(tmp_path) as dovecot:
            port = dovecot.tls_port if security == "tls" else dovecot.port
            changes = {"security": security, "port": port, "ca_file": dovecot.ca_file}
            yield Mailbox(dovecot, account(dovecot, **changes))
    elif security:
        files = request.getfixturevalue("certificate")
        with MiniImap(certificate=files, starttls=security == "starttls") as server:
            changes = {"security": security, "ca_file": str(files[0])}
            yield Mailbox(server, account(server, **changes))
    else:
        with MiniImap() as server:
            yield Mailbox(server, account(server))
