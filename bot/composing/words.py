"""Words by which a hidden test knows a machine, looked for in whatever is written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot import traps
from bot.domain import Card, Trap
from bot.sameness.vocabulary import SOFT

_WORDS = 20  # tested words that are looked for
_SHORTEST = 3
_WHOLE = 4  # letters up to which a word must stand alone to count
_QUOTED = re.compile(
    r"(?<!\w)(?:\"([^\"\n]{3,60})\"|“([^”\n]{3,60})”|‘([^’\n]{3,60})’|'([^'\n]{3,60})'"
    r"|`([^`\n]{3,60})`)(?!\w)"
)
_NAMED = re.compile(
    r"(?i)\b(?:word|phrase|term|keyword|codeword|string|name)s?[ :]{1,3}([\w’'-]{3,40})"
)
# long words of instructions to machines that honest answers hold as well
_ORDERS = (
    "answer answers answered assistant artificial chatbot chatgpt exactly follow following"
    " generate generated generator ignore ignored include included includes including"
    " instruction instructions intelligence language machine machines mention mentioned"
    " mentions message messages number numbers output paragraph paragraphs please pitches"
    " previous prompt prompts provide question questions quoted repeat repeated replies"
    " reporter request respond response responses sentence sentences should source sources"
    " subject system without written writes writing yourself another anywhere always"
    " before beginning during ending finish letter letters minimum through within"
    " somewhere otherwise automated automatically disregard detect detected humans tested"
    " testing models"
)
_EVERYDAY = SOFT | frozenset(_ORDERS.split())


def traps_of(card: Card) -> tuple[Trap, ...]:
    """Return what is hidden in any copy of the request."""
    return tuple(trap for query in (card.query, *card.also) for trap in query.traps)


def tested(card: Card) -> tuple[str, ...]:
    """Return the words that give a machine away, as the hidden tests ask for them.

    What a test puts in quotes or calls a word; where it does neither, its long words
    that neither the query nor an ordinary answer would hold.
    """
    found = dict.fromkeys(word for trap in traps_of(card) for word in _asked(card, trap))
    return tuple(found)[:_WORDS]


def _asked(card: Card, trap: Trap) -> Iterator[str]:
    text = _seen(trap.text)
    quoted = [word for found in _QUOTED.findall(text) for word in found if word]
    named = [word for word in _NAMED.findall(text) if word.casefold() not in _EVERYDAY]
    sure = [word.strip(" .,;:!?") for word in (*quoted, *named)]
    if sure := [word for word in sure if len(word) >= _SHORTEST]:
        yield from sure
        return
    seen = f"{card.query.summary} {card.query.body}"
    yield from sorted(traps.forbidden([trap], seen) - _EVERYDAY)


def given_away(text: str, words: Sequence[str]) -> list[str]:
    """Return those of the words that stand in a text, in upper case or lower."""
    plain = _seen(text)
    return [word for word in words if _word(_seen(word)).search(plain)]


def _word(word: str) -> re.Pattern[str]:
    parts = r"\s+".join(re.escape(part) for part in word.split())
    end = "" if len(word) > _WHOLE else r"(?!\w)"
    return re.compile(rf"(?<!\w){parts}{end}", re.IGNORECASE)


def stand_in(card: Card, text: str) -> tuple[str, ...]:
    """Return the words of hidden tests that stand in the text of an answer.

    What the visible query or a stored fact holds is no such word.
    """
    honest = [card.query.summary, card.query.body, card.company, card.outline.expert]
    if card.outline.opening_fact:
        honest.append(card.outline.opening)
    honest += [point.text for point in card.outline.points if point.fact_id]
    known = given_away("\n".join(honest), words := tested(card))
    return tuple(word for word in given_away(text, words) if word not in known)


def _seen(text: str) -> str:
    """Return text as an eye takes it, without letters that nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c) != "Cf")
