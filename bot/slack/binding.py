"""What binds an answer: bans, tests for machines, and whose text must stay where it is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot import policy, traps
from bot.domain import Card, Level, Query, Trap
from bot.sameness.vocabulary import SOFT
from bot.slack.clean import clean

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
_WITHHELD = (Level.LINK, Level.OFF)
# from the first mark to the last: what is quoted may hold marks itself
_QUOTE = re.compile(r"[\"“].*[\"”]|[\"“].*", re.DOTALL)


def withheld(card: Card) -> bool:
    """Say whether the reporter's text has to stay out of the channel."""
    return card.policy.level in _WITHHELD or held_in(card.query, card.also)


def held_in(query: Query, also: Iterable[Query] = ()) -> bool:
    """Say the same of a query that has no card."""
    return policy.decide(query, also).level in _WITHHELD


def unquoted(lines: Iterable[str], *, held: bool = True) -> tuple[str, ...]:
    """Leave out what lines quote, where the text they quote is ``held``."""
    if not held:
        return tuple(lines)
    return tuple(dict.fromkeys(_QUOTE.sub("“…”", line) for line in lines))


def seen(card: Card) -> Card:
    """Return the card with what may be said of its query: no quotes if it is withheld."""
    if not withheld(card):
        return card
    match = replace(
        card.match, why=unquoted(card.match.why), against=unquoted(card.match.against)
    )
    return replace(card, match=match, changes=unquoted(card.changes))


def trap_line(trap: Trap) -> str:
    if not trap.text:
        return f"contains hidden text that could not be read ({trap.kind})"
    return f"contains a hidden test for AI answers: “{clean(trap.text)}”"


def rules_of(card: Card) -> list[str]:
    """Say what binds an answer: as decided for the card, and by the newest edition.

    Without the reporter's words where they have to stay out of the channel.
    """
    reasons = [*policy.decide(card.query, card.also).reasons, *card.policy.reasons]
    reasons = list(dict.fromkeys(reasons))
    for trap in card.query.traps:
        if not trap.text or not any(trap.text in reason for reason in reasons):
            reasons.append(trap_line(trap))
    if card.match.text_hash != card.query.text_hash:
        reasons.append("the reporter changed the query after this outline was made")
    return list(unquoted(reasons, held=withheld(card)))


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
    text = clean(trap.text)
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
    return [word for word in words if _word(word).search(text)]


def _word(word: str) -> re.Pattern[str]:
    parts = r"\s+".join(re.escape(part) for part in word.split())
    end = "" if len(word) > _WHOLE else r"(?!\w)"
    return re.compile(rf"(?<!\w){parts}{end}", re.IGNORECASE)
