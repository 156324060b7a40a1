"""Asks DNS for the keys that sign mail."""

import time
from collections.abc import Callable

from dns.exception import DNSException
from dns.name import EmptyLabel, LabelTooLong, NameTooLong
from dns.resolver import (
    NXDOMAIN,
    LRUCache,
    NoAnswer,
    Resolver,
)

from bot.authenticity.signatures import Lookup
from bot.errors import TryLater

PAUSE_SECONDS = 60.0  # a dead resolver must not hold up each mail of a backlog
CACHED = 256


class Unanswered(TryLater):
    """No DNS server gave an answer; the key may well be there."""


def dns_lookup(
    timeout: float = 5.0,
    *,
    clock: Callable[[], float] = time.monotonic,
    resolver: Resolver | None = None,
) -> Lookup:
    """Return a function from a DNS name to its TXT record, None where there is none.

    It raises `Unanswered` after ``timeout`` seconds without an answer, and from then on
    at once, until a minute has passed. ``resolver``: the system's if None.
    """
    silent_until = float("-inf")

    def lookup(name: bytes) -> bytes | None:
        nonlocal resolver, silent_until
        if clock() < silent_until:
            raise Unanswered("no DNS server answered a moment ago")
        try:
            if resolver is None:
                resolver = Resolver()
                resolver.cache = LRUCache(CACHED)
            return _record(resolver, name, timeout)
        except (DNSException, OSError) as error:
            silent_until = clock() + PAUSE_SECONDS
            raise Unanswered(f"no DNS server answers ({type(error).__name__})") from error

    return lookup


def _record(resolver: Resolver, name: bytes, timeout: float) -> bytes | None:
    try:
        answer = resolver.resolve(
            name.decode("ascii"), "TXT", lifetime=timeout, search=False
        )
        records = [b"".join(record.strings) for record in answer]
    except (NXDOMAIN, NoAnswer, EmptyLabel, LabelTooLong, NameTooLong, UnicodeError):
        return None
    return next((record for record in records if b"p=" in record), records[0])
