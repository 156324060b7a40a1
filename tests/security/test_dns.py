"""DNS is all a mail can make the program ask: what, how often, and who waits."""

import pytest

from bot.authenticity import Unanswered, dns_lookup
from bot.authenticity.signatures import MOST_SIGNATURES
from bot.domain import Proof
from tests.authenticity.signing import LETTER, judge, sign
from tests.authenticity.test_lookup import Server, resolver, server  # noqa: F401 (fixture)

HOSTILE = (
    *("evil.example", "127.0.0.1", "router.local", "169.254.169.254", "localhost", "[::1]"),
    *("helpareporter.com.evil.example", "evilhelpareporter.com", "com", "_x.in-addr.arpa"),
)
SELECTORS = ("s", "x." * 40, "../../etc", "a b", "\N{SNOWMAN}", "s1;rm", "%(x)s")


class Asked:
    """Notes what it is asked and knows nothing."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: bytes) -> bytes | None:
        self.names.append(name.decode())
        return None


def signature(domain: str, selector: str) -> bytes:
    line = f"v=1; a=rsa-sha256; d={domain}; s={selector}; h=from; bh=QQ==; b=QQ=="
    return f"DKIM-Signature: {line}\r\n".encode()


def test_of_a_newsletters_mail_only_the_newsletters_own_names_are_asked_for():
    asked = Asked()
    raw = b"".join(signature(d, s) for d in HOSTILE for s in SELECTORS)
    assert judge(raw + LETTER, lookup=asked).proof is not Proof.VERIFIED
    assert asked.names == []
    own = b"".join(signature("helpareporter.com", f"s{n}") for n in range(200))
    judge(own + raw + LETTER, lookup=asked)
    assert 0 < len(asked.names) <= MOST_SIGNATURES
    assert all(name.endswith("._domainkey.helpareporter.com.") for name in asked.names)


def test_of_a_strangers_mail_only_names_below_its_own_domain_are_asked_for():
    asked = Asked()
    raw = LETTER.replace(b"haro@helpareporter.com", b"x@evil.example")
    signed = b"".join(signature(d, f"s{n}") for d in HOSTILE for n in range(20))
    judge(signed + raw, domains=(), lookup=asked)
    assert 0 < len(asked.names) <= MOST_SIGNATURES
    assert all(name.endswith("._domainkey.evil.example.") for name in asked.names)


def test_without_dkim_nobody_is_asked():
    asked = Asked()
    assert judge(sign(), check=False, lookup=asked).proof is not Proof.VERIFIED
    assert asked.names == []


def test_a_stranger_whose_server_hangs_keeps_no_known_newsletter_from_being_asked(
    server: Server,  # noqa: F811
):
    lookup = dns_lookup(0.2, clock=lambda: 0.0, resolver=resolver(server))
    assert lookup(b"s1._domainkey.good.example.") == b"p=CCCC"
    server.mute = True
    with pytest.raises(Unanswered):
        lookup(b"s1._domainkey.evil.example.")
    with pytest.raises(Unanswered) as spared:
        lookup(b"s1._domainkey.other.example.")
    assert not spared.value.asked
    server.mute = False
    assert lookup(b"s1._domainkey.good.example.") == b"p=CCCC"


def test_a_known_newsletter_that_falls_silent_is_waited_for_once_a_minute(
    server: Server,  # noqa: F811
):
    now = [0.0]
    made = resolver(server)
    lookup = dns_lookup(0.2, clock=lambda: now[0], resolver=made)
    lookup(b"s1._domainkey.good.example.")
    server.mute = True
    made.cache = None
    for asks in (True, False, False):
        with pytest.raises(Unanswered) as found:
            lookup(b"s2._domainkey.good.example.")
        assert found.value.asked is asks
    now[0] = 61.0
    server.mute = False
    assert lookup(b"s1._domainkey.good.example.") == b"p=CCCC"
