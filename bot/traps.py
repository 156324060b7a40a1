"""Text hidden from people: found, decoded, taken out. And the plain refusal of machines.

Reporters glue base64 or hex to a sentence, or write in characters nobody sees, to
catch answers made by a machine (docs/formats.md). Such text must never reach a
ranking or a model, and that it was there must never be lost.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.asks import sentences
from bot.domain import Trap
from bot.invisible import SHORTEST, readable, unhide

SHORTEST_RUN = 24  # characters of a run that is looked at
LONGEST_RUN = 2000
OPAQUE = 60  # an undecodable run from this length on is flagged
WORD = 6  # letters of a word only the trap knows
_VARIETY = 7  # different letters that a base64 run has at least
_GLUED = 16  # letters of a neighbouring word that may stick to either end of a run

_LINK = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,200}")
_WEB = re.compile(r"https?://\S+|www\.\S+")  # the same where there is no address
_RUN = re.compile(rf"[A-Za-z0-9+/_-]{{{SHORTEST_RUN},{LONGEST_RUN}}}={{0,2}}")
_PIECES = re.compile(
    r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,200}(?:\s{1,3}[A-Za-z0-9+/_-]{16,200}){0,30}"
    r"\s{1,3}[A-Za-z0-9+/_-]{2,200}={0,2}"
)
_HEX = re.compile(rf"[0-9a-fA-F]{{{SHORTEST_RUN},}}")
_BYTES = re.compile(  # "49 66 20 75", "0x49, 0x66" or "\\x49\\x66", twelve and more
    r"(?<![\w\\])(?:(?:0x)?[0-9a-fA-F]{2}(?:[,:;]\s?|\s{1,2})){11,2000}(?:0x)?[0-9a-fA-F]{2}"
    r"(?!\w)|(?:(?:\\x|\\u00|%)[0-9a-fA-F]{2}\s{0,2}){11,2000}(?:\\x|\\u00|%)[0-9a-fA-F]{2}"
)
_LIKE_BYTES = re.compile(r"[0-9a-fA-F]{2}(?:[,:;\s%\\][\s0xu%\\]{0,6}[0-9a-fA-F]{2}){5}")
_NO_DIGITS = bytes(n for n in range(256) if not 48 <= n <= 57)  # noqa: PLR2004 ("0" to "9")
_RUN_LETTERS = bytes(  # the letters of a run as they are, spaces for all else
    n if chr(n).isascii() and (chr(n).isalnum() or chr(n) in "+/_-") else 32
    for n in range(256)
)
_SHORTEST_PIECE = 16  # letters of the shortest piece that `_PIECES` and `_RUN` begin with
_SHORTEST_SPELT = 35  # characters of twelve bytes written one by one
_FEWEST_DIGITS = 4
_BYTE = re.compile(r"(?:0x|\\x|\\u00|%)?([0-9a-fA-F]{2})")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 may begin with

_AI = re.compile(
    r"\b(?:A\.?I\.?)(?![a-z])|\bLLMs?\b|(?i:\bchat\s?-?gpt\b|\bclaude\b|\bgemini\b"
    r"|\blanguage models?\b|\bartificial intelligence\b|\bchat\s?bots?\b|\bcopilot\b)"
    r"|(?<![a-z])ai[- ](?:generated|written|edited|assisted|made)",
)
_MACHINES = (
    *("gpt", "claude", "gemini", "language model", "artificial", "chatbot", "chat bot"),
    *("copilot", "ai-", "ai generated", "ai written", "ai edited", "ai assisted"),
    *("ai made", "human-written", "human written", "human-generated", "human generated"),
    "written by",
)
_REFUSE = re.compile(
    r"\b(?:no|not|cannot|can[’']?t|don[’']?t|won[’']?t|unable|avoid|without|never|reject\w*"
    r"|discard\w*|delet\w*|ignor\w*|disqualif\w*|ban(?:s|ned)?|refus\w*|prohibit\w*"
    r"|declin\w*|refrain|zero|bin|trash\w*)\b",
    re.IGNORECASE,
)
_HUMAN = re.compile(
    r"\bhuman[- ](?:written|generated)\b|\bwritten by (?:an? )?(?:real |actual )?"
    r"(?:humans?|persons?|people)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\?[\"'”’)\]\s]*$")
_PLEASE = re.compile(r"\b(?:please|kindly)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    """A decoded stretch of a text, by offsets into it."""

    kind: str
    text: str
    start: int
    end: int


def find(text: str) -> tuple[str, tuple[Trap, ...]]:
    """Return text without what is hidden in it, and the traps in the order found.

    Every visible letter outside a trap stays. Emoji stay, also those joined or
    coloured by invisible characters. Links and addresses are never looked into.
    """
    if len(text) < _SHORTEST_PIECE and text.isascii():
        return text, ()
    text, traps = unhide(text)
    spelt, run = _may_hide(text)
    if not spelt and not run:
        return text, tuple(traps)
    seen = _LINK.sub(_mask, text) if "@" in text else _WEB.sub(_mask, text)
    if run and not (run := _has_run(seen)) and not spelt:
        return text, tuple(traps)
    blobs: list[_Blob] = []
    if spelt and _LIKE_BYTES.search(seen):
        blobs = [blob for found in _BYTES.finditer(seen) if (blob := _spelt(found))]
        seen = _masked(seen, blobs)
    for pattern in (_PIECES, _RUN) if run else ():
        spans = [found.span() for found in pattern.finditer(seen)]
        new = [blob for span in spans if (blob := _look_into(text, *span))]
        seen = _masked(seen, new)
        blobs += new
    blobs.sort(key=lambda blob: blob.start)
    more = (Trap(kind=blob.kind, text=blob.text) for blob in blobs)
    return _without(text, blobs), (*traps, *more)


def _may_hide(text: str) -> tuple[bool, bool]:
    """Whether text could hold bytes written one by one; and a run of letters.

    Every letter in UTF-8 that is spelt in hex has a digit in it or beside it.
    """
    words = map(len, text.split()) if len(text) >= _SHORTEST_PIECE else ()
    run = max(words, default=0) >= _SHORTEST_PIECE
    if len(text) < _SHORTEST_SPELT:
        return False, run
    digits = text.encode("utf-8", "replace").translate(None, _NO_DIGITS)
    return len(digits) >= _FEWEST_DIGITS, run


def _has_run(seen: str) -> bool:
    """Whether letters of a run stand side by side in a text without its links."""
    pieces = seen.encode("ascii", "replace").translate(_RUN_LETTERS).split()
    return max(map(len, pieces), default=0) >= _SHORTEST_PIECE


def _mask(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _masked(seen: str, blobs: Sequence[_Blob]) -> str:
    """Return seen with NULs for every letter of the blobs, which stand in order."""
    kept, at = [], 0
    for blob in blobs:
        kept += [seen[at : blob.start], "\0" * (blob.end - blob.start)]
        at = blob.end
    return "".join(kept) + seen[at:] if blobs else seen


def _without(text: str, blobs: Sequence[_Blob]) -> str:
    """Take the blobs out, the last one first; words on either side stay apart."""
    kept: list[str] = []  # none of them empty, from the end
    stop = len(text)
    for blob in reversed(blobs):
        kept += filter(None, (text[blob.end : stop],))
        stop = blob.start
        if not stop or text[stop - 1].isspace():
            if kept and kept[-1][0] == " ":
                kept += filter(None, (kept.pop()[1:],))
        elif kept and not kept[-1][0].isspace():
            kept.append(" ")
    return text[:stop] + "".join(reversed(kept))


def refusal(text: str) -> str:
    """Return the sentence that refuses machine-written answers, "" if there is none.

    A sentence with a word for AI and a word of refusal; a question is let pass unless
    it says please. A false alarm costs a model call, a miss costs the account.
    """
    if not _may_refuse(text):
        return ""
    lines = [line for line in text.split("\n") if _may_refuse(line)]
    likely = (s for line in lines for s in sentences(line) if _may_refuse(s))
    for sentence in likely:
        named = _AI.search(sentence) and _REFUSE.search(sentence)
        asked = _ASKED.search(sentence) and not _PLEASE.search(sentence)
        if (named and not asked) or _HUMAN.search(sentence):
            return sentence
    return ""


def _may_refuse(text: str) -> bool:
    """Whether a word is in text without which no sentence refuses a machine."""
    if "AI" in text or "A.I" in text or "LLM" in text:
        return True
    lower = text.lower() if text.isascii() else text.casefold()
    return any(word in lower for word in _MACHINES)


def forbidden(traps: Iterable[Trap], seen: str) -> frozenset[str]:
    """Return the words of six letters and more that only the traps say.

    ``seen`` is what may honestly be used: the profile and the visible query. A draft
    with one of these words gives away that a machine read the hidden text.
    """
    known = seen.casefold()
    words = (
        word
        for trap in traps
        for word in re.findall(rf"[^\W\d_]{{{WORD},}}", trap.text.casefold())
    )
    return frozenset(word for word in words if word not in known)


# ----------------------------------------------------------------------------- blobs


def _look_into(text: str, start: int, end: int) -> _Blob | None:
    """Decode what stands between start and end, white space in it left out."""
    places = [i for i in range(start, end) if not text[i].isspace()]
    run = "".join(text[i] for i in places)
    best = max(
        (found for way in (_hex, _base64) for found in way(run)),
        key=lambda blob: (_whole(blob.text), len(blob.text)),
        default=None,
    )
    if best is not None:
        last = places[best.end - 1] + 1
        return _Blob(kind=best.kind, text=best.text, start=places[best.start], end=last)
    if len(places) == end - start and _is_noise(run):
        return _Blob(kind="opaque", text="", start=start, end=end)
    return None


def _whole(text: str) -> int:
    """How much text looks like whole sentences: a letter too many spoils either end."""
    end = 2 if text[-1:] in {".", "!", "?", '"', ")"} else int(text[-1:].isalnum())
    return int(text[:1].isupper()) + end


def _spelt(found: re.Match[str]) -> _Blob | None:
    """Decode bytes written one by one."""
    said = readable(bytes.fromhex("".join(_BYTE.findall(found[0]))))
    return (
        _Blob(kind="hex", text=said, start=found.start(), end=found.end()) if said else None
    )


def _hex(run: str) -> Iterable[_Blob]:
    for found in _HEX.finditer(run):
        digits = found[0]
        for a in range(min(_GLUED, len(digits))):
            for z in range(6):
                piece = digits[a : len(digits) - z]
                if len(piece) < SHORTEST_RUN or len(piece) % 2:
                    continue
                if said := readable(bytes.fromhex(piece)):
                    start = found.start() + a
                    yield _Blob(kind="hex", text=said, start=start, end=start + len(piece))


def _base64(run: str) -> Iterable[_Blob]:
    body = run.rstrip("=")
    plain = body.replace("-", "+").replace("_", "/")
    phases = _phases(plain) if len(set(body)) > _VARIETY else set()
    for a in (a for a in range(_GLUED) if a % 4 in phases):
        for z in range(_GLUED):
            piece = plain[a : len(body) - z]
            if len(piece) * 3 < SHORTEST * 4 or len(piece) % 4 == 1:
                continue
            if said := readable(_unbase64(piece)):
                end = len(body) - z if z else len(run)
                yield _Blob(kind="base64", text=said, start=a, end=end)


def _unbase64(piece: str) -> bytes:
    """Return the bytes; of UTF-16 that says what ASCII can, the ASCII."""
    try:
        data = b64decode(piece + "=" * (-len(piece) % 4), validate=True)
    except (Base64Error, ValueError):
        return b""
    if data.count(0) * 5 >= len(data) * 2:
        data = data.removeprefix(_WIDE[0]).removeprefix(_WIDE[1]).replace(b"\0", b"")
    return data


def _phases(run: str) -> set[int]:
    """Return at which of the four alignments the middle of run could be text."""
    half = 8 if len(run) < OPAQUE else 24
    start = len(run) // 2 - half
    found = set()
    for a in range(start, start + 4):
        data = _unbase64(run[a : a + 2 * half])
        text = data.decode("utf-8", "ignore")
        if text.isprintable() and len(text.encode()) * 4 >= len(data) * 3:
            found.add(a % 4)
    return found


def _is_noise(run: str) -> bool:
    """Whether an undecoded run is machine-made: long, of one piece, mixed throughout."""
    longest = max(re.split(r"[-_/+=]+", run), key=len)
    if len(run) < OPAQUE or len(longest) < OPAQUE // 2:
        return False
    if _HEX.fullmatch(longest):  # a checksum, a commit
        return False
    kinds = [(c.isupper(), c.isdigit()) for c in run if c.isalnum()]
    changes = sum(a != b for a, b in pairwise(kinds))
    return any(digit for _, digit in kinds) and changes * 2 > len(kinds)
