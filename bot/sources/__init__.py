"""The newsletters, one file each; and the way from a mail to its digests.

A module in this folder that exports SOURCE is found by being here. A mail is claimed
by what its body says first and by its sender second: a forward keeps neither sender
nor subject (docs/formats.md). Newsletters that a user describes stand beside those.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules

from bot import forwards, index
from bot.digest import Source
from bot.domain import Digest, Mail
from bot.skeleton import drift
from bot.sources import hidden, parts, unclaimed


def _found() -> dict[str, Source]:
    modules = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__))
    sources: list[Source] = [m.SOURCE for m in modules if hasattr(m, "SOURCE")]
    return {source.name: source for source in sorted(sources, key=lambda s: s.name)}


SOURCES = _found()
_FALLBACK = "generic"
_PLAINLY = 3  # marks of the sender's own newsletter that no other would print


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Who may claim a mail: the newsletters that a user describes, and those of ours."""

    extra: tuple[Source, ...]
    own: tuple[Source, ...]
    fallback: Source | None

    def of(self, sender: str) -> Source | None:
        """Return the newsletter that an address belongs to, a user's before ours."""
        domain = sender.rpartition("@")[2]
        for source in (*self.extra, *self.own):
            if any(unclaimed.within(domain, own) for own in source.domains):
                return source
        return None


def _known(extra: Sequence[Source], without: Collection[str]) -> _Known:
    own = [s for name, s in SOURCES.items() if name not in without and name != _FALLBACK]
    fallback = None if _FALLBACK in without else SOURCES.get(_FALLBACK)
    return _Known(extra=tuple(extra), own=tuple(own), fallback=fallback)


def read(
    mail: Mail,
    received_at: datetime,
    *,
    extra: Sequence[Source] = (),
    without: Collection[str] = (),
) -> tuple[Digest, ...]:
    """Return a digest for each one in the mail and in the mails attached to it.

    ``received_at`` (aware) dates a mail that carries no date. ``extra`` are newsletters
    beside `SOURCES`; ``without`` names those of `SOURCES` to act as if unknown. A mail
    nobody knows gives one digest without a source, its lines left over. Never raises.
    """
    return _read(mail, received_at, _known(extra, without))


def _read(mail: Mail, received_at: datetime, known: _Known) -> tuple[Digest, ...]:
    sent_at = mail.sent_at or received_at
    inner = [d for attached in mail.attached for d in _read(attached, sent_at, known)]
    found = tuple(d for d in inner if d.source or d.problems or d.leftovers)
    own = hidden.told(tuple(_own(mail, sent_at, known)), mail.hidden)
    if found and _wraps(mail, own, found):
        return found
    return own + found


def _wraps(mail: Mail, own: Sequence[Digest], found: Sequence[Digest]) -> bool:
    """Whether a mail's own text is nothing but what stands around an attached one."""
    if any(d.queries or d.expected for d in own):
        return False
    if not any(d.source or d.problems for d in found):
        return not any(d.source or d.problems or d.leftovers for d in own)
    empty = not any(map(unclaimed.says_something, (mail.plain, mail.html)))
    return empty or not any(d.source for d in own)


def _own(mail: Mail, sent_at: datetime, known: _Known) -> Iterator[Digest]:
    """Read the mail's own text: plain or HTML, whichever holds more."""
    views = [forwards.clean(text) for text in (mail.plain, mail.html) if text.strip()]
    sender = known.of(mail.sender)
    read_views = [_view(text, sent_at, known, sender) for text in views]
    best = max(read_views, key=_weight, default=[])
    if any(d.source for d in best):
        yield from best
        return
    described = (
        [sender.read(v, sent_at) for v in views] if sender and sender in known.extra else []
    )
    yield unclaimed.digest(mail, views, sent_at, sender, described)


def _weight(digests: list[Digest]) -> tuple[int, int, int]:
    return (
        _queries(digests),
        sum(bool(d.source) for d in digests),
        -sum(len(d.problems) for d in digests),
    )


def _view(
    text: str, sent_at: datetime, known: _Known, sender: Source | None
) -> list[Digest]:
    """Read every digest in one text, each against the date printed before it."""
    found = []
    for before, piece in _pieces(text):
        at = forwards.printed_at(before, sent_at)
        marks = _marks(piece, known, sender)
        whole: list[Digest] = []
        for source, sure in _claimed(piece, known, sender, marks):
            digest = drift.read(source, piece, at)
            if sure or digest.queries:
                whole = [digest]
                break
        strong = [source for count, source in marks if count >= parts.SURE]
        apart = parts.apart(piece, strong, known.fallback, at)
        found += apart if _queries(apart) > _queries(whole) else whole
    return found


def _queries(digests: Sequence[Digest]) -> int:
    return sum(len(d.queries) for d in digests)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text with several digests; yield what precedes each index, and the piece."""
    lines = text.split("\n") if index.WORD in text else []
    heads = [i for i, x in enumerate(lines) if index.WORD in x and index.HEAD.match(x)]
    if not heads:
        yield text, text
        return
    start = 0
    for i, head in enumerate(heads):
        stop = heads[i + 1] if i + 1 < len(heads) else len(lines)
        begin = head if i else 0
        yield "\n".join(lines[start:head]), "\n".join(lines[begin:stop])
        start = head


def _marks(text: str, known: _Known, sender: Source | None) -> list[tuple[int, Source]]:
    """Count the marks of each newsletter in a text, the most first, a user's before ours.

    Where it bears several of the sender's own there is nothing to ask: [].
    """
    if sender is not None and not known.extra and sender.claims(text) >= _PLAINLY:
        return []
    marks = [(source.claims(text), source) for source in (*known.extra, *known.own)]
    return sorted(marks, key=lambda mark: -mark[0])


def _claimed(
    text: str,
    known: _Known,
    sender: Source | None,
    marks: Sequence[tuple[int, Source]],
) -> Iterator[tuple[Source, bool]]:
    """Yield who may have printed a text, the likeliest first, and whether that is sure.

    That is whose marks it bears most of; a user's own where it bears as many, and where
    it is the sender's. What bears one mark alone may be the sender's newsletter if it is
    his, else labelled mail.
    """
    if sender is not None and not marks:
        yield sender, True
        return
    his = sender is not None and any(s is sender and count for count, s in marks)
    if sender is not None and his and sender in known.extra:
        yield sender, True
    elif marks and marks[0][0] >= parts.SURE:
        yield marks[0][1], True
    else:
        if sender is not None and his:
            yield sender, False
        if known.fallback is not None and known.fallback.claims(text):
            yield known.fallback, True
