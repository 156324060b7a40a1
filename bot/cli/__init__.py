"""The commands: reads the config, puts the parts together, turns errors into exit codes.

0 done, 1 failed, 2 bad input, config or token. Results go to stdout, everything else to
stderr. Each command is a file here, its options are in `arguments`; this one only
chooses.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from bot.cli import arguments
from bot.cli.clock import clock
from bot.cli.terminal import plain
from bot.errors import BadInput, BotError

OK, FAILED, BAD = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Library tracebacks never reach a user."""
    args = arguments.parser().parse_args(argv)
    _log_to_stderr(verbose=args.verbose)
    if args.module == "run":  # a stop while the parts are still being loaded
        code = FAILED if args.once else OK
        signal.signal(signal.SIGTERM, lambda *_: os._exit(code))
    try:
        command = import_module(f"bot.cli.{args.module}")
        return _run(command, args)
    except BadInput as error:
        return _say(error, BAD)
    except BotError as error:
        return _say(error, FAILED)
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # the reader of our output went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        logging.getLogger(__name__).debug("what happened:", exc_info=True)
        return _say(
            f"unexpected {type(error).__name__}: {error} (a bug; run again with -v and"
            " report what it prints)",
            FAILED,
        )


def _run(command: ModuleType, args: argparse.Namespace) -> int:
    try:
        return int(command.run(args, clock(getattr(args, "now", None))))
    except OverflowError:
        raise BadInput("a date is too far away; give one from 1970 to 9998") from None


def _say(what: object, code: int) -> int:
    print(f"haro-bot: {plain(' '.join(str(what).split()))}", file=sys.stderr)
    return code


def _log_to_stderr(*, verbose: bool) -> None:
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(message)s",
        stream=sys.stderr,
        force=True,
    )
    if not verbose:
        for noisy in ("slack_bolt", "slack_sdk", "imapclient", "aiohttp", "asyncio"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
