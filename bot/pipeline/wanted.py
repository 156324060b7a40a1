"""Which drafts should stand in an expert's mailbox, and which should not."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot import composing, mime
from bot.domain import Card, Choice, Expert, Filed, Filing, Mail, digest_of
from bot.pipeline.boxes import Box
from bot.pipeline.parts import where
from bot.store import Store

log = logging.getLogger(__name__)

EDITIONS = 5  # mails in which an address is looked for
KNOWN = 500  # addresses that were looked for before
TAKEN_BACK = "the approval was taken back"
SENT = "the answer was sent"
LEFT = "the expert is in no profile any more"
UNPRINTED = "the reply address does not stand in the digest as it was read"
_MAY_STAND = (Filed.BEGUN, Filed.FILED)


class Want(StrEnum):
    PUT = "put"
    TAKE_OUT = "take out"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done about the draft of one card."""

    want: Want
    card: Card
    filing: Filing | None  # as it stands
    why: str = ""  # it is refused or taken out
    mark: str = ""  # of the draft to put in

    @property
    def stands(self) -> bool:
        """Say if there was a draft when we last looked."""
        return self.filing is not None and self.may_stand and bool(self.filing.mark)

    @property
    def may_stand(self) -> bool:
        """Say if a draft has to be looked for, one that was only begun as well."""
        return self.filing is not None and self.filing.state in _MAY_STAND

    @property
    def final(self) -> bool:
        """Say if the draft never comes back."""
        return self.why == SENT


def mine(card: Card, box: Box) -> bool:
    """Say if a card stands approved for a box's own expert."""
    decision = card.decision
    return (
        decision is not None
        and decision.choice is Choice.APPROVED
        and card.company == box.company
        and card.outline.expert_id == box.expert
    )


@dataclass(kw_only=True)
class Wanted:
    """Asks the store alone; no mailbox is needed to know what is to be done."""

    store: Store
    _printed: dict[tuple[str, tuple[int, ...]], bool] = field(default_factory=dict)

    def jobs(self, box: Box, expert: Expert | None, now: datetime) -> Iterator[Job]:
        """Yield what is to be done now; what must go comes first.

        Without an ``expert`` all must go.
        """
        for filing, card in self.store.standing(box.name, now):
            why = "" if expert is not None else LEFT
            why = SENT if card.sent_at is not None else why
            why = why if mine(card, box) else TAKEN_BACK
            if why:
                yield Job(want=Want.TAKE_OUT, card=card, filing=filing, why=why)
        if expert is None:
            return
        for card in self.store.approved_cards(now):
            if mine(card, box) and card.sent_at is None:
                known = self.store.filing(card.id, box.name)
                if job := self._job(card, expert, known, now):
                    yield job

    def _job(
        self, card: Card, expert: Expert, filing: Filing | None, now: datetime
    ) -> Job | None:
        state = filing.state if filing is not None else None
        mark = filing.mark if filing is not None else ""
        late = card.query.deadline.expired(now)
        if (state is Filed.TAKEN and mark) or (late and state not in _MAY_STAND):
            return None  # a person has it or has sent it; or nothing new is made
        why, new = self._made(card, expert)
        same = state is Filed.FILED and mark == new
        if not why and not same and not late and not self._literal(card, expert):
            why = UNPRINTED
        if why:
            if state is Filed.REFUSED and mark == digest_of(why):
                return None
            return Job(want=Want.REFUSE, card=card, filing=filing, why=why)
        if same or late:
            return None
        return Job(want=Want.PUT, card=card, filing=filing, mark=new)

    def _made(self, card: Card, expert: Expert) -> tuple[str, str]:
        """Return why no draft can be made, or the mark of the one that can."""
        try:
            composed = composing.letter(card, expert)
            return (composed.why, "") if composed.why else _marked(card, expert)
        except Exception as error:  # noqa: BLE001 (one card must not hold up the others)
            log.error("no draft card=%d: %s", card.id, where(error))  # noqa: TRY400
            return f"it could not be written ({type(error).__name__})", ""

    def _literal(self, card: Card, expert: Expert) -> bool:
        """Say if the address stands in one of the mails that a card was read from."""
        address = composing.letter(card, expert).to
        queries = dict.fromkeys(query.id for query in (card.query, *card.also))
        ids = dict.fromkeys(
            mail_id
            for query_id in queries
            for mail_id in self.store.prints(query_id, EDITIONS)
        )
        key = (address, tuple(ids))
        if key not in self._printed:
            if len(self._printed) >= KNOWN:
                self._printed.clear()
            self._printed[key] = any(self._prints(address, mail_id) for mail_id in ids)
        return self._printed[key]

    def _prints(self, address: str, mail_id: int) -> bool:
        mail = self.store.stored(mail_id)
        texts = _texts(mime.read(mail.raw)) if mail is not None else iter(())
        return any(composing.printed(address, text) for text in texts)


def _marked(card: Card, expert: Expert) -> tuple[str, str]:
    return "", composing.mark_of(card, expert)


def _texts(mail: Mail) -> Iterator[str]:
    yield from (mail.plain, mail.html)
    for attached in mail.attached:
        yield from _texts(attached)
