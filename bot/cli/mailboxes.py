"""``haro-bot mailbox ADDRESS``: guesses where a mailbox is, and prints what to paste."""

import argparse
import re

from bot.authenticity.hosts import mail_hosts
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.consent.places import Place, guessed
from bot.errors import BadInput, GiveUp

_SOURCES = {
    "known": "as its provider is known to do",
    "srv": "as DNS says of its domain (SRV)",
    "mx": "as who takes its mail is known to do (MX)",
}


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (no clock needed)
    """Print an [imap] section; raise GiveUp where nobody knows."""
    address = str(args.address).strip()
    if not re.fullmatch(r"[^\s@\"\\\x00-\x1f\x7f]{1,64}@[\w.-]{1,253}", address):
        raise BadInput(f"{address}: this is no mail address; write one as name@example.com")
    place = guessed(address, mail_hosts())
    if place is None:
        domain = address.rpartition("@")[2]
        raise GiveUp(
            f"neither the table of providers nor DNS knows the mail server of {domain};"
            f' ask whoever runs it, or try host = "imap.{domain}"'
        )
    for line in _section(address, place):
        print(plain(line))
    return 0


def _section(address: str, place: Place) -> list[str]:
    lines = [
        f"# a guess, {_SOURCES[place.source]}; `haro-bot check` tries it",
        "[imap]",
        f'host = "{place.host}"',
        f"port = {place.port}",
        f'security = "{place.security}"',
        f'username = "{address}"',
    ]
    if place.sign_in != "password":
        lines += [f'sign_in = "{place.sign_in}"', 'client_id = ""   # of your own app']
    if place.advice:
        lines.append(f"# {place.advice}")
    if place.sign_in == "password":
        lines.append("# the password goes into BOT_IMAP__PASSWORD, not in here")
    return lines
