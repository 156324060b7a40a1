"""What in a profile will make the ranking miss or post the wrong thing.

Pure: a profile and vectors in, findings out. The limits are set on the topics of
`benchmarks/ranking` and of the examples: names of whole fields ("marketing", "food")
are near to everything, real topics are not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.domain import Expert, Fact, Profile
from bot.matching.background import ORDINARY
from bot.matching.lexical import content

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# mean nearness to ordinary requests from which a topic is broad, by its words
BROAD_WORD, BROAD_PAIR = 0.08, 0.115
# names of whole fields that are near to little, being short or grave
FIELDS = frozenset(("ai", "it", "law", "beauty", "tech", "technology", "science", "news"))
DOUBLED = 0.75  # cosine of two topics that say the same; different ones stay below 0.65
AVOIDED = 0.8  # cosine of a topic and an avoided one
SUPPORTED = 0.35  # cosine with the nearest field of an expert, or fact
SOON = timedelta(days=30)
NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing to mend. ``problem`` is False for mere advice."""

    key: str  # topics[3] (counted from 1), experts.anna, facts.f2
    wrong: str
    cure: str
    problem: bool = True


def flaws(profile: Profile, embed: Embed, today: date) -> tuple[Flaw, ...]:
    """Return what is wrong with a profile, in the order of its file."""
    supports = tuple(_supports(profile))
    rows = _Rows(embed, [*profile.topics, *profile.avoid, *supports, *ORDINARY])
    found: list[Flaw] = []
    for index, topic in enumerate(profile.topics):
        key, before = f"topics[{index + 1}]", profile.topics[:index]
        found += _doubled(key, topic, before, rows)
        broad = list(_broad(key, topic, rows))
        found += broad or _unsupported(key, topic, supports, rows)
    for index, line in enumerate(profile.avoid):
        found += _avoided(f"avoid[{index + 1}]", line, profile.topics, rows)
    for expert in profile.experts:
        found += _expert(expert)
    for fact in profile.facts:
        found += _fact(fact, profile, today)
    return tuple(found)


class _Rows:
    """Every text of a profile, encoded once."""

    def __init__(self, embed: Embed, texts: Sequence[str]) -> None:
        distinct = list(dict.fromkeys(texts))
        self._rows = dict(zip(distinct, embed(distinct), strict=True))

    def near(self, text: str, others: Sequence[str]) -> NDArray[np.float32]:
        """Return how near a text is to each of the others."""
        table = np.stack([self._rows[other] for other in others])
        return np.asarray(table @ self._rows[text], dtype=np.float32)

    def twin(self, text: str, others: Sequence[str], enough: float) -> int | None:
        """Return the place of the one that says the same, None if none does."""
        same = [i for i, other in enumerate(others) if _same(text, other)]
        if same or not others:
            return same[0] if same else None
        near = self.near(text, others)
        first = int(np.argmax(near))
        return first if near[first] >= enough else None


def _doubled(key: str, topic: str, before: Sequence[str], rows: _Rows) -> Iterator[Flaw]:
    twin = rows.twin(topic, before, DOUBLED)
    if twin is not None:
        how = "is" if _same(topic, before[twin]) else "means the same as"
        yield Flaw(
            key=key,
            wrong=f'"{topic}" {how} topics[{twin + 1}], "{before[twin]}"',
            cure="take one of them out, or say what only this one is about",
        )


def _broad(key: str, topic: str, rows: _Rows) -> Iterator[Flaw]:
    words = len(content(topic))
    near = float(rows.near(topic, ORDINARY).mean())
    one = words <= 1 and (near >= BROAD_WORD or topic.strip().lower() in FIELDS)
    if one or (words == 2 and near >= BROAD_PAIR):  # noqa: PLR2004 (a pair)
        yield Flaw(
            key=key,
            wrong=f'"{topic}" is too broad: it is near to requests about anything',
            cure='say which part of it is yours, as in "teeth whitening at home"',
            problem=one,
        )


def _unsupported(
    key: str, topic: str, supports: Sequence[str], rows: _Rows
) -> Iterator[Flaw]:
    if content(topic) & content(" ".join(supports)):
        return
    if not supports or rows.near(topic, supports).max() < SUPPORTED:
        yield Flaw(
            key=key,
            wrong=f'no expert and no fact speaks of "{topic}"',
            cure="add it to an expert's expertise, or a fact about it",
            problem=False,
        )


def _avoided(key: str, line: str, topics: Sequence[str], rows: _Rows) -> Iterator[Flaw]:
    twin = rows.twin(line, topics, AVOIDED)
    if twin is not None:
        yield Flaw(
            key=key,
            wrong=f'"{line}" avoids topics[{twin + 1}], "{topics[twin]}": no query about'
            " it is ever posted",
            cure="take out the topic, or say more narrowly what is to be avoided",
        )


def _supports(profile: Profile) -> Iterator[str]:
    """Yield what stands behind the topics: fields of experts, public facts."""
    for expert in profile.experts:
        yield from expert.expertise
        if expert.title:
            yield expert.title
    for fact in profile.facts:
        if fact.public:
            yield f"{', '.join(fact.tags)}: {fact.text}" if fact.tags else fact.text


def _expert(expert: Expert) -> Iterator[Flaw]:
    if not (expert.title or expert.credentials or expert.expertise):
        yield Flaw(
            key=f"experts.{expert.id}",
            wrong=f"{expert.name} has no title, no credentials and no expertise:"
            " no request for a kind of person is ever for them",
            cure="write them as a reporter would",
        )
        missing = ["location", "timezone"]
    else:
        missing = ["title", "credentials", "expertise", "location", "timezone"]
    for name in missing:
        if not getattr(expert, name):
            yield Flaw(
                key=f"experts.{expert.id}",
                wrong=f"{expert.name} has no {name}",
                cure=_CURES[name],
                problem=False,
            )


_CURES = {
    "title": 'add the title, such as "Chief dentist"; requests name professions',
    "credentials": 'add degrees or licences, such as ["DDS"], if there are any',
    "expertise": "add what they can be asked about, a line each",
    "location": 'add city, state and country; "must be in the US" is held against it',
    "timezone": 'add one such as "America/Chicago"; deadlines are held against it',
}


def _fact(fact: Fact, profile: Profile, today: date) -> Iterator[Flaw]:
    key = f"facts.{fact.id}"
    if fact.expert and profile.expert(fact.expert) is None:
        yield Flaw(
            key=key,
            wrong=f'it names the expert "{fact.expert}", who is not in the profile',
            cure="give the id of one who is, or leave expert out",
        )
    if fact.expires is not None and fact.expires < today:
        yield Flaw(
            key=key,
            wrong=f"it expired on {fact.expires}: it is never used",
            cure="bring it up to date, or take it out",
        )
    elif fact.expires is not None and fact.expires <= today + SOON:
        yield Flaw(
            key=key,
            wrong=f"it expires on {fact.expires}, within {SOON.days} days",
            cure="bring it up to date in time",
            problem=False,
        )
    if not fact.public:  # it never leaves the house
        return
    for lacks, what, cure in (
        (not NUMBER.search(fact.text), "number", "a figure is what a reporter quotes"),
        (not fact.source, "source", "add where it is published, or how it is known"),
        (fact.as_of is None, "date", "add as_of = the day it was true"),
    ):
        if lacks:
            yield Flaw(key=key, wrong=f"it has no {what}", cure=cure, problem=False)


def _same(one: str, other: str) -> bool:
    return one.lower().split() == other.lower().split()
