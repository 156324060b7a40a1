"""A text changed on its way keeps nobody's requests from people, and proves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Evidence, Proof
from tests.authenticity.signing import LETTER, judge, on_top, sign

CHANGED = Evidence(reason="the text was changed on its way, perhaps by your gateway")
GOOD = Evidence(proof=Proof.VERIFIED, reason="signed by helpareporter.com")


def test_a_mailbox_that_writes_mail_anew_is_no_evidence_against_the_sender():
    changed = sign().replace(
        b"Content-Type", b"X-MS-Exchange-Organization-SCL: 1\r\nContent-Type"
    )
    assert judge(changed) == GOOD
    assert judge(changed.replace(b"fee", b"sum")) == CHANGED


TAGS = (
    "[EXTERNAL] {}",
    "[EXT] {}",
    "{} [Suspicious]",
    "***SPAM*** {}",
    "{{Spam?}} {}",
    "=?utf-8?b?W0VYVEVSTkFMXQ==?= {}",
)


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_put_into_the_subject_is_no_evidence_against_the_sender(tag):
    subject = b"[HARO] Tuesday Morning Edition"
    raw = sign().replace(subject, tag.format(subject.decode()).encode())
    assert judge(raw, ids=()) == CHANGED


@pytest.mark.parametrize(
    "line",
    [
        "ARC-Seal: i=1; a=rsa-sha256",
        "ARC-Authentication-Results: i=1; mx.example.net; dkim=pass",
        "List-Id: Team <team.example.org>",
        "List-Id: all of us",
        "X-Google-Group-Id: 1",
        "x-ms-exchange-organization-scl: 1",
        "X-Proofpoint-Virus-Version: v",
    ],
)
def test_a_text_changed_by_a_list_or_a_gateway_is_no_evidence_against_the_sender(line):
    raw = on_top(line, sign())
    assert judge(raw, ids=()) == GOOD
    assert judge(raw + b"-- \r\nYou are subscribed to Team\r\n", ids=()) == CHANGED
    assert judge(raw.replace(b"Say", b"Tell"), ids=()) == CHANGED


def test_a_link_that_a_gateway_wrote_anew_is_no_evidence_against_the_sender():
    raw = sign().replace(b"Say", b"https://urldefense.com/v3/ Say")
    assert judge(raw) == CHANGED


def test_the_newsletters_own_list_and_subject_are_no_sign_of_a_gateway():
    raw = on_top("List-Id: HARO <queries.helpareporter.com>", sign())
    assert judge(raw.replace(b"fee", b"sum")).proof is Proof.FAILED
    worded = sign().replace(b"Tuesday", b"External spam (extended) Tuesday")
    assert judge(worded).proof is Proof.FAILED


@given(st.binary(max_size=200))
def test_no_subject_and_no_list_raises(text):
    line = text.replace(b"\r", b"").replace(b"\n", b"")
    for name in (b"Subject: =?utf-8?b?", b"List-Id: <", b"Subject: =?", b"Subject: "):
        assert isinstance(judge(name + line + b"\r\n" + LETTER), Evidence)
