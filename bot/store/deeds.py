"""What people do, written down once and for ever; the rules are in `bot.domain.deed`."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain import (
    SKIPS,
    TAKEN_BACK,
    Act,
    Card,
    Cause,
    Choice,
    Deed,
    Entry,
    Kind,
    No,
    Outcome,
    done_before,
    from_text,
    muted_name,
    printed_name,
    refusal,
    state,
    telling,
    to_text,
)
from bot.store.cards import held
from bot.store.mutes import Mutes
from bot.store.showing import OUTLINE

_CAUSES = {Act.NOT_FOR_US: Cause.TOPIC, Act.MUTE_OUTLET: Cause.OUTLET}
_KINDS = {Act.MUTE_OUTLET: "outlet", Act.MUTE_REPORTER: "reporter"}


class Deeds(Mutes):
    def do(self, deed: Deed) -> Outcome:
        """Do a deed if it may be done now, with all that follows from it, or nothing.

        Of two people at once one is first, whichever process they come through.
        """
        with self.write() as db:
            card = self.card(deed.card_id, deed.at)
            if card is None:
                return Outcome(card=None, no=No.UNKNOWN)
            if done_before(card, deed):
                return Outcome(card=card)
            if no := refusal(card, deed):
                return Outcome(card=card, no=no)
            entry = Entry(
                act=deed.act,
                by=deed.by,
                via=deed.via,
                at=deed.at,
                company=card.company,
                card_id=card.id,
                version=card.version + 1,
                said=_said(card, deed),
                until=deed.until,
                before=state(card, deed.at),
                policy=held(card.policy),
                shown=card.outline.hash,
            )
            told = telling.told(
                card,
                deed,
                threaded=self._threaded(card.id),
                recalled=self._recalled(card.id),
            )
            words = tuple(told)  # of the card as it stood
            self._follow(db, card, deed, entry)
            self._warn_rivals(card, deed, entry.version)
            self._note(db, replace(entry, after=_after(card, deed, entry.before)))
            for word in words:
                self.reply(
                    card.id,
                    f"{word.key}:{entry.version}",
                    word.text,
                    people=word.people,
                    now=deed.at,
                )
            after = self.card(card.id, deed.at)
        return Outcome(card=after, new=True)

    def _follow(self, db: sqlite3.Connection, card: Card, deed: Deed, entry: Entry) -> None:
        """Write the facts that a deed brings about, besides its line in the audit."""
        match deed.act:
            case Act.APPROVE:
                self._decide(db, card, Choice.APPROVED, deed)
                self._thread(db, card, deed.at)
            case Act.SKIP | Act.NOT_FOR_US | Act.MUTE_OUTLET | Act.MUTE_REPORTER:
                self._decide(db, card, Choice.SKIPPED, deed)
                if kind := _KINDS.get(deed.act):
                    self._mute(db, card, kind, deed, muted=True)
                if cause := deed.cause or _CAUSES.get(deed.act):
                    self.tell_cause(
                        card.query.id, card.company, cause, by=deed.by, now=deed.at
                    )
            case Act.REASON:
                cause = deed.cause or Cause.OTHER
                self.tell_cause(card.query.id, card.company, cause, by=deed.by, now=deed.at)
            case Act.UNDO | Act.REOPEN:
                self._take_back(db, card, deed)
            case Act.EDIT:
                db.execute(
                    "insert into edits values (?, ?, ?, ?, ?)",
                    (
                        *(card.id, entry.version),
                        OUTLINE.dump_json(deed.outline).decode() if deed.outline else None,
                        *(deed.by, to_text(deed.at)),
                    ),
                )
            case _:  # the line in the audit says all there is
                pass

    def _warn_rivals(self, card: Card, deed: Deed, version: int) -> None:
        """Say below the cards of other companies that this query is answered twice."""
        if deed.act is not Act.APPROVE:
            return
        by = deed.name or deed.by.removeprefix("terminal:")
        for rival in card.rivals:
            if rival.decision is not None and rival.approved:
                self.reply(
                    rival.card_id,
                    f"rival:{card.id}:{version}",
                    f"{by} approved this query for {card.company} as well: it would be"
                    " answered twice.",
                    people=[name for name in [telling.user(rival.decision.by)] if name],
                    now=deed.at,
                )

    def _decide(self, db: sqlite3.Connection, card: Card, choice: str, deed: Deed) -> None:
        db.execute(
            "insert into decisions select ?, coalesce(max(round), 0) + 1, ?, ?, ?"
            " from decisions where card_id = ?",
            (card.id, choice, deed.by, to_text(deed.at), card.id),
        )

    def _thread(self, db: sqlite3.Connection, card: Card, now: datetime) -> None:
        """Queue the outline below the card; one that stands there already stays.

        A card that was opened again and approved without another word in it has its
        thread, unless that was taken back before it went out.
        """
        key = f"thread:{card.id}:{card.edition}:0"
        channel = db.execute(
            "select channel from cards where id = ?", (card.id,)
        ).fetchone()["channel"]
        self._details(db, card.id, now)  # of older cards none is out
        if not self._queue(db, key, Kind.THREAD, channel, card_id=card.id, now=now):
            db.execute(
                "update outbox set state = 'pending', not_before = ?, error = null"
                " where key = ? and state = 'refused'",
                (to_text(now), key),
            )

    def _threaded(self, card_id: int) -> bool:
        """Whether an outline stands below a card, or a part of one, or may do so soon."""
        return bool(
            self.rows(
                "select 1 from outbox where card_id = ? and kind = 'thread'"
                " and (attempts > 0 or state in ('sending', 'sent', 'held')) limit 1",
                card_id,
            )
        )

    def _recalled(self, card_id: int) -> bool:
        """Whether it says below a card that its outline is not to be sent."""
        said = "select 1 from outbox where card_id = ? and key like ? limit 1"
        return bool(self.rows(said, card_id, f"reply:{card_id}:undo:%"))

    def _take_back(self, db: sqlite3.Connection, card: Card, deed: Deed) -> None:
        self._decide(db, card, "reopened", deed)
        db.execute(
            "update outbox set state = 'refused', error = ?"
            " where card_id = ? and kind = 'thread' and state = 'pending'",
            (TAKEN_BACK, card.id),
        )
        last = db.execute(
            "select act from acts where card_id = ? and act in (?, ?, ?, ?, ?)"
            " order by version desc limit 1",
            (card.id, Act.APPROVE, *SKIPS),
        ).fetchone()
        if last is not None and (kind := _KINDS.get(Act(last["act"]))):
            name = muted_name(card.query, kind)
            if any(
                (mute.kind, mute.name, mute.card_id) == (kind, name, card.id)
                for mute in self.mutes([card.company])
            ):  # what somebody else muted from another card stays so
                self._mute(db, card, kind, deed, muted=False)

    # -------------------------------------------------------------------- the audit

    def audit(
        self, card_id: int | None = None, *, since: datetime | None = None, most: int = 100
    ) -> list[Entry]:
        """Return what was done, the latest first: to one card, or since an instant."""
        found = self.rows(
            "select * from acts where (? is null or card_id = ?) and at >= ?"
            " order by row desc limit ?",
            *(card_id, card_id, to_text(since) if since else "", most),
        )
        return [
            Entry(
                act=Act(row["act"]),
                by=row["by"],
                at=from_text(row["at"]),
                via=row["via"],
                company=row["company"],
                card_id=row["card_id"],
                version=row["version"],
                said=row["said"],
                until=from_text(row["until"]) if row["until"] else None,
                before=row["before"],
                after=row["after"],
                policy=row["policy"],
                shown=row["shown"],
            )
            for row in found
        ]

    # ---------------------------------------------------------------- people

    def answered(
        self, channel: str, thread_ts: str, ts: str, *, by: str, at: datetime
    ) -> bool:
        """Note that somebody wrote below a card; say if it is one of ours, and new."""
        with self.write() as db:
            made = db.execute(
                "insert or ignore into replies select card_id, ?, ?, ? from places"
                " where channel = ? and ts = ?",
                (ts, by, to_text(at), channel, thread_ts),
            )
        return made.rowcount == 1

    def add_zone(self, user: str, zone: str, at: datetime) -> None:
        """Remember where Slack says a user is."""
        with self.write() as db:
            db.execute(
                "insert into people values (?, ?, ?) on conflict do update"
                " set zone = excluded.zone, at = excluded.at",
                (user, zone, to_text(at)),
            )

    def zone_of(self, user: str) -> str:
        """Return the time zone of a Slack user, "" where it was never told."""
        row = self.row("select zone from people where user = ?", user)
        return str(row["zone"]) if row else ""

    def reply(
        self,
        card_id: int,
        key: str,
        text: str,
        *,
        people: Collection[str] = (),
        now: datetime,
        late: datetime | None = None,
    ) -> bool:
        """Queue a word below a card, once per ``key`` for ever; say if it was new.

        From ``late`` on it is not posted any more.
        """
        with self.write() as db:
            row = db.execute(
                "select channel from cards where id = ?", (card_id,)
            ).fetchone()
            if row is None:
                return False
            made = self._queue(
                db,
                f"reply:{card_id}:{key}",
                Kind.REPLY,
                row["channel"],
                card_id=card_id,
                text=text,
                people=tuple(people),
                now=now,
            )
            if made and late is not None:
                db.execute(
                    "update outbox set late = ? where key = ?",
                    (to_text(late), f"reply:{card_id}:{key}"),
                )
        return made


def _said(card: Card, deed: Deed) -> str:
    """Return what a line of the audit says besides: to whom, why, which outlet."""
    if deed.act in (Act.ASSIGN, Act.INTERVIEW):
        return deed.person
    if kind := _KINDS.get(deed.act):
        return f"{kind} {printed_name(card.query, kind)}"
    if deed.act is Act.APPROVE and deed.anyway:
        return "anyway"
    if deed.act is Act.EDIT and deed.outline is None:
        return "back to what the bot made"
    cause = deed.cause or _CAUSES.get(deed.act)
    return cause.value if cause else ""


def _after(card: Card, deed: Deed, before: str) -> str:
    if deed.act is Act.APPROVE:
        return Choice.APPROVED.value
    if deed.act in SKIPS:
        return Choice.SKIPPED.value
    if deed.act is Act.SNOOZE:
        return "snoozed"
    if deed.act in (Act.UNDO, Act.REOPEN):
        return state(replace(card, decision=None), deed.at)
    return "open" if deed.act is Act.WAKE else before
