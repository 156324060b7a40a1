"""DKIM signatures (RFC 6376), checked on the bytes with dkimpy.

What dkimpy is given is bounded and tidied first, since some of its patterns take
quadratic time on runs of blanks; its own reading of messages, signatures and keys is
not used, so that only a text that does not fit its signature counts as wrong.
ed25519, rsa-sha1 and keys outside 1024 to 4096 bits are no evidence.
"""

import logging
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

import dkim
from dkim.crypto import parse_public_key

from bot.authenticity.head import Head, domain, within
from bot.errors import TryLater

Lookup = Callable[[bytes], bytes | None]  # a DNS name -> its TXT; raises Unanswered


class Unanswered(TryLater):
    """No DNS server gave an answer; the key may well be there.

    ``asked`` is False if none was asked, since none had answered a moment ago.
    """

    def __init__(self, said: str, *, asked: bool = True) -> None:
        super().__init__(said)
        self.asked = asked


MOST_SIGNATURES = 5
MOST_BYTES = 8000  # of one signature, and of one key record
MOST_SIGNED = 200  # names of header fields
KEY_BITS = range(1024, 4097)
MOST_EXPONENT = 2**32

_BLANK = re.compile(rb"\s+")
_LONG_BLANK = re.compile(rb"\s{64}")
_RUN = re.compile(rb"[\t ]{2,}|\t")
_TAG = re.compile(r"[a-z][a-z0-9_]{0,30}", re.IGNORECASE)
_SELECTOR = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,9}")
_MUTE = logging.Logger("mute", logging.CRITICAL + 1)  # noqa: LOG001 (nobody turns it on)
_PADDED = re.compile(
    rb"\0\x01\xff{8,512}\0\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\0"
    rb"\x04\x20"  # a SHA-256 digest follows
)
_WAYS = frozenset({"simple", "relaxed"})


class Outcome(Enum):
    """What checking a signature came to."""

    GOOD = auto()
    WRONG = auto()  # the text is not what was signed with this key
    OTHER = auto()  # signed with another key than the one there is now
    GONE = auto()  # the key is no longer there
    SILENT = auto()  # no server answered
    UNASKED = auto()  # no server was asked
    NOTHING = auto()  # cannot be checked, or would prove nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature that is well formed. ``partial``: text may have been added below."""

    domain: str
    selector: str
    tags: Mapping[str, str]
    field: tuple[bytes, bytes]

    @property
    def partial(self) -> bool:
        return "l" in self.tags

    @property
    def signed(self) -> list[str]:
        """The names of the header fields that are signed, lower case."""
        return self.tags.get("h", "").lower().split(":")


def find(head: Head, aligned: Callable[[str], bool]) -> list[Signature]:
    """Return the topmost five signatures of a domain that speaks for the sender."""
    found: list[Signature] = []
    for field in head.fields:
        made = _signature(field) if field[0].lower() == b"dkim-signature" else None
        if made is not None and aligned(made.domain):
            found.append(made)
    return found[:MOST_SIGNATURES]


def _signature(field: tuple[bytes, bytes]) -> Signature | None:
    tags = _tags(field[1])
    signer = domain(tags.get("d", ""))
    selector = tags.get("s", "")
    identity = domain(tags.get("i", "")) or signer
    if not signer or not _SELECTOR.fullmatch(selector) or not within(identity, signer):
        return None
    return Signature(domain=signer, selector=selector, tags=tags, field=field)


def _tags(value: bytes) -> dict[str, str]:
    """Read ``a=b; c=d`` with all blanks taken out; nothing if it is malformed."""
    if len(value) > MOST_BYTES or _LONG_BLANK.search(value):
        return {}
    tags: dict[str, str] = {}
    for part in _BLANK.sub(b"", value).decode("latin-1").rstrip(";").split(";"):
        name, equals, written = part.partition("=")
        if not part:
            continue
        if not equals or not _TAG.fullmatch(name) or name in tags:
            return {}
        tags[name] = written
    return tags


def check(
    signature: Signature, head: Head, lookup: Lookup, received_at: datetime
) -> Outcome:
    """Check one signature. Never raises."""
    tags = signature.tags
    headers, _, body = tags.get("c", "simple").partition("/")
    if (
        head.odd
        or signature.partial
        or "from" not in signature.signed
        or len(signature.signed) > MOST_SIGNED
        or not (tags.get("b") and tags.get("bh"))  # without bh dkimpy skips the body
        or tags.get("v") != "1"
        or tags.get("a", "").lower() != "rsa-sha256"
        or not {headers, body or "simple"} <= _WAYS
        or _expired(tags.get("x", ""), received_at)
    ):
        return Outcome.NOTHING
    name = f"{signature.selector}._domainkey.{signature.domain}."
    try:
        record = lookup(name.encode())
    except Unanswered as silence:
        return Outcome.SILENT if silence.asked else Outcome.UNASKED
    except TryLater:
        return Outcome.SILENT
    key = _key(record or b"", signature)
    if isinstance(key, Outcome):
        return key
    return _fits(signature, head, key, relaxed=body == "relaxed")


def _expired(written: str, received_at: datetime) -> bool:
    if not written:
        return False
    digits = written[:12] if written.isascii() and written.isdigit() else "0"
    return int(digits) < received_at.timestamp()


def _key(record: bytes, signature: Signature) -> dict[str, int] | Outcome:
    """Return modulus and publicExponent, or what the record comes to instead."""
    if not record.strip():
        return Outcome.GONE
    tags = _tags(record)
    if not tags:
        return Outcome.NOTHING
    if not tags.get("p") or tags.get("v", "DKIM1") != "DKIM1":
        return Outcome.GONE
    flags = tags.get("t", "").split(":")
    identity = domain(signature.tags.get("i", "")) or signature.domain
    if (
        tags.get("k", "rsa").lower() != "rsa"
        or "y" in flags  # testing: to be treated as unsigned
        or ("s" in flags and identity != signature.domain)
        or not {"*", "email"} & set(tags.get("s", "*").split(":"))
        or "sha256" not in tags.get("h", "sha256").split(":")
    ):
        return Outcome.NOTHING
    try:
        key: dict[str, int] = parse_public_key(b64decode(tags["p"]))
    except Exception:  # noqa: BLE001 (dkimpy on a stranger's bytes)
        return Outcome.NOTHING
    usable = key["modulus"].bit_length() in KEY_BITS
    return key if usable and key["publicExponent"] < MOST_EXPONENT else Outcome.NOTHING


def _fits(
    signature: Signature, head: Head, key: dict[str, int], *, relaxed: bool
) -> Outcome:
    names = [name.encode("latin-1") for name in signature.signed]
    tags = {k.encode(): value.encode("latin-1") for k, value in signature.tags.items()}
    signed = set(names)
    signer = dkim.DKIM(logger=_MUTE)
    signer.headers = [list(f) for f in head.fields if f[0].lower() in signed]
    signer.body = canonical(head.body, relaxed=relaxed)
    signer.pk, signer.ktag = key, b"rsa"
    signer.keysize = key["modulus"].bit_length()
    try:
        fits = signer.verify_sig_process(
            tags | {b"a": b"rsa-sha256"}, names, signature.field, None
        )
    except dkim.ValidationError:  # the body's hash is another
        fits = False
    except Exception:  # noqa: BLE001 (dkimpy on a stranger's bytes)
        return Outcome.NOTHING
    if fits:
        return Outcome.GOOD
    return Outcome.WRONG if _made_with(key, signature.tags["b"]) else Outcome.OTHER


def _made_with(key: dict[str, int], written: str) -> bool:
    """Whether a signature, of whatever text, was made with this key (RFC 8017, 9.2)."""
    try:
        number = int.from_bytes(b64decode(written))
    except ValueError:
        return False
    size = (key["modulus"].bit_length() + 7) // 8
    opened = pow(number, key["publicExponent"], key["modulus"]).to_bytes(size)
    return _PADDED.match(opened) is not None


def canonical(body: bytes, *, relaxed: bool) -> bytes:
    """Do, in linear time, most of what dkimpy will do to a body; the rest changes nothing.

    Line ends become CRLF, so a mail saved with LF alone verifies as well.
    """
    lines = body.replace(b"\r\n", b"\n")
    if relaxed:
        lines = _RUN.sub(b" ", lines).replace(b" \n", b"\n")
    kept = lines.rstrip(b"\n")
    if len(kept) < len(lines) or not kept:
        kept += b"\n"
    return kept.replace(b"\n", b"\r\n")
