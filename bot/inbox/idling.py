# ruff: noqa: SLF001 (imapclient's own idle() and idle_check() lose messages; see below)
"""Waiting in IDLE without missing a message.

imapclient's ``idle_check`` polls the bare socket: what came in one packet with the
server's "go on" stays in Python's buffer, unnoticed; a closed connection reads as
"nothing new" for ever; a line in two packets is lost. So IDLE is begun here, the
buffers are looked into before polling, and only ``idle_done``, which reads whole
lines, ever reads.

What arrives is only a hint. The caller searches after every wait.
"""

import select
import time

from imapclient import IMAPClient

from bot.inbox.errands import Stop

TICK = 0.5


class IdleRefused(Exception):  # noqa: N818 (it is what the server did)
    """The server offers IDLE and then says no."""


def begin(client: IMAPClient) -> bool:
    """Send IDLE; say whether anything came before the server's "go on"."""
    imap = client._imap
    client._idle_tag = tag = imap._command("IDLE")
    early = False
    while imap._get_response() is not None:
        if imap.tagged_commands.get(tag):
            imap.tagged_commands.pop(tag)
            raise IdleRefused
        early = True  # Exchange does this; imapclient calls it an error
    return early


def end(client: IMAPClient) -> bool:
    """Send DONE and read, in whole lines, up to the answer; say if anything came with it.

    Raises on a dead connection.
    """
    _, told = client.idle_done()
    return bool(told)


def watch(client: IMAPClient, seconds: float, stop: Stop) -> bool:
    """Wait until there is something to read, the time is over or we are to stop.

    Reads nothing. A closed connection counts as something to read.
    """
    if _buffered(client):
        return True
    poll = select.poll()
    poll.register(client.socket().fileno(), select.POLLIN)
    until = time.monotonic() + seconds
    while not stop():
        left = until - time.monotonic()
        if left <= 0:
            return False
        if poll.poll(min(left, TICK) * 1000):
            return True
    return False


def last_words(client: IMAPClient) -> bytes:
    """Return what the server said as it hung up, or nothing."""
    told = client._imap.untagged_responses.get("BYE") or [b""]
    return bytes(told[-1] or b"")


def told_of_more(client: IMAPClient) -> bool:
    """Say, once, whether EXISTS came along with the answer to any command."""
    _, data = client._imap.response("EXISTS")
    return bool(data != [None])


def _buffered(client: IMAPClient) -> bool:
    """Tell whether bytes were read from the network and not looked at. Never blocks."""
    sock, imap = client.socket(), client._imap
    pending = getattr(sock, "pending", None)  # TLS
    if pending is not None and pending():
        return True
    own = getattr(imap, "_readbuf", None)  # Python 3.14 keeps its own; may hold [b""]
    if own is not None:
        return any(own)
    file = getattr(imap, "_file", None) or imap.file
    before = sock.gettimeout()
    sock.settimeout(0)
    try:
        return bool(file.peek(1))
    except OSError:  # would block: nothing there
        return False
    finally:
        sock.settimeout(before)
