"""``haro-bot prompts``: the texts of prompts/ checked, shown, compared with ours.

Also the folder they are read from, and the prompts that follow their files.
"""

import argparse
import difflib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import shipped
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import digest_of
from bot.errors import BadInput
from bot.pitching import Prompts
from bot.pitching.prompts import NOTES, SAMPLE, Prompt

log = logging.getLogger(__name__)

VARIABLE = "PROMPTS_DIR"
LOCK = "versions.lock"
LOOK_SECONDS = 10.0  # a fault counts at the second look, so within half a minute


def prompts_folder() -> Path:
    """Return where prompts are read from: the folder PROMPTS_DIR names, or ours.

    Raises `BadInput` where there is no such folder.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return shipped.folder("prompts")
    if not Path(named).is_dir():
        raise BadInput(
            f"{VARIABLE}: {named} is no folder; copy {shipped.folder('prompts')} there"
        )
    return Path(named)


class Followed(Prompts):
    """Prompts that follow their files. ``tell`` says a thing to people, once a key.

    A folder with a mistake keeps the old prompts. A fault counts when it is still there
    at the next look, since editors write a file in several steps.
    """

    def __init__(self, folder: Path, tell: Callable[[str, str], object]) -> None:
        super().__init__(Prompts.load(folder).all)
        self._folder, self._tell = folder, tell
        self._stamp = _stamp(folder)
        self._fault = ""
        self._looked = time.monotonic()
        self._lock = threading.Lock()

    def prompt(self, name: str) -> Prompt:
        """Return a prompt as its file is now."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._looked = time.monotonic()
                self._look()
            return super().prompt(name)

    def _look(self) -> None:
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return
        try:
            found = Prompts.load(self._folder)
        except BadInput as error:
            if self._fault == str(error):
                self._stamp = stamp
                log.warning("prompts refused, the old ones stay: %s", error)
                self._tell(
                    f"prompts:{digest_of(str(error), str(stamp))}",
                    f"An edited prompt was refused and the old one stays: {error}",
                )
            self._fault = str(error)
            return
        self._stamp, self._fault = stamp, ""
        self._prompts = found.all
        log.info("prompts read again: %s", ", ".join(found.ids))


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of a folder does."""
    try:
        stats = [(path.name, path.stat()) for path in sorted(folder.glob("*.md"))]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


# ---- the command


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (all commands have it)
    """Do what ``args.action`` says: check, show or diff."""
    if args.action == "show":
        return _show(args.name, rendered=args.rendered)
    return _diff() if args.action == "diff" else _check()


def _check() -> int:
    """Print a line a prompt; return 2 where one is wrong or not as the lock has it."""
    folder = prompts_folder()
    prompts = Prompts.load(folder)  # raises, with file, line and cure
    wrong = False
    lock = folder / LOCK
    try:
        locked = lock.read_text(encoding="utf-8").split() if lock.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{lock}: cannot be read: {error}") from error
    for prompt in prompts.all.values():
        faults = list(_faults(prompt, locked))
        wrong = wrong or bool(faults)
        print(plain(f"{'wrong' if faults else 'ok':<5}  {prompt.id}"))
        for fault in faults:
            print(plain(f"       {fault}"))
    if locked is None:
        print(plain(f"no {LOCK} in {folder}: versions are not compared"))
    return 2 if wrong else 0


def _faults(prompt: Prompt, locked: list[str] | None) -> Iterator[str]:
    if unused := prompt.declared - prompt.used:
        yield f"declares {', '.join(sorted(unused))} and does not use it"
    if locked is None or prompt.id in locked:
        return
    version = f"{prompt.name}@{prompt.version}+"
    if any(line.startswith(version) for line in locked):
        yield f"its text changed: raise its version, and add its new id to {LOCK}"
    else:
        yield f"add this line to {LOCK}: {prompt.id}"


def _show(name: str, *, rendered: bool) -> int:
    folder = prompts_folder()
    if name not in SAMPLE:
        raise BadInput(f"NAME: {name!r} is no prompt; use one of {', '.join(SAMPLE)}")
    prompt = Prompts.load(folder).prompt(name)
    print(plain(f"# {prompt.id}  {folder / name}.md"))
    if not rendered:
        _print((folder / f"{name}.md").read_text(encoding="utf-8"))
        return 0
    for role, text in prompt.render(SAMPLE[name]).items():
        if role:
            print(plain(f"# {role}"))
        _print(text)
    return 0


def _diff() -> int:
    """Print how the user's prompts differ from ours."""
    mine, ours = prompts_folder(), shipped.folder("prompts")
    found = False
    for name in sorted({path.name for f in (mine, ours) for path in f.glob("*.md")}):
        if name in NOTES:
            continue
        lines = difflib.unified_diff(
            _lines(ours / name), _lines(mine / name), f"shipped/{name}", str(mine / name),
            lineterm="",
        )  # fmt: skip
        for line in lines:
            found = True
            print(plain(line))
    if not found:
        where = f"{mine} is as shipped" if mine != ours else f"{VARIABLE} is not set"
        print(plain(f"no difference: {where}"))
    return 0


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read: {error}") from error


def _print(text: str) -> None:
    for line in text.splitlines():
        print(plain(line))
