"""App Home is published when somebody looks at it, and after what they do there."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import digest_of
from bot.slack import actions, home
from bot.slack.answering import Answering, Body, channel_of, user_of
from bot.slack.asking import AskingDesk
from bot.slack.calls import call
from bot.slack.clean import Block
from bot.slack.listing import told
from bot.slack.people import Known, People
from bot.slack.responding import reply

_MINE = "That is of a company whose queries you don't decide on; nothing was changed."


class Homes:
    """Holds nothing but who waits: what is published is read at that moment."""

    def __init__(
        self,
        desk: AskingDesk,
        answering: Answering,
        people: People,
        reader: AsyncWebClient,
        now: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._answering = answering
        self._people = people
        self._reader = reader
        self._now = now
        self._turns: dict[str, int] = {}  # user -> publishings asked for
        self._locks: dict[str, asyncio.Lock] = {}

    def listen(self, app: AsyncApp) -> None:
        first = self._answering.first
        app.event("app_home_opened")(first(self._opened))
        app.action(actions.REFRESH)(first(self._refresh))
        app.action(actions.UNMUTE)(first(self._unmute))
        app.action(actions.RESUME)(first(self._resume))

    async def publish(self, user: str) -> None:
        """Show somebody how things stand now.

        One at a time for each user, so nothing older comes last; of those that wait
        only the last is published.
        """
        turn = self._turns[user] = self._turns.get(user, 0) + 1
        async with self._locks.setdefault(user, asyncio.Lock()):
            if turn < self._turns[user]:
                return
            known = await self._people.companies(user)
            if known.teams:
                view = await asyncio.to_thread(self._view, known)
            else:
                view = home.unsure(known.doubt) if known.doubt else home.stranger()
            await call(self._reader.views_publish(user_id=user, view=view))

    def _view(self, known: Known) -> Block:
        now, companies = self._now(), known.scope
        seen = home.Overview(
            teams=known.teams,
            cards=self._desk.open_cards(now, companies),
            week=self._desk.week(now, companies),
            health=self._desk.health(now, companies),
            alarms=self._desk.alarms(),
            mutes=self._desk.mutes(companies),
            paused=sorted(self._desk.paused().intersection(companies)),
            waiting=self._desk.waiting(companies, now),
            doubt=known.doubt,
        )
        return home.view(seen, now)

    # ------------------------------------------------------------------- listeners

    async def _opened(self, body: Body) -> None:
        event = body["event"]
        if event.get("tab", "home") == "home" and event.get("user"):
            await self.publish(str(event["user"]))

    async def _refresh(self, body: Body) -> None:
        await self.publish(user_of(body))

    async def _unmute(self, body: Body) -> None:
        await self._done(body, self._unmuted)

    async def _resume(self, body: Body) -> None:
        await self._done(body, self._resumed)

    async def _done(
        self, body: Body, act: Callable[[str, str, Known], Awaitable[str]]
    ) -> None:
        """Do what a button says if its person may; show what came of it."""
        user = user_of(body)
        value = str(body["actions"][0].get("value") or "")
        known = await self._people.companies(user, channel_of(body))
        words = await act(value, user, known) if known.teams else ""
        if body.get("view"):
            await self.publish(user)
            return
        # a button below an answer of `/queries`
        await reply(self._answering, body, told(words or known.doubt or _MINE))

    async def _unmuted(self, value: str, user: str, known: Known) -> str:
        mutes = await asyncio.to_thread(self._desk.mutes, known.scope)
        found = next((mute for mute in mutes if str(mute.number) == value), None)
        if found is None:
            return known.doubt or "That is not muted any more for a company of yours."
        unmute = partial(self._desk.unmute, found.number, by=user, at=self._now())
        await asyncio.to_thread(unmute)
        return f"{found.shown} is no longer muted for {found.company}."

    async def _resumed(self, value: str, user: str, known: Known) -> str:
        company = next((name for name in known.scope if digest_of(name) == value), None)
        if company is None:
            return ""
        resume = partial(self._desk.pause, company, paused=False, by=user, at=self._now())
        await asyncio.to_thread(resume)
        return f"Cards for {company} come again."
