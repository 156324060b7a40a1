"""Consent to a Microsoft mailbox, given in any browser by typing a code."""

from collections.abc import Callable
from typing import Any

from msal import PublicClientApplication

from bot.consent.grants import Grant
from bot.consent.services import advice, why
from bot.consent.source import Consent
from bot.errors import GiveUp, TryLater

_REQUEST_LIMIT = 30.0  # seconds, of one request


def consented(
    consent: Consent,
    say: Callable[[str], None],
    *,
    http_client: object = None,
) -> Grant:
    """Show a code, wait until a person has typed it, and return what they granted.

    ``http_client`` as msal wants it: its own if None. Raises GiveUp where the person or
    Microsoft says no, TryLater where nobody answers.
    """
    title = consent.service.title
    try:
        app = PublicClientApplication(
            consent.client_id,
            authority=consent.service.authority,
            instance_discovery=False,  # the place is known
            timeout=_REQUEST_LIMIT,
            http_client=http_client,
        )
        flow = app.initiate_device_flow(scopes=[consent.service.scope])
        if "user_code" not in flow:
            raise GiveUp(f"{title} gives no code ({why(flow)}){advice(flow)}")
        say(f"Open {flow['verification_uri']} in any browser and type {flow['user_code']};")
        say(f"sign in as {consent.username}.")
        answer: dict[str, Any] = app.acquire_token_by_device_flow(flow)
    except OSError as error:  # requests' own are
        raise TryLater(f"{title} cannot be asked: {type(error).__name__}") from None
    except ValueError:  # how msal says that there is no such directory
        raise GiveUp(
            f"{title} knows no directory {consent.service.authority.rpartition('/')[2]!r};"
            " mend tenant"
        ) from None
    if "access_token" not in answer:
        if answer.get("error") in {
            "expired_token",
            "authorization_pending",
            "code_expired",
        }:
            raise TryLater("nobody typed the code in time; start again")
        raise GiveUp(f"no consent was given ({why(answer)}){advice(answer)}")
    refresh = answer.get("refresh_token")
    if not isinstance(refresh, str) or not refresh:
        raise GiveUp(f"{title} gave no lasting consent; allow offline_access for the app")
    signed_in = str(answer.get("id_token_claims", {}).get("preferred_username", ""))
    if signed_in and signed_in.casefold() != consent.username.casefold():
        say(
            f"Note: {signed_in} gave the consent, and username is {consent.username};"
            " that is right only if they may open that mailbox as well."
        )
    return Grant(
        service=consent.service.name,
        client_id=consent.client_id,
        username=consent.username,
        refresh_token=refresh,
    )
