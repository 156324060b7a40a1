"""Matches -> cards with outlines, the best first; open cards follow their profile."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot import grounding, pitching
from bot.domain import Card, Match, Outline, Profile, Query
from bot.embedding import Deadly
from bot.errors import BotError
from bot.matching.value import Worth, standing, value
from bot.pipeline.parts import log, where
from bot.pipeline.ranking import Ranking

CONSIDERED = 500  # matches of one company that may be the next card, the best of them
KEPT = 3  # the share of a day's cards, one in so many, that mail without proof never takes
USUAL = timedelta(days=7)  # senders are proven here if one was within that time
KNOWN = timedelta(days=2)  # a newsletter that came so long ago was not made up today
MONTH = timedelta(days=30)


class Carding(Ranking):
    def card_one(self) -> bool:
        """Queue the card of the best match that has none; say if there was one.

        The best by score and value together, of those that are to be posted anyhow. What
        is muted is passed over, and what can wait for the end of quiet hours waits; a
        company that is paused gets no card.
        """
        now = self.now()
        if self._resting("card", now):
            return False
        best: tuple[float, Query, Match, Profile] | None = None
        passed, paused = False, self.store.paused()
        for profile in self.profiles():
            company, revision = profile.company, self._revision(profile)
            if company in paused or not self.store.waiting_for_card(
                company, revision, now=now
            ):
                continue
            waiting = self._going(profile, revision, now)
            if not waiting or self._full(profile, now):
                passed = True
                continue
            for query, match in waiting:
                points = match.score + self._worth(query, match, profile, now).points
                if best is None or points > best[0]:
                    best = (points, query, match, profile)
        if best is None:
            return self._rest("card", now) if passed else False
        self._make_card(*best[1:], now)
        return True

    def _going(
        self, profile: Profile, revision: str, now: datetime
    ) -> list[tuple[Query, Match]]:
        """Return the best matches that may become a card now.

        As many are looked through as it takes: what goes must not wait behind what waits.
        """
        channel, most = self.desks.channel_of(profile), CONSIDERED
        trusted = self._trusted(channel, now)
        mutes = self.store.mutes([profile.company])
        while True:
            waiting = self.store.waiting_for_card(
                profile.company, revision, now=now, most=most
            )
            free = [
                (query, match)
                for query, match in waiting
                if not any(mute.hits(query) for mute in mutes)
                and self.desks.waits(channel, query, now) is None
                and not self._off(query, profile)
            ]
            going = [
                (query, match)
                for query, match in free
                if trusted is None or query.source in trusted or self.store.proven(query.id)
            ]
            if len(going) < len(free):
                self._tell_kept(channel, now)
            if going or len(waiting) < most:
                return going
            most *= 4

    def _worth(self, query: Query, match: Match, profile: Profile, now: datetime) -> Worth:
        return value(
            query,
            profile.expert(match.expert_id),
            outlets=self.outlets,
            now=now,
            known_reporters=self.teaching.known(profile.company),
            zone=self.desks.of(self.desks.channel_of(profile)).timezone,
        )

    def _told(self, query: Query, match: Match, profile: Profile) -> Match:
        """Return the match of a card, with its value among the reasons.

        Without the time left: the card shows it itself, and as it goes on.
        """
        worth = standing(
            query,
            outlets=self.outlets,
            known_reporters=self.teaching.known(profile.company),
        )
        return replace(match, why=(*match.why, *worth.said))

    def remake_one(self) -> bool:
        """Give one open card the outline of the profile and text as they are now.

        A fact that was taken out of a profile must not stay on a card.
        """
        now = self.now()
        for profile in self.profiles():
            found = self.store.outdated_card(profile.company, self._revision(profile), now)
            if found is not None:
                card_id, query, match = found
                self.store.remake_card(
                    card_id,
                    match=self._told(query, match, profile),
                    outline=self._outline(query, match, profile, now),
                    policy=self._policy(query, profile),
                    now=now,
                )
                log.info("card %d made anew query=%s", card_id, query.id)
                return True
        return False

    def police(self) -> bool:
        """Make open cards anew of which less may be said than when they were made.

        A ban came in a later edition or with a copy, or a level was lowered: what a model
        chose, and text that is more than a brief, must not stay there. Nor must a fact
        that has expired since. Says if there was any.
        """
        now = self.now()
        if self._resting("policy", now):
            return False
        profiles = {profile.company: profile for profile in self.profiles()}
        for card, policy in self.store.made(now):
            profile = profiles.get(card.company)
            if profile is None:
                continue
            lower = card.policy != policy
            if lower or self._expired(card, profile, now):
                self.store.remake_card(
                    card.id,
                    match=card.match,
                    outline=self._outline(card.query, card.match, profile, now),
                    policy=card.policy,
                    now=now,
                    said=card.policy.level.value if lower else "a fact has expired",
                )
                log.info("card %d made anew: %s", card.id, card.policy.level.value)
        return self._rest("policy", now)

    def _expired(self, card: Card, profile: Profile, now: datetime) -> bool:
        """Say if a line of a card may not be said any more; people's words are theirs."""
        outline, today = card.outline, now.date()
        if card.edited_by:
            return False
        ids = [outline.opening_fact]
        ids += [point.fact_id for point in outline.points]
        ids += [answer.fact_id for answer in outline.answers]
        facts = [profile.fact(one) for one in filter(None, ids)]
        return any(fact is not None and not fact.usable(today) for fact in facts)

    def _trusted(self, channel: str, now: datetime) -> Collection[str] | None:
        """Return the newsletters that need no proof where only proven mail makes cards now.

        None: any mail may. Anybody can send what looks like a newsletter; a flood of it
        must not take the places of the real ones. Where no sender is ever proven, nothing
        is kept back, nor is a newsletter that always comes without proof: it must not miss
        its deadlines.
        """
        most, kept = self.desks.max_per_day, self.desks.max_per_day // KEPT
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if not kept or self.store.unproven_cards(channel, midnight) < most - kept:
            return None
        if not self.store.proven_since(now - USUAL):
            return None
        return self.store.never_proven(now - MONTH, now - KNOWN)

    def _tell_kept(self, channel: str, now: datetime) -> None:
        most, kept = self.desks.max_per_day, self.desks.max_per_day // KEPT
        self._tell(
            f"unproven:{channel}:{now.date()}",
            f"{most - kept} cards of today are from mail whose sender is not proven. The"
            f" other {kept} places are kept until midnight UTC for newsletters whose sender"
            " is proven, and for those that always come without proof.",
            channel=channel,
        )

    def _full(self, profile: Profile, now: datetime) -> bool:
        channel = self.desks.channel_of(profile)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.store.cards_since(channel, midnight, now) < self.desks.max_per_day:
            return False
        self._tell(
            f"limit:{channel}:{midnight.date()}",
            f"{self.desks.max_per_day} cards were posted today, the most this channel"
            " takes ([slack] max_per_day). The next best wait until midnight UTC.",
            channel=channel,
        )
        return True

    def _make_card(
        self, query: Query, match: Match, profile: Profile, now: datetime
    ) -> None:
        outline = self._outline(query, match, profile, now)
        team = self.desks.team(profile)
        self.store.add_card(
            query,
            profile.company,
            channel=team.channel,
            match=self._told(query, match, profile),
            outline=outline,
            policy=self._policy(query, profile),
            approvers=team.approvers,
            timezone=team.timezone,
            now=now,
        )
        log.info("card queued query=%s company=%s", query.id, profile.company)

    def _outline(
        self, query: Query, match: Match, profile: Profile, now: datetime
    ) -> Outline:
        """Make an outline; without one that passes the gate the card goes without."""
        today = now.date()
        if any(other.no_ai for other in self.store.others(query.id)):
            query = replace(query, flag_line=True)  # what one copy forbids is forbidden
        try:
            outline = pitching.outline(
                query, profile, match, self.vectors, today=today, prompts=self.prompts
            )
            faults = grounding.faults(outline, profile, today=today)
        except Exception as error:  # a card without one is better than none
            if isinstance(error, BotError) and not isinstance(error, Deadly):
                raise
            log.error("no outline query=%s: %s", query.id, where(error))
            return Outline(expert_id="", expert="", note="The outline could not be made.")
        if faults:  # the gate: a line that the profile does not hold is not shown
            log.error("outline refused query=%s: %s", query.id, "; ".join(faults))
            return Outline(
                expert_id=match.expert_id,
                expert=outline.expert,
                note="The outline failed its check against the profile and is not shown.",
            )
        return outline
