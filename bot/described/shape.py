"""What a description looks for in a line. Every text of it is taken literally."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FIELDS = (
    "summary",
    "body",
    "reporter",
    "outlet",
    "website",
    "category",
    "email",
    "link",
    "profile",
    "deadline",
    "region",
    "requirements",
)
LONG = frozenset({"body", "requirements"})  # may hold blank lines

_INDENT = r"[ \t]{0,99}"
_NUMBER = r"#?\d{1,6}(?:\.\d{1,3})?"
_NUMBERED = re.compile(r"(#+)")
_NEVER = re.compile(r"(?!)")
_RULE = re.compile(r"^[ \t]*[-_=*~+•·.#—–][-_=*~+•·.#—– \t]{2,}$")
_FOOTER = re.compile(
    r"^[ \t]{0,99}(?:(?:to )?unsubscribe\b(?:.{0,80}$|.{0,200}https?://)"
    r"|you(?: are|[’']re) receiving this\b"
    r"|this e-?mail was sent\b|view (?:this )?(?:e-?mail )?in (?:your )?browser\b"
    r"|manage (?:your )?(?:subscription|preferences|alerts)\b"
    r"|(?:copyright\b\W{0,5})?(?:©|\(c\)|\d{4})\s?\d{0,4}.{0,80}all rights reserved"
    r"|copyright\s{0,3}(?:©|\(c\)|\d{4})|©)",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"^[ \t]{0,99}no ai (?:pitch|answer|response|repl|submission)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A newsletter in a user's words.

    ``start`` is what the first line of an item begins with; ``#`` in it stands for a
    number (``##`` and longer for one or for itself), and what follows on the line is
    the summary. ``end`` is what the line
    behind an item begins with, "" where the next item ends it. ``labels`` maps what
    is printed to one of `FIELDS`. ``marks`` are texts that only this newsletter holds.
    From a line that begins with one of ``footer``, behind the last item, the rest is
    the newsletter's own; a line that begins with one of ``ignore`` always is.
    """

    name: str
    title: str
    start: str
    labels: Mapping[str, str]
    domains: tuple[str, ...] = ()
    end: str = ""
    zone: str = "America/New_York"
    marks: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One of the described labels, printed on a line."""

    at: int  # its place in the description
    target: str
    value: int  # the character of the line at which its value begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A description made ready to be held against lines."""

    start: re.Pattern[str]
    labels: re.Pattern[str]
    bare: re.Pattern[str]  # labels without a colon, as the rows of a table lose it
    targets: tuple[str, ...]
    end: re.Pattern[str]
    footer: re.Pattern[str]
    ignore: re.Pattern[str]
    marks: tuple[str, ...] = field(default=())

    def label(self, line: str, *, bare: bool = False) -> Label | None:
        found = (self.bare if bare else self.labels).match(line)
        if found is None or found.lastindex is None:
            return None
        at = found.lastindex - 1
        return Label(at=at, target=self.targets[at], value=found.end())

    def furniture(self, line: str) -> bool:
        """Say if a line is nobody's text: blank, a rule, the newsletter's own words."""
        if not line.strip() or _RULE.match(line):
            return True
        end = self.end.match(line)
        if end is not None and not any(map(str.isalnum, line[end.end() :])):
            return True
        return bool(self.ignore.match(line) or _FOOTER.match(line))

    def closes(self, line: str) -> bool:
        """Say if a line at the end of an item is not the reporter's."""
        return not line.strip() or bool(_RULE.match(line) or self.ignore.match(line))

    def foot(self, line: str) -> bool:
        return bool(self.footer.match(line) or _FOOTER.match(line))


def flag(line: str) -> bool:
    """Say if a line, such as "No AI Pitches Considered", refuses machine-made answers."""
    return bool(_FLAG.match(line))


def shape(description: Description) -> Shape:
    """Make a description ready. Nothing in it is a pattern, so nothing in it is wrong."""
    labels = {_label(text): target for text, target in description.labels.items()}
    known = sorted((text for text in labels if text), key=len, reverse=True)
    return Shape(
        start=_start(description.start),
        labels=re.compile(
            rf"^{_INDENT}(?:{'|'.join(map(_printed, known))})" if known else _NEVER.pattern,
            re.IGNORECASE,
        ),
        bare=re.compile(
            rf"^{_INDENT}(?:{'|'.join(map(_row, known))})" if known else "(?!)"
        ),
        targets=tuple(labels[text] for text in known),
        end=_beginning([description.end]),
        footer=_beginning(description.footer),
        ignore=_beginning(description.ignore),
        marks=tuple(filter(None, (tidy(mark).casefold() for mark in description.marks))),
    )


def tidy(text: str) -> str:
    """Return text on one line as mail is written once it has been read."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _label(text: str) -> str:
    return tidy(text).rstrip(" :：")


def _printed(label: str) -> str:
    """Match a label and its colon; one that is alone on its line needs none."""
    colon = r"[ \t]{0,9}[:：]"
    tail = rf"(?:{colon}|[ \t]{{0,99}}$)" if label[-1].isalnum() else rf"(?:{colon})?"
    return rf"({_literal(label)}){tail}{_INDENT}"


def _row(label: str) -> str:
    return rf"({_literal(label)}){_bounded(label)}{_INDENT}"


def _literal(text: str) -> str:
    return r"[ \t]{1,9}".join(re.escape(word) for word in tidy(text).split())


def _bounded(text: str) -> str:
    return r"(?!\w)" if text[-1:].isalnum() else ""


def _beginning(texts: Sequence[str]) -> re.Pattern[str]:
    """Match a line that begins with one of the texts."""
    said = [f"{_literal(text)}{_bounded(tidy(text))}" for text in texts if tidy(text)]
    if not said:
        return _NEVER
    return re.compile(rf"^{_INDENT}(?:{'|'.join(said)})", re.IGNORECASE)


def _start(text: str) -> re.Pattern[str]:
    """Match the beginning of an item; the first number in it is the item's own."""
    text = tidy(text)
    if not text:
        return _NEVER
    parts = []
    for i, piece in enumerate(_NUMBERED.split(text)):
        if i % 2:
            number = rf"(?P<number>{_NUMBER})" if i == 1 else _NUMBER
            parts.append(number if piece == "#" else rf"(?:{piece}|{number})")
            continue
        gap_before = r"[ \t]{1,9}" if piece[:1] == " " else ""
        gap_behind = r"[ \t]{1,9}" if piece[-1:] == " " and piece.strip() else ""
        parts.append(gap_before + _literal(piece) + gap_behind)
    if len(parts) == 1:
        parts.append(r"(?P<number>(?!))?")
    bounded = r"(?!\w)" if text[-1].isalnum() or text[-1] == "#" else ""
    return re.compile(rf"^{_INDENT}{''.join(parts)}{bounded}{_INDENT}", re.IGNORECASE)
