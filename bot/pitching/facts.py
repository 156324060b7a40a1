"""Which stored facts answer which question: the words of the profile, chosen by id."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain import Answer, Expert, Have, Point, Profile, Query

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

QUESTION, SUMMARY, WORDS = 0.75, 0.25, 0.12
ANSWERS, NEAR = 0.45, 0.33  # have from here, thin from here; below: ask
NUMBER = 0.04  # for a fact with a number in it
VARIETY = 0.75  # of relevance in the choice of further points
MOST = 3
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was found: the line to open with, points, and each question's state."""

    opening: Point | None = None
    points: tuple[Point, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    text: str
    meaning: str  # what is compared: tags and text
    quote: bool = False


def usable(profile: Profile, expert: Expert | None, today: date) -> list[_Line]:
    """Return what this expert may say: usable facts and their own approved words."""
    me = expert.id if expert else ""
    facts = [f for f in profile.facts if f.usable(today) and f.expert in {"", me}]
    quotes = [
        q
        for q in profile.quotes
        if q.expert == me and q.approved_on is not None and q.approved_on <= today
    ]
    return [
        _Line(f.id, f.text, ": ".join(filter(None, [", ".join(f.tags), f.text])))
        for f in facts
    ] + [_Line(q.id, q.text, q.text, quote=True) for q in quotes]


def choose(
    query: Query, profile: Profile, expert: Expert | None, embed: Embed, *, today: date
) -> Choice:
    """Choose facts for each question, then few that cover the questions and differ."""
    asked = list(query.questions) or list(filter(None, [query.summary.strip()]))
    lines = usable(profile, expert, today)
    if not lines or not asked:
        return Choice(answers=tuple(Answer(question=q, state=Have.ASK) for q in asked))
    texts = [*asked, query.summary or asked[0], *(line.meaning for line in lines)]
    distinct = list(dict.fromkeys(texts))
    table = embed(distinct)
    rows = table[[distinct.index(text) for text in texts]]
    questions, summary = rows[: len(asked)], rows[len(asked)]
    meanings = rows[len(asked) + 1 :]
    scores = QUESTION * (questions @ meanings.T) + SUMMARY * (meanings @ summary)
    scores = scores + WORDS * _shared(asked, lines)
    best = scores.argmax(axis=1)
    answers = tuple(
        _answer(question, float(scores[i, best[i]]), lines[best[i]].id)
        for i, question in enumerate(asked)
    )
    order = _points(scores, meanings, lines)
    opening = _opening(scores, lines)
    if opening is not None:
        order = [opening, *(i for i in order if i != opening)]
    points = tuple(Point(fact_id=lines[i].id, text=lines[i].text) for i in order[:MOST])
    return Choice(
        opening=points[0] if opening is not None else None, points=points, answers=answers
    )


def _answer(question: str, score: float, fact_id: str) -> Answer:
    if score < NEAR:
        return Answer(question=question, state=Have.ASK)
    state = Have.HAVE if score >= ANSWERS else Have.THIN
    return Answer(question=question, state=state, fact_id=fact_id)


def _shared(asked: Sequence[str], lines: Sequence[_Line]) -> NDArray[np.float64]:
    """Return the share of common words, 1 for the line with the most."""
    spoken = [_stems(line.meaning) for line in lines]
    counts = np.array([[len(_stems(q) & words) for words in spoken] for q in asked], float)
    most = counts.max(axis=1, keepdims=True)
    most[most == 0] = 1
    return np.asarray(counts / most)


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}


def _with_number(best: NDArray[np.floating], lines: Sequence[_Line]) -> NDArray[np.float64]:
    extra = [NUMBER * any(c.isdigit() for c in line.text) for line in lines]
    return np.asarray(best + np.array(extra), dtype=np.float64)


def _opening(scores: NDArray[np.floating], lines: Sequence[_Line]) -> int | None:
    """Return the fact that answers best, a number preferred; quotes do not open."""
    best = scores.max(axis=0)
    able = [i for i, ln in enumerate(lines) if best[i] >= ANSWERS and not ln.quote]
    worth = _with_number(best, lines)
    return max(able, key=lambda i: worth[i], default=None)


def _points(
    scores: NDArray[np.floating], meanings: NDArray[np.floating], lines: Sequence[_Line]
) -> list[int]:
    """Take each question's best fact in turn, then what is relevant and different."""
    best = _with_number(scores.max(axis=0), lines)
    able = {i for i in range(len(lines)) if scores[:, i].max() >= NEAR}
    picked: list[int] = []
    for row in sorted(scores, key=lambda r: -r.max()):
        top = int(row.argmax())
        if row[top] >= NEAR and top not in picked:
            picked.append(top)
    while rest := able - set(picked):
        near = {i: max((float(meanings[i] @ meanings[j]) for j in picked), default=0)
                for i in rest}  # fmt: skip
        picked.append(
            max(sorted(rest), key=lambda i: VARIETY * best[i] - (1 - VARIETY) * near[i])
        )
    return picked[:MOST]
