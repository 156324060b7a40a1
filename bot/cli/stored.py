"""What commands that look back have in common: the store, the query meant, vectors."""

import getpass
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import config
from bot.cli.terminal import plain
from bot.domain import Card, Profile, Query
from bot.embedding import DEFAULT_MODEL, Embedder
from bot.errors import BadInput
from bot.store import Store

WIDTH = 100  # columns of what is printed
EVER = datetime(1970, 1, 1, tzinfo=UTC)
NEAREST = 3  # ids named where none is meant
LONGEST = 80  # characters of an id or a summary in an error, or compared for one
ALIKE = 0.5
DIGITS = 18  # of what SQLite can number
LATELY = timedelta(days=7)  # what was decided longer ago is seldom meant
EVERY = 1_000_000  # lines of the audit: more than there will be
WORD = re.compile(r"\w+")


def place(path: Path, settings: config.Settings) -> Path:
    """Return where the store is; raise `BadInput` if there is none yet."""
    found = path.parent / settings.store.path
    if not found.exists():
        raise BadInput(f"[store] path: {found} does not exist yet; `haro-bot run` makes it")
    return found


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def looked_at(path: Path) -> Iterator[Store]:
    """Open a store in which nothing can be written: every try is refused by SQLite."""
    with opened(path) as store:
        store.rows("pragma query_only = on")
        yield store


@contextmanager
def model(name: str = DEFAULT_MODEL) -> Iterator[Embedder]:
    """Give the embedding model; its process ends with the block."""
    embedder = Embedder(name)
    try:
        yield embedder
    finally:
        embedder.close()


def meant(text: str, queries: Sequence[Query], argument: str = "QUERY") -> Query:
    """Return the query with this id, or the only one with these words in summary or id.

    ``argument``: what it is called where it was typed.
    Raises `BadInput` that names the nearest ids where there is none, or too many.
    """
    words = _plain(text)
    exact = [query for query in queries if query.id == text]
    found = exact or [q for q in queries if words and words in _plain(q.summary)]
    found = found or [q for q in queries if words and words in _plain(q.id)]
    wanted = set(WORD.findall(words))
    found = found or [q for q in queries if wanted and wanted <= _words(q)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"{argument}: {text[:LONGEST]!r} is in {len(found)} queries; give the id of"
            f" one: {_named(found[:NEAREST])}{', ...' if len(found) > NEAREST else ''}"
        )
    near = _nearest(words[:LONGEST], queries)
    raise BadInput(
        f"{argument}: no query has the id or, in its summary, the words"
        f" {text[:LONGEST]!r}; "
        + (f"nearest: {_named(near)}" if near else "there is none like it")
    )


def card_meant(
    store: Store, text: str, names: Sequence[str], company: str | None, now: datetime
) -> Card:
    """Return the card with this number, or of the query meant, for the one company.

    ``names``: the companies to look for; ``company``: the one that was asked for, if any.
    Raises `BadInput` for none, and where several companies have a card of the query.
    """
    known = store.query(text)
    if known is None and (number := _number(text)) is not None:
        card = store.card(number, now)
        if card is None:
            raise BadInput(f"CARD: there is no card {number}; see haro-bot queue")
        if company not in (None, card.company):
            raise BadInput(f"--company: card {number} is for {card.company}")
        return card
    query = known or meant(text, _with_cards(store, names, now), "CARD")
    request = store.request_of(query.id) or query.id
    found = [store.card_of(request, name, now) for name in names]
    cards = [card for card in found if card is not None]
    if len(cards) == 1:
        return cards[0]
    if not cards:
        whose = f" for {company}" if company else ""
        raise BadInput(f"CARD: {query.id[:LONGEST]} has no card{whose}; see haro-bot queue")
    several = ", ".join(f"{card.company} (card {card.id})" for card in cards)
    raise BadInput(f"--company is missing: there are cards for {several}")


def of_card(store: Store, text: str) -> Query | None:
    """Return the query of the card with this number; None where there is none."""
    number = _number(text)
    card = store.card(number, datetime.now(UTC)) if number is not None else None
    return card.query if card is not None else None


def _number(text: str) -> int | None:
    digits = text.removeprefix("#")
    plain_number = digits.isascii() and digits.isdecimal() and len(digits) <= DIGITS
    return int(digits) if plain_number else None


def _with_cards(store: Store, names: Sequence[str], now: datetime) -> list[Query]:
    """Return the queries that words can mean: of open cards, and of those done lately."""
    lately = {entry.card_id for entry in store.audit(since=now - LATELY, most=EVERY)}
    found = [store.card(number, now) for number in lately if number is not None]
    cards = [*store.open_cards(now, names), *filter(None, found)]
    return list({c.query.id: c.query for c in cards if c.company in names}.values())


def _nearest(words: str, queries: Sequence[Query]) -> list[Query]:
    """Return those whose id is spelt alike, then those that share the most words."""
    by_id = {_plain(query.id)[:LONGEST]: query for query in queries}
    close = get_close_matches(words, list(by_id), NEAREST, ALIKE)
    wanted = set(WORD.findall(words))
    shared = {query.id: len(wanted & _words(query)) for query in queries}
    alike = sorted((q for q in queries if shared[q.id]), key=lambda q: -shared[q.id])
    found = [*(by_id[text] for text in close), *alike]
    return list({query.id: query for query in found}.values())[:NEAREST]


def _words(query: Query) -> set[str]:
    return set(WORD.findall(query.summary.lower()))


def _named(queries: Sequence[Query]) -> str:
    return ", ".join(f"{q.id[:LONGEST]} ({q.summary[:LONGEST]})" for q in queries)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def one_line(text: str) -> str:
    """Return a stranger's text for a terminal, without runs of spaces."""
    return " ".join(plain(text).split())


def json_line(row: Mapping[str, Any]) -> str:
    """Return a row as JSON in which nothing acts on a terminal: such is escaped."""
    text = json.dumps(row, ensure_ascii=False)
    return "".join(c if c == " " or plain(c) == c else json.dumps(c)[1:-1] for c in text)


def hung(head: str, text: str) -> Iterator[str]:
    """Yield a text within `WIDTH`, its further lines below the end of ``head``."""
    first, *rest = textwrap.wrap(one_line(text), WIDTH - len(head)) or [""]
    yield head + first
    yield from (" " * len(head) + line for line in rest)


def companies(profiles: Sequence[Profile], name: str | None) -> tuple[Profile, ...]:
    """Return the profiles, or the one of this company; raise `BadInput` for none."""
    if not profiles:
        raise BadInput('profiles: name at least one, such as ["profiles/acme.toml"]')
    found = tuple(p for p in profiles if name is None or p.company == name)
    if not found:
        every = ", ".join(profile.company for profile in profiles)
        raise BadInput(f"--company: no profile is of {name!r}; use one of: {every}")
    return found


def day(option: str, text: str) -> datetime:
    """Return an instant written as ISO 8601, in UTC where no zone is given."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{option}: {text!r} is no date; write one such as 2026-09-01"
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def person() -> str:
    """Name whoever types, as decisions name people."""
    try:
        return f"terminal:{getpass.getuser()}"
    except (KeyError, OSError, ImportError):  # a container without a list of users
        return "terminal"


class Remembered:
    """The model, asked only for what is not known: by the store, or asked before.

    Nothing is written. ``store`` is None where there is none.
    """

    def __init__(self, embedder: Embedder, store: Store | None) -> None:
        self._embedder = embedder
        self._store = store
        self._rows: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if missing and self._store is not None:
            known = self._store.vectors(self._embedder.name, missing)
            self._rows |= {t: np.frombuffer(v, dtype=np.float32) for t, v in known.items()}
            missing = [text for text in missing if text not in known]
        if missing:
            made = self._embedder.embed(missing)
            self._rows |= dict(zip(missing, made, strict=True))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._rows[text] for text in texts])


def no_model(texts: Sequence[str]) -> NDArray[np.float32]:
    """Stand where a model must be handed in and none is needed."""
    raise AssertionError(texts)
