"""The approvers of each company: who they are, and whether they are there at all."""

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Team
from bot.errors import BotError
from bot.slack.calls import Refused, call
from bot.slack.doctor.finding import Finding, Level

_GONE = {"user_not_found", "users_not_found", "user_not_visible"}
_ORDER = (Level.OK, Level.NOTE, Level.FAIL)

Seen = tuple[Level, str]


async def look(reader: AsyncWebClient, teams: Sequence[Team]) -> list[Finding]:
    """Look at each approver once, and report company by company."""
    seen: dict[str, Seen] = {}
    found = []
    for team in teams:
        for name in team.approvers:
            if name not in seen:
                look_at = _group if name.startswith("S") else _person
                seen[name] = await look_at(reader, name)
        found.append(_of(team, [seen[name] for name in dict.fromkeys(team.approvers)]))
    return found


def _of(team: Team, seen: Sequence[Seen]) -> Finding:
    what = f"Approvers of {team.company}"
    if not seen:
        words = f"everybody in {team.channel} may decide; name approvers to change that"
        return Finding(what=what, level=Level.NOTE, seen=words)
    level = max((level for level, _ in seen), key=_ORDER.index)
    telling = [words for at, words in seen if at is level]
    return Finding(what=what, level=level, seen="; ".join(dict.fromkeys(telling)))


async def _person(reader: AsyncWebClient, user: str) -> Seen:
    try:
        who = (await call(reader.users_info(user=user))).get("user") or {}
    except BotError as error:
        return _unknown(user, error)
    name = f"{who.get('real_name') or who.get('name') or 'a person'} ({user})"
    if who.get("deleted"):
        return Level.FAIL, f"{name} has left the workspace: take the id out"
    if who.get("is_bot"):
        return Level.FAIL, f"{name} is a bot and clicks nothing: take the id out"
    return Level.OK, name


def _unknown(user: str, error: BotError) -> Seen:
    code = error.code if isinstance(error, Refused) else ""
    if code in _GONE:
        cure = "copy the member ID from the person's profile"
        return Level.FAIL, f"{user}: nobody here has this id; {cure}"
    if code == "missing_scope":
        return Level.NOTE, "people are not looked up without the scope users:read"
    return Level.NOTE, f"{user} could not be looked up: {error}"


async def _group(reader: AsyncWebClient, group: str) -> Seen:
    try:
        people = (await call(reader.usergroups_users_list(usergroup=group))).get("users")
    except Refused as error:
        return Level.FAIL, _unreadable(group, error.code)
    except BotError as error:
        return Level.NOTE, f"group {group} could not be looked up: {error}"
    if not people:
        return Level.FAIL, f"group {group} is empty, so nobody in it decides: add people"
    count = "1 person" if len(people) == 1 else f"{len(people)} people"
    return Level.OK, f"group {group} ({count})"


def _unreadable(group: str, code: str) -> str:
    cure = {
        "missing_scope": "add the scope usergroups:read and install the app again",
        "no_such_subteam": "there is no such group; copy its id from the group's menu",
        "plan_upgrade_required": "this plan of Slack has no groups",
    }.get(code, f"Slack answers {code}")
    return f"group {group}, nobody in it may decide: {cure}, or name people instead"
