"""Notices in experts' own mailboxes that an answer went out and that a reply came.

Only headers are read. An alias of a newsletter is made for one query, so a message to it
is the answer; a reporter's own address may stand in many queries, so there the title
must fit as well.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot import composing
from bot.domain import Card, Decision, Profile, Seen, Sighting, telling
from bot.inbox import noticing
from bot.inbox.noticing import Folders, Noticed
from bot.pipeline.boxes import Box, Rounds, owner, whose
from bot.store import Store

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=2)  # between two looks into one mailbox
MOST = 500  # messages of one look
EARLIER = timedelta(days=1)  # an answer may go out before anybody clicks Approve


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """An address that answers one card."""

    card: Card
    decision: Decision
    address: str
    sure: bool  # nothing but this card's query is answered there


@dataclass(kw_only=True)
class Outcomes:
    """What comes of answers; ``tell`` says a thing in the ops channel once a key."""

    store: Store
    boxes: Sequence[Box]
    profiles: Callable[[], Sequence[Profile]]
    now: Callable[[], datetime]
    tell: Callable[[str, str], object] = lambda _key, _text: None
    alarm: Callable[[str, str], object] | None = None  # once until it is cured
    cured: Callable[[str, str], object] = lambda _key, _text: None
    stop: Callable[[], bool] = lambda: False
    _rounds: Rounds = field(init=False)
    _looked: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rounds = Rounds(now=self.now, alarm=self.alarm or self.tell, cured=self.cured)

    def watch_one(self) -> bool:
        """Look into one mailbox, at most every two minutes; say if it brought anything.

        A mailbox is asked only while a card of its company is approved. Raises TryLater
        if all of them are away, or the store.
        """
        return self._rounds.go([box for box in self.boxes if box.watch], self._watch)

    def _watch(self, box: Box) -> bool:
        now = self.now()
        looked = self._looked.get(box.name)
        if looked is not None and timedelta(0) <= now - looked < EVERY:
            return False
        cards = [c for c in self.store.approved_cards(now) if c.company == box.company]
        ways = list(_ways(cards))
        looks: list[tuple[bool, bool]] = []
        if ways:
            with noticing.reading(box.account, box.sent, stop=self.stop) as folders:
                looks.append(self._look(box, folders, folders.sent, ways, self._sent))
                looks.append(self._look(box, folders, folders.inbox, ways, self._replied))
        if not any(more for _, more in looks):
            self._looked[box.name] = now
        return any(news or more for news, more in looks)

    def _look(
        self,
        box: Box,
        folders: Folders,
        folder: str,
        ways: Sequence[_Way],
        note: Callable[[Box, Noticed, Sequence[_Way], Mapping[str, int]], bool],
    ) -> tuple[bool, bool]:
        """Look at what came to one folder; say if it brought news, and if there is more.

        What an approval since the last look may belong to is looked at once more.
        """
        ids = self.store.sent_ids()
        known = self.store.looked(box.name, folder)
        now = self.now()  # stamps of a clock that was ahead are of now
        approved = [min(way.decision.at, now) for way in ways]
        new = [at for at in approved if known and (at > known[2] or known[2] > now)]
        found = folders.look(
            folder,
            after=known[:2] if known else None,
            since=min(approved) - EARLIER,
            again=min(new) - EARLIER if new else None,
            most=MOST,
        )
        news = [note(box, message, ways, ids) for message in found.messages]
        self.store.set_looked(
            box.name,
            folder,
            uidvalidity=found.uidvalidity,
            uid=found.last_uid,
            approved_at=max(approved),
        )
        return any(news), found.more

    def _sent(
        self, box: Box, message: Noticed, ways: Sequence[_Way], _ids: Mapping[str, int]
    ) -> bool:
        new = False
        for way in ways:
            if way.address in message.to and (way.sure or _fits(way, message)):
                text = f"Sent, as seen in {self._whose(box)} mailbox."
                new = self._saw(box, way.card, Seen.SENT, message, text) or new
        return new

    def _replied(
        self, box: Box, message: Noticed, ways: Sequence[_Way], ids: Mapping[str, int]
    ) -> bool:
        new = False
        if message.automatic or self._own(box, message.sender):
            return new
        answered = {ids[one] for one in message.refers if one and one in ids}
        for way in ways:
            card = way.card
            wrote = way.address == message.sender and (
                way.sure or (card.id in ids.values() and _fits(way, message))
            )
            if wrote or card.id in answered:
                text = f"The reporter wrote back: see {self._whose(box)} mailbox."
                new = self._saw(box, card, Seen.REPLY, message, text) or new
        return new

    def _saw(self, box: Box, card: Card, kind: Seen, message: Noticed, text: str) -> bool:
        """Note a message of a card; say if it was new."""
        self.store.reply(
            card.id,
            f"seen:{kind.value}",
            text,
            people=telling.charged(card) if kind is Seen.REPLY else (),
            now=self.now(),
        )
        new = self.store.add_sighting(
            Sighting(
                card_id=card.id,
                kind=kind,
                mailbox=box.name,
                message_id=message.message_id,
                at=message.at,
            ),
            self.now(),
        )
        if new:
            log.info("card %d: %s seen in mailbox %s", card.id, kind.value, box.name)
        return new

    def _own(self, box: Box, sender: str) -> bool:
        """Say if a message is of the expert, or of somebody of the same house."""
        expert = owner(self.profiles(), box)
        if sender in {box.account.username.casefold(), expert and expert.email.casefold()}:
            return True
        domain = sender.rpartition("@")[2]
        sites = (p.website for p in self.profiles() if p.company == box.company)
        hosts = (urlsplit(site).hostname or "" for site in sites)
        return any(host.removeprefix("www.") == domain for host in hosts if host)

    def _whose(self, box: Box) -> str:
        return whose(owner(self.profiles(), box))


def _ways(cards: Sequence[Card]) -> Iterator[_Way]:
    """Yield where each card may be answered."""
    found = [
        (card, address, own)
        for card in cards
        for address, own in composing.addresses(card).items()
    ]
    for card, address, own in found:
        queries = {other.query.id for other, same, _ in found if same == address}
        if card.decision is not None:
            yield _Way(
                card=card,
                decision=card.decision,
                address=address,
                sure=own and len(queries) == 1,
            )


def _fits(way: _Way, message: Noticed) -> bool:
    """Say if a message to or of a reporter's own address is about the card's query."""
    title = _words(composing.title(way.card).removesuffix("…"))
    late_enough = message.at >= way.decision.at - EARLIER
    return bool(title) and title in _words(message.subject) and late_enough


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
