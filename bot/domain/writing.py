"""Names and instants as text."""

import hashlib
from datetime import UTC, datetime


def digest_of(*texts: str) -> str:
    """Return the first twelve hex digits of SHA-256 over texts, unambiguously joined."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:12]


def to_text(moment: datetime) -> str:
    """Write an instant so that text order is time order (UTC, microseconds, Z)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)
