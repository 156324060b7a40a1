"""Query x profile -> Match. One door, pure: the same input gives the same answer.

texts        what of a query is worth comparing
reading      queries made ready to compare with any company
facets       a profile taken apart
lexical      shared words
background   ordinary requests, for the check of a profile
likeness     what kind of call a query reads like, by the model
measure      how near queries are to a company, in tables
people       words for people, of any trade
professions  the vocabulary of trades and credentials, with what each is
roles        which of them a text asks for and a title shows
gazetteer    places and what lies in what
insisting    the grammar of insisting on a place
places       which one a reporter insists on, and whether an expert is there
wording      the wordings of requests, as patterns
asking       who is asked for, by grammar
manners      whether they should know a thing or have lived it
house        sentences that only say how to answer
refusing     whom a reporter does not want
calls        what kind of call it is, by rules: own stories, products
extras       languages and years of practice
wants        a query read by all of these
standing     what a company is, as far as a request can ask for it
eligibility  who is asked for, held against who is there
avoid        topics the company does not want
fusion       one number from all of it
comparing    one company and some queries: its figures, its sum, its match
examples     one decision, and how much it says of what
learning     what a company's decisions add
kept         the same, learned once for as long as no other is decided
value        which of the posted goes first
"""

from collections.abc import Mapping, Sequence

from bot.domain import Lesson, Match, Profile, Query
from bot.matching import likeness
from bot.matching.comparing import Compared
from bot.matching.kept import Keeping
from bot.matching.learning import LATEST
from bot.matching.reading import Embed
from bot.matching.thresholds import Thresholds

USUAL = Thresholds()
BACKGROUND = likeness.texts()  # what every ranking compares with
_KEPT = Keeping()
VERSION = "4"  # raised when the same input gives another answer

__all__ = ["BACKGROUND", "VERSION", "Embed", "Thresholds", "figures", "learned", "rank"]


def rank(
    queries: Sequence[Query],
    profile: Profile,
    embed: Embed,
    *,
    thresholds: Thresholds = USUAL,
    lessons: Sequence[Lesson] = (),
) -> tuple[Match, ...]:
    """Return one match for each query, in the order given.

    ``lessons``: what this company decided, oldest first; the newest 500 count. Scores
    are 0 to 1.
    """
    if not queries:
        return ()
    taught = _KEPT.learned(lessons, profile, embed)
    company = Compared.of(profile, embed, queries)
    return tuple(company.match(i, taught, thresholds) for i in range(len(queries)))


def learned(lessons: Sequence[Lesson], profile: Profile, embed: Embed) -> tuple[str, ...]:
    """Say in words what a company's decisions taught."""
    if not lessons:
        return ()
    lessons = lessons[-LATEST:]
    company = Compared.of(profile, embed, [lesson.query for lesson in lessons])
    return company.learn(lessons).lines()


def figures(
    queries: Sequence[Query], profile: Profile, embed: Embed
) -> tuple[tuple[Mapping[str, float], bool], ...]:
    """Return for each query what is weighed, by name, and whether the score is capped."""
    company = Compared.of(profile, embed, queries)
    return tuple((company.figures(i), company.hard(i)) for i in range(len(queries)))
