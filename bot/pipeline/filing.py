"""Puts drafts of approved answers into experts' own Drafts folders, and takes them out.

A draft is known in the folder by a header, so neither a crash nor a lost answer of the
server makes a second one; that one is begun is noted before, so that none is forgotten.
What a person has changed is theirs: it is left alone.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from bot import composing
from bot.domain import Card, Expert, Filed, Filing, Profile, digest_of, telling
from bot.inbox import drafts
from bot.inbox.drafts import DraftsFolder
from bot.pipeline.boxes import Box, Rounds, owner, whose
from bot.pipeline.wanted import Job, Want, Wanted, mine
from bot.store import Store

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=30)  # all cards are looked through again, whatever was done
AT_ONCE = 20  # drafts in one connection
CHANGED = "was changed by hand and stays as it is; no other is made"
GONE = "is not there any more: it was sent, moved or deleted; no other is made"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """A message of ours in the folder that nobody has changed."""

    uid: int
    mark: str


@dataclass(kw_only=True)
class Drafts:
    """The drafts of all boxes; ``tell`` says a thing in the ops channel once a key."""

    store: Store
    boxes: Sequence[Box]
    profiles: Callable[[], Sequence[Profile]]
    now: Callable[[], datetime]
    tell: Callable[[str, str], object] = lambda _key, _text: None
    alarm: Callable[[str, str], object] | None = None  # once until it is cured
    cured: Callable[[str, str], object] = lambda _key, _text: None
    stop: Callable[[], bool] = lambda: False
    _rounds: Rounds = field(init=False)
    _wanted: Wanted = field(init=False)
    _rested: dict[str, tuple[datetime, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rounds = Rounds(now=self.now, alarm=self.alarm or self.tell, cured=self.cured)
        self._wanted = Wanted(store=self.store)

    def file_one(self) -> bool:
        """Bring one expert's drafts to where they should be; say if anything was done.

        No mailbox is asked where nothing is to be done. Raises TryLater if all mailboxes
        are away, or the store.
        """
        return self._rounds.go([box for box in self.boxes if box.file], self._file)

    def _file(self, box: Box) -> bool:
        now, latest = self.now(), tuple(self.store.audit(most=1))
        rested = self._rested.get(box.name)
        if rested and rested[1] == latest and timedelta(0) <= now - rested[0] < EVERY:
            return False
        expert = owner(self.profiles(), box)
        jobs = list(islice(self._wanted.jobs(box, expert, now), AT_ONCE))
        if not jobs:
            self._rested[box.name] = (now, latest)
            return False
        for job in jobs:
            if job.want is Want.REFUSE and not job.may_stand:
                self._tell(box, job.card, "no", job.why, f"No draft was made: {job.why}.")
                self._write(box, job.card, Filed.REFUSED, digest_of(job.why), said=job.why)
        asking = [job for job in jobs if job.want is not Want.REFUSE or job.may_stand]
        if asking:
            with drafts.opened(box.account, box.drafts, stop=self.stop) as folder:
                for job in asking:
                    self._do(box, folder, expert, job)
        return True

    def _do(self, box: Box, folder: DraftsFolder, expert: Expert | None, job: Job) -> None:
        key, known = composing.key_of(job.card), job.filing
        same = known is not None and known.uidvalidity == folder.uidvalidity
        uid = known.uid if known is not None and same and job.may_stand else 0
        found = folder.find(composing.KEY, key, uid=uid)
        held = [(draft.uid, composing.stored(draft.raw)) for draft in found]
        held = [(uid, kept) for uid, kept in held if kept.key == key]
        ours = [_Ours(uid=uid, mark=kept.mark) for uid, kept in held if kept.untouched]
        touched = len(ours) < len(held)
        if job.want is not Want.PUT:
            self._out(box, folder, expert, job, ours, touched=touched)
        elif touched or (job.stands and not held):
            what = CHANGED if touched else GONE
            for draft in ours:  # a new one, beside an old one that was changed meanwhile
                folder.take_out(draft.uid)
            text = f"The draft in {whose(expert)} Drafts folder {what}."
            self._tell(box, job.card, "left", job.mark, text)
            self._write(box, job.card, Filed.TAKEN, job.mark, said=what)
        else:
            self._in(box, folder, expert, job, ours)

    def _in(
        self,
        box: Box,
        folder: DraftsFolder,
        expert: Expert | None,
        job: Job,
        ours: Sequence[_Ours],
    ) -> None:
        """Leave just one draft of a card; the new one stands before an old one goes."""
        at = self.now()
        card = self.store.card(job.card.id, at)
        if (
            card is None
            or not mine(card, box)
            or composing.mark_of(card, expert) != job.mark
        ):
            return  # it changed while the mailbox was asked: the next look sees how
        kept = next((draft.uid for draft in ours if draft.mark == job.mark), 0)
        if not kept:
            raw = composing.eml(card, expert, at=at, draft=True)
            self._begin(box, job)
        uid = kept or folder.put(raw, at)
        for draft in ours:
            if draft.uid != kept:
                folder.take_out(draft.uid)
        note = composing.letter(card, expert).note
        text = (
            f"The draft in {whose(expert)} Drafts folder was brought up to date."
            if job.stands
            else f"A draft stands in {whose(expert)} Drafts folder."
        )
        text += f" Note: {note}." if note else ""
        self._tell(box, card, "put", job.mark, text)
        self._write(box, card, Filed.FILED, job.mark, folder=folder, uid=uid)
        log.info("card %d: draft in mailbox %s", card.id, box.name)

    def _out(
        self,
        box: Box,
        folder: DraftsFolder,
        expert: Expert | None,
        job: Job,
        ours: Sequence[_Ours],
        *,
        touched: bool,
    ) -> None:
        """Take out what is still ours, and say what of it is not."""
        for draft in ours:
            folder.take_out(draft.uid)
        why, place = job.why[:1].upper() + job.why[1:], f"{whose(expert)} Drafts folder"
        if touched:
            text = (
                f"{why}. The draft in {place} was changed by hand and was left there:"
                " please delete it, it is not to be sent."
            )
        elif ours:
            text = f"{why}: the draft was taken out of {place}."
        elif job.stands:
            text = (
                f"{why}. There is no draft in {place} any more: it was sent, moved or"
                " deleted by hand."
            )
        else:  # it was begun and never came to stand there
            text = f"No draft was made: {job.why}." if job.want is Want.REFUSE else ""
        mark = job.filing.mark if job.filing else ""
        if text and (ours or not job.final):  # else whoever sent it knows
            self._tell(box, job.card, "out", mark, text)
        if job.want is Want.REFUSE:
            self._write(box, job.card, Filed.REFUSED, digest_of(job.why), said=job.why)
        else:  # without a mark it comes back once it is approved again
            kept = mark if job.final else ""
            self._write(box, job.card, Filed.TAKEN, kept, said=job.why)

    def _begin(self, box: Box, job: Job) -> None:
        """Note that a draft may stand from now on; what stood there is still known."""
        known = job.filing
        if known is None or not job.may_stand:
            self._write(box, job.card, Filed.BEGUN, "")
        elif known.state is not Filed.BEGUN:
            self.store.add_filing(replace(known, state=Filed.BEGUN, at=self.now()))

    def _tell(self, box: Box, card: Card, what: str, mark: str, text: str) -> None:
        """Say a thing below a card, once for each time that it comes true."""
        self.store.reply(
            card.id,
            f"draft:{box.name}:{card.version}:{what}:{digest_of(mark)}",
            text,
            people=telling.charged(card) if what in ("left", "no") else (),
            now=self.now(),
        )

    def _write(
        self,
        box: Box,
        card: Card,
        state: Filed,
        mark: str,
        *,
        said: str = "",
        folder: DraftsFolder | None = None,
        uid: int = 0,
    ) -> None:
        self.store.add_filing(
            Filing(
                card_id=card.id,
                mailbox=box.name,
                state=state,
                mark=mark,
                said=said,
                folder=folder.name if folder else "",
                uidvalidity=folder.uidvalidity if folder else 0,
                uid=uid,
                at=self.now(),
            )
        )
