"""What buttons, menus, modals and shortcuts are called; the manifest says the same."""

import re

from bot.domain import Act

# buttons and menus of a card: their value is `stamped`
APPROVE, EDIT, SKIP = "approve", "edit", "skip"
SNOOZE = "snooze"  # a menu of `SNOOZES`
WAKE, UNDO, REOPEN = "wake", "undo", "reopen"
MORE = "more"  # an overflow menu of `MORES`
INTERVIEW, USE = "interview", "use_answers"  # of the one who should answer
REASON = "reason"  # a menu of causes, below a skipped card
OPEN = "open"  # a link: nothing to do
EML = "eml"  # below an approved card: its answer as a file

HOUR, BEFORE, MORNING = "hour", "before", "morning"
SNOOZES = {
    HOUR: "1 hour",
    BEFORE: "until 2 h before the deadline",
    MORNING: "until tomorrow 9:00",
}
COPY, ASSIGN = "copy", "assign"
MORES = {
    COPY: "Copy the outline",
    ASSIGN: "Assign to …",
    Act.NOT_FOR_US.value: "Not for us (teaches)",
    Act.MUTE_OUTLET.value: "Mute this outlet",
    Act.MUTE_REPORTER.value: "Mute this reporter",
}

# below a summary and on its message menu
MISSED = "should_have_been_shown"

# App Home
REFRESH, UNMUTE, RESUME = "refresh", "unmute", "resume"

# modals, by callback_id
EDITED, ASSIGNED, RIVALLED, TAUGHT = "edited", "assigned", "rivalled", "taught"

COMMAND = "/queries"

_MOST = 19  # digits of what SQLite can number


def stamped(card_id: int, edition: int, shown: str = "") -> str:
    """Return what a button carries: which card, and what was to be seen on it.

    ``shown``: the hash of the outline that stood on it.
    """
    return ":".join(filter(None, [str(card_id), str(edition), shown]))


HASH = re.compile("[0-9a-f]{12}")  # of an outline


def read(value: str) -> tuple[int, int | None] | None:
    """Return card and edition of a button, None for what is none.

    A button of an older version has no edition: None, whatever stands.
    """
    card, _, rest = value.partition(":")
    edition = rest.partition(":")[0]
    if not _number(card):
        return None
    return int(card), int(edition) if _number(edition) else None


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < _MOST
