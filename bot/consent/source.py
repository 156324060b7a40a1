"""What hands out access tokens for as long as a worker runs."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.consent import grants
from bot.consent.command import Command
from bot.consent.exchange import Tokens, exchanged
from bot.consent.grants import Grant
from bot.consent.services import Service
from bot.errors import BadInput, LoginRefused, TryLater

log = logging.getLogger(__name__)

AHEAD = 300.0  # seconds before its end a token is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whose consent, to whom, and where it is kept."""

    name: str  # of the mailbox
    username: str
    service: Service
    client_id: str
    client_secret: str = field(default="", repr=False)  # "": the app has none
    file: Path
    again: str  # the command that asks the person anew

    @property
    def cure(self) -> str:
        return f"Run `{self.again}`"


def token_source(
    of: Command | Consent, *, clock: Callable[[], float] = time.monotonic
) -> Callable[[bool], str]:
    """Return what gives an access token; told True, the last one was refused.

    Any number of threads may call it. It raises LoginRefused where only a person can
    mend it, with what to run, else TryLater. ``clock`` is in seconds.
    """
    return of.token if isinstance(of, Command) else _Renewed(of, clock).token


class _Renewed:
    """An access token, bought anew with the refresh token before it ends."""

    def __init__(self, consent: Consent, clock: Callable[[], float]) -> None:
        self._consent = consent
        self._clock = clock
        self._lock = threading.Lock()
        self._access = ""
        self._good_until = 0.0
        self._count = 0  # of tokens bought
        self._busy = TryLater("")
        self._busy_until = float("-inf")
        self._unsaved: tuple[Grant, Grant] | None = None  # the new one, and the old
        self._warned = False

    def token(self, fresh: bool) -> str:  # noqa: FBT001 (the door is a plain callable)
        count = self._count
        with self._lock:
            # while this one waited, another may have bought what it wants
            unwanted = fresh and count == self._count
            if self._access and not unwanted and self._clock() < self._good_until:
                return self._access
            self._access = ""
            left = self._busy_until - self._clock()
            if left > 0:
                raise TryLater(str(self._busy), after=left)
            try:
                self._renew()
            except TryLater as error:
                if error.after:
                    self._busy = error
                    self._busy_until = self._clock() + error.after
                raise
            return self._access

    def _renew(self) -> None:
        consent = self._consent
        with grants.locked(consent.file):
            grant = self._grant()
            if self._unsaved is not None:
                new, old = self._unsaved
                grant = self._saved(new, old) if grant == old else grant
            began = self._clock()
            tokens = self._bought(grant)
            if tokens.refresh not in ("", grant.refresh_token):
                # the old one may be dead already: first things first
                self._saved(replace(grant, refresh_token=tokens.refresh), grant)
            self._access = tokens.access
            self._good_until = began + tokens.seconds - min(AHEAD, tokens.seconds / 2)
            self._count += 1
        log.info("mailbox %s: %s gave a token", consent.name, consent.service.title)

    def _grant(self) -> Grant:
        consent = self._consent
        try:
            grant = grants.read(consent.file)
        except BadInput as error:  # not the end of a worker that has other mailboxes
            raise LoginRefused(f"mailbox {consent.name}: {error}. {consent.cure}") from None
        if not self._warned and (text := grants.loose(consent.file)):
            log.warning("%s", text)
            self._warned = True
        if why := _unfit(consent, grant):
            raise LoginRefused(f"mailbox {consent.name}: {why}. {consent.cure}")
        return grant

    def _bought(self, grant: Grant) -> Tokens:
        consent, service = self._consent, self._consent.service
        form = {
            "grant_type": "refresh_token",
            "client_id": grant.client_id,
            "refresh_token": grant.refresh_token,
            "scope": f"{service.scope} offline_access",
        }
        if service.authorize_url:  # Google takes the scope from the consent itself
            del form["scope"]
        if consent.client_secret:
            form["client_secret"] = consent.client_secret
        try:
            return exchanged(
                service.token_url, form, title=service.title, cure=consent.cure
            )
        except LoginRefused as error:
            raise LoginRefused(f"mailbox {consent.name}: {error}{_more(service)}") from None
        except TryLater as error:
            raise TryLater(f"mailbox {consent.name}: {error}", after=error.after) from None

    def _saved(self, new: Grant, old: Grant) -> Grant:
        self._unsaved = new, old
        try:
            grants.write(self._consent.file, new)
        except OSError as error:
            raise TryLater(
                f"{self._consent.file} cannot be written ({error.strerror}), and without it"
                " the consent would be lost; the mailbox waits until it can"
            ) from None
        self._unsaved = None
        return new


def fault(consent: Consent) -> str:
    """Say why what is kept does not do, as far as can be seen here; "" if it does."""
    try:
        return _unfit(consent, grants.read(consent.file))
    except BadInput as error:
        return str(error)


def _unfit(consent: Consent, grant: Grant) -> str:
    """Say why a grant is not the one that the settings mean; "" if it is."""
    if grant.service != consent.service.name:
        return f"{consent.file} holds a consent for {grant.service}"
    if grant.client_id != consent.client_id:
        return f"{consent.file} was made with another client_id"
    if grant.username.casefold() != consent.username.casefold():
        return f"{consent.file} was made for another username"
    return ""


def _more(service: Service) -> str:
    if service.name != "gmail":
        return ""
    return (
        "; while the consent screen of your Google app is in Testing, Google ends every"
        " consent after 7 days: publish it, or make it Internal"
    )
