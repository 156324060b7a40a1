"""The open questions go to an expert below the card; the answers go into the outline."""

import asyncio
from dataclasses import replace
from functools import partial

from bot.domain import Act, Card
from bot.pitching import interviewing
from bot.slack import outcomes
from bot.slack.binding import tested, withheld
from bot.slack.clerk import Clerk
from bot.slack.deeds import Click
from bot.slack.desk import Desk
from bot.slack.people import People

_ACTS = 100  # that are looked through for when the questions were asked


class Interviewer:
    """Who may ask and use the answers is who may decide: the clerk looked already."""

    def __init__(self, clerk: Clerk, desk: Desk, people: People) -> None:
        self._clerk = clerk
        self._desk = desk
        self._people = people

    async def ask(self, click: Click, card: Card) -> None:
        """Ask whoever has the card, else its expert; say if they may not see it."""
        team = await self._clerk.team(card)
        person = interviewing.whom(card, team.experts if team else ())
        deed = replace(self._clerk.deed(click, Act.INTERVIEW), person=person)
        outcome = await self._clerk.do(click, deed)
        if outcome.new and await self._people.absence(person, click.channel):
            await self._clerk.whisper(click, outcomes.unseen(person))

    async def use(self, click: Click, card: Card) -> None:
        """Put what the expert wrote into the outline, as an edit of who clicked."""
        team = await self._clerk.team(card)
        words = interviewing.words(card, team.experts if team else ())
        if withheld(card) or not (words or card.outline.said):
            await self._clerk.whisper(click, outcomes.UNSAID)
            return
        acts = await asyncio.to_thread(partial(self._desk.audit, most=_ACTS), card.id)
        outline = await asyncio.to_thread(  # many messages take a while
            interviewing.assembled,
            card.outline,
            words,
            tests=tested(card),
            numbers=interviewing.numbered(acts),
        )
        await self._clerk.do(
            click, replace(self._clerk.deed(click, Act.EDIT), outline=outline)
        )
