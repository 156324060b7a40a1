"""Which folders are watched, and where what was read is moved."""

import pytest
from pydantic import ValidationError

from bot.config.imap import Imap


def imap(**given: object) -> Imap:
    return Imap.model_validate({"username": "press@gmail.com"} | given)


def test_the_inbox_is_one_folder_however_it_is_written() -> None:
    assert imap(folder="Inbox").watched() == ("INBOX",)
    assert imap(folders=["inbox", "Inbox/News"]).watched() == ("INBOX", "Inbox/News")
    with pytest.raises(ValidationError, match="twice"):
        imap(folders=["inbox", "INBOX"])


@pytest.mark.parametrize("move_to", ["INBOX", "inbox"])
def test_nothing_is_moved_to_where_it_is_read(move_to: str) -> None:
    with pytest.raises(ValidationError, match="choose another"):
        imap(folder="Inbox", after="move", move_to=move_to)
