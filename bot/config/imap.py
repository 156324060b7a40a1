"""The mailboxes where newsletters arrive."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from bot.config.reading import Text, Texts
from bot.config.server import Server


class Imap(Server):
    """An ``[imap]`` or ``[mailboxes.NAME]`` section."""

    folder: Text = "INBOX"
    folders: Texts = ()  # several in place of one
    since_days: int = Field(default=3, ge=0, le=365)
    after: Literal["keep", "mark", "move"] = "keep"  # of a digest that was read
    move_to: str = ""
    junk: bool = True  # look into the spam folder for known newsletters

    @field_validator("folder", "move_to")
    @classmethod
    def _one_inbox(cls, folder: str) -> str:
        # to servers it is one folder however it is written, and moved to itself a letter
        # would be new each time
        return "INBOX" if folder.upper() == "INBOX" else folder

    @field_validator("folders")
    @classmethod
    def _one_inbox_among_them(cls, folders: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(cls._one_inbox, folders))

    @model_validator(mode="after")
    def _moves_somewhere(self) -> Self:
        if (self.after == "move") != bool(self.move_to):
            raise ValueError('after = "move" and move_to = "FOLDER" go together')
        if self.move_to in self.watched():
            raise ValueError("move_to is a folder that is watched; choose another")
        return self

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if self.folders and "folder" in self.model_fields_set:
            raise ValueError("folder and folders say the same; keep one of them")
        if len(set(self.folders)) < len(self.folders):
            raise ValueError("folders: a folder stands there twice")
        return self

    def watched(self) -> tuple[str, ...]:
        """Return every folder that is watched."""
        return self.folders or (self.folder,)
