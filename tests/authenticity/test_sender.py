"""Whom a mail says it is from, and when that alone settles the matter."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.authenticity import head
from bot.domain import Evidence, Proof
from tests.authenticity.signing import LETTER, NEWSLETTER, dns, judge, on_top, record, sign
from tests.reading import within

OWN = b'"HARO Queries" <haro@helpareporter.com>'


def from_(value: str, raw: bytes = LETTER) -> bytes:
    return raw.replace(OWN, value.encode())


def test_a_colleagues_forward_is_no_evidence_against_the_newsletter():
    evidence = judge(from_("Pat <pat@example.org>"))
    assert evidence == Evidence(
        reason="forwarded or sent by example.org, not by the newsletter"
    )


def test_a_pasted_text_has_no_sender():
    for raw in (b"", b"\0" * 50, b"1) Summary: x", b"\r\n\r\nFrom: haro@helpareporter.com"):
        assert judge(raw).proof is Proof.UNVERIFIED


@pytest.mark.parametrize(
    "value",
    [
        "haro@helpareporter.com",
        "<haro@helpareporter.com>",
        "HARO <HARO@HelpAReporter.com>",
        "HARO, Daily <haro@helpareporter.com>",
        '"a, b <x@evil.example>" <haro@helpareporter.com>',
        "haro@helpareporter.com (x@evil.example)",
        "=?utf-8?q?HARO,_x@evil.example?= <haro@helpareporter.com>",
        '"no end <haro@helpareporter.com>',
        "HARO\r\n <haro@helpareporter.com>",
        '"haro"@news.helpareporter.com',
        "HARO <haro@helpareporter.com>, Help <help@helpareporter.com>",
    ],
)
def test_the_newsletters_address_is_found_however_it_is_written(value):
    signed = "Authentication-Results: mx.google.com; dkim=pass header.d=helpareporter.com"
    assert judge(on_top(signed, from_(value))).proof is Proof.VERIFIED


@pytest.mark.parametrize(
    "value",
    [
        '"haro@helpareporter.com" <x@evil.example>',
        "haro@helpareporter.com <x@evil.example>",
        "x@evil.example (haro@helpareporter.com)",
        "=?utf-8?q?haro=40helpareporter.com?= <x@evil.example>",
        "haro@evilhelpareporter.com",
        "haro@helpareporter.com.evil.example",
        "helpareporter.com <x@evil.example>",
    ],
)
def test_a_name_that_looks_like_the_newsletter_is_not_its_address(value):
    lookup = dns({"s1._domainkey.evil.example.": record()})
    raw = sign(from_(value), "evil.example")
    evidence = judge(raw, lookup=lookup)
    assert evidence.proof is Proof.UNVERIFIED
    assert "not by the newsletter" in evidence.reason


@pytest.mark.parametrize(
    "raw",
    [
        on_top("From: x@evil.example"),
        on_top("From: x@evil.example", sign()),
        on_top("from : x@evil.example", sign()),
        on_top("X: a\rFrom: x@evil.example", sign()),
        on_top("From: haro@helpareporter.com", sign()),
        on_top("From:", sign()),
        from_("x@evil.example, haro@helpareporter.com"),
        from_("haro@helpareporter.com, <x@evil.example>"),
        from_("Group: haro@helpareporter.com, x@evil.example;"),
    ],
)
def test_the_newsletter_beside_another_sender_is_a_forgery(raw):
    evidence = judge(raw)
    assert evidence == Evidence(proof=Proof.FAILED, reason="it has several senders")


def test_several_strangers_are_no_evidence():
    raw = on_top("From: a@example.net", from_("b@example.org"))
    assert judge(raw).proof is Proof.UNVERIFIED


def test_a_newsletter_nobody_knows_need_only_be_who_it_says_it_is():
    raw = sign(from_("x@news.example"), "news.example")
    lookup = dns({"s1._domainkey.news.example.": record()})
    assert judge(raw, (), lookup=lookup).proof is Proof.VERIFIED
    assert judge(raw + b"added", (), lookup=lookup).proof is Proof.FAILED
    assert judge(LETTER, ()).reason == "no signature: forwarded or pasted"


def test_a_header_that_no_server_writes_is_not_checked():
    assert (
        judge(sign()[:-2].replace(b"To:", b"no header\r\nTo:")).proof is not Proof.VERIFIED
    )
    long = on_top("X: " + "a" * head.MOST_BYTES, sign())
    assert judge(long) == Evidence(reason="its header is too long to be checked")
    many = b"X: a\r\n" * 2000 + sign()
    assert judge(many) == Evidence(reason="its header is too long to be checked")


@pytest.mark.parametrize(
    "value",
    [
        '"' + '\\"' * 90_000,
        "(" * 190_000,
        "()" * 95_000,
        "a@b," * 45_000,
        "<" * 190_000,
        "=?a?q?" * 30_000,
        "\r\n " * 60_000 + "x",
        "@" * 190_000,
        "a." * 95_000,
    ],
)
def test_a_hostile_sender_takes_no_time(value):
    with within(1):
        assert judge(from_(value)).proof is not Proof.VERIFIED


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from([(), NEWSLETTER, ("",), ("\0é",)]))
def test_no_bytes_raise_or_verify(raw, domains):
    assert judge(raw, domains).proof is not Proof.VERIFIED


LINES = st.lists(
    st.sampled_from(
        b"From: |DKIM-Signature: |Authentication-Results: |Received: | |\r\n|\n|\r|\0\xff"
        b"|haro@helpareporter.com|v=1; a=rsa-sha256; |d=helpareporter.com; s=s1; "
        b"|h=from:to; bh=AAAA; b=AAAA|x=99; |; Tue, 99 Foo 20260 99:99 +9999"
        b"|; 1 Jan 0001 00:00 +1400|mx.google.com; ".split(b"|")
    ),
    max_size=60,
).map(b"".join)


@settings(max_examples=300)
@given(LINES)
def test_no_garbage_in_known_headers_raises_or_verifies(raw):
    assert judge(raw).proof is not Proof.VERIFIED


SIGNED = sign()
PLACES = [
    found.start() + at
    for found in re.finditer(
        rb"(?m)^(?:From|To|Subject|Date|Message-ID): .+|(?s:\r\n\r\n.+)", SIGNED
    )
    for at in range(len(found[0]))
    if found[0][at : at + 1].strip() and at > found[0].find(b":") * (found[0][:1] != b"\r")
]


@settings(max_examples=300)
@given(st.sampled_from(PLACES), st.integers(33, 255))
def test_no_other_letter_in_what_was_signed_verifies(at, letter):
    changed = SIGNED[:at] + bytes([letter]) + SIGNED[at + 1 :]
    verified = judge(changed).proof is Proof.VERIFIED
    assert verified == (changed == SIGNED)
