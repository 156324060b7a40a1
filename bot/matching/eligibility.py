"""Who is asked for, and whether the company has such a person.

A query can be on topic and still not be for us: it wants another profession, people
with a story of their own, products to test, somebody in another place. Read by rules,
sentence by sentence; each finding quotes the sentence it came from. Only a clear
request or address makes a finding hard; the rest is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import Profile, Query
from bot.matching import calls, places, roles
from bot.matching.standing import Standing, standing
from bot.matching.wants import Other, Role, Wants, read

MUCH = 80
MANY = 3  # experts named in one reason
# where the very profession is asked for, words of these are about the story
ABOUT = frozenset((calls.PRODUCTS, calls.FAMOUS, calls.LEARNER, calls.SPONSOR))
ASKED = frozenset(("role", "group", "rank", "trade", "knows"))  # about who is asked for
MET, UNMET, UNKNOWN = "met", "unmet", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One requirement held against the profile."""

    name: str  # what kind of requirement, a name of `fusion.WEIGHTS`
    state: str  # met, unmet, unknown
    reason: str
    hard: bool = False  # certainly unmet: whatever else speaks for it
    experts: frozenset[str] = frozenset()  # who meet it

    @property
    def trait(self) -> str:
        """Name it for learning: what people approve and skip."""
        return f"{self.name}:{self.state}"


def judge(query: Query, profile: Profile) -> tuple[Finding, ...]:
    """Hold what the query asks for against what the profile shows."""
    return tuple(findings(read(query), standing(profile), profile))


def findings(wants: Wants, who: Standing, profile: Profile) -> Iterator[Finding]:
    """Yield what of the wants is met, unmet or unknown."""
    asked = _asked(wants, who, profile)
    if asked:
        yield asked
    met = asked is not None and asked.state == MET and asked.name in {"role", "group"}
    if refused := _refused(wants, who, asked.experts if asked else frozenset()):
        yield refused
    if wants.places:
        yield _place(wants, who, asked.experts if asked else frozenset())
    yield from _extras(wants, who)
    for kind, line in wants.calls:
        name, reason = calls.NAMES[kind], f'asks for {kind}: "{short(line)}"'
        if kind == calls.PRODUCTS and who.goods:
            yield Finding(name=name, state=MET, reason="the company sells products")
        elif (
            (met and kind in ABOUT)  # said of the story, likely
            or (kind == calls.STORY and met)
            or kind == calls.MAYBE_STORY
            or (kind == calls.HOSTED and who.hosts)
            or (kind == calls.ACADEMIC and who.scholars)
            or (kind == calls.IN_HOUSE and not who.vendor)
            or (kind == calls.LARGE and who.big)
            or (kind == calls.LEARNER and who.students)
        ):
            yield Finding(name=name, state=UNKNOWN, reason=reason)
        else:
            yield Finding(name=name, state=UNMET, hard=True, reason=reason)


def _asked(wants: Wants, who: Standing, profile: Profile) -> Finding | None:
    """Hold all who are asked for together: one of them is enough."""
    loose: Finding | None = None
    for role in wants.roles:
        if able := who.able(role):
            wide = role.name in roles.OPEN or not who.titled(role)
            group = roles.loose(role.name)
            kind = "rank" if wide else "group" if group else "role"
            found = _met(kind, role.name, able, profile)
            if kind == "role":
                return found
            loose = found if not loose or kind == "group" else loose
    for other in wants.others:
        if able := frozenset(i for i in who.titles if who.is_a(i, other)):
            loose = loose or _met("trade", other.name, able, profile)
    return loose or _lacking(wants, who)


def _extras(wants: Wants, who: Standing) -> Iterator[Finding]:
    language, said = wants.language
    if language:
        speaks = frozenset(i for i, words in who.known.items() if language.lower() in words)
        reason = f'asks for {language}: "{short(said)}"'
        state = MET if speaks else UNKNOWN
        yield Finding(name="language", state=state, reason=reason, experts=speaks)
    years, said = wants.years
    if years:
        reason = f'asks for {years} years of practice: "{short(said)}"'
        yield Finding(name="years", state=UNKNOWN, reason=reason)


def _refused(wants: Wants, who: Standing, able: frozenset[str]) -> Finding | None:
    """Find that everybody here who could answer is of a trade that is refused."""
    for kind, line in wants.sellers:
        if kind in who.sells:
            reason = f'does not want a {kind}: "{short(line)}"'
            return Finding(name="refused", state=UNMET, hard=True, reason=reason)
    out: dict[str, Role] = {}
    for role in wants.refused:
        for i, names in who.roles.items():
            if names & role.enough:
                out.setdefault(i, role)
    left = (able or frozenset(who.roles)) - out.keys()
    if left or not out:
        return None
    first = next(iter(out.values()))
    reason = f'does not want {first.name}: "{short(first.said)}"'
    return Finding(name="refused", state=UNMET, hard=True, reason=reason)


def _met(name: str, what: str, able: frozenset[str], profile: Profile) -> Finding:
    names = ", ".join([e.name for e in profile.experts if e.id in able][:MANY])
    reason = f"asked for and here: {what} ({names})"
    return Finding(name=name, state=MET, reason=reason, experts=able)


def _lacking(wants: Wants, who: Standing) -> Finding | None:
    asked: list[Role | Other] = [*wants.roles, *wants.others]
    if not any(a.firm for a in asked) and wants.knows:
        reason = f'asks for whoever knows: "{short(wants.knows)}"'
        return Finding(name="knows", state=UNKNOWN, reason=reason)
    if not asked:
        return None
    wanted = [a for a in asked if not a.also]
    if not wanted:  # "PR reps are fine": who else may write, not who is wanted
        return None
    firm = [a for a in wanted if a.firm] or wanted
    names = ", ".join(a.name for a in firm[:4])
    reason = f'asks for {names}: "{short(firm[0].said)}"'
    other = all(who.apart(a) if isinstance(a, Role) else who.strange(a) for a in firm)
    sure = other and who.certain and firm[0].firm and not (wants.open or wants.knows)
    state = UNMET if other and not wants.open else UNKNOWN
    return Finding(name="role", state=state, hard=sure, reason=reason)


def _place(wants: Wants, who: Standing, able: frozenset[str]) -> Finding:
    there = {
        i: places.stands_in(where, wants.places)
        for i, where in who.places.items()
        if not able or i in able
    }
    names = ", ".join(sorted(wants.places))
    if any(there.values()):
        here = frozenset(i for i, yes in there.items() if yes)
        return Finding(name="place", state=MET, reason=f"place: {names}", experts=here)
    reason = f'asks for {names}: "{short(wants.place_said)}"'
    near = any(places.reachable(who.places[i], wants.places) for i in there)
    if not there or near or any(answer is None for answer in there.values()):
        return Finding(name="place", state=UNKNOWN, reason=reason)
    return Finding(name="place", state=UNMET, hard=True, reason=reason)


def short(line: str) -> str:
    """Return the beginning of a sentence, cut at a word."""
    line = " ".join(line.split())
    return line if len(line) <= MUCH else line[: MUCH - 1].rsplit(" ", 1)[0] + "…"
