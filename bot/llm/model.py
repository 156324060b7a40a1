"""A language model on a leash, made of plain values."""

import importlib.util
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain import Came, Run
from bot.errors import BadInput
from bot.llm.attempt import MAX_TOKENS, Attempt
from bot.llm.place import Place
from bot.llm.subject import Drafted, Subject, held
from bot.pitching import Prompts

if TYPE_CHECKING:
    from bot.llm.endpoint import Connect

BYTES = 2  # of a text in a token at least; few languages need less


@dataclass(kw_only=True)
class Model:
    """A language model on a leash: no tools, no memory, one query at a time."""

    place: Place
    temperature: float | None = None  # None: as the prompt says
    max_tokens: int | None = None  # the most of one answer; None: as the prompt says
    connect: "Connect | None" = None  # tests bring their own
    token: Callable[[], str] = field(default=lambda: secrets.token_hex(8))

    @property
    def name(self) -> str:
        return self.place.model

    @property
    def local(self) -> bool:
        return self.place.local

    def most(self, size: int, max_tokens: int = MAX_TOKENS) -> float | None:
        """Return what one request of ``size`` bytes can cost at most, in US dollars.

        None where no price is known.
        """
        from bot.llm import endpoint  # noqa: PLC0415 (heavy: only where a model is asked)

        return endpoint.price(self.place, size // BYTES, max_tokens)

    def draft(
        self,
        subject: Subject,
        *,
        prompts: Prompts,
        at: datetime,
        budget: float | None = None,
    ) -> Drafted:
        """Let the model choose among the offered facts.

        Nothing that an endpoint does or a model says makes it raise. ``budget``: US
        dollars that may be spent on it; where no price is known it cannot be kept.
        """
        run = Run(
            card_id=subject.card_id,
            edition=subject.edition,
            company=subject.profile.company,
            query_id=subject.query.id,
            at=at,
            came=Came.STOPPED,
            model=self.name,
            revision=subject.profile.revision,
        )
        if why := held(subject.policy, subject.query, local=self.local):
            return Drafted(outline=None, run=replace(run, why=why))
        return Attempt(
            model=self, subject=subject, prompts=prompts, run=run, budget=budget
        ).made()


def needed() -> None:
    """Raise `BadInput` where the extra is not installed. Loads nothing of it."""
    for name in ("pydantic_ai", "openai", "anthropic"):
        if importlib.util.find_spec(name) is None:
            raise BadInput(
                f"[llm] model: {name} is not installed; install haro-bot[llm], or take"
                " the model out"
            )
