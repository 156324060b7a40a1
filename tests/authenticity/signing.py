"""Mail that is signed for tests, with a key made for nothing else."""

import re
from collections.abc import Callable

import dkim

from bot.authenticity import Judge, Unanswered

# A key for these tests alone: it signs for nobody.
_TEST_KEY = (
    "MIIEpAIBAAKCAQEAh+dQot11rjU8AAXIqSgtra+Y8as7TWrozrFYHbOK2FlTQmsaiBsOIKf1rfS2/UNZ"
    "rSaQ2KpYIPn9b19Opc7BTMnZYvRVQHyCcc/JL1kQj2eP56QoW2ZMEyO9ewhLYJ8cEkr+Gs4lkdgQy1Yk"
    "vW9SYISb5SsibZauyZqpZYSSkFTslN801MqzjZv3zGGEUMCB1NW9rlOvvuIQzNYStqrkiy6QIatIRECw"
    "ZnlVNz/a6rBrc6wsUpV8GFlY6UU5G1yflsob2+Fba9xK+V/2fNnDeqHNA8XT+oI2wVQy/u8hzc81TSqa"
    "k51BAEahfrDmjiFKkWv0BfBEeePpqvfPr22v6wIDAQABAoIBAAKHNpROYLM6G/YiJWlO196xyWYW2eER"
    "pT1nG4Jd8IN1fJuGiN/8T4ci/hUw3BCaZqTWdqkD2OTa0bCh32wtNvevOkM21A6BjR8B5GEO8URsWEcm"
    "YiElJjLQSOTs3WjG56Dy0ob8IRh1TQauARFMbLC39tB3Z3S4x2Kfum6q3dvKebV/KLuAVpfjL9/wQ8sm"
    "szMZD1lD72FKRLoHfQLDex/eMV/2UobwbA7vfSpHxEwOHfDbBSSVHfMK6Z+I6+YPk8vrG4mVAc3EOgx0"
    "NSX0qYEsqbt5E2Rsn0SzateHW46AOQJ1amfuGmSDbaCwCJPIh5kEj4sUOWD/qi9+XdSxCOkCgYEAvLc+"
    "1eX11DwmaIgVHtmWuheEIawYQzKH5EpJQ5d0o0cF+RGQkvFbX1FvMs8xaPJ8DPVEWh1wBwTbKqjpflUx"
    "ZTfUJUDzUKdnzLBaXvEcPpUUl4w1d71NMgiOZiqNNco0wQ41e5EmfkYxZvx1gkH/By4pjrZSV5hQxJjQ"
    "3S0BtHMCgYEAuFu2OwcatKUct98YEA50bJ2pkSlVblIfKoXLaNgQzA82SvKhe31Sga/1o+hDYPauybqk"
    "k1ULKw9SgU8v/3DsFtC4Rgro2f6l4JZzUd5NVBNlnL+XmRAp2Vz4/bstlYhAcNAsjJTRVYNZ08T4vNeb"
    "lhwT+jokkOX5pWe1NdSoMKkCgYAt63z7uWAvC4/hAbP59MJLd+tr8h9ZQpN0hmr7aoA0NtUKPS7rwpUU"
    "RZGEUIxaWB69XHUMZHtdCd52q/FdD0fctFAH3J0YNBP657KlxY+03rvLAJAGGecN1K0pyRLhUtmxXE7B"
    "SZmPQm9E+wtw7bQrwBzWoCC7NdH5dKHmH8x5ZwKBgQC3l9WNSRDmTvuffNNowgxdUlFYV1JVkACrhxw/"
    "Z9Sqcoe98Yyw/ufYcNPuC9J10JPWH0Hf2zRJCHRAhAynlNv4CJlKX3juBvNICmwDXp+hl8N8ayxcaMVU"
    "SotHm0zU+iA6eIW05krlnu4ov6J55TlzLrkSWy6pAe0wNGw4lHN+KQKBgQC7fFEo5Kxv1wLL2i8z6wqa"
    "+aKMy6oiWEgtKuJPlbPU2lY+Ys9LF1Yg/JUQ7Rc3+9yosmNno+qCMWiH+13bcES3aAHfsO57FKeoLlNj"
    "/zZZyCoWWHM7GVcwNHNw4wzXAQlqTors+KcBo+ovFCkBtxOrsBeH4dOvU7uKFFrakuG+9g=="
)
PUBLIC = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAh+dQot11rjU8AAXIqSgtra+Y8as7TWrozrFY"
    "HbOK2FlTQmsaiBsOIKf1rfS2/UNZrSaQ2KpYIPn9b19Opc7BTMnZYvRVQHyCcc/JL1kQj2eP56QoW2ZM"
    "EyO9ewhLYJ8cEkr+Gs4lkdgQy1YkvW9SYISb5SsibZauyZqpZYSSkFTslN801MqzjZv3zGGEUMCB1NW9"
    "rlOvvuIQzNYStqrkiy6QIatIRECwZnlVNz/a6rBrc6wsUpV8GFlY6UU5G1yflsob2+Fba9xK+V/2fNnD"
    "eqHNA8XT+oI2wVQy/u8hzc81TSqak51BAEahfrDmjiFKkWv0BfBEeePpqvfPr22v6wIDAQAB"
)
OTHER_PUBLIC = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApLQeptaLAm2SdGDJ6MiBLqlVGE5/n7u2Q3+E"
    "QuZXBRshgsLl7Z88sWRDRT2rLGUng8QxlOH/5ZwAcYsjlQLFR3hWURQ/0aMnFAQk3CyRL0omik7ggW+U"
    "X5JBhJBr8KMcmbZDiT8E+S9j0JV9IzTcwVaDgEOv+oKDV5SEcyjp/puwHT5066BPUS7R1y4G0TXfXr6v"
    "a5plEHbsFHKuoAeeijS0CeyI8HvBVxn1p4QIR+S+q2SIfpPLT33elUgy01+84IgETsyD9D9N6REywx3G"
    "t9fZDiBo8xZ02Ly7AOgJZCyvoTAWmRd+wu3DTaIBfyc540PZ7pUjFiLmrkOjv39r6QIDAQAB"
)
SMALL = (  # 768 bits
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANOnX2PdLAA0M++K/L8SjRjTbO7PhVPfhiorhEgxzl5Wzy7Y"
    "IIkRpZ/yxToWT0+fDVQ2TAyhidJiOPkeG6RI81Ia9QratPxJC9ZGdflOlhtQ9VMSSLl1UNoOeWwonz21"
    "2QIDAQAB"
)
GOOGLE_SAYS = "Authentication-Results: mx.google.com; dkim=pass header.d=helpareporter.com"
NEWSLETTER = ("helpareporter.com",)

LETTER = b"""\
Received: from out.example.net by mx.example.org; Tue, 15 Sep 2026 09:41:00 +0000 (UTC)
From: "HARO Queries" <haro@helpareporter.com>
To: press@example.org
Subject: [HARO] Tuesday Morning Edition
Date: Tue, 15 Sep 2026 05:40:00 -0400
Message-ID: <edition-1@helpareporter.com>
Content-Type: text/plain; charset=utf-8

1) Summary: Dentists on  whitening strips\x20
Name: Rita Reporter (Health Weekly)
Requirements:
 Say which fee you take.

""".replace(b"\n", b"\r\n")

SIGNED = (b"from", b"to", b"subject", b"date", b"message-id")


def sign(
    raw: bytes = LETTER,
    domain: str = "helpareporter.com",
    *,
    selector: str = "s1",
    names: tuple[bytes, ...] = SIGNED,
    ways: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    algorithm: bytes = b"rsa-sha256",
    length: bool = False,
    more: bytes = b"",
) -> bytes:
    """Put a signature on top. ``more``: tags that go in before ``h=``, signed as well."""
    key = f"--\n{_TEST_KEY}\n--".encode()
    signer = dkim.DKIM(raw, signature_algorithm=algorithm)
    if more:
        gen = signer.gen_header

        def with_more(fields, *rest):
            at = next(i for i, field in enumerate(fields) if field[0] == b"h")
            name, _, value = more.partition(b"=")
            fields.insert(at, (name, value))
            return gen(fields, *rest)

        signer.gen_header = with_more
    made: bytes = signer.sign(
        selector.encode(),
        domain.encode(),
        key,
        canonicalize=ways,
        include_headers=list(names),
        length=length,
    )
    return made + raw


def record(key: str = PUBLIC, tags: str = "v=DKIM1; k=rsa") -> bytes:
    return f"{tags}; p={key}".encode()


def dns(
    records: dict[str, bytes] | None = None, *, silent: str = ""
) -> Callable[[bytes], bytes | None]:
    """Answer as DNS would; no answer for names that end in ``silent``."""
    known = {"s1._domainkey.helpareporter.com.": record()} | (records or {})

    def lookup(name: bytes) -> bytes | None:
        if silent and name.decode().endswith(f"{silent}."):
            raise Unanswered("silence")
        return known.get(name.decode())

    return lookup


def judge(
    raw: bytes,
    domains: tuple[str, ...] = NEWSLETTER,
    *,
    ids: tuple[str, ...] = ("mx.google.com",),
    lookup: Callable[[bytes], bytes | None] | None = None,
    check: bool = True,
):
    return Judge(authserv_ids=ids, dkim=check, lookup=lookup or dns()).judge(raw, domains)


def on_top(line: str, raw: bytes = LETTER) -> bytes:
    return line.replace("\n", "\r\n").encode() + b"\r\n" + raw


def without(name: bytes, raw: bytes = LETTER) -> bytes:
    return re.sub(rb"(?m)^" + name + rb":.*\r\n", b"", raw)
