"""Weak matches -> one message a day and channel, so that nobody has to ask for them."""

from datetime import datetime

from bot.domain import Profile, Weak
from bot.pipeline.parts import log
from bot.pipeline.ranking import Ranking

LINES = 20  # of one summary, all of which are named; the rest may stand in the next


class Summarising(Ranking):
    def summarise_one(self) -> bool:
        """Queue the summary of one channel that is due; say if there was one.

        Where nothing weak was found nothing is posted, and the day stays open.
        """
        now = self.now()
        if self._resting("summary", now):
            return False
        channels: dict[str, list[Profile]] = {}
        for profile in self.profiles():
            channels.setdefault(self.desks.channel_of(profile), []).append(profile)
        for channel, profiles in channels.items():
            if self._summarise(channel, profiles, now):
                return True
        return self._rest("summary", now)

    def _summarise(self, channel: str, profiles: list[Profile], now: datetime) -> bool:
        desk = self.desks.of(channel)
        here = now.astimezone(desk.zone)
        day = here.date().isoformat()
        if (
            desk.summary_at is None
            or here.time() < desk.summary_at
            or desk.quiet_until(now) is not None
            or self.store.summarised(channel, day)
            or {profile.company for profile in profiles} <= self.store.paused()
        ):
            return False
        lines = self._weak(profiles, now)
        number = self.store.add_summary(
            channel,
            day,
            lines[:LINES],
            now,
            more=len(lines[LINES:]),
            timezone=desk.timezone,
        )
        log.info("summary of %s for %s: %d lines", day, channel, len(lines[:LINES]))
        return number is not None

    def _weak(self, profiles: list[Profile], now: datetime) -> list[Weak]:
        """Return what was held back for these companies, the best first."""
        paused, found = self.store.paused(), list[Weak]()
        for profile in profiles:
            if profile.company in paused:
                continue
            mutes = self.store.mutes([profile.company])
            found += [
                weak
                for weak in self.store.weak(profile.company, self._revision(profile), now)
                if not any(mute.hits(weak.query) for mute in mutes)
                and not self._off(weak.query, profile)
            ]
        return sorted(found, key=lambda weak: -weak.score)
