"""How far the bot may go with the queries of each newsletter."""

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import BeforeValidator

from bot import policy
from bot.domain import Level

LEVELS = ", ".join(level.value for level in reversed(policy.ORDER))


def _level(value: object) -> object:
    if value not in [level.value for level in Level]:
        raise ValueError(f"{value!r} is no level; write one of {LEVELS}")
    return value


LevelName = Annotated[str, BeforeValidator(_level)]


def levels(said: Mapping[str, str], known: Collection[str]) -> dict[str, Level]:
    """Return the levels by the names of sources, a `-` written as `_` taken as well.

    Raises ValueError that names what is unknown, or above what a source allows.
    """
    names = {name.replace("-", "_"): name for name in known}
    found = {}
    for key, value in said.items():
        name = names.get(key.replace("-", "_"))
        if name is None:
            raise ValueError(
                f"[policy] {key}: there is no such newsletter; known:"
                f" {', '.join(sorted(known))}"
            )
        level, most = Level(value), policy.MOST.get(name, Level.OUTLINE)
        if policy.lowest(level, most) is not level:
            raise ValueError(
                f"[policy] {key}: {level.value!r} is more than the newsletter's rules"
                f" allow; {most.value!r} is the most"
            )
        found[name] = level
    return found
