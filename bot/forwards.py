"""What forwarding does to a digest, undone: quote marks, doubled links, the date.

Gmail, Outlook and Apple put a block of header lines before the text; a reply puts
"> " before each line; a filter that forwards by itself keeps nothing (docs/formats.md).
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import deadlines

_QUOTE = re.compile(r"^\s{0,3}>+ ?")
_MOST = 0.6
_DEPTH = 5
_LINK = re.compile(
    r"[ \t]{0,4}<(?P<target>(?:mailto:|https?://)[^<>\s]{1,2000})>", re.IGNORECASE
)
_BOLD_LABEL = re.compile(
    r"^(?P<before>[ \t]*)\*{1,2}(?P<label>[\w./)? -]{1,60}:)\*{1,2}", re.MULTILINE
)
_DATE_LINE = re.compile(
    r"^\W{0,4}(?:date|sent)\W{0,3}:\W{0,3}(?P<text>.{4,200})$"
    r"|^\W{0,4}On (?P<on>.{4,120}(?:\n.{0,120})?wrote:)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(r"^\W{0,4}from\W{0,3}:", re.IGNORECASE | re.MULTILINE)
_MARKER = re.compile(  # what stands above the header lines of a forward
    r"^\W{0,12}(?:forwarded message|original message|begin forwarded message)\W{0,12}$",
    re.IGNORECASE,
)
_HEADERS = ("from", "sent", "date", "to", "cc", "subject", "reply-to")
_LABEL = 20  # characters in which the name of a header ends
_BLOCK = 12  # lines that a header block may have
_NEAR = 400  # characters within which a header block names its sender
_YEAR = re.compile(r"\b20\d\d\b")


def around(service: str, sender: str = r"From:\s.*") -> re.Pattern[str]:
    """Return what a line matches that a forwarder or a webmail page puts around a mail.

    ``service`` is how the newsletter is called there, ``sender`` its line of the header.
    """
    return re.compile(
        r"^\s*(?:-{2,}\s*(?:Forwarded message|Original Message)\s*-{2,}"
        r"|Begin forwarded message:|(?:Date|Sent|Subject|To|Cc|Reply-To):\s.*"
        rf"|{sender}|On\s.{{5,200}}\swrote:|\d{{1,5}} of \d{{1,7}}"
        r"|Inbox|External|to me"
        rf"|{service}(?: logo)?|{service}\s*<\S+@\S+>\s*(?:Unsubscribe)?"
        r"|(?:\w{3}, )?(?:\w{3} \d{1,2}, )?\d{1,2}:\d\d\s[AP]M \(.{1,40} ago\))\s*$",
        re.IGNORECASE,
    )


def clean(text: str) -> str:
    """Return text as it was before somebody forwarded it, as far as that can be told."""
    text = unquote(text) if ">" in text else text
    text = _single_links(text) if "<" in text else text
    return _BOLD_LABEL.sub(r"\g<before>\g<label>", text) if ":*" in text else text


def unquote(text: str) -> str:
    """Take "> " off every line, if most lines carry it (Qwoted quotes a few itself)."""
    for _ in range(_DEPTH):
        lines = text.split("\n")
        filled = [line for line in lines if line.strip()]
        if sum(bool(_QUOTE.match(line)) for line in filled) < max(1, _MOST * len(filled)):
            break
        text = "\n".join(_QUOTE.sub("", line) for line in lines)
    return text


def _single_links(text: str) -> str:
    """Drop "<mailto:a@b>" and "<https://...>" behind a text that says the same."""
    kept: list[str] = []
    at = 0
    for found in _LINK.finditer(text):
        target = re.sub("^mailto:", "", found["target"], flags=re.IGNORECASE)
        goal = target.rstrip("/").lower()
        said = text[max(at, found.start() - len(target) - 1) : found.start()]
        kept.append(text[at : found.start()])
        if not said.rstrip("/").lower().endswith((goal, goal.partition("://")[2] or goal)):
            kept.append(f" <{target}>")
        at = found.end()
    return "".join(kept) + text[at:]


def heads(lines: Sequence[str]) -> list[int]:
    """Return the lines at which a forwarded message begins: its marker, or its headers.

    Header lines count where From and Subject are among them.
    """
    found: list[int] = []
    end = 0  # of the last block
    for i, line in enumerate(lines):
        if i < end or not ("essage" in line or ":" in line[:_LABEL]):
            continue
        marked = "essage" in line and bool(_MARKER.match(line))
        if marked or _header(line) == "from":
            names = _block(lines, i + marked)
            if {"from", "subject"} <= names.keys():
                found.append(i)
                end = max(names.values()) + 1
    return found


def _block(lines: Sequence[str], start: int) -> dict[str, int]:
    """Return the header lines from a line on, name -> where; a value may wrap."""
    names: dict[str, int] = {}
    blank = wrapped = 0
    for i in range(start, min(start + _BLOCK, len(lines))):
        if name := _header(lines[i]):
            names.setdefault(name, i)
            blank = wrapped = 0
        elif not lines[i].strip():
            blank += 1
        else:
            wrapped += 1
        if blank > 1 or wrapped > 1:
            break
    return names


def _header(line: str) -> str:
    """Return which header a line is, "" if it is none."""
    if ":" not in line[:_LABEL]:
        return ""
    name = line[:_LABEL].partition(":")[0].strip(" \t>*").lower()
    return name if name in _HEADERS else ""


def printed_at(before: str, otherwise: datetime) -> datetime:
    """Return when a digest was sent: by the last header block in the text before it.

    A date without a year, or outside a block that names a sender, is not believed.
    ``otherwise`` is the mail's own date; the block names no zone, so a block that is
    some hours later than the mail around it is taken to be as old as that.
    """
    for found in reversed(list(_DATE_LINE.finditer(before))):
        line = found["text"] or found["on"]
        block = before[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        if not _YEAR.search(line) or not (found["on"] or _FROM.search(block)):
            continue
        moment = deadlines.read(line, otherwise).at
        if moment is not None:
            slack = moment - timedelta(days=1) <= otherwise <= moment
            return otherwise if slack else moment
    return otherwise
