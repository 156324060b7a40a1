"""``haro-bot import``: keep digests from files; the next ``run`` posts what is open."""

import argparse
import email.utils
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import config, mime
from bot.cli import mailing
from bot.cli.archives import Box, boxes
from bot.cli.clock import Now
from bot.cli.moving import Moving
from bot.cli.terminal import plain
from bot.domain import Mail
from bot.errors import BadInput, TryLater
from bot.pipeline import Mailroom
from bot.store import Store

DAYS = 400  # of a whole mailbox, what is older teaches nothing
_MAILS, _BYTES, _SECONDS = 50, 4_000_000, 2.0  # of one step
_HEAD = 65_536
_DATE = re.compile(rb"^Date:[ \t]*([^\r\n]{1,100})", re.IGNORECASE | re.MULTILINE)
_LABELS = re.compile(
    rb"^X-Gmail-Labels:((?:[^\r\n]|\r?\n[ \t]){0,2000})", re.IGNORECASE | re.MULTILINE
)
_END = re.compile(rb"\r?\n\r?\n")
_AWAY = {"spam", "trash"}


def run(args: argparse.Namespace, now: Now) -> int:
    """Store every digest of the files, each once, and say how many were new."""
    path = Path(args.config)
    settings, _ = config.load(path)
    since = _since(args.since)
    found = boxes(args.files)
    store = Store(path.parent / settings.store.path)
    work = _Import(
        store=store,
        mailroom=mailing.mailroom(settings),
        now=now,
        since=since,
        every=args.all,
        total=sum(box.size for box in found),
    )
    try:
        with Moving("importing") as moving:
            for box in found:
                work.take(box, moving)
    except KeyboardInterrupt:
        _stopped(work)
        return 1
    except TryLater:  # a full disk, say
        _stopped(work)
        raise
    except BadInput:
        if work.counts:
            print(work.said(), file=sys.stderr)
        raise
    finally:
        store.close()
    print(work.said(), file=sys.stderr)
    return 0


def _stopped(work: "_Import") -> None:
    share = f"{work.done / 1e6:.0f} of {work.total / 1e6:.0f} MB"
    print(work.said(), file=sys.stderr)
    print(f"stopped after {share}; the same command goes on from there", file=sys.stderr)


def _since(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise BadInput(f"--since: {text!r} is no date; write it as 2026-01-31") from None


@dataclass(kw_only=True)
class _Import:
    """One run over some boxes, and what became of their mails."""

    store: Store
    mailroom: Mailroom
    now: Now
    since: datetime | None
    every: bool  # also what no newsletter's reader knows
    total: int
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    empty: list[str] = field(default_factory=list)  # names of archives without mail
    _past: int = 0  # bytes of the boxes before this one

    def take(self, box: Box, moving: Moving) -> None:
        """Import one box, from where an earlier import of it was stopped."""
        start = self.store.imported(box.key) if box.key else 0
        if start and box.size:
            self.counts["resumed"] += 1
        batch: list[tuple[bytes, datetime]] = []
        size, since, at, held = 0, time.monotonic(), start, start > 0
        try:
            for raw, at in self._each(box, start):
                held = True
                if raw is not None and (received := self._received(raw, box)) is not None:
                    batch.append((raw, received))
                    size += len(raw)
                late = time.monotonic() - since >= _SECONDS
                if late or len(batch) >= _MAILS or size >= _BYTES:
                    self._put(batch, box, at)
                    batch, size, since = [], 0, time.monotonic()
                    moving.at(self._past + min(at, box.size), self.total, self._short())
        except BadInput:  # the rest of the file is broken
            self._put(batch, box, at)
            raise
        self._put(batch, box, at)
        if not held:
            self.empty.append(box.name)
        if box.key:
            self.store.import_over(box.key)
        self._past += box.size
        self.done = self._past
        moving.at(self.done, self.total, self._short())

    def _each(self, box: Box, start: int) -> Iterator[tuple[bytes | None, int]]:
        for raw, at in box.open(start, self.mailroom.max_bytes):
            if raw is None:
                self.counts["big"] += 1
            yield raw, at

    def _put(self, batch: list[tuple[bytes, datetime]], box: Box, at: int) -> None:
        new = self.store.take_in(batch, box.key, at, self.now())
        self.counts["new"] += new
        self.counts["known"] += len(batch) - new
        self.done = self._past + min(at, box.size)

    def _received(self, raw: bytes, box: Box) -> datetime | None:
        """Return when a mail came; None for one that is left out, which is counted."""
        now = self.now()
        sent = sent_at(raw)
        oldest = self.since or (None if box.single else now - timedelta(days=DAYS))
        if oldest is not None and sent is not None and sent < oldest:
            self.counts["old"] += 1
            return None
        if not box.single and labels(raw) & _AWAY:
            self.counts["away"] += 1
            return None
        try:
            mail = mime.read_text(raw) if box.text else mime.read(raw)
            at = min(mail.sent_at or sent or now, now)
            if box.single or self.every or self._known(mail, at):
                return at
        except Exception:  # noqa: BLE001 (the worker sets it aside, and says so)
            return min(sent or now, now)
        self.counts["unknown"] += 1
        return None

    def _known(self, mail: Mail, at: datetime) -> bool:
        return any(d.source or d.queries for d in self.mailroom.read(mail, at))

    def _short(self) -> str:
        return f"{self.counts['new']} new mails"

    def said(self) -> str:
        counts = self.counts
        day = f"{self.since or self.now() - timedelta(days=DAYS):%Y-%m-%d}"
        left = {
            "old": f"older than {day}" + " (--since DATE takes them)" * (not self.since),
            "away": "in spam or trash",
            "unknown": "of no newsletter that is known (--all takes them)",
            "big": "too big ([mail] max_megabytes)",
        }
        out = ", ".join(f"{counts[k]} {why}" for k, why in left.items() if counts[k])
        said = f"{counts['new']} new mails stored, {counts['known']} known already"
        said += f"; left out: {out}" if out else ""
        said += f"; no mail is in {', '.join(self.empty)}" if self.empty else ""
        said += "; went on where the last import stopped" if counts["resumed"] else ""
        return plain(said)


def sent_at(raw: bytes) -> datetime | None:
    """Return the date in the head of a mail, read without the rest of it."""
    found = _DATE.search(_head(raw))
    if found is None:
        return None
    try:
        at = email.utils.parsedate_to_datetime(found[1].decode("ascii", "replace"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def labels(raw: bytes) -> set[str]:
    """Return the labels that Gmail had on a mail, without case."""
    found = _LABELS.search(_head(raw))
    if found is None:
        return set()
    text = found[1].decode("ascii", "replace")
    return {label.strip(' "\r\n\t').casefold() for label in text.split(",")}


def _head(raw: bytes) -> bytes:
    end = _END.search(raw, 0, _HEAD)
    return raw[: end.start() if end else _HEAD]
