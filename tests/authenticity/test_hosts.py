"""Which servers a mail domain has, as DNS says."""

from typing import Any

import dns.rrset
import pytest
from dns.exception import DNSException, Timeout
from dns.resolver import NXDOMAIN, NoAnswer, NoResolverConfiguration, Resolver

from bot.authenticity import hosts
from bot.authenticity.hosts import mail_hosts
from bot.errors import TryLater

ZONE = {
    ("example.org", "MX"): ["20 b.example.org.", "5 a.example.org."],
    ("_imaps._tcp.example.org", "SRV"): ["10 1 993 mail.example.org."],
    ("_imap._tcp.example.org", "SRV"): ["0 0 0 ."],
}


class Fake(Resolver):
    def __init__(self, error: Exception | None = None) -> None:
        super().__init__(configure=False)
        self.error = error
        self.lifetimes: list[float] = []

    def resolve(self, qname: Any, rdtype: Any = "A", *_: Any, **more: Any) -> Any:
        self.lifetimes.append(more["lifetime"])
        if self.error is not None:
            raise self.error
        found = ZONE.get((str(qname), str(rdtype)))
        if found is None:
            raise NXDOMAIN
        return dns.rrset.from_text_list(str(qname) + ".", 60, "IN", rdtype, found)


def test_records_come_in_the_order_of_their_priority():
    records = mail_hosts(resolver=Fake())
    assert records("MX", "example.org") == [
        (5, "a.example.org.", 0),
        (20, "b.example.org.", 0),
    ]
    assert records("SRV", "_imaps._tcp.example.org") == [(10, "mail.example.org.", 993)]
    assert records("SRV", "_imap._tcp.example.org") == [(0, ".", 0)]


@pytest.mark.parametrize(
    "name", ["nothing.example", "a..b", "x" * 70 + ".example", "é" * 70]
)
def test_where_there_is_nothing_there_is_nothing(name: str):
    assert mail_hosts(resolver=Fake())("MX", name) == ()
    assert mail_hosts(resolver=Fake(NoAnswer()))("MX", name) == ()


@pytest.mark.parametrize("error", [Timeout(), DNSException(), OSError(), TimeoutError()])
def test_a_dns_that_does_not_answer_is_said_so(error: Exception):
    fake = Fake(error)
    with pytest.raises(TryLater, match="no DNS server answers"):
        mail_hosts(2.5, resolver=fake)("MX", "example.org")
    assert fake.lifetimes == [2.5]


def test_a_machine_without_a_resolver_is_said_so(monkeypatch: pytest.MonkeyPatch):
    def nothing(*_: object) -> None:
        raise NoResolverConfiguration

    monkeypatch.setattr(hosts, "Resolver", nothing)
    with pytest.raises(TryLater, match="no DNS server answers"):
        mail_hosts()("MX", "example.org")
