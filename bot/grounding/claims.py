"""A line against the facts that it cites."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain import Profile
from bot.grounding import comparing, hostile, names, numbers, shares
from bot.grounding.crediting import credits_of
from bot.grounding.finding import Finding, finding, once
from bot.grounding.units import DATE
from bot.grounding.wording import wording
from bot.grounding.words import LONGEST, content, pieces, plain

_MARK = re.compile(r"\[[^\[\]\s]{1,60}\]")
_QUOTED = re.compile(
    r"[\"“„«]([^\"“”„«»\n]{2,600})[\"”“»]|‘([^‘\n]{2,600})’(?!\w)"
    r"|(?<!\w)'([^'\n]{8,600})'(?!\w)"
)
_PHRASE = 3  # words up to which quotation marks are a manner of speaking


def claim(
    line: str,
    cites: Sequence[str],
    profile: Profile,
    *,
    today: date,
    expert_id: str = "",
) -> tuple[Finding, ...]:
    """Return what a line says beyond the facts and quotes whose ids it cites.

    ``expert_id``: who is to say it; "" where that is open. Never raises. The query is no
    argument: it is never a source.
    """
    return once(_claim(line, cites, profile, today, expert_id))


def _claim(
    line: str, cites: Sequence[str], profile: Profile, today: date, expert_id: str
) -> Iterator[Finding]:
    yield from hostile.hidden(line)
    if len(line) > LONGEST:
        yield finding("opaque", f"longer than {LONGEST} characters", hard=True)
    line = _MARK.sub(" ", plain(line))
    texts, experts = [], set()
    if not cites:
        yield finding("citation", "no fact is cited", hard=True)
    for cited in cites:
        text, expert = sayable(cited, profile, today)
        if text is None:
            yield finding("citation", "no fact that may be used", [cited], hard=True)
            continue
        if expert_id and expert not in {"", expert_id}:
            yield finding("attribution", "not this expert's to say", [cited], hard=True)
        texts.append(plain(text))
        experts.add(expert)
    source = "\n".join(texts)
    yield from hostile.outward(
        line, known=source, named=profile.company, website=profile.website
    )
    if texts:
        yield from _carried(line, source, profile)
        yield from quotations(line, source)
        yield from credits_of(line, source, profile, experts)


def sayable(cited: str, profile: Profile, today: date) -> tuple[str | None, str]:
    """Return the words under an id and whose they are; None where they may not be used."""
    fact, quote = profile.fact(cited), profile.quote(cited)
    if fact is not None:
        return (fact.text if fact.usable(today) else None), fact.expert
    if quote is not None and quote.approved_on is not None and quote.approved_on <= today:
        return quote.text, quote.expert
    return None, ""


def _carried(line: str, source: str, profile: Profile) -> Iterator[Finding]:
    said, held = numbers.quantities(line), numbers.quantities(source)
    yield from figures(line, said, held, "not in the cited fact", source=source)
    theirs = set(content(source))
    nouns = [noun for one in said if (noun := numbers.noun(line, one))]
    if strange := [noun for noun in nouns if not set(content(noun)) <= theirs]:
        yield finding("unit", "the fact does not count", strange, hard=False)
    for word in names.unknown(line, [source, *own_names(profile)]):
        elsewhere = names.stands(word.text, whole(profile))
        where = "in the profile, not in the fact" if elsewhere else "not in the profile"
        yield finding("name", where, [word.text], hard=not elsewhere)
    yield from wording(line, source, profile, said, held)


def figures(
    line: str,
    said: Sequence[numbers.Quantity],
    held: Sequence[numbers.Quantity],
    where: str,
    *,
    source: str,
    loose: bool = True,
) -> Iterator[Finding]:
    """Yield the numbers and units of a line that none of the others carries.

    ``source``: the text of those others. ``loose``: also numbers that may be a manner of
    speaking, such as "two".
    """
    if len(said) >= numbers.MOST:
        yield finding("number", "more numbers than are looked at", hard=True)
    for one in said:
        if one.weak and not loose:
            continue
        if same := [other for other in held if comparing.carries(other, one)]:
            if all(comparing.other_rate(other, one) for other in same):
                said_so = f"{one.said} per {one.rate or one.near}"
                yield finding("unit", where, [said_so], hard=True)
            continue
        weak = one.weak or comparing.derived(held, one)
        kind = "unit" if comparing.other_unit(held, one) else "number"
        yield finding(kind, where, [one.said], hard=not weak)
    theirs = {word for word, _ in shares.vague(source)}
    for word, least in shares.vague(line):
        counted = [one for one in held if DATE not in one.units]
        if word not in theirs and not any(one.value >= least for one in counted):
            yield finding("number", where, [word], hard=True)
    if words := list(shares.unequal(line, source, held)):
        yield finding("number", where, words, hard=True)


def own_names(profile: Profile) -> list[str]:
    """Return the texts whose names any line may hold: company, experts, their titles."""
    people = (f"{e.name}. {e.title}. {'. '.join(e.credentials)}" for e in profile.experts)
    return [profile.company, *people]


def whole(profile: Profile) -> list[str]:
    """Return the texts of a profile that may be shown."""
    people = (f"{e.location}. {'. '.join(e.expertise)}" for e in profile.experts)
    facts = (fact.text for fact in profile.facts if fact.public)
    quotes = (quote.text for quote in profile.quotes if quote.approved_on)
    said = [profile.description, ". ".join(profile.topics), *people, *facts, *quotes]
    return [*own_names(profile), *said]


def quotations(line: str, source: str) -> Iterator[Finding]:
    """Yield what stands in quotation marks and is not word for word in the sources."""
    held = f" {' '.join(pieces(source))} "
    for match in _QUOTED.finditer(line):
        said = next(filter(None, match.groups()))
        row = pieces(said)
        if not row or f" {' '.join(row)} " in held:
            continue
        yield finding("quotation", "not word for word", [said], hard=len(row) > _PHRASE)
