"""Letters that do not come: asked for again, later than others, and in the end rarely."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

ROUNDS = 5  # how often a letter may fail to come before people are told
FIRST_REST, LONGEST_REST = 60.0, 3600.0  # seconds between tries from then on, doubling


@dataclass(slots=True)
class _Trouble:
    rounds: int
    at: float  # of the last try


class Troubles:
    """Of one folder, by UID. ``clock`` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._found: dict[int, _Trouble] = {}

    def failed(self, uid: int) -> int:
        """Note that a letter did not come; return for which time."""
        trouble = self._found.setdefault(uid, _Trouble(0, 0.0))
        trouble.rounds += 1
        trouble.at = self._clock()
        return trouble.rounds

    def has(self, uid: int) -> bool:
        return uid in self._found

    def came(self, uid: int) -> None:
        self._found.pop(uid, None)

    def keep_only(self, uids: Collection[int]) -> None:
        """Forget those that are in the folder no more."""
        for uid in self._found.keys() - set(uids):
            del self._found[uid]

    def clear(self) -> None:
        self._found.clear()

    def in_turn(self, uids: Iterable[int]) -> list[int]:
        """Return whom to ask for now: the newest first, who made trouble last."""
        now = self._clock()
        due = [uid for uid in uids if not self._rests(uid, now)]
        return sorted(due, key=lambda uid: (self._rounds(uid), -uid))

    @property
    def fresh(self) -> bool:
        """Whether some letter has not failed often enough to be told of."""
        return any(trouble.rounds < ROUNDS for trouble in self._found.values())

    @property
    def told(self) -> list[int]:
        """The UIDs that people are told of."""
        return sorted(uid for uid, t in self._found.items() if t.rounds >= ROUNDS)

    def _rounds(self, uid: int) -> int:
        trouble = self._found.get(uid)
        return trouble.rounds if trouble else 0

    def _rests(self, uid: int, now: float) -> bool:
        trouble = self._found.get(uid)
        if trouble is None or trouble.rounds < ROUNDS:
            return False
        rest = FIRST_REST * 2.0 ** min(trouble.rounds - ROUNDS, 10)
        return now - trouble.at < min(rest, LONGEST_REST)
