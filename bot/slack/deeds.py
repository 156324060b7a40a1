"""What a click asks for: a payload becomes a `Click`, a click becomes a deed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as clock_time

from bot.domain import Act, Card, Cause, Deadline, Team
from bot.slack import actions, words
from bot.slack.answering import Body, channel_of, ts_of, user_of
from bot.slack.buttons import AHEAD
from bot.slack.clean import one_line

_BUTTONS = {
    actions.APPROVE: Act.APPROVE,
    actions.SKIP: Act.SKIP,
    actions.WAKE: Act.WAKE,
    actions.UNDO: Act.UNDO,
    actions.REOPEN: Act.REOPEN,
    actions.SNOOZE: Act.SNOOZE,
    actions.REASON: Act.REASON,
}
_MORES = {act.value: act for act in (Act.NOT_FOR_US, Act.MUTE_OUTLET, Act.MUTE_REPORTER)}
_NINE = clock_time(9)
_SAME = timedelta(minutes=1)  # two clicks on one snooze are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """Somebody used a button, a menu or a modal of a card."""

    user: str
    name: str  # as Slack calls them: for people to read, never to decide on
    channel: str
    ts: str
    trigger: str
    control: str  # an action_id or a callback_id
    card_id: int
    seen: int | None = None  # the edition that was looked at
    option: str = ""
    shown: str = ""  # the hash of the outline that stood there


def clicked(body: Body) -> Click | None:
    """Read a click on a button or menu; None for one that belongs to no card."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    value = str(chosen.get("value") or action.get("value") or "")
    stamp = actions.read(value)
    if stamp is None:
        return None
    rest = "".join(value.split(":", 2)[2:])
    click = _click(body, str(action["action_id"]), *stamp, rest if chosen else "")
    return (
        click if chosen or not actions.HASH.fullmatch(rest) else replace(click, shown=rest)
    )


def submitted(body: Body, card_id: int, seen: int | None) -> Click:
    """Read that a modal was sent; where its card stands must be in the body by now."""
    return _click(body, str(body["view"].get("callback_id")), card_id, seen)


def placed(body: Body, channel: str, ts: str) -> None:
    """Put into the body of a modal where its card stands, as a click has it."""
    body["channel"] = {"id": channel}
    body["container"] = {"channel_id": channel, "message_ts": ts}


def _click(
    body: Body, control: str, card_id: int, seen: int | None, option: str = ""
) -> Click:
    user = body.get("user") or {}
    return Click(
        user=user_of(body),
        name=one_line(str(user.get("name") or user.get("username") or user_of(body))),
        channel=channel_of(body),
        ts=ts_of(body),
        trigger=str(body.get("trigger_id") or ""),
        control=control,
        card_id=card_id,
        seen=seen,
        option=option,
    )


def act_of(click: Click) -> Act | None:
    """Return what a click does at once; None for what asks first, or for nothing."""
    if click.control == actions.MORE:
        return _MORES.get(click.option)
    act = _BUTTONS.get(click.control)
    return None if act is Act.REASON and cause_of(click) is None else act


def cause_of(click: Click) -> Cause | None:
    return next((cause for cause in Cause if cause.value == click.option), None)


# ----------------------------------------------------------------------------- snooze


def snoozed_until(
    option: str, card: Card, now: datetime, zone: str = ""
) -> datetime | None:
    """Return when a snooze ends, to the minute; None where that can't be told.

    ``zone``: of who clicked, for tomorrow morning. An end that stands already is kept,
    where it is the same to people.
    """
    end = _end(option, card.query.deadline, now, zone)
    if end is None:
        return None
    stands = card.snoozed_until
    return stands if stands and abs(stands - end) <= _SAME else end


def _end(option: str, deadline: Deadline, now: datetime, zone: str) -> datetime | None:
    if option == actions.HOUR:
        return (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    if option == actions.BEFORE:
        due = deadline.at or deadline.until
        return due - AHEAD if due else None
    if option == actions.MORNING:
        here = words.zone(zone)
        tomorrow = now.astimezone(here).date() + timedelta(days=1)
        return datetime.combine(tomorrow, _NINE, here).astimezone(now.tzinfo)
    return None


# ------------------------------------------------------------------------ assignment


def assignee(chosen: str, team: Team | None) -> str:
    """Return whom a card goes to: an expert's own Slack user where there is one."""
    experts = team.experts if team else ()
    found = next((e for e in experts if chosen in (e.id, e.name)), None)
    if found is None:
        return chosen
    return found.slack_user or found.name
