"""Lets a model draft outlines of open cards, beside all else.

A card goes out at once with the outline of the rules; what a model makes of it later
takes its place, if the card is still open and the same. Nothing waits for a model.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from bot import grounding, pitching, traps
from bot.domain import Came, Card, Profile, Run
from bot.errors import TryLater
from bot.llm import TOO_DEAR, Drafted, Model, Subject, held
from bot.matching import Embed
from bot.pipeline.parts import where
from bot.pitching import Prompts
from bot.store import Store

log = logging.getLogger(__name__)

LOOKED_THROUGH = 200  # cards of which one may be read by a model
NEAREST = 12  # facts a model chooses among


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What models may cost: US dollars where prices are known, and calls anyhow."""

    per_query: float | None = None
    per_day: float | None = None  # from midnight UTC
    calls_per_day: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Today:
    """What was asked and spent since midnight UTC, and for one query ever."""

    calls: int
    cost: float  # US dollars
    of_query: float


@dataclass(kw_only=True)
class Drafting:
    """One model and the cards it may draft for; ``tell`` says a thing once a key."""

    store: Store
    profiles: Callable[[], Sequence[Profile]]
    embed: Embed
    model: Model
    prompts: Prompts
    now: Callable[[], datetime]
    budget: Budget = field(default_factory=Budget)
    tell: Callable[[str, str], object] = lambda _key, _text: None

    def draft_one(self) -> bool:
        """Ask the model for one card that it may read; say if there was one.

        Raises TryLater where the embedding model or the store is away; the card is then
        looked at again. Whatever the language model does is written down, once a card.
        """
        now = self.now()
        profiles = {profile.company: profile for profile in self.profiles()}
        for card_id in self.store.undrafted(now, LOOKED_THROUGH):
            card = self.store.card(card_id, now)
            profile = profiles.get(card.company) if card is not None else None
            if card is None or profile is None:
                continue
            if held(card.policy, card.query, local=self.model.local):
                if not held(card.policy, card.query, local=True):  # only because of where
                    self._write(card, self._stopped(card, profile, now))
                continue
            self._draft(card, profile, now)
            return True
        return False

    def _draft(self, card: Card, profile: Profile, now: datetime) -> None:
        spent = self._spent(card, now)
        if spent.calls >= self.budget.calls_per_day:
            most = self.budget.calls_per_day
            why = f"{spent.calls} calls were made today, the most is {most}"
            self._stop(replace(self._stopped(card, profile, now), why=why), card, now)
            return
        try:
            made = self._asked(card, profile, now, spent)
        except TryLater:
            raise
        except Exception as error:  # noqa: BLE001 (one card must not hold up the others)
            log.error("no draft card=%d: %s", card.id, where(error))  # noqa: TRY400
            why = f"the draft could not be made ({type(error).__name__})"
            run = replace(self._stopped(card, profile, now), came=Came.FAILED, why=why)
            made = Drafted(outline=None, run=run)
        run = made.run
        if made.outline is not None:
            run = self._shown(made, card, profile)
        if run.why == TOO_DEAR and self._day_is_less(spent):
            why = f"${spent.cost:.4f} of ${self.budget.per_day:g} a day are spent"
            self._stop(replace(run, why=why), card, now)
            return
        self._write(card, run)
        if run.came is Came.FAILED:
            self.tell(
                f"llm:{run.why}:{now.date()}",
                f"The model {self.model.name} could not draft an outline: {run.why}. The"
                " card keeps the one that is made by rules.",
            )

    def _stop(self, run: Run, card: Card, now: datetime) -> None:
        """Write down that the budget of the day is used up, and say it once a day."""
        self._write(card, run)
        self.tell(
            f"llm:budget:{now.date()}",
            f"The model is not asked any more today: {run.why}. Cards keep the outline"
            " that is made by rules.",
        )

    def _asked(self, card: Card, profile: Profile, now: datetime, spent: _Today) -> Drafted:
        expert = profile.expert(card.outline.expert_id)
        offered: tuple[str, ...] = ()
        if expert is not None:
            offered = pitching.nearest(
                card.query, profile, expert, self.embed, today=now.date(), most=NEAREST
            )
        hidden = chain(card.query.traps, *(other.traps for other in card.also))
        seen = f"{profile} {card.query.summary} {card.query.body}"
        return self.model.draft(
            Subject(
                card_id=card.id,
                edition=card.edition,
                query=card.query,
                profile=profile,
                outline=card.outline,
                policy=card.policy,
                offered=offered,
                forbidden=traps.forbidden(hidden, seen),
            ),
            prompts=self.prompts,
            at=now,
            budget=self._left(spent),
        )

    def _shown(self, made: Drafted, card: Card, profile: Profile) -> Run:
        """Put a draft on its card, if all that it was made of still holds."""
        outline, now = made.outline, self.now()
        if outline is None:
            return made.run
        faults = grounding.faults(outline, profile, today=now.date())
        if faults:
            log.error("draft refused card=%d: %s", card.id, "; ".join(faults))
            return replace(
                made.run,
                came=Came.REFUSED,
                why="the outline failed its check against the profile",
                flags=(*made.run.flags, *faults),
                used=(),
            )
        same = self._same(card, profile, now)
        if same and self.store.drafted(card.id, outline, edition=card.edition, now=now):
            log.info("card %d drafted by %s", card.id, self.model.name)
            return made.run
        why = "the card had changed, or was decided, when the draft was ready"
        return replace(made.run, came=Came.LATE, why=why, used=())

    def _same(self, card: Card, profile: Profile, now: datetime) -> bool:
        """Say if text, profile and what may be done are still what the model was given."""
        today = self.store.card(card.id, now)
        return (
            today is not None
            and today.query.text_hash == card.query.text_hash
            and not held(today.policy, today.query, local=self.model.local)
            and profile in self.profiles()
        )

    # ---- what it may cost

    def _spent(self, card: Card, now: datetime) -> _Today:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        today = [  # what bears a later day was spent by a wrong clock
            part for part in self.store.spent(midnight) if part.day == f"{now:%Y-%m-%d}"
        ]
        return _Today(
            calls=sum(part.requests for part in today),
            cost=sum(part.cost for part in today),
            of_query=self.store.spent_on(card.query.id),
        )

    def _left(self, spent: _Today) -> float | None:
        """Return what one draft may cost: what is left of its query's, or of the day's."""
        return min((one for one in self._both(spent) if one is not None), default=None)

    def _day_is_less(self, spent: _Today) -> bool:
        of_query, of_day = self._both(spent)
        return of_day is not None and (of_query is None or of_day < of_query)

    def _both(self, spent: _Today) -> tuple[float | None, float | None]:
        """Return what is left for this query and for today."""
        most, a_day = self.budget.per_query, self.budget.per_day
        return (
            None if most is None else most - spent.of_query,
            None if a_day is None else a_day - spent.cost,
        )

    def _stopped(self, card: Card, profile: Profile, now: datetime) -> Run:
        return Run(
            card_id=card.id,
            edition=card.edition,
            company=card.company,
            query_id=card.query.id,
            at=now,
            came=Came.STOPPED,
            why=held(card.policy, card.query, local=self.model.local),
            model=self.model.name,
            revision=profile.revision,
        )

    def _write(self, card: Card, run: Run) -> None:
        self.store.add_run(run)
        if run.came is not Came.USED:
            log.info("card %d keeps the outline of the rules: %s", card.id, run.came)
