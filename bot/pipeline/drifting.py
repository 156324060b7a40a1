"""Newsletters that change their layout: told of once, and once more when they read well."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain import Mail
from bot.pipeline.believing import Believing, named
from bot.store import StoredMail

_LAYOUT = "layout:"  # and the newsletter's name
_NAMED = 60  # mails: a notice has its length
_READING = timedelta(minutes=10)  # longer than it takes to read one mail


class Drifting(Believing):
    def _tell_drift(
        self, mail: StoredMail, read: Mail, source: str, problems: Sequence[str]
    ) -> None:
        """Tell of a mail that was not read whole; of the first at once, then once a day.

        All of them are named once the newsletter reads well again.
        """
        title, name = self.mailroom.title(source), named(mail, read)
        said = f"{name} does not add up: {'; '.join(problems)}. What could be read was kept"
        if self._alarm(
            f"{_LAYOUT}{source}",
            f"{said}; please look at the mail itself. {title} may have changed its layout."
            " Further such mails are told of once a day, and all are named when it reads"
            " well again.",
        ):
            return
        alarm = self._wrong(_LAYOUT).get(source)
        if alarm is None:  # it was well a moment ago
            self._tell(f"problem:{mail.id}:{source}", f"{said}; please look at it.")
        elif not alarm.text.startswith(name):
            self._tell(
                f"problem:{source}:{mail.received_at.date()}",
                f"{title} still does not read well. {said}; please look at it.",
            )

    def _tell_no_drift(self, mail: StoredMail, source: str, *, again: bool) -> None:
        """Say that a newsletter reads well again, if it did not.

        A later mail shows that; an older one that is read again does only where none is
        left that was not read whole.
        """
        alarm = self._wrong(_LAYOUT).get(source)
        if alarm is None:
            return
        since = min(alarm.since, self.now())  # a clock may have been ahead
        left = self.store.troubled(source, since - _READING)
        if any(at > mail.received_at or again for at in left.values()):
            return
        title = self.mailroom.title(source)
        text = f"{title} reads well again."
        if left:
            text += (
                f" Not read whole meanwhile: {_listed(left)}. Please look at them in the"
                " mailbox; `haro-bot reparse` reads them again once the program knows how."
            )
        self._cured(alarm.key, text)


def _listed(left: Mapping[int, datetime]) -> str:
    """Name mails so that they are found in the mailbox too, the latest where many."""
    named = [f"mail {one} of {at:%d %b %H:%M}" for one, at in left.items()]
    older = len(named) - _NAMED
    if older > 0:
        first = min(left.values())
        named = [f"{older} older ones since {first:%d %b %Y}", *named[older:]]
    return ", ".join(named) + " UTC"
