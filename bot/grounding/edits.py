"""What a person typed into an outline: warnings, never a block."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain import Outline, Profile, Query
from bot.grounding import hostile, names, numbers
from bot.grounding.claims import claim, figures, own_names, quotations, sayable, whole
from bot.grounding.finding import Finding, finding
from bot.grounding.freely import trapped
from bot.grounding.superlatives import superlatives
from bot.grounding.words import LONGEST, plain

MOST = 8  # warnings of one text
LINES = 200  # lines that are looked at
_CITED = re.compile(r"\[([^\[\]\s]{1,60})\]")
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+)+")
_KINDS = ("trap", "opaque", "markup", "link", "contact", "number", "unit", "name")
_OF_CITED = ("direction", "negation", "scope", "superlative", "quotation", "attribution")


def edited(
    outline: Outline,
    query: Query,
    profile: Profile,
    *,
    today: date,
    forbidden: Iterable[str] = (),
    before: Outline | None = None,
) -> tuple[Finding, ...]:
    """Return what a person may have meant to check in the text they wrote; none is hard.

    A line that ends in the mark of a fact, [f3], is held against that fact, any other
    against all that this expert may say. ``before``: the outline as it was, whose lines
    stay unquestioned. At most eight, one of a kind for each line.
    """
    old = {_bare(line) for line in (before.text if before else "").split("\n")}
    old |= {_bare(text) for text in _stored(outline, profile, today)}
    ground = _Ground(outline, query, profile, today)
    found: dict[tuple[int, str], Finding] = {}
    words = tuple(forbidden)
    for at, line in enumerate(outline.text.split("\n")[:LINES]):
        if not _bare(line) or _bare(line) in old:
            continue
        for one in (*trapped(line[:LONGEST], words), *ground.line(line)):
            found.setdefault((at, one.kind), replace(one, hard=False))
    every = [*_KINDS, *_OF_CITED]
    ranked = sorted(found.values(), key=lambda one: every.index(one.kind))
    return tuple(dict.fromkeys(ranked))[:MOST]


class _Ground:
    """All that a line may lean on."""

    def __init__(
        self, outline: Outline, query: Query, profile: Profile, today: date
    ) -> None:
        self._profile, self._today, self._expert = profile, today, outline.expert_id
        said = [one.text for one in outline.said]
        own = [plain(text) for text in (*_stored(outline, profile, today), *said)]
        asked = [plain(text) for text in query.questions]
        self._source = "\n".join(own)
        self._counted = "\n".join([*own, *asked])
        self._held = [q for text in (*own, *asked) for q in numbers.quantities(text)]
        values = [check.value for check in outline.checklist]
        people = [p for e in profile.experts for p in (e.email, e.headshot_url, e.bio_url)]
        reporter = [query.summary, query.body, query.outlet, query.reporter]
        fixed = before_words(outline)
        self._names = [
            *own_names(profile),
            *whole(profile),
            *own,
            *reporter,
            *values,
            *fixed,
        ]
        self._links = " ".join(
            [*self._names, *people, profile.website, query.reply_to, *values]
        ).casefold()

    def line(self, line: str) -> Iterator[Finding]:
        yield from hostile.hidden(line)
        text = hostile.cleaned(_BULLET.sub("", line))
        cites = [mark for mark in _CITED.findall(text) if self._sayable(mark)]
        text = _CITED.sub(" ", text) if cites else text
        outward = hostile.outward(text.strip("[]"), known=self._links)
        yield from (one for one in outward if one.hard)  # all else is the profile's own
        wanted = (*_KINDS, *_OF_CITED) if cites else ()
        if cites:
            found = claim(
                text, cites, self._profile, today=self._today, expert_id=self._expert
            )
            yield from (
                one for one in found if one.kind in wanted and one.kind not in _OUTWARD
            )
            return
        said = numbers.quantities(text)
        yield from figures(
            text,
            said,
            self._held,
            "not in the profile",
            source=self._counted,
            loose=False,
        )
        strange = [word.text for word in names.unknown(text, self._names)]
        if strange:
            yield finding("name", "not in the profile", strange, hard=False)
        yield from superlatives(text, self._source, hard=False)
        yield from quotations(text, self._source)

    def _sayable(self, cited: str) -> bool:
        return sayable(cited, self._profile, self._today)[0] is not None


_OUTWARD = ("link", "contact", "markup", "opaque")


def before_words(outline: Outline) -> list[str]:
    """Return the words of an outline that people are asked to keep or to answer."""
    asked = [
        word for answer in outline.answers for word in (answer.question, answer.sentence)
    ]
    return [outline.expert, *outline.missing, *outline.asks, *asked]


def _stored(outline: Outline, profile: Profile, today: date) -> list[str]:
    """Return the facts and quotes that the outline's expert may say."""
    ids = (*(f.id for f in profile.facts), *(q.id for q in profile.quotes))
    texts = (sayable(known, profile, today) for known in ids)
    return [text for text, expert in texts if text and expert in {"", outline.expert_id}]


def _bare(line: str) -> str:
    return " ".join(_CITED.sub(" ", _BULLET.sub("", line)).split())
