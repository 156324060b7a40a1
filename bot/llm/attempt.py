"""One draft under way: asked, checked, asked once more, or given up with a reason."""

import asyncio
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.domain import Came, Outline, Point, Run
from bot.llm import guard, safe, shape
from bot.llm.subject import Drafted, Subject
from bot.pitching import Prompts
from bot.pitching.wording import worded

if TYPE_CHECKING:
    from bot.llm.endpoint import Reply
    from bot.llm.model import Model

TEMPERATURE, MAX_TOKENS = 0.2, 600  # where neither settings nor prompt say
MOST_FACTS = 12
LONGEST_FACT = 600  # characters that are shown of one
MOST_ASKS = 20  # of the rules and of the model together
REQUESTS = 2  # the draft, and one repair
TOO_DEAR = "one query may cost no more"


@dataclass(kw_only=True)
class Attempt:
    """One draft under way, and what it has cost."""

    model: "Model"
    subject: Subject
    prompts: Prompts
    run: Run
    budget: float | None
    _flags: list[str] = field(default_factory=list)  # of every try, hard and soft
    _soft: tuple[str, ...] = ()  # of the last
    _max_tokens: int = MAX_TOKENS  # of one answer

    def made(self) -> Drafted:
        began = time.monotonic()
        words = guard.sayable(
            self.subject.profile, self.subject.outline.expert_id, self.run.at.date()
        )
        offered = {i: words[i] for i in self.subject.offered[:MOST_FACTS] if i in words}
        if not offered:
            return self._ended(Came.STOPPED, "no stored fact can be offered", began)
        tag, canary = f"query-{self.model.token()}", f"canary-{self.model.token()}"
        prompt = self.prompts.prompt("outline")
        said = prompt.render(self._fields(offered, tag, canary))
        settings = prompt.settings
        temperature = self.model.temperature
        if temperature is None:
            temperature = settings.get("temperature", TEMPERATURE)
        most = self.model.max_tokens or int(settings.get("max_tokens", MAX_TOKENS))
        self._max_tokens = most
        self.run = replace(
            self.run,
            offered=tuple(offered),
            prompt=prompt.id,
            prompt_sha=hashlib.sha256(
                "\n\n".join(f"{role}\n{text}" for role, text in said.items()).encode()
            ).hexdigest(),
            settings=json.dumps({"temperature": temperature, "max_tokens": most}),
        )
        draft, came, why = asyncio.run(self._asked(said, canary, temperature, most))
        if draft is None:
            return self._ended(came, why, began)
        outline = self._outline(draft, offered)
        self.run = replace(self.run, used=tuple(point.fact_id for point in outline.points))
        return self._ended(Came.USED, "", began, outline)

    def _fields(self, offered: dict[str, str], tag: str, canary: str) -> dict[str, Any]:
        profile, query = self.subject.profile, self.subject.query
        expert = profile.expert(self.subject.outline.expert_id)
        return {
            "company": profile.company,
            "expert": {
                "id": expert.id if expert else "",
                "name": expert.name if expert else "",
                "title": expert.title if expert else "",
                "credentials": list(expert.credentials) if expert else [],
            },
            "facts": [
                {
                    "id": fact_id,
                    "text": safe.unlinked(" ".join(text.split()))[:LONGEST_FACT],
                    "quote": profile.quote(fact_id) is not None,
                }
                for fact_id, text in offered.items()
            ],
            "query": safe.fenced(f"{query.summary}\n\n{query.body}", tag),
            "tag": tag,
            "canary": canary,
        }

    async def _asked(
        self, said: dict[str, str], canary: str, temperature: float, most: int
    ) -> tuple[shape.Draft | None, Came, str]:
        """Ask, check, ask once more; return a draft, or what came instead and why."""
        from bot.llm import endpoint  # noqa: PLC0415 (heavy: only where a model is asked)

        connect = self.model.connect or endpoint.connected
        before: tuple[Any, ...] = ()
        size, why = 0, ""
        try:
            async with connect(self.model.place) as model:
                while self.run.requests < REQUESTS:
                    size += sum(len(text.encode()) for text in said.values())
                    if not self._affordable(size):
                        came = Came.REFUSED if why else Came.STOPPED
                        return None, came, f"{why}; {TOO_DEAR}" if why else TOO_DEAR
                    reply = await endpoint.ask(
                        model,
                        self.model.place,
                        list(said.items()),
                        before=before,
                        temperature=temperature,
                        max_tokens=most,
                    )
                    self._count(reply, size)
                    if reply.came is not Came.USED:
                        return None, reply.came, reply.why
                    draft, faults, came = self._read(reply.text, canary)
                    if draft is not None and not faults:
                        return draft, Came.USED, ""
                    why = f"the model's outline failed its check: {_named(faults, came)}"
                    before, size = reply.turn, size + len(reply.text.encode())
                    said = self.prompts.prompt("repair").render({"faults": faults})
        except Exception as error:  # noqa: BLE001 (whatever it is, the card stays)
            return None, *endpoint.failure(error, self.model.place)
        return None, came, why

    def _read(self, text: str, canary: str) -> tuple[shape.Draft | None, list[str], Came]:
        """Return the draft, what blocks it, and what came of it if that is the last."""
        try:
            draft = shape.read(text)
        except ValueError as error:
            self._flags.append(f"schema: {error}")
            return None, [f"schema: {error}"], Came.FAILED
        made = guard.checked(
            draft,
            self.subject.outline,
            self.subject.query,
            self.subject.profile,
            offered=self.run.offered,
            forbidden=self.subject.forbidden,
            canary=canary,
            today=self.run.at.date(),
        )
        said = {one: f"{one.kind}: {one.said}" for one in (*made.found, *made.left_out)}
        self._flags += said.values()
        self._soft = tuple(said[one] for one in made.found if not one.hard)
        draft = draft.model_copy(update={"ask_expert": list(made.asks)})
        return draft, [said[one] for one in made.found if one.hard], Came.REFUSED

    def _affordable(self, size: int) -> bool:
        if self.budget is None:
            return True
        next_one = self.model.most(size, self._max_tokens)
        return next_one is None or (self.run.cost or 0.0) + next_one <= self.budget

    def _count(self, reply: "Reply", size: int) -> None:
        """Add up one request; where no usage was told, the most it can have cost."""
        cost = reply.cost
        if cost is None:
            cost = 0.0 if reply.unbilled else self.model.most(size, self._max_tokens)
        known = self.run.cost if self.run.requests else 0.0
        self.run = replace(
            self.run,
            requests=self.run.requests + 1,
            answered=reply.model or self.run.answered,
            input_tokens=self.run.input_tokens + reply.input_tokens,
            output_tokens=self.run.output_tokens + reply.output_tokens,
            cost=None if cost is None or known is None else known + cost,
        )

    def _outline(self, draft: shape.Draft, offered: dict[str, str]) -> Outline:
        """Return the outline of the rules with what was chosen, word for word as stored."""
        old, profile = self.subject.outline, self.subject.profile
        whys = {point.fact_id: point.why for point in reversed(draft.points)}
        order = dict.fromkeys(point.fact_id for point in draft.points)
        points = tuple(
            Point(fact_id=fact_id, text=offered[fact_id], why=whys[fact_id])
            for fact_id in order
        )
        opening = next((p for p in points if profile.fact(p.fact_id) is not None), None)
        asks: dict[str, str] = {}
        for ask in (*old.asks, *draft.ask_expert):
            asks.setdefault(ask.casefold(), ask)
        put = tuple(asks.values())[:MOST_ASKS]
        outline = replace(
            old,
            opening=opening.text if opening else "",
            opening_fact=opening.fact_id if opening else "",
            points=points,
            asks=put,
            modelled=tuple(ask for ask in put if ask not in old.asks),
            drafter=self.model.name,
            angle=draft.angle,
            prompt=self.run.prompt,
            flags=tuple(dict.fromkeys([*old.flags, *self._soft])),
        )
        text = worded(outline, self.subject.query, profile, prompts=self.prompts)
        angle = draft.angle.replace("[", "(").replace("]", ")")  # it stands in brackets
        return replace(outline, text=f"[angle: {angle}]\n\n{text}")

    def _ended(
        self, came: Came, why: str, began: float, outline: Outline | None = None
    ) -> Drafted:
        run = replace(
            self.run,
            came=came,
            why=why,
            flags=tuple(dict.fromkeys(self._flags)),
            seconds=round(time.monotonic() - began, 3),
        )
        return Drafted(outline=outline, run=run)


def _named(faults: Sequence[str], came: Came) -> str:
    """Name faults without the model's words, which are for the record alone."""
    if came is Came.FAILED:  # of the shape: these hold none
        return "; ".join(faults)
    return ", ".join(dict.fromkeys(fault.partition(":")[0] for fault in faults))
