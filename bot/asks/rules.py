"""What an answer must have or be: a pattern for each kind, and the words that call it.

A pattern's branches say what must stand around what they match (`bot.asks.frames`):
``sure`` nothing; ``given`` something is to be given; ``sought`` somebody is sought. A
pattern is looked for only in a sentence that holds one of its words (letters only,
lower case): a test draws sentences from every rule and sees that a word is in them.
"""

import re

from bot.asks import manners, sources
from bot.asks.calling import WORDS

__all__ = ["RULES", "WORDS"]


def _joined(branches: dict[str, str], flags: int = 0) -> re.Pattern[str]:
    """Join branches, the surest first."""
    order = [n for n in ("sure", "given", "sought") if n in branches]
    rules = "|".join(f"(?P<{n}>{branches[n]})" for n in order)
    return re.compile(rules, flags)


RULES = {
    **{kind: _joined(found, re.IGNORECASE) for kind, found in manners.PATTERNS.items()},
    **{kind: _joined(found, re.IGNORECASE) for kind, found in sources.PATTERNS.items()},
    **{kind: _joined(branches) for kind, branches in sources.AS_WRITTEN.items()},
}
