"""Each thing that may be wrong with the Slack side, asked one by one.

finding    what one look brought: ok, note or FAIL
app        tokens, scopes, clock
socket     one short Socket Mode connection: who else is connected?
rooms      the channels, and a test message on request
deciders   the people and groups that may decide
layouts    every kind of message and view, as Slack sees it
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain import Team
from bot.errors import BotError
from bot.slack.calls import Access, call
from bot.slack.channels import Channels
from bot.slack.doctor import app, deciders, layouts, rooms, socket
from bot.slack.doctor.finding import Finding, Level, fail, note, ok
from bot.slack.doctor.layouts import Sample
from bot.slack.entry import check_prefixes, enter
from bot.slack.history import slack_time

__all__ = ["Finding", "Level", "Sample", "checks", "fail", "note", "ok"]


async def checks(
    access: Access,
    channels: Sequence[str],
    now: Callable[[], datetime],
    *,
    teams: Sequence[Team] = (),
    samples: Sequence[Sample] = (),
    worker_runs: bool = False,
    post: bool = False,
) -> list[Finding]:
    """Look at everything that can be looked at; never raises for what it finds.

    ``worker_runs``: a worker of this setup may be connected, so no second connection is
    opened. ``post``: also put a message in each channel and take it away again.
    """
    try:
        check_prefixes(access, socket=True)
    except BotError as error:
        return [fail("Slack tokens", str(error))]
    reader = access.reader()
    try:
        entry = await enter(access, reader, socket=True)
        who = await call(reader.auth_test())
    except BotError as error:
        return [fail("Slack login", str(error))]
    found = [app.login(entry), app.scopes(who.headers.get("x-oauth-scopes"))]
    found.append(app.clock(slack_time(who), now()))
    found += await socket.look(access, reader, entry, worker_runs=worker_runs)
    looked, poster = Channels(reader), access.poster()
    for name in dict.fromkeys(channels):
        room = await rooms.look(looked, reader, name)
        found.append(room)
        if post and room.level is not Level.FAIL:
            found.append(await rooms.post(looked, poster, name))
    found += await deciders.look(reader, teams)
    found += await layouts.look(reader, samples)
    return found
