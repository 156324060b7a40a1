"""``haro-bot version``."""

import argparse

from bot import __version__
from bot.cli.clock import Now


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command's shape)
    print(f"haro-bot {__version__}")
    return 0
