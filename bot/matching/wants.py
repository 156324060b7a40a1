"""What a query asks of its source: who, where, what kind of call. By rules.

Pure and the same for every company; each with the sentence that says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.asks import sentences
from bot.domain import Query
from bot.matching import calls, extras, house, manners, people, places, refusing, roles
from bot.matching.asking import Ask, asks

LONGEST = 1000  # characters of one sentence that are read
# what the people asked for should do: no more is said of who they are
TASK = re.compile(
    r"(?i)\b(?:to (?!speak|talk|hear)|about|on|how|what|why|whether|"
    r"with (?:advice|a take))\b.*"
)
LINES = 120  # sentences of one query that are read
GOBETWEENS = frozenset(("PR expert",))  # they are spoken to, not asked for
PHRASES = 5  # requests of one query that the model is given
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
    asked: str = ""  # the request it stands in
    firm: bool = True
    also: bool = False  # may answer too; not who is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """People asked for whose trade no list has."""

    name: str
    head: frozenset[str]
    fields: frozenset[str]
    post: str  # "manag": a rank, where the fields say the trade
    said: str
    firm: bool = True
    also: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a query asks of its source; each with the sentence that says so."""

    roles: tuple[Role, ...] = ()
    others: tuple[Other, ...] = ()
    open: bool = False  # "or other experts": the list is not closed
    knows: str = ""  # "someone who treats": whoever knows, of any trade
    phrases: tuple[str, ...] = ()  # the requests in their own words, for the model
    places: frozenset[str] = frozenset()
    place_said: str = ""
    calls: tuple[tuple[str, str], ...] = ()  # kind of call, sentence
    language: tuple[str, str] = ("", "")  # with the sentence
    years: tuple[int, str] = (0, "")
    refused: tuple[Role, ...] = ()  # "no lawyers"
    sellers: tuple[tuple[str, str], ...] = ()  # "no vendors": kind of company, sentence


@lru_cache(maxsize=4096)
def read(query: Query) -> Wants:
    """Find who is asked for. Pure, and the same for every company."""
    heard = tuple(_hear(query))
    asked = _serious([ask for line in heard for ask in line.asks])
    refused = _refused(heard)
    unwanted = {role.name for role in refused}
    found: dict[str, Role] = {}
    others: dict[str, Other] = {}
    for ask in asked:
        for role in _known(ask):
            if role.name in GOBETWEENS:
                continue
            if role.name not in unwanted or role.said not in {r.said for r in refused}:
                found[role.name] = _firmer(found.get(role.name), role)
        for name in ask.people:
            if other := _unlisted(name, ask):
                others.setdefault(other.name.lower(), other)
    wide = any(_anybody(a) or OPEN.search(_without(a.span)) for a in asked if a.people)
    found = found if wide else _narrowest(found)
    knows = next((a.said for a in asked if _knows(a)), "")
    lines = [line.text for line in heard]
    kinds = _calls(heard, asked, expert=bool(knows or found))
    placed = [line for line in heard if line.places]
    if calls.PRODUCTS in kinds or any(places.lifted(line.text) for line in heard):
        placed = []  # a product is sent
    return Wants(
        roles=tuple(found.values()),
        others=tuple(others.values()),
        open=wide,
        knows=knows,
        phrases=tuple(dict.fromkeys(a.phrase for a in asked))[:PHRASES],
        places=places.together(line.places for line in placed),
        place_said=placed[0].text if placed else "",
        calls=tuple(kinds.items()),
        language=next(((x, t) for t in lines if (x := extras.language(t))), ("", "")),
        years=next(((n, t) for t in lines if (n := extras.years(t))), (0, "")),
        refused=refused,
        sellers=tuple(
            (kind, line.text)
            for line in heard
            for clause in refusing.clauses(line.text)
            for kind in sorted(refusing.sellers(clause))
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One sentence and what it asks for."""

    text: str
    title: bool
    asks: tuple[Ask, ...]
    places: frozenset[str]


def _hear(query: Query) -> Iterator[_Line]:
    listed = False
    for title, text in ((True, query.summary), (False, query.body)):
        for sentence in sentences(text)[:LINES]:
            line = sentence[:LONGEST]
            if (plain := line if title else house.without(line)) != line:
                plain = plain.rstrip(" ,:;—–-")  # "Dentists: please add a bio"
            found = tuple(asks(plain, title=title, listed=listed)) if plain else ()
            listed = line.endswith(":") or (listed and bool(found))
            there = frozenset(places.demanded(line, near_role=bool(found)))
            yield _Line(text=line, title=title, asks=found, places=there)


def _refused(heard: Sequence[_Line]) -> tuple[Role, ...]:
    """Return the professions that a query does not want."""
    return tuple(
        Role(name=name, enough=enough, said=line.text)
        for line in heard
        for clause in refusing.clauses(line.text)
        for name, enough in roles.asked(clause).items()
    )


def _serious(asked: Sequence[Ask]) -> list[Ask]:
    """Leave out lines of nothing but people where a whole request stands too."""
    requests = any(a.firm and not a.address for a in asked)
    return [a for a in asked if not (a.lone and requests)]


def _calls(heard: Sequence[_Line], asked: Sequence[Ask], *, expert: bool) -> dict[str, str]:
    """Return the kinds of call with the sentence that shows each."""
    found: dict[str, str] = {}
    for ask in asked:
        if ask.firm and any(people.LEARNERS.search(name) for name in ask.people):
            found.setdefault(calls.LEARNER, ask.said)
        if ask.firm and not expert and _lived(ask):
            found.setdefault(calls.STORY, ask.said)
    for line in heard:
        asked_for = any(roles.asked(ask.span) for ask in line.asks)
        for kind in calls.kinds(line.text):
            of_them = " ".join(TASK.sub("", ask.phrase) for ask in line.asks)
            whole = line.title or (kind == calls.FAMOUS and not line.asks)
            said = line.text if whole else of_them
            if kind in {calls.LARGE, calls.FAMOUS} and kind not in calls.kinds(said):
                continue  # the size or fame of others than those who are asked
            if kind == calls.PRODUCTS and asked_for:
                continue  # "founders of apps wanted"
            found.setdefault(kind, line.text)
    if {calls.STORY, calls.NO_EXPERTS} & found.keys() or expert:
        found.pop(calls.MAYBE_STORY, None)
    return found


def _anybody(ask: Ask) -> bool:
    """Say whether people of any trade are asked for beside those named."""
    plain = any(manners.ANYBODY.fullmatch(name.split()[-1]) for name in ask.people)
    return plain and ask.manner != "lived"


def _knows(ask: Ask) -> bool:
    """Say whether a request wants whoever knows, by whatever trade."""
    if ask.manner == "knows":
        return _anybody(ask) or not (roles.asked(ask.span) or _trades(ask))
    plain = (n for n in ask.people if manners.EXPERT.search(n) and not roles.asked(n))
    return ask.manner != "lived" and any(not people.trade(n)[0] for n in plain)


def _lived(ask: Ask) -> bool:
    """Say whether a request wants people for what happened to them."""
    if ask.manner == "knows" or _trades(ask):
        return False
    if ask.manner == "lived":
        return True
    return any(
        people.LIVED_BY.search(name)
        and not manners.ANYBODY.fullmatch(name.split()[-1])
        and (not people.KNOWS.search(name) or (ask.address and " " not in name))
        for name in ask.people
    )


def _trades(ask: Ask) -> bool:
    """Say whether a request names a trade, listed or not."""
    return any(
        not people.LIVED_BY.search(name) and any(people.trade(name)) for name in ask.people
    )


def _narrowest(found: dict[str, Role]) -> dict[str, Role]:
    """Leave out what another request names more narrowly: "sleep doctors", and "doctors".

    Two alternatives of one request both count.
    """
    return {
        name: role
        for name, role in found.items()
        if not any(
            o.name != name and o.name in role.enough and o.asked != role.asked
            for o in found.values()
        )
    }


def _known(ask: Ask) -> list[Role]:
    """Return the professions a request names, each with the field before its name.

    "A sleep physician (MD)" is no call for every doctor, "recruiters and HR leaders" is
    one for both: of one phrase with its brackets the narrower counts.
    """
    named = roles.asked(ask.span)
    main = {name for phrase in ask.main for name in roles.asked(phrase)}
    out = []
    for name, enough in named.items():
        parts = [phrase for phrase in ask.people if name in roles.asked(phrase)]
        if name not in main and any(other != name and other in enough for other in main):
            continue
        fields: frozenset[str] = frozenset()
        for phrase in parts:
            within = roles.asked(phrase)
            if any(other != name and other in enough for other in within):
                break
            before = roles.before(phrase, name)
            if not places.named(before):  # "Canada dietitians"
                fields |= people.trade(before + " x")[1]
        else:
            out.append(
                Role(
                    name=name,
                    enough=enough,
                    fields=fields,
                    said=ask.said,
                    asked=ask.span,
                    firm=ask.firm,
                    also=ask.also,
                )
            )
    return out


def _firmer(old: Role | None, new: Role) -> Role:
    return old if old and (old.firm or not new.firm) else new


def _unlisted(name: str, ask: Ask) -> Other | None:
    """Return the trade that a noun names, where no list has it."""
    if people.LEARNERS.search(name) or people.LIVED_BY.search(name) or roles.asked(name):
        return None
    head, fields = people.trade(name)
    if not head and (not fields or people.KNOWS.search(name)):  # "a tooth person"
        return None
    post = people.post(name)
    return Other(
        name=name,
        head=head,
        fields=fields,
        post=post,
        said=ask.said,
        firm=ask.firm,
        also=ask.also,
    )


def _without(span: str) -> str:
    """Take the named roles out, so that "security experts" does not read as open."""
    for name in roles.asked(span):
        span = roles.without(span, name)
    return span
