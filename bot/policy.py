"""What may be done with a query, decided before any text is made.

The lowest level of source, query and company wins. `DEFAULTS` are what sources' own
rules ask for, as far as they are known; a config may lower or raise a source, but none
above `MOST`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot import traps
from bot.domain import Level, Policy, Query, Trap

ORDER = (Level.OFF, Level.LINK, Level.BRIEF, Level.OUTLINE)
MUCH = 120  # characters of a quoted sentence

DEFAULTS: Mapping[str, Level] = {
    "haro": Level.OUTLINE,
    "haro-classic": Level.OUTLINE,
    "sos": Level.BRIEF,
    "qwoted": Level.BRIEF,
}
UNKNOWN = Level.BRIEF  # a source whose rules nobody has read
MOST: Mapping[str, Level] = {"qwoted": Level.BRIEF}  # whatever a config says
LOCAL = frozenset({"sos"})  # its text is for no model on another machine
REASONS: Mapping[str, str] = {
    "sos": "Source of Sources: one off-topic answer and you are removed; a person writes",
    "qwoted": "Qwoted forbids AI-made pitches; answer on the platform, in your own words",
}
UNREAD = "this source's rules are not known to us: a person writes"


_MACHINE = re.compile(
    r"\b(?:AI|A\.I|LLMs?|GPT|ChatGPT|Claude|Gemini|Copilot|bots?|machines?|robots?"
    r"|(?:human|self)-written|generated|artificial)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the people who run the bot have set: a level by the name of a source."""

    sources: Mapping[str, Level] = field(default_factory=dict)

    def of(self, source: str) -> Level:
        """Return the most that may be done with a query of a source."""
        level = self.sources.get(source, DEFAULTS.get(source, UNKNOWN))
        return lowest(level, MOST.get(source, Level.OUTLINE))


OURS = Rules()


def lowest(*levels: Level) -> Level:
    return min(levels, key=ORDER.index)


def decide(
    query: Query,
    also: Iterable[Query] = (),
    *,
    rules: Rules = OURS,
    company: Level = Level.OUTLINE,
) -> Policy:
    """Return the level and, where it is lowered, why, in a publicist's words.

    ``also`` are other copies of the same request: what one of them forbids is forbidden,
    and the source of each binds. ``company`` is what its profile allows at most.
    """
    copies = tuple(also)
    level = lowest(company, *(rules.of(one.source) for one in (query, *copies)))
    reasons = list(
        dict.fromkeys([*bans(query), *(b for o in copies for b in bans(o, also=True))])
    )
    if reasons:
        level = lowest(level, Level.BRIEF)
    named = dict.fromkeys(one.source for one in (query, *copies))
    reasons += filter(None, (_of_source(source, rules) for source in named))
    if company is not Level.OUTLINE:
        reasons.append(f"{_COMPANY}{_WORDS[company]}")
    local = any(one.source in LOCAL for one in (query, *copies))
    return Policy(level=level, reasons=tuple(dict.fromkeys(reasons)), local=local)


def standing(stored: Policy, today: Policy) -> Policy:
    """Return what holds of a card: today's rules, and the bans it was made under.

    What a config or profile said once is gone with it; a ban is not, whatever a later
    edition of the query says.
    """
    bans = tuple(said for said in stored.reasons if not _settled(said))
    if bans == stored.reasons:  # no setting lowered it
        return stricter(stored, today)
    level = Level.BRIEF if bans else Level.OUTLINE
    return stricter(replace(stored, level=level, reasons=bans), today)


def stricter(stored: Policy, today: Policy) -> Policy:
    """Return the lower of two levels, for the reasons of both."""
    return Policy(
        level=lowest(stored.level, today.level),
        reasons=tuple(dict.fromkeys([*today.reasons, *stored.reasons])),
        local=stored.local or today.local,
    )


def _settled(reason: str) -> bool:
    """Say if a reason is of settings or a source, and not of the query's own words."""
    return reason.startswith((_SET, _COMPANY)) or reason in {*REASONS.values(), UNREAD}


_SET, _COMPANY = "[policy] ", "this company's profile allows "
_WORDS = {
    Level.OUTLINE: "everything",
    Level.BRIEF: "no text of a model: a person writes",
    Level.LINK: "no text of a query here: read it where it stands",
    Level.OFF: "no cards",
}


def _of_source(source: str, rules: Rules) -> str:
    """Say why a source's level is lower than the highest, "" where it is not."""
    level = rules.of(source)
    if level is Level.OUTLINE:
        return ""
    if source in rules.sources and level is not DEFAULTS.get(source, UNKNOWN):
        return f"{_SET}{source}: {_WORDS[level]}"
    return REASONS.get(source, UNREAD)


def bans(query: Query, *, also: bool = False) -> list[str]:
    """Return what the query itself forbids, ``also``: as another copy of a request."""
    found = []
    if query.flag_line:
        found.append('marked "No AI Pitches Considered": a person must write the answer')
    if query.refusal:
        found.append(f'the reporter refuses AI-written answers: "{_short(query.refusal)}"')
    for trap in query.traps:
        said = f': "{_short(trap.text)}"' if trap.text else ", which could not be read"
        found.append(f"{named(trap)}{said}")
    if not also and not query.body.strip():
        found.append("only the title is known: read the query before answering")
    return found


def named(trap: Trap) -> str:
    """Say what a trap is, without its text."""
    if trap.kind == traps.PLAIN:
        return "contains a test for AI answers, in plain sight"
    return f"contains a hidden test for AI answers ({trap.kind})"


def _short(text: str) -> str:
    """Return a sentence, or of a long one what stands around its word for machines."""
    text = " ".join(text.split())
    if len(text) <= MUCH:
        return text
    word = _MACHINE.search(text)
    start = max(0, word.start() - MUCH // 2) if word else 0
    start = min(start, len(text) - MUCH)
    if start:
        start = text.find(" ", start) + 1 or start
    part = text[start : start + MUCH]
    more = start + len(part) < len(text)
    return "…" * bool(start) + (part[:-1].rsplit(" ", 1)[0] + "…" if more else part)
