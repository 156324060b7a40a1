"""The mailboxes of experts, from the settings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.signing import account_of
from bot.config.drafts import Drafts, owners
from bot.domain import Profile
from bot.pipeline.boxes import Box


def boxes(
    path: Path, sections: Mapping[str, Drafts], profiles: Sequence[Profile]
) -> tuple[Box, ...]:
    """Return a box for each section; ``path`` is the config file.

    Raises `BadInput` that names the key where a section fits no expert.
    """
    return tuple(
        Box(
            account=account_of(path, f"drafts.{name}", sections[name]),
            company=profile.company,
            expert=expert.id,
            drafts=sections[name].folder,
            sent=sections[name].sent,
            file=sections[name].file,
            watch=sections[name].watch,
        )
        for name, (profile, expert) in owners(sections, profiles).items()
    )
