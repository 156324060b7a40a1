"""What a later edition changed in a request, in words for people."""

import re

from bot.domain import Deadline, Query
from bot.sameness.alignment import common
from bot.sameness.words import LONGEST

_QUOTED = 140  # characters of a quote
_LINES = 4  # lines about the text
_LEAD = 30  # characters shown before the first word that differs
_LONGEST_PART = 300  # characters of a link's path that are looked into
_MOST = 1000  # sentences that are compared
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]{0,3}\s+|\n\s*\n")
_WORD = re.compile(r"[^\W_]+")
_MARKS = str.maketrans("‘’‛ʼ`´“”„«»‐‑‒–—―", "''''''\"\"\"\"\"------")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?=.*\d)(?:[\w=~.%+]{16,}|(?=.*[A-Z])(?=.*[a-z])[\w=~.%+-]{16,}|[0-9a-f-]{16,})"
)
_ENDS = ".,;:!?)]}'’*_"
_LIKE = 0.5  # share of common words that makes two sentences one, changed


def changes(old: Query, new: Query) -> tuple[str, ...]:
    """Return a line for each thing that differs between two prints of one request.

    White space, wrapping, case and the shape of quotes are no difference, nor is what
    makes a link one recipient's (it is not quoted either); the text is not compared where
    one print was cut short. The lines hold strangers' text, plain:
    the caller escapes it.
    """
    lines = [*_named("title", old.summary, new.summary)]
    lines += _named("outlet", old.outlet, new.outlet)
    lines += _named("reply address", old.reply_to, new.reply_to)
    lines += _deadline(old.deadline, new.deadline)
    if new.no_ai and not old.no_ai:
        said = f": {_quote(new.refusal)}" if new.refusal else ""
        lines.append(f"machine-written answers are now refused{said}")
    if not (old.cut or new.cut):
        lines += _text(old.body, new.body)
    return tuple(lines)


def _named(what: str, old: str, new: str) -> list[str]:
    if _plain(old) == _plain(new):
        return []
    if not old.strip():
        return [f"the {what} is now {_quote(new)}"]
    if not new.strip():
        return [f"the {what} {_quote(old)} is gone"]
    return [f"the {what} changed from {_quote(old)} to {_quote(new)}"]


def _deadline(old: Deadline, new: Deadline) -> list[str]:
    if old.at == new.at:
        return []
    before, after = (_cut(d.text) or "none" for d in (old, new))
    return [f"the deadline moved from {before} to {after}"]


def _text(old: str, new: str) -> list[str]:
    before, after = _sentences(old), _sentences(new)
    pairs = common([_plain(s) for s in before], [_plain(s) for s in after])
    found = []
    i = j = 0
    for stop_i, stop_j in [*pairs, (len(before), len(after))]:
        found += _between(before[i:stop_i], after[j:stop_j])
        i, j = stop_i + 1, stop_j + 1
    lines = [f"the text changed: {line}" for line in found]
    if len(lines) > _LINES:
        rest = len(lines) - _LINES + 1
        lines = [*lines[: _LINES - 1], f"the text changed in {rest} more places"]
    return lines


def _between(gone: list[str], added: list[str]) -> list[str]:
    """Describe what stands between two sentences that stayed."""
    lines = []
    while gone and added and _alike(gone[0], added[0]):
        was, now = _focus(gone.pop(0), added.pop(0))
        lines.append(f"added {now}; gone {was}")
    if gone and added:
        lines.append(f"added {_quote(' '.join(added))}; gone {_quote(' '.join(gone))}")
    elif added:
        lines.append(f"added {_quote(' '.join(added))}")
    elif gone:
        lines.append(f"gone {_quote(' '.join(gone))}")
    return lines


def _alike(one: str, two: str) -> bool:
    a, b = set(_plain(one).split()), set(_plain(two).split())
    return len(a & b) >= _LIKE * max(len(a), len(b))


def _focus(one: str, two: str) -> tuple[str, str]:
    """Quote two sentences from shortly before the first word that differs."""
    a, b = one.split(), two.split()
    same = 0
    while same < min(len(a), len(b)) and _plain(a[same]) == _plain(b[same]):
        same += 1
    quotes = []
    for words in (a, b):
        lead = " ".join(words[:same])
        at = max(0, lead.rfind(" ", 0, len(lead) - _LEAD) + 1) if len(lead) > _LEAD else 0
        quotes.append(_quote(("… " if at else "") + " ".join(words)[at:]))
    return quotes[0], quotes[1]


def _sentences(text: str) -> list[str]:
    text = _LINK.sub(_untracked, text[: 2 * LONGEST])
    parts = (" ".join(part.split()) for part in _SENTENCE.split(text))
    return [part for part in parts if _plain(part)][:_MOST]


def _untracked(link: re.Match[str]) -> str:
    """Leave out a link's query string and the parts of its path that look like a token."""
    address = link[0].rstrip(_ENDS)
    end = link[0][len(address) :]
    scheme, _, rest = address.partition("://")
    host, *path = re.split(r"[?#]", rest, maxsplit=1)[0].split("/")
    kept = [part for part in path if part and not _TOKEN.fullmatch(part[:_LONGEST_PART])]
    return f"{scheme}://{'/'.join([host, *kept])}{end}"


def _plain(text: str) -> str:
    """Return the words of a text; for one without any, the text."""
    told = text.translate(_MARKS).casefold()
    return " ".join(_WORD.findall(told)) or told.strip()


def _quote(text: str) -> str:
    return f"“{_cut(text)}”"


def _cut(text: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in text[: 8 * _QUOTED])
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
