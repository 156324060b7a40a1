"""Newsletters that the user describes, as tables ``[sources.NAME]`` of a TOML file."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationError,
    field_validator,
)

from bot import sources
from bot.config.reading import (
    Section,
    Slug,
    Text,
    first_fault,
    known_zone,
    one_or_many,
    toml,
)
from bot.described import FIELDS, Description
from bot.errors import BadInput

_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,9}[\w-]{2,63}")
_UNKNOWN = "unknown"  # what mail of no newsletter is called
_LONGEST = 200  # characters of a text that is looked for
_MOST = 100  # labels


def _free(name: str) -> str:
    if name in sources.SOURCES or name == _UNKNOWN:
        raise ValueError(
            f"{name!r} is taken by a newsletter that comes with the program; choose another"
        )
    return name


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be on one line, without control characters")
    if len(text) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters; its beginning will do")
    return text


def _domain(value: str) -> str:
    value = value.lower().rstrip(".")
    if "://" in value or "/" in value or value.startswith("www."):
        raise ValueError(f"{value!r} is a web address; write the domain alone")
    if "@" in value:
        end = value.rpartition("@")[2]
        raise ValueError(f"{value!r} is an address; write what follows the @: {end!r}")
    if not _DOMAIN.fullmatch(value):
        raise ValueError(f"{value!r} is no domain; write one such as news.example.com")
    return value


def _field(value: str) -> str:
    if value not in FIELDS:
        raise ValueError(f"{value!r} is no field; use one of {', '.join(FIELDS)}")
    return value


Name = Annotated[Slug, AfterValidator(_free)]
Line = Annotated[Text, AfterValidator(_one_line)]
Domain = Annotated[str, AfterValidator(_domain)]
Domains = Annotated[tuple[Domain, ...], BeforeValidator(one_or_many)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(one_or_many)]
To = Annotated[str, AfterValidator(_field)]


class Described(Section):
    """One newsletter in a user's words; see `bot.described.Description`."""

    title: Line
    domains: Domains = ()
    item_start: Line
    item_end: Annotated[str, AfterValidator(_one_line)] = ""
    labels: Annotated[dict[Line, To], Field(max_length=_MOST)]
    zone: Text = "America/New_York"
    marks: Lines = ()
    footer: Lines = ()
    ignore: Lines = ()

    @field_validator("zone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_zone(value)

    @field_validator("labels")
    @classmethod
    def _has_a_body(cls, labels: dict[str, str]) -> dict[str, str]:
        if "body" not in labels.values():
            raise ValueError(
                'none of them is the text of a query; add one such as "Brief" = "body"'
            )
        once: set[str] = set()
        for label in labels:
            plain = " ".join(label.split()).rstrip(" :：").casefold()
            if not plain:
                raise ValueError(f"{label!r} holds no word to look for")
            if plain in once:
                raise ValueError(f"{label!r} stands twice")
            once.add(plain)
        return labels

    def made(self, name: str) -> Description:
        return Description(
            name=name,
            title=self.title,
            domains=self.domains,
            start=self.item_start,
            end=self.item_end,
            labels=self.labels,
            zone=self.zone,
            marks=self.marks,
            footer=self.footer,
            ignore=self.ignore,
        )


class _Only(Section):
    sources: dict[Name, Described] = Field(min_length=1)


def descriptions(described: Mapping[str, Described]) -> tuple[Description, ...]:
    """Return the newsletters of a config by the names they have there."""
    return tuple(one.made(name) for name, one in described.items())


def load_sources(path: Path) -> tuple[Description, ...]:
    """Read the ``[sources]`` of a TOML file and nothing else that it holds.

    Raises `BadInput` naming the file, the key and the cure.
    """
    table = toml(path, "examples/newsletter.toml is one to start from")
    if not table.get("sources"):
        raise BadInput(
            f"{path}: describes no newsletter; add [sources.your_newsletter] with title,"
            " item_start and labels, as examples/newsletter.toml does"
        )
    try:
        only = _Only(sources=table["sources"])
    except ValidationError as error:
        raise BadInput(first_fault(path, error, {})) from None
    return descriptions(only.sources)
