"""What the receiving server wrote: believed only from the top and by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Evidence, Proof
from tests.authenticity.signing import LETTER, judge, on_top, sign
from tests.reading import within

REAL = Evidence(
    proof=Proof.VERIFIED, reason="mx.google.com says it is from helpareporter.com"
)
FALSE = Evidence(proof=Proof.FAILED, reason="mx.google.com says the sender is not real")
OWN = "header.from=helpareporter.com"
NONE = Evidence(reason="no signature: forwarded or pasted")

GOOGLE = """\
Authentication-Results: mx.google.com;
       dkim=pass header.i=@helpareporter.com header.s=s1 header.b="Ab/c+d=";
       spf=pass (example.net: domain of b@e.example.net designates 192.0.2.4 as
       permitted sender) smtp.mailfrom=b@e.example.net;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=helpareporter.com"""
MICROSOFT = """\
Authentication-Results: spf=pass (sender IP is 192.0.2.4)
 smtp.mailfrom=helpareporter.com; dkim=pass (signature was verified)
 header.d=helpareporter.com;dmarc=pass action=none
 header.from=helpareporter.com;compauth=pass reason=100"""


def said(text: str, raw: bytes = LETTER, **options):
    return judge(on_top(f"Authentication-Results: {text}", raw), **options)


def test_a_server_known_by_name_is_believed():
    assert judge(on_top(GOOGLE)) == REAL
    assert judge(on_top(GOOGLE), check=False) == REAL


def test_no_server_is_believed_that_nobody_named():
    assert judge(on_top(GOOGLE), ids=()) == NONE
    assert judge(on_top(GOOGLE), ids=("mx.example.org",)) == NONE
    assert judge(on_top(MICROSOFT), ids=("mx.google.com",)) == NONE


def test_microsoft_writes_no_name_and_is_believed_where_it_is_configured():
    evidence = judge(on_top(MICROSOFT), ids=("Outlook.Office365.com",))
    assert evidence.reason == "outlook.office365.com says it is from helpareporter.com"
    named = GOOGLE.replace("mx.google.com;", "outlook.office365.com;", 1)
    assert judge(on_top(named), ids=("outlook.office365.com",)) == NONE
    assert judge(on_top(GOOGLE), ids=("outlook.office365.com",)) == NONE


def test_only_the_topmost_header_counts():
    none = "Authentication-Results: mx.google.com; dkim=none; dmarc=none"
    assert judge(on_top(none, on_top(GOOGLE))) == NONE
    other = "Authentication-Results: mx.example.net; dkim=none"
    assert judge(on_top(other, on_top(GOOGLE))) == NONE
    bad = "Authentication-Results: mx.google.com; dmarc=fail header.from=helpareporter.com"
    assert judge(on_top(bad, on_top(GOOGLE))) == FALSE
    assert judge(on_top(GOOGLE, on_top(bad))) == REAL


def test_other_headers_on_top_do_not_hide_it():
    assert judge(on_top("Received: from x by y; now\nX-Spam: no", on_top(GOOGLE))) == REAL
    forged = "ARC-Authentication-Results: i=1; mx.google.com; dmarc=fail"
    assert judge(on_top(forged, on_top(GOOGLE))) == REAL
    assert judge(on_top(GOOGLE.replace("Auth", "ARC-Auth", 1))) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "mx.google.com; dkim=pass header.d=helpareporter.com",
        "mx.google.com; dkim=pass header.i=haro@helpareporter.com",
        "mx.google.com; dmarc=pass header.from=helpareporter.com",
        "MX.GOOGLE.COM; DKIM=PASS HEADER.D=HELPAREPORTER.COM",
        "mx.google.com. 1; dkim/1=pass header.d=helpareporter.com.",
        '"mx.google.com" ; dkim = pass header.d = "helpareporter.com"',
        "(a (nested) comment) mx.google.com (b); dkim=pass(c)header.d=helpareporter.com;;",
        'mx.google.com;dkim=pass reason="good; dkim=fail" header.d=helpareporter.com',
        "mx.google.com;\n\tdkim=pass\n\theader.d=helpareporter.com",
        "mx.google.com; dkim=fail header.d=x.example; dkim=pass header.d=helpareporter.com",
        f"mx.google.com; dkim=fail header.d=helpareporter.com; dmarc=pass {OWN}",
    ],
)
def test_a_pass_is_read_however_it_is_written(text):
    assert said(text) == REAL


@pytest.mark.parametrize(
    "text",
    [
        "mx.google.com; dmarc=fail (p=REJECT) header.from=helpareporter.com",
        "mx.google.com; dkim=fail (bad) header.d=helpareporter.com; spf=pass",
        f"mx.google.com; dkim=pass header.d=evil.example; spf=pass; dmarc=fail {OWN}",
        f"mx.google.com; dmarc=fail (p=quarantine sp=NONE dis=NONE) {OWN}",
        f"mx.google.com; dmarc=fail policy.dmarc=reject {OWN}",
        f"mx.google.com; dmarc=fail action=oreject {OWN}",
        "mx.google.com; dkim=fail header.d=helpareporter.com; dmarc=none " + OWN,
    ],
)
def test_a_fail_speaks_against_the_sender(text):
    assert said(text) == FALSE


@pytest.mark.parametrize(
    "text",
    [
        f"mx.google.com; spf=pass; dmarc=fail (p=NONE sp=NONE dis=NONE) {OWN}",
        f"mx.google.com; spf=pass; dmarc=fail (p=none sp=reject) {OWN}",
        f"mx.google.com; dmarc=fail policy.p=none {OWN}",
        f"mx.google.com; dmarc=fail action=none {OWN}",
        f"mx.google.com; dkim=fail header.d=helpareporter.com; dmarc=fail (p=NONE) {OWN}",
        f"mx.google.com; arc=pass (i=2); dmarc=fail (p=REJECT dis=NONE) {OWN}",
        "mx.google.com; dkim=fail header.i=@helpareporter.com; arc=pass (i=2)",
    ],
)
def test_a_fail_that_the_owner_does_not_mind_or_a_forwarder_explains_is_no_evidence(text):
    assert said(text) == NONE


def test_a_policy_is_read_from_its_own_clause_alone():
    forged = (
        f"mx.google.com; spf=fail (p=NONE) smtp.mailfrom=x; dmarc=fail (p=REJECT) {OWN}"
    )
    assert said(forged) == FALSE
    assert said(f"mx.google.com; dmarc=fail (sp=NONE np.p=NONE p=REJECT) {OWN}") == FALSE


def test_a_signature_broken_before_the_own_server_by_a_gateway_is_no_evidence():
    fail = "mx.google.com; dkim=fail header.d=helpareporter.com"
    tagged = LETTER.replace(b"Subject: ", b"Subject: [EXTERNAL] ")
    assert said(fail) == FALSE
    assert said(fail, tagged) == NONE
    assert said(f"{fail}; dmarc=fail (p=REJECT) {OWN}", tagged) == FALSE


@pytest.mark.parametrize("told", ["header.d=", "header.i=@", "header.i=haro@"])
def test_the_domain_that_is_vouched_for_is_named(told):
    evidence = said(f"mx.google.com; dkim=pass {told}mail.helpareporter.com")
    assert evidence.proof is Proof.VERIFIED
    assert evidence.reason == "mx.google.com says it is from mail.helpareporter.com"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "mx.google.com",
        "mx.google.com; none",
        "mx.google.com; dkim=none; dmarc=none header.from=helpareporter.com",
        "mx.google.com; dkim=neutral (body hash did not verify) header.d=helpareporter.com",
        "mx.google.com; dkim=temperror header.d=helpareporter.com",
        "mx.google.com; dkim=permerror header.d=helpareporter.com; dmarc=permerror",
        "mx.google.com; dmarc=bestguesspass header.from=helpareporter.com",
        "mx.google.com; spf=pass smtp.mailfrom=haro@helpareporter.com",
        "mx.google.com; dkim=pass header.d=evil.example",
        "mx.google.com; dkim=fail header.d=evil.example",
        "mx.google.com; dkim=pass header.d=evilhelpareporter.com",
        "mx.google.com; dkim=pass header.d=helpareporter.com.evil.example",
        "mx.google.com; dkim=pass header.d=com",
        "mx.google.com; dkim=pass",
        "mx.google.com; dmarc=pass",
        "mx.google.com; dmarc=pass header.from=evil.example",
        "mx.google.com; dmarc=fail header.from=evil.example",
        "mx.google.com.evil.example; dkim=pass header.d=helpareporter.com",
        "mx.google.com dkim=pass header.d=helpareporter.com",
        "dkim=pass header.d=helpareporter.com",
    ],
)
def test_anything_else_is_no_evidence(text):
    assert said(text) == NONE


@pytest.mark.parametrize(
    "text",
    [
        # what an attacker may choose: the envelope sender, i=, and their comments
        'mx.google.com; spf=pass smtp.mailfrom="; dkim=pass header.d=helpareporter.com"@e',
        'mx.google.com; dkim=pass header.i="@helpareporter.com "@evil.example',
        "mx.google.com; dkim=pass header.i=a=header.d=helpareporter.com@evil.example",
        "mx.google.com; dkim=pass header.d=evil.example header.d=helpareporter.com",
        "mx.google.com; dkim=pass header.d=evil.example header.i=@helpareporter.com",
        'mx.google.com; spf=none (for "a) ; dkim=pass header.d=helpareporter.com ("@e.e)',
        "mx.google.com; spf=none (for a\\) ; dkim=pass header.d=helpareporter.com",
        f"mx.google.com; dmarc=pass {OWN}; dmarc=none header.from=e.e",
        "mx.google.com; dkim=pass header.d=helpareporter.com (",
        "mx.google.com; dkim=pass header.d=helpareporter.com )",
        'mx.google.com; dkim=pass header.d=helpareporter.com "',
    ],
)
def test_what_a_stranger_can_smuggle_into_it_is_not_believed(text):
    assert said(text) == NONE


def test_a_good_signature_outweighs_a_server_that_says_no():
    fail = "mx.google.com; dkim=fail header.d=helpareporter.com"
    assert said(fail, sign()).reason == "signed by helpareporter.com"
    assert said(fail, sign().replace(b"fee", b"sum")) == FALSE


def test_without_signatures_and_without_a_word_of_the_server_nothing_is_known():
    evidence = judge(sign(), check=False)
    assert evidence == Evidence(reason="the mail server does not vouch for the sender")


@pytest.mark.parametrize(
    "text",
    [
        "mx.google.com; " + "(" * 150_000,
        "mx.google.com; " + '\\"' * 70_000,
        'mx.google.com; "' + '\\"' * 9_000,
        "mx.google.com; " + "a=b;" * 40_000,
        "mx.google.com; " + "= " * 9_000,
        "mx.google.com; dkim=pass header.d=" + "a." * 9_000,
        "\0\xff;\0=\0",
    ],
)
def test_a_hostile_header_says_nothing_and_takes_no_time(text):
    with within(0.5):
        assert said(text) == NONE


PIECES = st.sampled_from(
    [*';= ()"\\@/1é', "\r\n ", "mx.google.com", "dkim", "dmarc", "pass", "header.d", OWN]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_header_raises(text):
    assert isinstance(said(text), Evidence)
