"""``haro-bot import``: keep digests from files; the next ``run`` posts what is open."""

import argparse
import sys
from pathlib import Path

from bot import config, mime
from bot.cli import files
from bot.cli.clock import Now
from bot.store import Store


def run(args: argparse.Namespace, now: Now) -> int:
    """Store every message of the files, each once, and say how many were new."""
    path = Path(args.config)
    settings, _ = config.load(path)
    found = files.found(args.files)
    store = Store(path.parent / settings.store.path)
    new = known = 0
    try:
        for _, file in found:
            for raw in files.raws(file):
                mail = (
                    mime.read_text(raw) if file.suffix.lower() == ".txt" else mime.read(raw)
                )
                if store.keep_file(raw, mail.sent_at or now()):
                    new += 1
                else:
                    known += 1
    finally:
        store.close()
    print(f"{new} new mails stored, {known} known already", file=sys.stderr)
    return 0
