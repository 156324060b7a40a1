"""What a mail hides in its HTML from those who read it, told on each of its queries.

Which of them it belongs to cannot be told, for nothing of it stands in their text. Most
hidden text is harmless (a preheader) and says nothing here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot import traps
from bot.domain import Digest, Trap

KIND = "hidden in HTML"
_MOST = 5  # traps of one mail
_SHOWN = 500  # characters of one
_LOOKED_AT = 50_000  # characters of hidden text
_ORDER = re.compile(  # an order to a machine
    r"\b(?:if (?:you[’']re|you are) (?:an? )?"
    r"(?:ai|llm|large language model|language model|chat ?bot|bot|machine|robot)\b"
    r"|(?:ignore|disregard|forget) (?:all )?(?:of )?(?:the |your |any )?"
    r"(?:previous|prior|above|earlier|preceding) (?:instructions?|prompts?|text))",
    re.IGNORECASE,
)


def told(digests: Sequence[Digest], hidden: Sequence[str]) -> tuple[Digest, ...]:
    """Return the digests of a mail, each query with the traps that its HTML hides."""
    found = tuple(_found(hidden)) if hidden and any(d.queries for d in digests) else ()
    if not found:
        return tuple(digests)
    return tuple(
        replace(d, queries=tuple(replace(q, traps=(*q.traps, *found)) for q in d.queries))
        for d in digests
    )


def _found(hidden: Iterable[str]) -> Iterator[Trap]:
    text = "\n".join(hidden)[:_LOOKED_AT]
    seen, decoded = traps.find(text)
    said = [trap.text for trap in decoded]
    said.append(traps.refusal(seen))
    said += [_line(seen, found.start()) for found in _ORDER.finditer(seen)]
    said = list(dict.fromkeys(words.strip()[:_SHOWN] for words in said))
    return (Trap(kind=KIND, text=words) for words in list(filter(None, said))[:_MOST])


def _line(text: str, at: int) -> str:
    """Return what stands around a place, of its line alone."""
    around = text[max(0, at - _SHOWN // 2) : at].rpartition("\n")[2]
    return around + text[at : at + _SHOWN // 2].partition("\n")[0]
