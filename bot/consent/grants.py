"""What a person's consent is kept in: one file a mailbox, readable by its owner only."""

import fcntl
import json
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.errors import BadInput, TryLater

LOCK_LIMIT = 35.0  # seconds; another program's renewal ends within 30
_TICK = 0.1
_LOOSE = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    service: str
    client_id: str  # the refresh token is worth something to this app only
    username: str
    refresh_token: str = field(repr=False)


def read(file: Path) -> Grant:
    """Raise `BadInput` where there is none, or what is there is no grant."""
    try:
        known = json.loads(file.read_bytes()[:100_000])
        grant = Grant(**known)
        whole = all(isinstance(text, str) and text for text in asdict(grant).values())
    except FileNotFoundError:
        raise BadInput(f"{file}: no such file, so nobody gave consent yet") from None
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from None
    except (ValueError, TypeError):
        whole = False
    if not whole:
        raise BadInput(f"{file}: this is no token file, or it is damaged")
    return grant


def write(file: Path, grant: Grant) -> None:
    """Put the grant in place, whole or not at all. Raises OSError; the old one stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            os.fchmod(handle, 0o600)
            json.dump(asdict(grant), out, indent=1)
            out.flush()
            os.fsync(handle)
        written.replace(file)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise
    with _opened(file.parent) as folder:  # the new name as well
        os.fsync(folder)


def keep(file: Path, grant: Grant) -> None:
    """Put a grant in place while nobody renews another there. Raises as `write` does."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(file):
        write(file, grant)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep others, of this program or of another, from renewing a grant meanwhile.

    Raises TryLater when that takes too long; does nothing where there is no such folder.
    """
    if not file.parent.is_dir():
        yield
        return
    end = time.monotonic() + LOCK_LIMIT
    with _opened(file.parent) as folder:
        while True:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise TryLater(
                        f"{file.parent}: another haro-bot has been renewing a token for"
                        f" {LOCK_LIMIT:.0f} s; this one waits"
                    ) from None
            time.sleep(_TICK)
        yield


def loose(file: Path) -> str:
    """Say how to mend it if others on this machine can read a grant; else nothing."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return ""
    if not mode & _LOOSE:
        return ""
    return f"{file} can be read by others (mode {mode:04o}); type: chmod 600 {file}"


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)
