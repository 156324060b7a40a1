"""What a line denies, and what a fact does."""

import re
from collections.abc import Iterator

from bot.grounding.finding import Finding, finding
from bot.grounding.words import content, fold, parts, pieces, stem, stems, words

_NOT = frozenset({"not", "no", "never", "without", "cannot", "neither", "nor", "nobody"})
_NOT |= {"none", "hardly", "nothing", "lacked", "lack", "unable"}
_NO_NEGATION = re.compile(
    r"\bno (?:more|less|fewer|later|longer) than\b|\bnot (?:always|every|all|more than"
    r"|less than)\b|\bnot (?:only|just)\b(?=.{1,80}\bbut\b)|\bno (?:wonder|surprise"
    r"|doubt)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:rather than|instead of|as opposed to)\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"n['’]t\b", re.IGNORECASE)


def negation(line: str, source: str) -> Iterator[Finding]:
    said, held = _negated(line), _negated(source)
    mine, theirs = set(content(line)), set(content(source))
    bare = any(not other for other, _ in held)
    un = {stem(p[2:]) for p in (*pieces(line), *pieces(source)) if p[:2] == "un"}
    said = [one for one in said if not one[0] & un]
    held = [one for one in held if not one[0] & un]
    for about, shown in said:
        if bare or not about & theirs:
            continue
        if not held and _next(shown) & theirs:
            yield finding("negation", "not so in the fact", [shown], hard=True)
            return
        if not any(about & other for other, _ in held):
            yield finding("negation", "not so in the fact", [shown], hard=False)
            return
    if said and not held:
        yield finding("negation", "not so in the fact", [said[0][1]], hard=False)
    if bare and not said:
        yield finding("negation", "the fact says", [held[0][1]], hard=False)
    for about, shown in held:
        if about and about <= mine and not said and not _elsewhere(source, about):
            yield finding("negation", "the fact says", [shown], hard=True)
            return


def _next(shown: str) -> set[str]:
    """Return the stem of the one word that a negation as it stands is about."""
    return set(
        stems(" ".join(re.sub(r"\b(?:been|be|have|had)\b", " ", shown).split()[1:2]))
    )


def _elsewhere(source: str, stems: set[str]) -> bool:
    """Say whether a fact has the negated word a second time, perhaps not negated."""
    return any(content(source).count(word) > 1 for word in stems)


def _negated(text: str) -> list[tuple[set[str], str]]:
    """Return each negation: the stems of the two words it is about, and as it stands."""
    text = _CONTRACTED.sub(" not", _NO_NEGATION.sub(" ", text))
    text = _INSTEAD.sub("not", text)
    found, row = [], words(text)
    for at, word in enumerate(row):
        if fold(word.text) not in _NOT:
            continue
        about = []
        for after in row[at + 1 : at + 4]:
            if re.search(r"[.;:,]", text[word.end : after.start]):
                break
            about += [s for p in parts(after.text) for s in stems(p) if not p.isdigit()]
        end = row[min(at + 2, len(row) - 1)].end
        found.append((set(about[:1]), text[word.start : end]))
    return found
