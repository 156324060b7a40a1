"""Which stored facts answer which question: the words of the profile, chosen by id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain import Answer, Asked, Expert, Have, Point, Profile, Query
from bot.pitching.answering import Embed, scores

__all__ = ["Choice", "Embed", "Line", "choose", "nearest", "standing", "usable"]

ANSWERS, NEAR = 0.415, 0.33  # have from here, thin from here; below: ask
NUMBER = 0.04  # for a fact with a number in it
VARIETY = 0.75  # of relevance in the choice of further points
MOST = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was found: the line to open with, points, and each question's state."""

    opening: Point | None = None
    points: tuple[Point, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A fact, or an approved quote, that may be said."""

    id: str
    text: str
    meaning: str  # what is compared: tags and text
    expert: str = ""
    quote: bool = False


def usable(profile: Profile, expert: Expert | None, today: date) -> list[Line]:
    """Return what this expert may say: usable facts and their own approved words."""
    return [line for line in standing(profile, today) if _may(line, expert)]


def _may(line: Line, expert: Expert | None) -> bool:
    me = expert.id if expert else ""
    return line.expert == me or (not line.expert and not line.quote)


def standing(profile: Profile, today: date) -> list[Line]:
    """Return what somebody of the company may say."""
    facts = [
        Line(f.id, f.text, ": ".join(filter(None, [", ".join(f.tags), f.text])), f.expert)
        for f in profile.facts
        if f.usable(today)
    ]
    quotes = [
        Line(q.id, q.text, q.text, q.expert, quote=True)
        for q in profile.quotes
        if q.approved_on is not None and q.approved_on <= today
    ]
    return facts + quotes


@dataclass(frozen=True, slots=True)
class _Weighed:
    """How near each line of one expert is to each question, and what is alike."""

    lines: list[Line]
    scores: Floats  # [question, line], at most 1
    alike: Floats  # [line, line]


def _weighed(
    asked: Sequence[str],
    query: Query,
    profile: Profile,
    expert: Expert | None,
    embed: Embed,
    today: date,
) -> _Weighed | None:
    """Weigh this expert's lines; None: there are none."""
    lines = usable(profile, expert, today)
    if not lines or not asked:
        return None
    near, alike = scores(asked, query.summary, lines, embed)
    return _Weighed(lines, near, alike)


def choose(
    query: Query,
    profile: Profile,
    expert: Expert | None,
    embed: Embed,
    *,
    today: date,
    asked: Sequence[Asked] | None = None,
) -> Choice:
    """Choose facts for each question, then few that cover the questions and differ.

    The questions are those of ``asked``, else of the query, else its summary.
    """
    wanted = _questions(query, asked)
    texts = [question for question, _ in wanted]
    found = _weighed(texts, query, profile, expert, embed, today)
    if found is None:
        return Choice(
            answers=tuple(
                Answer(question=q, state=Have.ASK, sentence=sentence)
                for q, sentence in wanted
            )
        )
    best = found.scores.argmax(axis=1)
    answers = tuple(
        _answer(question, sentence, float(row[top]), found.lines[top].id)
        for (question, sentence), row, top in zip(wanted, found.scores, best, strict=True)
    )
    order = _points(found)
    opening = _opening(found)
    if opening is not None:
        order = [opening, *(i for i in order if i != opening)]
    points = tuple(
        Point(fact_id=found.lines[i].id, text=found.lines[i].text) for i in order[:MOST]
    )
    return Choice(
        opening=points[0] if opening is not None else None, points=points, answers=answers
    )


def nearest(
    query: Query,
    profile: Profile,
    expert: Expert | None,
    embed: Embed,
    *,
    today: date,
    most: int = 12,
) -> tuple[str, ...]:
    """Return ids of what this expert may say, at most so many, best first.

    A line is as good as for the question it answers best.
    """
    texts = [question for question, _ in _questions(query, None)]
    found = _weighed(texts, query, profile, expert, embed, today)
    if found is None:
        return tuple(line.id for line in usable(profile, expert, today)[:most])
    order = np.argsort(-found.scores.max(axis=0), kind="stable")[:most]
    return tuple(found.lines[i].id for i in order)


def _questions(query: Query, asked: Sequence[Asked] | None) -> list[tuple[str, str]]:
    """Return each question and the sentence it stands in, if that is known."""
    if asked:
        return [(one.question, one.sentence) for one in asked]
    return [(q, "") for q in query.questions or filter(None, [query.summary.strip()])]


def _answer(question: str, sentence: str, score: float, fact_id: str) -> Answer:
    if score < NEAR:
        return Answer(question=question, sentence=sentence, state=Have.ASK)
    state = Have.HAVE if score >= ANSWERS else Have.THIN
    return Answer(question=question, sentence=sentence, state=state, fact_id=fact_id)


def _worth(found: _Weighed) -> Floats:
    """Return how near each line is to any question, a number preferred."""
    extra = [NUMBER * any(c.isdigit() for c in line.text) for line in found.lines]
    return np.asarray(found.scores.max(axis=0) + np.array(extra), dtype=np.float64)


def _opening(found: _Weighed) -> int | None:
    """Return the fact that answers best, a number preferred; quotes do not open."""
    best, worth = found.scores.max(axis=0), _worth(found)
    able = [i for i, ln in enumerate(found.lines) if best[i] >= ANSWERS and not ln.quote]
    return max(able, key=lambda i: worth[i], default=None)


def _points(found: _Weighed) -> list[int]:
    """Take each question's best line in turn, then what is relevant and different."""
    worth = _worth(found)
    able = {i for i, top in enumerate(found.scores.max(axis=0)) if top >= NEAR}
    picked: list[int] = []
    for row in sorted(found.scores, key=lambda r: -r.max()):
        top = int(row.argmax())
        if row[top] >= NEAR and top not in picked:
            picked.append(top)
    while rest := able - set(picked):
        near = {i: max((float(found.alike[i, j]) for j in picked), default=0.0)
                for i in rest}  # fmt: skip
        picked.append(
            max(sorted(rest), key=lambda i: VARIETY * worth[i] - (1 - VARIETY) * near[i])
        )
    return picked[:MOST]
