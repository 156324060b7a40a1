"""The bytes and the text of one part, whatever it says about them."""

import re
from email.errors import InvalidBase64LengthDefect
from email.message import Message

from bot.mime.headers import MAX_HEADER, attempt, header, raw_header

_CHARSET = re.compile(
    r"charset\*?\d{0,3}\*?\s*=\s*[\"']?(?:[\w-]{0,40}'[\w-]{0,20}')?([^\s\"';]{1,60})",
    re.IGNORECASE,
)
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=\r\n\t >]| (?=\S)")
_ODD = 20  # one such character in so many is too much for base64
_LINE_END = re.compile("\r\n?")


def payload(part: Message) -> bytes:
    """Return the bytes; a text that only calls itself base64 as it stands."""
    coding = header(part, "content-transfer-encoding").strip().lower()
    written = attempt(lambda: str(part.get_payload()), "") if coding == "base64" else ""
    written = written[:MAX_HEADER]
    if len(_NO_BASE64.findall(written)) * _ODD > len(written):
        del part["content-transfer-encoding"]
    data = attempt(lambda: part.get_payload(decode=True), None)
    if any(isinstance(d, InvalidBase64LengthDefect) for d in part.defects):
        short = attempt(lambda: str(part.get_payload()), "").rstrip("=> \t\r\n")[:-1]
        part.set_payload(short)  # a letter that begins the next three bytes is none
        data = attempt(lambda: part.get_payload(decode=True), data)
    if isinstance(data, bytes):
        return data
    text: str = attempt(lambda: str(part.get_payload()), "")
    return text.encode("utf-8", "replace")


def charset(part: Message) -> str:
    found = _CHARSET.search(raw_header(part, "content-type"))
    return found[1] if found else ""


def unflow(part: Message, text: str) -> str:
    """Join soft line ends (RFC 3676) where the part says it has them."""
    kind = raw_header(part, "content-type").lower()
    if "flowed" not in kind:
        return text
    glue = "" if re.search(r"delsp\s*=\s*\"?yes", kind) else " "
    lines: list[str] = []
    soft = False
    for line in _LINE_END.sub("\n", text).split("\n"):
        quoted = line.startswith(">")
        if soft and not quoted and line.strip():
            lines[-1] = lines[-1][:-1] + glue + line.removeprefix(" ")
        else:
            lines.append(line)
        soft = line.endswith(" ") and not quoted and line.strip() not in {"", "--"}
    return "\n".join(lines)
