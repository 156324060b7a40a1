"""`/queries`: questions and the pause, answered to the one who asks."""

import asyncio
import difflib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from slack_bolt.async_app import AsyncApp

from bot.domain import plain_name
from bot.slack import actions, listing
from bot.slack.answering import Answering, Body, channel_of, user_of
from bot.slack.asking import AskingDesk
from bot.slack.clean import cut, escaped, one_line
from bot.slack.health import count
from bot.slack.listing import Answer, told
from bot.slack.people import Known, People
from bot.slack.responding import reply
from bot.slack.rows import STRANGER, section, waits

log = logging.getLogger(__name__)
_LONGEST = 300  # units of what is asked
_SHOWN = 80
_LINES = 20
_NAMED = 20  # companies, in words
_DOUBT = 600  # units
_BLOCKS = 50  # of one message


class Commands:
    """Answers through the response_url, which works where the bot is not invited."""

    def __init__(
        self,
        desk: AskingDesk,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._answering = answering
        self._people = people
        self._now = now
        self._verbs: dict[str, Callable[[_Asked], Answer]] = {
            "list": self._list,
            "held": self._held,
            "search": self._search,
            "why": self._why,
            "status": self._status,
            "mutes": self._mutes,
            "pause": self._pause,
            "resume": self._resume,
        }

    def listen(self, app: AsyncApp) -> None:
        app.command(actions.COMMAND)(self._answering.first(self._asked))

    async def _asked(self, body: Body) -> None:
        try:
            answer = await self._judge(body)
        except Exception as error:
            number = uuid4().hex[:8]
            log.exception("command failed, error %s", number, exc_info=error)
            answer = told(
                f"That did not work. Please try again; the log has it as {number}."
            )
        await reply(self._answering, body, answer)

    async def _judge(self, body: Body) -> Answer:
        """Find the answer for this person: of their companies and no others."""
        user = user_of(body)
        verb, _, rest = typed(str(body.get("text") or "")).partition(" ")
        verb = verb.casefold() or "list"
        known = await self._people.companies(user, channel_of(body))
        if not known.teams:
            return told(known.doubt or STRANGER)
        if verb == "help":
            return listing.usage()
        if verb not in self._verbs:
            meant = difflib.get_close_matches(verb, [*self._verbs, "help"], 1, 0.6)
            return listing.usage(meant[0] if meant else "search WORDS", unknown=verb)
        asked = _Asked(user=user, rest=rest.strip(), known=known)
        answer = await asyncio.to_thread(self._verbs[verb], asked)
        return _doubted(answer, known.doubt) if known.doubt else answer

    # --------------------------------------------- the answers; they block on the desk

    def _list(self, asked: "_Asked") -> Answer:
        now = self._now()
        cards = self._desk.open_cards(now, asked.companies)
        return listing.opened(cards, now, self._paused(asked))

    def _held(self, asked: "_Asked") -> Answer:
        now = self._now()
        lines = self._desk.held(asked.companies, now, _LINES + 1)
        about = "Weak matches, held back" if lines else "No weak matches are open."
        return listing.found(lines[:_LINES], now, about=about, more=len(lines) > _LINES)

    def _search(self, asked: "_Asked") -> Answer:
        if not asked.rest:
            return told(f"Say what to look for: `{actions.COMMAND} search WORDS`.")
        now = self._now()
        lines = self._desk.search(asked.rest, asked.companies, now=now, most=_LINES + 1)
        words = f"“{escaped(asked.rest, _SHOWN)}”"
        about = f"Queries of the last 60 days with {words}"
        if not lines:
            about = f"No query of the last 60 days has {words}."
        return listing.found(lines[:_LINES], now, about=about, more=len(lines) > _LINES)

    def _why(self, asked: "_Asked") -> Answer:
        if not asked.rest:
            return told(
                f"Say which one: `{actions.COMMAND} why ID`, with a query id, the number"
                " of a card, or words."
            )
        ranked = self._desk.matched(asked.rest, asked.companies, self._now())
        if not ranked:
            return told(
                f"No query of the last 60 days and no card of yours is"
                f" “{cut(asked.rest, _SHOWN)}”."
            )
        return listing.why(ranked)

    def _status(self, asked: "_Asked") -> Answer:
        now, companies = self._now(), asked.companies
        return listing.status(
            self._desk.health(now, companies),
            self._desk.week(now, companies),
            now,
            paused=self._paused(asked),
            waiting=self._desk.waiting(companies, now),
            alarms=self._desk.alarms(),
        )

    def _mutes(self, asked: "_Asked") -> Answer:
        return listing.muted(self._desk.mutes(asked.companies))

    def _pause(self, asked: "_Asked") -> Answer:
        return self._paused_now(asked, paused=True)

    def _resume(self, asked: "_Asked") -> Answer:
        return self._paused_now(asked, paused=False)

    def _paused_now(self, asked: "_Asked", *, paused: bool) -> Answer:
        company = asked.company
        if company is None:
            word = "pause" if paused else "resume"
            return told(
                f"Which one? `{actions.COMMAND} {word} COMPANY`, with one of yours:"
                f" {', '.join(asked.companies[:_NAMED])}."
            )
        now = self._now()
        new = self._desk.pause(company, paused=paused, by=asked.user, at=now)
        waiting = self._desk.waiting([company], now)
        if not paused:
            stands = "Cards come again" if new else "Cards were not paused"
            wait = f" {waits(waiting)}, the best comes first." if waiting else ""
            return told(f"{stands} for {company}.{wait}")
        stands = "Paused" if new else "Paused already"
        cards = count(len(self._desk.open_cards(now, [company])), "open card")
        wait = f" {waits(waiting)}." if waiting else ""
        return told(
            f"{stands}: no new cards for {company} until `{actions.COMMAND} resume`."
            f" Queries are still read and ranked. {cards} can be decided as before.{wait}"
        )

    def _paused(self, asked: "_Asked") -> Sequence[str]:
        return sorted(self._desk.paused().intersection(asked.companies))


class _Asked:
    """One question: by whom, the words behind the verb, whose queries they may see."""

    def __init__(self, *, user: str, rest: str, known: Known) -> None:
        self.user = user
        self.rest = rest
        self.companies = known.scope
        self._sure = not known.doubt

    @property
    def company(self) -> str | None:
        """The one that is meant; None where that is not certain."""
        if not self.rest:
            only = self._sure and len(self.companies) == 1
            return self.companies[0] if only else None
        wanted = plain_name(self.rest)
        exact = [name for name in self.companies if plain_name(name) == wanted]
        begun = [name for name in self.companies if plain_name(name).startswith(wanted)]
        found = exact or (begun if wanted else [])
        return found[0] if len(found) == 1 else None


def _doubted(answer: Answer, doubt: str) -> Answer:
    """Add to an answer that more may belong into it."""
    words = section(escaped(one_line(doubt), _DOUBT))
    text = f"{answer.text} · Not complete: see below"
    return replace(answer, text=text, blocks=[*answer.blocks[: _BLOCKS - 1], words])


def typed(text: str) -> str:
    """Return what somebody typed behind the command, as one line of a fair length.

    Slack escapes it, since the manifest asks for that; `&` is the last to be read back.
    """
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return cut(one_line(text), _LONGEST)
