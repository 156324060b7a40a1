"""Items of labelled lines, in any order and number: values, the text, and their end."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot import fields, index, wrapping
from bot.skeleton import furniture, headings, starts
from bot.skeleton.found import Found, Page
from bot.skeleton.labels import PERSON, SOFT, Label, find

_NEEDED = frozenset({"deadline", "date", "email", "link"})
_ONE_LINE = frozenset({"deadline", "date", "time", "zone"})  # below is text
_LINKS = frozenset({"email", "link", "profile", "website"})
_WAYS = frozenset({"email", "link"})
_HEADING = 200  # characters of a paragraph that may be a title
_BROKEN = 60  # characters of a link that a machine may have broken
_STATED = re.compile(r"^[ \t]*(?P<label>Requirements?)[ \t]*:[ \t]*", re.MULTILINE)
_QUOTE = re.compile(r"^[ \t]{0,9}> ?", re.MULTILINE)
_LIST = re.compile(r"[-*•]|\d{1,2}[.)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """What is true of a whole mail: wrapped at, the labels behind the text, the rest."""

    columns: int
    behind: frozenset[str]
    reached: bool  # behind most texts stands a way to answer, of whatever kind
    single: bool
    headed: bool  # a title without a label stands above each item


@dataclass(slots=True, kw_only=True)
class _Open:
    """An item while it is read."""

    values: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    indent: int = 0
    stated: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    flag: bool = False


def read(
    lines: Sequence[str],
    begin: int,
    promised: Sequence[index.Entry],
    words: Mapping[str, str] | None = None,
) -> Page:
    """Return every item from line ``begin`` on, and the lines that are in none."""
    labels = find(lines, begin, words)
    first = starts.find(lines, labels, promised)
    if not first:
        return Page()
    places = starts.lifted(lines, labels, first)
    signature = furniture.closing(lines, places)
    edges = [*places, len(lines)]
    parts: list[tuple[list[Label], int, int, int]] = []
    at = 0
    for start, stop in pairwise(edges):
        end = start + furniture.end(lines[start:stop], signature, last=stop == len(lines))
        while at < len(labels) and labels[at].line < start:
            at += 1
        upto = at
        while upto < len(labels) and labels[upto].line < end:
            upto += 1
        parts.append((labels[at:upto], start, end, stop))
        at = upto
    mail = _mail(lines, parts)
    leftovers = [*_said(lines[:begin], indexed=bool(promised))]
    above = _said(lines[begin : places[0]])
    items: list[Found] = []
    parted = mail.headed or headings.apart(lines, [part[1:] for part in parts])
    for own, start, end, stop in parts:
        title = headings.title(above, lines, start) if mail.headed else ""
        above = above[:-1] if title else above
        upto = headings.end(lines, start, end, stop) if parted else end
        item, rest = _item(lines, own, upto, mail, title)
        items.append(item)
        leftovers += [*above, *rest]
        above = _said(lines[upto:stop])
    return Page(items=tuple(items), leftovers=(*leftovers, *above))


def _said(lines: Sequence[str], *, indexed: bool = False) -> list[str]:
    """Return the lines that say something; an index says again what stands below it."""
    place = index.find(lines) if indexed else None
    kept = [*lines[: place[0]], *lines[place[1] :]] if place else lines
    return [x.strip() for x in kept if x.strip() and not furniture.is_furniture(x)]


def _mail(
    lines: Sequence[str], parts: Sequence[tuple[list[Label], int, int, int]]
) -> _Mail:
    """Find which labels stand behind the text, and whether titles have none."""
    behind: Counter[str] = Counter()
    titled = reached = 0
    for own, *_ in parts:
        seen: set[str] = set()
        later: set[str] = set()
        for label in own:
            if "body" in seen and label.target not in seen:
                later.add(label.target)
            seen.add(label.target)
        behind.update(later)
        reached += bool(later & _WAYS)
        titled += "summary" in seen
    many = len(parts) > 1
    return _Mail(
        columns=wrapping.width(lines[parts[0][1] :]),
        behind=frozenset(t for t, n in behind.items() if many and n * 2 > len(parts)),
        reached=many and reached * 2 > len(parts),
        single=not many,
        headed=titled * 2 < len(parts)
        and next((x for x in parts[0][0] if x.target not in SOFT), parts[0][0][0]).name
        != "from",
    )


def _item(
    lines: Sequence[str],
    labels: Sequence[Label],
    end: int,
    mail: _Mail,
    title: str,
) -> tuple[Found, list[str]]:
    """Read one item: each label once; behind the text only what stands there always."""
    item = _Open(values={"summary": title} if title else {})
    taken = _accepted(lines, labels, end, mail)
    for label, after in pairwise([*taken, None]):
        if label is None:
            continue
        stop = after.line if after else end
        behind = lines[label.line + 1 : stop]
        if label.target == "body":
            item.body = [label.value, *behind]
            item.indent = label.indent
        else:
            _value(item, label, behind)
    bodied = any(label.target == "body" for label in taken)
    if bodied:
        item.rest += [line.strip() for line in item.free if line.strip()]
    else:
        _free(item)
    for target in _LINKS & item.values.keys():
        said = _spare(target, item.values[target])
        person = any(x.name in PERSON and x.target == target for x in taken)
        if person and said and "reporter" not in item.values:
            item.values["reporter"], said = said.strip(" ,;-"), ""
        item.rest += [said] if said else []
    link = "" if item.values.keys() & _WAYS else _linked(item.body)
    if link:  # the way to answer stands below the text
        item.values["link"] = link
        item.body = item.body[: max(i for i, x in enumerate(item.body) if x.strip())]
    body = _text("\n".join(item.body), mail.columns, item.indent)
    body = "\n\n".join(filter(None, (body, *item.stated)))
    number = next((label.number for label in labels if label.target not in SOFT), "")
    found = Found(
        number=number,
        values=item.values,
        body=body,
        ways="\n".join((*item.free, *item.rest)),
        flag=item.flag,
    )
    return found, item.rest


def _accepted(
    lines: Sequence[str], labels: Sequence[Label], end: int, mail: _Mail
) -> list[Label]:
    """Return the labels of an item that are labels, not words of the reporter.

    Behind the text those are labels below all of its prose; of the others only what
    an item needs, or what stands there in most items.
    """
    at = next((i for i, label in enumerate(labels) if label.target == "body"), len(labels))
    bodied = at < len(labels)
    taken = list(labels[: at + 1]) if bodied else _first_of_each(labels)
    seen = {label.target for label in taken}
    prose = _last_prose(lines, labels, end)
    usual = mail.behind | (_NEEDED if mail.single else frozenset())
    later = [label for label in labels[at + 1 :] if label.target not in seen | SOFT]
    ending = usual | (_WAYS if mail.reached else frozenset())
    tail = [x for x in later if x.line > prose and (mail.single or x.target in ending)]
    below = {label.target for label in tail}
    spread = [x for x in later if x.target in usual - below and x.line <= prose]
    return taken + sorted(_first_of_each(spread + tail), key=lambda label: label.line)


def _first_of_each(labels: Sequence[Label]) -> list[Label]:
    """Leave out labels that come again, but those of which an item may have several."""
    taken: list[Label] = []
    seen: set[str] = set()
    for label in labels:
        if label.target not in seen or label.target in {"extra", "other"}:
            taken.append(label)
        seen.add(label.target)
    return taken


def _last_prose(lines: Sequence[str], labels: Sequence[Label], end: int) -> int:
    """Return the last line of an item that begins a paragraph and is no label."""
    own = {label.line for label in labels}
    first = labels[0].line if labels else end
    for i in range(end - 1, first, -1):
        if lines[i].strip() and not lines[i - 1].strip() and i not in own:
            return i
    return first


def _value(item: _Open, label: Label, behind: Sequence[str]) -> None:
    """Note a value: the rest of its line and of its paragraph; what follows is free."""
    own = [label.value, *behind]
    item.flag = item.flag or any(map(furniture.FLAG.match, own))
    own = [line for line in own if not furniture.FLAG.match(line)]
    first = next((i for i, line in enumerate(own) if line.strip()), len(own))
    stop = next((i for i in range(first, len(own)) if not own[i].strip()), len(own))
    if label.target in _ONE_LINE or label.name == "from":
        stop = min(stop, first + 1)
    value = _whole(own[first:stop])
    spare = [line for line in own[stop:] if not furniture.is_furniture(line)]
    if label.target == "extra":
        text = _text("\n".join(own[first:]), 0, 0)
        item.stated.append(f"{label.name.capitalize()}: {text}")
        return
    if label.target == "other" or label.target in item.values:
        item.rest.append(f"{label.name.capitalize()}: {value}")
    else:
        item.values[label.target] = value
    item.free += ["", *spare]


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


def _spare(target: str, value: str) -> str:
    """Return the words of a value that are no way to answer, and other ways than its."""
    way = fields.address(value) if target == "email" else fields.link(value)
    way = way or fields.link(value) or fields.address(value)
    return " ".join(
        word
        for word in value.split()
        if not fields.WAY.search(word)
        or way not in (fields.address(word), fields.link(word), word.strip("<>()[],;"))
    )


def _linked(body: Sequence[str]) -> str:
    """Return the link that is all of a text's last line, unless the text leads to it."""
    filled = [line.strip() for line in body if line.strip()][-2:]
    if len(filled) < 2 or filled[0].endswith((":", ",")):  # noqa: PLR2004 (text and link)
        return ""
    return fields.link(filled[1]) if fields.URL.fullmatch(filled[1].strip("()<>")) else ""


def _free(item: _Open) -> None:
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


def _text(text: str, columns: int, indent: int) -> str:
    """Unwrap a text; "Requirements:" within it keeps a paragraph of its own."""
    found = _STATED.search(text)
    if found is None:
        return wrapping.unwrap(text, columns, indent=indent)
    first = wrapping.unwrap(text[: found.start()], columns, indent=indent)
    label = found["label"]
    second = wrapping.unwrap(text[found.end() :], columns, indent=len(label) + 2)
    gap = "\n" if _LIST.match(second) else " "
    return f"{first}\n\n{label}:{gap}{second}".strip()
