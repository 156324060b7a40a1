"""Address, subject and text of an answer to an approved card."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from bot.composing.recipient import one_line, recipient, seen
from bot.composing.words import stand_in
from bot.domain import RULES, Card, Expert, Level, telling

UNWRITTEN = "DRAFT - not written yet: take out the marks in brackets"
UNVERIFIED = "unverified address: it is not of the newsletter's own domain"
_MODEL = "the outline was drafted by a model, and this query must be answered by a person"
_BANNED = (
    "the reporter refuses answers made by machines since this outline was made: a person"
    " writes the answer"
)
_WITHHELD = "the text of this query stays out: write the answer where you read the query"
_BRACKETS = re.compile(r"\[[^\[\]]{1,600}\]")
_AGAIN = re.compile(r"^(?:(?:re|fwd?|aw|wg|sv|antw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_TITLE, _WHO, _CREDENTIAL = 120, 90, 60  # characters
_ENCODED = 1200  # of the subject in a link
_LONGEST = 20_000  # characters of a text; an outline has some 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """An answer as far as it goes; ``to`` is "" where there is none, and ``why`` says so.

    ``body``: plain text, LF line ends; "" where none may be used, as ``note`` says.
    """

    to: str = ""  # one plain address
    subject: str = ""  # one line
    body: str = ""
    verified: bool = False  # the address is of the newsletter's own domain
    why: str = ""
    note: str = ""  # what a person has to know before sending
    page: str = ""  # where it is answered on the web, instead or as well


def letter(card: Card, expert: Expert | None) -> Composed:
    """Compose the answer of the outline's expert to a card. Never raises."""
    if card.policy.level is Level.OFF:
        return Composed(why="queries of this source are not answered")
    if telling.BANNED in card.outline.flags:
        return Composed(why=_BANNED)
    found = recipient(card)
    if not found.address:
        return Composed(why=found.why, page=found.page)
    subject = _subject(card, expert)
    body, note = _body(card)
    if words := stand_in(card, f"{subject}\n{body}"):
        named = ", ".join(f"“{word}”" for word in words[:3])
        return Composed(
            why=f"its text holds {named}, which a hidden test for AI answers asks for",
            page=found.page,
        )
    notes = [note, "" if found.verified else UNVERIFIED]
    return Composed(
        to=found.address,
        subject=subject,
        body=body,
        verified=found.verified,
        note="; ".join(filter(None, notes)),
        page=found.page,
    )


def title(card: Card) -> str:
    """Return the query's title on one line, as a subject begins with it."""
    words = _AGAIN.sub("", one_line(card.query.summary))
    return _cut(words, _TITLE) or "Your query"


def _subject(card: Card, expert: Expert | None) -> str:
    """Put the title first, since reporters search for it, then who answers."""
    who = ""
    if expert is not None:
        credential = next(filter(None, map(one_line, expert.credentials)), "")
        credential = _cut(credential, _CREDENTIAL) or _cut(
            one_line(expert.title), _CREDENTIAL
        )
        who = _cut(", ".join(filter(None, [one_line(expert.name), credential])), _WHO)
    subject = f"{title(card)}: {who}" if who else title(card)
    while len(quote(subject, safe="")) > _ENCODED:
        subject = subject[:-8].rstrip()
    return subject


def _body(card: Card) -> tuple[str, str]:
    """Return the text to begin with, and why there is none."""
    if card.policy.level is Level.LINK:
        return "", _WITHHELD
    if card.policy.level is Level.BRIEF and card.outline.drafter != RULES:
        return "", _MODEL
    lines = seen(card.outline.text).split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip()[:_LONGEST].rstrip()
    if _BRACKETS.search(text):
        text = f"{UNWRITTEN}\n\n{text}"
    return (f"{text}\n" if text else ""), ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
