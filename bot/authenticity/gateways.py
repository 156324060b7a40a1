"""Signs that a mail was changed on its way: by a list, a forwarder, a company's gateway.

Anybody can write them into a mail, so they only ever take evidence away.
"""

import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from bot.authenticity.head import Head, domain, text, within

_NAMES = frozenset(
    (
        b"arc-seal",
        b"arc-authentication-results",
        b"x-google-group-id",
        b"x-forwarded-for",
        b"resent-from",
    )
)
_STARTS = (
    b"x-ms-exchange-organization-",
    b"x-proofpoint-",
    b"x-mimecast-",
    b"x-barracuda-",
    b"x-ironport-",
    b"x-sophos-",
    b"x-fireeye",
    b"x-mailman-",
)
_REWRITERS = (  # hosts that a gateway puts in the place of a link
    b"urldefense.com/",
    b"urldefense.proofpoint.com/",
    b"safelinks.protection.outlook.com/",
    b"linkprotect.cudasvc.com/",
    b".mimecastprotect.com/",
    b"secure-web.cisco.com/",
    b"protection.sophos.com/",
)
_TAG = re.compile(
    r"[\[{(] ?(?:ext|extern|external|external ?e?-?mail|suspicious|suspected ?spam|spam"
    r"|bulk|caution|warning) ?[?!:]? ?[\]})]"
    r"|\*{2,5} ?(?:spam|external|suspicious) ?\*{2,5}",
    re.IGNORECASE,
)
_SUBJECT = 1000  # characters that are looked into
_LIST = re.compile(r"<([^<>\s]{1,255})>")


def changed(head: Head, owns: Sequence[str]) -> bool:
    """Whether anything shows that a mail may not be as it was sent.

    ``owns`` are the newsletter's domains; a list of theirs is not on the way.
    """
    names = {name.lower() for name, _ in head.fields}
    return (
        not names.isdisjoint(_NAMES)
        or any(name.startswith(_STARTS) for name in names)
        or any(_strange(value, owns) for value in head.all("list-id"))
        or any(_TAG.search(_decoded(value)) for value in head.all("subject"))
        or any(host in head.body for host in _REWRITERS)
    )


def _strange(value: bytes, owns: Sequence[str]) -> bool:
    found = _LIST.search(text(value))
    name = domain(found[1] if found else text(value))
    return not any(within(name, own) for own in owns)


def _decoded(value: bytes) -> str:
    written = text(value)[:_SUBJECT]
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, ValueError, LookupError):
        return written
