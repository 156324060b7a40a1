"""Names and instants as text."""

import hashlib
import re
import unicodedata
from datetime import UTC, datetime

LONGEST_NAME = 300  # characters of a name that are looked into


def digest_of(*texts: str) -> str:
    """Return the first twelve hex digits of SHA-256 over texts, unambiguously joined."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:12]


def to_text(moment: datetime) -> str:
    """Write an instant so that text order is time order (UTC, microseconds, Z)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)


def plain_name(name: str) -> str:
    """Return an outlet's name without case, accents, marks and "the" before it.

    "The Daily-Example" is "daily example", "Example.com" is "example". Letters of
    another alphabet that only look the same stay what they are.
    """
    text = unicodedata.normalize("NFD", name[:LONGEST_NAME].casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’]", "", text).replace("&", " and ").strip()
    text = re.sub(r"^(?:https?://)?(?:www\.)?([^\s./]{2,60})\.com/?$", r"\1", text)
    words = re.findall(r"[^\W_]+|\+", text)
    return " ".join(words[1:] if words[:1] == ["the"] and words[1:] else words)
