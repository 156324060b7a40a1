"""``haro-bot backup``: a whole, checked copy of the store, made while the worker runs."""

import argparse
import sys
from pathlib import Path

from bot import config
from bot.cli.clock import Now
from bot.cli.moving import Moving
from bot.cli.terminal import plain
from bot.errors import BadInput
from bot.store import back_up

_PAGE = 4096  # bytes


def run(args: argparse.Namespace, now: Now) -> int:
    """Copy the store to ``args.file``, a file or a folder; say where the copy is."""
    path = Path(args.config)
    settings, _ = config.load(path)
    if args.keep is not None and args.keep < 1:
        raise BadInput(f"--keep: {args.keep} is less than 1; give how many stay")
    with Moving("copying", bytes_each=_PAGE) as moving:
        copy = back_up(
            path.parent / settings.store.path,
            Path(args.file),
            now=now(),
            force=args.force,
            keep=args.keep or 0,
            progress=moving.at,
        )
    size = copy.stat().st_size
    print(plain(f"backup {copy}: {size / 1e6:.1f} MB, checked"), file=sys.stderr)
    return 0
