"""How to get into the mailboxes of the settings, and what is missing for it."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path

from bot import consent
from bot.config.server import Server
from bot.errors import BadInput
from bot.inbox import Account
from bot.seeing.logs import MASK

FOLDER = "tokens"  # beside the config file


def account_of(path: Path, section: str, server: Server) -> Account:
    """Return the way in, for INBOX; ``path`` is the config file.

    ``section`` is as in TOML: "imap", "mailboxes.agency", "drafts.ada".
    """
    return Account(
        name=name_of(section),
        host=server.host,
        port=server.port or (993 if server.security == "tls" else 143),
        security=server.security,
        username=server.username,
        password=server.password.get_secret_value(),
        token=token_of(path, section, server),
        ca_file=str(path.parent / server.ca_file) if server.ca_file else "",
    )


def token_of(path: Path, section: str, server: Server) -> Callable[[bool], str] | None:
    """Return what gives access tokens; None where there is a password.

    No token it gave is ever seen in the log.
    """
    if server.sign_in == "password":
        return None
    asked: consent.Command | consent.Consent
    if server.sign_in == "command":
        asked = consent.Command(
            name=name_of(section), words=server.token_command, folder=path.parent
        )
    else:
        asked = consent_of(path, section, server)
    source = consent.token_source(asked)
    return lambda fresh: MASK.hide_token(source(fresh))


def consent_of(path: Path, section: str, server: Server) -> consent.Consent:
    """Return whose consent is kept where, for "gmail" and "microsoft"."""
    option = "" if section == "imap" else f" --mailbox {section.removeprefix('mailboxes.')}"
    again = f"haro-bot login {server.sign_in} --config {shlex.quote(str(path))}{option}"
    gmail = server.sign_in == "gmail"
    return consent.Consent(
        name=name_of(section),
        username=server.username,
        service=consent.GMAIL if gmail else consent.microsoft_of(server.tenant),
        client_id=server.client_id,
        client_secret=server.client_secret.get_secret_value(),
        file=path.parent / FOLDER / f"{section.removeprefix('mailboxes.')}.json",
        again=again,
    )


def section_of(name: str) -> str:
    """Return the section of a mailbox that newsletters arrive in, by the name it has."""
    return name if name == "imap" else f"mailboxes.{name}"


def name_of(section: str) -> str:
    """Return what a mailbox is called in messages."""
    return section.rpartition(".")[2]


def demand(path: Path, section: str, server: Server) -> None:
    """Raise `BadInput` for what a mailbox cannot be entered without; asks no server."""
    if server.sign_in == "password":
        if not server.password.get_secret_value():
            raise BadInput(
                f"{variable(section, 'password')} is not set; put the mailbox password (or"
                f" app password) in the environment or in {path.parent / '.env'}"
            )
    elif server.sign_in in ("gmail", "microsoft"):
        asked = consent_of(path, section, server)
        demand_app(path, section, server)
        if fault := consent.fault(asked):
            raise BadInput(f"[{section}] sign_in: {fault}. {asked.cure}")
        if not os.access(asked.file.parent, os.W_OK):
            raise BadInput(
                f"{asked.file.parent} cannot be written by this user; a renewed consent"
                " has to be kept there"
            )


def demand_app(path: Path, section: str, server: Server) -> None:
    """Raise `BadInput` if the user's own app lacks what its service wants to see."""
    if server.sign_in == "gmail" and not server.client_secret.get_secret_value():
        raise BadInput(
            f"{variable(section, 'client_secret')} is not set; a Desktop app at Google has"
            f" one, put it in the environment or in {path.parent / '.env'}"
        )


def variable(section: str, key: str) -> str:
    return f"BOT_{section.replace('.', '__')}__{key}".upper()
