"""What goes on beside the watching of each mailbox: the spam folder, marking, moving."""

from collections.abc import Callable, Mapping, Sequence

from bot import sources
from bot.cli.clock import Now
from bot.inbox import Account
from bot.inbox.junk import Junk
from bot.inbox.telling import Say
from bot.inbox.tidying import Tidying
from bot.pipeline import Mailroom
from bot.store import Store

Work = Callable[[], bool]


def asides(
    accounts: Sequence[Account],
    store: Store,
    mailroom: Mailroom,
    *,
    now: Now,
    tell: Say,
    alarm: Say,
    cured: Say,
    stop: Callable[[], bool],
) -> Mapping[str, Work]:
    """Return each by its name: one unit of work a call, True if there was any.

    One each for a mailbox's spam folder, and for a folder whose digests are put away: a
    server that is down holds up no other.
    """
    found: dict[str, Work] = {}
    known = (*sources.SOURCES.values(), *mailroom.extra)
    domains = frozenset(domain for source in known for domain in source.domains)
    looked_into: set[str] = set()
    for account in accounts:
        if account.after != "keep":
            found[f"after {account.title}"] = Tidying(
                account, store, now=now, alarm=alarm, cured=cured, stop=stop
            ).tidy_one
        if account.junk and account.key not in looked_into:
            looked_into.add(account.key)
            found[f"junk {account.name}"] = Junk(
                account,
                store,
                domains=lambda: domains,
                title=mailroom.title,
                tell=tell,
                now=now,
                watched={a.folder for a in accounts if a.key == account.key},
                stop=stop,
            ).look_one
    return found
