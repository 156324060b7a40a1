"""One connection to an expert's own mailbox, of which only our drafts are changed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from imapclient import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.errands import Stop, never
from bot.inbox.failures import said
from bot.inbox.line import Line, in_utc

DRAFTS, SENT = imapclient.DRAFTS, imapclient.SENT
_NAMED = {
    DRAFTS: ("[Gmail]/Drafts", "INBOX/Drafts", "Entwürfe", "Brouillons", "Borradores"),
    SENT: ("[Gmail]/Sent Mail", "INBOX/Sent", "Gesendet", "Envoyés", "Enviados"),
}
_KEYS = {DRAFTS: ("Drafts", "folder"), SENT: ("Sent", "sent")}
_APPENDED = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)
_ASKED = (
    "BODY.PEEK[HEADER.FIELDS (FROM TO CC BCC SUBJECT DATE MESSAGE-ID IN-REPLY-TO"
    " REFERENCES AUTO-SUBMITTED)]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A folder that was opened, and what its next message will be called at least."""

    folder: str
    uidvalidity: int
    next_uid: int  # 0 where the server does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Some headers of one message, as they came."""

    uid: int
    raw: bytes
    received_at: datetime | None


class Own(Line):
    """What is asked of an expert's mailbox. As with any line: dead after an error."""

    def called(self, flag: bytes, name: str, stop: Stop) -> str:
        """Return the folder for drafts or for what was sent: as named, else as marked.

        Raises TryLater, with the cure, where there is none.
        """
        if name:
            return name
        found = self._ask(lambda client: _special(client, flag), stop)
        if isinstance(found, str):
            return found
        what, key = _KEYS[flag]
        self.hang_up()
        raise TryLater(
            f"{self._account.place} marks no folder as {what}; it has:"
            f" {', '.join(found)[:500] or 'none'}. Set {key} in"
            f" [drafts.{self._account.name}] to one of them"
        )

    def enter(self, folder: str, stop: Stop, *, writing: bool = False) -> Box:
        """Open a folder, for reading only unless ``writing``."""
        found = self._ask(lambda client: self._entered(client, folder, writing), stop)
        validity = found.get(b"UIDVALIDITY")
        if not validity:
            self.hang_up()
            raise TryLater(
                f"{self._account.place} gives folder {folder} no UIDVALIDITY, without which"
                " messages cannot be told apart; choose another folder or server"
            )
        following = found.get(b"UIDNEXT")
        return Box(
            folder=folder,
            uidvalidity=int(validity),
            next_uid=int(following) if following else 0,
        )

    def with_header(self, header: str, value: str, stop: Stop) -> list[int]:
        """Return the UIDs of messages that are not deleted and bear a header."""
        asked = ["UNDELETED", "HEADER", header, value]
        return sorted(int(u) for u in self._ask(lambda c: c.search(asked), stop))

    def undeleted(self, uid: int, stop: Stop) -> bool:
        """Say if a message is there and is not marked as deleted."""
        asked = ["UNDELETED", "UID", str(uid)]
        return bool(self._ask(lambda client: client.search(asked), stop))

    def since(self, day: date, stop: Stop) -> list[int]:
        """Return the UIDs of what came that day, by the server's own zone, and later."""
        found = self._ask(lambda client: client.search(["SINCE", day]), stop)
        return sorted(int(uid) for uid in found)

    def beyond(self, uid: int, stop: Stop) -> list[int]:
        """Return the UIDs above one."""
        asked = ["UID", f"{uid + 1}:*"]  # past the end this gives the last one again
        found = self._ask(lambda client: client.search(asked), stop)
        return sorted(int(one) for one in found if int(one) > uid)

    def headings(self, uids: Sequence[int], stop: Stop) -> list[Heading]:
        """Return some headers of messages; nothing is marked as read."""
        asked = [_ASKED, "INTERNALDATE"]
        found = self._ask(lambda client: client.fetch(list(uids), asked), stop)
        made = []
        for uid in uids:
            entry = found.get(uid, {})
            raw = next((v for k, v in entry.items() if k.startswith(b"BODY[HEADER")), None)
            received_at = in_utc(entry.get(b"INTERNALDATE"))
            if isinstance(raw, bytes):
                made.append(Heading(uid=uid, raw=raw, received_at=received_at))
        return made

    def put(self, folder: str, raw: bytes, at: datetime, stop: Stop) -> tuple[int, int]:
        r"""Append a message as a draft; return its UIDVALIDITY and UID, or zeros.

        It is marked as read as well as \Draft: it is nothing new to who wrote it.
        """
        flags = [imapclient.DRAFT, imapclient.SEEN]
        told = self._ask(lambda client: client.append(folder, raw, flags, at), stop)
        text = told if isinstance(told, bytes) else str(told).encode()
        found = _APPENDED.search(text)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def take_out(self, uid: int, stop: Stop) -> None:
        """Delete one message of the folder that is open for writing, and no other.

        Where the server cannot do just that, it is only marked as deleted.
        """
        self._ask(lambda client: _taken_out(client, uid), stop)

    def _entered(self, client: Any, folder: str, writing: bool) -> dict[bytes, Any]:  # noqa: FBT001, ANN401 (the library's)
        try:
            found: dict[bytes, Any] = client.select_folder(folder, readonly=not writing)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            names = ", ".join(_names(client.list_folders()))[:500]
            raise TryLater(
                f"{self._account.place} does not open folder {folder}"
                f" ({said(self._account, error)}); it has: {names or 'none'}. Set folder or"
                f" sent in [drafts.{self._account.name}] to one of them"
            ) from None
        return found


def checked(account: Account, wanted: Sequence[tuple[bytes, str]]) -> list[str]:
    """Log in and open each folder, given by its mark and name; return their names.

    Nothing is changed. Raises TryLater or LoginRefused, with the cure in words.
    """
    line = Own.open(account, never)
    try:
        names = [line.called(flag, name, never) for flag, name in wanted]
        for name in names:
            line.enter(name, never)
    finally:
        if line.alive:
            line.log_out()
    return names


def _special(client: Any, flag: bytes) -> str | list[str]:  # noqa: ANN401 (the library's)
    """Return the folder that a server marks so, or one commonly named so, or all names."""
    found = client.find_special_folder(flag)
    if found:
        return str(found)
    names = _names(client.list_folders())
    common = {name.casefold(): name for name in names}
    for name in _NAMED[flag]:
        if name.casefold() in common:
            return common[name.casefold()]
    return names


def _names(folders: Iterable[tuple[object, object, object]]) -> list[str]:
    return sorted(str(name) for _, _, name in folders)


def _taken_out(client: Any, uid: int) -> None:  # noqa: ANN401 (the library's)
    client.add_flags([uid], [imapclient.DELETED], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])
