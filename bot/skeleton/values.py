"""What an item takes up: values at their labels, the text, and what neither is."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from bot import fields, wrapping
from bot.skeleton import furniture
from bot.skeleton.labels import PERSON, Label

LINKS = frozenset({"email", "link", "profile", "website"})
_ONE_LINE = frozenset({"deadline", "date", "time", "zone"})  # below is text
_HEADING = 200  # characters of a paragraph that may be a title
_BROKEN = 60  # characters of a link that a machine may have broken
_STATED = re.compile(r"^[ \t]*(?P<label>Requirements?)[ \t]*:[ \t]*", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]{0,9}> ?", re.MULTILINE)
_LIST = re.compile(r"[-*•]|\d{1,2}[.)]")
_ROOM = 70  # columns; a machine that wraps leaves no more of a line free
_ENDED = (".", "!", "?", "…")
_NAME = 8  # words
_FEW = 3  # words of a sentence that ends
_SOME = 5  # of one that does not
_BESIDE = 4  # words on the line of a further address or link
_WORDS = (  # a line that ends in one of these goes on
    "a an the and or but nor of in on at to for from by with who whom whose which that as"
    " than near into about over under between is are was were be not their his her its"
    " our your my this these both how why what when where if while after before"
)
_SMALL = frozenset(_WORDS.split())
_SENTENCE = re.compile(r"\w{5}[.!?…]\s")  # "St. Ives", "Prof. Moss" are none
_ABOUT = re.compile(r"(?:she|he|they|is|writes|covers|reports)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:I|we|I[’']m)\b.{0,30}\b(?:look|seek|want|need)", re.IGNORECASE)
_WANTS = re.compile(r"\b(?:look|seek|want|need|ask|hop|like|search|hear)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Open:
    """An item while it is read."""

    values: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    indent: int = 0
    stated: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    flag: bool = False
    glued: bool = False  # text stands right below a label's value
    about: tuple[int, int] = (0, 0)  # of ``free``: what stands below the reporter's label


def take(
    item: Open,
    label: Label,
    behind: Sequence[str],
    *,
    columns: int = 0,
    last: bool = False,
) -> None:
    """Note a value: the rest of its line and of its paragraph; what follows is free.

    ``last``: no label stands behind it in its item; ``columns``: the mail's width or 0.
    """
    own = [label.value, *behind]
    item.flag = item.flag or any(map(furniture.FLAG.match, own))
    own = [line for line in own if not furniture.FLAG.match(line)]
    first = next((i for i, line in enumerate(own) if line.strip()), len(own))
    stop = _stop(label, own, first, columns=columns, last=last)
    value = _whole(own[first:stop])
    below = [line for line in own[stop:] if not furniture.is_furniture(line)]
    item.glued = item.glued or bool(below and below[0].strip())
    if label.target == "extra":
        text = unwrapped("\n".join(own[first:]), 0, 0)
        item.stated.append(f"{label.name.capitalize()}: {text}")
        return
    if label.target == "other" or label.target in item.values:
        item.rest.append(f"{label.name.capitalize()}: {value}")
    else:
        item.values[label.target] = value
    if label.target == "reporter":
        item.about = len(item.free), len(item.free) + 1 + len(below)
    item.free += ["", *below]


def _stop(label: Label, own: Sequence[str], first: int, *, columns: int, last: bool) -> int:
    """Return where a value ends: with its paragraph, or above a text right below it.

    Below an address or a link only more of it, another, or whose it is, is no text;
    below a line that had room for the next word, and does not lead to it, a sentence
    that ends is one, if no label follows.
    """
    stop = next((i for i in range(first, len(own)) if not own[i].strip()), len(own))
    if label.target in _ONE_LINE or label.name == "from":
        return min(stop, first + 1)
    if label.target in LINKS:
        at = first + 1
        if label.name in PERSON and at < stop and _named(own[at], last=last):
            return at + 1
        while at < stop and (_beside(own[at]) or own[at - 1].rstrip().endswith(",")):
            at += 1
        return min(stop, at)
    if label.target != "extra" and first + 1 < stop and (last or stop < len(own)):
        begins = label.indent if first == 0 else 0
        length = begins + len(own[first].strip()) + 1 + len(own[first + 1].split()[0])
        fits = length <= min(_ROOM, columns or _ROOM) and not _leads(own[first])
        text = " ".join(own[first + 1 : stop]).strip()
        whole = told(text) or bool(_SENTENCE.search(text))
        if fits and not text[:1].islower() and says(own[first + 1]) and whole:
            return first + 1
    return stop


def _leads(line: str) -> bool:
    """Whether a line ends as none does that is whole: in a small word, a comma, a dash."""
    last = (line.split() or [""])[-1]
    return last.lower() in _SMALL or last.endswith((",", ";", ":", "-", "–", "—", "&", "/"))


def _named(line: str, *, last: bool) -> bool:
    """Whether a line names whose an address is; below the last label text may stand."""
    words = line.split()
    many = len(words) > (_BESIDE if last else _NAME) or len(words) < 2  # noqa: PLR2004
    return not (many or told(line)) and all(word[0].isupper() for word in words[:2])


def _beside(line: str) -> bool:
    """Whether a line goes on with an address or a link: one word, or few with another."""
    words = len(line.split())
    return words == 1 or bool(words <= _BESIDE and fields.WAY.search(line))


def says(text: str) -> bool:
    """Whether text is more than a name or a title: a sentence, or several words."""
    words = len(text.split())
    return words >= _SOME or (words >= _FEW and text.rstrip().endswith(_ENDED))


def singular(text: Sequence[str], again: Container[str]) -> bool:
    """Whether a text says something that is not ``again`` in the mail, or asks.

    What stands below several items is nobody's, unless a query is listed twice.
    """
    return any(
        says(line) and (line.strip() not in again or bool(_ASKS.search(line)))
        for line in text
    )


def told(text: str) -> bool:
    """Whether text is a sentence that ends as one."""
    return says(text) and text.rstrip().endswith(_ENDED)


def swallowed(item: Open) -> str:
    """Return a value that ends in a sentence, where a name should stand, else ""."""
    names = (item.values.get(target, "") for target in ("outlet", "reporter", "category"))
    return next((x for x in names if told(x) and len(x.split()) > _NAME), "")


def titled(item: Open) -> bool:
    """Whether what a label names as the text is one short line and no sentence."""
    filled = [line.strip() for line in item.body if line.strip()]
    return len(filled) < 2 and not any(  # noqa: PLR2004 (one line)
        line.endswith(_ENDED) or len(line) > _HEADING for line in filled
    )


def below(item: Open) -> list[str]:
    """Return what stands free but for what stands below the reporter's label."""
    begin, end = item.about
    return [*item.free[:begin], *item.free[end:]]


def under(item: Open) -> None:
    """Take what stands under the labels for the text that only a title was given for."""
    said = " ".join(line.strip() for line in item.body if line.strip())
    item.rest += [line.strip() for line in item.free[slice(*item.about)] if line.strip()]
    item.free = below(item)
    if said and "summary" not in item.values:
        item.values["summary"] = said
        item.body = []
    item.body = [*item.body, "", *item.free] if said else [*item.free]
    item.indent = 0


def introduced(item: Open) -> None:
    """Leave over what tells of the reporter below his name, and asks nothing."""
    begin, end = item.about
    while begin < end and not item.free[begin].strip():
        begin += 1
    end = next((i for i in range(begin, end) if not item.free[i].strip()), end)
    lines = [line.strip() for line in item.free[begin:end]]
    text = " ".join(lines)
    name = "".join(item.values.get("reporter", "").split()[:1]).lower()
    own = bool(name) and text.lower().startswith(f"{name} ")
    if (own or _ABOUT.match(text)) and told(text) and not _WANTS.search(text):
        item.rest += lines
        item.free[begin:end] = [""]


def _whole(lines: Sequence[str]) -> str:
    """Return a value on one line; a link that was broken over lines is one word.

    A word of letters below a link that ends in one, and is not long, is a word.
    """
    value = ""
    for line in map(str.strip, lines):
        broken = fields.URL.match(value) and len(line.split()) == 1 and "://" not in line
        word = line.isalpha() and value[-1:].isalnum() and len(value) < _BROKEN
        value += line if broken and not word and " " not in value else f" {line}"
        value = value.strip()
    return " ".join(value.split())


def spare(target: str, value: str) -> str:
    """Return the words of a value that are no way to answer, and other ways than its."""
    way = fields.address(value) if target == "email" else fields.link(value)
    way = way or fields.link(value) or fields.address(value)
    return " ".join(
        word
        for word in value.split()
        if not fields.WAY.search(word)
        or way not in (fields.address(word), fields.link(word), word.strip("<>()[],;"))
    )


def linked(body: Sequence[str]) -> str:
    """Return the link that is all of a text's last line, unless the text leads to it."""
    filled = [line.strip() for line in body if line.strip()][-2:]
    if len(filled) < 2 or filled[0].endswith((":", ",")):  # noqa: PLR2004 (text and link)
        return ""
    return fields.link(filled[1]) if fields.URL.fullmatch(filled[1].strip("()<>")) else ""


def free(item: Open) -> None:
    """Take what stands between the labels for the text, where no label names one."""
    quoted = next((i for i, x in enumerate(item.free) if _QUOTE.match(x)), 0)
    if quoted:  # the title stands above what is quoted
        item.free.insert(quoted, "")
    text = "\n".join(item.free).strip("\n")
    if quoted:
        text = _QUOTE.sub("", text)
    if not text.strip():
        return
    first, _, more = text.partition("\n\n")
    bare = fields.URL.sub("", first)
    title = "\n" not in first and len(bare) <= _HEADING and bool(more.strip())
    if "summary" not in item.values and title:
        item.values["summary"], text = " ".join(first.split()), more
    item.body = text.split("\n")


def unwrapped(text: str, columns: int, indent: int) -> str:
    """Unwrap a text; "Requirements:" within it keeps a paragraph of its own."""
    found = _STATED.search(text)
    if found is None:
        return wrapping.unwrap(text, columns, indent=indent)
    first = wrapping.unwrap(text[: found.start()], columns, indent=indent)
    label = found["label"]
    second = wrapping.unwrap(text[found.end() :], columns, indent=len(label) + 2)
    gap = "\n" if _LIST.match(second) else " "
    return f"{first}\n\n{label}:{gap}{second}".strip()
