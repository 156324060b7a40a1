"""Claims of a database among processes: one worker, one reader of mail at a time.

The lock is of the file itself: by which name or link it is reached makes no difference.
"""

import fcntl
import os
from pathlib import Path

from bot.errors import BadInput


def claim(path: Path) -> int:
    """Claim a database for this worker until the returned file is closed.

    Raises `BadInput` where another worker has it, or where nobody can tell.
    """
    lock = opened(path, "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise BadInput(
            f"[store] path: another haro-bot already works on {path};"
            " stop it first or give this one another file"
        ) from error
    except OSError as error:
        os.close(lock)
        raise BadInput(_unlockable(path, error)) from error
    return lock


def wait_for(path: Path, name: str) -> int:
    """Wait for a claim of this name; it ends when the returned file is closed."""
    lock = opened(path, name)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        os.close(lock)
        raise BadInput(_unlockable(path, error)) from error
    return lock


def opened(path: Path, name: str) -> int:
    """Open the file beside a database that stands for a claim; make it if need be."""
    beside = f"{os.path.realpath(path)}.{name}"
    try:
        return os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BadInput(
            f"[store] path: {beside}: {error.strerror}; check that the folder exists and"
            " may be written"
        ) from error


def _unlockable(path: Path, error: OSError) -> str:
    return (
        f"[store] path: {path} lies where files cannot be locked ({error.strerror}), on a"
        " network file system perhaps; two workers could not be told apart there, and the"
        " database could be damaged. Put it on a disk of this machine"
    )
