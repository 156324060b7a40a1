"""A throw-away Dovecot (2.3 or 2.4) on loopback; nothing in /etc is read or written.

    with Dovecot(tmp_path) as server:           # server.port, .tls_port, .user, .password
        server.deliver(b"Subject: x\r\n\r\nhello\r\n")

Also a program, which prints what it started as one JSON object:

    python tests/inbox/dovecot.py start DIR [--port N] [--tls-port N]
    python tests/inbox/dovecot.py deliver DIR FILE...
    python tests/inbox/dovecot.py stop DIR

As root its mail processes run as nobody (Dovecot refuses uid 0 for mail), so what
nobody must reach then lies in a folder of its own below /tmp until `stop`.
"""

import argparse
import grp
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from string import Template
from typing import Self

USER, PASSWORD = "bot", "s3cret"


def missing() -> str:
    """Return why no Dovecot can run here, or nothing."""
    for program in ("dovecot", "openssl"):
        if not shutil.which(program, path=_search_path()):
            return f"no {program} on this machine"
    return ""


def make_certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """Return the paths of certificate and key; the certificate is its own authority."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    names = "DNS:localhost,IP:127.0.0.1" if name == "localhost" else f"DNS:{name}"
    if not certificate.exists():
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "30"]
        command += ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", f"/CN={name}"]
        command += ["-addext", f"subjectAltName={names}"]
        command += ["-keyout", str(key), "-out", str(certificate)]
        subprocess.run(command, check=True, capture_output=True)
    return certificate, key


class Dovecot:
    host, user, password = "127.0.0.1", USER, PASSWORD

    def __init__(
        self, folder: Path, *, port: int = 0, tls_port: int = 0, tokens_at: str = ""
    ) -> None:
        self._tokens_at = tokens_at  # who says which tokens get in, by RFC 7662
        self._note = folder.resolve() / "dovecot.json"
        noted = json.loads(self._note.read_text()) if self._note.exists() else {}
        self.port: int = noted.get("port") or port or _free_port()
        self.tls_port: int = noted.get("tls_port") or tls_port or _free_port()
        self._owner, self._group = _mail_owner()
        self.home = Path(noted["home"]) if noted else self._new_home(folder.resolve())
        self.ca_file = str(self.home / "localhost.pem")
        self.inbox = self.home / "mail" / USER / "Maildir"
        self._delivered = 0

    def _new_home(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0:
            return folder
        home = Path(tempfile.mkdtemp(prefix="dovecot-"))
        home.chmod(0o755)
        return home

    def start(self) -> None:
        for name in ("run", "mail"):
            (self.home / name).mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.home / "mail", self._owner, self._group)
        make_certificate(self.home)
        passwd = self.home / "passwd"
        passwd.write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
        passwd.chmod(0o644)
        config = self.home / "dovecot.conf"
        config.write_text(self._config())
        self._note.write_text(json.dumps(self.facts()))
        # no pipes: the daemon would hold them open for ever
        with (self.home / "dovecot.err").open("wb") as err:
            command = [_dovecot(), "-c", str(config)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=err)
        self._await_greeting()

    def stop(self) -> None:
        pid_file = self.home / "run" / "master.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text())
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            for _ in range(1000):
                if _is_zombie(pid):  # some containers' init reaps late
                    break
                os.kill(pid, 0)
                time.sleep(0.01)
            else:
                raise RuntimeError(f"dovecot {pid} did not stop")
        with suppress(ProcessLookupError):  # sessions may outlive their master
            os.killpg(pid, signal.SIGTERM)
        pid_file.unlink(missing_ok=True)

    def remove(self) -> None:
        pid_file = self.home / "run" / "master.pid"
        if pid_file.exists():  # an orderly stop takes a second
            with suppress(ProcessLookupError):
                os.killpg(int(pid_file.read_text()), signal.SIGKILL)
        self._note.unlink(missing_ok=True)
        if self.home != self._note.parent:
            shutil.rmtree(self.home, ignore_errors=True)

    def restart(self) -> None:
        self.stop()
        self.start()

    def deliver(self, raw: bytes, *, at: datetime | None = None) -> None:
        """Put a message into the folder as a mail transport does: write, then rename."""
        for part in ("", "tmp", "new", "cur"):
            (self.inbox / part).mkdir(parents=True, exist_ok=True)
        self._delivered += 1
        name = f"{time.time():.6f}.{os.getpid()}_{self._delivered}.test"
        written = self.inbox / "tmp" / name
        written.write_bytes(raw)
        if at:
            os.utime(written, (at.timestamp(), at.timestamp()))
        if os.geteuid() == 0:
            for made in (self.inbox.parent, self.inbox, *self.inbox.iterdir(), written):
                shutil.chown(made, self._owner, self._group)
        written.rename(self.inbox / "new" / name)

    def new_uidvalidity(self) -> None:
        """Lose the indexes, as a rebuilt or migrated server does; takes over a second."""
        self.stop()
        for index in self.inbox.glob("dovecot*"):
            index.unlink()
        time.sleep(1.1)  # the new value is the time in seconds
        self.start()

    def facts(self) -> dict[str, str | int]:
        return {
            "host": self.host,
            "port": self.port,
            "tls_port": self.tls_port,
            "user": self.user,
            "password": self.password,
            "ca_file": self.ca_file,
            "home": str(self.home),
        }

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def _config(self) -> str:
        # each refuses the other's file
        name = "dovecot-2.4.conf" if _version() >= (2, 4) else "dovecot-2.3.conf"
        ways = tokens = ""
        if self._tokens_at:
            ways, tokens = "xoauth2 oauthbearer", self._by_token(name)
        return Template(Path(__file__).with_name(name).read_text()).substitute(
            token_ways=ways,
            tokens=tokens,
            home=self.home,
            user=self._owner,
            group=self._group,
            port=self.port,
            tls_port=self.tls_port,
        )

    def _by_token(self, name: str) -> str:
        asked = [
            "introspection_mode = auth",
            f"introspection_url = {self._tokens_at}",
            "username_attribute = email",
            "active_attribute = active",
            "active_value = true",
        ]
        if "2.4" in name:
            told = "\n".join(["oauth2 {", *asked, "}"])
            return f"{told}\npassdb oauth2 {{\n mechanisms_filter = xoauth2 oauthbearer\n}}"
        own = self.home / "tokens.conf"
        asked += ["grant_url =", "tokeninfo_url =", "username_format = %u"]
        own.write_text("\n".join(asked) + "\n")
        own.chmod(0o644)
        ways = "mechanisms = xoauth2 oauthbearer"
        return f"passdb {{\n driver = oauth2\n {ways}\n args = {own}\n}}"

    def _await_greeting(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with (
                suppress(OSError),
                socket.create_connection((self.host, self.port), 1) as s,
            ):
                s.settimeout(5)
                if s.recv(4) == b"* OK":
                    return
            time.sleep(0.01)
        log = self.home / "dovecot.log"
        raise RuntimeError(log.read_text()[-2000:] if log.exists() else "dovecot is silent")


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return False


def _search_path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


def _dovecot() -> str:
    return shutil.which("dovecot", path=_search_path()) or "dovecot"


def _version() -> tuple[int, ...]:
    done = subprocess.run(
        [_dovecot(), "--version"], check=True, capture_output=True, text=True
    )
    return tuple(int(n) for n in done.stdout.split()[0].split("-")[0].split(".")[:2])


def _mail_owner() -> tuple[str, str]:
    if os.geteuid() == 0:
        return "nobody", grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
    return pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["start", "stop", "deliver"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls-port", type=int, default=0)
    given = parser.parse_args()
    server = Dovecot(given.folder, port=given.port, tls_port=given.tls_port)
    if given.command == "start":
        server.start()
        print(json.dumps(server.facts()))  # noqa: T201
    elif given.command == "deliver":
        for file in given.files:
            server.deliver(file.read_bytes())
    else:
        server.remove()


if __name__ == "__main__":
    main()
