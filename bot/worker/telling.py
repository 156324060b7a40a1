"""What the worker tells people, and how long a thing may fail before it does."""

from collections.abc import Iterable

from bot.errors import LoginRefused, TryLater
from bot.inbox import FolderGone
from bot.worker.troubles import Troubles

_OF_FOLDERS = ("folder", "letters", "numbering")  # kinds of alarms
_OF_ACCOUNTS = ("login", "mailbox")

# seconds
MAILBOX_PATIENCE = 30 * 60.0
WORK_PATIENCE = 15 * 60.0
BESIDE_PATIENCE = 30 * 60.0


def reached(troubles: Troubles, mailbox: str) -> None:
    """Say that a mailbox was read, or could be but for its folder, by its name."""
    account = _account(mailbox)
    troubles.well(
        f"login:{account}", mailbox, f"Mailbox {account} lets us in again{{after}}."
    )
    troubles.well(_away(account), mailbox, f"Mailbox {account} is read again{{after}}.")


def away(troubles: Troubles, mailbox: str, error: TryLater) -> None:
    """Say that a mailbox was not read: of a refused login people hear at once.

    Of all folders of an account together, since they go and come with its server. Of a
    folder that is not there the inbox has told: whoever says so has let us in.
    """
    account = _account(mailbox)
    if isinstance(error, FolderGone):
        reached(troubles, mailbox)
        return
    if isinstance(error, LoginRefused):
        troubles.bad(
            f"login:{account}",
            mailbox,
            f"{_bare(error)}. Until then no digest is read. It is tried again every"
            " quarter of an hour.",
        )
        return
    troubles.bad(
        _away(account),
        mailbox,
        f"Mailbox {{who}} could not be read for {{span}}: {_bare(error)}. Digests wait"
        " there and are not lost; it is tried again every few minutes. Please look at the"
        " server and the network.",
        patience=MAILBOX_PATIENCE,
    )


def hindered(troubles: Troubles, name: str, why: str) -> None:
    """Say that what goes on beside could not be done.

    What is done in a mailbox is named after it, as in ``junk imap``: while the mailbox
    itself is away people hear of that, and of that alone.
    """
    if troubles.lasts(_away(_account(name.partition(" ")[2]))):
        return
    troubles.bad(
        f"beside:{name}",
        name,
        f"{name}: nothing could be done for {{span}}: {why}. It is tried again every few"
        " minutes; reading and posting go on without it.",
        patience=BESIDE_PATIENCE,
    )


def freed(troubles: Troubles, name: str) -> None:
    troubles.well(f"beside:{name}", name, f"{name}: works again{{after}}.")


def stuck(troubles: Troubles, error: TryLater) -> None:
    """Say that mail could not be worked on."""
    troubles.bad(
        "work",
        "pipeline",
        f"No mail could be worked on for {{span}}: {_bare(error)}. It waits and is not"
        " lost; it is tried again every few minutes.",
        patience=WORK_PATIENCE,
    )


def moving(troubles: Troubles) -> None:
    troubles.well("work", "pipeline", "Mail is worked on again{after}.")


def let_go(
    troubles: Troubles,
    alarms: Iterable[str],
    mailboxes: Iterable[str],
    beside: Iterable[str],
) -> None:
    """Say that it is over with what the settings no longer name: nobody else would.

    ``alarms``: keys of those that a run before left open.
    """
    folders, works = list(mailboxes), list(beside)
    after = [work.removeprefix("after ") for work in works if work.startswith("after ")]
    known = {f"{kind}:{folder}" for kind in _OF_FOLDERS for folder in folders}
    known |= {f"{kind}:{_account(one)}" for kind in _OF_ACCOUNTS for one in folders}
    known |= {f"beside:{work}" for work in works} | {f"after:{one}" for one in after}
    kinds = {*_OF_FOLDERS, *_OF_ACCOUNTS, "beside", "after"}
    for key in alarms:
        kind, _, about = key.partition(":")
        if kind in kinds and key not in known:
            done = "Putting away in " if kind == "after" else ""
            where = f"{done}{about}" if kind in {"after", "beside"} else f"Mailbox {about}"
            troubles.well(key, about, f"{where}: not in the settings any more.")


def _away(account: str) -> str:
    return f"mailbox:{account}"


def _account(mailbox: str) -> str:
    """Return the account of a mailbox: its folders are refused with one login."""
    return mailbox.partition("/")[0]


def _bare(error: TryLater) -> str:
    return str(error).rstrip(".")
