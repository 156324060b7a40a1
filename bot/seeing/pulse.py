"""Which threads are alive: each says so every half minute or after a unit of work."""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

PATIENCE = 600.0  # seconds without progress until a thread is taken to be hung
LONG_PATIENCE = 3600.0  # for what holds up nothing else: a model, an expert's mailbox


@dataclass(kw_only=True)
class Pulse:
    """Hears from threads. Safe to use from any of them; ``clock`` is monotonic.

    ``slow`` names the threads that may take their time.
    """

    patience: float = PATIENCE
    slow: frozenset[str] = frozenset()
    clock: Callable[[], float] = time.monotonic
    _heard: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def beat(self, name: str) -> None:
        """Note that a thread is alive."""
        with self._lock:
            self._heard[name] = self.clock()

    def goes_on(self) -> None:
        """Note that the thread that calls this is alive, if it is one that was heard."""
        name = threading.current_thread().name
        with self._lock:
            if name in self._heard:
                self._heard[name] = self.clock()

    def ages(self) -> dict[str, float]:
        """Return the seconds since each thread was heard, by its name."""
        now = self.clock()
        with self._lock:
            return {name: now - at for name, at in sorted(self._heard.items())}

    def hung(self) -> tuple[str, ...]:
        """Return the threads that have been silent for too long."""
        return hung(self.ages(), self.slow, self.patience)

    def forgive(self) -> None:
        """Start anew: it was the whole process that stood still, not a thread."""
        now = self.clock()
        with self._lock:
            self._heard = dict.fromkeys(self._heard, now)


def hung(
    ages: Mapping[str, float], slow: Collection[str], patience: float = PATIENCE
) -> tuple[str, ...]:
    """Return those of threads, given the seconds since each was heard, that are hung."""
    long = max(patience, LONG_PATIENCE)
    return tuple(
        name for name, age in ages.items() if age > (long if name in slow else patience)
    )
