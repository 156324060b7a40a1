"""Printed labels: which words newsletters put before a value, and how they set them.

"Deadline: Friday" is a label whatever else the mail holds. "Deadline - Friday",
"Deadline | Friday", "Deadline Friday" (a table row) and "Deadline" above its value are
labels only where a mail sets several so, a deadline among them.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import fields, wrapping

_FIELDS = {
    "summary": "summary|headline|title|topic|query title|request title|story|story title"
    "|subject|subject line|article title|working title|opportunity title|call out title"
    "|story idea|story topic|query summary|query headline|query topic",
    "body": "query|request|writer's request|journalist's request|reporter's request"
    "|journalist request|media request|description|details|brief|opportunity|enquiry"
    "|inquiry|question|questions|call-out|callout|call out|message|full query"
    "|query text|request details|query details|full request|the request|what they need"
    "|what i need|needs|looking for|enquiry details|full brief|source request"
    "|query description",
    "reporter": "reporter|journalist|writer|author|name|contact|contact name|originator"
    "|reporter name|journalist name|writer name|reporter's name|journalist's name|editor"
    "|posted by|requested by|producer|by",
    "outlet": "publication|outlet|media outlet|media outlet/publication|magazine"
    "|publication name|media|media title|media name|outlet name|publication/outlet|website"
    " name|publication title|programme|program|from|news outlet",
    "deadline": "deadline|submit by|respond by|reply by|answer by|due|due date|closing date"
    "|closes|response deadline|query deadline|pitch deadline|closing|expires|due by"
    "|respond before|deadline for responses|pitch by|needed by|view by|final deadline",
    "date": "deadline date|deadline day|date due",
    "time": "deadline time|time due",
    "zone": "time zone|timezone|deadline time zone",
    "email": "email|e-mail|reply to|reply-to|reply email|contact email|email address"
    "|respond to|email me|journalist email|reporter email|contact details|reply address"
    "|send pitches to|pitch to|email to|response email|send responses to|send to",
    "link": "link|url|apply|apply here|respond here|respond|reply|reply here|view request"
    "|pitch here|submit here|answer here|respond to this query|view query|view|more info"
    "|respond online|respond at|pitch link|submission link|response link|submit|pitch|form",
    "category": "category|categories|industry|industries|sector|sectors|beat|topics"
    "|media type|enquiry type|request type|query type|section|subject area",
    "extra": "requirements|requirement|notes|note|location|compensation|must have",
    "region": "region|regions|country|geographic region",
    "website": "website|media website|outlet url|publication url|outlet website"
    "|publication website",
    "profile": "profile|muck rack url|muck rack|twitter|linkedin"
    "|haro journalist profile url|journalist profile url|journalist profile"
    "|reporter profile|profile url",
    "anonymous": "anonymous",
    "other": "specific geographic region|status|reference|ref|query id|request id|posted"
    "|date posted|published|query number|date received|budget|word count",
}
VOCABULARY: Mapping[str, str] = {
    label: target for target, names in _FIELDS.items() for label in names.split("|")
}
SOFT = frozenset({"extra", "region", "other", "category"})  # inside a text these are text
_PRESS = (
    "reporter|journalist|writer|publication|outlet|media outlet|media outlet/publication"
    "|magazine|publication name|media title|media name|reporter name|journalist name"
    "|writer name|outlet name|writer's request|journalist's request|journalist request"
    "|reporter's request|media request|publication/outlet|originator|news outlet"
    "|haro journalist profile url|muck rack url|media website|media"
)
PRESS = frozenset(_PRESS.split("|"))
_CALLS = frozenset({"call out", "call-out", "callout", "the call out"})  # text or title
PERSON = frozenset({"contact", "contact name", "posted by", "requested by"})  # or his way
_CELLS = (  # labels that the first cell of a table row may hold
    "deadline|due date|closing date|deadline date|publication|outlet|media outlet"
    "|journalist|reporter|writer|magazine|title|headline|summary|topic|subject|request|query|enquiry"
    "|description|category|industry|industries|media type|enquiry type|email|e-mail"
    "|reply to|contact|contact email|journalist email|location|region|requirements|link"
    "|writer's request|journalist's request|website"
)
_TABLE = frozenset(_CELLS.split("|"))
_LINE = re.compile(
    r"^[\s*_#•·▪-]{0,8}(?:(?P<number>\d{1,3}(?:\.\d{1,2})?)[.)]\s{0,4})?[*_]{0,3}"
    r"(?P<name>[^\W\d_][\w'’ \t/&.-]{0,50}?)[ \t]{0,4}[*_]{0,3}[ \t]{0,4}"
    r"(?P<mark>[:：?|\t]|[-–—](?=\s)|$)(?P<value>.*)$"
)
_SPACED = re.compile(
    r"^[ \t]{0,4}(?P<words>[^\W\d_][\w'’/-]{0,20}(?: [\w'’/-]{1,14}){0,4})"
)
_ASKED = re.compile(
    r"^[\s*_]{0,6}(?:to (?:submit|respond|apply|pitch|reply|answer|send|contact)\b"
    r"|(?:please )?(?:respond|reply|pitch|apply|e-?mail|send|submit)\b)[^:\n@/]{1,90}:"
    r"[\s*_]{0,6}(?P<value>(?:\S.{0,3000})?)$",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"^\W{0,4}(?:respond|reply|apply|pitch|answer|submit|view(?! all| new| by))"
    r"(?! by)[\w’' ]{0,60}[\W]{1,4}(?P<value>(?:https?://|www\.)\S{1,2500}?)[)>\]]?\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\W{0,4}(?:from|to|cc|bcc|date|sent|subject|reply-to)\W{0,3}:", re.IGNORECASE
)
_HEADERS = 3  # of these lines together are the head of a forwarded mail
_SETTING = {
    ":": "colon",
    "：": "colon",
    "?": "colon",
    "|": "pipe",
    "\t": "pipe",
    "": "bare",
}
_DUE = frozenset({"deadline", "date"})
TABLED = frozenset({"spaced", "row", "bare"})  # settings of rows
_LOOSE = frozenset({"row", "bare"})  # of a table, where its rows say so
_SEVERAL = 3  # different labels set alike before that is a way to set labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label on line ``line``: what it names, as printed, and the value beside it."""

    line: int
    target: str
    name: str  # lower case, single spaces
    number: str = ""  # "1" of "1) Summary:"
    value: str = ""
    setting: str = "colon"
    indent: int = 0  # how far into its line the value begins

    @property
    def key(self) -> tuple[bool, str]:
        return bool(self.number), self.name


def find(
    lines: Sequence[str], begin: int = 0, extra: Mapping[str, str] | None = None
) -> list[Label]:
    """Return the labels from line ``begin`` on, in order; the head of a forward is none.

    ``extra`` maps further labels (lower case) to fields.
    """
    words = {**VOCABULARY, **(extra or {})}
    cells = _TABLE | (extra or {}).keys()
    head, below = heads(lines), wrapping.following(lines)
    found: list[Label] = []
    for i in range(begin, len(lines)):
        if i not in head and lines[i].strip():
            found += _on(i, lines[i], below[i], words, cells)
    used = {"colon"}
    for setting in ("pipe", "dash", "bare", "spaced"):
        targets = {label.target for label in found if label.setting == setting}
        if len(targets) >= _SEVERAL and targets & _DUE:
            used.add(setting)
    rows = _rows(lines, found)
    if rows:
        used.add("spaced")
    kept: dict[int, Label] = {}
    capital = any(_capital(lines[label.line]) for label in found)
    for label in found:
        wrapped = capital and not (_capital(lines[label.line]) or " " in label.name)
        row = label.setting in _LOOSE and (label.line, label.name) in rows
        if row or (label.setting in used and not wrapped):
            kept.setdefault(label.line, label)
    return _reached(_titled(list(kept.values())), below)


def _reached(labels: list[Label], below: Sequence[str]) -> list[Label]:
    """Take "Contact: jo@desk.example" for a way to answer where fewer labels name one."""
    found: dict[int, Label] = {}
    for label in labels:
        if label.name in PERSON and label.target == "reporter":
            alone = below[label.line] if len(below[label.line].split()) == 1 else ""
            said = label.value or alone
            if fields.address(said):
                found[label.line] = replace(label, target="email")
            elif fields.URL.search(said):
                found[label.line] = replace(label, target="link")
    if sum(label.target in {"email", "link"} for label in labels) >= len(found):
        return labels
    return [found.get(label.line, label) for label in labels]


def _titled(labels: list[Label]) -> list[Label]:
    """Take call-outs for titles where another label holds the text of each."""
    calls = sum(label.name in _CALLS for label in labels)
    if not calls or any(label.target == "summary" for label in labels):
        return labels
    if sum(x.target == "body" and x.name not in _CALLS for x in labels) < calls:
        return labels
    return [replace(x, target="summary") if x.name in _CALLS else x for x in labels]


def _capital(line: str) -> bool:
    """Whether the first letter of a line is a capital; "program:" may end a sentence."""
    return next((char.isupper() for char in line if char.isalpha()), False)


def heads(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines of "From: Date: Subject: To:" blocks that forwards put in."""
    block: list[int] = []
    found: set[int] = set()
    for i, line in enumerate([*lines, "end"]):
        if _HEADER.match(line):
            block.append(i)
        elif line.strip() or (block and i - block[-1] > 1):
            found.update(block if len(block) >= _HEADERS else ())
            block = []
    return frozenset(found)


def _on(
    i: int, line: str, below: str, words: Mapping[str, str], cells: Container[str]
) -> Iterable[Label]:
    """Yield how a line may be read as a label, the likeliest first."""
    if match := _LINE.match(line):
        name = _plain(match["name"])
        setting = _SETTING.get(match["mark"], "dash")
        target = words.get(name, "") or _ending(name, match["mark"])
        value = match["value"].lstrip(" \t*_").rstrip()
        if target and not (name == "from" and "@" in value):
            indent = len(line) - len(match["value"].lstrip())
            yield Label(
                line=i,
                target=target,
                name=name,
                number=match["number"] or "",
                value=value,
                setting=setting,
                indent=indent,
            )
            return
    if (match := _ASKED.match(line)) and fields.WAY.search(match["value"] or below):
        value = match["value"]
        target = "email" if fields.address(value or below) else "link"
        yield Label(line=i, target=target, name=f"to {target}", value=value)
    elif match := _BUTTON.match(line):
        yield Label(line=i, target="link", name="button", value=match["value"])
    elif match := _SPACED.match(line):
        yield from _spaced(i, line, match["words"], words, cells)


def _spaced(
    i: int, line: str, begins: str, words: Mapping[str, str], cells: Container[str]
) -> Iterable[Label]:
    """Yield the labels that a line of a table may begin with, down to one that does.

    A word that may as well begin a sentence is a "row", see `_rows`.
    """
    parts = begins.split(" ")
    for count in range(len(parts) - 1, 0, -1):
        said = " ".join(parts[:count])
        name = _plain(said)
        target = words.get(name, "")
        if target and said[0].isupper():
            value = line.strip()[len(said) :].strip()
            setting = "spaced" if name in cells else "row"
            yield Label(line=i, target=target, name=name, value=value, setting=setting)
            if setting == "spaced":
                return


def _rows(lines: Sequence[str], found: Sequence[Label]) -> frozenset[tuple[int, str]]:
    """Return line and name of rows of a table whose words may as well begin a sentence.

    Such rows stand beside rows, begin their values like one, and come once for most
    deadlines.
    """
    cells = [label for label in found if label.setting == "spaced"]
    known = {label.line for label in cells}
    targets = {label.target for label in cells}
    dues = sum(label.target in _DUE for label in cells)
    if not targets & _DUE:
        return frozenset()
    filled = [i for i, line in enumerate(lines) if line.strip()]
    place = {line: n for n, line in enumerate(filled)}
    loose = [label for label in found if label.setting in _LOOSE and _begins(label)]
    for way, step in ((loose, -1), (loose[::-1], 1)):
        for label in way:
            n = place[label.line] + step
            if 0 <= n < len(filled) and filled[n] in known:
                known.add(label.line)
    rows = [label for label in loose if label.line in known]
    own = Counter(label.name for label in cells)
    taken = Counter(label.name for label in rows)
    usual = {n for n, times in taken.items() if dues >= times + own[n] > dues / 2}
    more = {label.target for label in rows if label.name in usual}
    enough = len(targets | more) if dues > 1 else len(targets)
    if enough < _SEVERAL:
        return frozenset()
    return frozenset((label.line, label.name) for label in rows if label.name in usual)


def _begins(label: Label) -> bool:
    """Whether what stands behind a word looks like the value that it names."""
    if label.setting == "bare":  # it stands in paragraphs of its own
        return True
    if label.target in {"email", "link", "profile", "website"}:
        return bool(fields.WAY.search(label.value))
    words = label.value.split()
    ended = len(words) >= _SEVERAL and words[-1].endswith((".", "!", "?", "…"))
    if label.target != "body" and (ended or words[:1] == ["I"]):  # a reporter's sentence
        return False
    return label.value[:1].isupper() or label.value[:1].isdigit()


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").lower().split()).strip(" .-")


def _ending(name: str, mark: str) -> str:
    """Name what an unknown label ends in, as "Acme Journalist Profile URL:"."""
    if mark != ":":
        return ""
    last = name.rpartition(" ")[2]
    if name.endswith("profile url") or last == "profile":
        return "profile"
    return "website" if last in {"website", "url"} else ""
