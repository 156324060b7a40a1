"""What Slack tells of a message below a card: written, changed or deleted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_BY_PEOPLE = {None, "file_share", "thread_broadcast"}  # subtypes of what people write
_MOST = 4000  # characters that are kept
_CUT = "\n[cut here: the whole of it stands below the card]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message in a thread as it stands now; ``text`` is "" once it is deleted."""

    channel: str
    thread: str  # ts of what it stands below; "" where Slack does not say
    ts: str
    user: str
    text: str
    sent: datetime  # when it was first written
    at: datetime  # when it came to say this
    new: bool  # it was neither changed nor deleted


def written(event: Any) -> Written | None:  # noqa: ANN401 (whatever Slack sends)
    """Read an event; None for what no person wrote, and for what stands below nothing."""
    subtype = event.get("subtype")
    if subtype in _BY_PEOPLE:
        return _made(event, event, event)
    before = _dict(event.get("previous_message"))
    if subtype == "message_changed":
        now = _dict(event.get("message"))
        if now.get("subtype") == "tombstone":
            return _made(event, before, before, text="")
        edited = _dict(now.get("edited")).get("user")
        mine = edited in (None, now.get("user"))
        return _made(event, {**before, **now}, now) if mine else None
    if subtype == "message_deleted":
        deleted = {"ts": event.get("deleted_ts"), **before}
        return _made(event, deleted, deleted, text="")
    return None


def _made(
    event: dict[str, Any],
    about: dict[str, Any],
    now: dict[str, Any],
    text: str | None = None,
) -> Written | None:
    """Put a message together; ``about`` says where it stands, ``now`` what it says."""
    new = event is about
    channel, ts = _text(event, "channel"), _text(about, "ts")
    thread, user = _text(about, "thread_ts"), _text(about, "user")
    sent, at = _instant(ts), _instant(ts if new else _text(event, "ts"))
    if about.get("subtype") not in _BY_PEOPLE or about.get("bot_id") or thread == ts:
        return None
    if not channel or sent is None or at is None or (new and not (thread and user)):
        return None
    return Written(
        channel=channel,
        thread=thread,
        ts=ts,
        user=user,
        text=said(_text(now, "text")) if text is None else text,
        sent=sent,
        at=at,
        new=new,
    )


def said(text: str) -> str:
    """Return what somebody wrote, of what Slack sends: three characters are escaped.

    Names, links and channels stay as Slack writes them. `&` is the last to be read back.
    """
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = text.encode("utf-8", "ignore").decode()  # halves of a pair can't be stored
    if not text.strip():
        return ""
    return text if len(text) <= _MOST else text[:_MOST].rstrip() + _CUT


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(event: dict[str, Any], key: str) -> str:
    value = event.get(key)
    return value if isinstance(value, str) else ""


def _instant(ts: str) -> datetime | None:
    """Read Slack's seconds since 1970, a fraction after the point."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
