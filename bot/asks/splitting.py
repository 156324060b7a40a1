"""Text -> sentences and list items, as a reader would part them. Linear in the text."""

import re
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
_MARK = re.compile(r"^(?:[-*•–—·o]\s+|[•·]|\(?\d{1,2}[.)]\s+|Q\d{1,2}[:.)]\s*)")
_MARKS = frozenset("-*o(Q0123456789")  # what a mark of ASCII may begin with
_BREAK = re.compile(
    r"[.!?…][\"'”’)\]]?(\s+)"
    r"(?=[\"'“‘(\[*]{0,2}[A-Z0-9]|[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_INLINE = re.compile(r"\s+(?=\d{1,2}[.)]\s+[A-Z])|\s+(?=[-•*]\s+[A-Z])")
_MAYBE_INLINE = re.compile(r"[-•*\d][.)]?\s+[A-Z]")
_DANGLING = re.compile(r"^\(?\d{1,2}[.)]$")
_DANGLING_MOST = 4  # characters of "(12)"


@lru_cache(maxsize=4)  # a text is asked for a refusal, its questions, its requirements
def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences and list items, white space made single."""
    found: list[str] = []
    for line in text.split("\n"):
        if not line:
            continue
        for piece in _INLINE.split(line) if _MAYBE_INLINE.search(line) else (line,):
            item = piece.strip()
            if item[:1] in _MARKS or not item[:1].isascii():
                item = _MARK.sub("", item, count=1)
            found += _split(item)
    return tuple(found)


def _split(line: str) -> list[str]:
    """Split one line, but not behind "e.g.", an initial or a lone list number."""
    done: list[str] = []
    start = at = 0
    for gap in _BREAK.finditer(line):
        end = gap.start(1)
        held = line[max(start, end - _TAIL) : end]
        whole = end - start <= _TAIL
        dangling = end - start <= _DANGLING_MOST and _DANGLING.match(held)
        at = gap.end()
        if dangling or _is_open(held, whole=whole):
            continue
        done.append(line[start:end])
        start = at
    if start < len(line):
        done.append(line[start:])
    return [words for sentence in done if (words := " ".join(sentence.split()))]


def _is_open(tail: str, *, whole: bool) -> bool:
    """Whether the sentence that ends in tail goes on: it ends in an abbreviation."""
    if tail[-1] != ".":
        return False
    word = tail[tail.rfind(" ") + 1 : -1]
    if word.isalpha() and word.isascii() and (whole or len(word) < _TAIL - 1):
        word = word.lower()
        return len(word) == 1 or (word in _ABBREVIATIONS and word not in _ENDS_ALSO)
    return bool(_ABBREVIATION.search(tail)) and not _REAL_END.search(tail)
