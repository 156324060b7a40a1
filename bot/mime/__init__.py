"""Bytes -> `Mail`: charsets, HTML to text, attached mails. Never raises.

The standard library's compat32 parser with every step guarded
(policy.default fails or hangs on a third of hostile mails). Work is bounded: headers,
parts, text and nesting are cut at the limits below, and `Mail.problems` says so.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from quopri import decodestring

from bot import links, markup
from bot.charsets import decode, decode_file, tidy
from bot.domain import Mail
from bot.mime.headers import (
    MAX_HEADER,
    attempt,
    begin,
    begins_with_headers,
    header,
    sent_at,
)
from bot.mime.payload import charset, payload, unflow

LIMIT = 10_000_000  # bytes of one message
MAX_HEAD = 200_000  # bytes of a header block that could not be parsed with its body
MAX_PARTS = 500
MAX_TEXT = 10_000_000  # characters of one part, and of all of them
MAX_DEPTH = 8  # mails within mails
MAX_ATTACHED = 40

_MAIL = frozenset({"message/rfc822", "message/global"})
_SKIPPED = frozenset({"text/calendar", "text/csv", "text/css", "text/rfc822-headers"})

_KNOWN = (
    *("from", "to", "cc", "date", "subject", "message-id", "received", "reply-to"),
    *("content-type", "content-transfer-encoding", "content-disposition", "mime-version"),
)
_LONG_HEADER = re.compile(
    rb"^(content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,100}@[^\s<>()\",;:@]{1,200}")
_UNREAD = "an attached mail was left unread: too many or too deep"
_NAME = 60  # characters of a file name in a problem
_MOST_NAMED = 5  # attachments that are named when there was no text


def read(raw: bytes, *, limit: int = LIMIT) -> Mail:
    """Decode one message. Whatever the bytes are, a `Mail` comes back.

    Of one with more than ``limit`` bytes only the headers are read, and a problem says
    so.
    """
    if len(raw) > limit:
        return _mail(_head_of(raw), _Found(), [_too_big(raw, limit)])
    return _read(raw, [], _Room())


def read_text(raw: bytes, *, limit: int = LIMIT) -> Mail:
    """Decode a pasted text file.

    It is read as a message only if it begins with two or more well known header
    lines; otherwise every line of it is text.
    """
    if begins_with_headers(raw):
        return read(raw, limit=limit)
    if len(raw) > limit:
        return Mail(problems=(_too_big(raw, limit),))
    return Mail(plain=links.clean(tidy(decode_file(raw)[:MAX_TEXT])))


def _too_big(raw: bytes, limit: int) -> str:
    return f"too big: {len(raw)} bytes, the most is {limit}"


def _head_of(raw: bytes) -> Message:
    """Read the headers alone, of a message whose body is not to be looked at."""
    head = _BLANK_LINE.split(begin(raw[:MAX_HEAD]), maxsplit=1)[0]
    return message_from_bytes(head.replace(b"ontent-", b"X-") + b"\n\n")


@dataclass(slots=True, kw_only=True)
class _Found:
    """What walking the parts has turned up so far."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[Mail] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # what else was in the mail


@dataclass(slots=True, kw_only=True)
class _Room:
    """How many more attached mails may be read, and how deep this one is."""

    left: int = MAX_ATTACHED
    depth: int = 0


def _read(raw: bytes, problems: list[str], room: _Room) -> Mail:
    raw = begin(raw)
    if raw.count(b";") > MAX_HEADER:  # the standard library is quadratic in them
        raw = _LONG_HEADER.sub(lambda m: m[0][: 2 * MAX_HEADER], raw)
    message = attempt(lambda: message_from_bytes(raw), None)
    if message is None:  # RecursionError on mails within mails within mails
        rest = _BLANK_LINE.split(raw, maxsplit=1)[1:]
        message = _head_of(raw)
        problems.append("too deeply nested: read as one plain text")
        return _mail(message, _Found(plain=[decode(b"".join(rest))]), problems)
    if not _has_headers(message):
        text = links.clean(tidy(decode_file(raw)[:MAX_TEXT]))
        return Mail(plain=text, problems=tuple(problems))
    return _walked(message, problems, room)


def _has_headers(message: Message) -> bool:
    return any(name in message for name in _KNOWN)


def _walked(message: Message, problems: list[str], room: _Room) -> Mail:
    """Read the parts of a message, and the mails attached to it as mails of their own."""
    found = _Found()
    for number, part in enumerate(_parts(message)):
        if number >= MAX_PARTS:
            problems.append(f"only the first {MAX_PARTS} parts were read")
            break
        _take(part, found, problems, room)
    return _mail(message, found, problems)


def _parts(message: Message) -> Iterator[Message]:
    """Yield leaves and attached mails in order, without recursion."""
    stack = [message]
    while stack:
        part = stack.pop()
        inner = _children(part)
        if inner and _kind(part) not in _MAIL:
            stack.extend(reversed(inner))
        else:
            yield part


def _children(part: Message) -> list[Message]:
    """Return the parts below; asking a leaf for its text could already fail."""
    payload: object = part.get_payload() if part.is_multipart() else []
    return (
        [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []
    )


def _kind(part: Message) -> str:
    kind: str = attempt(part.get_content_type, "text/plain")
    return kind


def _take(part: Message, found: _Found, problems: list[str], room: _Room) -> None:
    kind = _kind(part)
    if kind in _MAIL or _is_mail_file(part):
        if room.depth >= MAX_DEPTH or room.left <= 0:
            if _UNREAD not in problems:
                problems.append(_UNREAD)
            return
        room.left -= 1
        room.depth += 1
        found.attached.append(_inner(part, room))
        room.depth -= 1
        return
    attached = attempt(part.get_content_disposition, None) == "attachment"
    page = kind == "text/html" or _ends(part, ".html", ".htm")
    note = kind == "text/plain" and _ends(part, ".txt", ".text")
    if not page and (
        not kind.startswith(("text/", "multipart/"))
        or kind in _SKIPPED
        or (attached and not note)
    ):
        if attached or not kind.startswith(("text/", "multipart/")):
            found.unread.append(_named(part, kind))
        return
    text = decode(payload(part), charset(part))
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        problems.append(f"a text was cut after {MAX_TEXT} characters")
    if attached or (page and kind != "text/html"):
        inner = _Found()
        _put(inner, part, text, page=page)
        found.attached.append(_mail(Message(), inner, []))
    else:
        _put(found, part, text, page=page)


def _put(found: _Found, part: Message, text: str, *, page: bool) -> None:
    if page or text[:300].lstrip().lower().startswith(("<!doctype h", "<html")):
        read = markup.read(text)
        found.html.append(read.text)
        found.hidden += read.hidden
    else:
        found.plain.append(unflow(part, text))


def _named(part: Message, kind: str) -> str:
    """Say what an attachment is, in words that a mail cannot make long."""
    name = " ".join(tidy(str(attempt(part.get_filename, None) or "")).split())
    called = f"an attachment {name[:_NAME]}" if name else "a part"
    return f"{called} of type {tidy(kind)[:_NAME]} was not read"


def _is_mail_file(part: Message) -> bool:
    """Whether an attachment without the right type is a message by its name or text."""
    if _ends(part, ".eml"):
        return True
    attached = attempt(part.get_content_disposition, None) == "attachment"
    named = _ends(part, ".txt", ".text")
    return bool(attached and named and begins_with_headers(payload(part)))


def _ends(part: Message, *endings: str) -> bool:
    name = attempt(part.get_filename, None) or ""
    return str(name).strip().lower().endswith(endings)


def _inner(part: Message, room: _Room) -> Mail:
    """Read an attached mail, undoing an encoding put around it."""
    children = _children(part)
    if not children:
        return _read(payload(part), [], room)
    coding = header(part, "content-transfer-encoding").strip().lower()
    if coding not in {"base64", "quoted-printable"} and _has_headers(children[0]):
        return _walked(children[0], [], room)
    whole: bytes = attempt(children[0].as_bytes, b"")
    if coding == "base64":
        whole = attempt(lambda: b64decode(whole, validate=False), whole)
    elif coding == "quoted-printable":
        whole = decodestring(whole)
    return _read(whole, [], room)


def _mail(message: Message, found: _Found, problems: list[str]) -> Mail:
    sender = _ADDRESS.findall(header(message, "from"))
    mail = Mail(
        sender=sender[-1].lower() if sender else "",
        subject=links.clean(header(message, "subject")),
        message_id=header(message, "message-id"),
        list_id=header(message, "list-id"),
        sent_at=sent_at(message),
        attached=tuple(found.attached),
    )
    plain = links.clean(tidy("\n".join(found.plain)[:MAX_TEXT]))
    html = links.clean(tidy("\n\n".join(found.html)[:MAX_TEXT]))
    hidden = tuple(links.clean(tidy(text)).strip() for text in found.hidden)
    if not (plain.strip() or html.strip() or found.attached):
        problems += found.unread[:_MOST_NAMED]
    return replace(
        mail,
        plain=plain,
        html=html,
        hidden=hidden,
        problems=tuple(problems),
    )
