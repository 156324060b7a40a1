"""The mails and profiles of the demo, dated relative to now.

The samples in ``examples/demo`` hold marks in place of dates::

    {{+1d 19:00|%-I:%M %p ET - %-d %B}}     tomorrow, 7 PM in New York
    {{-1d 05:07 utc|%a, %d %b %Y}}          yesterday, 5:07 AM in New York, told in UTC

The words are English and the numbers unpadded whatever the platform and its locale.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import shipped

NEW_YORK = ZoneInfo("America/New_York")

_MARK = re.compile(
    rb"\{\{(?P<days>[+-]\d+)d (?P<hour>\d\d):(?P<minute>\d\d)(?P<utc> utc)?"
    rb"\|(?P<look>[^}]*)\}\}"
)
_DIRECTIVE = re.compile(r"%-?[A-Za-z%]")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WRITE: dict[str, Callable[[datetime], str]] = {
    "%A": lambda moment: _DAYS[moment.weekday()],
    "%a": lambda moment: _DAYS[moment.weekday()][:3],
    "%B": lambda moment: _MONTHS[moment.month - 1],
    "%b": lambda moment: _MONTHS[moment.month - 1][:3],
    "%d": lambda moment: f"{moment.day:02}",
    "%-d": lambda moment: f"{moment.day}",
    "%m": lambda moment: f"{moment.month:02}",
    "%Y": lambda moment: f"{moment.year:04}",
    "%H": lambda moment: f"{moment.hour:02}",
    "%-I": lambda moment: f"{moment.hour % 12 or 12}",
    "%M": lambda moment: f"{moment.minute:02}",
    "%p": lambda moment: "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004 (noon)
    "%%": lambda _: "%",
}


def mails(now: datetime) -> list[tuple[str, bytes]]:
    """Return name and raw message of each demo mail, in the order they were sent."""
    return [(path.name, fill(path.read_bytes(), now)) for path in _files("*.eml")]


def profiles() -> list[Path]:
    """Return where the demo's company profiles are."""
    return _files("*.toml")


def fill(template: bytes, now: datetime) -> bytes:
    """Put dates in place of the marks, and end lines with CRLF as a mailbox does."""
    today = now.astimezone(NEW_YORK).date()

    def date(mark: re.Match[bytes]) -> bytes:
        day = today + timedelta(days=int(mark["days"]))
        moment = datetime(
            day.year,
            day.month,
            day.day,
            int(mark["hour"]),
            int(mark["minute"]),
            tzinfo=NEW_YORK,
        )
        if mark["utc"]:
            moment = moment.astimezone(UTC)
        return _written(moment, mark["look"].decode("ascii")).encode("ascii")

    filled = _MARK.sub(date, template)
    if b"{{" in filled:
        raise ValueError(f"not a date mark: {filled[filled.index(b'{{') :][:60]!r}")
    return filled.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _written(moment: datetime, look: str) -> str:
    def part(directive: re.Match[str]) -> str:
        if directive[0] not in _WRITE:
            raise ValueError(f"not a date directive: {directive[0]}")
        return _WRITE[directive[0]](moment)

    return _DIRECTIVE.sub(part, look)


def _files(pattern: str) -> list[Path]:
    return sorted((shipped.folder("examples") / "demo").glob(pattern))
