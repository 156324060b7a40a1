"""What came of an answer, by the headers in an expert's own folders.

Folders are opened for reading only and no body is fetched.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

from bot.inbox.account import Account
from bot.inbox.errands import Stop, never
from bot.inbox.own import SENT, Heading, Own
from bot.mime.headers import attempt, header, raw_header, sent_at

BATCH = 100  # messages whose headers are asked for at once
_ADDRESS = re.compile(r"[^\s<>()\",;:@\[\]]{1,64}@[^\s<>()\",;:@\[\]]{1,255}")
_ID = re.compile(r"<[^<>\s]{1,300}>")
_MOST = 200  # addresses or ids of one header
_BELIEVED = timedelta(days=1)
_MACHINES = ("mailer-daemon", "postmaster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Who wrote to whom, and when. Addresses are bare and in lower case."""

    uid: int
    at: datetime
    sender: str
    to: frozenset[str]  # also of Cc and Bcc
    subject: str
    message_id: str  # with its angle brackets; "" for none
    refers: frozenset[str]  # message ids
    automatic: bool  # nobody wrote it: a bounce, or an absence notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a folder holds beyond what was looked at; ``more`` where that is not all."""

    uidvalidity: int
    last_uid: int  # looked at now
    messages: tuple[Noticed, ...]
    more: bool


class Folders:
    """The folders of one mailbox, as long as the `reading` block lasts."""

    def __init__(self, line: Own, sent: str, inbox: str, stop: Stop) -> None:
        self._line = line
        self._stop = stop
        self.sent = sent
        self.inbox = inbox

    def look(
        self,
        folder: str,
        *,
        after: tuple[int, int] | None,
        since: datetime,
        again: datetime | None = None,
        most: int,
    ) -> Found:
        """Return at most so many messages after a UIDVALIDITY and UID, the oldest first.

        Those that came since a moment, where nothing is known of the folder as it is now;
        what came since ``again`` is looked at once more.
        """
        box = self._line.enter(folder, self._stop)
        last = after[1] if after is not None and after[0] == box.uidvalidity else 0
        uids = self._line.beyond(last, self._stop) if last else []
        if begin := again if last else since:
            day = (begin - timedelta(days=1)).date()  # servers have a zone of their own
            uids = sorted({*uids, *self._line.since(day, self._stop)})
        chosen = uids[:most]
        messages = [
            _noticed(heading)
            for start in range(0, len(chosen), BATCH)
            for heading in self._line.headings(chosen[start : start + BATCH], self._stop)
        ]
        more = len(uids) > len(chosen)
        end = chosen[-1] if more else max(last, *(chosen or [box.next_uid - 1]))
        return Found(
            uidvalidity=box.uidvalidity,
            last_uid=end,
            messages=tuple(messages),
            more=more,
        )


@contextmanager
def reading(account: Account, sent: str = "", *, stop: Stop = never) -> Iterator[Folders]:
    """Log in and find the Sent folder; log out at the end.

    Raises TryLater or LoginRefused, with the cure in words, and so does whatever is asked.
    """
    line = Own.open(account, stop)
    try:
        name = line.called(SENT, sent, stop)
        yield Folders(line, name, account.folder, stop)
    finally:
        if line.alive:
            line.log_out()


def _noticed(heading: Heading) -> Noticed:
    message: Message = attempt(lambda: message_from_bytes(heading.raw), Message())
    senders = _addresses(message, ("from",))
    ids = _ID.findall(raw_header(message, "message-id"))
    automatic = header(message, "auto-submitted").casefold() not in {"", "no"}
    sender = senders[0] if senders else ""
    return Noticed(
        uid=heading.uid,
        at=_at(sent_at(message), heading.received_at),
        sender=sender,
        to=frozenset(_addresses(message, ("to", "cc", "bcc"))),
        subject=header(message, "subject"),
        message_id=ids[0] if ids else "",
        refers=frozenset(
            _ID.findall(
                raw_header(message, "in-reply-to") + " " + raw_header(message, "references")
            )[:_MOST]
        ),
        automatic=automatic or sender.partition("@")[0] in _MACHINES,
    )


def _at(said: datetime | None, received: datetime | None) -> datetime:
    """Return a message's own date, as far as the server's does not belie it."""
    if said is None or (received is not None and abs(said - received) > _BELIEVED):
        return received or said or datetime.now(UTC)
    return said


def _addresses(message: Message, names: Sequence[str]) -> list[str]:
    """Return every address in headers, whatever else stands there."""
    text = " , ".join(raw_header(message, name) for name in names)
    return [found.casefold() for found in _ADDRESS.findall(text)[:_MOST]]
