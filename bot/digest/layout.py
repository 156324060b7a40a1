"""What a newsletter is to the reader, how it prints its items, and one printed item."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One newsletter. ``claims`` counts the marks of it in a text; 0 is none of its own.

    ``read`` takes the clean text and the instant it was printed at, and never raises.
    ``confirmed`` says that its format was seen in real mail, ``ways`` that each request
    prints a way to answer, even in text copied from a page.
    """

    name: str
    title: str
    domains: tuple[str, ...]
    claims: Callable[[str], int]
    read: Callable[[str, datetime], Digest]
    zone: str = "America/New_York"
    confirmed: bool = False
    ways: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a newsletter prints its items.

    ``start`` matches the first line of an item (group ``number``) up to the summary;
    ``labels`` maps each printed label to a field, one of them "body"; ``end`` returns
    the line of an item at which it ends (told whether it is the last item, for only
    there a footer follows); ``footer`` is where the newsletter's own
    words begin, ``furniture`` a line that is nobody's text; ``inner`` a label that
    may stand once inside the body. In the ``links`` fields any other word is left over.
    ``strict`` says that an end is printed below each item.
    """

    start: re.Pattern[str]
    labels: Mapping[str, str]
    end: Callable[[Sequence[str], bool], int]
    footer: re.Pattern[str]
    furniture: re.Pattern[str]
    flag: re.Pattern[str] | None = None
    inner: str = ""
    ignore_case: bool = True
    strict: bool = False
    links: frozenset[str] = frozenset({"email", "profile", "website"})
    label: re.Pattern[str] = field(init=False, repr=False, compare=False)
    targets: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = "|".join(
            re.escape(label).replace(r"\ ", r"\s{1,3}")
            for label in sorted(self.labels, key=len, reverse=True)
        )
        case = re.IGNORECASE if self.ignore_case else re.NOFLAG
        pattern = re.compile(
            rf"^[ \t]*(?P<label>{names})[ \t]*:?[ \t]*(?<=[:?])[ \t]*", re.MULTILINE | case
        )
        object.__setattr__(self, "label", pattern)
        targets = {name.lower(): target for name, target in self.labels.items()}
        targets |= self.labels
        object.__setattr__(self, "targets", targets)

    def target(self, found: re.Match[str]) -> str:
        """Return the field that a match of ``label`` stands for."""
        label = found["label"]
        return self.targets.get(label) or self.targets[" ".join(label.split()).lower()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One printed item: field -> value on one line, and the text."""

    number: str
    fields: Mapping[str, str]
    body: str
    flag: bool = False
