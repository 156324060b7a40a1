"""Source of Sources, Peter Shankman, since 2024 (docs/formats.md; seen September 2026)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import deadlines, digest, fields
from bot.digest import Item, Layout, Source
from bot.domain import Deadline, Digest, Query
from bot.marks import count, mark

NAME = "sos"

_BACK = re.compile(r"^\s*\[?back to top\]?(?:\s*[(<\[]\S*[)>\]])?\s*$", re.IGNORECASE)
_END = re.compile(r"^\s*\\?_{5}\s*$")
_FOOTER = re.compile(
    r"^\s*(?:Source of Sources (?:Terms of Service|Privacy Policy|\(SOS\))"
    r"|This email was sent to\b|why did I get this\?"
    r"|Copyright\b.*(?:Source of Sources|All rights reserved)"
    r"|Our mailing address is:|unsubscribe from this list\b)",
    re.IGNORECASE,
)
_MARKS = (
    mark("SUMMARY:", r"^[ \t]{0,9}\d{1,3}\)\s*SUMMARY:", re.MULTILINE),
    mark("DEADLINE", r"^[ \t]{0,9}DEADLINE\s+DATE:", re.MULTILINE),
    mark("WEBSITE:", r"^[ \t]{0,9}MEDIA\s+WEBSITE:", re.MULTILINE),
    mark("ZONE:", r"^[ \t]{0,9}TIME\s+ZONE:", re.MULTILINE),
    mark("Source of Sources", r"\bSource of Sources\b"),
    mark("#item", r"#item\d"),
)


def _end(lines: Sequence[str], last: bool) -> int:  # noqa: FBT001 (as Layout.end says)
    """Return where an item ends: the last line of five underscores before the footer.

    Dashes are text here, and so is a line of five underscores that more text follows,
    unless "Back to top" stands before it.
    """
    end, before = -1, ""
    for i, line in enumerate(lines):
        if _END.match(line):
            end = i
            if _BACK.match(before):
                break
        if last and end >= 0 and _FOOTER.match(line):
            break
        before = line if line.strip() else before
    if end < 0:
        feet = (i for i, line in enumerate(lines) if last and _FOOTER.match(line))
        end = next(feet, len(lines))
    while end and (not lines[end - 1].strip() or _BACK.match(lines[end - 1])):
        end -= 1
    return end


LAYOUT = Layout(
    start=re.compile(r"^\s*(?P<number>\d{1,3})\)\s*SUMMARY\s*:\s*"),
    labels={
        "CATEGORY": "category",
        "NAME": "reporter",
        "EMAIL": "email",
        "E-MAIL": "email",
        "MUCK RACK URL": "profile",
        "MEDIA OUTLET": "outlet",
        "MEDIA WEBSITE": "website",
        "DEADLINE DATE": "date",
        "DUE DATE": "date",
        "DEADLINE TIME": "time",
        "TIME ZONE": "zone",
        "QUERY": "body",
    },
    end=_end,
    footer=_FOOTER,
    furniture=re.compile(
        rf"{_BACK.pattern}|{_END.pattern}|^\s*\*{{20,}}\s*$", re.IGNORECASE
    ),
    ignore_case=False,
    strict=True,
)


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text."""
    return count(text, _MARKS)


def read(text: str, anchor: datetime) -> Digest:
    """Read one digest; ``anchor`` is when it was printed."""
    return digest.read(NAME, text, LAYOUT, lambda item: _query(item, anchor))


def _query(item: Item, anchor: datetime) -> Query:
    values = item.fields
    shared = digest.query(NAME, item)
    due = " ".join(filter(None, (values.get(key, "") for key in ("date", "time", "zone"))))
    elsewhere = shared.reply_url or fields.form(f"{values.get('email', '')}\n{item.body}")
    return replace(
        shared,
        id=fields.hashed(NAME, shared.reply_to, shared.summary),
        outlet_url=fields.link(values.get("website", "")) or shared.outlet_url,
        reply_url="" if shared.reply_to else elsewhere,
        deadline=deadlines.read(due, anchor) if values.get("date") else Deadline(text=due),
    )


SOURCE = Source(
    name=NAME,
    title="Source of Sources",
    domains=("sourceofsources.com", "shankman.com"),
    claims=claims,
    read=read,
    confirmed=True,
    ways=True,
)
