"""Charsets and characters: bytes of unknown origin -> clean text. Never raises."""

import codecs
import re
import unicodedata

# Names seen in real mail that Python does not know, or knows as something narrower.
_ALIASES = {
    "ansi_x3.4-1968": "utf-8",
    "ascii": "utf-8",
    "cp-850": "cp850",
    "default": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "uft-8": "utf-8",
    "unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "us-ascii": "utf-8",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-unknown": "utf-8",
    "x-user-defined": "cp1252",
}
_NOT_FOR_MAIL = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
    | {"unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WIDE_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A few of these are a forwarder's or an editor's; a long run is a message to a machine
# and stays for `bot.traps` to see.
_ZERO_WIDTH = re.compile("[\u200b\ufeff\xad]+")
_LONE = 3
_CHUNK = 2000
# Every other character may be one that is changed below, or that NFC changes.
_UNUSUAL = re.compile(
    "[^\t\n -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff"
    "\u2500-\u27bf\ufe0f\U0001f300-\U0001faff]"
)
_COMPOSES = re.compile(
    "[^\0-\u02ff\u200b-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u27bf\ufe0f\ufeff]"
)


def tidy(text: str) -> str:
    """Clean text: NFC, LF, plain spaces, no NUL, no lone surrogate, no lone zero-width.

    Invisible characters that could carry a message stay in (`bot.traps` finds them).
    """
    text = text.replace("\r\n", "\n")
    if not _UNUSUAL.search(text):
        return text
    text = _SURROGATE.sub("\ufffd", _LINE_END.sub("\n", text))
    text = _CONTROL.sub("", _WIDE_SPACE.sub(" ", text))
    text = _ZERO_WIDTH.sub(lambda m: m[0] if len(m[0]) > _LONE else "", text)
    if not _COMPOSES.search(text):
        return text
    return "\n".join(_compose(line) for line in text.split("\n"))


def decode(data: bytes, charset: str = "") -> str:
    """Decode by the charset named, then UTF-8, then cp1252, then latin-1."""
    name = charset.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    names = (name,) if name not in {"cp1252", "utf-8", ""} else ()
    for candidate in (*names, "utf-8"):
        text = _decoded(data, candidate)
        if text is not None:
            return text
    if name == "utf-8":
        text = data.decode("utf-8", "replace")
        strange = sum(c > "\x7f" for c in text)
        if text.count("\ufffd") * 10 <= strange:
            return text
    text = _decoded(data, "cp1252")
    return data.decode("latin-1") if text is None else text


def _decoded(data: bytes, name: str) -> str | None:
    """Return data decoded strictly, None where the codec refuses or is no charset."""
    try:
        if codecs.lookup(name).name in _NOT_FOR_MAIL:
            return None
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def decode_file(raw: bytes) -> str:
    """Decode a text file by its byte order mark, else as UTF-8 or what it must be."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    return decode(raw.removeprefix(codecs.BOM_UTF8), "utf-8")


def _compose(line: str) -> str:
    """Bring one line to NFC, in pieces: long runs of marks are quadratic in CPython."""
    if len(line) <= _CHUNK:
        return unicodedata.normalize("NFC", line)
    pieces = re.findall(rf".{{1,{_CHUNK}}}(?:\s|$)|.{{1,{_CHUNK}}}", line)
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)
