"""``haro-bot login``: a person lets the bot into a mailbox, once."""

import argparse
from importlib import import_module
from pathlib import Path

from bot import config, consent
from bot.cli import signing
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.config.server import Server
from bot.consent import Consent, Grant
from bot.errors import BadInput, BotError
from bot.inbox import check

_EXTRA = {"google_auth_oauthlib", "google", "oauthlib", "msal", "requests"}


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (consent is given now)
    """Ask for consent, keep it, and try the mailbox; return 1 if that fails."""
    path = Path(args.config)
    settings, _ = config.load(path)
    section, server = _meant(path, settings, args.service, args.mailbox)
    signing.demand_app(path, section, server)
    asked = signing.consent_of(path, section, server)
    _keep(asked, _granted(asked, args.port))
    _say(f"Kept in {asked.file}, readable by you alone.")
    try:
        _say(f"{check(signing.account_of(path, section, server))}.")
    except BotError as error:
        _say(f"The consent is there, and the mailbox does not open yet: {error}")
        return 1
    return 0


def _meant(
    path: Path, settings: config.Settings, service: str, mailbox: str | None
) -> tuple[str, Server]:
    """Return the section that is meant: the one of that name, else the only one."""
    all_there = sections(settings)
    fitting = {k: s for k, s in all_there.items() if s.sign_in == service}
    if mailbox is None:
        if len(fitting) == 1:
            return next(iter(fitting.items()))
        if "imap" in fitting:
            return "imap", fitting["imap"]
        if fitting:
            names = ", ".join(key.removeprefix("mailboxes.") for key in fitting)
            raise BadInput(f"--mailbox NAME is needed; there are: {names}")
        raise BadInput(
            f'{path}: no mailbox has sign_in = "{service}"; set it in [imap], and client_id'
        )
    for section in (mailbox, f"mailboxes.{mailbox}", f"drafts.{mailbox}"):
        if section in fitting:
            return section, fitting[section]
        if section in all_there:
            raise BadInput(
                f'{path}: [{section}] sign_in is "{all_there[section].sign_in}"; set it to'
                f' "{service}" first'
            )
    raise BadInput(
        f"--mailbox {mailbox}: there is no such mailbox; there are:"
        f" {', '.join(key.removeprefix('mailboxes.') for key in all_there) or 'none'}"
    )


def sections(settings: config.Settings) -> dict[str, Server]:
    """Return every section about a mailbox, by its name in TOML."""
    found: dict[str, Server] = {} if settings.imap is None else {"imap": settings.imap}
    found |= {f"mailboxes.{name}": s for name, s in settings.mailboxes.items()}
    found |= {f"drafts.{name}": s for name, s in settings.drafts.items()}
    return found


def _granted(asked: Consent, port: int) -> Grant:
    try:
        module = import_module(f"bot.consent.{asked.service.name}")
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise BadInput(
            f"{error.name} is not installed; it is needed to log in once:"
            ' pip install "haro-bot[login]"'
        ) from None
    more = {"port": port} if asked.service.name == "gmail" else {}
    granted: Grant = module.consented(asked, _say, **more)
    return granted


def _keep(asked: Consent, grant: Grant) -> None:
    try:
        consent.keep(asked.file, grant)
    except OSError as error:
        raise BadInput(f"{asked.file}: cannot be written: {error.strerror}") from None


def _say(text: str) -> None:
    print(plain(text), flush=True)
