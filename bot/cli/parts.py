"""Puts the parts together from the settings, for ``run`` and ``check``."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import config, described, grounding, policy
from bot.authenticity import Judge, dns_lookup
from bot.cli.beside import beside
from bot.cli.clock import Now, wall
from bot.cli.profiles import Watched
from bot.cli.prompts import Followed, prompts_folder
from bot.domain import (
    EVERY_DAY,
    WORKDAYS,
    Card,
    Evidence,
    Hours,
    Outline,
    Policy,
    Profile,
    Query,
    Team,
    parse_hours,
    parse_time,
)
from bot.embedding import Embedder
from bot.errors import BadInput
from bot.inbox import Account, Inbox
from bot.matching import Thresholds
from bot.pipeline import Desk, Desks, Mailroom, Pipeline
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
        mailroom=mailroom(settings),
        outlets=settings.value.outlets,
        rules=rules,
    )
    return Parts(
        store=store,
        embedder=embedder,
        pipeline=pipeline,
        inboxes=tuple(
            Inbox(account, store, now=_earlier(now)) for account in accounts(path, settings)
        ),
        access=access(slack),
        desks=desks,
        now=now,
        beside=beside(path, settings, pipeline, tell, stop=stopping.is_set),
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
        if not account.password.get_secret_value():
            section = "IMAP" if name == "imap" else f"MAILBOXES__{name.upper()}"
            raise BadInput(
                f"BOT_{section}__PASSWORD is not set; put the mailbox password (or app"
                f" password) in the environment or in {path.parent / '.env'}"
            )
    config.owners(settings.drafts, profiles)
    if settings.slack is None:
        raise BadInput(f"{path}: [slack] is missing; add channel")
    return settings.slack


def desk_of(slack: config.Slack) -> Desks:
    usual = _desk(slack, "")
    return Desks(
        channel=slack.channel,
        ops_channel=slack.ops_channel,
        approvers=slack.approvers,
        max_per_day=slack.max_per_day,
        timezone=usual.timezone,
        quiet=usual.quiet,
        summary_at=usual.summary_at,
        working=_hours(slack.working_hours, days=WORKDAYS),
        places={name: _desk(slack, name) for name in slack.channels},
    )


def _desk(slack: config.Slack, channel: str) -> Desk:
    here = slack.of(channel)
    return Desk(
        timezone=here.timezone or "UTC",
        quiet=_hours(here.quiet_hours),
        summary_at=parse_time(here.summary_at) if here.summary_at else None,
    )


def _hours(text: str | None, *, days: frozenset[int] = EVERY_DAY) -> Hours | None:
    return parse_hours(text, days=days) if text else None


def channels(desks: Desks, profiles: Sequence[Profile]) -> tuple[str, ...]:
    """Return every channel that is written to, each once."""
    names = (desks.channel, desks.ops_channel, *(p.channel for p in profiles))
    return tuple(dict.fromkeys(name for name in names if name))


def access(slack: config.Slack) -> Access:
    return Access(
        bot_token=slack.bot_token.get_secret_value(),
        app_token=slack.app_token.get_secret_value(),
        base_url=slack.base_url,
    )


def accounts(path: Path, settings: config.Settings) -> list[Account]:
    return [
        Account(
            name=name,
            host=imap.host,
            port=imap.port or (993 if imap.security == "tls" else 143),
            security=imap.security,
            username=imap.username,
            password=imap.password.get_secret_value(),
            folder=imap.folder,
            ca_file=str(path.parent / imap.ca_file) if imap.ca_file else "",
            since_days=imap.since_days,
            max_bytes=max_bytes(settings),
        )
        for name, imap in settings.accounts().items()
    ]


def max_bytes(settings: config.Settings) -> int:
    """Return the size of the largest message that is read."""
    return settings.mail.max_megabytes * 1_000_000


def judge_of(settings: config.Settings) -> Callable[[bytes, Sequence[str]], Evidence]:
    """Return what tells whether the sender of raw bytes is real, by the settings."""
    return Judge(
        authserv_ids=settings.mail.authserv_ids,
        dkim=settings.mail.dkim,
        lookup=dns_lookup(),
    ).judge


def mailroom(settings: config.Settings) -> Mailroom:
    """Return how mail is read and believed, by the settings."""
    return Mailroom(
        extra=[described.source(d) for d in settings.descriptions()],
        judge=judge_of(settings),
        mark_failed=settings.mail.on_failed == "mark",
        max_bytes=max_bytes(settings),
    )


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
