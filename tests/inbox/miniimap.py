"""An IMAP server in one file for tests: threads, loopback, standard library only.

    with MiniImap() as server:                  # server.port, .user, .password
        uid = server.deliver(b"Subject: x\r\n\r\nhello\r\n")
        server.new_uidvalidity()                # what a rebuilt mailbox looks like
        server.fault = lambda verb, args: ...   # bytes: sent instead, TAG filled in

Also a program: python tests/inbox/miniimap.py PORT. Deliver to it by APPEND.
The contract test holds it to what Dovecot does.
"""

import base64
import re
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

Fault = Callable[[str, bytes], bytes | None]
TOKEN = re.compile(
    rb'"((?:[^"\\]|\\.)*)"|\x00(\d+)\x00|[()]|[^\s()"\x00]+(?:\[[^\]]*\])?[^\s()"\x00]*'
)
ITEM = re.compile(rb"BODY(?:\.PEEK)?\[[^\]]*\]|[A-Z0-9.]+")
OPEN_TO_ALL = {"CAPABILITY", "LOGIN", "AUTHENTICATE", "STARTTLS", "NOOP", "LOGOUT", "ID"}
USER, PASSWORD = "bot", "s3cret"
CAPABILITIES = "IMAP4rev1 IDLE UIDPLUS LITERAL+ ID AUTH=PLAIN"
BEARER = re.compile(r"(?:user=|n,a=)(.*?),?\x01auth=Bearer (.*)\x01\x01")


class Drop(Exception):  # noqa: N818 (an order)
    """Raised by a fault: hang up now."""


@dataclass(eq=False)
class Message:
    uid: int
    raw: bytes
    at: datetime
    flags: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Folder:
    uidvalidity: int
    uidnext: int = 1
    messages: list[Message] = field(default_factory=list)


class MiniImap:
    def __init__(
        self,
        *,
        user: str = USER,
        password: str = PASSWORD,
        certificate: tuple[Path, Path] | None = None,
        starttls: bool = False,
        capabilities: str = CAPABILITIES,
        port: int = 0,
    ) -> None:
        self.host, self.user, self.password = "127.0.0.1", user, password
        self.capabilities = capabilities + (" STARTTLS" if starttls else "")
        self.fault: Fault | None = None
        self.tokens: set[str] = set()  # those that get in, once AUTH=XOAUTH2 is offered
        self.shown: list[str] = []  # tokens that were tried
        self.refusal = "NO [AUTHENTICATIONFAILED] Authentication failed."
        self.commands: list[str] = []  # verbs, over all connections
        self.lock = threading.RLock()
        self.folders = {"INBOX": Folder(uidvalidity=1001)}
        self.special: dict[str, str] = {}  # flags of folders, such as \\Drafts
        self.locked: set[str] = set()  # folders that may only be read
        self.tls: ssl.SSLContext | None = None
        self.tls_at_once = not starttls
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*certificate)
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self.start(port)

    def start(self, port: int = 0) -> None:
        self._listener = socket.create_server((self.host, port))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept, self._listener)

    def deliver(self, raw: bytes, *, at: datetime | None = None, to: str = "INBOX") -> int:
        with self.lock:
            folder = self.folders[to]
            message = Message(folder.uidnext, raw, at or datetime.now(UTC))
            folder.uidnext += 1
            folder.messages.append(message)
            return message.uid

    def make(self, *names: str, special: dict[str, str]) -> None:
        """Add folders, marked as what they are for."""
        with self.lock:
            for name in names:
                self.folders[name] = Folder(uidvalidity=2000 + len(self.folders))
                self.special[name] = special.get(name, "")

    def expunge(self) -> None:
        with self.lock:
            self.folders["INBOX"].messages.clear()

    def new_uidvalidity(self) -> None:
        with self.lock:
            folder = self.folders["INBOX"]
            folder.uidvalidity += 7
            for uid, message in enumerate(folder.messages, 1):
                message.uid = uid
            folder.uidnext = len(folder.messages) + 1
        self.cut()

    def restart(self) -> None:
        self.close()
        self.start(self.port)

    def cut(self) -> None:
        """Drop every connection."""
        for sock in list(self._sockets):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):  # wakes accept()
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        self._threads.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, target: Callable[[socket.socket], None], sock: socket.socket) -> None:
        thread = threading.Thread(target=target, args=(sock,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                sock, _ = listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sockets.add(sock)
                self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        session = Session(self, sock)
        with suppress(OSError, EOFError, Drop):
            if self.tls and self.tls_at_once:
                session.encrypt()
            session.run()
        self._sockets.discard(sock)
        session.sock.close()
        sock.close()

    def replace(self, old: socket.socket, new: socket.socket) -> None:
        self._sockets.discard(old)
        self._sockets.add(new)


class Session:
    def __init__(self, server: MiniImap, sock: socket.socket) -> None:
        self.server, self.sock = server, sock
        self.buffer = b""
        self.authenticated = False
        self.folder: Folder | None = None
        self.read_only = False
        self.known: list[Message] = []  # what this client has been told of, in order

    def encrypt(self) -> None:
        assert self.server.tls
        old = self.sock
        self.sock = self.server.tls.wrap_socket(old, server_side=True)
        self.server.replace(old, self.sock)

    def run(self) -> None:
        self.send(f"* OK [CAPABILITY {self.server.capabilities}] ready\r\n")
        verb = ""
        while verb != "LOGOUT":
            line, literals = self.command()
            tag, _, rest = line.partition(b" ")
            word, _, args = rest.partition(b" ")
            uid = word.upper() == b"UID"
            if uid:
                word, _, args = args.partition(b" ")
            verb = word.upper().decode()
            self.server.commands.append(verb)
            fault = self.server.fault
            instead = fault(verb, args) if fault else None
            if instead is not None:
                self.send(instead.replace(b"TAG", tag))
                continue
            answer = self.answer(verb, args, literals, uid=uid)
            # like Dovecot, tell what else happened before the tagged line
            if self.folder and (uid or verb not in {"FETCH", "STORE", "SEARCH"}):
                self.tell_news()
            self.send(f"{tag.decode()} {answer}\r\n")
            if verb == "STARTTLS" and self.server.tls:
                self.buffer = b""
                self.encrypt()

    def answer(self, verb: str, args: bytes, literals: list[bytes], *, uid: bool) -> str:
        method = getattr(self, "do_" + verb.lower(), None)
        if method is None:
            return f"BAD unknown command {verb}"
        if not self.authenticated and verb not in OPEN_TO_ALL:
            return "BAD log in first"
        tokens = []
        for found in TOKEN.finditer(args):
            if found[1] is not None:
                tokens.append(re.sub(rb"\\(.)", rb"\1", found[1]))
            else:
                tokens.append(literals[int(found[2])] if found[2] else found[0])
        try:
            done: str = method(tokens, args, uid)
        except (ValueError, KeyError, IndexError) as error:
            return f"BAD {type(error).__name__}"
        return done

    def send(self, data: str | bytes) -> None:
        self.sock.sendall(data.encode() if isinstance(data, str) else data)

    def receive(self) -> None:
        data = self.sock.recv(65536)
        if not data:
            raise EOFError
        self.buffer += data

    def line(self) -> bytes:
        while b"\r\n" not in self.buffer:
            self.receive()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def command(self) -> tuple[bytes, list[bytes]]:
        """Read one command; its literals stand as NUL, number, NUL."""
        line, literals = self.line(), list[bytes]()
        while found := re.search(rb"\{(\d+)(\+?)\}$", line):
            if not found[2]:
                self.send("+ go on\r\n")
            size = int(found[1])
            while len(self.buffer) < size:
                self.receive()
            literals.append(self.buffer[:size])
            self.buffer = self.buffer[size:]
            line = line[: found.start()] + b"\x00%d\x00" % (len(literals) - 1) + self.line()
        return line, literals

    def tell_news(self) -> None:
        assert self.folder
        with self.server.lock:
            now = list(self.folder.messages)
        for number in range(len(self.known), 0, -1):
            if self.known[number - 1] not in now:
                del self.known[number - 1]
                self.send(f"* {number} EXPUNGE\r\n")
        if len(now) != len(self.known):
            self.known = now
            self.send(f"* {len(now)} EXISTS\r\n* 0 RECENT\r\n")

    def chosen(self, spec: bytes, *, uid: bool) -> list[tuple[int, Message]]:
        there = set(self.box.messages)
        pairs = [(n, m) for n, m in enumerate(self.known, 1) if m in there]
        keys = [m.uid if uid else n for n, m in pairs]
        wanted = set[int]()
        for part in spec.decode().split(","):
            ends = [max(keys, default=0) if x == "*" else int(x) for x in part.split(":")]
            wanted |= set(range(min(ends), max(ends) + 1))
        return [pair for pair, key in zip(pairs, keys, strict=True) if key in wanted]

    @property
    def box(self) -> Folder:
        if self.folder is None:
            raise ValueError
        return self.folder

    def do_capability(self, *_: object) -> str:
        self.send(f"* CAPABILITY {self.server.capabilities}\r\n")
        return "OK done"

    def do_noop(self, *_: object) -> str:
        return "OK done"

    def do_id(self, *_: object) -> str:
        self.send('* ID ("name" "miniimap")\r\n')
        return "OK done"

    def do_starttls(self, *_: object) -> str:
        return "OK go on" if self.server.tls else "BAD no certificate"

    def do_logout(self, *_: object) -> str:
        self.send("* BYE\r\n")
        return "OK done"

    def do_login(self, tokens: list[bytes], *_: object) -> str:
        return self.let_in([token.decode() for token in tokens])

    def do_authenticate(self, tokens: list[bytes], *_: object) -> str:
        way = tokens[0].decode().upper()
        if f"AUTH={way}" not in self.server.capabilities.split():
            return f"NO [CANNOT] no {way} here"
        self.send("+ \r\n")
        said = base64.b64decode(self.line()).decode()
        if way == "PLAIN":
            return self.let_in(said.split("\0")[1:])
        return self.bear(way, said)

    def bear(self, way: str, said: str) -> str:
        found = BEARER.fullmatch(said)
        if found is None:
            return "BAD no bearer"
        user = found[1].replace("=2C", ",").replace("=3D", "=")
        self.server.shown.append(found[2])
        if user == self.server.user and found[2] in self.server.tokens:
            return self.let_in([self.server.user, self.server.password])
        why = b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}'
        self.send(b"+ " + base64.b64encode(why) + b"\r\n")
        if self.line() != (b"" if way == "XOAUTH2" else b"AQ=="):
            return "BAD expected an end"
        return self.server.refusal

    def let_in(self, who: list[str]) -> str:
        self.authenticated = who == [self.server.user, self.server.password]
        if not self.authenticated:
            return self.server.refusal
        return f"OK [CAPABILITY {self.server.capabilities}] logged in"

    def do_select(self, tokens: list[bytes], _: bytes, uid: object) -> str:
        return self.enter(tokens[0].decode(), read_only=False)

    def do_examine(self, tokens: list[bytes], *_: object) -> str:
        return self.enter(tokens[0].decode(), read_only=True)

    def enter(self, name: str, *, read_only: bool) -> str:
        folder = self.folder = self.server.folders.get(name)
        if folder is None:
            return f"NO [NONEXISTENT] Mailbox doesn't exist: {name}"
        with self.server.lock:
            self.known = list(folder.messages)
        self.send(
            f"* FLAGS (\\Seen)\r\n* {len(self.known)} EXISTS\r\n* 0 RECENT\r\n"
            f"* OK [UIDVALIDITY {folder.uidvalidity}] x\r\n"
            f"* OK [UIDNEXT {folder.uidnext}] x\r\n"
        )
        self.read_only = read_only or name in self.server.locked
        return f"OK [READ-{'ONLY' if self.read_only else 'WRITE'}] done"

    def do_list(self, tokens: list[bytes], *_: object) -> str:
        for name in self.server.folders:
            if tokens[-1].decode() in {"*", name}:
                flag = self.server.special.get(name, "")
                self.send(f'* LIST ({flag}) "/" "{name}"\r\n')
        return "OK done"

    def do_append(self, tokens: list[bytes], args: bytes, _: bool) -> str:  # noqa: FBT001
        name = tokens[0].decode()
        if name not in self.server.folders:
            return f"NO [TRYCREATE] Mailbox doesn't exist: {name}"
        folder = self.server.folders[name]
        dated = re.search(rb'"([ \d]\d-\w{3}-\d{4} [\d:]{8} [+-]\d{4})"', args)
        at = None
        if dated:
            at = datetime.strptime(dated[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
        uid = self.server.deliver(tokens[-1], at=at, to=name)
        flags = re.search(rb"\(([^)]*)\)", args)
        folder.messages[-1].flags |= set(flags[1].decode().split()) if flags else set()
        done = f"[APPENDUID {folder.uidvalidity} {uid}] " if self.uidplus else ""
        return f"OK {done}x"

    @property
    def uidplus(self) -> bool:
        return "UIDPLUS" in self.server.capabilities

    def do_store(self, tokens: list[bytes], args: bytes, uid: bool) -> str:  # noqa: FBT001
        if self.read_only:
            return "NO [READ-ONLY] it is"
        flags = re.search(rb"\(([^)]*)\)", args)
        for _, message in self.chosen(tokens[0], uid=uid):
            message.flags |= set(flags[1].decode().split()) if flags else set()
        return "OK done"

    def do_expunge(self, tokens: list[bytes], _: bytes, uid: bool) -> str:  # noqa: FBT001
        if self.read_only or not (uid and self.uidplus):
            return "BAD only by UID here"
        gone = [m for _, m in self.chosen(tokens[0], uid=True) if "\\Deleted" in m.flags]
        with self.server.lock:
            for message in gone:
                self.box.messages.remove(message)
        return "OK done"

    def do_copy(self, tokens: list[bytes], _: bytes, uid: bool) -> str:  # noqa: FBT001
        name = tokens[-1].decode()
        if name not in self.server.folders:
            return f"NO [TRYCREATE] Mailbox doesn't exist: {name}"
        for message in [m for _, m in self.chosen(tokens[0], uid=uid)]:
            self.server.deliver(message.raw, at=message.at, to=name)
            self.server.folders[name].messages[-1].flags |= message.flags
        return "OK done"

    def do_move(self, tokens: list[bytes], args: bytes, uid: bool) -> str:  # noqa: FBT001
        if "MOVE" not in self.server.capabilities.split():
            return "BAD unknown command MOVE"
        if self.read_only:
            return "NO [READ-ONLY] it is"
        chosen = [message for _, message in self.chosen(tokens[0], uid=uid)]
        done = self.do_copy(tokens, args, uid)
        if done.startswith("OK"):
            with self.server.lock:
                for message in chosen:
                    self.box.messages.remove(message)
        return done

    def do_idle(self, *_: object) -> str:
        self.send("+ idling\r\n")
        self.sock.settimeout(0.02)
        try:
            while b"\r\n" not in self.buffer:
                self.tell_news()
                with suppress(TimeoutError, ssl.SSLWantReadError):
                    self.receive()
        finally:
            self.sock.settimeout(None)
        return "OK idle over" if self.line().upper() == b"DONE" else "BAD expected DONE"

    def do_search(self, tokens: list[bytes], _: bytes, uid: bool) -> str:  # noqa: FBT001
        found = self.chosen(b"1:*", uid=False)
        words = iter(tokens)
        for word in words:
            key = word.upper()
            if key == b"SINCE":
                day = datetime.strptime(next(words).decode(), "%d-%b-%Y").replace(
                    tzinfo=UTC
                )
                found = [(n, m) for n, m in found if m.at.date() >= day.date()]
            elif key == b"UID":
                wanted = {m.uid for _, m in self.chosen(next(words), uid=True)}
                found = [(n, m) for n, m in found if m.uid in wanted]
            elif re.fullmatch(rb"\d+:(\d+|\*)", key):
                numbers = {m for _, m in self.chosen(key, uid=False)}
                found = [(n, m) for n, m in found if m in numbers]
            elif key == b"UNSEEN":
                found = [(n, m) for n, m in found if "\\Seen" not in m.flags]
            elif key == b"UNDELETED":
                found = [(n, m) for n, m in found if "\\Deleted" not in m.flags]
            elif key == b"HEADER":
                name, value = next(words), next(words)
                found = [(n, m) for n, m in found if value in headed(m.raw, [name])]
            elif key != b"ALL":
                return f"BAD cannot search for {key.decode()}"
        told = [m.uid if uid else n for n, m in found]
        self.send("".join(["* SEARCH", *(f" {n}" for n in told), "\r\n"]))
        return "OK done"

    def do_fetch(self, tokens: list[bytes], args: bytes, uid: bool) -> str:  # noqa: FBT001
        items = ITEM.findall(args.partition(b" ")[2].upper())
        for number, message in self.chosen(tokens[0], uid=uid):
            out = [b"UID %d" % message.uid] if uid else []
            out += [self.item(item, message) for item in items]
            self.send(b"* %d FETCH (" % number + b" ".join(out) + b")\r\n")
        return "OK done"

    def item(self, item: bytes, message: Message) -> bytes:
        raw = message.raw
        if item in {b"BODY[]", b"BODY.PEEK[]"}:
            if item == b"BODY[]" and not self.read_only:
                message.flags.add("\\Seen")
            return b"BODY[] {%d}\r\n" % len(raw) + raw
        if item.startswith(b"BODY.PEEK[HEADER.FIELDS ("):
            names = item[item.index(b"(") + 1 : item.index(b")")].split()
            some = headed(raw, names)
            return (
                b"BODY[HEADER.FIELDS (%s)] {%d}\r\n" % (b" ".join(names), len(some)) + some
            )
        if item == b"FLAGS":
            return f"FLAGS ({' '.join(sorted(message.flags))})".encode()
        if item == b"RFC822.SIZE":
            return b"RFC822.SIZE %d" % len(raw)
        if item == b"INTERNALDATE":
            return message.at.strftime('INTERNALDATE "%d-%b-%Y %H:%M:%S %z"').encode()
        raise ValueError


def headed(raw: bytes, names: list[bytes]) -> bytes:
    """Return the headers of these names, and the empty line after them."""
    head = raw.partition(b"\r\n\r\n")[0] + b"\r\n"
    lines = re.findall(rb"[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*", head)
    wanted = [name.upper() for name in names]
    kept = [line for line in lines if line.partition(b":")[0].upper() in wanted]
    return b"".join(kept) + b"\r\n"


if __name__ == "__main__":
    with MiniImap(port=int(sys.argv[1]) if sys.argv[1:] else 0) as started:
        print(started.port, flush=True)  # noqa: T201
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
