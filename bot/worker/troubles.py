"""What goes wrong for a while: people hear of it once, and once more when it is over.

Measured by a clock that nobody sets: a jump of the wall clock delays no word.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import TryLater

log = logging.getLogger(__name__)

_MINUTE, _HOUR, _DAY = 60, 60 * 60, 24 * 60 * 60
_FEW = 2  # so many of a unit and more are told in it
ENDS = 2  # of one trouble that are told in a day as they come
CALM = 6.0 * _HOUR  # seconds that a further end has to last before it is told


@dataclass(slots=True, kw_only=True)
class _Trouble:
    since: float  # by the clock
    who: dict[str, float] = field(default_factory=dict)  # who has it, and since when
    text: str = ""  # to be told; "" where nothing is
    told: bool = False  # or known to be told before
    cure: str = ""  # to be told after it; "" while it lasts
    not_before: float = 0.0  # by the clock; when its end may be told


@dataclass(kw_only=True)
class Troubles:
    """Keeps them by key. Safe to use from several threads.

    ``alarm`` and ``cured`` tell people, each once however often they are called. Where
    they cannot (`TryLater`), `again` tries again: nothing is lost by a locked database.
    What comes and goes all day stays open for them, or it would flood their channel.
    """

    alarm: Callable[[str, str], object]
    cured: Callable[[str, str], object]
    clock: Callable[[], float] = time.monotonic  # seconds
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _known: dict[str, _Trouble] = field(default_factory=dict)
    _well: set[str] = field(default_factory=set)  # of nothing is an alarm open
    _ends: dict[str, list[float]] = field(default_factory=dict)  # told, of the last day

    def bad(self, key: str, who: str, text: str, *, patience: float = 0.0) -> None:
        """Say that ``who`` has this trouble; people hear of it if it lasts so long (s).

        ``{span}`` in the text becomes how long it has lasted, ``{who}`` all that have it.
        """
        with self._lock:
            self._well.discard(key)
            now = self.clock()
            trouble = self._known.setdefault(key, _Trouble(since=now))
            if trouble.cure:  # it came again before people were told of its end
                trouble.cure = ""
                if now >= trouble.not_before:
                    trouble.since = now
            lasted = now - trouble.who.setdefault(who, now)
            if lasted >= patience:
                everybody = ", ".join(sorted(trouble.who))
                text = text.replace("{who}", everybody)
                trouble.text = text.replace("{span}", span(lasted))
            self._tell(key, trouble)

    def well(self, key: str, who: str, text: str) -> None:
        """Say that ``who`` has it no more; people hear of it once nobody has it.

        ``{after}`` in the text becomes " after 3 hours", where that is known.
        """
        with self._lock:
            if key in self._well:
                return
            trouble = self._known.get(key)
            if trouble is None:  # people may have been told of it by a run before
                trouble = self._known[key] = _Trouble(since=self.clock(), told=True)
                trouble.cure = text.replace("{after}", "")
            trouble.who.pop(who, None)
            if trouble.who:
                return
            if not trouble.cure:
                lasted = span(self.clock() - trouble.since)
                trouble.cure = text.replace("{after}", f" after {lasted}")
                trouble.not_before = self._calm(key)
            self._tell(key, trouble)

    def lasts(self, key: str) -> bool:
        """Say if anybody has this trouble now, whether people know of it or not."""
        with self._lock:
            trouble = self._known.get(key)
            return trouble is not None and bool(trouble.who)

    def again(self) -> None:
        """Tell what could not be told yet."""
        with self._lock:
            for key, trouble in list(self._known.items()):
                if trouble.cure or (trouble.text and not trouble.told):
                    self._tell(key, trouble)

    def _tell(self, key: str, trouble: _Trouble) -> None:
        try:
            if trouble.text and not (trouble.told and trouble.cure):
                self.alarm(key, trouble.text)  # at every failure: one soon after the last
                trouble.told = True  # is told only if it lasts
            if not trouble.cure or (trouble.told and self.clock() < trouble.not_before):
                return
            if trouble.told and self.cured(key, trouble.cure):
                self._ends.setdefault(key, []).append(self.clock())
        except TryLater as busy:
            log.warning("could not tell people of %s: %s", key, busy)
            return
        del self._known[key]
        self._well.add(key)

    def _calm(self, key: str) -> float:
        """Return when people may be told that it is over, by the clock."""
        now = self.clock()
        lately = [at for at in self._ends.get(key, ()) if now - at < _DAY]
        self._ends[key] = lately
        return now if len(lately) < ENDS else now + CALM


def span(seconds: float) -> str:
    """Write a length of time in words, in one unit: "40 minutes", "3 hours"."""
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= _FEW * unit:
            return f"{seconds / unit:.0f} {name}"
    return "a minute" if seconds >= _MINUTE else "less than a minute"
