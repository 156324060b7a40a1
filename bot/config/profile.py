"""A company's profile as a TOML file."""

import re
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError, field_validator, model_validator

from bot import domain
from bot.config.reading import (
    Approver,
    Section,
    SlackUser,
    Text,
    Texts,
    first_fault,
    known_zone,
    toml,
)
from bot.errors import BadInput


class _Expert(Section):
    id: str = ""
    name: Text
    title: str = ""
    expertise: Texts = ()
    credentials: Texts = ()
    location: str = ""
    timezone: str = ""
    email: str = ""
    slack_user: SlackUser = ""
    headshot_url: str = ""
    bio_url: str = ""

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_zone(value)

    def made(self) -> domain.Expert:
        return domain.Expert(**(self.model_dump() | {"id": self.id or slug(self.name)}))


class _Fact(Section):
    id: str = ""
    text: Text
    source: str = ""
    as_of: date | None = None
    expires: date | None = None
    expert: str = ""
    tags: Texts = ()
    public: bool = True


class _Quote(Section):
    id: str = ""
    text: Text
    expert: Text
    approved_on: date | None = None


class _Profile(Section):
    company: Text
    website: str = ""
    description: str = ""
    topics: Texts = ()
    avoid: Texts = ()
    channel: str = ""
    approvers: tuple[Approver, ...] = ()
    policy: domain.Level = domain.Level.OUTLINE
    experts: tuple[_Expert, ...] = Field(min_length=1)
    facts: tuple[_Fact, ...] = ()
    quotes: tuple[_Quote, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_knows(self) -> "_Profile":
        if not self.description and not self.topics:
            raise ValueError(
                "needs a description or topics, so that queries can be matched"
            )
        return self

    def made(self) -> domain.Profile:
        experts = tuple(expert.made() for expert in self.experts)
        names = {e.id: e.id for e in experts} | {e.name: e.id for e in experts}

        def who(place: str, name: str) -> str:
            if name and name not in names:
                raise ValueError(f"{place}: no expert has the id or name {name!r}")
            return names.get(name, "")

        facts = tuple(
            domain.Fact(
                **fact.model_dump()
                | {
                    "id": fact.id or f"f{n}",
                    "expert": who(f"[[facts]] {n}: expert", fact.expert),
                }
            )
            for n, fact in enumerate(self.facts, 1)
        )
        quotes = tuple(
            domain.Quote(
                **quote.model_dump()
                | {
                    "id": quote.id or f"q{n}",
                    "expert": who(f"[[quotes]] {n}: expert", quote.expert),
                }
            )
            for n, quote in enumerate(self.quotes, 1)
        )
        for place, ids in (
            ("[[experts]]", [e.id for e in experts]),
            ("[[facts]] and [[quotes]]", [f.id for f in facts] + [q.id for q in quotes]),
        ):
            twice = next((i for i in ids if ids.count(i) > 1), "")
            if twice:
                raise ValueError(f"{place}: id {twice!r} stands twice")
        return domain.Profile(
            **self.model_dump(exclude={"experts", "facts", "quotes"}),
            experts=experts,
            facts=facts,
            quotes=quotes,
        )


def load_profile(path: Path) -> domain.Profile:
    """Read one company's profile. Raises `BadInput` naming the file, key and cure."""
    table = toml(
        path, "name an existing profile; examples/profile.toml is one to start from"
    )
    try:
        return _Profile(**table).made()
    except ValidationError as error:
        raise BadInput(first_fault(path, error, {})) from None
    except ValueError as error:
        raise BadInput(f"{path}: {error}") from None


def slug(name: str) -> str:
    """Make an id of a name: ``Dr. Ada Dent`` becomes ``dr-ada-dent``."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "expert"
