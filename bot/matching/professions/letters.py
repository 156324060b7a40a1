"""Letters behind a name: "RD", "M.D.", "PA-C". In capitals, and not where a place is."""

from bot.matching.professions.tokens import Token, listed

_STATES = listed(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV "
    "NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
_PLACES = frozenset(("MD", "DC", "ND", "PA"))
_CITIES = listed(
    "baltimore bethesda rockville annapolis frederick columbia spring towson gaithersburg "
    "philadelphia pittsburgh harrisburg lancaster allentown scranton erie bethlehem "
    "reading york fargo bismarck minot forks washington maryland"
)
_IN = listed("in near around outside throughout across")
_AFTER = listed("and or & who with preferred only required in from to that phd mph")
_TIMES = listed("am pm noon midnight et est edt ct cst mt mst pst pacific time")
_BEFORE_DO = listed("or and a an licensed certified & md the")
_ZIP = 5


def read(
    words: list[Token], at: int, letters: dict[str, set[str]], written: set[str]
) -> tuple[int, set[str]]:
    """Return how many words the letters here take, and the professions they show."""
    for n in (2, 1):
        part = words[at : at + n]
        if len(part) < n or (n > 1 and part[1].gap):
            continue
        raw = " ".join(w.raw for w in part)
        for said in (raw, raw.removesuffix("s")):
            names = letters.get(said.upper(), set())
            known = names and (said.isupper() or said in written or _mixed(said))
            if known and not _other(words, at, said, many=said != raw):
                return n, names
    return 0, set()


def _mixed(said: str) -> bool:
    """Say whether small letters stand among capitals: "PharmD", "Phd"."""
    return said[:1].isupper() and said.title() != said and len(said) > 2  # noqa: PLR2004


def _other(words: list[Token], at: int, said: str, *, many: bool) -> bool:
    """Say whether the letters mean a place, an hour or a shouted word."""
    if many:
        return False
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if said in _PLACES and _placed(said, words, at, before, after):
        return True
    if said == "PT":
        near = [w for w in (before, after) if w]
        return any(w.low in _TIMES or w.raw[:1].isdigit() for w in near)
    if said == "EA" and after and after.low in {"sports", "games", "play"}:
        return True
    if said == "DO" and before and not words[at].gap:
        return before.low not in _BEFORE_DO
    return bool(said == "DO" and after and not after.gap and after.low == "not")


def _placed(
    said: str,
    words: list[Token],
    at: int,
    before: Token | None,
    after: Token | None,
) -> bool:
    if after and not after.gap and after.raw.isdigit() and len(after.raw) == _ZIP:
        return True
    if after and not after.gap and after.low not in _AFTER:
        return True  # "DC cameras"
    if before and (before.low in _CITIES or (before.low in _IN and not words[at].gap)):
        return True
    around = [w.raw for w in words[max(0, at - 2) : at + 3] if w.raw.isupper()]
    others = _STATES - _PLACES - {"OR", "IN", "MA", "CO", "OK", "ME", "HI"}
    return any(raw in others for raw in around if raw != said)
