"""Notices what does not happen: a digest that usually comes and does not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import habits
from bot.pipeline.parts import Parts, log

EVERY = timedelta(minutes=10)
FRESH = timedelta(minutes=30)  # a mailbox not looked into since says nothing
_MISSING = "missing:"  # and the newsletter's name


class Watching(Parts):
    def tell_missing(self) -> bool:
        """Tell people of each newsletter that is overdue or has come again, each once.

        Only while the mailbox is being read: a mailbox that cannot be read is told of
        elsewhere. Says if there was anything to tell.
        """
        now = self.now()
        if self.looked and abs(now - self.looked[-1]) < EVERY:  # a clock may be set back
            return False
        self.looked[:] = [now]
        scanned = self.store.last_scan()
        if scanned is None or abs(now - scanned) > FRESH:
            return False
        came = self.store.arrivals(now - habits.SPAN)
        told = self._tell_come(came, now)
        for source, arrivals in came.items():
            found = self.mailroom.newsletter(source)
            if found is None:
                continue
            missing = habits.overdue(arrivals, now, zone=found.zone)
            if missing is not None:
                told = self._tell_overdue(found.title, source, missing, found.zone) or told
        return told

    def _tell_overdue(
        self, title: str, source: str, missing: habits.Overdue, zone: str
    ) -> bool:
        """Say it once for each silence."""
        usual = f"{missing.begin:%H:%M}"
        if missing.begin != missing.end:
            usual += f" to {missing.end:%H:%M}"
        new = self._alarm(
            f"{_MISSING}{source}",
            f"No {title} has come: on a {missing.day:%A} it usually comes at {usual}"
            f" ({zone}), and the last one came {missing.last:%a %d %b %H:%M}. Please look"
            " into the spam folder and at the subscription.",
        )
        if new:
            log.warning("no %s since %s", source, f"{missing.last:%Y-%m-%d %H:%M}")
        return new

    def _tell_come(self, came: dict[str, list[datetime]], now: datetime) -> bool:
        """Say of what was missing that it has come, or that nobody waits for it now."""
        told = False
        for source, alarm in self._wrong(_MISSING).items():
            title = self.mailroom.title(source)
            # what was there by then would have kept people from being told; and the
            # alarm's clock may have been ahead
            since = min(alarm.since, now) - habits.GRACE
            if not came.get(source):
                text = (
                    f"No {title} has come for {habits.SPAN.days} days: it is not waited for"
                )
                told = self._cured(alarm.key, f"{text} any more.") or told
            elif last := _after(came[source], since, now):
                text = f"{title} comes again: the last one came {last:%a %d %b %H:%M} UTC."
                told = self._cured(alarm.key, text) or told
        return told


def _after(arrivals: Sequence[datetime], since: datetime, now: datetime) -> datetime | None:
    """Return the last arrival within a span, None where there is none."""
    return max((at for at in arrivals if since < at <= now), default=None)
