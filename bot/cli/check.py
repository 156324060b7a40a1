"""``haro-bot check``: tries every setting and says what to mend. Changes nothing."""

import argparse
import asyncio
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot import config, shipped
from bot.cli import parts
from bot.cli.clock import Now, wall
from bot.cli.terminal import plain
from bot.domain import Profile
from bot.embedding import Embedder
from bot.errors import BotError
from bot.inbox import check as look_into_mailbox
from bot.pitching import Prompts
from bot.slack import doctor
from bot.store import Store

Finding = tuple[str, bool, str]  # what was looked at, is it well, what was seen


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command's shape)
    """Print a line for each thing looked at; return 1 when any is not well."""
    logging.getLogger().setLevel(logging.ERROR)
    path = Path(args.config)
    settings, profiles = config.load(path)
    failed = False
    for what, well, seen in _findings(path, settings, profiles):
        failed = failed or not well
        print(plain(f"{'ok  ' if well else 'FAIL'}  {what}: {' '.join(seen.split())}"))
    return 1 if failed else 0


def _findings(
    path: Path, settings: config.Settings, profiles: tuple[Profile, ...]
) -> Iterator[Finding]:
    yield "config", True, str(path)
    for profile in profiles:
        about = f"{len(profile.experts)} experts, {len(profile.facts)} facts"
        yield f"profile {profile.company}", True, about
    yield _tried("all there", lambda: _nothing_missing(path, settings, profiles))
    yield _tried("prompts", _prompts)
    yield _tried("store", lambda: _store(path.parent / settings.store.path))
    yield _tried("model", lambda: _model(path, settings))
    for account in parts.accounts(path, settings):
        yield _tried(f"mailbox {account.name}", partial(look_into_mailbox, account))
    if settings.slack is not None:
        desks = parts.desk_of(settings.slack)
        yield from asyncio.run(
            doctor.checks(
                parts.access(settings.slack),
                parts.channels(desks, profiles),
                wall,
                approvers=desks.approvers,
            )
        )


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return what, True, look()
    except BotError as error:
        return what, False, str(error)


def _nothing_missing(
    path: Path, settings: config.Settings, profiles: tuple[Profile, ...]
) -> str:
    parts.needed(path, settings, profiles)
    return "profiles, mailbox, channel and secrets are given"


def _prompts() -> str:
    Prompts.load(shipped.folder("prompts"))
    return "readable"


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
