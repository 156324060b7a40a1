"""Puts the parts together from the settings, for ``run`` and ``check``."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import config, grounding, policy
from bot.cli import mailing, modes, signing
from bot.cli.asides import asides
from bot.cli.beside import beside
from bot.cli.clock import Now, wall
from bot.cli.desks import access, channels, desk_of
from bot.cli.profiles import Watched
from bot.cli.progress import Looks
from bot.cli.prompts import Followed, prompts_folder
from bot.domain import (
    Card,
    Outline,
    Policy,
    Profile,
    Query,
    Team,
)
from bot.embedding import Embedder
from bot.errors import BadInput
from bot.inbox import Inbox
from bot.matching import Thresholds
from bot.pipeline import Desks, Pipeline
from bot.slack.calls import Access
from bot.store import Store


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything a worker is made of."""

    store: Store
    embedder: Embedder
    pipeline: Pipeline
    inboxes: tuple[Inbox, ...]
    access: Access
    desks: Desks
    now: Now
    beside: Mapping[str, Callable[[], bool]] = field(default_factory=dict)  # by name
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that is written to, by the profiles as they stand now."""
        return channels(self.desks, self.pipeline.profiles())

    def teams(self) -> tuple[Team, ...]:
        """Return who sees and decides what, by the profiles as they stand now."""
        return tuple(map(self.desks.team, self.pipeline.profiles()))

    def tell(self, key: str, text: str) -> None:
        """Say a thing in the ops channel, once a day and key."""
        moment = self.now()
        self.store.notice(
            f"{key}:{moment.date()}", text, channel=self.desks.ops, now=moment
        )

    def alarm(self, key: str, text: str) -> bool:
        """Say in the ops channel that something is wrong, once until it is cured."""
        return self.store.alarm(key, text, channel=self.desks.ops, now=self.now())

    def cured(self, key: str, text: str) -> bool:
        """Say there that it is over, if people were told of it."""
        return self.store.cured(key, text, channel=self.desks.ops, now=self.now())

    def warnings(self, card: Card, outline: Outline) -> list[str]:
        """Say what of an edited outline the company's profile does not hold."""
        profile = next(
            (p for p in self.pipeline.profiles() if p.company == card.company), None
        )
        if profile is None:
            return []
        today = self.now().date()
        found = grounding.edited(
            outline, card.query, profile, today=today, before=card.outline
        )
        return [finding.said for finding in found]

    def close(self) -> None:
        self.embedder.close()
        self.store.close()


def parts(path: Path, now: Now) -> Parts:
    """Read the config and make every part. Raises `BadInput` for what is missing."""
    settings, profiles = config.load(path)
    slack = needed(path, settings, profiles)
    modes.warn(path, settings)
    store = Store(path.parent / settings.store.path)
    try:
        store.lock()
        store.hurry(now())
        return _made(path, settings, slack, profiles, store, now)
    except BaseException:
        store.close()
        raise


def _made(
    path: Path,
    settings: config.Settings,
    slack: config.Slack,
    profiles: tuple[Profile, ...],
    store: Store,
    now: Now,
) -> Parts:
    desks, stopping = desk_of(slack), threading.Event()

    def tell(key: str, text: str) -> object:
        return store.notice(key, text, channel=desks.ops, now=now())

    def alarm(key: str, text: str) -> object:
        return store.alarm(key, text, channel=desks.ops, now=now())

    def cured(key: str, text: str) -> object:
        return store.cured(key, text, channel=desks.ops, now=now())

    watched = Watched(settings, path, profiles, tell)
    rules = rules_of(settings)
    store.policing = policing(rules, watched)
    embedder = Embedder(
        model_of(path, settings), idle_seconds=settings.embedding.idle_seconds
    )
    prompts = Followed(prompts_folder(), tell)
    pipeline = Pipeline(
        store=store,
        profiles=watched,
        embed=embedder.embed,
        engine=embedder.name,
        prompts=prompts,
        desks=desks,
        now=now,
        thresholds=thresholds(settings),
        mailroom=mailing.mailroom(settings),
        outlets=settings.value.outlets,
        rules=rules,
    )
    boxes, looks = mailing.accounts(path, settings), Looks()
    return Parts(
        store=store,
        embedder=embedder,
        pipeline=pipeline,
        inboxes=tuple(
            Inbox(
                account,
                store,
                now=_earlier(now),
                alarm=alarm,
                cured=cured,
                progress=looks.of(account.title),
            )
            for account in boxes
        ),
        access=access(slack),
        desks=desks,
        now=now,
        beside={
            **beside(
                *(path, settings, pipeline, tell),
                alarm=alarm,
                cured=cured,
                stop=stopping.is_set,
            ),
            **asides(
                boxes,
                store,
                pipeline.mailroom,
                now=_earlier(now),
                tell=tell,
                alarm=alarm,
                cured=cured,
                stop=stopping.is_set,
            ),
        },
        stopping=stopping,
    )


def rules_of(settings: config.Settings) -> policy.Rules:
    return policy.Rules(sources=settings.levels())


def policing(
    rules: policy.Rules, profiles: Callable[[], Sequence[Profile]]
) -> Callable[[Policy, Query, Sequence[Query], str], Policy]:
    """Return what says of a card what holds today, by settings and profiles."""

    def holds(made: Policy, query: Query, also: Sequence[Query], company: str) -> Policy:
        most = next((p.policy for p in profiles() if p.company == company), None)
        if most is None:  # nobody says any more what the company allows
            return policy.stricter(made, policy.decide(query, also, rules=rules))
        return policy.standing(made, policy.decide(query, also, rules=rules, company=most))

    return holds


def needed(
    path: Path, settings: config.Settings, profiles: tuple[Profile, ...]
) -> config.Slack:
    """Return the Slack section; raise `BadInput` for what a worker cannot do without."""
    if not profiles:
        raise BadInput(
            f'{path}: profiles: name at least one, such as ["profiles/acme.toml"]'
        )
    if not settings.accounts():
        raise BadInput(f"{path}: [imap] is missing; add host and username of the mailbox")
    for name, account in settings.accounts().items():
        signing.demand(path, signing.section_of(name), account)
    config.owners(settings.drafts, profiles)
    for name, own in settings.drafts.items():
        signing.demand(path, f"drafts.{name}", own)
    if settings.slack is None:
        raise BadInput(f"{path}: [slack] is missing; add channel")
    return settings.slack


def thresholds(settings: config.Settings) -> Thresholds:
    default = Thresholds()
    post = settings.matching.threshold
    hold = settings.matching.hold
    post = default.post if post is None else post
    return Thresholds(post=post, hold=min(default.hold, post) if hold is None else hold)


def model_of(path: Path, settings: config.Settings) -> str:
    """Return the model's name, or its folder where there is one beside the config."""
    folder = path.parent / settings.embedding.model
    return str(folder) if folder.is_dir() else settings.embedding.model


def _earlier(now: Now) -> Callable[[], datetime]:
    """Return a clock for mail search: mail carries real dates, whatever ``--now`` says."""
    return lambda: min(now(), wall())
