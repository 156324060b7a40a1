"""Tells people below a card what time brought: little left, a snooze over, a change."""

from datetime import datetime, timedelta, tzinfo

from bot.domain import Card, Level, from_text, telling, to_text, zone_named
from bot.pipeline.parts import Parts, log

STAGES = (timedelta(hours=4), timedelta(hours=1))  # before the deadline
LEAST = timedelta(minutes=20)  # left when working hours begin, for a word to be of use
_LONGEST = 1500  # characters of what changed


class Reminding(Parts):
    def remind_one(self) -> bool:
        """Remind one person of one deadline; say if there was one.

        Whoever a card is assigned to, else who approved it; in their working hours, and
        of the latest stage only.
        """
        now = self.now()
        if self._resting("remind", now):
            return False
        for card in self.store.near(now, max(STAGES)):
            if self._remind(card, now):
                return True
        return self._rest("remind", now)

    def _remind(self, card: Card, now: datetime) -> bool:
        at = card.query.deadline.at
        if at is None:
            return False
        person = self._in_charge(card)
        stage = min(stage for stage in STAGES if at - now <= stage)
        if self._known(card, person, at - stage) or self._said(card, person, at, stage):
            return False
        zone = self._zone(card, person)
        if not self._at_work(at - stage, at, now, zone):
            return False
        new = self.store.reply(
            card.id,
            f"remind:{_hours(stage)}:{person}:{to_text(at)}",
            f"Due in less than {telling.left(stage)}: {telling.titled(card.query)},"
            f" {telling.local(at, zone)}.",
            people=[person] if person else [],
            now=now,
            late=at - max((s for s in STAGES if s < stage), default=timedelta(0)),
        )
        if new:
            log.info("card %d: reminded %s", card.id, person)
        return new

    def _in_charge(self, card: Card) -> str:
        """Return whom to remind: who has it, else who should answer.

        "" where none of them is in Slack: then the thread says it to all.
        """
        held = telling.charged(card)
        answering = [
            expert.slack_user
            for profile in self.profiles()
            if profile.company == card.company
            for expert in profile.experts
            if expert.id == card.outline.expert_id
        ]
        return next((name for name in (*held, *answering) if name), "")

    def _known(self, card: Card, person: str, begun: datetime) -> bool:
        """Whether somebody took a card on when a stage had begun: they know what is left.

        Who is given one is told so, with the deadline.
        """
        if card.assigned == person:
            since = self.store.assigned_at(card.id)
            return since is not None and begun <= since
        decision = card.decision
        mine = decision is not None and decision.by == person
        return decision is not None and mine and begun <= decision.at

    def _said(self, card: Card, person: str, at: datetime, stage: timedelta) -> bool:
        """Whether a person was told of this stage, or of a later one, already.

        That was for another deadline if this one is further away by more than the stage.
        """
        for known in self.store.replied(card.id, "remind:"):
            hours, who, before = known.split(":", 2)
            later = int(hours) <= _hours(stage)
            if who == person and later and at - from_text(before) <= stage:
                return True
        return False

    def _at_work(self, begun: datetime, at: datetime, now: datetime, zone: tzinfo) -> bool:
        """Whether a word reaches a person at work, and in time to be of use."""
        working = self.desks.working
        if working is None:
            return True
        if not working.inside(now, zone):
            return False
        return working.inside(begun, zone) or at - working.next_begin(begun, zone) >= LEAST

    def _zone(self, card: Card, person: str) -> tzinfo:
        """Return where a person is: by the profile, else by Slack, else their channel."""
        experts = (
            expert
            for profile in self.profiles()
            if profile.company == card.company
            for expert in profile.experts
        )
        own = next((e.timezone for e in experts if e.slack_user == person), "")
        return zone_named(own, self.store.zone_of(person), card.timezone)

    def wake_one(self) -> bool:
        """End one snooze whose time is over and tell who snoozed; say if there was one."""
        now = self.now()
        if self._resting("wake", now):
            return False
        refused: set[int] = set()
        while (card := self.store.snoozed(now, refused)) is not None:
            at = card.query.deadline.at
            rest = f", {telling.left(at - now)} left" if at and at > now else ""
            text = f"Back from snooze: {telling.titled(card.query)}{rest}."
            who = telling.user(card.snoozed_by)
            if self.store.wake(card.id, text, people=[who] if who else [], now=now):
                log.info("card %d: back from snooze", card.id)
                return True
            refused.add(card.id)
        return self._rest("wake", now)

    def tell_change_one(self) -> bool:
        """Say below one posted card what a later edition changed in its query.

        Only of an open or an approved one; say if there was one.
        """
        now = self.now()
        if self._resting("change", now):
            return False
        change = self.store.changed(now)
        if change is None:
            return self._rest("change", now)
        said = "; ".join(change.lines)
        card = change.card
        if card.policy.level in (Level.LINK, Level.OFF):
            said = "read it again where it stands"  # its text stays out of the channel
        if len(said) > _LONGEST:
            said = said[: _LONGEST - 1].rstrip() + "…"
        text = f"Changed in a later edition: {said}."
        people = telling.charged(change.card)
        return self.store.reply(change.card.id, change.key, text, people=people, now=now)


def _hours(stage: timedelta) -> int:
    return int(stage.total_seconds() // 3600)
