"""The profiles as they stand now: files edited while the worker runs are read again."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from bot import config
from bot.domain import Profile, digest_of
from bot.errors import BadInput

log = logging.getLogger(__name__)

LOOK_SECONDS = 15.0  # an edit is noticed within this


class Watched:
    """Profiles that follow their files. ``tell`` says a thing to people, once a key."""

    def __init__(
        self,
        settings: config.Settings,
        path: Path,
        profiles: tuple[Profile, ...],
        tell: Callable[[str, str], object],
    ) -> None:
        self._settings = settings
        self._path = path
        self._profiles = profiles
        self._tell = tell
        self._stamp = self._stamps()
        self._looked = time.monotonic()

    def __call__(self) -> tuple[Profile, ...]:
        """Return the profiles; a file with a mistake keeps the old ones."""
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            stamp = self._stamps()
            if stamp != self._stamp:
                self._stamp = stamp
                self._read()
        return self._profiles

    def _read(self) -> None:
        try:
            self._profiles = config.profiles(self._settings, self._path)
        except BadInput as error:
            log.warning("profile refused, the old one stays: %s", error)
            self._tell(
                f"profile:{digest_of(str(error), str(self._stamp))}",
                f"An edited profile was refused and the old one stays: {error}",
            )
        else:
            log.info(
                "profiles read again: %s", ", ".join(p.company for p in self._profiles)
            )

    def _stamps(self) -> list[tuple[int, int]]:
        stamps = []
        for name in self._settings.profiles:
            try:
                about = (self._path.parent / name).stat()
                stamps.append((about.st_mtime_ns, about.st_size))
            except OSError:
                stamps.append((0, 0))
        return stamps
