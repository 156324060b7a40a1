"""``haro-bot restore``: puts a backup, or a new store, in the place of the store."""

import argparse
import sys
from pathlib import Path

from bot import config
from bot.cli.clock import Now
from bot.cli.moving import Moving
from bot.cli.terminal import plain
from bot.errors import BadInput
from bot.store import begin_anew, put_back

_PAGE = 4096  # bytes
_THEN = (
    "At the next start the mail that came since is read again. What stands in Slack already"
    " is looked for there and not posted again; what people decided since is not known, so"
    " those cards are open once more. Nor is what they muted, paused or wrote."
)
_ANEW = (
    "At the next start the mail of the last days ([imap] since_days) is read again. What"
    " stands in Slack already is looked for there and not posted again; those cards are"
    " open once more. What people decided, wrote, muted and taught is not in it."
)
_MOVED = (
    "{name}: digests are moved to {folder} once they are read, and only what lies in"
    " {watched} is read again. Move those that came since back there before the next start,"
    " or queries that have no card yet are missed."
)


def run(args: argparse.Namespace, now: Now) -> int:
    """Put ``args.file`` in the place of the store; say what was done and what follows."""
    path = Path(args.config)
    settings, _ = config.load(path)
    store = path.parent / settings.store.path
    if bool(args.file) == args.anew:
        raise BadInput("name one backup to put back, or give --anew for an empty store")
    if args.anew:
        kept = begin_anew(store, now=now())
        said = f"{store} is new and empty."
    else:
        with Moving("copying", bytes_each=_PAGE) as moving:
            put = put_back(Path(args.file), store, now=now(), progress=moving.at)
        kept = put.kept
        made = f", made {put.made_at:%Y-%m-%d %H:%M} UTC" if put.made_at else ""
        said = f"{store} is now the backup {args.file}{made}."
    if kept is not None:
        said += f" What was there before is kept as {kept}."
    print(plain(f"{said} {_ANEW if args.anew else _THEN}"), file=sys.stderr)
    for name, account in settings.accounts().items():
        if account.move_to:
            watched = ", ".join(account.watched())
            moved = _MOVED.format(name=name, folder=account.move_to, watched=watched)
            print(plain(moved), file=sys.stderr)
    return 0
