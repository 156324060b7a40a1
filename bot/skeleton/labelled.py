"""Items of labelled lines, in any order and number: values, the text, and their end."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot import index, wrapping
from bot.skeleton import edges, footed, furniture, headings, starts, values
from bot.skeleton.found import Found, Page
from bot.skeleton.labels import PERSON, SOFT, TABLED, Label, find

_NEEDED = frozenset({"deadline", "date", "email", "link"})
_WAYS = frozenset({"email", "link"})
_FIRST = frozenset({"outlet", "reporter", "summary"})  # what a table may begin with
_Part = tuple[list[Label], int, int, int]  # its labels, first line, end, the next's first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """What is true of a whole mail: wrapped at, the labels behind the text, the rest."""

    columns: int
    behind: frozenset[str]
    reached: bool  # behind most texts stands a way to answer, of whatever kind
    single: bool
    headed: bool  # a title without a label stands above each item
    again: frozenset[str]  # lines that stand in it more than once
    under: bool = False  # a text stands under the labels of most items


def read(
    lines: Sequence[str],
    begin: int,
    promised: Sequence[index.Entry],
    words: Mapping[str, str] | None = None,
) -> Page:
    """Return every item from line ``begin`` on, and the lines that are in none."""
    labels = find(lines, begin, words)
    below = footed.find(lines, labels, begin) if not promised else []
    if below:
        return _footed(lines, below, begin)
    first = starts.find(lines, labels, promised)
    if not first:
        return Page()
    places = edges.raised(lines, labels, starts.lifted(lines, labels, first))
    signature = furniture.closing(lines, places)
    if not promised and not first[0].number:
        places = edges.ruled(lines, labels, places, signature)
    parts: list[_Part] = []
    at = 0
    for start, stop in pairwise([*places, len(lines)]):
        end = start + furniture.end(lines[start:stop], signature, last=stop == len(lines))
        while at < len(labels) and labels[at].line < start:
            at += 1
        upto = at
        while upto < len(labels) and labels[upto].line < end:
            upto += 1
        parts.append((labels[at:upto], start, end, stop))
        at = upto
    mail = _mail(lines, parts)
    marked = frozenset(label.line for label in labels)
    if mail.headed and not _headed(lines, begin, parts, marked):
        mail = replace(mail, headed=False)
    page = _page(lines, begin, parts, mail, marked)
    unread = [bool(item.unread) for item in page.items]
    if 2 * sum(unread) > len(parts) > 1 and unread[-1]:  # so it only parts no items
        other = _page(lines, begin, parts, replace(mail, under=True), marked)
        page = page if any(item.unread for item in other.items) else other
    said = _said(lines[:begin], indexed=bool(promised))
    return replace(page, leftovers=(*said, *page.leftovers))


def _doubtful(parts: Sequence[_Part]) -> str:
    """Return the field of the last row of all tables but the last, where that lacks it.

    Nobody sees in which table it was the first row. In others that is "".
    """
    ends = {own[-1].target for own, *_ in parts[:-1] if own}
    last, *_ = parts[-1]
    rows = all(label.setting in TABLED for label in last)
    lacking = len(ends) == 1 and ends.isdisjoint(label.target for label in last)
    return ends.pop() if rows and lacking and ends <= _FIRST else ""


def _page(
    lines: Sequence[str],
    begin: int,
    parts: Sequence[_Part],
    mail: _Mail,
    marked: frozenset[int],
) -> Page:
    """Read the items; a line in ``marked`` is a label, and no title of the next item."""
    leftovers: list[str] = []
    above = _said(lines[begin : parts[0][1]])
    items: list[Found] = []
    doubtful = _doubtful(parts)
    parted = mail.headed or headings.apart(lines, [part[1:] for part in parts])
    for own, start, end, stop in parts:
        title = headings.title(above, lines, start) if mail.headed else ""
        above = above[:-1] if title else above
        upto = _title_at(lines, start, end, stop, marked) if parted else end
        item, rest = _item(lines, own, upto, mail, title)
        leftovers += [*above, *rest]
        if doubtful in item.values:
            leftovers.append(item.values[doubtful])
            known = {k: v for k, v in item.values.items() if k != doubtful}
            item = replace(item, values=known)
        above = _said(lines[upto:stop])
        if not item.body and stop < len(lines):  # behind the last is a footer
            told = filter(values.told, above)
            item = replace(item, unread=item.unread or "\n".join(told))
        items.append(item)
    return Page(items=tuple(items), leftovers=(*leftovers, *above))


def _footed(lines: Sequence[str], found: Sequence[footed.Footed], begin: int) -> Page:
    """Read items whose text stands above their labels."""
    begins = [*(item.begin for item in found), len(lines)]
    parts = [
        (list(item.labels), item.begin, item.end, stop)
        for item, stop in zip(found, begins[1:], strict=True)
    ]
    mail = replace(_mail(lines, parts), headed=False)
    leftovers = _said(lines[begin : begins[0]])
    items: list[Found] = []
    for item, (own, start, end, stop) in zip(found, parts, strict=True):
        text = "\n".join(lines[start : item.start]).strip("\n")
        text = text.partition("\n\n")[2] if item.title else text
        read_, rest = _item(lines, own, end, mail, item.title, text.split("\n"))
        items.append(read_)
        leftovers += [*rest, *_said(lines[end:stop])]
    return Page(items=tuple(items), leftovers=(*_said(lines[:begin]), *leftovers))


def _headed(
    lines: Sequence[str], begin: int, parts: Sequence[_Part], marked: frozenset[int]
) -> bool:
    """Whether titles may stand above the items: above the first, and above another."""
    start = parts[0][1]
    near = [x.strip() for x in lines[max(begin, start - 3) : start] if x.strip()]
    if not near or near[-1].endswith((",", ":")):
        return False
    said = near[-1].rstrip(".;")
    if furniture.is_furniture(said) or footed.INTRO.search(said):
        return False
    if not headings.title([said], [said], 1):
        return False
    return len(parts) == 1 or any(
        any(map(str.strip, lines[end:stop]))
        or _title_at(lines, first, end, stop, marked) < end
        for _, first, end, stop in parts[:-1]
    )


def _title_at(
    lines: Sequence[str], start: int, end: int, stop: int, marked: frozenset[int]
) -> int:
    """Return where the title of the next item stands; a label is none."""
    at = headings.end(lines, start, end, stop)
    return end if at in marked else at


def _said(lines: Sequence[str], *, indexed: bool = False) -> list[str]:
    """Return the lines that say something; an index says again what stands below it."""
    place = index.find(lines) if indexed else None
    kept = [*lines[: place[0]], *lines[place[1] :]] if place else lines
    return [x.strip() for x in kept if x.strip() and not furniture.is_furniture(x)]


def _mail(lines: Sequence[str], parts: Sequence[_Part]) -> _Mail:
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
    times = Counter(map(str.strip, lines[parts[0][1] :]))
    return _Mail(
        columns=wrapping.width(lines[parts[0][1] :]),
        behind=frozenset(t for t, n in behind.items() if many and n * 2 > len(parts)),
        again=frozenset(line for line, n in times.items() if many and n > 1),
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
    text: Sequence[str] = (),
) -> tuple[Found, list[str]]:
    """Read one item: each label once; behind the text only what stands there always.

    ``text`` stands above the labels.
    """
    item = values.Open(values={"summary": title} if title else {})
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
            values.take(item, label, behind, columns=mail.columns, last=after is None)
    item.body = list(text) or item.body
    named = bool(text) or any(label.target == "body" for label in taken)
    below = not text and (item.glued or mail.under)
    unread = _texts(item, mail.again, named=named, under=below)
    for target in values.LINKS & item.values.keys():
        said = values.spare(target, item.values[target])
        person = any(x.name in PERSON and x.target == target for x in taken)
        if person and said and "reporter" not in item.values:
            item.values["reporter"], said = said.strip(" ,;-"), ""
        item.rest += [said] if said else []
    link = "" if item.values.keys() & _WAYS else values.linked(item.body)
    if link:  # the way to answer stands below the text
        item.values["link"] = link
        item.body = item.body[: max(i for i, x in enumerate(item.body) if x.strip())]
    body = values.unwrapped("\n".join(item.body), mail.columns, item.indent)
    body = "\n\n".join(filter(None, (body, *item.stated)))
    number = next((label.number for label in labels if label.target not in SOFT), "")
    found = Found(
        number=number,
        values=item.values,
        body=body,
        ways="\n".join((*item.free, *item.rest)),
        flag=item.flag,
        unread=unread,
    )
    return found, item.rest


def _texts(item: values.Open, again: Container[str], *, named: bool, under: bool) -> str:
    """Sort what stands free: the text, or left over; return what may be a text unread.

    ``named``: a label names the text, or it stands above; ``under``: where that is only
    a title, the text stands under the labels. What comes ``again`` is nobody's.
    """
    if not named:
        values.introduced(item)
        values.free(item)
    elif under and values.titled(item) and values.singular(values.below(item), again):
        values.under(item)
    else:
        item.rest += [line.strip() for line in item.free if line.strip()]
        if values.titled(item) and values.singular(item.free, again):
            return "\n".join(item.free).strip()
    return "" if any(map(str.strip, item.body)) else values.swallowed(item)


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
