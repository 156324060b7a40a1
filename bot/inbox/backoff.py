"""How long to pause after a failure."""

from collections.abc import Callable
from random import random

from bot.errors import LoginRefused, TryLater

REFUSED = 15 * 60.0


class Backoff:
    """Pauses that double from a second to five minutes; no clock and no sleep in here.

    Call `succeeded` after a whole `fetch_new`, not after a login: a server that lets
    us in and then drops us must not be asked every second.
    """

    def __init__(
        self,
        *,
        first: float = 1.0,
        longest: float = 300.0,
        chance: Callable[[], float] = random,
    ) -> None:
        self._first = first
        self._longest = longest
        self._chance = chance
        self._next = first

    def failed(self, error: TryLater) -> float:
        """Return the seconds to pause before the next try."""
        spread = 0.75 + self._chance() / 4  # many programs must not knock in step
        if isinstance(error, LoginRefused):
            pause = REFUSED * spread
        else:
            pause = self._next * spread
            self._next = min(self._next * 2, self._longest)
        # never before the time asked for, and not all folders at the same moment
        return max(pause, (error.after or 0.0) * (1 + self._chance() / 10))

    def succeeded(self) -> None:
        self._next = self._first
