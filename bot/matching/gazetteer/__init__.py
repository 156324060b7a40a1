"""The places of the world that reporters name, and what lies in what.

america, countries, world  the data, in lines
naming                     which places a text names
standing                   whether a name stands as a place there
"""

from functools import lru_cache

from bot.matching.gazetteer import america, countries, world

USA = "United States"
# a bare name may be any of these; the others mean the first
DOUBTFUL = frozenset(
    """Washington, Georgia, Birmingham, Cambridge, Springfield, Arlington, Glendale,
Victoria, Durham, Kingston, Alexandria, Norfolk, Richmond, Burlington, Newcastle,
Hamilton, Perth, Kansas City, St Petersburg, Saint Petersburg""".replace("\n", " ").split(
        ", "
    )
)
_USUAL = {
    "Portland": "Oregon", "Rochester": "New York", "Charleston": "South Carolina",
    "Newport": "Rhode Island", "San Jose": "California", "Aurora": "Colorado",
    "Augusta": "Georgia", "Wilmington": "Delaware", "Fayetteville": "Arkansas",
}  # fmt: skip
NAMES: dict[str, tuple[str, ...]] = {}  # as written -> places, the usual one first
MANNER: dict[str, str] = {}  # as written -> adjective, people; all others are nouns
CODES: dict[str, tuple[str, ...]] = {}  # letters that count only in a list or after a comma
_HOLDERS: dict[str, set[str]] = {}
_MEMBERS: dict[str, set[str]] = {}
_REACH: dict[str, frozenset[str]] = {}
_METROS = frozenset(["Bay Area", "DFW", "Twin Cities", "South Florida", "Tampa Bay"])


def _lines(text: str) -> list[str]:
    """Return the lines of a table; an indented line goes on with the one before."""
    return text.strip().replace("\n    ", " ").splitlines()


def _listed(text: str, mark: str = ",") -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _name(written: str, place: str, manner: str = "") -> None:
    key = plain(written)
    known = NAMES.get(key, ())
    if place not in known:
        NAMES[key] = (*known, place)
    if manner and not known:
        MANNER[key] = manner


def plain(written: str) -> str:
    """Return a name without the dots and hyphens it may or may not be written with."""
    return " ".join(written.replace(".", "").replace("-", " ").split())


def _put(place: str, holder: str) -> None:
    _HOLDERS.setdefault(place, set()).add(holder)
    _MEMBERS.setdefault(holder, set()).add(place)


def _countries() -> None:
    for line in _lines(countries.COUNTRIES):
        names, adjectives, people = line.split("|")
        place = _listed(names)[0]
        _HOLDERS.setdefault(place, set())
        for name in _listed(names):
            _name(name.removesuffix(" (country)"), place)
        for name in _listed(adjectives):
            _name(name, place, "adjective")
        for name in _listed(people):
            _name(name, place, "people")


def _states() -> None:
    for line in _lines(america.STATES):
        place, letters, people = line.split("|")
        _put(place, USA)
        NAMES[place] = (place, *NAMES.get(place, ()))
        if letters:
            CODES[letters] = (*CODES.get(letters, ()), place)
        if people:
            _name(people, place, "people")
            _name(people + "s", place, "people")
    for name in ("District of Columbia", "DC", "Washington D C", "Washington"):
        _name(name, "Washington DC")
    _name("Washington State", "Washington")
    _name("USVI", "U.S. Virgin Islands")


def _regions(text: str, holder: str = "") -> None:
    for line in _lines(text):
        names, members = line.split(":")
        place, others = names.split("=")
        place = place.strip()
        for name in [place.removeprefix("the "), *_listed(others)]:
            _name(name, place)
        _HOLDERS.setdefault(place, set())
        for member in _listed(members):
            if member not in _HOLDERS:
                _HOLDERS[member] = set()
            _put(member, place)
        if holder and not _MEMBERS[place] & {"Ontario", "British Columbia"}:
            _put(place, holder)


def _cities(text: str) -> None:
    for line in _lines(text):
        held, rest = line.split(":")
        holder, *others = _listed(held, "/")
        for name in others:
            _name(name, holder)
        for entry in _listed(rest):
            names = _listed(entry, "/")
            place = _place(names[0], holder)
            _put(place, holder)
            for name in names:
                _name(name, place)


def _place(name: str, holder: str) -> str:
    """Return the place of a name: the one there is, or "Portland, Maine" beside it."""
    for known in NAMES.get(name, ()):
        if _land(holder) & _land(known) and known != holder:
            return known
    land = next(iter(sorted(_land(holder))), holder)
    other = _USUAL.get(name, land) not in _above(holder) | {land}
    return f"{name}, {land}" if name in _HOLDERS or other else name


def _land(place: str) -> set[str]:
    """Return the states or nations that a place lies in."""
    above = _above(place)
    return {p for p in above if p in _LANDS}


def _above(place: str) -> set[str]:
    found, new = {place}, [place]
    while new:
        for holder in _HOLDERS.get(new.pop(), ()):
            if holder not in found:
                found.add(holder)
                new.append(holder)
    return found


_countries()
_states()
_STATES = frozenset(row.split("|")[0] for row in america.STATES.strip().splitlines())
_NATIONS = {"England", "Scotland", "Wales", "Northern Ireland"}
_DIVIDED = {USA, "United Kingdom", "Canada", "Australia"}
_LANDS = (set(_HOLDERS) | _NATIONS) - _DIVIDED
for _line in _lines(world.CITIES):
    _held, _rest = _line.split(":")
    if _held in {"Canada", "Australia"}:
        _LANDS |= {_listed(entry, "/")[0] for entry in _listed(_rest)}
_cities(world.CITIES)
_cities(america.CITIES)
_regions(america.AREAS, USA)
_regions(america.REGIONS, USA)
_regions(world.REGIONS)
for _line in _lines(america.REACH):
    _area, _states_ = _line.split(":")
    _REACH[_area] = frozenset(_listed(_states_))
    _name(_area, _area)
for _line in _lines(world.LETTERS):
    _province, _letters = _line.split("|")
    CODES[_letters] = (*CODES.get(_letters, ()), _province)
NAMES["Jersey"] = ("New Jersey", "Jersey")
_name("New York", "New York City")
for _known, _usual in _USUAL.items():
    _first = next(p for p in NAMES[_known] if _usual in _above(p))
    NAMES[_known] = (_first, *(p for p in NAMES[_known] if p != _first))
for _people in ("Scottish", "Welsh", "English"):
    MANNER[_people] = "adjective"
for _people in ("Londoner", "Torontonian", "Ontarian", "Albertan", "Southerner"):
    NAMES[_people + "s"] = NAMES[_people]
    MANNER[_people] = MANNER[_people + "s"] = "people"
NAMES["Londoners"] = NAMES["Londoner"] = ("London",)
FIRST: dict[str, int] = {}  # the first word of a name -> words of the longest such name
for _key in NAMES:
    _words = _key.split()
    FIRST[_words[0]] = max(FIRST.get(_words[0], 0), len(_words))


@lru_cache(maxsize=4096)
def chain(place: str) -> frozenset[str]:
    """Return a place and all that it lies in; "Elm, Ohio" lies in Ohio."""
    above: set[str] = {place}
    if place in _HOLDERS:
        above = _above(place)
        above |= {f"Greater {p}" for p in above if p in _HOLDERS and p not in _LANDS}
    elif place.startswith("Greater "):
        above |= chain(place.removeprefix("Greater ")) - {place.removeprefix("Greater ")}
    elif ", " in place:
        above |= chain(place.rsplit(", ", 1)[1])
    return frozenset(above)


def states(place: str) -> frozenset[str]:
    """Return the US states that a town, county or metro lies in; none for a state."""
    return frozenset() if place in _STATES else chain(place) & _STATES


def known(place: str) -> bool:
    """Say whether it is known where a place lies."""
    return place in _HOLDERS or len(chain(place)) > 1


@lru_cache(maxsize=4096)
def within(inner: str, outer: str) -> bool | None:
    """Say whether one place lies in another; None where it may."""
    here, there = chain(inner), chain(outer)
    if outer in here:
        return True
    if inner in there or not (known(inner) and known(outer)) or _may(inner, outer):
        return None
    answers = {within(member, outer) for member in _MEMBERS.get(inner, ())}
    if answers == {True}:
        return True
    return None if answers - {False} else False


def _may(inner: str, outer: str) -> bool:
    """Say whether a place may lie in another though no table says so."""
    here, there = chain(inner), chain(outer)
    if _REACH.get(outer, frozenset()) & here or _metros(here) & _metros(there):
        return True
    tail = outer.rsplit(", ", 1)[-1]
    if outer not in _HOLDERS and tail != outer and tail in here:
        return True  # a town of no list, and somebody of its state
    wide = bool(_MEMBERS.get(outer)) or outer.endswith(" County")
    return inner not in _HOLDERS and wide and inner.rsplit(", ", 1)[-1] in there


def _metros(places: frozenset[str]) -> set[str]:
    return {
        p for p in places if p in _METROS or (p.startswith("Greater ") and p in _HOLDERS)
    }


def lands(place: str) -> frozenset[str]:
    """Return the states and countries that a place lies in, with itself."""
    return frozenset(p for p in chain(place) if p in _LANDS or p in _DIVIDED)


def area(place: str) -> str:
    """Return the city with its surroundings, if it is a city."""
    if place in _LANDS or place in _DIVIDED or place not in _HOLDERS:
        return place
    return (
        NAMES.get(f"Greater {place}", (f"Greater {place}",))[0] if _city(place) else place
    )


def _city(place: str) -> bool:
    return not _MEMBERS.get(place) or place == "New York City"
