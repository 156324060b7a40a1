"""The profiles as they stand now: files edited while the worker runs are read again."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from bot import config
from bot.domain import Profile, digest_of
from bot.errors import BadInput

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0  # a fault counts at the second look, so within half a minute


class Watched:
    """Profiles that follow their files. ``tell`` says a thing to people, once a key.

    Each file stands for itself: one with a mistake keeps its old profile, the others
    are taken up. A fault counts when it is still there at the next look, since editors
    write a file in several steps.
    """

    def __init__(
        self,
        settings: config.Settings,
        path: Path,
        profiles: tuple[Profile, ...],
        tell: Callable[[str, str], object],
    ) -> None:
        files = [path.parent / name for name in settings.profiles]
        self._profiles = dict(zip(files, profiles, strict=True))
        self._stamps = {file: _stamp(file) for file in files}
        self._faults: dict[Path, str] = {}  # as seen at the last look
        self._tell = tell
        self._looked = time.monotonic()

    def __call__(self) -> tuple[Profile, ...]:
        """Return the profiles; a file with a mistake keeps the old one."""
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            for file in self._profiles:
                self._look(file)
        return tuple(self._profiles.values())

    def _look(self, file: Path) -> None:
        stamp = _stamp(file)
        if stamp == self._stamps[file]:
            return
        try:
            profile = config.load_profile(file)
            self._refuse_a_double(file, profile)
        except BadInput as error:
            if self._faults.get(file) == str(error):
                self._stamps[file] = stamp
                self._say(file, str(error))
            self._faults[file] = str(error)
        else:
            self._stamps[file] = stamp
            self._faults.pop(file, None)
            self._profiles[file] = profile
            log.info("profile read again: %s", profile.company)

    def _refuse_a_double(self, file: Path, profile: Profile) -> None:
        others = (p for f, p in self._profiles.items() if f != file)
        if any(other.company == profile.company for other in others):
            raise BadInput(f"{file}: company: {profile.company!r} stands in two profiles")

    def _say(self, file: Path, error: str) -> None:
        log.warning("profile refused, the old one stays: %s", error)
        self._tell(
            f"profile:{digest_of(error, str(self._stamps[file]))}",
            f"An edited profile was refused and the old one stays: {error}",
        )


def _stamp(file: Path) -> tuple[int, int]:
    try:
        about = file.stat()
    except OSError:
        return (0, 0)
    return (about.st_mtime_ns, about.st_size)
