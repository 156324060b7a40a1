"""Asks DNS which servers a mail domain has, to help with the settings."""

from collections.abc import Callable, Sequence
from typing import Any

from dns.exception import DNSException
from dns.name import EmptyLabel, LabelTooLong, NameTooLong
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

from bot.errors import TryLater

MOST = 20  # records of one name


def mail_hosts(
    timeout: float = 5.0, *, resolver: Resolver | None = None
) -> Callable[[str, str], Sequence[tuple[int, str, int]]]:
    """Return a function from "SRV" or "MX" and a name to (priority, host, port)s in order.

    The port is 0 for MX. It raises TryLater after ``timeout`` seconds without an answer.
    ``resolver``: the system's if None.
    """

    def records(kind: str, name: str) -> Sequence[tuple[int, str, int]]:
        nonlocal resolver
        try:
            if resolver is None:
                resolver = Resolver()
            answer = resolver.resolve(
                name.encode("idna").decode("ascii"), kind, lifetime=timeout, search=False
            )
            return sorted(_record(kind, record) for record in list(answer)[:MOST])
        except (NXDOMAIN, NoAnswer, EmptyLabel, LabelTooLong, NameTooLong, UnicodeError):
            return ()
        except (DNSException, OSError) as error:
            raise TryLater(f"no DNS server answers ({type(error).__name__})") from None

    return records


def _record(kind: str, record: Any) -> tuple[int, str, int]:  # noqa: ANN401 (the library's)
    if kind == "MX":
        return int(record.preference), str(record.exchange), 0
    return int(record.priority), str(record.target), int(record.port)
