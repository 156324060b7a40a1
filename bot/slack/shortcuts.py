"""What people tell the bot: that a weak match should have been a card, and answers.

Answers below a card are counted. Of the one who was asked there they are kept as people
read them, see `bot.slack.interviewer`; what anybody else writes is never read.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.domain import Card, Team
from bot.errors import BotError
from bot.slack import actions, forms, modals
from bot.slack.answering import (
    Answering,
    Body,
    Faults,
    Rest,
    channel_of,
    ts_of,
    user_of,
)
from bot.slack.clean import escaped, one_line
from bot.slack.desk import Desk
from bot.slack.health import count
from bot.slack.listing import told
from bot.slack.people import People
from bot.slack.responding import reply
from bot.slack.rows import NAME, STRANGER
from bot.slack.written import Written, written

log = logging.getLogger(__name__)
_NO_SUMMARY = (
    "This message is no summary of weak matches. Use it on a summary: there you choose"
    f" what should have been a card. `{actions.COMMAND} held` lists what is held back now,"
    f" and `{actions.COMMAND} why WORDS` says why a query got no card."
)
_CLOSED = "The form could not be opened in time, please try again."
_NOT_YOURS = "None of these queries is of a company whose queries you decide on."
_DOUBTFUL = (
    "Can't tell now whether you are in the team of {}: try again in a minute. What you"
    " chose is kept here."
)
_NAMED = 5  # companies, in words
_OTHERS = "The rest is of companies whose queries you do not decide on."


class Shortcuts:
    """Who may teach a company's ranking is who may decide its queries."""

    def __init__(
        self,
        desk: Desk,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
        *,
        teams: Callable[[], Sequence[Team]] = tuple,
    ) -> None:
        self._desk = desk
        self._answering = answering
        self._people = people
        self._now = now
        self._teams = teams

    def listen(self, app: AsyncApp) -> None:
        first = self._answering.first
        app.shortcut(actions.MISSED)(first(self._missed))
        app.action(actions.MISSED)(first(self._missed))
        app.view(actions.TAUGHT)(self._answering.form(self._taught))
        app.event("message")(first(self._written))

    # ------------------------------------------------------ should have been shown

    async def _missed(self, body: Body) -> None:
        """Ask which lines of a summary should have been cards."""
        channel, ts, user = channel_of(body), ts_of(body), user_of(body)
        summary, known = await asyncio.gather(
            asyncio.to_thread(self._desk.summary_at, channel, ts),
            self._people.companies(user, channel),
        )
        companies = {team.company for team in known.teams}
        words = ""
        if not companies:
            words = known.doubt or STRANGER
        elif summary is None:
            words = _NO_SUMMARY
        elif not any(line.company in companies for line in summary.lines):
            words = known.doubt or _NOT_YOURS
        if words or summary is None:
            await reply(self._answering, body, told(words))
            return
        view = modals.missed(summary, channel=channel, ts=ts)
        try:
            await self._answering.show(str(body["trigger_id"]), view)
        except BotError as error:
            log.warning("form not opened: %s", error)
            await reply(self._answering, body, told(_CLOSED))

    async def _taught(self, body: Body, first: str) -> tuple[Faults, Rest | None]:
        """Take what was chosen, as far as it stands in that summary and is theirs.

        The form proves nothing of where its person is now: it may be older than that.
        """
        user, place = user_of(body), forms.place(body["view"])
        body["channel"] = {"id": place.channel}  # where a failure is told
        number = modals.summary_id(body["view"])
        summary = await asyncio.to_thread(self._desk.summary, number or 0)
        if summary is None:
            return {}, None
        chosen = modals.told(body["view"], summary)
        known = await self._people.companies(user)
        companies = {team.company for team in known.teams}
        unknown = {team.company for team in known.unknown}
        mine = [line for line in chosen if line[1] in companies]
        if doubtful := sorted(unknown.intersection(company for _, company in chosen)):
            return {first: _DOUBTFUL.format(", ".join(doubtful[:_NAMED]))}, None
        if chosen and not mine:
            return {first: _NOT_YOURS}, None
        words = "" if len(mine) == len(chosen) else f" {_OTHERS}"
        channel = place.channel or summary.channel
        return {}, partial(self._note, mine, user, channel, words)

    async def _note(
        self, lines: Collection[tuple[str, str]], user: str, channel: str, words: str
    ) -> None:
        new = await asyncio.to_thread(self._teach, lines, user)
        await self._answering.whisper(channel, user, _noted(lines, new) + words)

    def _teach(self, lines: Collection[tuple[str, str]], user: str) -> int:
        """Return how many were not known before."""
        now = self._now()
        return sum(
            self._desk.add_shown(query_id, company, by=user, now=now)
            for query_id, company in lines
        )

    # --------------------------------------------------------------------- answers

    async def _written(self, body: Body) -> None:
        """Count what a person writes below a card. Slack may tell of it twice."""
        await asyncio.to_thread(self._read, body["event"])

    def _read(self, event: Body) -> None:
        if (word := written(event, self._named)) is not None:
            self._heard(word)

    def _named(self, user: str) -> str:
        """Return the name of an expert who is mentioned; "" for anybody else."""
        experts = (expert for team in self._teams() for expert in team.experts)
        return next((one.name for one in experts if user and one.slack_user == user), "")

    def _heard(self, word: Written) -> None:
        now = self._now()
        if word.new:
            place = (word.channel, word.thread, word.ts)
            self._desk.answered(*place, by=word.user, at=now)
        card, user = self._below(word, now)
        self._desk.tell_said(
            card, word.ts, user=user, text=word.text, at=word.at, sent=word.sent
        )

    def _below(self, word: Written, now: datetime) -> tuple[Card | None, str]:
        """Return the card that a message stands below, and whose it is.

        Of a deleted one Slack need not say either.
        """
        kept = None if word.new else self._desk.said_at(word.channel, word.ts)
        if kept is not None:
            return self._desk.card(kept[0], now), kept[1]
        return self._desk.card_at(word.channel, word.thread, now), word.user


def _noted(lines: Collection[tuple[str, str]], new: int) -> str:
    if not lines:
        return "Nothing was chosen, so nothing was noted."
    if not new:
        return "That was noted before; nothing changed."
    companies = sorted({escaped(one_line(company), NAME) for _, company in lines})
    what = count(new, "query teaches", "queries teach")
    them = "It becomes a card" if new == 1 else "They become cards"
    return (
        f"Noted: {what} the ranking of {', '.join(companies[:_NAMED])}."
        f" {them} unless the deadline passes first."
    )
