"""An answer as a message: a draft for a mailbox, or a file that opens as one.

Its headers are written here: where it folds a long name, the email package loses the
quotes around it, so that one name may become several addresses.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.charsets import decode
from bot.composing.letters import Composed, letter
from bot.composing.recipient import one_address, one_line
from bot.domain import Card, Expert, digest_of
from bot.errors import BadInput
from bot.mime.headers import attempt, header
from bot.mime.payload import charset, payload

KEY = "X-Haro-Bot-Draft"  # which card a draft is of; the same after an edit
_MARK = "X-Haro-Bot-Mark"  # of what the program put into it
_PROMPT = "X-Haro-Bot-Prompt"
_NOWHERE = "draft.invalid"  # the domain of an id where the expert has no address
_NAME = 100  # characters
_LINE = 72  # characters of a header's line
_SIMPLE = re.compile(r"[A-Za-z0-9'-]+(?: [A-Za-z0-9'-]+)*")  # a name as it may stand
_FAILED = (
    "look at the expert's name and email in the profile, and at title and text of the card"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sender:
    name: str  # one line
    address: str  # one plain address

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a message in a Drafts folder turns out to be."""

    key: str  # "" if it is none of ours
    mark: str  # of what we put into it
    untouched: bool  # it still holds just that


def eml(card: Card, expert: Expert | None, *, at: datetime, draft: bool = False) -> bytes:
    """Return the answer to a card as a message with CRLF line ends, of ASCII only.

    A ``draft`` for a mailbox carries besides what it is known by there. Raises `BadInput`
    with the reason where no answer can be made.
    """
    with _explained(card):
        composed, sender = _composed(card, expert), _sender(expert)
        lines = [
            *_addressed(composed, sender),
            f"Date: {format_datetime(at)}",
            f"Message-ID: {message_id(card, expert)}",
            "X-Unsent: 1",  # Outlook opens it to be written on
        ]
        if draft:
            lines += [f"{KEY}: {key_of(card)}", f"{_MARK}: {_mark(composed, sender)}"]
            if prompt := one_line(card.outline.prompt)[:_NAME]:
                lines.append(_line(_PROMPT, prompt))
        message = EmailMessage(policy=SMTP)
        message.set_content(composed.body, charset="utf-8", cte="quoted-printable")
        return _bytes(lines) + message.as_bytes()


def key_of(card: Card) -> str:
    """Return what a card's draft is found by, whatever it says."""
    return f"{card.id}-{digest_of(card.query.id, card.company)}"


def mark_of(card: Card, expert: Expert | None) -> str:
    """Return twelve hex digits that change when the message would.

    Raises `BadInput` as `eml` does.
    """
    with _explained(card):
        return _mark(_composed(card, expert), _sender(expert))


def message_id(card: Card, expert: Expert | None) -> str:
    """Return the id of the message, the same for the same text. Raises as `eml` does."""
    sender = _sender(expert)
    domain = sender.domain if sender is not None else _NOWHERE
    return f"<{digest_of(key_of(card), mark_of(card, expert))}@{domain}>"


def stored(raw: bytes) -> Stored:
    """Say what a message in a Drafts folder is. Never raises."""
    message = attempt(lambda: message_from_bytes(raw), None)
    if message is None or not (key := header(message, KEY)):
        return Stored(key="", mark="", untouched=False)
    mark = header(message, _MARK)
    if message.is_multipart() or message.get_content_type() != "text/plain":
        return Stored(key=key, mark=mark, untouched=False)
    text = decode(payload(message), charset(message))
    held = digest_of(
        *(header(message, name) for name in ("from", "to", "cc", "bcc", "subject")),
        _words(text),
    )
    return Stored(key=key, mark=mark, untouched=held == mark)


def _composed(card: Card, expert: Expert | None) -> Composed:
    composed = letter(card, expert)
    if not composed.to:
        raise BadInput(f"card {card.id}: no mail can be made: {composed.why}")
    return composed


@contextmanager
def _explained(card: Card) -> Iterator[None]:
    """Turn whatever the email package fails with into words with a cure."""
    try:
        yield
    except BadInput:
        raise
    except Exception as error:
        raise BadInput(
            f"card {card.id}: no mail can be made: it could not be written"
            f" ({type(error).__name__}); {_FAILED}"
        ) from error


def _sender(expert: Expert | None) -> _Sender | None:
    address = one_address(expert.email) if expert is not None else ""
    if expert is None or not address:
        return None
    return _Sender(name=one_line(expert.name)[:_NAME].strip(), address=address)


def _addressed(composed: Composed, sender: _Sender | None) -> Iterator[str]:
    if sender is not None:
        simple = _SIMPLE.fullmatch(sender.name) and len(sender.name) < _LINE
        name = sender.name if simple else _folded("From", sender.name, "utf-8")
        gap = "\r\n " if len(name) + len(sender.address) > _LINE else " "
        yield f"From: {name}{gap}<{sender.address}>" if name else f"From: {sender.address}"
    yield f"To: {composed.to}"
    yield _line("Subject", composed.subject)


def _line(name: str, text: str) -> str:
    return f"{name}: {_folded(name, text, 'us-ascii' if text.isascii() else 'utf-8')}"


def _folded(name: str, text: str, charset: str) -> str:
    """Return the text of a header, in encoded words unless it is of ASCII."""
    made = Header(text, charset, maxlinelen=_LINE, header_name=name)
    return made.encode(linesep="\r\n").lstrip()  # no line without a word


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _mark(composed: Composed, sender: _Sender | None) -> str:
    """Return what `stored` finds in a message that nobody has touched."""
    read = message_from_bytes(_bytes(_addressed(composed, sender)))
    held = (header(read, name) for name in ("from", "to", "cc", "bcc", "subject"))
    return digest_of(*held, _words(composed.body))


def _words(text: str) -> str:
    """Return a text without what mail programs do to line ends and spaces."""
    return " ".join(text.split())
