"""Text -> sentences and list items, as a reader would part them. Linear in the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ABBREVIATIONS = frozenset(
    "etc vs dr mr ms mrs st inc ltd approx jr sr no prof min max".split()  # noqa: SIM905
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|dr|mr|ms|mrs|st|u\.s|u\.k|u\.s\.a|a\.m|p\.m|inc|ltd"
    r"|approx|jr|sr"
    r"|ph\.d|no|prof|min|max)|(?:^|\s)[A-Z])\.$",
    re.IGNORECASE,
)
_TAIL = 12  # characters in which an abbreviation is looked for
_REAL_END = re.compile(r"\b(?:a\.m|p\.m|etc|u\.s|u\.k|inc|ltd)\.$", re.IGNORECASE)
_ENDS_ALSO = frozenset({"etc", "inc", "ltd"})
_MARK = re.compile(
    r"^(?:[-*•–—·o]\s+|[•·]|\(?\d{1,2}[.)]\s+|\d{1,2}[.)](?=[A-Z])|Q\d{1,2}[:.)]\s*)"
)
_MARKS = frozenset("-*o(Q0123456789")  # what a mark of ASCII may begin with
_BREAK = re.compile(
    r"[.!?…)](?<![^:;-]\))[\"'”’)\]]?(?:[-_=*]{3,})?(\s+)"  # ":)" ends one too
    r"(?=[\"'“‘(\[*]{0,2}[A-Z0-9]|[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_BREAK_LOW = re.compile(  # the same before a small letter
    r"[.!?](?<!\.\.)(?:(?P<quoted>[\"'”’])|[)\]])?(?P<gap>\s+)(?=[\"'“‘(\[]{0,2}[a-z])"
)
_CONTINUED = re.compile(  # goes on behind 'the word "zebra."'
    r"(?:in|at|as|and|or|on|to|into|within|somewhere|anywhere|exactly|twice|thrice|once|two"
    r"|three|four|five|with|for|by|of|near|before|after|if|when)\b"
)
_INLINE = re.compile(
    r"\s+(?=\d{1,2}[.)]\s+[A-Z])|(?<=[.?!:…])\s+(?=\d{1,2}[.)][A-Z])|\s+(?=[-•*]\s+[A-Z])"
)
_MAYBE_INLINE = re.compile(r"[-•*\d][.)]?(?:\s+|(?<=\d[.)]))[A-Z]")
_COUNTED = re.compile(  # "on October 13. He ...": a number that ends a sentence
    r"\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?|by|on|at"
    r"|the|of|than|about|page|no\.?|age|aged|chapter|over|under|number|from)$",
    re.IGNORECASE,
)
_LONG = 400  # characters of a sentence that may be a list whose line breaks were lost
_GLUED = re.compile(
    r"(?<=[a-z0-9:)?])\s+(?=(?:Why|How|What|Which|When|Where|Whether|Who|The|Your|Any|Please|Is|Are"
    r"|Do|Does|Can)\s|(?:[A-Z][a-z]+ )[a-z]+:\s)"
)
_GLUED_LEAST = 3
_HEADING = re.compile(r"(?:[A-Z][a-z]+ )[a-z]+:\s|Please\b")
_DANGLING = re.compile(r"^\(?\d{1,2}[.)]$")
_DANGLING_MOST = 4  # characters of "(12)"


@dataclass(frozen=True, slots=True)  # by position: one is made for each sentence read
class Piece:
    """A sentence or list item, and where it stands in the text."""

    text: str  # white space made single
    start: int
    end: int
    line: int  # number of the line
    item: bool  # a mark or a number stood before it
    first: bool  # of its line, or of an item


@lru_cache(maxsize=4)  # a text is asked for a refusal, its questions, its requirements
def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences and list items, white space made single."""
    return tuple([piece.text for piece in pieces(text)])


@lru_cache(maxsize=4)
def pieces(text: str) -> tuple[Piece, ...]:
    """Split text into sentences and list items, with their places."""
    found: list[Piece] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if line:
            _read(line, at, number, found)
        at += len(line) + 1
    return tuple(found)


def finer(text: str, piece: Piece) -> Iterator[Piece]:
    """Yield the sentences of a piece, those too that begin with a small letter."""
    if not _BREAK_LOW.search(piece.text):
        yield piece
        return
    start, first = piece.start, piece.first
    for gap in _BREAK_LOW.finditer(text, piece.start, piece.end):
        end = gap.start("gap")
        tail = text[max(start, end - _TAIL) : end]
        going_on = gap["quoted"] and _CONTINUED.match(text, gap.end())
        if (
            going_on
            or _ABBREVIATION.search(tail)
            or _is_open(tail, whole=end - start <= _TAIL)
        ):
            continue
        words = " ".join(text[start:end].split())
        yield Piece(words, start, end, piece.line, piece.item, first)
        start, first = gap.end(), False
    words = " ".join(text[start : piece.end].split())
    yield Piece(words, start, piece.end, piece.line, piece.item, first)


def places(text: str, piece: Piece) -> Sequence[int]:
    """Return where in the text each character of a piece stands, and where it ends."""
    if len(piece.text) == piece.end - piece.start:
        return range(piece.start, piece.end + 1)
    found: list[int] = []
    at = piece.start
    for word in piece.text.split(" "):
        begin = text.index(word, at)
        if found:
            found.append(at)  # the white space before it
        at = begin + len(word)
        found += range(begin, at)
    return [*found, at]


def _read(line: str, at: int, number: int, found: list[Piece]) -> None:
    """Add the sentences of one line that begins at an offset."""
    for begin, stretch in _inline(line):
        item = stretch.lstrip()
        start = begin + len(stretch) - len(item)
        item = item.rstrip()
        marked = False
        if item[:1] in _MARKS or not item[:1].isascii():
            bare = _MARK.sub("", item, count=1)
            marked = len(bare) < len(item)
            start += len(item) - len(bare)
            item = bare
        first = True
        for words, left, right in _split(item):
            piece = Piece(
                words, at + start + left, at + start + right, number, marked, first
            )
            if len(words) > _LONG:
                found += _run_on(piece, line, at)
            else:
                found.append(piece)
            first = False


def _run_on(piece: Piece, line: str, at: int) -> Iterator[Piece]:
    """Yield the items of a list whose line breaks were lost: "... explain: Why A How B"."""
    left, right = piece.start - at, piece.end - at
    gaps = [gap.span() for gap in _GLUED.finditer(line, left, right)]
    if len(gaps) < _GLUED_LEAST:
        yield piece
        return
    ends, begins = [*(a for a, _ in gaps), right], [left, *(b for _, b in gaps)]
    for n, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        words = " ".join(line[begin:end].split())
        item = n > 0 and not _HEADING.match(words)
        first = n > 0 or piece.first
        yield Piece(words, at + begin, at + end, piece.line, item or piece.item, first)


def _inline(line: str) -> Iterator[tuple[int, str]]:
    """Yield what stands on one line between its inline marks, with its offset."""
    at = 0
    if _MAYBE_INLINE.search(line):
        for gap in _INLINE.finditer(line):
            if line[gap.end()].isdigit() and _COUNTED.search(
                line, max(0, gap.start() - 14), gap.start()
            ):
                continue
            yield at, line[at : gap.start()]
            at = gap.end()
    yield at, line[at:]


def _split(line: str) -> list[tuple[str, int, int]]:
    """Split one line, but not behind "e.g.", an initial or a lone list number."""
    done: list[tuple[int, int]] = []
    start = at = 0
    for gap in _BREAK.finditer(line):
        end = gap.start(1)
        held = line[max(start, end - _TAIL) : end]
        whole = end - start <= _TAIL
        dangling = end - start <= _DANGLING_MOST and _DANGLING.match(held)
        at = gap.end()
        if dangling or _is_open(held, whole=whole):
            continue
        done.append((start, end))
        start = at
    if start < len(line):
        done.append((start, len(line)))
    return [
        (words, left, right)
        for left, right in done
        if (words := " ".join(line[left:right].split()))
    ]


def _is_open(tail: str, *, whole: bool) -> bool:
    """Whether the sentence that ends in tail goes on: it ends in an abbreviation."""
    if tail[-1] != ".":
        return False
    word = tail[tail.rfind(" ") + 1 : -1]
    if word.isalpha() and word.isascii() and (whole or len(word) < _TAIL - 1):
        word = word.lower()
        return len(word) == 1 or (word in _ABBREVIATIONS and word not in _ENDS_ALSO)
    return bool(_ABBREVIATION.search(tail)) and not _REAL_END.search(tail)
