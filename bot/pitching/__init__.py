"""Match -> Outline: stored facts chosen by id and printed word for word.

    facts        which facts answer which question
    answering    how near a fact is to a question, and what kind of answer it is
    experts      who answers, and whether what is demanded fits them
    checklist    what the reporter wants besides, against the profile
    questioning  what to ask the expert
    flagging     what a person must look at first
    quoting      a reporter's words, made fit to be repeated
    wording      the text, from what the outline holds
    prompts      the texts around it, from prompts/
    editing      an outline taken apart to write in, and put together again
    interviewing an expert's own words, put into the outline

Nothing here writes a claim. Where no fact answers, the outline says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot import asks
from bot.domain import Asked, Expert, Have, Match, Outline, Profile, Query
from bot.pitching import experts, facts
from bot.pitching.checklist import checklist, missing, wanted
from bot.pitching.facts import Choice, Embed
from bot.pitching.flagging import flags
from bot.pitching.prompts import Prompts
from bot.pitching.questioning import asking, bare, questions
from bot.pitching.quoting import safe, secrets
from bot.pitching.wording import worded

__all__ = ["Embed", "Prompts", "nearest", "outline"]

NO_FACT = "No stored fact answers this: ask the expert."
ONLY_NEAR = "No stored fact answers this: ask the expert. The points are near, no more."
NOBODY = "The profile names no expert for this."


def outline(
    query: Query,
    profile: Profile,
    match: Match,
    embed: Embed,
    *,
    today: date,
    prompts: Prompts,
) -> Outline:
    """Say who should answer, with which facts, and what must still be asked.

    What is asked and demanded is read from the query's text by today's rules. A question
    for what no reporter needs, bank details or the like, is left out and flagged.
    """
    stored = query
    query, asked = _read(query)
    needs = wanted(query)
    once = _Once(embed)

    def choose(expert: Expert | None) -> Choice:
        return facts.choose(query, profile, expert, once, today=today, asked=asked)

    pick = experts.picked(profile, match, needs, choose)
    expert, choice = pick.expert, pick.choice
    fits = experts.fit(expert, needs, match) if expert else ()
    checks = checklist(
        needs,
        profile,
        expert,
        points=choice.points,
        opening=choice.opening,
        fits=fits,
    )
    opening = choice.opening
    made = Outline(
        expert_id=expert.id if expert else "",
        expert=named(expert),
        opening=opening.text if opening else "",
        opening_fact=opening.fact_id if opening else "",
        points=choice.points,
        answers=choice.answers,
        checklist=checks,
        missing=missing(checks, expert),
        note=_note(expert, choice),
        prompt=prompts.id("brief"),
        asks=questions(choice.answers, checks, query, profile),
        flags=flags(
            expert,
            fits,
            choice.answers,
            asked=(stored.summary, *asks.sentences(stored.body)),
            others=pick.others,
        ),
    )
    return replace(made, text=worded(made, stored, profile, prompts=prompts))


def nearest(
    query: Query,
    profile: Profile,
    expert: Expert | None,
    embed: Embed,
    *,
    today: date,
    most: int = 12,
) -> tuple[str, ...]:
    """Return ids of facts and own approved quotes this expert may say, best first.

    At most so many, for a model to choose from: each as good as for the question of the
    query that it answers best.
    """
    query, asked = _read(query)
    if asked:
        query = replace(query, questions=tuple(one.question for one in asked))
    return facts.nearest(query, profile, expert, embed, today=today, most=most)


def named(expert: Expert | None) -> str:
    return ", ".join(filter(None, [expert.name, expert.title])) if expert else ""


def _read(query: Query) -> tuple[Query, tuple[Asked, ...]]:
    """Return a query whose title and stored questions are safe, and what its text asks."""
    asked = tuple(
        replace(one, question=question)
        for one in asks.asked(query.body)
        if (question := bare(one.question))
        and asking(question, one.sentence)
        and not secrets([one.question])
    )
    stored = tuple(
        q for q in map(bare, query.questions) if q and asking(q) and not secrets([q])
    )
    summary = "" if secrets([query.summary]) else safe(query.summary)
    return replace(query, summary=summary, questions=stored), asked


def _note(expert: Expert | None, choice: Choice) -> str:
    if expert is None:
        return NOBODY
    if any(answer.state is Have.HAVE for answer in choice.answers):
        return ""
    return ONLY_NEAR if choice.points else NO_FACT


class _Once:
    """Embeds each text once, for all experts who are tried."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text, in the order given."""
        if new := list(self._new(texts)):
            self._known |= dict(zip(new, self._embed(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def _new(self, texts: Sequence[str]) -> Iterator[str]:
        return (text for text in dict.fromkeys(texts) if text not in self._known)
