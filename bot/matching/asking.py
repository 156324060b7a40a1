"""Who is asked for, by grammar: the words of a request and of an address.

    "looking for X who"     "X wanted"      "calling X"       "Gate agents, tell us"
    "Bookkeepers on tax"    "X or Y only"   "an X (Y, Z) to"  "you should be an X"

People who are merely spoken of ("contractors tell me", "my readers are nurses", "a
guide for landlords") are not asked for. Each request keeps its words whole, since what
a person does ("someone who straightens teeth for a living") often stands for a trade.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.matching import manners, people, roles
from bot.matching import wording as words

MANY = 8  # requests of one sentence that are read
BESIDE = 40  # characters behind the people in which a bracket is still about them
LONG = 28  # words of a request that the model is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asked for."""

    span: str  # all that was said of them, up to what they should do
    people: tuple[str, ...]  # the nouns, one for each alternative, brackets too
    main: tuple[str, ...]  # those outside brackets
    phrase: str  # the request in its own words, with what these people do
    said: str  # the sentence
    manner: str = ""  # "knows" or "lived", where the words say so
    firm: bool = True  # a request or an address, not a likely one
    also: bool = False  # who else may answer: "PR reps are fine"
    address: bool = False  # spoken to: "Tenants: did you"
    lone: bool = False  # a line with nothing but people; a request beside it says more


def asks(line: str, *, title: bool = False, listed: bool = False) -> list[Ask]:
    """Return who a sentence asks for; ``listed``: an item under "Looking for:"."""
    if title:
        line = words.TAG.sub("", line)
    found = [*_addressed(line, title=title, listed=listed), *_requested(line)]
    if not found and (m := words.YOU.search(line)) and not line.endswith("?"):
        span = line[m.end() :]
        stop = words.STOP.search(span, 4)
        found += _ask(span[: stop.start()] if stop else span, line, line, firm=False)
        if not any(a.people for a in found):
            manner = manners.of(f"someone who {span}")
            found = [
                Ask(
                    span="",
                    people=(),
                    main=(),
                    phrase=_short(line),
                    said=line,
                    manner=manner,
                    firm=False,
                )
            ]
    return found


def _requested(line: str) -> Iterator[Ask]:
    plain = words.NO.sub(" ", line)
    for pattern in (words.WANTED, words.CALLING, words.ASKING):
        for m in pattern.finditer(plain):
            if pattern is not words.WANTED or not words.NOBODY.search(m["who"]):
                rest = plain[m.start("who") :] if pattern is not words.WANTED else m[0]
                yield from _ask(m["who"], rest, line, also=bool(words.ALSO.search(m[0])))
    for m in islice(words.SEEK.finditer(plain), MANY):
        before = plain[: m.start()]
        lacking = words.LACK.search(plain)
        many = m[0].lower() in words.PLURAL and words.SUBJECT.search(before)
        if many or words.HAVE.search(before):
            continue
        own = lacking or m[0].lower().startswith(("seek", "looking"))
        bystander = words.BYSTANDER.search(before) and not own
        if bystander or (line.endswith("?") and _own_question(plain)):
            continue
        rest = plain[m.end() :].lstrip(" :")
        stop = words.STOP.search(rest, 1)
        span = rest[: stop.start()] if stop else rest
        yield from _ask(span, rest, line, also=bool(words.MILD.match(m[0])))
        for more in words.FURTHER.finditer(rest, len(span)):
            if not words.NOBODY.search(more["who"]):
                yield from _ask(more["who"], rest[more.start("who") :], line)
    for m in words.PREFERRED.finditer(plain):
        span = m["a"] or m["b"] or m["d"]
        yield from _ask(span, m[0], line, firm=False)


def _own_question(line: str) -> bool:
    return bool(re.match(r"(?i)(?:do|does|should|when|why|how|what|is|can|could)\b", line))


def _addressed(line: str, *, title: bool, listed: bool) -> Iterator[Ask]:
    if (m := words.COLON.match(line)) and not words.NOBODY.search(m["who"]):
        told = re.match(words.TELL, m["rest"], re.IGNORECASE)
        asked = "?" in m["rest"] or re.match(words.ASK, m["rest"], re.IGNORECASE)
        to_you = bool(told or words.SPOKEN_TO.search(m["rest"]))
        if told or asked or to_you or title or listed:
            span = m["who"] + (m["tail"] or "")
            found = [*_ask(span, span, line, firm=to_you, whole=True)]
            yield from found
            if found:
                return
    for m in words.COMMA.finditer(line):
        to_you = bool(m["tell"] or words.SPOKEN_TO.search(line[m.end() :]))
        if not words.NOBODY.search(m["who"]) and (to_you or line.endswith("?")):
            span = m["who"] + (m["tail"] or "")
            yield from _ask(span, span, line, firm=to_you, whole=True)
    if (m := words.LONE.match(line)) and not words.NOBODY.search(m["who"]):
        bare = len(m["rest"].split()) <= 2  # noqa: PLR2004 (nothing but people)
        about = words.ABOUT.match(m["rest"])  # "Psychologists on grief."
        if title or listed or bare or about:
            spoken = " who " in m["rest"] or words.HEADLINE.match(m["rest"])
            group = title and not m["rest"] and people.LIVED_BY.search(m["who"])
            firm = not (spoken or group or (about and not title))
            for ask in _ask(m["who"], line, line, whole=True, firm=firm):
                yield replace(ask, lone=not (title or listed))


def _ask(
    who: str,
    rest: str,
    said: str,
    *,
    firm: bool = True,
    also: bool = False,
    whole: bool = False,
) -> Iterator[Ask]:
    """Yield the asked, if they are people; ``whole``: else the phrase is no address.

    ``who`` is up to what they should do, ``rest`` goes on: "who treat runners".
    """
    named = _nouns(who)
    parts = _parts(who)
    many = bool(parts) and (people.is_many(parts[-1]) or len(named) == len(parts) > 1)
    if whole and not (many and named and _someone(parts[-1])):
        return
    near, manner = len(who) + BESIDE, manners.of(rest)
    beside = [
        noun
        for m in words.PARENS.finditer(rest[: near + 80])
        if m.start() <= near and manner != "lived"
        for noun in _nouns(m[1])
    ]
    if named or manners.ANYBODY.search(who):
        beside += [n for m in words.AFTER.finditer(rest) for n in _listed(m[1])]
    everyone = tuple(dict.fromkeys([*named, *beside]))
    if not everyone and not manners.ANYBODY.search(who):
        return
    yield Ask(
        span=" ".join([who, *beside]),
        people=everyone,
        main=named,
        phrase=_short(rest),
        said=said,
        manner=manner,
        firm=firm and not also,
        also=also,
        address=whole,
    )


def _parts(text: str) -> list[str]:
    parts = re.split(r", (?:and |or )?|,| and | or | ?/ ?| & | ?\+ | [-–—] ", text)
    audience = next(
        (i + 1 for i, p in enumerate(parts) if words.AUDIENCE.search(p)), len(parts)
    )
    parts = parts[:audience]  # "advice for students and graduates"
    bare = (words.ADJECTIVE.sub("", people.bare(part)) for part in parts)
    return [cut for part in bare if (cut := people.bare(words.CUT.sub("", part)))]


def _nouns(text: str) -> tuple[str, ...]:
    return tuple(p for p in _parts(text) if _someone(p))


def _someone(phrase: str) -> bool:
    if words.THEIRS.search(phrase):
        return False
    return people.is_person(phrase) or bool(roles.asked(phrase))


def _listed(text: str) -> list[str]:
    """Return the people of a list behind a colon or dash, if it begins with people."""
    parts = _parts(text)
    return [p for p in parts if _someone(p)] if parts and _someone(parts[0]) else []


def _short(text: str) -> str:
    """Return the request as the model reads it: the first words of it."""
    return " ".join(text.split()[:LONG])
