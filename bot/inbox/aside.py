"""A second, short connection to a mailbox that is watched: the spam folder, the marks."""

from collections.abc import Sequence
from typing import Any

from imapclient import imapclient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
)

from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.errands import Stop
from bot.inbox.failures import said
from bot.inbox.line import Line

_SPAM = (
    *("[gmail]/spam", "[google mail]/spam", "junk", "spam", "junk e-mail", "junk email"),
    *("bulk mail", "inbox/junk", "inbox.junk", "inbox/spam", "inbox.spam"),
)


class Impossible(TryLater):
    """Only a person can change that; the text says how."""


class Aside(Line):
    """As with any line: dead after an error."""

    def folders(self, stop: Stop) -> list[str]:
        """Return the names of all folders."""
        return self._ask(_names, stop)

    def junk_folder(self, stop: Stop) -> str:
        """Return the folder marked as the one for spam, or named so; "" if none is."""
        found = self._ask(lambda client: client.list_folders(), stop)
        names = {str(name).casefold(): str(name) for _, _, name in found}
        marked = [str(name) for flags, _, name in found if imapclient.JUNK in flags]
        named = [names[name] for name in _SPAM if name in names]
        return next(iter(marked + named), "")

    def senders(self, uids: Sequence[int], stop: Stop) -> dict[int, bytes]:
        """Return the From and Sender headers of letters, as they came."""
        asked = ["BODY.PEEK[HEADER.FIELDS (FROM SENDER)]"]
        found = self._ask(lambda client: client.fetch(list(uids), asked), stop)
        made = {}
        for uid in uids:
            for key, value in found.get(uid, {}).items():
                if key.startswith(b"BODY[HEADER") and isinstance(value, bytes):
                    made[uid] = value
        return made

    def open_for_writing(self, stop: Stop) -> int:
        """Open the account's folder so that its letters can be marked or moved.

        Return its UIDVALIDITY. Raises Impossible for a folder that may only be read.
        """
        found = self._ask(self._selected, stop)
        return int(found.get(b"UIDVALIDITY") or 0)

    def mark(self, uids: Sequence[int], stop: Stop) -> int:
        """Mark letters as read; return how many were not."""
        left = self._standing(uids, stop, but="UNSEEN")
        if left:
            self._ask(
                lambda client: client.add_flags(left, [imapclient.SEEN], silent=True), stop
            )
        return len(left)

    def move(self, uids: Sequence[int], to: str, stop: Stop) -> int:
        """Move letters into another folder, and no others; return how many.

        Nothing else in the folder is expunged, whoever marked it as deleted. Raises
        Impossible where the server cannot do that, or has no such folder.
        """
        left = self._standing(uids, stop)
        if left:
            self._ask(lambda client: self._moved(client, left, to), stop)
        return len(left)

    def _standing(self, uids: Sequence[int], stop: Stop, *, but: str = "") -> list[int]:
        """Return those that are still there and not marked as deleted."""
        asked = [*([but] if but else []), "UNDELETED", "UID", ",".join(map(str, uids))]
        found = self._searched(asked, stop)
        return sorted({int(uid) for uid in found} & set(uids))

    def _selected(self, client: Any) -> dict[bytes, Any]:  # noqa: ANN401 (the library's)
        folder, place = self._account.folder, self._account.place
        may_not = (
            f"mailbox {self._account.name}: {place} lets folder {folder} only be read, so"
            ' nothing in it is marked or moved; set after = "keep", or let this user write'
            " there"
        )
        try:
            found: dict[bytes, Any] = client.select_folder(folder)
        except IMAPClientReadOnlyError:
            raise Impossible(may_not) from None
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise TryLater(
                f"{place} does not open folder {folder} for marking"
                f" ({said(self._account, error)})"
            ) from None
        if found.get(b"READ-ONLY"):
            raise Impossible(may_not)
        return found

    def _moved(self, client: Any, uids: list[int], to: str) -> None:  # noqa: ANN401
        account, names = self._account, _names(client)
        if to not in names:
            raise Impossible(no_such(account, to, names))
        if client.has_capability("MOVE"):
            client.move(uids, to)
        elif client.has_capability("UIDPLUS"):
            client.copy(uids, to)
            client.add_flags(uids, [imapclient.DELETED], silent=True)
            client.uid_expunge(uids)
        else:
            raise Impossible(
                f"mailbox {account.name}: {account.place} can neither move letters nor"
                " delete single ones (it lacks MOVE and UIDPLUS), so nothing is moved; set"
                ' after = "mark"'
            )


def no_such(account: Account, to: str, names: Sequence[str]) -> str:
    """Say in words that the folder to move to is not there."""
    return (
        f"mailbox {account.name}: {account.place} has no folder {to}, so nothing is moved;"
        f" it has: {', '.join(names)[:500]}. Make it, or name one of them as move_to"
    )


def _names(client: Any) -> list[str]:  # noqa: ANN401 (the library's)
    return sorted(str(name) for _, _, name in client.list_folders())
