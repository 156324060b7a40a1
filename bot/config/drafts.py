"""Experts' own mailboxes: opt-in, each by a section of its own."""

from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import model_validator

from bot.config.reading import PREFIX, Text
from bot.config.server import Server
from bot.domain import Expert, Profile
from bot.errors import BadInput


class Drafts(Server):
    """A ``[drafts.NAME]`` section."""

    expert: Text  # an id or a name in a profile
    company: str = ""  # needed where two profiles have such an expert
    folder: str = ""  # "": the one that the server marks as Drafts
    sent: str = ""  # "": the one that the server marks as Sent
    file: bool = True  # put drafts of approved answers there
    watch: bool = False  # look into Sent and INBOX for answers and replies

    @model_validator(mode="after")
    def _of_use(self) -> Self:
        if not self.file and not self.watch:
            raise ValueError("file and watch are both false, so the section does nothing")
        return self


def owners(
    sections: Mapping[str, Drafts], profiles: Sequence[Profile]
) -> dict[str, tuple[Profile, Expert]]:
    """Return whose mailbox each section is, by its name.

    Raises `BadInput` that names the key: an expert nobody has or two have, a mailbox
    that needs a password and has none, an expert with two mailboxes.
    """
    found: dict[str, tuple[Profile, Expert]] = {}
    for name, section in sections.items():
        profile, expert = _owner(name, section, profiles)
        for other, (same, known) in found.items():
            if same.company == profile.company and known.id == expert.id:
                raise BadInput(
                    f"[drafts.{name}] expert: {expert.name} of {profile.company} has"
                    f" [drafts.{other}] already; one mailbox an expert"
                )
        password = section.password.get_secret_value()
        if section.sign_in == "password" and not password:
            raise BadInput(
                f"{PREFIX}DRAFTS__{name.upper()}__PASSWORD is not set; put the password of"
                f" that mailbox (or an app password) in the environment or in .env"
            )
        found[name] = profile, expert
    return found


def _owner(
    name: str, section: Drafts, profiles: Sequence[Profile]
) -> tuple[Profile, Expert]:
    companies = [profile.company for profile in profiles]
    if section.company and section.company not in companies:
        raise BadInput(
            f"[drafts.{name}] company: no profile is of {section.company!r}; there are:"
            f" {', '.join(companies) or 'none'}"
        )
    asked = " ".join(section.expert.split()).casefold()
    found = [
        (profile, expert)
        for profile in profiles
        if section.company in ("", profile.company)
        for expert in profile.experts
        if asked in (expert.id.casefold(), " ".join(expert.name.split()).casefold())
    ]
    if not found:
        raise BadInput(
            f"[drafts.{name}] expert: no profile has an expert {section.expert!r}; write"
            " the id or the whole name as it stands there"
        )
    if len(found) > 1:
        raise BadInput(
            f"[drafts.{name}] company is missing: {section.expert!r} is an expert of"
            f" {' and of '.join(profile.company for profile, _ in found)}"
        )
    return found[0]
