"""How long a server wants to be left alone, by its own words."""

import re

MINUTES = 5 * 60.0
BANDWIDTH = 30 * 60.0  # Gmail counts by the day; more knocking makes it longer
LONGEST = 6 * 3600.0  # whatever it says: a mailbox is looked into some time today

# as Exchange says it: the request was too much, come back after so many milliseconds
_SUGGESTED = re.compile(
    r"backoff time:?\s*(\d{1,12})\s*(milliseconds|ms|seconds|s)?\b", re.IGNORECASE
)
_BANDWIDTH = re.compile(r"bandwidth limit|download limit|quota", re.IGNORECASE)
_TOO_MUCH = re.compile(
    r"\[(?:THROTTLED|LIMIT)\b|throttled|rate.?limit"
    r"|too many (?:simultaneous |concurrent )?(?:connections|logins?|sessions|requests)"
    r"|(?:maximum|max) number of (?:\w+ )?(?:connections|sessions)"
    r"|user is authenticated but not connected",
    re.IGNORECASE,
)


def asked_pause(words: str) -> float | None:
    """Return the pause in seconds that a server's words ask for, None if they do not."""
    suggested = _SUGGESTED.search(words)
    if suggested:
        unit = (suggested[2] or "milliseconds").lower()
        seconds = int(suggested[1]) / (1000 if unit in {"milliseconds", "ms"} else 1)
        return min(max(seconds, 1.0), LONGEST)
    if _BANDWIDTH.search(words):
        return BANDWIDTH
    if _TOO_MUCH.search(words):
        return MINUTES
    return None
