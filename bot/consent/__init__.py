"""Getting into a mailbox without a password: consent once, access tokens ever after.

    source.py     token_source(): what hands out access tokens, for a worker of years
    command.py    ... printed by a program of the user's own
    grants.py     ... or bought with a refresh token, kept in a file of its owner's only
    exchange.py   the one request that buys them
    services.py   where Google and Microsoft are asked, and for what
    gmail.py      consent given in a browser (google-auth-oauthlib), for `haro-bot login`
    microsoft.py  consent given by a code (msal), for `haro-bot login`
    places.py     the mail servers of well-known providers, by address

The last but two are loaded by `login` alone; a worker needs the standard library only.
"""

from bot.consent.command import Command
from bot.consent.grants import Grant, keep, loose
from bot.consent.services import GMAIL, Service, microsoft_of
from bot.consent.source import Consent, fault, token_source

__all__ = [
    "GMAIL",
    "Command",
    "Consent",
    "Grant",
    "Service",
    "fault",
    "keep",
    "loose",
    "microsoft_of",
    "token_source",
]
