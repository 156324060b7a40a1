"""Questions: what the reporter wants to be told, as stretches of a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.asks import phrases
from bot.asks.demands import giving
from bot.asks.frames import OPENING, REQUEST, Lead, Line
from bot.asks.splitting import places
from bot.domain import Asked

SHORTEST = 3  # words of a question
MOST = 60  # questions of one text
_FIRST = 4  # characters before the first gap
_BRIEF = 45  # characters of a phrase that says little without what leads to it
Span = tuple[int, int]

_LETTER_RUN = re.compile(r"\w+")
_TRIM = ' \t.,:;-–—*_…"“'


def asked(text: str, lines: Sequence[Line]) -> tuple[Asked, ...]:
    """Return what is asked in a text, in order, each once; at most `MOST`."""
    found: dict[str, Asked] = {}
    added = None  # a line that belongs to the question before it
    for line, after in zip_longest(lines, lines[1:]):
        if line is added:
            continue
        spans = list(_spans(line))
        if not spans or (line.lead is Lead.ASK and _leads_up(line, after)):
            continue
        at = places(text, line.piece)
        for begin, start, end in spans:
            said = line.text[start:end]
            if said.count(" ") + 1 < SHORTEST:
                said = line.text[begin:end]
            key = " ".join(_LETTER_RUN.findall(said)).casefold()
            if len(key.split()) < SHORTEST or key in found:
                continue
            if line.question and not said.endswith("?"):
                said = f"{said}?"
            stop = at[end - 1] + 1
            if end == spans[-1][2] and after and _adds(line, after):
                added, stop = after, after.piece.end
            found[key] = Asked(question=said, sentence=line.text, start=at[begin], end=stop)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def _leads_up(line: Line, after: Line | None) -> bool:
    """Whether an item of a list only prepares the question that follows in it."""
    return (
        after is not None
        and not line.question
        and after.question
        and not after.piece.first
        and after.piece.line == line.piece.line
    )


def _adds(line: Line, after: Line) -> bool:
    """Whether a sentence only says more of the question in front of it."""
    near = after.piece.line == line.piece.line and not after.piece.first
    return line.question and near and bool(phrases.ADDING.match(after.text))


def _spans(line: Line) -> Iterator[tuple[int, int, int]]:
    """Yield where what asks begins, what is asked, and where both end."""
    text = line.text
    if line.question:
        if phrases.WHO_YOU_ARE.search(text) or _requests(line):
            return
        for start, end in _parts(text, *_opened(text), title=True):
            yield start, start, end
    elif line.lead is Lead.ASK:
        shown = len(text) < _BRIEF and bool(phrases.OF_YOURS.search(text))
        if not shown and not giving(line) and not text.endswith(":"):
            for start, end in _parts(text, 0, len(text), title=True):
                yield start, start, end
    elif (
        (found := _wished(line))
        and not phrases.META.search(text, found[1])
        and not giving(line)
    ):
        begin, start, end = found
        spans = list(_parts(text, start, end, title=_colon(text, start)))
        brief = len(spans) == 1 and spans[0][1] - spans[0][0] < _BRIEF
        if brief and not phrases.LISTED.match(text, start):
            yield begin, *spans[0]
            return
        for start, end in spans:
            yield start, start, end


def _requests(line: Line) -> bool:
    """Whether a question is answered by giving something of the source itself."""
    text = line.text
    return bool(REQUEST.match(text) and (phrases.META.search(text) or giving(line)))


def _colon(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip() == ":" or ": " in text[start:]


def _opened(text: str) -> Span:
    """Leave out what introduces a question: "I would like to know: how ...?"."""
    end = len(text)
    found = OPENING.search(text)
    if found is None:
        return 0, end
    head = text[: found.start()]
    if 1 <= head.count(" ") < phrases.TOPIC and not phrases.INTRODUCING.search(head):
        return 0, end
    return found.end(), end


def _wished(line: Line) -> tuple[int, int, int] | None:
    """Return what a sentence without a question mark wants to know, as `_spans` does."""
    text, end = line.text, len(line.text)
    if colon := phrases.COLON.search(text):
        end = colon.start() if colon.start() > phrases.SOON else end
    if line.bits & phrases.ORDERED and (order := phrases.ORDER.search(text, 0, end)):
        name, verb = ("rest", "verb") if order["verb"] else ("rest2", "verb2")
        rest = order[name]
        if rest and not phrases.NOWHERE.match(rest) and not phrases.EMPTY.match(rest):
            before = text[max(0, order.start(verb) - phrases.HEAD) : order.start(verb)]
            if not phrases.OTHERS.search(before):
                start = order.start(name)
                start += len(text[start:]) - len(text[start:].lstrip(" :"))
                return order.start(verb), start, end
    for called, pattern in phrases.SHAPES:
        found = pattern.search(text, 0, end) if line.bits & called == called else None
        if found is None:
            continue
        name = "rest2" if "rest2" in pattern.groupindex and found["rest2"] else "rest"
        start = found.start(name)
        if _of_the_source(text[:end], pattern, found.start(), start):
            return found.start(), start, end
    if text.partition(" ")[0].lower() not in phrases.HEADS:
        return None
    found = phrases.HEADED.match(text, 0, end)
    return (found.start("rest"), found.start("rest"), end) if found else None


def _of_the_source(text: str, pattern: re.Pattern[str], begin: int, start: int) -> bool:
    """Whether what a phrase leads to at an index is for the source to tell."""
    if phrases.NOWHERE.match(text, start):
        return False
    if pattern is not phrases.TAKE and phrases.PEOPLE.match(text, start):
        return False
    if phrases.OWN_PIECE.search(text, max(0, start - phrases.HEAD), start):
        return False
    if pattern is phrases.WHAT_ON and phrases.REPORTED.search(text, 0, start):
        return False
    return not phrases.OTHERS.search(text, max(0, begin - phrases.HEAD), begin)


def _parts(text: str, start: int, end: int, *, title: bool) -> Iterator[Span]:
    """Split "what X, what Y, and why Z" before each question."""
    head = OPENING.search(text, start, end)
    listed = bool(phrases.LISTED.match(text, head.end() if head else start, end))
    gaps = list(_gaps(text, start, end, listed=listed, headed=bool(head)))
    run_on = [
        (gap.start(), gap.start() + 1)
        for gap in (phrases.TITLES.finditer(text, start, end) if title else ())
        if _ends_low(text, start, gap.start())
    ]
    known = {after for _, after in gaps}
    gaps = sorted([*gaps, *(gap for gap in run_on if gap[1] not in known)])
    at = gaps[-1][1] if gaps else end
    if listed and (last := phrases.LAST.search(text, at, end)):
        gaps.append(last.span("gap"))
    begins, ends = [start, *(b for _, b in gaps)], [*(a for a, _ in gaps), end]
    spans = [_trimmed(text, a, b) for a, b in zip(begins, ends, strict=True)]
    if run_on and not listed and gaps[0][0] == run_on[0][0]:
        del spans[0]  # a heading stuck to the first question
    yield from _joined(text, spans)


def _gaps(text: str, start: int, end: int, *, listed: bool, headed: bool) -> Iterator[Span]:
    """Yield what stands between several questions: from where to where."""
    colon = -1 if headed and listed else text.find(":", start, end)
    commas = False
    for gap in phrases.SEVERAL.finditer(text, start, end):
        at, after = gap.span()
        if (
            text.count("(", start, at) > text.count(")", start, at)
            or after - start < _FIRST
        ):
            continue
        before = text[max(0, at - 2) : at]
        dash = before == " -" or bool(set("—–") & set(before))
        if not (commas or dash or set(",;?") & set(gap[0])):
            continue
        joined = "and" in gap[0].lower() or bool(set("&?") & set(gap[0]))
        if not joined and not _comma(text, start, after, end, listed=listed):
            continue
        if 0 <= colon < at and not listed:
            continue
        commas = True
        yield at + (gap["mark"] is not None), after


def _ends_low(text: str, start: int, end: int) -> bool:
    """Whether the word before an index is written small, as in no title."""
    word = text[max(start, text.rfind(" ", start, end) + 1) : end].lstrip('"“‘(')
    return word[:1].islower() or word[:1].isdigit()


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield the spans, a short one together with the one after it, or before the last."""
    held = -1
    last: Span | None = None
    for begin, end in spans:
        start = held if held >= 0 else begin
        if text.count(" ", start, end) + 1 < SHORTEST:
            held = start
            continue
        held = -1
        if last:
            yield last
        last = (start, end)
    if held >= 0:
        last = (last[0] if last else held, spans[-1][1])
    if last:
        yield last


def _comma(text: str, start: int, at: int, end: int, *, listed: bool) -> bool:
    """Whether a comma alone parts questions: of a list, which ends in "and"."""
    if listed:
        return not (text.endswith("?") and phrases.WHENEVER.match(text, start))
    more = phrases.SEVERAL.search(text, at, end)
    return bool(more and "and" in more[0].lower()) and not phrases.CONDITION.match(
        text, start
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM + "”":
        end -= 1
    return start, end
