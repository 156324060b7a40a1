"""Mail servers by address."""

import pytest

from bot.consent.places import Place, guessed, known


class Dns:
    def __init__(self, **records: object) -> None:
        self.asked: list[str] = []
        self._records = records

    def __call__(self, kind: str, name: str):
        self.asked.append(f"{kind} {name}")
        return self._records.get(
            name.split(".", maxsplit=1)[0] if kind == "SRV" else "mx", ()
        )


def found(address: str, dns: Dns) -> Place:
    place = guessed(address, dns)
    assert place is not None
    return place


def test_a_known_provider_is_found_without_asking_anybody():
    dns = Dns()
    assert found("A@GMX.de", dns).host == "imap.gmx.net"
    assert found("a@outlook.com.", dns).sign_in == "microsoft"
    assert dns.asked == []


def test_a_domain_may_say_itself_where_its_mail_is():
    dns = Dns(_imaps=[(0, "Mail.Example.org.", 10993)])
    place = found("press@example.org", dns)
    assert (place.host, place.port, place.security) == ("mail.example.org", 10993, "tls")
    assert dns.asked == ["SRV _imaps._tcp.example.org"]


def test_starttls_comes_second_and_a_dot_means_none():
    dns = Dns(_imaps=[(0, ".", 0)], _imap=[(0, "mail.example.org.", 143)])
    place = found("press@example.org", dns)
    assert (place.host, place.port, place.security) == ("mail.example.org", 143, "starttls")
    assert place.source == "srv"


@pytest.mark.parametrize(
    ("mx", "host"),
    [
        ("ASPMX.L.GOOGLE.com.", "imap.gmail.com"),
        ("acme-example.mail.protection.outlook.com.", "outlook.office365.com"),
        ("in1-smtp.messagingengine.com.", "imap.fastmail.com"),
        ("mx.zoho.com.", "imappro.zoho.com"),
    ],
)
def test_who_takes_the_mail_of_a_domain_tells_where_it_is(mx: str, host: str):
    place = found("press@acme.example", Dns(mx=[(1, "mx.other.example.", 0), (5, mx, 0)]))
    assert (place.host, place.source) == (host, "mx")


@pytest.mark.parametrize("mx", ["evilgoogle.com.", "google.com.evil.example.", "."])
def test_a_name_that_only_looks_like_a_providers_is_not_taken_for_it(mx: str):
    assert guessed("press@acme.example", Dns(mx=[(1, mx, 0)])) is None


def test_a_known_server_keeps_its_advice_when_dns_names_it():
    place = found("a@acme.example", Dns(_imaps=[(0, "imap.gmail.com.", 993)]))
    assert "app password" in place.advice
    assert place.source == "srv"


def test_who_gives_consent_tells_the_server():
    place = known("press@acme.example", "gmail")
    assert place is not None
    assert place.host == "imap.gmail.com"
    assert known("press@acme.example") is None
