"""An expert's own mailbox on a test server, cards for their answers, and what stands there.

Everything a person does in the mailbox is done by a connection of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from imapclient import IMAPClient

from bot.domain import Act, Card, Deed, Digest, Level, Policy, Query, Seen
from bot.inbox.dial import dial
from bot.pipeline.boxes import Box
from bot.pipeline.filing import Drafts
from bot.pipeline.outcomes import Outcomes
from bot.store import Store
from tests import make
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import account

NOW = make.NOW
DRAFTS, SENT = "Entwurf", "Ausgang"  # the server marks them; their names say nothing
ADA = replace(make.profile().experts[0], email="ada@acme.example")
PROFILE = make.profile(experts=(ADA, make.profile().experts[1]))


@dataclass(frozen=True)
class Lying:
    """A message in a folder."""

    uid: int
    flags: frozenset[bytes]
    raw: bytes


@dataclass
class Expert:
    """The mailbox and who works on it; ``clock`` is what time it is."""

    store: Store
    server: Any  # MiniImap, or Dovecot
    clock: datetime = NOW
    changes: dict[str, Any] = field(default_factory=dict)
    profiles: list[Any] = field(default_factory=lambda: [PROFILE])
    told: list[tuple[str, str]] = field(default_factory=list)

    def box(self, **changes: Any) -> Box:
        own = account(self.server, name="ada")
        return Box(
            account=own, company=PROFILE.company, expert="ada", **self.changes, **changes
        )

    def drafts(self, *boxes: Box) -> Drafts:
        return Drafts(boxes=boxes or (self.box(),), **self._common())

    def outcomes(self, *boxes: Box) -> Outcomes:
        return Outcomes(boxes=boxes or (self.box(watch=True),), **self._common())

    def _common(self) -> dict[str, Any]:
        return {
            "store": self.store,
            "profiles": lambda: self.profiles,
            "now": lambda: self.clock,
            "tell": lambda key, text: self.told.append((key, text)),
        }

    def file(self) -> None:
        """Do all that there is to do, as a program that was just started."""
        work = self.drafts()
        while work.file_one():
            pass

    def watch(self) -> None:
        self.clock += timedelta(minutes=3)
        work = self.outcomes()
        while work.watch_one():
            pass

    # ---- cards

    def card(self, *, raw: bytes = b"", approved: bool = True, **changes: Any) -> int:
        """Keep a digest with one query, make its card and approve it; return its id."""
        query: Query = make.query(**changes)
        text = f"Subject: queries\r\n\r\n{query.summary}\r\nEmail: {query.reply_to}\r\n"
        self.store.keep_file(raw or text.encode(), NOW)
        mail = self.store.unread()
        assert mail is not None
        digest = Digest(source=query.source, queries=(query,), printed_at=NOW)
        self.store.add_reading(mail, [digest], now=NOW)
        match = replace(make.match(), query_id=query.id, text_hash=query.text_hash)
        assert self.store.add_card(
            query,
            PROFILE.company,
            channel="C1",
            match=match,
            outline=make.outline(),
            policy=Policy(level=Level.OUTLINE),
            approvers=(),
            timezone="UTC",
            now=NOW,
        )
        made = max(card.id for card in self.store.cards())
        if approved:
            self.do(made, Act.APPROVE)
        return made

    def do(self, card: int, act: Act, **more: Any) -> None:
        self.clock += timedelta(seconds=1)
        deed = Deed(card_id=card, act=act, by="U1", at=self.clock, **more)
        assert self.store.do(deed).new

    def edit(self, card: int, text: str) -> None:
        """Take an approval back, write other words and approve them."""
        self.do(card, Act.UNDO)
        self.do(card, Act.EDIT, outline=make.outline(text=text))
        self.do(card, Act.APPROVE)

    def shown(self, card: int) -> Card:
        found = self.store.card(card, self.clock)
        assert found is not None
        return found

    def seen(self, card: int) -> dict[Seen, datetime | None]:
        found = self.shown(card)
        return {Seen.SENT: found.sent_at, Seen.REPLY: found.heard_at}

    def said(self, card: int) -> list[str]:
        """Return what was said below a card, the oldest first."""
        rows = self.store.rows(
            "select text from outbox where card_id = ? and kind = 'reply' order by id", card
        )
        return [row["text"] for row in rows]

    # ---- the mailbox, as a person's mail program sees it

    def client(self) -> IMAPClient:
        return dial(account(self.server))

    def folders(self, *names: str) -> None:
        """Make folders that are not there yet."""
        if isinstance(self.server, MiniImap):
            self.server.make(*names, special={DRAFTS: "\\Drafts", SENT: "\\Sent"})
            return
        client = self.client()
        for name in names:
            client.create_folder(name)
        client.logout()

    def lying(self, folder: str = DRAFTS) -> list[Lying]:
        client = self.client()
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search("ALL"), ["FLAGS", "BODY.PEEK[]"])
        client.logout()
        return [
            Lying(uid, frozenset(entry[b"FLAGS"]) - {b"\\Recent"}, entry[b"BODY[]"])
            for uid, entry in sorted(found.items())
        ]

    def put(self, folder: str, raw: bytes, flags: Iterable[bytes] = ()) -> None:
        client = self.client()
        client.append(folder, raw, tuple(flags), self.clock)
        client.logout()

    def take(self, folder: str = DRAFTS) -> bytes:
        """Take the only message out of a folder and return it."""
        (lying,) = self.lying(folder)
        client = self.client()
        client.select_folder(folder)
        client.delete_messages([lying.uid])
        client.uid_expunge([lying.uid])
        client.logout()
        return lying.raw
