"""What Slack tells of a message below a card: written, changed or deleted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

_BY_PEOPLE = {None, "file_share", "thread_broadcast"}  # subtypes of what people write
_MOST = 4000  # characters that are kept
_CUT = "\n[cut here: the whole of it stands below the card]"
_MARK = re.compile(r"<([^<>]*)>")  # what people type of these signs comes escaped
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_GONE = "\0"  # stands for a mention that nobody can name
_GAPS = re.compile(rf"^(?:{_GONE}[ \t]*)+|(?<![ \t])[ \t]*{_GONE}", re.MULTILINE)

Names = Callable[[str], str]  # what people call a Slack user; "" for one nobody knows


def _nameless(_user: str) -> str:
    return ""


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


def written(event: Any, names: Names = _nameless) -> Written | None:  # noqa: ANN401 (whatever Slack sends)
    """Read an event; None for what no person wrote, and for what stands below nothing."""
    found = _written(event)
    return replace(found, text=said(found.text, names)) if found else None


def _written(event: Any) -> Written | None:  # noqa: ANN401 (whatever Slack sends)
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
        text=_text(now, "text") if text is None else text,
        sent=sent,
        at=at,
        new=new,
    )


def said(text: str, names: Names = _nameless) -> str:
    """Return what somebody wrote, of what Slack sends, as people read it.

    A link is its label and where it leads, a mention a name or nothing: an id says
    nothing in a mail, and none may call anybody again.
    """
    text = _MARK.sub(lambda mark: _spoken(mark[1], names), text.replace(_GONE, ""))
    text = _typed(_GAPS.sub("", text))
    text = text.encode("utf-8", "ignore").decode()  # halves of a pair can't be stored
    if not text.strip():
        return ""
    return text if len(text) <= _MOST else text[:_MOST].rstrip() + _CUT


def _spoken(mark: str, names: Names) -> str:
    """Say what stands between two signs: <@U1>, <#C1|name>, <!here>, <https://x|label>."""
    token, _, label = mark.partition("|")
    kind, token = (token[:1], token[1:]) if token[:1] in ("@", "#", "!") else ("", token)
    if kind == "@":
        return _escaped(names(token)) or label.removeprefix("@") or _GONE
    if kind == "#":
        return f"#{label.removeprefix('#')}" if label else _GONE
    if kind == "!" and "^" in token:  # a date, or a group of people
        return label or _GONE
    if kind == "!":
        return f"@{token}" if token else _GONE
    bare = _SCHEME.sub("", token, count=1)
    shown = token if token.startswith("http") else bare
    if label.rstrip("/").casefold() in {
        one.rstrip("/").casefold() for one in (token, bare)
    }:
        return label  # as it was typed; Slack made the link
    return f"{label} ({shown})" if label and shown else label or shown


def _typed(text: str) -> str:
    """Read the three characters back that Slack escapes; `&` is the last of them."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
