"""Which stored facts answer which question: the words of the profile, chosen by id."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain import Answer, Asked, Expert, Have, Point, Profile, Query
from bot.pitching.answering import Embed, answering, found, ordered, scores

__all__ = ["Choice", "Embed", "Line", "choose", "nearest", "standing", "usable"]

NEAR = 0.33  # thin from here; below: ask
OPENS = 0.55  # a fact that answers opens from here; below, a person judges first
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
    weighed = _weighed(texts, query, profile, expert, embed, today)
    if weighed is None:
        return Choice(
            answers=tuple(
                Answer(question=q, state=Have.ASK, sentence=sentence)
                for q, sentence in wanted
            )
        )
    put = [ordered(question, sentence) for question, sentence in wanted]
    best = [
        found(question, row, weighed.lines)
        for question, row in zip(put, weighed.scores, strict=True)
    ]
    answers = tuple(
        Answer(question=question, sentence=sentence, state=state, fact_id=fact_id)
        for (question, sentence), (state, fact_id) in zip(
            wanted, _states(weighed, best), strict=True
        )
    )
    opening = _opening(
        weighed,
        {
            at
            for question, row in zip(put, weighed.scores, strict=True)
            for at in answering(question, row, weighed.lines)
            if row[at] >= OPENS
        },
    )
    order = _points(weighed, best)
    if opening is not None:
        order = [opening, *(i for i in order if i != opening)]
    points = tuple(
        Point(fact_id=weighed.lines[i].id, text=weighed.lines[i].text) for i in order[:MOST]
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
    weighed = _weighed(texts, query, profile, expert, embed, today)
    if weighed is None:
        return tuple(line.id for line in usable(profile, expert, today)[:most])
    order = np.argsort(-weighed.scores.max(axis=0), kind="stable")[:most]
    return tuple(weighed.lines[i].id for i in order)


def _questions(query: Query, asked: Sequence[Asked] | None) -> list[tuple[str, str]]:
    """Return each question and the sentence it stands in, if that is known."""
    if asked:
        return [(one.question, one.sentence) for one in asked]
    return [(q, "") for q in query.questions or filter(None, [query.summary.strip()])]


def _states(
    weighed: _Weighed, best: Sequence[tuple[int, bool]]
) -> Iterator[tuple[Have, str]]:
    """Yield for each question whether a line answers or is near, and which."""
    for row, (top, answered) in zip(weighed.scores, best, strict=True):
        if row[top] < NEAR:
            yield Have.ASK, ""
        else:
            yield (Have.HAVE if answered else Have.THIN), weighed.lines[top].id


def _worth(weighed: _Weighed) -> Floats:
    """Return how near each line is to any question, a number preferred."""
    extra = [NUMBER * any(c.isdigit() for c in line.text) for line in weighed.lines]
    return np.asarray(weighed.scores.max(axis=0) + np.array(extra), dtype=np.float64)


def _opening(weighed: _Weighed, able: Collection[int]) -> int | None:
    """Return the best of those that may open, a number preferred; quotes do not."""
    worth = _worth(weighed)
    facts = (i for i in sorted(able) if not weighed.lines[i].quote)
    return max(facts, key=lambda i: worth[i], default=None)


def _points(weighed: _Weighed, best: Sequence[tuple[int, bool]]) -> list[int]:
    """Take each question's line in turn, then what is relevant and different.

    First what answers.
    """
    worth = _worth(weighed)
    able = {i for i, top in enumerate(weighed.scores.max(axis=0)) if top >= NEAR}
    shown = [
        (not answered, -float(row[top]), top)
        for row, (top, answered) in zip(weighed.scores, best, strict=True)
    ]
    picked = list(dict.fromkeys(top for _, _, top in sorted(shown) if top in able))
    while rest := able - set(picked):
        near = {i: max((float(weighed.alike[i, j]) for j in picked), default=0.0)
                for i in rest}  # fmt: skip
        picked.append(
            max(sorted(rest), key=lambda i: VARIETY * worth[i] - (1 - VARIETY) * near[i])
        )
    return picked[:MOST]
