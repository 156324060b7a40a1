"""DKIM checked here: what a signature proves, and what it does not."""

import base64
import logging
import re

import dkim
import pytest
from dkim.canonicalization import Relaxed, Simple
from hypothesis import given
from hypothesis import strategies as st

from bot.authenticity import Unanswered
from bot.authenticity.signatures import canonical
from bot.domain import Evidence, Proof
from tests.authenticity.signing import (
    LETTER,
    OTHER_PUBLIC,
    SMALL,
    dns,
    judge,
    on_top,
    record,
    sign,
    without,
)
from tests.reading import within

WRONG = "the signature of helpareporter.com does not fit this text"
NOTHING = Evidence(reason="the signature of helpareporter.com proves nothing")
GOOD = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")


def test_a_good_signature_of_the_newsletter_verifies():
    assert judge(sign()) == GOOD


@pytest.mark.parametrize("head", [b"simple", b"relaxed"])
@pytest.mark.parametrize("body", [b"simple", b"relaxed"])
@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_both_ways_of_signing_verify_whatever_the_line_ends(head, body, ends):
    raw = sign(ways=(head, body))
    assert judge(raw.replace(b"\r\n", ends)) == GOOD


def test_a_file_with_blank_lines_and_an_mbox_line_before_it_verifies():
    assert judge(b"\r\n\r\n" + sign()) == GOOD
    assert judge(b"From haro@helpareporter.com Tue Sep 15\r\n" + sign()) == GOOD


def test_a_header_of_another_case_verifies_as_it_was_signed():
    raw = sign(ways=(b"simple", b"simple"))
    assert judge(raw.replace(b"DKIM-Signature:", b"Dkim-Signature:")).reason == WRONG
    relaxed = sign().replace(b"DKIM-Signature:", b"Dkim-Signature:")
    assert judge(relaxed) == GOOD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Say which fee", b"Say what fee"),
        (b"Subject: [HARO] Tuesday", b"Subject: [HARO] Wednesday"),
        (b"To: press@example.org", b"To: other@example.org"),
        (b" fee you take.", b" fee you take.\r\n2) Summary: added"),
    ],
)
def test_a_changed_text_fails(old, new):
    raw = sign()
    assert old in raw
    assert judge(raw.replace(old, new)) == Evidence(proof=Proof.FAILED, reason=WRONG)


def test_a_key_that_was_changed_since_is_no_evidence_against_the_sender():
    evidence = judge(sign(), lookup=lambda name: record(OTHER_PUBLIC))
    assert evidence == Evidence(
        reason="signed by helpareporter.com, but with another key than today's"
    )


def test_a_made_up_signature_says_no_more_than_none():
    raw = re.sub(
        rb"\bb=[^;]+\Z", b"b=" + b"QUJD" * 86, sign().partition(b"\r\nReceived")[0]
    )
    assert judge(raw + b"\r\n" + LETTER).proof is Proof.UNVERIFIED


def test_any_domain_of_the_newsletter_signs_for_any_other():
    lookup = dns(
        {
            "s1._domainkey.news.example.": record(),
            "s1._domainkey.m2.helpareporter.com.": record(),
        }
    )
    both = ("helpareporter.com", "news.example")
    raw = sign(domain="news.example")
    assert judge(raw, both, lookup=lookup).reason == "signed by news.example"
    assert judge(raw, lookup=lookup).proof is Proof.UNVERIFIED
    beside = LETTER.replace(b"haro@help", b"haro@m1.help")
    raw = sign(beside, "m2.helpareporter.com")
    assert judge(raw, lookup=lookup).reason == "signed by m2.helpareporter.com"
    assert judge(raw, (), lookup=lookup).proof is Proof.UNVERIFIED


@pytest.mark.parametrize("tags", ["v=DKIM1;; k=rsa", "v=DKIM1; k=rsa;", ";k=rsa"])
def test_empty_tags_of_a_key_are_skipped(tags):
    assert judge(sign(), lookup=lambda name: record(tags=tags) + b";;") == GOOD


def test_a_signature_without_the_hash_of_the_body_proves_nothing():
    raw = sign()
    cut = re.sub(rb" bh=[^;]*;\r\n", b"", raw, count=1)
    assert raw != cut
    assert judge(cut) == NOTHING


def test_a_signature_of_another_domain_is_no_word_about_this_sender():
    lookup = dns({"s1._domainkey.evil.example.": record()})
    evidence = judge(sign(domain="evil.example"), lookup=lookup)
    assert evidence == Evidence(reason="not signed by helpareporter.com")


def test_a_third_partys_broken_signature_does_no_harm():
    lookup = dns({"s1._domainkey.amazonses.com.": record()})
    raw = sign(domain="amazonses.com").replace(b"s=s1", b"s=s1", 1)
    broken = raw[: raw.index(b" bh=") + 6] + b"AAAA" + raw[raw.index(b" bh=") + 10 :]
    assert judge(broken, lookup=lookup).proof is Proof.UNVERIFIED
    assert judge(sign(raw), lookup=lookup) == GOOD


def test_a_subdomain_of_the_newsletter_may_sign_and_a_parent_may():
    below = dns({"s1._domainkey.mail.helpareporter.com.": record()})
    assert judge(sign(domain="mail.helpareporter.com"), lookup=below) == Evidence(
        proof=Proof.VERIFIED, reason="signed by mail.helpareporter.com"
    )
    sender = LETTER.replace(b"haro@help", b"haro@news.help")
    assert judge(sign(sender)) == GOOD


def test_a_name_below_a_strangers_host_does_not_speak_for_the_host():
    sender = LETTER.replace(b"haro@helpareporter.com", b"x@pages.example")
    lookup = dns({"s1._domainkey.evil.pages.example.": record()})
    raw = sign(sender, "evil.pages.example")
    assert judge(raw, (), lookup=lookup).proof is Proof.UNVERIFIED
    assert judge(raw, ("pages.example",), lookup=lookup).proof is Proof.VERIFIED


def test_a_signature_of_a_part_of_the_text_counts_as_none():
    raw = sign(length=True)
    assert dkim.verify(raw + b"2) Summary: added\r\n", dnsfunc=lambda name, **_: record())
    assert judge(raw + b"2) Summary: added\r\n") == NOTHING
    assert judge(raw) == NOTHING


def test_a_server_that_took_a_part_for_the_whole_is_not_believed():
    said = "Authentication-Results: mx.google.com; dkim=pass header.d=helpareporter.com"
    assert judge(on_top(said, sign())).proof is Proof.VERIFIED
    assert judge(on_top(said, sign(length=True)), check=False).proof is Proof.UNVERIFIED
    added = on_top(said, sign(length=True)) + b"2) Summary: added\r\n"
    assert judge(added) == NOTHING
    bogus = b"DKIM-Signature: v=1; d=helpareporter.com; s=x; h=from; b=AA; bh=AA\r\n"
    assert judge(on_top(said, bogus + sign(length=True))).proof is Proof.UNVERIFIED


def test_a_signature_that_leaves_out_from_proves_nothing():
    raw = sign()
    assert b"h=from :" in raw.replace(b"\r\n ", b" ")
    assert judge(raw.replace(b"h=from :", b"h=")) == NOTHING


def test_a_signature_that_had_expired_when_the_mail_came_proves_nothing():
    came = 1789465260  # 15 Sep 2026 09:41 UTC, as Received says
    assert judge(sign(more=b"x=%d" % (came - 60))) == NOTHING
    assert judge(sign(more=b"x=%d" % (came + 60))) == GOOD
    assert judge(sign(more=b"x=soon")) == NOTHING
    no_server = without(b"Received", sign(more=b"x=1000"))
    assert judge(no_server) == NOTHING


@pytest.mark.parametrize("answer", [None, b"", b"v=DKIM1; k=rsa; p=", b"v=spf1 -all"])
def test_a_key_that_is_gone_leaves_the_question_open(answer):
    evidence = judge(sign(), lookup=lambda name: answer)
    assert evidence == Evidence(reason="signed by helpareporter.com, but the key is gone")


def test_no_answer_from_dns_is_asked_again():
    evidence = judge(sign(), lookup=dns(silent="helpareporter.com"))
    assert (evidence.proof, evidence.again) == (Proof.UNVERIFIED, True)
    assert evidence.reason == "the key of helpareporter.com could not be asked for yet"
    assert evidence.asked


def test_a_question_that_was_not_even_asked_is_told_apart():
    def spared(name: bytes) -> None:
        raise Unanswered("a moment ago", asked=False)

    evidence = judge(sign(), lookup=spared)
    assert (evidence.again, evidence.asked) == (True, False)


@pytest.mark.parametrize(
    "key",
    [
        record(SMALL),
        record(tags="v=DKIM1; k=ed25519"),
        record(tags="v=DKIM1; k=rsa; t=y"),
        record(tags="v=DKIM1; k=rsa; s=tlsrpt"),
        record(tags="v=DKIM1; k=rsa; h=sha1"),
        record("AAAA"),
        record("MAA="),
        record("!"),
        record(base64.b64encode(b"\x30\x84\xff\xff\xff\xff" * 300).decode()),
        b"p=a; p=b",
        b"\xff\xfe" * 40,
        b"x" * 100_000,
    ],
)
def test_a_key_that_proves_nothing_proves_nothing(key):
    assert judge(sign(), lookup=lambda name: key) == NOTHING


def test_a_key_for_the_domain_itself_does_not_speak_for_names_below():
    only = dns({"s1._domainkey.helpareporter.com.": record(tags="k=rsa; t=s")})
    assert judge(sign(), lookup=only) == GOOD
    other = sign().replace(b"i=@helpareporter.com", b"i=@x.helpareporter.com")
    assert judge(other, lookup=only) == NOTHING


def test_old_algorithms_prove_nothing():
    raw = sign(algorithm=b"rsa-sha1")
    assert b"a=rsa-sha1" in raw
    assert judge(raw) == NOTHING


def test_one_good_signature_outweighs_bad_ones_and_a_silent_one_a_bad():
    good = sign()
    bad = sign(good, selector="s2").replace(b"bh=", b"bh=A", 1)
    two = dns({"s2._domainkey.helpareporter.com.": record()})
    assert judge(bad, lookup=two) == GOOD
    both_bad = bad.replace(b"fee", b"sum")
    assert judge(both_bad, lookup=two).proof is Proof.FAILED

    def half(name: bytes) -> bytes | None:
        return dns(silent="helpareporter.com")(name) if name[:2] == b"s1" else record()

    evidence = judge(both_bad, lookup=half)
    assert (evidence.proof, evidence.again) == (Proof.UNVERIFIED, True)


def test_no_more_than_five_keys_are_asked_for():
    raw = sign()
    for number in range(9):
        raw = sign(raw, selector=f"t{number}")
    asked = []

    def lookup(name: bytes) -> None:
        asked.append(name)

    judge(raw, lookup=lookup)
    assert len(asked) == 5


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"v",
        b";;;;",
        b"v=1; v=1",
        b"v=1; d=helpareporter.com; s=../x; h=from",
        b"v=1; d=helpareporter.com; s=" + b"a." * 4000,
        b"v=1; d=helpareporter.com; s=s1; i=@evil.example; h=from",
        b"v=1; a=rsa-sha256; c=x/y/z; d=helpareporter.com; s=s1; h=from; bh=AA==; b=AA==",
        b"v=1; a=rsa-sha256; d=helpareporter.com; s=s1; h=from; bh=\xff; b=\xff",
        b"v=1; a=rsa-sha256; d=helpareporter.com; s=s1; h=from"
        + b":a" * 3000
        + b"; bh=AA==; b=AA==",
        b"v=1; a=rsa-sha256; d=helpareporter.com; s=s1; h=from; bh=AA==; b="
        + b" " * 100_000
        + b"!",
        b"v=1;" * 30_000,
        b"(" * 100_000,
    ],
)
def test_a_hostile_signature_is_no_evidence_for_anything_and_takes_no_time(value):
    with within(1):
        evidence = judge(b"DKIM-Signature: " + value + b"\r\n" + LETTER)
        assert evidence.proof is not Proof.VERIFIED
    assert judge(b"DKIM-Signature: " + value + b"\r\n" + sign()) == GOOD


@pytest.mark.parametrize(
    "body", [b" " * 3_000_000 + b"x", b"\r\n" * 3_000_000, b" \t\r\n" * 500_000 + b"."]
)
def test_a_hostile_body_under_an_own_signature_takes_no_time(body):
    head = LETTER.partition(b"\r\n\r\n")[0]
    raw = sign().partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + body
    assert head in raw
    with within(2):
        assert judge(raw).proof is Proof.FAILED


BODY = st.lists(
    st.sampled_from([b" ", b"\t", b"\r\n", b"\n", b"\r", b"a", b"  \r\n", b"\r\n\r\n"]),
    max_size=30,
).map(b"".join)


@given(BODY)
def test_tidying_a_body_first_leaves_what_is_hashed_the_same(body):
    parsed = dkim.DKIM(b"a: b\r\n\r\n" + body).body
    for relaxed, way in ((True, Relaxed), (False, Simple)):
        tidy = canonical(body, relaxed=relaxed)
        assert way.canonicalize_body(tidy) == way.canonicalize_body(parsed)


def test_nothing_of_a_mail_gets_into_the_logs(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    judge(sign())
    judge(sign().replace(b"fee", b"sum"))
    judge(sign(), lookup=lambda name: record("AAAA"))
    assert caplog.text == ""
