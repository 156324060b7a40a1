"""Files that others on this machine may read or change, and the command that ends it."""

import logging
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import config
from bot.cli.prompts import prompts_folder
from bot.config.reading import secret_files
from bot.errors import BadInput

log = logging.getLogger(__name__)

_OTHERS, _GROUP, _WRITE = 0o007, 0o070, 0o022
_BESIDE = ("", "-wal", "-shm", ".lock", ".reading", ".heartbeat")  # of the database
_TOKENS = "tokens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """One file or folder with more open to others than the program needs.

    ``grave``: anybody can read a secret or change what the program does; else only the
    group can.
    """

    path: Path
    said: str
    grave: bool


def warn(path: Path, settings: config.Settings) -> None:
    """Log what is open to others, one line each. ``path`` is the config file."""
    for found in loose(path, settings):
        log.warning("%s", found.said)


def loose(path: Path, settings: config.Settings) -> Iterator[Loose]:
    """Yield what others may read of the secrets and the database, or change of the rest."""
    private, own = _private(path, settings), _own(path, settings)
    for file in dict.fromkeys(private):
        yield from _open_to_others(file, _OTHERS | _GROUP)
    for file in dict.fromkeys(own):
        if file not in private:
            yield from _open_to_others(file, _WRITE)


def _private(path: Path, settings: config.Settings) -> list[Path]:
    """Return what nobody but the owner has to read."""
    kept = os.environ.get("CREDENTIALS_DIRECTORY")  # systemd's: guarded by itself
    database = path.parent / settings.store.path
    found = [
        file
        for file in secret_files(path)
        if not kept or not file.absolute().is_relative_to(kept)
    ]
    found += [Path(f"{database}{end}") for end in _BESIDE]
    for folder in dict.fromkeys((path.parent / _TOKENS, database.parent / _TOKENS)):
        found += [folder, *sorted(folder.glob("*"))]
    return found


def _own(path: Path, settings: config.Settings) -> list[Path]:
    """Return what decides what the program does: who writes there, commands it."""
    here = path.parent
    found = [path, here, (here / settings.store.path).parent]
    for name in settings.profiles:
        found += [here / name, (here / name).parent]
    for account in settings.accounts().values():
        found += [here / account.ca_file] if account.ca_file else []
        found += map(Path, account.token_command[:1])
    model = here / settings.embedding.model
    found += [model, *sorted(model.rglob("*"))] if model.is_dir() else []
    try:
        prompts = prompts_folder()
    except BadInput:  # said elsewhere
        return found
    return [*found, prompts, *sorted(prompts.glob("*.md"))]


def _open_to_others(file: Path, bits: int) -> Iterator[Loose]:
    try:
        mode = file.stat().st_mode
    except OSError:  # not there, or not ours to see
        return
    folder = stat.S_ISDIR(mode)
    if folder and mode & stat.S_ISVTX:  # as /tmp: others add files, and change only theirs
        bits &= ~_WRITE
    found = mode & bits
    if not found:
        return
    who = "anybody on this machine" if found & _OTHERS else "its group"
    what = "change" if found & _WRITE else "read"
    cure = "go=" if bits & 0o044 else "go-w"
    told = f"{file}: {who} can {what} it (mode {stat.S_IMODE(mode):o})"
    yield Loose(
        path=file, said=f"{told}; run: chmod {cure} {file}", grave=bool(found & _OTHERS)
    )
