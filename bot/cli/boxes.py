"""The mailboxes of experts, from the settings."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.config.drafts import Drafts, owners
from bot.domain import Profile
from bot.inbox import Account
from bot.pipeline.boxes import Box


def boxes(
    path: Path, sections: Mapping[str, Drafts], profiles: Sequence[Profile]
) -> tuple[Box, ...]:
    """Return a box for each section; ``path`` is the config file.

    Raises `BadInput` that names the key where a section fits no expert.
    """
    return tuple(
        Box(
            account=Account(
                name=name,
                host=sections[name].host,
                port=sections[name].port
                or (993 if sections[name].security == "tls" else 143),
                security=sections[name].security,
                username=sections[name].username,
                password=sections[name].password.get_secret_value(),
                ca_file=str(path.parent / sections[name].ca_file)
                if sections[name].ca_file
                else "",
            ),
            company=profile.company,
            expert=expert.id,
            drafts=sections[name].folder,
            sent=sections[name].sent,
            file=sections[name].file,
            watch=sections[name].watch,
        )
        for name, (profile, expert) in owners(sections, profiles).items()
    )
