"""Bytes of any kind become a Mail, in bounded time and without loss."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markup, mime
from bot.charsets import tidy
from bot.domain import Mail

TEXT = b"Content-Type: text/plain"
MULTI = b"Content-Type: multipart/mixed; boundary=b\n\n"
HOSTILE = {
    "name without a value": TEXT + b"; name*\n\nx",
    "name piece without a value": TEXT + b"; name*0*\n\nx",
    "comment as a group": b"To: (c):\n\nx",
    "group with a comment": b"Cc: (x): a@b.com;\n\nx",
    "brackets in an id": b"Message-ID: <[a1].b@[c2].PROD.OUTLOOK.COM>\n\nx",
    "brackets around an id": b"Message-ID: <[ABC====@example.com]>\n\nx",
    "one quote": b'To: "\n\nx',
    "comma at the end": b"Cc: a@b.com,\n\nx",
    "dot first": b"From: .a@b.com\n\nx",
    "dot last": b"From: F <a.@b.com>\n\nx",
    "at alone": b"From: @\n\nx",
    "no address": b"From: <>\n\nx",
    "open quote": b'From: "F <a@b.com>\n\nx',
    "latin sender": b"From: Fran\xe7ois <a@b.com>\n\nx",
    "date of junk": b"Date: Mon, 99 Foo 20201 25:61:61 +9999\n\nx",
    "date of a far zone": b"Date: Mon, 1 Jan 2024 00:00:00 +99999999\n\nx",
    "date empty": b"Date: \n\nx",
    "date in year zero": b"Date: 1 Jan 0000 00:00:00 +0000\n\nx",
    "date without a zone": b"Date: Mon, 1 Jan 2024 00:00:00 -0000\n\nx",
    "charset unknown-8bit": TEXT + b"; charset=unknown-8bit\n\n\xe9",
    "charset x-unknown": TEXT + b"; charset=X-UNKNOWN\n\nx",
    "charset base64": TEXT + b"; charset=base64\n\nx",
    "charset rot13": TEXT + b"; charset=rot13\n\nx",
    "charset with NUL": TEXT + b'; charset="a\x00b"\n\nx',
    "charset in bad pieces": TEXT + b"; charset*=ansi-x3.4-1968''utf-8%ff\n\nx",
    "charset endless": TEXT + b"; charset=" + b"a" * 100_000 + b"\n\nx",
    "charset idna": TEXT + b"; charset=idna\n\n\xe9x",
    "charset undefined": TEXT + b"; charset=undefined\n\nx",
    "charset escapes": TEXT + b"; charset=unicode_escape\n\n\\x \\d",
    "surrogate in utf-7": TEXT + b"; charset=utf-7\n\n+2AA-",
    "bad encoded words": b"Subject: =?utf-8?b?////?= =?foo?q?x?= =?utf-8?q?=ZZ?=\n\nx",
    "surrogate in a word": b"Subject: =?utf-8?q?=ED=A0=80?=\n\nx",
    "padding lost": b"Subject: =?utf-8?b?YWJ?=\n\nx",
    "NUL in a subject": b"Subject: a\x00b\n\nx",
    "word in idna": b"Subject: =?idna?q?=E9?=\n\nx",
    "word in rot13": b"Subject: =?rot13?q?abc?=\n\nx",
    "coding of junk": TEXT + b"\nContent-Transfer-Encoding: 8 bit; foo\n\n\xc3\xa9",
    "base64 of junk": TEXT + b"\nContent-Transfer-Encoding: base64\n\n!!!!====\n",
    "uuencode of junk": TEXT
    + b"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n\xff\xff\nend\n",
    "no boundary": b"Content-Type: multipart/alternative\n\nx",
    "empty boundary": b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nx\n----\n',
    "parts in base64": b"Content-Transfer-Encoding: base64\n"
    + MULTI
    + b"--b\n\nx\n--b--\n",
    "related to nothing": b'Content-Type: multipart/related; boundary=b; start="<z>"\n\n'
    b"--b\nContent-Type: text/html\n\nx\n--b--\n",
    "related and empty": b"Content-Type: multipart/related; boundary=b\n\n--b--\n",
    "mail in base64": b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    b"RnJvbTogYUBiCgp4\n",
    "mail of nothing": b"Content-Type: message/rfc822\n\n",
    "bad file name": TEXT
    + b"\nContent-Disposition: attachment; filename*0*=UTF-8''%; filename*1=x\n\nx",
    "no headers": b"\n\nx",
    "nothing": b"",
    "only NUL": b"\x00" * 100,
    "no colon": b"foo bar\nSubject: x\n\ny",
    "mbox line": b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\ny",
    "CR only": b"Subject: x\r\ry\r",
    "500 levels": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
        for i in range(500)
    )
    + b"\n\nx",
    "2000 mails in mails": b"Content-Type: message/rfc822\n\n" * 2000 + b"Subject: x\n\ny",
    "50000 headers": b"X-A: b\n" * 50_000 + b"\nx",
    "50000 parts": MULTI + b"--b\n\nx\n" * 50_000 + b"--b--\n",
    "200000 commas": b"To: " + b"," * 200_000 + b"\n\nx",
    "20000 addresses": b"From: " + b"a@b.c, " * 20_000 + b"\n\nx",
    "100000 semicolons": TEXT + b";" * 100_000 + b"\n\nx",
    "semicolons before parts": b"Content-Type: multipart/mixed"
    + b";" * 3_000_000
    + b"\n\nx",
    "folded semicolons": b"Content-Type: multipart/mixed" + b";\n ;" * 500_000 + b"\n\nx",
    "20000 words": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nx",
    "50000 brackets": b"From: " + b"(" * 50_000 + b"\n\nx",
    "50000 quotes": b'From: "' + b'\\"' * 50_000 + b"\n\nx",
    "50000 dots": b"From: " + b"a." * 50_000 + b"@b\n\nx",
    "50000 dots in an id": b"Message-ID: <" + b"a." * 50_000 + b"@b>\n\nx",
    "50000 brackets in a date": b"Date: " + b"(" * 50_000 + b"\n\nx",
    "5000 pieces": TEXT
    + b"; "
    + b"; ".join(b"a*%d*=b" % i for i in range(5000))
    + b"\n\nx",
    "marks on one letter": TEXT + b"\n\na" + "\u0316\u0301".encode() * 200_000,
}
HTML = {
    "300 levels": "<p>HEAD</p>"
    + "<div>" * 300
    + "<p>DEEP</p>"
    + "</div>" * 300
    + "<p>TAIL</p>",
    "NUL": "<p>HEAD</p><p>a\x00DEEP</p><p>TAIL</p>",
    "xml": "<?xml version='1.0' encoding='utf-8'?><p>HEAD</p><p>DEEP é</p><p>TAIL</p>",
    "open style": "<head><style>.a{}</head><body><p>HEAD</p><p>DEEP</p><p>TAIL</p>",
    "open title": "<head><title>x</head><body><p>HEAD</p><p>DEEP</p><p>TAIL</p>",
    "open comment": "<p>HEAD</p><!-- oops <p>DEEP</p><p>TAIL</p>",
    "two pages": "<html><p>HEAD</p></html><html><p>DEEP</p><p>TAIL</p></html>",
    "condition": "<p>HEAD</p><!--[if !mso]><!--><p>DEEP</p><!--<![endif]--><p>TAIL</p>",
    "old condition": "<p>HEAD</p><![if !mso]><p>DEEP</p><![endif]><p>TAIL</p>",
    "less than": "<p>HEAD 5 < 6 and a<b DEEP</p><p>TAIL</p>",
    "raw text": "<p>HEAD</p><xmp>DEEP</xmp><p>TAIL</p>",
    "table": "<table><tr><td>HEAD</td><td>DEEP</td></tr><tr><td>TAIL</td></tr></table>",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_mail_is_read_in_bounded_time(raw: bytes) -> None:
    began = time.monotonic()
    mail = mime.read(raw)
    assert time.monotonic() - began < 5
    everything = repr(mail)
    everything.encode("utf-8")
    assert "\x00" not in mail.plain + mail.html + mail.subject


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(raw: bytes) -> None:
    for mail in (mime.read(raw), mime.read_text(raw), mime.read(b"Subject: x\n\n" + raw)):
        (mail.plain + mail.html).encode("utf-8")


HEADS = st.sampled_from(
    [
        TEXT,
        MULTI,
        b"Content-Transfer-Encoding: base64",
        b"Content-Type: message/rfc822",
        b"Date: x",
        b"--b",
        b"",
        b"From: a@b.c",
        b"Content-Type: text/html; charset=utf-16",
    ]
)


@given(st.lists(HEADS | st.binary(max_size=20), max_size=20).map(b"\n".join))
def test_any_shape_of_mail_can_be_read(raw: bytes) -> None:
    assert isinstance(mime.read(raw), Mail)


@given(st.text())
def test_clean_text_is_clean_and_stays_as_it_is(text: str) -> None:
    clean = tidy(text)
    assert not set(clean) & {"\x00", "\r", "\xa0", "\x85"}
    assert tidy(clean) == clean
    clean.encode("utf-8")


def test_a_mail_says_who_wrote_when_and_what() -> None:
    mail = mime.read(
        b"From: =?utf-8?q?M=C3=A4ra?= <MARA@Example.com>\r\n"
        b"Date: Tue, 15 Sep 2026 21:07:46 -0400\r\n"
        b"Subject: =?utf-8?b?SGkg8J+QnQ==?=\r\n there\r\n"
        b"Message-ID: <1@x>\r\nList-ID: l\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nOne\r\n\xc2\xa0two\xe2\x80\x8b\r\n"
    )
    assert mail.sender == "mara@example.com"
    assert mail.subject == "Hi 🐝 there"
    assert (mail.message_id, mail.list_id) == ("<1@x>", "l")
    assert mail.sent_at == datetime(2026, 9, 16, 1, 7, 46, tzinfo=UTC)
    assert mail.plain == "One\n two\n"


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", b"it\x92s \x80 5", "it’s € 5"),
        ("us-ascii", "café".encode(), "café"),
        (
            "utf-8",
            "€ ä ö ü ß é è à ç ñ õ ø ".encode() + b"\xff",
            "€ ä ö ü ß é è à ç ñ õ ø \ufffd",
        ),
        ("utf-8", b"caf\xe9", "café"),
        ("nonsense", "naïve".encode(), "naïve"),
        ("gb2312", "你好".encode("gbk"), "你好"),
        ("", b"\x81\x8d", "\x81\x8d"),
    ],
)
def test_a_charset_is_believed_only_as_far_as_it_goes(
    charset: str, data: bytes, text: str
) -> None:
    raw = b"Content-Type: text/plain; charset=%b\n\n" % charset.encode()
    assert mime.read(raw + data).plain == tidy(text)


def test_attached_mails_are_mails_of_their_own_in_any_wrapping() -> None:
    inner = b"From: a@b.c\nSubject: in\n\nbody\n"
    raw = (
        b"Subject: out\n" + MULTI + b"--b\nContent-Type: text/plain\n\nsee\n"
        b"--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n"
        + inner
        + b"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        b"RnJvbTogYUBiLmMKU3ViamVjdDogaW4KCmJvZHkK\n"
        b"--b\nContent-Type: application/octet-stream; name=x.eml\n"
        b'Content-Disposition: attachment; filename="x.eml"\n\n'
        + inner
        + b"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nno\n--b--\n"
    )
    mail = mime.read(raw)
    assert mail.plain.strip() == "see"
    assert [(m.subject, m.plain.strip()) for m in mail.attached] == [("in", "body")] * 3


def test_what_had_to_be_cut_is_said() -> None:
    assert mime.read(HOSTILE["50000 parts"]).problems == (
        "only the first 500 parts were read",
    )
    assert mime.read(HOSTILE["2000 mails in mails"]).problems


def test_pasted_text_is_a_mail_only_if_it_begins_with_header_lines() -> None:
    pasted = b"Summary: Bees\nName: Mara\n\nFrom: VICE.com\nSubject: x\n"
    assert mime.read_text(pasted).plain == pasted.decode()
    assert mime.read(pasted).plain == pasted.decode()  # nor is it a mail in an .eml
    mail = mime.read_text(b"\xef\xbb\xbf\n\nFrom: a@b.c\nSubject: x\n y\n\nbody")
    assert (mail.sender, mail.subject, mail.plain) == ("a@b.c", "x y", "body")
    assert mime.read_text("Zoë".encode("utf-16")).plain == "Zoë"


def test_soft_line_ends_are_joined_where_the_mail_declares_them() -> None:
    raw = TEXT + b"; format=flowed\n\none \ntwo \nthree\n\n-- \nMara\n> a \n> b\n"
    assert mime.read(raw).plain == "one two three\n\n-- \nMara\n> a \n> b\n"
    assert mime.read(TEXT + b"; format=flowed; delsp=yes\n\non \ne\n").plain == "one\n"


def test_a_mail_over_the_limit_keeps_its_headers_and_says_so() -> None:
    raw = b"From: a@b.c\nSubject: big\n" + TEXT + b"\n\n" + b"x" * 100
    mail = mime.read(raw, limit=100)
    assert (mail.sender, mail.subject, mail.plain) == ("a@b.c", "big", "")
    assert mail.problems == (f"too big: {len(raw)} bytes, the most is 100",)
    assert mime.read(raw, limit=len(raw)).plain == "x" * 100
    assert mime.read_text(raw, limit=100) == mail
    assert mime.read_text(b"x" * 101, limit=100).problems


def test_a_text_of_five_megabytes_is_read_whole() -> None:
    mail = mime.read(b"Subject: x\n\n" + b"one two three\n" * 380_000)
    assert mail.plain.count("three") == 380_000
    page = b"<p>one <b>two</b> three</p>\n" * 150_000
    assert mime.read(b"Content-Type: text/html\n\n" + page).html.count("three") == 150_000


@pytest.mark.parametrize(
    "kind",
    [
        b"text/html; name=x.html\nContent-Disposition: attachment",
        b"text/html\nContent-Disposition: attachment; filename=digest.htm",
        b"application/octet-stream; name=x.HTML\nContent-Disposition: attachment",
    ],
)
def test_an_attached_page_is_read_as_a_mail_of_its_own(kind: bytes) -> None:
    part = b"--b\nContent-Type: " + kind + b"\n\n<p>Name: <i>Mara</i></p><p hidden>psst\n"
    mail = mime.read(MULTI + b"--b\n" + TEXT + b"\n\nsee\n" + part + b"--b--\n")
    assert mail.plain.strip() == "see"
    assert [inner.html for inner in mail.attached] == ["Name: Mara\n\npsst"]


def test_a_mail_of_nothing_but_an_attachment_says_what_was_not_read() -> None:
    part = b"--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\nx\n"
    assert mime.read(MULTI + part + b"--b--\n").problems == (
        "an attachment winmail.dat of type application/ms-tnef was not read",
    )
    assert mime.read(b"Content-Type: application/pdf\n\nx").problems == (
        "a part of type application/pdf was not read",
    )
    long = b"Content-Type: image/png; name=" + b"n" * 500 + b"\n\nx"
    assert len(mime.read(long).problems[0]) < 150
    with_text = mime.read(MULTI + b"--b\n" + TEXT + b"\n\nsee\n" + part + b"--b--\n")
    assert with_text.problems == ()


def test_no_text_of_nested_parts_is_lost() -> None:
    def parts(kind: bytes, edge: bytes, *inner: bytes) -> bytes:
        head = b"Content-Type: multipart/" + kind + b"; boundary=" + edge + b"\n\n"
        return head + b"".join(b"--" + edge + b"\n" + x + b"\n" for x in inner)

    page = b"Content-Type: text/html\n\n<p>%b</p>"
    picture = b"Content-Type: image/png\n\nx"
    related = parts(b"related", b"r", page % b"TWO", picture)
    both = parts(b"alternative", b"a", TEXT + b"\n\nONE", related)
    whole = b"Subject: x\n" + parts(
        *(b"mixed", b"m", both, page % b"THREE", TEXT + b"\n\nFOOTER of a list")
    )
    mail = mime.read(whole)
    assert mail.plain.split() == ["ONE", "FOOTER", "of", "a", "list"]
    assert mail.html.split() == ["TWO", "THREE"]
    assert mail.problems == ()


def test_attached_mails_are_bounded_in_number_over_all_levels() -> None:
    tree = b"Subject: leaf\n\ny\n"
    for n in range(5):
        part = b"--t%d\nContent-Type: message/rfc822\n\n" % n + tree
        tree = b"Content-Type: multipart/mixed; boundary=t%d\n\n" % n + part * 4

    def count(mail: Mail) -> int:
        return 1 + sum(map(count, mail.attached))

    assert count(mime.read(tree)) == mime.MAX_ATTACHED + 1


def test_html_is_read_even_where_it_calls_itself_plain() -> None:
    assert mime.read(TEXT + b"\n\n<html><p>Hi <b>you</b></p></html>").html == "Hi you"


@pytest.mark.parametrize("page", HTML.values(), ids=HTML)
def test_no_text_of_a_page_is_lost(page: str) -> None:
    text = markup.to_text(page)
    assert all(word in text for word in ("HEAD", "DEEP", "TAIL"))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p><b>Name:</b> <i>Mara</i></p><p>Next</p>", "Name: Mara\n\nNext"),
        ("<table><tr><td>Name:</td><td> Mara</td></tr></table>", "Name: Mara"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d"),
        ('<a href="https://x.example/1">here</a>', "here (https://x.example/1)"),
        ('<a href="https://track.example">https://x.example</a>', "https://x.example"),
        ('<a href="mailto:a@b.c?subject=x">a@b.c</a>', "a@b.c"),
        ('<a href="mailto:a@b.c">Mara</a>', "Mara (a@b.c)"),
        ('<a href="#top">Back to top</a>', "Back to top"),
        ('<a href="javascript:x">go</a>', "go"),
        ("a<hr>b", "a\n\n" + "-" * 40 + "\n\nb"),
        ("<pre>a  b\nc</pre>", "a  b\nc"),
        ("&#8203;&nbsp;5 &lt; 6 &#146;", "5 < 6 ’"),
    ],
)
def test_a_page_reads_as_a_person_reads_it(page: str, text: str) -> None:
    assert tidy(markup.to_text(page)).strip() == text


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a href="', "<!--", "<!", "</", "<style>", "<div>", "&", "&#", "<?"],
)
def test_a_hostile_page_is_read_in_bounded_time(piece: str) -> None:
    began = time.monotonic()
    markup.to_text(piece * (600_000 // len(piece)))
    assert time.monotonic() - began < 5


@given(
    st.lists(st.sampled_from(["<p>", "</a>", "<a href=x>", "<", ">", "x", "<!--", "&a"]))
)
def test_any_page_can_be_read(pieces: list[str]) -> None:
    assert isinstance(markup.to_text("".join(pieces)), str)


@pytest.mark.skipif("BOT_CORPORA" not in os.environ, reason="BOT_CORPORA names no folder")
def test_every_mail_of_the_corpora_is_read() -> None:
    files = [p for p in Path(os.environ["BOT_CORPORA"]).rglob("*") if p.is_file()]
    assert len(files) >= 284
    for path in files:
        assert isinstance(mime.read(path.read_bytes()), Mail)
