"""What a query asks of its source: who, where, what kind of call. By rules.

Pure and the same for every company; each with the sentence that says so.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.asks import sentences
from bot.domain import Query
from bot.matching import calls, people, places, roles
from bot.matching.asking import Ask, asks

LONGEST = 1000  # characters of one sentence that are read
OPEN = re.compile(
    r"(?i)\b(?:other|or similar|anyone|anybody|and more|etc|related (?:fields?|experts?)|"
    r"(?:qualified|relevant)[\w -]*(?:professionals?|experts?)|welcome|also|e\.g|such as|"
    r"experts?(?! (?:only|needed))|specialists?|leaders|pros)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A known profession that is asked for."""

    name: str
    enough: frozenset[str]  # the roles that satisfy it
    fields: frozenset[str] = frozenset()  # "immigration" of an immigration lawyer
    said: str
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """People asked for whose trade no list has."""

    name: str
    head: frozenset[str]
    fields: frozenset[str]
    post: str  # "manag": a rank, where the fields say the trade
    said: str
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a query asks of its source; each with the sentence that says so."""

    roles: tuple[Role, ...] = ()
    others: tuple[Other, ...] = ()
    open: bool = False  # "or other experts": the list is not closed
    places: frozenset[str] = frozenset()
    place_said: str = ""
    calls: tuple[tuple[str, str], ...] = ()  # kind of call, sentence


@lru_cache(maxsize=4096)
def read(query: Query) -> Wants:
    """Find who is asked for. Pure, and the same for every company."""
    found: dict[str, Role] = {}
    others: dict[str, Other] = {}
    kinds: dict[str, str] = {}
    where: set[str] = set()
    place_said = ""
    is_open = False
    for title, text in ((True, query.summary), (False, query.body)):
        for sentence in sentences(text):
            line = sentence[:LONGEST]
            asked = list(asks(line, title=title))
            for ask in asked:
                known = _known(ask)
                for role in known:
                    found[role.name] = _firmer(found.get(role.name), role)
                is_open |= bool(known) and bool(OPEN.search(_without(ask.span, known)))
                for name in ask.people:
                    kind, other = _unlisted(name, ask)
                    if kind and ask.firm:
                        kinds.setdefault(kind, line)
                    if other:
                        others.setdefault(other.name.lower(), other)
            for kind in calls.kinds(line, seeks=bool(asked)):
                if kind != calls.LARGE or asked or title:
                    kinds.setdefault(kind, line)
            there = places.demanded(line, near_role=bool(asked))
            where |= there
            place_said = place_said or (line if there else "")
    return Wants(
        roles=tuple(found.values()),
        others=tuple(others.values()),
        open=is_open,
        places=frozenset(where),
        place_said=place_said,
        calls=tuple(kinds.items()),
    )


def _known(ask: Ask) -> list[Role]:
    """Return the professions a request names, each with the field before its name."""
    named = roles.asked(ask.span)
    out = []
    for name, enough in named.items():
        fields: frozenset[str] = frozenset()
        for phrase in ask.people:
            if name in roles.asked(phrase):
                fields |= people.trade(_less(phrase, name) + " x")[1]
        out.append(
            Role(name=name, enough=enough, fields=fields, said=ask.said, firm=ask.firm)
        )
    return out


def _firmer(old: Role | None, new: Role) -> Role:
    return old if old and (old.firm or not new.firm) else new


def _unlisted(name: str, ask: Ask) -> tuple[str, Other | None]:
    """Return the kind of call that a noun makes, or the trade it names."""
    if people.LEARNERS.search(name):
        return calls.LEARNER, None
    if roles.asked(name):
        return "", None
    if people.LIVED_BY.search(name):
        lone = ask.address and " " not in name
        knows = calls.able(ask.said) or (people.KNOWS.search(name) and not lone)
        return ("" if knows else calls.STORY), None
    head, fields = people.trade(name)
    if not (head or fields):
        return "", None
    post = people.post(name)
    return "", Other(
        name=name, head=head, fields=fields, post=post, said=ask.said, firm=ask.firm
    )


def _less(text: str, name: str) -> str:
    pattern = roles.ROLES.get(name) or roles.GROUPS.get(name, (re.escape(name),))[0]
    return re.sub(rf"(?i)\b(?:{pattern})s?\b", " ", text)


def _without(span: str, known: list[Role]) -> str:
    """Take the named roles out, so that "security experts" does not read as open."""
    for role in known:
        span = _less(span, role.name)
    return span
