"""Notices what does not happen: a digest that usually comes and does not."""

from datetime import datetime, timedelta

from bot import habits
from bot.pipeline.parts import Parts, log

EVERY = timedelta(minutes=10)
FRESH = timedelta(minutes=30)  # a mailbox not looked into since says nothing


class Watching(Parts):
    def tell_missing(self) -> bool:
        """Tell people once of each newsletter that is overdue; say if there was one.

        Only while the mailbox is being read: a mailbox that cannot be read is told of
        elsewhere.
        """
        now = self.now()
        if self.looked and now - self.looked[-1] < EVERY:
            return False
        self.looked[:] = [now]
        scanned = self.store.last_scan()
        if scanned is None or now - scanned > FRESH:
            return False
        told = False
        for source, arrivals in self.store.arrivals(now - habits.SPAN).items():
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
        """Say it once for each silence: the key is when something last came."""
        usual = f"{missing.begin:%H:%M}"
        if missing.begin != missing.end:
            usual += f" to {missing.end:%H:%M}"
        new = self.store.notice(
            f"missing:{source}:{_minute(missing.last)}",
            f"No {title} has come: on a {missing.day:%A} it usually comes at {usual}"
            f" ({zone}), and the last one came {missing.last:%a %d %b %H:%M}. Please look"
            " into the spam folder and at the subscription.",
            channel=self.desks.ops,
            now=self.now(),
        )
        if new:
            log.warning("no %s since %s", source, _minute(missing.last))
        return new


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
