"""Places: which one a reporter insists on, and whether an expert is there."""

import re

_STATES = (
    "Alabama AL, Alaska AK, Arizona AZ, Arkansas AR, California CA, Colorado CO, "
    "Connecticut CT, Delaware DE, Florida FL, Georgia GA, Hawaii HI, Idaho ID, Illinois "
    "IL, "
    "Indiana IN, Iowa IA, Kansas KS, Kentucky KY, Louisiana LA, Maine ME, Maryland MD, "
    "Massachusetts MA, Michigan MI, Minnesota MN, Mississippi MS, Missouri MO, Montana MT, "
    "Nebraska NE, Nevada NV, New Hampshire NH, New Jersey NJ, New Mexico NM, New York NY, "
    "North Carolina NC, North Dakota ND, Ohio OH, Oklahoma OK, Oregon OR, Pennsylvania PA, "
    "Rhode Island RI, South Carolina SC, South Dakota SD, Tennessee TN, Texas TX, Utah UT, "
    "Vermont VT, Virginia VA, Washington WA, West Virginia WV, Wisconsin WI, Wyoming WY"
)
_PROVINCES = (
    "Ontario ON, Quebec QC, British Columbia BC, Alberta AB, Manitoba MB, Nova Scotia NS"
)
_ABROAD = (
    "Canada, Australia, Ireland, India, Germany, France, Spain, Italy, Netherlands, "
    "Singapore, "
    "New Zealand, Japan, Mexico, Brazil, South Africa, Nigeria, Kenya, Israel, Sweden, "
    "Poland"
)
USA, UK, CANADA = "United States", "United Kingdom", "Canada"
REGIONS = {
    "Midwest": "Illinois Indiana Iowa Kansas Michigan Minnesota Missouri Nebraska Ohio "
    "Wisconsin",
    "New England": "Connecticut Maine Massachusetts Vermont",
}
# how a place is written -> its one name; letters of states only after a comma or a slash
NAMES: dict[str, str] = {country: country for country in _ABROAD.split(", ")}
WITHIN: dict[str, str] = {}  # state or city -> what holds it
for _list, _country in ((_STATES, USA), (_PROVINCES, CANADA)):
    for _entry in _list.split(", "):
        _name, _letters = _entry.rsplit(" ", 1)
        NAMES[_name] = NAMES[_letters] = _name
        WITHIN[_name] = _country
NAMES |= dict.fromkeys(["US", "U.S.", "U.S", "USA", "United States", "America"], USA)
NAMES |= dict.fromkeys(["UK", "U.K.", "United Kingdom", "Britain", "England", "London"], UK)
NAMES |= dict.fromkeys(["Toronto", "Ottawa"], "Ontario")
NAMES |= {region: region for region in REGIONS}

_ONE = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
_LIST = rf"(?:the )?(?:(?:{_ONE})(?:[,/ ]+(?:and |or )?)?)+"
_CITY = r"[A-Z][a-z]+(?: [A-Z][a-z]+)?"
DEMAND = re.compile(
    rf"\b(?:based|located|living|live|reside|residing|licensed|practicing|practice|"
    rf"operating)"
    rf"\b[^.?!]{{0,20}}? (?:in|within) (?:the state of )?(?P<a>{_LIST}|{_CITY})|"
    rf"\b(?P<b>{_ONE})[- ](?:based|only|residents?|licensed)\b|"
    rf"\bin (?P<c>{_LIST})\b"
)


def demanded(text: str, *, near_role: bool) -> frozenset[str]:
    """Return the places a sentence insists on; a plain "in X" counts beside a role only."""
    found: set[str] = set()
    for m in DEMAND.finditer(text):
        said = m["a"] or m["b"] or (m["c"] if near_role else "")
        known = [
            NAMES[name] for name in re.findall(rf"(?<!\w)(?:{_ONE})(?!\w)", said or "")
        ]
        found.update(known or ([said] if said and m["a"] else []))
    return frozenset(found)


def stands_in(location: str, wanted: frozenset[str]) -> bool | None:
    """Say whether a location lies in one of the places; None if that is not known."""
    if not location.strip():
        return None
    if any(place.lower() in location.lower() for place in wanted):
        return True
    parts = [part.strip() for part in re.split(r"[,/]", location)]
    here = {NAMES[part] for part in parts if part in NAMES}
    here |= {WITHIN[place] for place in here if place in WITHIN}
    if any(here & set(REGIONS.get(place, "").split()) for place in wanted) or here & wanted:
        return True
    return False if here else None
