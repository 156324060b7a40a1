"""What a person needs to answer an approved card by mail.

    recipient   the one address, as the digest prints it, and whose domain it has
    letters     address, subject and text, or why there is none
    words       words of hidden tests that must not stand in an answer
    linking     links that open a mail program with all that filled in
    messages    the same as a draft in a mailbox or as an .eml file

Nothing here sends: a person does, from the expert's own mailbox.
"""

from bot.composing.letters import Composed, letter, title
from bot.composing.linking import Link, links
from bot.composing.messages import KEY, Stored, eml, key_of, mark_of, message_id, stored
from bot.composing.recipient import addresses, one_address, printed

__all__ = [
    "KEY",
    "Composed",
    "Link",
    "Stored",
    "addresses",
    "eml",
    "key_of",
    "letter",
    "links",
    "mark_of",
    "message_id",
    "one_address",
    "printed",
    "stored",
    "title",
]
