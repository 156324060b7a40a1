"""The grammar of insisting on a place: "US only", "licensed in Ohio", "Kenyan nurses".

A sentence is read with every run of places as one sign, so that a rule is about the
words around it.

words  the patterns
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.matching.gazetteer import USA, area
from bot.matching.gazetteer.naming import LIST, found
from bot.matching.gazetteer.standing import Named
from bot.matching.insisting import words
from bot.matching.insisting.words import SIGN

MOST = 12  # runs of places of one sentence that are judged
BEFORE, AFTER, SHORT = 140, 70, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A run of places and the words around it."""

    before: str
    after: str
    people: bool  # "Texans"
    near: bool  # somebody is asked for in this sentence
    cue: bool  # so it seems, at least
    short: bool  # a sentence of few words, such as "Licensed in Ohio."

    @property
    def loose(self) -> bool:
        return self.cue or self.short

    @property
    def spoilt(self) -> bool:
        """Whether it is only preferred, excluded, or the outlet's."""
        return bool(
            words.OUTLET.match(self.after)
            or words.SOFT.search(self.before)
            or words.SOFT_AFTER.match(self.after)
            or words.LESS.search(self.before)
            or words.LESS_AFTER.match(self.after)
        )

    @property
    def beside(self) -> bool:
        """Whether it stands with the people asked for, not with the subject."""
        if not (self.near or words.STRONG.search(self.before)):
            return False
        trade = words.BESIDE.match(self.after) or words.TRADE.match(self.after)
        first = not self.before.strip() and bool(re.search("[:?]", self.after))
        if (self.people or trade) and (first or words.ASKED.search(self.before)):
            return True
        return bool(words.ASKED_MANY.search(self.before))

    @property
    def bracketed(self) -> bool:
        """Whether it is the "(US)" after a person wanted."""
        if not (self.near and re.match(r"[,;)]", self.after)):
            return False
        wanted = words.ASKED.search(self.before) or words.SOUGHT.search(self.before)
        return bool(words.PAREN.search(self.before) and wanted)


Rule = Callable[[Spot], object]
ALWAYS: tuple[Rule, ...] = (  # whoever the sentence is about
    lambda s: s.loose and words.ANYWHERE.search(s.before),
    lambda s: words.PERSONLY.search(s.before),
)
RULES: tuple[Rule, ...] = (  # unless it is about the reporter
    lambda s: s.loose and (words.BASED.match(s.after) or words.PLEASE.match(s.after)),
    lambda s: words.MUST.search(s.before) or words.LABEL.search(s.before),
    lambda s: words.STATES.search(s.before),
    lambda s: s.cue and (words.ONLY_IN.search(s.before) or words.PEOPLE_OF.match(s.after)),
    lambda s: s.loose and words.PLACED.search(s.before),
    lambda s: not s.before.strip(' "“') and words.TITLE.match(s.after),
    lambda s: words.MUST_BE.search(s.before) and words.BESIDE.match(s.after),
    lambda s: words.WANTED.match(s.after),
    lambda s: words.ADDRESSED.match(s.before) and (s.near or re.search("[:?]", s.after)),
    lambda s: s.bracketed,
    lambda s: s.cue and (words.LOCAL.search(s.before) or words.IF_IN.search(s.before)),
    lambda s: s.beside,
)


def lifted(line: str) -> bool:
    """Say whether a sentence opens the request to all the world."""
    return bool(words.LIFT.search(line))


def demanded(line: str, *, near_role: bool) -> frozenset[str]:
    """Return the places that a sentence insists on; any of them will do."""
    line = words.ASIDE.sub("", line.replace(SIGN, " "))
    if lifted(line):
        return frozenset()
    read, runs = _signs(line)
    cue = near_role or bool(words.CUE.search(read))
    out: set[str] = set()
    at = -1
    for run in runs[:MOST]:
        at = read.index(SIGN, at + 1)
        spot = Spot(
            before=read[max(0, at - BEFORE) : at],
            after=read[at + 1 : at + 1 + AFTER],
            people=run[-1].manner == "people",
            near=near_role,
            cue=cue,
            short=len(read) < SHORT,
        )
        if _insists(spot):
            wide = words.AREA.match(spot.after) or words.WIDE.search(spot.before)
            out |= {area(p) if wide else p for named in run for p in named.places}
    if not runs and words.HOME.search(line):
        return frozenset([USA])
    return frozenset(out) or (_strange(read, near_role=near_role) if cue else frozenset())


def _strange(read: str, *, near_role: bool) -> frozenset[str]:
    """Return a place that no table has: "based in Elmwood", "Elmwood County"."""
    m = words.STRANGE.search(read)
    if m is None or words.SELF.search(read[: m.start()]):
        return frozenset()
    start = m.start("a") if m["a"] else m.start("b")
    spot = Spot(
        before=read[max(0, start - BEFORE) : start],
        after=read[m.end() : m.end() + AFTER],
        people=False,
        near=near_role,
        cue=True,
        short=False,
    )
    sure = (m["a"] or near_role) and not spot.spoilt
    return frozenset([m["a"] or m["b"]]) if sure else frozenset()


def _signs(line: str) -> tuple[str, list[list[Named]]]:
    """Return the line with each run of places as one sign, and the runs."""
    runs: list[list[Named]] = []
    pieces: list[str] = []
    end = 0
    for named in found(line):
        gap = line[end : named.start]
        if runs and LIST.fullmatch(gap):
            runs[-1].append(named)
        else:
            runs.append([named])
            pieces += [gap, SIGN]
        end = named.stop
    return "".join([*pieces, line[end:]]), runs


def _insists(spot: Spot) -> bool:
    if m := words.BEYOND.search(spot.before):
        rest = spot.before[: m.start()] + " " + spot.after
        twice = not m[0].lower().startswith("not") or words.WHO.search(rest)
        return bool(words.REFUSE.search(rest) and twice)
    if (m := words.ONLY.match(spot.after)) and not words.OUTLET.match(m[0][:-4]):
        return not words.LESS.search(spot.before)
    if words.NO_NON.search(spot.before):
        return True
    if spot.spoilt:
        return False
    if any(rule(spot) for rule in ALWAYS):
        return True
    return not words.SELF.search(spot.before) and any(rule(spot) for rule in RULES)
