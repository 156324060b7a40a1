"""Where the mail servers of well-known providers are, by address. All of it is a guess.

From the providers' own help pages, as generally known in 2026; none was tried from here.
What is not in the table is asked of DNS: RFC 6186 and 8314 (SRV), then who takes the
domain's mail (MX).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

SignIn = Literal["password", "gmail", "microsoft"]
# a kind of record and a name -> (priority, host, port); MX has port 0
Records = Callable[[str, str], Sequence[tuple[int, str, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mail server, and how one gets in there."""

    host: str
    port: int = 993
    security: Literal["tls", "starttls"] = "tls"
    sign_in: SignIn = "password"
    advice: str = ""
    source: str = "known"  # or "srv", "mx": how it was found


_MADE_FOR_IT = "the password is an app password, made in the account's security settings"
_SWITCH = "switch IMAP on in the settings of the webmail first"
_GMAIL = Place(
    host="imap.gmail.com",
    advice="the password is an app password (needs 2-step verification); or"
    ' sign_in = "gmail" with an app of your own',
)
_MICROSOFT = Place(
    host="outlook.office365.com",
    sign_in="microsoft",
    advice="takes no password; needs an app of your own, see `haro-bot login microsoft`",
)
_ZOHO = "imappro.zoho.com"
_PROTON = Place(
    host="127.0.0.1",
    port=1143,
    security="starttls",
    advice="needs Proton Mail Bridge on this machine: its own password, and its"
    " certificate as ca_file",
)


def _plain(host: str, advice: str = "") -> Place:
    return Place(host=host, advice=advice)


_BY_DOMAIN = {
    ("gmail.com", "googlemail.com"): _GMAIL,
    ("outlook.com", "hotmail.com", "live.com", "msn.com"): _MICROSOFT,
    ("icloud.com", "me.com", "mac.com"): _plain("imap.mail.me.com", _MADE_FOR_IT),
    ("yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com", "rocketmail.com"): (
        _plain("imap.mail.yahoo.com", _MADE_FOR_IT)
    ),
    ("aol.com", "aim.com"): _plain("imap.aol.com", _MADE_FOR_IT),
    ("fastmail.com", "fastmail.fm"): _plain("imap.fastmail.com", _MADE_FOR_IT),
    ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"): _plain("imap.gmx.net", _SWITCH),
    ("gmx.com", "gmx.us", "gmx.co.uk"): _plain("imap.gmx.com", _SWITCH),
    ("web.de",): _plain("imap.web.de", _SWITCH),
    ("t-online.de",): _plain(
        "secureimap.t-online.de", "the password is the one for e-mail programs"
    ),
    ("posteo.de", "posteo.net"): _plain("posteo.de"),
    ("mailbox.org",): _plain("imap.mailbox.org"),
    ("zoho.com", "zohomail.com"): _plain("imap.zoho.com", _SWITCH),
    ("proton.me", "protonmail.com", "pm.me"): _PROTON,
}
_KNOWN = {domain: place for domains, place in _BY_DOMAIN.items() for domain in domains}
_BY_SERVICE = {"gmail": _GMAIL, "microsoft": _MICROSOFT}
_BY_MX = {  # who takes the mail of a domain, by the end of its host's name
    "google.com": _GMAIL,
    "googlemail.com": _GMAIL,
    "mail.protection.outlook.com": _MICROSOFT,
    "mx.microsoft": _MICROSOFT,
    "mail.icloud.com": _plain("imap.mail.me.com", _MADE_FOR_IT),
    "messagingengine.com": _plain("imap.fastmail.com", _MADE_FOR_IT),
    "zoho.com": _plain(_ZOHO, _SWITCH),
    "protonmail.ch": _PROTON,
    "mailbox.org": _plain("imap.mailbox.org"),
    "posteo.de": _plain("posteo.de"),
}


def known(username: str, sign_in: str = "password") -> Place | None:
    """Return the server by the address, or by who gives consent; asks nobody."""
    domain = username.rpartition("@")[2].strip().lower().rstrip(".")
    return _BY_SERVICE.get(sign_in) or _KNOWN.get(domain)


def guessed(address: str, records: Records) -> Place | None:
    """Return the server by the address, or by what DNS says of its domain.

    ``records`` is asked for "SRV" and "MX"; whatever it raises comes through.
    """
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    if place := known(address):
        return place
    for service, security in (("_imaps", "tls"), ("_imap", "starttls")):
        for _, host, port in records("SRV", f"{service}._tcp.{domain}"):
            if host.strip("."):  # "." says: none here
                return _served(host, port, security)
    for _, host, _ in records("MX", domain):
        for end, place in _BY_MX.items():
            if f".{host.lower().rstrip('.')}".endswith(f".{end}"):
                return _found(place, "mx")
    return None


def _served(host: str, port: int, security: str) -> Place:
    host = host.lower().rstrip(".")
    same = next((p for p in _KNOWN.values() if p.host == host), None)
    if same is not None:
        return _found(same, "srv")
    return Place(
        host=host,
        port=port,
        security="tls" if security == "tls" else "starttls",
        source="srv",
    )


def _found(place: Place, source: str) -> Place:
    return replace(place, source=source)
