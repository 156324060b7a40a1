"""Where Google and Microsoft are asked for access to a mailbox, and for what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MICROSOFT = re.compile(r"\bAADSTS(\d{4,8})\b")
_APP_NOT_FOUND = (
    "there is no app of that client_id in that directory: mend client_id or tenant"
)
_ASK = "an administrator has to grant the app IMAP.AccessAsUser.All"
_ADVICE = {  # by Microsoft's own list of codes
    "65001": _ASK,
    "90094": _ASK,
    "90002": "there is no such directory: mend tenant",
    "700016": _APP_NOT_FOUND,
    "7000218": 'switch on "Allow public client flows" for the app',
    "9002331": 'the app is for personal accounts: set tenant = "consumers"',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    name: str  # as in sign_in
    title: str  # for people
    token_url: str
    authorize_url: str = ""  # where a browser goes; "": consent is given by a code
    authority: str = ""  # msal's word for a directory
    scope: str


GMAIL = Service(
    name="gmail",
    title="Google",
    token_url="https://oauth2.googleapis.com/token",  # noqa: S106 (an address)
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    scope="https://mail.google.com/",
)


def microsoft_of(tenant: str) -> Service:
    """Return Microsoft's service for a directory: its id, its domain, or "common"."""
    authority = f"https://login.microsoftonline.com/{tenant}"
    return Service(
        name="microsoft",
        title="Microsoft",
        token_url=f"{authority}/oauth2/v2.0/token",
        authority=authority,
        scope="https://outlook.office.com/IMAP.AccessAsUser.All",
    )


def why(answer: Mapping[str, object]) -> str:
    """Return the codes of a refusal; its words may name people."""
    error = answer.get("error")
    known = error if isinstance(error, str) and re.fullmatch(r"\w{1,60}", error) else ""
    code = _MICROSOFT.search(str(answer.get("error_description", "")))
    return ", ".join(filter(None, (known, code[0] if code else ""))) or "no reason"


def advice(answer: Mapping[str, object]) -> str:
    """Return what mends a refusal of Microsoft's, behind a colon; "" where nobody knows."""
    code = _MICROSOFT.search(str(answer.get("error_description", "")))
    return f": {_ADVICE[code[1]]}" if code and code[1] in _ADVICE else ""
