"""Mailboxes: new letters are noticed and handed over raw.

    account.py   where the mailbox is and how to get in
    memory.py    what the inbox needs of the store, handed in
    watch.py     Inbox: fetch what is new, wait for more
    checking.py  check() says what is there, for people
    troubles.py  letters that do not come, and when they are asked for again
    telling.py   a trouble of a folder, and its end, for people
    line.py      one live connection; every question the program asks a server
    dial.py      connecting, TLS and login
    idling.py    waiting in IDLE without missing a message
    errands.py   blocking work that a stop or a stuck server cannot hold
    failures.py  whatever the library raises, in words with a cure
    backoff.py   how long to pause after a failure
    throttle.py  how long a server wants to be left alone
    aside.py     a second, short connection to a mailbox that is watched
    junk.py      known newsletters in the spam folder, once an hour
    tidying.py   digests that were read are marked or moved, if people want that
    own.py       one connection to an expert's own mailbox, where that is allowed
    drafts.py    its Drafts folder: our drafts are put in and taken out, by a header
    noticing.py  what came of an answer, by the headers in Sent and INBOX

The only user of imapclient. The truth about what was read is in the store; the
Seen flag and the folders stay as they are (EXAMINE, BODY.PEEK), but for our own drafts
and, where the settings say so, digests that were read.
"""

from bot.inbox.account import Account
from bot.inbox.backoff import Backoff
from bot.inbox.checking import check
from bot.inbox.failures import FolderGone
from bot.inbox.memory import Memory
from bot.inbox.watch import Inbox

__all__ = ["Account", "Backoff", "FolderGone", "Inbox", "Memory", "check"]
