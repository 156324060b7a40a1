"""Asks DNS for the keys that sign mail."""

import time
from collections.abc import Callable

from dns.exception import DNSException, Timeout
from dns.name import EmptyLabel, LabelTooLong, NameTooLong
from dns.resolver import (
    NXDOMAIN,
    LRUCache,
    NoAnswer,
    NoNameservers,
    NoResolverConfiguration,
    Resolver,
)

from bot.authenticity.signatures import Lookup, Unanswered

PAUSE_SECONDS = 60.0  # a dead resolver must not hold up each mail of a backlog
CACHED = 256


def dns_lookup(
    timeout: float = 5.0,
    *,
    clock: Callable[[], float] = time.monotonic,
    resolver: Resolver | None = None,
) -> Lookup:
    """Return a function from a DNS name to its TXT record, None where there is none.

    It raises `Unanswered` after ``timeout`` seconds without an answer, and from then on
    at once, until a minute has passed; where a server answers that it cannot tell, this
    holds for that domain alone. A domain that once answered is asked all the same: a
    stranger's, made to hang, must not keep the newsletters' from being asked.
    ``resolver``: the system's if None.
    """
    silent_until: dict[bytes, float] = {}  # by domain; b"" is every domain
    answered: dict[bytes, None] = {}  # the domains that did, the latest last

    def lookup(name: bytes) -> bytes | None:
        nonlocal resolver
        domain, now = name.rpartition(b"._domainkey.")[2].lower(), clock()
        for known in [known for known, until in silent_until.items() if until <= now]:
            del silent_until[known]
        spared = b"" in silent_until and domain not in answered
        if spared or domain in silent_until:
            raise Unanswered("no DNS server answered a moment ago", asked=False)
        try:
            if resolver is None:
                resolver = Resolver()
                resolver.cache = LRUCache(CACHED)
            found = _record(resolver, name, timeout)
        except (DNSException, OSError) as error:
            until = clock() + PAUSE_SECONDS
            silent_until[domain if _answered(error) or domain in answered else b""] = until
            raise Unanswered(f"no DNS server answers ({type(error).__name__})") from error
        if found is not None:  # of a name that is not there, anybody's server says so
            answered.pop(domain, None)
            answered[domain] = None
            if len(answered) > CACHED:
                del answered[next(iter(answered))]
        return found

    return lookup


def _answered(error: Exception) -> bool:
    """Whether there is a server, and it only could not tell about this name."""
    if isinstance(error, NoNameservers):
        return any(tried[-1] is not None for tried in error.kwargs.get("errors", ()))
    return not isinstance(error, (OSError, Timeout, NoResolverConfiguration))


def _record(resolver: Resolver, name: bytes, timeout: float) -> bytes | None:
    try:
        answer = resolver.resolve(
            name.decode("ascii"), "TXT", lifetime=timeout, search=False
        )
        records = [b"".join(record.strings) for record in answer]
    except (NXDOMAIN, NoAnswer, EmptyLabel, LabelTooLong, NameTooLong, UnicodeError):
        return None
    return next((record for record in records if b"p=" in record), records[0])
