"""What binds an answer: bans, tests for machines, and whose text must stay where it is."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot import policy
from bot.composing.words import given_away, tested, traps_of
from bot.domain import Card, Level, Policy, Trap
from bot.slack.clean import clean

__all__ = [
    "given_away", "held_by", "rules_of", "seen", "tested", "trap_line", "traps_of",
    "unquoted", "withheld",
]  # fmt: skip
_WITHHELD = (Level.LINK, Level.OFF)
_MARKS = str.maketrans("“”", '""')
# from the first mark to the last: what is quoted may hold marks itself
_QUOTE = re.compile(r"[\"“].*[\"”]|[\"“].*", re.DOTALL)


def withheld(card: Card) -> bool:
    """Say whether the reporter's text has to stay out of the channel."""
    return held_by(card.policy)


def held_by(rules: Policy) -> bool:
    """Say the same of a query that has no card."""
    return rules.level in _WITHHELD


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
    return f"{policy.named(trap)}: “{clean(trap.text)}”"


def rules_of(card: Card) -> list[str]:
    """Say what binds an answer: as decided for the card, and by the newest edition.

    Without the reporter's words where they have to stay out of the channel.
    """
    copies = (ban for other in card.also for ban in policy.bans(other, also=True))
    reasons = [*policy.bans(card.query), *copies, *card.policy.reasons]
    reasons += map(trap_line, card.query.traps)  # whole, where the others are cut
    if card.match.text_hash != card.query.text_hash:
        reasons.append("the reporter changed the query after this outline was made")
    return list(unquoted(_once(reasons), held=withheld(card)))


def _once(reasons: Iterable[str]) -> list[str]:
    """Leave out what another one says as well; the longer stands where the first stood."""
    kept: list[tuple[str, str]] = []
    for reason in reasons:
        said = _said(reason)
        if any(said in known for known, _ in kept):
            continue
        known_at = [at for at, (known, _) in enumerate(kept) if known in said]
        at = known_at[0] if known_at else len(kept)
        left = [one for n, one in enumerate(kept) if n not in known_at]
        kept = [*left[:at], (said, reason), *left[at:]]
    return [reason for _, reason in kept]


def _said(reason: str) -> str:
    """Return what a reason says, whatever its quotes, and without what says it was cut."""
    words = " ".join(reason.translate(_MARKS).split()).casefold()
    return words.rstrip('".… ')
