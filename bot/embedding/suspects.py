"""Which texts the model's process ended with: one that always does must stop no other."""

from collections.abc import Iterator, Sequence

from bot.embedding import made
from bot.errors import GiveUp

ALONE = 2  # after so many deaths a text is asked alone
STRONG = 3  # after so many, the last of them alone, it is put to the proof
_MOST = 10_000  # texts remembered


class Deadly(GiveUp):
    """The model's process ends with this text whenever it is asked for it."""


class Suspects:
    """Counts, for each text, the deaths that it was there at. Forgotten at a restart."""

    def __init__(self) -> None:
        self._deaths: dict[str, int] = {}
        self._deadly: set[str] = set()

    def requests(self, texts: Sequence[str], at_once: int) -> Iterator[list[str]]:
        """Cut texts into requests: what is suspect comes last, and alone."""
        plain = [text for text in texts if self._of(text) < ALONE]
        for start in range(0, len(plain), at_once):
            yield plain[start : start + at_once]
        yield from ([text] for text in texts if self._of(text) >= ALONE)

    def strong(self, texts: Sequence[str]) -> list[str]:
        """Return those that ended the process often, the last time alone."""
        return [text for text in texts if self._of(text) >= STRONG]

    def deadly(self, text: str) -> bool:
        return made.name(text) in self._deadly

    def prove(self, text: str) -> None:
        """Note that it was the text: another one was no trouble right before it."""
        self._deadly.add(made.name(text))

    def died(self, texts: Sequence[str]) -> None:
        """Note a death while these were being encoded."""
        if len(self._deaths) > _MOST:
            self._deaths.clear()
            self._deadly.clear()
        for text in texts:
            self._deaths[made.name(text)] = self._of(text) + 1

    def lived(self, texts: Sequence[str]) -> None:
        if self._deaths:
            for text in texts:
                self._deaths.pop(made.name(text), None)

    def _of(self, text: str) -> int:
        return self._deaths.get(made.name(text), 0) if self._deaths else 0
