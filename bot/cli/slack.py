"""``haro-bot slack manifest``: the Slack app to create, as a file or as a link."""

import argparse

from bot.cli.clock import Now
from bot.slack import manifest


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command has it)
    """Print the manifest as YAML, or the address that creates the app with it."""
    if args.url:
        print(manifest.url())
    else:
        print(manifest.text(), end="")
    return 0
