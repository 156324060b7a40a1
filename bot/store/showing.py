"""A card as it stands: its query's newest edition, and what people did to it."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.domain import (
    DECIDING,
    REDRAWING,
    Act,
    Came,
    Card,
    Cause,
    Choice,
    Decision,
    Evidence,
    Match,
    Outline,
    Policy,
    Proof,
    Query,
    Rival,
    allowed,
    from_text,
    telling,
    to_text,
)
from bot.store.interviews import Interviews, unsaid
from bot.store.looks import look
from bot.store.mails import QUERY
from bot.store.requests import REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a card was made with; made anew while nobody has decided."""

    match: Match
    outline: Outline
    policy: Policy
    approvers: tuple[str, ...]
    timezone: str


Policing = Callable[[Policy, Query, Sequence[Query], str], Policy]
SHOWN = TypeAdapter(Shown)
OUTLINE = TypeAdapter(Outline)

REPAINT_DAYS = timedelta(days=60)  # an open card without a deadline is left alone then
LOOK_AGAIN = timedelta(seconds=20)  # what no mark tells is noticed within that

_CARDS = """
    select c.*, l.payload as query, l.until, l.printed_at, p.channel as channel_id,
           p.ts, t.look, d.round, d.choice, d.by, d.at as decided_at, v.proof, v.reason,
           (select k.cause from causes k where k.card_id = d.card_id
             and k.round = d.round order by k.row desc limit 1) as cause,
           (select count(*) from replies r where r.card_id = c.id) as replies,
           (select min(s.at) from sightings s where s.card_id = c.id
             and s.kind = 'sent') as sent_at,
           (select min(s.at) from sightings s where s.card_id = c.id
             and s.kind = 'reply') as heard_at
    from cards c join fronts l on l.query_id = c.query_id
    left join proofs v on v.mail_id = l.mail_id
    left join places p on p.card_id = c.id
    left join paints t on t.card_id = c.id
    left join decided d on d.card_id = c.id
"""
OPEN = f"""
    {_CARDS} where d.round is null and l.until > ? and c.created_at >= ?
    order by l.until, c.id
"""
# Of the decided and the expired only those that can look otherwise than painted. The
# plus keeps SQLite from going through all cards there ever were, by their numbers.
_MAYBE_PAINTED = f"""
    {_CARDS} where p.ts is not null and c.created_at >= ? and (
      case when d.round is not null
      then coalesce(t.look, '') not like d.choice || ':' || d.round || ':%'
        or t.look like '%:undo:%' or l.until > ?
        or d.choice = 'approved' and t.look not like '%:late:%'
        or exists (select 1 from sightings s where s.card_id = c.id)
        or exists (select 1 from acts a where a.card_id = c.id and coalesce(t.look, '')
          not like '%:' || (select max(version) from acts n where n.card_id = c.id))
      else coalesce(t.look, '') not like 'expired:%' or l.until > ? end)
    order by +c.id
"""  # noqa: S608 (a constant)
# Changes with whatever makes people look at a card anew; other things can wait a little.
_MARK = """
    select coalesce((select max(row) from acts), 0) as acts,
      coalesce((select max(rowid) from decisions), 0) as decisions,
      coalesce((select max(row) from causes), 0) as causes,
      coalesce((select max(rowid) from editions), 0) as editions,
      coalesce((select max(rowid) from changes), 0) as changes,
      coalesce((select max(row) from model_runs), 0) as runs,
      coalesce((select max(row) from said), 0) as said,
      coalesce((select max(row) from sightings), 0) as sightings,
      coalesce((select max(row) from requests), 0) as requests,
      coalesce((select max(id) from cards), 0) as cards
"""


def _as_made(made: Policy, *_: object) -> Policy:
    return made


class Showing(Interviews):
    # what holds of a card today, of what it was made under, query, copies and company
    policing: Policing = staticmethod(_as_made)
    _settled: tuple[tuple[int, ...], datetime] | None = None  # nothing was to paint then

    def card(self, card_id: int, now: datetime) -> Card | None:
        """Return one card as it stands at that moment."""
        row = self.row(f"{_CARDS} where c.id = ?", card_id)
        return self._card(row, now) if row else None

    def card_at(self, channel: str, ts: str, now: datetime) -> Card | None:
        """Return the card that a message in Slack shows."""
        row = self.row(f"{_CARDS} where p.channel = ? and p.ts = ?", channel, ts)
        return self._card(row, now) if row else None

    def card_of(self, query_id: str, company: str, now: datetime) -> Card | None:
        """Return the card of a request and company."""
        row = self.row(
            f"{_CARDS} where c.query_id = ? and c.company = ?",
            query_id,
            company,
        )
        return self._card(row, now) if row else None

    def cards(self, now: datetime | None = None) -> list[Card]:
        """Return every card, oldest first."""
        return [self._card(row, now) for row in self.rows(f"{_CARDS} order by c.id")]

    def open_cards(self, now: datetime, companies: Collection[str] = ()) -> list[Card]:
        """Return the undecided cards whose deadline has not passed, what is due first.

        Of these companies, or of all.
        """
        found = self.rows(OPEN, to_text(now), to_text(now - REPAINT_DAYS))
        return [
            self._card(row, now)
            for row in found
            if not companies or row["company"] in companies
        ]

    def to_repaint(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        """Return one posted card that no longer looks as it should."""
        mark = tuple(int(value) for value in self.rows(_MARK)[0])
        if self._settled is not None:
            known, at = self._settled
            if known == mark and timedelta(0) <= now - at < LOOK_AGAIN:
                return None
        here = to_text(now)
        found = self.rows(_MAYBE_PAINTED, to_text(now - REPAINT_DAYS), here, here)
        for row in found:
            if row["id"] in skipping:
                continue
            card = self._card(row, now)
            if card.look != (row["look"] or ""):
                self._settled = None
                return card
        self._settled = (mark, now)
        return None

    def _card(self, row: sqlite3.Row, now: datetime | None = None) -> Card:
        query = QUERY.validate_json(row["query"])
        shown = SHOWN.validate_json(row["shown"])
        also = self.others(row["query_id"])
        decision = None
        if row["round"] is not None:
            decision = Decision(
                choice=Choice(row["choice"]),
                by=row["by"],
                at=from_text(row["decided_at"]),
            )
        card = Card(
            id=row["id"],
            query=query,
            company=row["company"],
            match=shown.match,
            outline=shown.outline,
            policy=self.policing(shown.policy, query, also, row["company"]),
            timezone=shown.timezone,
            channel=row["channel_id"] or row["channel"],
            ts=row["ts"] or "",
            approvers=shown.approvers,
            decision=decision,
            evidence=Evidence(
                proof=Proof(row["proof"] or Proof.UNVERIFIED), reason=row["reason"] or ""
            ),
            also=also,
            printed_at=from_text(row["printed_at"]),
            changes=self._changes(row["query_id"], row["created_at"]),
            cause=Cause(row["cause"]) if row["cause"] else None,
            replies=row["replies"],
            rivals=self._rivals(row["query_id"], row["id"]),
            sent_at=from_text(row["sent_at"]) if row["sent_at"] else None,
            heard_at=from_text(row["heard_at"]) if row["heard_at"] else None,
        )
        acts = self._acts(row["id"])
        card = self._with_edit(_folded(card, acts))
        card = replace(
            card,
            interview=self._interview(card, acts, now),
            undrafted=self._undrafted(card),
            outline=allowed(card.outline, card.policy),
        )
        anew = {Act.REMAKE, Act.EDIT} if card.edited_by else {Act.REMAKE}
        made = max([row["created_at"], *(a["at"] for a in acts if a["act"] in anew)])
        card = self._forbidden(unsaid(card), made)
        if card.policy != shown.policy:
            return replace(
                card, look=look(card, row["round"], now, f"{row['shown']}{card.policy}")
            )
        return replace(card, look=look(card, row["round"], now, row["shown"]))

    def _forbidden(self, card: Card, made: str) -> Card:
        """Return a card that says so where its outline was made before the first ban."""
        card = _unflagged(card)  # an edit may have kept what was true then
        bans = {query.id for query in (card.query, *card.also) if query.no_ai}
        if not bans:
            return card
        later = self.rows(
            "select iif(r.front, r.request_id, r.query_id) as query_id"
            " from requests r where r.request_id = (select query_id"
            " from cards where id = ?) and (r.at > ? or exists (select 1 from changes c"
            " where c.query_id = r.query_id and c.at > ? and c.said like ?))",
            *(card.id, made, made, f"{REFUSED}%"),
        )
        if bans <= {row["query_id"] for row in later}:
            flags = (telling.BANNED, *card.outline.flags)
            return replace(card, outline=replace(card.outline, flags=flags))
        return card

    def _acts(self, card_id: int) -> list[sqlite3.Row]:
        return self.rows("select * from acts where card_id = ? order by version", card_id)

    def _with_edit(self, card: Card) -> Card:
        if not card.edited_by:
            return card
        row = self.row(
            "select payload from edits where card_id = ? order by version desc limit 1",
            card.id,
        )
        outline = OUTLINE.validate_json(row["payload"]) if row and row["payload"] else None
        if outline is None or allowed(outline, card.policy) is not outline:
            return replace(card, edited_by="")  # what a model chose went with its words
        return replace(card, outline=outline)

    def _undrafted(self, card: Card) -> str:
        """Return why a model's draft of this edition was not used, "" if none was made."""
        row = self.row(
            "select came, json_extract(payload, '$.why') as why from model_runs"
            " where card_id = ? and edition = ? order by row desc limit 1",
            *(card.id, card.edition),
        )
        return str(row["why"] or "") if row and row["came"] != Came.USED else ""

    def _rivals(self, query_id: str, card_id: int) -> tuple[Rival, ...]:
        found = self.rows(
            "select c.id, c.company, json_extract(c.shown, '$.match.score') as score,"
            " c.channel, d.choice, d.by, d.at from cards c"
            " left join decided d on d.card_id = c.id"
            " where c.query_id = ? and c.id != ? order by c.id",
            query_id,
            card_id,
        )
        return tuple(
            Rival(
                card_id=row["id"],
                company=row["company"],
                score=float(row["score"]),
                channel=row["channel"],
                decision=Decision(
                    choice=Choice(row["choice"]), by=row["by"], at=from_text(row["at"])
                )
                if row["choice"]
                else None,
            )
            for row in found
        )

    def _changes(self, request_id: str, since: str) -> tuple[str, ...]:
        """Return what changed in a request since a card showed it, oldest first."""
        found = self.rows(
            "select c.said from requests r join changes c on c.query_id = r.query_id"
            " where r.request_id = ? and r.front = 1 and c.at > ?"
            " order by c.at, c.mail_id, c.line",
            request_id,
            since,
        )
        return tuple(dict.fromkeys(str(row["said"]) for row in found))


def _folded(card: Card, acts: Iterable[sqlite3.Row]) -> Card:
    """Return a card with what its acts came to, told from the first to the last."""
    now: dict[str, Any] = {}
    for row in acts:
        act, by = Act(row["act"]), row["by"]
        now["version"] = row["version"]
        if act in REDRAWING:
            now["edition"] = row["version"]
        if act is Act.EDIT:
            now |= {"edited_by": by, "edit_stale": False}
        elif act is Act.REMAKE:
            now["edit_stale"] = bool(now.get("edited_by"))
        elif act is Act.ASSIGN:
            now |= {"assigned": row["said"], "assigned_by": by if row["said"] else ""}
        elif act is Act.SNOOZE:
            now |= {"snoozed_until": from_text(row["until"]), "snoozed_by": by}
        if act is Act.WAKE or act in DECIDING:
            now |= {"snoozed_until": None, "snoozed_by": ""}
        if act in DECIDING:
            now |= {"reopened_by": "", "decided_version": row["version"]}
        elif act in (Act.UNDO, Act.REOPEN):
            now["reopened_by"] = by
    return replace(card, **now)


def _unflagged(card: Card) -> Card:
    flags = tuple(flag for flag in card.outline.flags if flag != telling.BANNED)
    if flags == card.outline.flags:
        return card
    return replace(card, outline=replace(card.outline, flags=flags))
