"""Which mailboxes are read and how, and whose mail is believed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot import config, described
from bot.authenticity import Judge, dns_lookup
from bot.cli import signing
from bot.domain import Evidence
from bot.inbox import Account
from bot.pipeline import Mailroom


def accounts(path: Path, settings: config.Settings) -> list[Account]:
    return [
        replace(
            way_in,
            folder=folder,
            one_of_several=len(imap.watched()) > 1,
            since_days=imap.since_days,
            after=imap.after,
            move_to=imap.move_to,
            junk=imap.junk,
            max_bytes=max_bytes(settings),
        )
        for name, imap in settings.accounts().items()
        # one a mailbox: its folders buy their tokens together
        for way_in in (signing.account_of(path, signing.section_of(name), imap),)
        for folder in imap.watched()
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
