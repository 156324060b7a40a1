"""Reads TOML and the environment, and says what is wrong in one line."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from bot import domain
from bot.errors import BadInput

PREFIX = "BOT_"
SECTIONS = {
    *("imap", "slack", "store", "matching", "value", "embedding", "llm"),
    *("mail", "policy", "log", "metrics", "errors"),
}
LISTS = (
    "__approvers",
    "bot_profiles",
    "__authserv_ids",
    "__domains",
    "__marks",
    "__footer",
    "__ignore",
    "__outlets",
    "__folders",
    "__token_command",
)
SECRETS = {"password", "bot_token", "app_token", "api_key", "client_secret", "dsn"}


def _slack_user(value: str) -> str:
    if not re.fullmatch(r"[UW][A-Z0-9]{2,}", value):
        raise ValueError(f"{value!r} is no Slack user id; write one such as U024BE7LH")
    return value


def _approver(value: str) -> str:
    if not re.fullmatch(r"[UWS][A-Z0-9]{2,}", value):
        raise ValueError(
            f"{value!r} is neither a Slack user id such as U024BE7LH nor the id of a user"
            " group such as S0614TZR7"
        )
    return value


def _hours(value: str) -> str:
    if value:
        domain.parse_hours(value)
    return value


def _time(value: str) -> str:
    if value:
        domain.parse_time(value)
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", value):
        raise ValueError(f"{value!r}: use small letters, digits and _ only")
    return value


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,9}", value):
        raise ValueError(
            f"{value!r} is no server's name; write it as it stands in the"
            " Authentication-Results of a mail, such as mx.google.com"
        )
    return value


def one_or_many(value: object) -> object:
    """Take a text alone for a list of one."""
    return [value] if isinstance(value, str) else value


Slug = Annotated[str, AfterValidator(_slug)]
SlackUser = Annotated[str, AfterValidator(_slack_user)]
Approver = Annotated[str, AfterValidator(_approver)]  # a user, or a group of users
HoursOfDay = Annotated[str, AfterValidator(_hours)]  # 20:00-07:00, "" for none
TimeOfDay = Annotated[str, AfterValidator(_time)]  # 16:00, "" for none
Text = Annotated[str, Field(min_length=1)]
Hosts = Annotated[
    tuple[Annotated[str, AfterValidator(_host)], ...], BeforeValidator(one_or_many)
]
Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_many)]


class Section(BaseModel):
    """A table of a TOML file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def loopback(host: str) -> bool:
    """Say if a host name is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def known_zone(value: str) -> str:
    """Return a time zone name unchanged, or raise ValueError if there is none such."""
    try:
        ZoneInfo(value or "UTC")
    except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError
        raise ValueError(
            f"{value!r} is no time zone; write one such as Europe/Paris"
        ) from None
    return value


def toml(path: Path, cure: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file; {cure}") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: not valid TOML: {error}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; {cure}") from None
    except ValueError:  # a zero byte
        raise BadInput(f"{str(path)!r}: no file has such a name; {cure}") from None


def no_secrets(path: Path, table: Mapping[str, Any], place: tuple[str, ...] = ()) -> None:
    for key, value in table.items():
        here = (*place, key)
        if isinstance(value, Mapping):
            no_secrets(path, value, here)
        elif key in SECRETS:
            variable = PREFIX + "__".join(here).upper()
            raise BadInput(
                f"{path}: {_place(here)}: no secret belongs in the file; set {variable}"
                f" in the environment or in {path.parent / '.env'}"
            )


def environment(path: Path) -> dict[str, str | None]:
    """Return the BOT_ variables, lower case: .env below, the environment on top."""
    known: dict[str, str | None] = {}
    merged = {**dotenv_values(path.parent / ".env"), **os.environ}
    for name, value in merged.items():
        if name.upper().startswith(PREFIX) and value is not None:
            section, _, key = name[len(PREFIX) :].lower().partition("__")
            if key and section not in SECTIONS | {"mailboxes", "drafts", "sources"}:
                raise BadInput(
                    f"{name}: there is no section [{section}]; check its spelling"
                )
            known[name.lower()] = _listed(name, value)
    for name in filter(_names_a_file, [*known]):
        file = Path(known.pop(name) or "")
        if known.get(name[:-5]):
            continue
        try:
            known[name[:-5]] = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{name.upper()}: cannot read {file}: {error}") from None
    return known


def _names_a_file(variable: str) -> bool:
    name = variable.lower()
    return name.endswith("_file") and name[:-5].split("__")[-1] in SECRETS


def secret_files(path: Path) -> tuple[Path, ...]:
    """Return the files that hold secrets: .env beside a config, and any ..._FILE."""
    beside = path.parent / ".env"
    merged = {**dotenv_values(beside), **os.environ}
    named = (
        Path(value)
        for name, value in merged.items()
        if value and name.upper().startswith(PREFIX) and _names_a_file(name)
    )
    return (*filter(Path.exists, (beside,)), *named)


def _listed(name: str, value: str) -> str:
    """Write a list as JSON; one written with commas is taken as well, and a JSON table."""
    if not name.lower().endswith(LISTS) or not value.strip():
        return value
    if not value.lstrip().startswith(("[", "{")):
        return json.dumps([part.strip() for part in value.split(",")])
    try:
        json.loads(value)
    except ValueError:
        raise BadInput(f'{name}: not a list; write ["one", "two"] or one,two') from None
    return value


def first_fault(
    path: Path, error: ValidationError, environment: Mapping[str, object]
) -> str:
    """Say the first thing wrong, where it stands and what would be right."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = tuple(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    cure = {
        "extra_forbidden": "unknown key; check its spelling or take it out",
        "missing": "is missing; add it",
        "string_too_short": "is empty; fill it in or take it out",
        "tuple_type": 'must be a list such as ["one", "two"]',
        "dict_type": "must be a table of names and values",
        "model_type": "must be a table of its own",
    }.get(first["type"], what)
    for end in range(len(where), 0, -1):
        variable = PREFIX + "__".join(where[:end]).upper()
        told = environment.get(variable.lower())
        # of a table in JSON only what stands in it: the file may hold the rest
        if told is not None and all(part in str(told) for part in where[end:]):
            return ": ".join((variable, *where[end:], cure))
    return f"{path}: {_place(where)}: {cure}" if where else f"{path}: {cure}"


def _place(where: tuple[str, ...]) -> str:
    """Write a key as TOML has it: ``[imap] port``, ``[[facts]] 3: text``."""
    if len(where) > 1 and where[1].isdigit():
        if len(where) == 2:  # noqa: PLR2004 (an entry of a plain list)
            return f"{where[0]} {int(where[1]) + 1}"
        return f"[[{where[0]}]] {int(where[1]) + 1}: {where[2]}"
    where = tuple(part for part in where if not part.isdigit())
    if len(where) > 1 and where[-1] == "[key]":  # the name of a table is wrong
        return f"[{'.'.join(where[:-1])}]"
    if len(where) == 1:
        return f"[{where[0]}]" if where[0] in SECTIONS | {"sources"} else where[0]
    return f"[{'.'.join(where[:-1])}] {where[-1]}"
