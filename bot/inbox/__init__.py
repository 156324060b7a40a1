"""Mailboxes: new letters are noticed and handed over raw, and nothing is changed.

    account.py   where the mailbox is and how to get in
    memory.py    what the inbox needs of the store, handed in
    watch.py     Inbox: fetch what is new, wait for more; check() for people
    line.py      one live connection; every question the program asks a server
    dial.py      connecting, TLS and login
    idling.py    waiting in IDLE without missing a message
    errands.py   blocking work that a stop or a stuck server cannot hold
    failures.py  whatever the library raises, in words with a cure
    backoff.py   how long to pause after a failure
    own.py       one connection to an expert's own mailbox, where that is allowed
    drafts.py    its Drafts folder: our drafts are put in and taken out, by a header
    noticing.py  what came of an answer, by the headers in Sent and INBOX

The only user of imapclient. The truth about what was read is in the store; the
Seen flag and the folders stay as they are (EXAMINE, BODY.PEEK), but for our own drafts.
"""

from bot.inbox.account import Account
from bot.inbox.backoff import Backoff
from bot.inbox.memory import Memory
from bot.inbox.watch import Inbox, check

__all__ = ["Account", "Backoff", "Inbox", "Memory", "check"]
