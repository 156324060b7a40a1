"""What people tell the bot: that a weak match should have been a card, and answers.

Answers below a card are counted, never read.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.errors import BotError
from bot.slack import actions, forms, modals
from bot.slack.answering import Answering, Body, channel_of, ts_of, user_of
from bot.slack.calls import Offline, Refused
from bot.slack.clean import escaped, one_line
from bot.slack.desk import Desk
from bot.slack.health import count
from bot.slack.listing import told
from bot.slack.people import People
from bot.slack.responding import respond
from bot.slack.rows import NAME, STRANGER

log = logging.getLogger(__name__)
_WRITTEN = {None, "file_share", "thread_broadcast"}  # subtypes of what people write
_NO_SUMMARY = (
    "This message is no summary of weak matches. Use it on a summary: there you choose"
    f" what should have been a card. `{actions.COMMAND} held` lists what is held back now,"
    f" and `{actions.COMMAND} why WORDS` says why a query got no card."
)
_CLOSED = "The form could not be opened in time, please try again."
_NOT_YOURS = "None of these queries is of a company whose queries you decide on."
_OTHERS = "The rest is of companies whose queries you do not decide on."


class Shortcuts:
    """Who may teach a company's ranking is who may decide its queries."""

    def __init__(
        self,
        desk: Desk,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._answering = answering
        self._people = people
        self._now = now

    def listen(self, app: AsyncApp) -> None:
        first = self._answering.first
        app.shortcut(actions.MISSED)(first(self._missed))
        app.action(actions.MISSED)(first(self._missed))
        app.view(actions.TAUGHT)(first(self._taught))
        app.event("message")(first(self._written))

    # ------------------------------------------------------ should have been shown

    async def _missed(self, body: Body) -> None:
        """Ask which lines of a summary should have been cards."""
        channel, ts, user = channel_of(body), ts_of(body), user_of(body)
        summary, companies = await asyncio.gather(
            asyncio.to_thread(self._desk.summary_at, channel, ts),
            self._companies(user, channel),
        )
        words = ""
        if not companies:
            words = STRANGER
        elif summary is None:
            words = _NO_SUMMARY
        elif not any(line.company in companies for line in summary.lines):
            words = _NOT_YOURS
        if words or summary is None:
            await self._tell(body, words)
            return
        view = modals.missed(summary, channel=channel, ts=ts)
        try:
            await self._answering.show(str(body["trigger_id"]), view)
        except BotError as error:
            log.warning("form not opened: %s", error)
            await self._tell(body, _CLOSED)

    async def _taught(self, body: Body) -> None:
        """Note what was chosen, as far as it stands in that summary and is theirs."""
        user, place = user_of(body), forms.place(body["view"])
        number = modals.summary_id(body["view"])
        summary = await asyncio.to_thread(self._desk.summary, number or 0)
        if summary is None:
            return
        chosen = modals.told(body["view"], summary)
        companies = await self._companies(user, place.channel)
        mine = [line for line in chosen if line[1] in companies]
        new = await asyncio.to_thread(self._teach, mine, user)
        words = _noted(mine, new)
        if len(mine) < len(chosen):
            words = f"{words} {_OTHERS}" if mine else _NOT_YOURS
        await self._answering.whisper(place.channel or summary.channel, user, words)

    def _teach(self, lines: Collection[tuple[str, str]], user: str) -> int:
        """Return how many were not known before."""
        now = self._now()
        return sum(
            self._desk.add_shown(query_id, company, by=user, now=now)
            for query_id, company in lines
        )

    async def _companies(self, user: str, channel: str = "") -> set[str]:
        teams = await self._people.companies(user, channel)
        return {team.company for team in teams}

    async def _tell(self, body: Body, words: str) -> None:
        """Explain to one person, also where the bot is not in the channel."""
        user = user_of(body)
        try:
            await respond(str(body.get("response_url") or ""), told(words))
        except (Offline, Refused):  # nobody was told: the channel may do
            await self._answering.whisper(channel_of(body), user, told(words).text)
        except BotError as error:
            log.warning("perhaps could not tell %s: %s", user, error)

    # --------------------------------------------------------------------- answers

    async def _written(self, body: Body) -> None:
        """Count what a person writes below a card. Slack may tell of it twice."""
        event = body["event"]
        user, thread = event.get("user"), event.get("thread_ts")
        ts, channel = event.get("ts"), event.get("channel")
        if event.get("subtype") not in _WRITTEN or event.get("bot_id"):
            return
        if not (user and thread and ts and channel) or thread == ts:
            return
        await asyncio.to_thread(self._answered, *map(str, (channel, thread, ts, user)))

    def _answered(self, channel: str, thread: str, ts: str, user: str) -> None:
        self._desk.answered(channel, thread, ts, by=user, at=self._now())


def _noted(lines: Collection[tuple[str, str]], new: int) -> str:
    if not lines:
        return "Nothing was chosen, so nothing was noted."
    if not new:
        return "That was noted before; nothing changed."
    companies = sorted({escaped(one_line(company), NAME) for _, company in lines})
    what = count(new, "query teaches", "queries teach")
    return f"Noted: {what} the ranking of {', '.join(companies[:5])}."
