"""``haro-bot reparse``: reads stored mail again, after the program has learned to.

What is new in it is ranked and posted by the next run; what stands on a card stays, and
nothing is shown twice. May be used while the worker runs.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import config
from bot.cli import mailing
from bot.cli.clock import Now
from bot.cli.desks import desk_of
from bot.cli.prompts import prompts_folder
from bot.cli.terminal import plain
from bot.domain import Digest
from bot.errors import BadInput
from bot.pipeline import Desks, Pipeline
from bot.pitching import Prompts
from bot.store import Store

DAYS = 30


def run(args: argparse.Namespace, now: Now) -> int:
    """Read again and print a line for each mail that reads otherwise than before."""
    path = Path(args.config)
    settings, profiles = config.load(path)
    place = path.parent / settings.store.path
    if not place.exists():
        raise BadInput(f"[store] path: {place} does not exist yet; `haro-bot run` makes it")
    days = DAYS if args.days is None else args.days
    if days < 0:
        raise BadInput(f"--days: {days} is less than 0; give how many days to go back")
    store = Store(place)
    pipeline = Pipeline(
        store=store,
        profiles=lambda: profiles,
        embed=_no_model,
        engine="",
        prompts=Prompts.load(prompts_folder()),
        desks=desk_of(settings.slack) if settings.slack else Desks(channel=""),
        now=now,
        mailroom=mailing.mailroom(settings),
    )
    try:
        mails = _meant(args, store, pipeline, now, days)
        changed = sum(_again(pipeline, store, mail_id) for mail_id in mails)
        gone = (
            0 if args.mail is not None else store.pruned_since(now() - timedelta(days=days))
        )
    finally:
        store.close()
    print(f"{len(mails)} mails read again, {changed} read otherwise", file=sys.stderr)
    if gone:
        print(
            f"{gone} older ones can't be read again: their text was let go of"
            " ([store] keep_mail_days)",
            file=sys.stderr,
        )
    return 0


def _meant(
    args: argparse.Namespace, store: Store, pipeline: Pipeline, now: Now, days: int
) -> list[int]:
    if args.mail is not None:
        if gone := store.pruned_at(args.mail):
            raise BadInput(
                f"--mail: the text of mail {args.mail} was let go of on {gone:%Y-%m-%d}"
                " ([store] keep_mail_days); only what was read from it is kept"
            )
        if store.stored(args.mail) is None:
            raise BadInput(f"--mail: there is no mail {args.mail} in the store")
        return [args.mail]
    source = args.source
    if source == "unknown":
        source = ""
    elif source is not None and pipeline.mailroom.newsletter(source) is None:
        raise BadInput(
            f"--source: no newsletter {source!r}; `haro-bot sources` lists them, and"
            ' "unknown" means mail nobody could read'
        )
    return store.read_mails(now() - timedelta(days=days), source)


def _again(pipeline: Pipeline, store: Store, mail_id: int) -> bool:
    """Read one mail again; say what became of it where that is something else."""
    before = store.outcome(mail_id)
    digests = pipeline.read_again(mail_id)
    after = store.outcome(mail_id)
    if before == after:
        return False
    print(plain(f"mail {mail_id}: {before} -> {after}"))
    for digest in digests or ():
        for problem in digest.problems:
            print(plain(f"  {_title(digest)}: {problem}"))
    return True


def _title(digest: Digest) -> str:
    return digest.source or "unknown"


def _no_model(texts: Sequence[str]) -> NDArray[np.float32]:
    raise AssertionError(texts)  # reading needs none
