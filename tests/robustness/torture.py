"""Mail that breaks readers: malformed, huge, nested, lying about itself. All invented.

`cases()` yields (name, bytes). What a fuzzer found is added under `FOUND`.
"""

from base64 import b64encode
from collections.abc import Iterator

TEXT = b"Content-Type: text/plain; charset=utf-8"
PAGE = b"Content-Type: text/html; charset=utf-8"
MIXED = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
HEAD = b"From: HARO <haro@helpareporter.com>\nSubject: HARO Queries for today\nDate: x\n"
RFC822 = b"Content-Type: message/rfc822\n\n"

PARAMETERS = (
    *(b"; name*", b"; name*0*", b"; charset*=ansi-x3.4-1968''utf-8%ff", b"; charset="),
    *(b";" * 100_000, b"; " + b"; ".join(b"a*%d*=b" % n for n in range(5000))),
    *(
        b'; charset="',
        b"; boundary",
        b'; name="=?utf-8?q?' + b"=C3" * 5000,
        b"\n ;" * 50_000,
    ),
)
CHARSETS = (
    *(b"unknown-8bit", b"X-UNKNOWN", b"base64", b"rot13", b"idna", b"undefined", b"utf-7"),
    *(
        b"a\x00b",
        b"a" * 100_000,
        b"utf-16",
        b"utf-32",
        b"zip",
        b"punycode",
        b"hex",
        b"\xff",
    ),
    *(b"unicode_escape", b"mbcs", b"oem", b"iso-2022-jp", b"hz", b"gb2312", b"utf-8-sig"),
    *(b"raw_unicode_escape", b"../../etc", b"quopri", b"uu", b"bz2", b"utf_16_be"),
)
ADDRESSES = (
    *(b"(c):", b"(x): a@b.com;", b'"', b"a@b,", b".a@b.com", b"F <a.@b.com>", b"@", b"<>"),
    *(b'"F <a@b.com>', b"Fran\xe7ois <a@b.com>", b"g: a@b.c, d@e.f;", b"," * 200_000),
    *(b"a@b.c, " * 20_000, b"(" * 50_000, b'"' + b'\\"' * 50_000, b"a." * 50_000 + b"@b"),
    *(
        b"<" * 50_000,
        b"=?utf-8?q?a?= " * 20_000,
        b"=?utf-8?b?" + b"YQ" * 50_000,
        b"\\" * 9999,
    ),
)
DATES = (
    *(b"", b"Mon, 99 Foo 20201 25:61:61 +9999", b"Mon, 1 Jan 2024 00:00:00 +99999999"),
    *(b"1 Jan 0000 00:00:00 +0000", b"(" * 50_000, b"9" * 5000, b"31 Feb 2024", b"-" * 999),
    *(b"Mon, 1 Jan 9999 23:59:59 -2359", b"1 Jan 99999999999 0:0", b"\x00", b":::::"),
)
SUBJECTS = (
    *(b"=?utf-8?b?////?= =?foo?q?x?= =?utf-8?q?=ZZ?=", b"=?utf-8?q?=ED=A0=80?="),
    *(
        b"=?utf-8?b?YWJ?=",
        b"a\x00b",
        b"=?idna?q?=E9?=",
        b"=?rot13?q?abc?=",
        b"x" * 1_000_000,
    ),
    *(b"=?utf-8?q?" + b"=C3=A9" * 50_000 + b"?=", b"a\n b" * 100_000, b"\xff" * 5000),
    *(b"=?utf-16?b?2AA=?=", b"=?hex?q?zz?=", b"=?" * 50_000, b"=?utf-8?q?" * 20_000),
)
IDS = (
    *(b"<[a1].b@[c2].PROD.OUTLOOK.COM>", b"<[ABC====@example.com]>", b"<" * 9999),
    *(b"<" + b"a." * 50_000 + b"@b>", b"", b"<@>"),
)
CODINGS = (
    *((b"8 bit; foo", b"\xc3\xa9"), (b"base64", b"!!!!===="), (b"base64", b"A" * 9_999)),
    *(
        (b"x-uuencode", b"begin 644 x\n\xff\xff\nend"),
        (b"uue", b"begin"),
        (b"base64", b"\x00"),
    ),
    *((b"quoted-printable", b"=\n=ZZ=3"), (b"quoted-printable", b"=" * 500_000)),
    *(
        (b"base64", b64encode(b"\x00" * 90_000)),
        (b"base64", b"=" * 90_000),
        (b"zip", b"PK"),
    ),
    *((b"x-uuencode", b"begin 644 x\n" + b"M" * 90_000), (b"7bit", b"\xff" * 9_000)),
)
PIECES = (
    *(b"<", b"<a ", b'<a href="', b"<!--", b"<!", b"</", b"<style>", b"<div>", b"&", b"&#"),
    *(
        b"<?",
        b"<p style='display:none'>",
        b"<td>",
        b"<li>",
        b"<a href=x>",
        b"]]>",
        b"<![CDATA[",
    ),
    *(
        b"&#x110000;",
        b"&lol;",
        b"<hr>",
        b"<b><i>",
        b"</p>",
        b"<table>",
        b"&#8203;",
        b"<script>",
    ),
    *(
        b"<title>",
        b"<textarea>",
        b"<p hidden>x",
        b"<font color=white>x",
        b"<ol>",
        b"x='",
        b"-->",
    ),
)
UNICODE = (
    *(
        "a" + "\u0316\u0301" * 66_666,
        "\u202e" * 66_666,
        "\u200b" * 66_666,
        "\ufffd" * 33_333,
    ),
    *("\U000e0041" * 33_333, "\u05d0 \u0627 " * 16_666, "\U0001f468\u200d" * 33_333),
    *("\u1100" * 66_666, "\ufdfa" * 33_333, "\x85\u2028" * 33_333, "\x1b[31m" * 16_666),
    *("İ" * 66_666, "ſK" * 33_333, "\ufe0f" * 66_666, "\u0345" * 66_666),
)
RUNS = (
    *(
        "a" * 83_333,
        "a1B/" * 20_833,
        "41 42 " * 12_500,
        "=" * 83_333,
        "A" * 24 + " ",
    ),
    *("A. " * 25_000, "1) " * 25_000, "? " * 25_000, "- A " * 16_666, "a@" * 33_333),
    *("https://x/" * 7_500, "www." * 16_666, "<https://x> " * 6_666, "> " * 33_333),
    *(
        "reply+" * 8_333,
        "@helpareporter.com " * 4_166,
        "no AI " * 8_333,
        "\\x41" * 16_666,
    ),
    *("((((" * 16_666, "what, what and " * 5_000, "U.S. " * 12_500, "*" * 83_333),
)
LINES = (
    *("1) Summary: x\n", "N) Summary:\n", "Name: n\n", "Query:\n", "Deadline: 9 PM ET\n"),
    *("********* INDEX ***********\n", "1) a (b)\n", "Back to Top\n", "-" * 35 + "\n"),
    *("*" * 28 + "\n", "> > > a\n", "From: a@b.c\nDate: 1 Jan 2026\n", "_____\n", "* *\n"),
    *("1) SUMMARY: x\nQUERY: y\n_____\n", "Email: a@b.co\n", "1) Summary: x\nName: n\n"),
    *("1) Summary: x\nName: n\nEmail: a@b.co\nDeadline: 9 PM ET - 1 May\nQuery: y\n", "\n"),
    *(
        "Deadline: x\nReporter: y\nQuery: z\nEmail: a@b.co\n",
        "On Mon wrote:\n",
        "Date: 2026\n",
    ),
)


def _headers() -> Iterator[tuple[str, bytes]]:
    for name, values in (
        *(("From", ADDRESSES), ("To", ADDRESSES), ("Date", DATES), ("Subject", SUBJECTS)),
        *(("Message-ID", IDS), ("List-ID", IDS), ("X-Odd", SUBJECTS)),
    ):
        for n, value in enumerate(values):
            yield f"{name} {n}", b"%b: %b\n\nx" % (name.encode(), value)
    for n, value in enumerate(PARAMETERS):
        yield f"parameter {n}", TEXT.split(b";")[0] + value + b"\n\nx"
        yield (
            f"multipart parameter {n}",
            b"Content-Type: multipart/mixed" + value + b"\n\nx",
        )
        line = b"Content-Disposition: attachment" + value + b"\n"
        yield f"disposition {n}", line + TEXT + b"\n\nx"
    yield "50,000 headers", b"X-A: b\n" * 50_000 + b"\nx"
    yield "endless folding", b"Subject: a\n" + b" b\n" * 300_000 + b"\nx"
    yield "no end of headers", b"Subject: a\n" + b"X: y\n" * 100_000
    yield "no colon", b"foo bar\nSubject: x\n\ny"
    yield "mbox line", b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\ny"
    yield "8-bit names", b"\xffFrom: a@b\n\xfe: x\n\ny"


def _bodies() -> Iterator[tuple[str, bytes]]:
    for n, name in enumerate(CHARSETS):
        for data in (b"x", b"\xe9\xff\x00 caf\xc3\xa9", b"+2AA-~{=\x1b$B"):
            kind = b"Content-Type: text/plain; charset=" + name
            yield f"charset {n} {data!r}", kind + b"\n\n" + data
    for n, (coding, data) in enumerate(CODINGS):
        line = b"\nContent-Transfer-Encoding: " + coding + b"\n\n"
        yield f"coding {n}", TEXT + line + data
        yield f"coding of a page {n}", PAGE + line + data
        yield f"coding of a mail {n}", RFC822.rstrip() + line + data
        yield f"coding of parts {n}", MIXED.rstrip() + line + b"--b\n\n" + data + b"\n--b--"
    for n, text in enumerate((*UNICODE, *RUNS)):
        data = text.encode("utf-8", "replace")
        yield f"text {n}", HEAD + TEXT + b"\n\n" + data
        yield f"text as a page {n}", HEAD + PAGE + b"\n\n<p>" + data
        item = b"1) Summary: x\nName: n\nEmail: a@b.co\nDeadline: 9 PM ET - 1 May\nQuery: "
        yield f"text in a query {n}", HEAD + TEXT + b"\n\n" + item + data
    for n, printed in enumerate(LINES):
        yield f"lines {n}", HEAD + TEXT + b"\n\n" + printed.encode() * 4_000
        mixed = (printed + LINES[n - 1] + LINES[n - 7]) * 1_500
        yield f"mixed lines {n}", HEAD + TEXT + b"\n\n" + mixed.encode()
    yield "one line of 3 MB", HEAD + TEXT + b"\n\n" + b"word " * 600_000
    yield "one line of 50 MB", HEAD + TEXT + b"\n\n" + b"word " * 10_000_000
    yield "3 MB without a space", HEAD + TEXT + b"\n\n" + b"a" * 3_000_000
    yield "CR only", b"Subject: x\r\ry\r" * 1000
    yield "mixed ends", HEAD + TEXT + b"\r\n\n" + b"a\rb\r\nc\nd\n\r" * 20_000
    yield "flowed", TEXT + b"; format=flowed\n\n" + b"a \n> b \n" * 30_000
    yield "only NUL", b"\x00" * 1_000_000
    yield "nothing", b""
    yield "no headers", b"\n\nx"


def _pages() -> Iterator[tuple[str, bytes]]:
    for n, piece in enumerate(PIECES):
        yield f"page {n}", PAGE + b"\n\n" + piece * (250_000 // len(piece))
        words = piece + b"word "
        yield f"page of words {n}", PAGE + b"\n\n" + words * (100_000 // len(words))
    yield "100,000 divs", PAGE + b"\n\n" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
    yield "divs and others", PAGE + b"\n\n" + b"<div><span></p></b>" * 50_000
    yield "attributes", PAGE + b"\n\n<p " + b"a=b " * 250_000 + b">x</p>"
    yield "names", PAGE + b"\n\n<p " + b"a" * 1_000_000 + b"=b>x</p>"
    yield "styles", PAGE + b"\n\n" + b'<p style="' + b"a:b;" * 200_000 + b'">x</p>'
    yield "many styles", PAGE + b"\n\n" + b'<p style="color:#fff;font-size:0">x' * 20_000
    yield "open quote", PAGE + b'\n\n<a href="x' + b"> y <a href='" * 50_000
    laughs = b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (n, n - 1, n - 1) for n in range(99))
    yield "laughs", PAGE + b"\n\n<!DOCTYPE x [" + laughs + b"]><p>&l98;</p>"
    yield "rules", PAGE + b"\n\n" + b"<hr>" * 200_000


def _shapes() -> Iterator[tuple[str, bytes]]:
    part = b"--b\n" + TEXT + b"\n\nx\n"
    yield "50,000 parts", MIXED + b"--b\n\nx\n" * 50_000 + b"--b--\n"
    yield "1,000 pages", MIXED + (b"--b\n" + PAGE + b"\n\n<p>x\n") * 1000
    yield "2,000 mails in mails", RFC822 * 2000 + b"Subject: x\n\ny"
    for depth in (100, 1000):
        nested = b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
            for n in range(depth)
        )
        yield f"{depth} levels", nested + b"\n\nx"
        yield f"{depth} lines of boundaries", nested + part * 1000
    yield "500 mails side by side", MIXED + (b"--b\n" + RFC822 + b"Subject: x\n\ny\n") * 500
    tree = b"Subject: x\n\ny\n"
    for n in range(9):
        edge = b"t%d" % n
        inner = b"--" + edge + b"\n" + RFC822 + tree
        tree = b"Content-Type: multipart/mixed; boundary=" + edge + b"\n\n" + inner * 3
    yield "a tree of mails", tree
    wrapped = b"Subject: x\n\ny\n"
    for _ in range(12):
        coded = b64encode(wrapped)
        wrapped = RFC822.rstrip() + b"\nContent-Transfer-Encoding: base64\n\n" + coded
    yield "mails in base64 in base64", wrapped
    yield "wrong boundary", MIXED.replace(b"boundary=b", b"boundary=c") + part * 10
    yield "no boundary", b"Content-Type: multipart/alternative\n\n" + part * 10
    yield "empty boundary", b'Content-Type: multipart/mixed; boundary=""\n\n--\n\nx\n----\n'
    yield "boundary of spaces", b'Content-Type: multipart/mixed; boundary="  "\n\n--  \n\nx'
    yield "long boundary", MIXED.replace(b"boundary=b", b"boundary=" + b"b" * 9999) + part
    yield "no last boundary", MIXED + part
    yield "related and empty", MIXED.replace(b"mixed", b"related") + b"--b--\n"
    yield "start of nothing", MIXED.replace(b"mixed", b'related; start="<z>"') + part
    yield "only TNEF", b"Content-Type: application/ms-tnef; name=winmail.dat\n\nx"
    yield "a mail of nothing", RFC822
    yield "partial", b"Content-Type: message/partial; id=1; number=1; total=9\n\nx"
    yield "external", b"Content-Type: message/external-body; access-type=x\n\nx"
    yield "report", b"Content-Type: multipart/report; boundary=b\n\n--b\n" + RFC822 * 3
    yield (
        "delivery status",
        b"Content-Type: message/delivery-status\n\n" + b"A: b\n\n" * 20_000,
    )


FOUND: dict[str, bytes] = {}


def cases() -> Iterator[tuple[str, bytes]]:
    """Yield every case, the largest one at a time."""
    for group in (_headers, _bodies, _pages, _shapes):
        yield from group()
    yield from FOUND.items()
