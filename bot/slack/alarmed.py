"""What is wrong now and was told in the ops channel, in a line each (mrkdwn). Pure.

Everybody who may ask sees it, so it says what is wrong and since when, and leaves names
of channels, subjects and folders on disk to the ops channel.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain import Alarm
from bot.slack import words
from bot.slack.clean import escaped, one_line

MOST = 6
_NAME = 60
_LOOK = "⚠ *Please look:*"
_SAID = {  # by what stands before the colon of a key; {} is what stands behind it
    "login": "mailbox {} refuses the login",
    "folder": "mailbox {} has no such folder any more",
    "letters": "mailbox {} keeps back letters that it lists",
    "numbering": "mailbox {} numbers its letters anew again and again",
    "after": "digests in mailbox {} are not put away",
    "layout": "{} does not read well, it may have changed its layout",
    "missing": "{} does not come",
    "disk": "the disk is nearly full",
    "work": "mail that came cannot be worked on",
    "channel": "Slack takes no messages for a channel",
    "connections": "clicks get lost, this Slack app is connected twice",
    "beside": "{} does not work",
    "drafts": "an expert's mailbox cannot be used",
}
_SEEN_ELSEWHERE = {"mailbox"}  # what was last read of each is a line of its own
_NEWSLETTERS = {"layout", "missing"}


def lines(alarms: Sequence[Alarm], now: datetime) -> Iterator[str]:
    """Yield a line for each alarm, the oldest first; what is left over is counted."""
    shown = [alarm for alarm in alarms if _kind(alarm) not in _SEEN_ELSEWHERE]
    for alarm in shown[:MOST]:
        since = words.ago(alarm.since, now)
        yield f"{_LOOK} {_said(alarm)}; told in the ops channel {since}"
    if len(shown) > MOST:
        yield f"{_LOOK} {len(shown) - MOST} more; see the ops channel"


def _kind(alarm: Alarm) -> str:
    return alarm.key.partition(":")[0]


def _said(alarm: Alarm) -> str:
    kind, _, about = alarm.key.partition(":")
    if kind in _NEWSLETTERS:
        about = words.service(about)
    said = _SAID.get(kind, "something is wrong")
    return said.replace("{}", escaped(one_line(about), _NAME))
