"""What may be done with a query, decided before any text is made.

The lowest level of source and query wins. Sources' rules and where they are known
from: README. Later a config may lower or raise a source by ``defaults``.
"""

from collections.abc import Iterable, Mapping

from bot.domain import Level, Policy, Query

ORDER = (Level.OFF, Level.LINK, Level.BRIEF, Level.OUTLINE)
MUCH = 120  # characters of a quoted sentence

DEFAULTS: Mapping[str, Level] = {
    "haro": Level.OUTLINE,
    "haro-classic": Level.OUTLINE,
    "sos": Level.BRIEF,
    "qwoted": Level.BRIEF,
}
UNKNOWN = Level.BRIEF  # a source whose rules nobody has read
REASONS: Mapping[str, str] = {
    "sos": "Source of Sources: one off-topic answer and you are removed; a person writes",
    "qwoted": "Qwoted forbids AI-made pitches; answer on the platform, in your own words",
}
UNREAD = "this source's rules are not known to us: a person writes"


def decide(
    query: Query, also: Iterable[Query] = (), *, defaults: Mapping[str, Level] = DEFAULTS
) -> Policy:
    """Return the level and, where it is lowered, why, in a publicist's words.

    ``also`` are other copies of the same request: what one of them forbids is forbidden.
    """
    level = defaults.get(query.source, UNKNOWN)
    reasons = []
    if level is not Level.OUTLINE:
        reasons.append(REASONS.get(query.source, UNREAD))
    bans = list(
        dict.fromkeys([*_bans(query), *(b for o in also for b in _bans(o, also=True))])
    )
    if bans:
        level = min(level, Level.BRIEF, key=ORDER.index)
    return Policy(level=level, reasons=(*bans, *reasons))


def _bans(query: Query, *, also: bool = False) -> list[str]:
    found = []
    if query.flag_line:
        found.append('marked "No AI Pitches Considered": a person must write the answer')
    if query.refusal:
        found.append(f'the reporter refuses AI-written answers: "{_short(query.refusal)}"')
    for trap in query.traps:
        said = f': "{_short(trap.text)}"' if trap.text else ", which could not be read"
        found.append(f"contains a hidden test for AI answers ({trap.kind}){said}")
    if not also and not query.body.strip():
        found.append("only the title is known: read the query before answering")
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MUCH else text[: MUCH - 1].rsplit(" ", 1)[0] + "…"
