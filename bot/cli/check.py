"""``haro-bot check``: tries every setting and says what to mend.

Changes nothing; with ``--post`` it puts a message in each channel and takes it away.
"""

import argparse
import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot import config
from bot.cli import gallery, mailing, modes, parts
from bot.cli.boxes import boxes
from bot.cli.clock import Now, wall
from bot.cli.desks import access, channels, desk_of
from bot.cli.drafter import about, drafter
from bot.cli.prompts import prompts_folder
from bot.cli.terminal import counted, plain
from bot.domain import Profile
from bot.embedding import Embedder
from bot.errors import BotError
from bot.inbox import check as look_into_mailbox
from bot.pipeline.boxes import check as look_into_box
from bot.pitching import Prompts
from bot.reports.reading import Shown, Window
from bot.slack import doctor
from bot.slack.doctor import Finding, Level, Sample, fail, note, ok
from bot.store import Store


def run(args: argparse.Namespace, now: Now) -> int:
    """Print a line for each thing looked at; return 1 when any does not work."""
    logging.getLogger().setLevel(logging.ERROR)
    path = Path(args.config)
    settings, profiles = config.load(path)
    failed = False
    for found in _findings(path, settings, profiles, now, post=args.post):
        failed = failed or found.level is Level.FAIL
        seen = " ".join(found.seen.split())
        print(plain(f"{found.level:<4}  {found.what}: {seen}"))
    return 1 if failed else 0


def _findings(
    path: Path,
    settings: config.Settings,
    profiles: tuple[Profile, ...],
    now: Now,
    *,
    post: bool,
) -> Iterator[Finding]:
    yield ok("config", str(path))
    for profile in profiles:
        experts, facts = len(profile.experts), len(profile.facts)
        about = f"{counted(experts, 'expert')}, {counted(facts, 'fact')}"
        yield ok(f"profile {profile.company}", about)
    yield from _policy(settings)
    yield from _modes(path, settings)
    yield _tried("all there", lambda: _nothing_missing(path, settings, profiles))
    yield _tried("prompts", _prompts)
    store = path.parent / settings.store.path
    yield _tried("store", lambda: _store(store))
    yield _tried("model", lambda: _model(path, settings))
    if settings.llm.model:
        yield _tried("language model", lambda: _language_model(path, settings))
    for account in mailing.accounts(path, settings):
        yield _tried(f"mailbox {account.name}", partial(look_into_mailbox, account))
    yield from _drafts(path, settings, profiles)
    if settings.slack is None:
        return
    desks = desk_of(settings.slack)
    yield from asyncio.run(
        doctor.checks(
            access(settings.slack),
            channels(desks, profiles),
            wall,
            teams=[desks.team(profile) for profile in profiles],
            samples=_samples(now),
            worker_runs=worker_runs(store),
            post=post,
        )
    )


def _policy(settings: config.Settings) -> Iterator[Finding]:
    """Say what is set, and which newsletter's terms a person has to read first."""
    levels = settings.levels()
    for source, level in levels.items():
        yield ok(f"policy {source}", level.value)
    if "sos" not in levels:
        yield note(
            "policy",
            "Source of Sources: read its terms (they are said to forbid copying and machine"
            ' processing); then set [policy] sos to "brief" or "link" and this line goes'
            " away",
        )


def _modes(path: Path, settings: config.Settings) -> Iterator[Finding]:
    """Say which files others may read or change: FAIL where anybody may."""
    found = list(modes.loose(path, settings))
    for one in found:
        yield (fail if one.grave else note)("file modes", one.said)
    if not found:
        yield ok("file modes", "secrets, database and what steers the program are yours")


def worker_runs(path: Path) -> bool:
    """Say whether a worker has the store at ``path``, or may have it.

    Takes the worker's lock for a moment, and only where a worker has been before: a
    first lock made by another account would keep the worker out.
    """
    if not Path(f"{os.path.realpath(path)}.lock").exists():
        return False
    try:
        store = Store(path)
    except BotError:
        return True
    try:
        store.lock()
    except (BotError, OSError):
        return True
    finally:
        store.close()
    return False


def _samples(now: Now) -> list[Sample]:
    """Return everything the bot shows in Slack, on invented queries."""
    return [sample for shot in gallery.views(now()) for sample in _payloads(*shot)]


def _payloads(name: str, shown: Shown) -> Iterator[Sample]:
    if isinstance(shown, Window):
        yield name, shown.view
        return
    if shown.blocks:
        yield name, {"blocks": list(shown.blocks), "text": shown.text}
    for number, below in enumerate(shown.thread, 1):
        yield from _payloads(f"{name}, below it {number}", below)


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return ok(what, look().removeprefix(f"{what}: "))
    except BotError as error:
        return fail(what, str(error).removeprefix(f"{what}: "))


def _nothing_missing(
    path: Path, settings: config.Settings, profiles: tuple[Profile, ...]
) -> str:
    parts.needed(path, settings, profiles)
    return "profiles, mailbox, channel and secrets are given"


def _prompts() -> str:
    Prompts.load(prompts_folder())
    return "readable"


def _drafts(
    path: Path, settings: config.Settings, profiles: tuple[Profile, ...]
) -> Iterator[Finding]:
    """Look into experts' own mailboxes; nothing in them is changed."""
    try:
        own = boxes(path, settings.drafts, profiles)
    except BotError as error:
        yield fail("drafts", str(error))
        return
    for box in own:
        yield _tried(f"drafts {box.name}", partial(look_into_box, box))


def _language_model(path: Path, settings: config.Settings) -> str:
    made = drafter(path, settings.llm)
    return about(made, settings.llm) if made is not None else "none"


def _store(path: Path) -> str:
    new = not path.exists()
    Store(path).close()
    return f"{path} {'made' if new else 'opens'}"


def _model(path: Path, settings: config.Settings) -> str:
    embedder = Embedder(parts.model_of(path, settings))
    try:
        (row,) = embedder.embed(["Does the model answer?"])
    finally:
        embedder.close()
    return f"{embedder.name} gives vectors of {len(row)} numbers"
