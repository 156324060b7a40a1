"""An answer as a message: a draft for a mailbox, or a file that opens as one."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

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
    composed = _composed(card, expert)
    sender = _sender(expert)
    message = EmailMessage(policy=SMTP)
    if sender is not None:
        message["From"] = sender
    message["To"] = Address(addr_spec=composed.to)
    message["Subject"] = composed.subject
    message["Date"] = at
    message["Message-ID"] = message_id(card, expert)
    message["X-Unsent"] = "1"  # Outlook opens it to be written on
    if draft:
        message[KEY] = key_of(card)
        message[_MARK] = _mark(composed, sender)
        if card.outline.prompt:
            message[_PROMPT] = one_line(card.outline.prompt)[:_NAME]
    message.set_content(composed.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def key_of(card: Card) -> str:
    """Return what a card's draft is found by, whatever it says."""
    return f"{card.id}-{digest_of(card.query.id, card.company)}"


def mark_of(card: Card, expert: Expert | None) -> str:
    """Return twelve hex digits that change when the message would.

    Raises `BadInput` as `eml` does.
    """
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


def _sender(expert: Expert | None) -> Address | None:
    address = one_address(expert.email) if expert is not None else ""
    if expert is None or not address:
        return None
    name = one_line(expert.name)[:_NAME]
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, MessageError):
        return None


def _mark(composed: Composed, sender: Address | None) -> str:
    """Return what `stored` finds in a message that nobody has touched."""
    message = EmailMessage(policy=SMTP)
    if sender is not None:
        message["From"] = sender
    message["To"] = Address(addr_spec=composed.to)
    message["Subject"] = composed.subject
    read = message_from_bytes(message.as_bytes())
    held = (header(read, name) for name in ("from", "to", "cc", "bcc", "subject"))
    return digest_of(*held, _words(composed.body))


def _words(text: str) -> str:
    """Return a text without what mail programs do to line ends and spaces."""
    return " ".join(text.split())
