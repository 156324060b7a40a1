"""The newsletters, one file each; and the way from a mail to its digests.

A module in this folder that exports SOURCE is found by being here. A mail is claimed
by what its body says first and by its sender second: a forward keeps neither sender
nor subject (docs/formats.md). Newsletters that a user describes stand beside those.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules

from bot import forwards, index
from bot.digest import Source
from bot.domain import Digest, Mail


def _found() -> dict[str, Source]:
    modules = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__))
    sources: list[Source] = [m.SOURCE for m in modules if hasattr(m, "SOURCE")]
    return {source.name: source for source in sorted(sources, key=lambda s: s.name)}


SOURCES = _found()
_FALLBACK = "generic"
_LIFECYCLE = re.compile(
    r"\bwelcome\b|\bverif(?:y|ication)\b"
    r"|\bconfirm(?:ation)?\b.*\b(?:e-?mail|address|account|subscription|sign)"
    r"|\bplease confirm\b|\bactivat\w+\b|\bthanks for (?:signing|joining)\b"
    r"|\breset your password\b|\byou(?:[’']re| are) (?:in|subscribed)\b",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(?:haro|sos|source of sources|media|reporter|journalist) queries\b|\[(?:haro|sos)\]"
    r"|\bqueries for \w|\b(?:morning|afternoon|evening) edition\b",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"^\W*(?:(?:fwd?|re|aw|wg)\s*:\s*)*(?:haro queries for\b|\[sos\].*\bmedia queries\b)",
    re.IGNORECASE,
)
_PLAINLY = 3  # marks of the sender's own newsletter that no other would print
_BEGINNING = 600  # characters of a body that may say what the mail is about
_ORDINARY = re.compile(r"[A-Za-z0-9 .,;:!?'\"()\n/&@-]")
_RUN = re.compile(r"\S{60,}")
_SHOWN = 80  # characters of a subject in a problem
_READABLE = 0.75  # the share of ordinary characters in a text that can be read
_FEWEST = 12  # letters; a body with fewer says nothing
_QUERY_LIKE = re.compile(
    r"^[ \t]{0,9}(?:\d{1,3}[.)]\s*)?(?:deadline|query|summary)\b[^:\n]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)


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
            if any(_within(domain, own) for own in source.domains):
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
    found = tuple(d for d in inner if d.source or d.problems)
    own = tuple(_own(mail, sent_at, known))
    if found and _wraps(mail, own):
        return found
    return own + found


def _wraps(mail: Mail, own: Sequence[Digest]) -> bool:
    """Whether a mail's own text is nothing but what stands around an attached one."""
    if any(d.queries or d.expected for d in own):
        return False
    empty = not _says_something(mail.plain) and not _says_something(mail.html)
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
    yield _unclaimed(mail, views, sent_at, known)


def _weight(digests: list[Digest]) -> tuple[int, int, int]:
    return (
        sum(len(d.queries) for d in digests),
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
        for source, sure in _claimed(piece, known, sender):
            digest = source.read(piece, at)
            if sure or digest.queries:
                found.append(replace(digest, printed_at=at))
                break
    return found


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


def _claimed(
    text: str, known: _Known, sender: Source | None
) -> Iterator[tuple[Source, bool]]:
    """Yield who may have printed a text, the likeliest first, and whether that is sure.

    That is whose marks it bears most of; a user's own where it bears as many, and where
    it is the sender's. What bears one mark alone may be the sender's newsletter if it is
    his, else labelled mail. Several of the sender's own marks leave nothing to ask.
    """
    if sender is not None and not known.extra and sender.claims(text) >= _PLAINLY:
        yield sender, True
        return
    marks = [(source.claims(text), source) for source in (*known.extra, *known.own)]
    best = max(marks, key=lambda mark: mark[0], default=None)
    his = sender is not None and any(s is sender and count for count, s in marks)
    if sender is not None and his and sender in known.extra:
        yield sender, True
    elif best is not None and best[0] > 1:
        yield best[1], True
    else:
        if sender is not None and his:
            yield sender, False
        if known.fallback is not None and known.fallback.claims(text):
            yield known.fallback, True


def _unclaimed(mail: Mail, views: list[str], sent_at: datetime, known: _Known) -> Digest:
    """Say of a mail without a query whether it is noise, a failure or a stranger's."""
    text = views[0] if views else ""
    lines = tuple(line.strip() for line in text.split("\n") if line.strip())
    source = known.of(mail.sender)
    place = index.find(text.split("\n"))
    if place is not None:
        promised = index.entries(text.split("\n")[slice(*place)])
        problem = f"{len(promised)} in the index, 0 read"
        return Digest(
            source=source.name if source else "",
            leftovers=lines,
            problems=(problem,),
            expected=len(promised),
            printed_at=sent_at,
        )
    described = [source.read(view, sent_at) for view in views if source in known.extra]
    why = next((d for d in described if d.problems), None)
    if why is not None:
        return replace(why, printed_at=sent_at)
    if source is not None and _QUERY_LIKE.search(text):
        problem = f"looks like {source.title} but nothing in it could be read"
        return Digest(
            source=source.name, leftovers=lines, problems=(problem,), printed_at=sent_at
        )
    about = bool(_LIFECYCLE.search(mail.subject))
    welcome = about or (source is not None and bool(_LIFECYCLE.search(text[:_BEGINNING])))
    said = any(map(_says_something, views))
    problem = _unread(mail.subject, source, said=said)
    if problem and not (welcome and not _CERTAIN.search(mail.subject)):
        return Digest(
            source=source.name if source else "",
            leftovers=lines,
            problems=(problem,),
            printed_at=sent_at,
        )
    quiet = (source is not None and not described) or welcome
    return Digest(
        source=source.name if source else "",
        leftovers=() if quiet else lines,
        lifecycle=quiet,
        printed_at=sent_at,
    )


def _unread(subject: str, source: Source | None, *, said: bool) -> str:
    """Say what is wrong with a mail that should have held queries, "" if nothing is."""
    if _EDITION.search(subject) and (source is not None or not said):
        return f'"{subject[:_SHOWN]}" should hold queries, but none could be read'
    if source is not None and not said:
        return f"mail from {source.title} without a text that can be read"
    return ""


def _says_something(text: str) -> bool:
    """Whether text is more than a few letters, and is made of words."""
    text = _RUN.sub("", re.sub(r"(?:https?://|www\.)\S+", "", text))
    ordinary = len(_ORDINARY.findall(text))
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST and ordinary >= _READABLE * len(text)


def _within(domain: str, own: str) -> bool:
    return domain == own or domain.endswith(f".{own}")
