"""The one way a stranger's text may reach a plain terminal line."""

import unicodedata


def plain(text: str) -> str:
    """Return one line without control, format or private characters."""
    kept = (
        c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} else " "
        for c in text
    )
    return "".join(kept).rstrip()


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
