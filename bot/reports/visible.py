"""What a stranger's text looks like once nothing in it can act or hide."""

import unicodedata

_HIDDEN = dict.fromkeys((0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
_BIDI = (range(0x202A, 0x202F), range(0x2066, 0x206A), range(0xE0000, 0xE1000))


def visible(text: str) -> str:
    """Make control characters visible and drop those that turn or hide text."""
    return "".join(map(_visible, text.replace("\r\n", "\n")))


def _visible(char: str) -> str:
    code = ord(char)
    if char in "\n\t":
        return char
    if code < 0x20:  # noqa: PLR2004 (C0; Unicode has pictures of them)
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 (DEL)
        return "\u2421"
    if code in _HIDDEN or any(code in span for span in _BIDI):
        return ""
    if char in "\u2028\u2029":
        return "\n"
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cs", "Co"} else char
