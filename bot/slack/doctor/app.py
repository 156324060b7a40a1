"""The app itself: whose token it is, what it may do, and whose clock is right."""

from collections.abc import Iterable
from datetime import datetime

from bot.slack import manifest
from bot.slack.calls import BOT_TOKEN
from bot.slack.doctor.finding import Finding, fail, note, ok
from bot.slack.entry import Entry
from bot.slack.history import MARGIN

_OFF = MARGIN / 3  # a clock more wrong than that makes lost messages hard to find


def login(entry: Entry) -> Finding:
    if not entry.bot_id:
        cure = "copy the Bot User OAuth Token (xoxb-) from Install App"
        return fail("Slack login", f"{BOT_TOKEN} belongs to a person, not to a bot: {cure}")
    return ok("Slack login", f"{entry.user} in {entry.team}")


def scopes(header: str | None) -> Finding:
    """Compare the scopes Slack names with those of the manifest."""
    what = "Slack scopes"
    if not header:
        return note(what, "Slack does not say; compare with haro-bot slack manifest")
    missing = manifest.missing(header)
    if needed := [f"{asked.name} ({asked.why})" for asked in missing if asked.needed]:
        return fail(
            what,
            f"missing {', '.join(needed)}: add under OAuth & Permissions, install the app"
            f" again and renew {BOT_TOKEN}{_besides(missing)}",
        )
    if missing:
        parts = [f"without {asked.name}, {asked.without}" for asked in missing]
        return note(
            what, f"{'; '.join(parts)}. To mend it, add the scope and install again"
        )
    more = manifest.scopes(header) - {asked.name for asked in manifest.SCOPES}
    if more:
        return note(what, f"all there; not needed: {', '.join(sorted(more))}")
    return ok(what, "all there, none too many")


def clock(there: datetime | None, here: datetime) -> Finding:
    what = "Clock"
    if there is None:
        return note(what, "Slack gives no time to compare with")
    off = abs(there - here)
    seen = f"{off.total_seconds():.0f} s from Slack's"
    if off < _OFF:
        return ok(what, seen)
    return fail(what, f"{seen}: set it, for example with timedatectl set-ntp true")


def _besides(missing: Iterable[manifest.Asked]) -> str:
    """Name what to add in the same go, since installing again is a nuisance."""
    wanted = ", ".join(asked.name for asked in missing if not asked.needed)
    return f"; add {wanted} in the same go" if wanted else ""
