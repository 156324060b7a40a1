"""What makes a card worth more: the outlets that a user names."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from bot.config.reading import Section
from bot.domain import plain_name
from bot.matching.value import MOST, domain

LISTED = 3.0  # the weight of an outlet in a plain list
_LONGEST = 200


def _weighed(value: object) -> object:
    """Take a plain list for a table in which all weigh the same."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return value
    for place, entry in enumerate(value, 1):
        if not isinstance(entry, str):
            what = f"entry {place}: {entry!r} is no name; write it in quotes"
            raise ValueError(what)  # noqa: TRY004 (pydantic takes no other)
        if value.count(entry) > 1:
            raise ValueError(f"{entry!r} stands twice")
    return dict.fromkeys(value, LISTED)


def _points(value: object) -> object:
    try:
        fits = not isinstance(value, bool) and 0 <= float(str(value)) <= MOST
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"must be a number of 0 to {MOST:g}")
    return value


def _named(outlets: dict[str, float]) -> Mapping[str, float]:
    once: dict[str, str] = {}
    for entry in outlets:
        if "/" in entry or "@" in entry:
            raise ValueError(f"{entry!r} is an address; write the name or the domain alone")
        key = domain(entry) or plain_name(entry)
        if not key or len(entry) > _LONGEST:
            raise ValueError(
                f"{entry[:40]!r} is no outlet; write a name or a domain such as example.com"
            )
        if key in once:
            raise ValueError(f"{entry!r} and {once[key]!r} are the same outlet")
        once[key] = entry
    return outlets


Weight = Annotated[float, BeforeValidator(_points)]


class Value(Section):
    """What orders posted cards; it decides on none."""

    outlets: Annotated[
        dict[str, Weight], BeforeValidator(_weighed), AfterValidator(_named)
    ] = Field(default_factory=dict)
