"""What people are told of a mailbox: a trouble, and its end."""

import logging
from collections.abc import Callable
from contextlib import suppress

from bot.errors import TryLater

log = logging.getLogger(__name__)

Say = Callable[[str, str], object]  # key, text


def nobody(_key: str, _text: str) -> None:
    """Tell nobody."""


class Telling:
    """Hands troubles on at every failure, and their ends once. Never raises TryLater."""

    def __init__(self, alarm: Say, cured: Say) -> None:
        self._alarm = alarm
        self._cured = cured
        self._well: set[str] = set()
        self._said: dict[str, str] = {}

    def alarm(self, key: str, text: str, *, raised: bool = False) -> None:
        """Hand a trouble on; what is ``raised`` too is logged by who catches it."""
        self._well.discard(key)
        if self._said.get(key) != text and not raised:
            log.warning("%s", text)
            self._said[key] = text
        with suppress(TryLater):  # said at the next failure
            self._alarm(key, text)

    def cured(self, key: str, text: str) -> None:
        if key in self._well:
            return
        with suppress(TryLater):
            self._cured(key, text)
            self._well.add(key)
            self._said.pop(key, None)
