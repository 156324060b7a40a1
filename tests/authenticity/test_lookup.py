"""Keys are asked for over real UDP; a dead resolver holds nobody up."""

import socket
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from dns.resolver import Resolver

from bot.authenticity import Unanswered, dns_lookup

ZONE = {
    "key.example.": ['"v=DKIM1; " "p=AAAA"'],
    "s1._domainkey.good.example.": ['"p=CCCC"'],
    "two.example.": ['"v=spf1 -all"', '"k=rsa; p=BBBB"'],
    "text.example.": ['"hello"'],
}


class Server:
    """Answers TXT questions from `ZONE`, as told."""

    def __init__(self) -> None:
        self.rcode: dns.rcode.Rcode | None = None
        self.failing = ""
        self.mute = False
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            data, peer = self._socket.recvfrom(4096)
            if data == b"stop":
                return
            self.asked += 1
            if not self.mute:
                self._socket.sendto(self._answer(data), peer)

    def _answer(self, data: bytes) -> bytes:
        question = dns.message.from_wire(data)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        name = question.question[0].name
        found = ZONE.get(str(name))
        if self.failing and str(name).endswith(self.failing):
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif self.rcode is not None:
            answer.set_rcode(self.rcode)
        elif found:
            answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", "TXT", found))
        elif str(name) != "empty.example.":
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()

    def close(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"stop", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def resolver(server: Server) -> Resolver:
    made = Resolver(configure=False)
    made.nameservers = ["127.0.0.1"]
    made.port = server.port
    return made


def test_a_record_in_pieces_comes_whole_and_a_key_is_picked_among_others(server: Server):
    lookup = dns_lookup(resolver=resolver(server))
    assert lookup(b"key.example.") == b"v=DKIM1; p=AAAA"
    assert lookup(b"two.example.") == b"k=rsa; p=BBBB"
    assert lookup(b"text.example.") == b"hello"


@pytest.mark.parametrize(
    "name",
    [b"gone.example.", b"empty.example.", b"a..b.", b"a" * 70 + b".example.", b"\xff."],
)
def test_where_there_is_no_record_there_is_none(server: Server, name: bytes):
    assert dns_lookup(resolver=resolver(server))(name) is None


def test_after_silence_nobody_waits_for_a_minute(server: Server):
    now = [0.0]
    lookup = dns_lookup(0.2, clock=lambda: now[0], resolver=resolver(server))
    server.mute = True
    with pytest.raises(Unanswered):
        lookup(b"key.example.")
    server.mute, asked = False, server.asked
    now[0] = 59.0
    for name in (b"key.example.", b"s1._domainkey.good.example."):
        with pytest.raises(Unanswered) as spared:
            lookup(name)
        assert not spared.value.asked
    assert server.asked == asked
    now[0] = 60.0
    assert lookup(b"key.example.") == b"v=DKIM1; p=AAAA"


def test_a_server_that_fails_has_not_answered(server: Server):
    server.rcode = dns.rcode.SERVFAIL
    with pytest.raises(Unanswered, match="NoNameservers"):
        dns_lookup(0.5, resolver=resolver(server))(b"key.example.")


def test_one_domain_that_cannot_be_told_holds_up_no_other(server: Server):
    now = [0.0]
    lookup = dns_lookup(0.5, clock=lambda: now[0], resolver=resolver(server))
    server.failing = "bad.example."
    with pytest.raises(Unanswered) as found:
        lookup(b"s1._domainkey.bad.example.")
    assert found.value.asked
    assert lookup(b"s1._domainkey.good.example.") == b"p=CCCC"
    asked = server.asked
    with pytest.raises(Unanswered) as spared:
        lookup(b"s2._domainkey.Bad.example.")
    assert not spared.value.asked
    assert server.asked == asked
    now[0] = 60.0
    with pytest.raises(Unanswered) as found:
        lookup(b"s2._domainkey.bad.example.")
    assert found.value.asked


def test_a_machine_without_a_resolver_has_not_answered(monkeypatch: pytest.MonkeyPatch):
    def nothing(*_: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(Resolver, "read_resolv_conf", nothing)
    with pytest.raises(Unanswered):
        dns_lookup()(b"key.example.")
