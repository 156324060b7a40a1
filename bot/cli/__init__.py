"""The commands: reads the config, puts the parts together, turns errors into exit codes.

0 done, 1 failed, 2 bad input, config or token. Results go to stdout, everything else to
stderr. Each command is a file here, its options are in `arguments`; this one only
chooses.
"""

import argparse
import errno
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from bot.cli import arguments
from bot.cli.clock import clock
from bot.cli.terminal import plain
from bot.errors import BadInput, BotError
from bot.seeing import logs

OK, FAILED, BAD = 0, 1, 2
_UNWRITABLE = {errno.ENOSPC, errno.EIO, errno.EDQUOT}  # what we print goes nowhere


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Library tracebacks never reach a user."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 (for as long as we run)
    args = arguments.parser().parse_args(argv)
    logs.set_up(sys.stderr, verbose=args.verbose)
    if args.module == "run":  # a stop while the parts are still being loaded
        code = FAILED if args.once else OK
        signal.signal(signal.SIGTERM, lambda *_: os._exit(code))
    try:
        command = import_module(f"bot.cli.{args.module}")
        code = _run(command, args)
        sys.stdout.flush()
    except BadInput as error:
        return _say(error, BAD, to_log=args.module == "run")
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:  # noqa: BLE001 (said in one line, whatever it is)
        return _failed(error, to_log=args.module == "run")
    return code


def _failed(error: Exception, *, to_log: bool) -> int:
    if isinstance(error, BotError):
        return _say(error, FAILED, to_log=to_log)
    unwritable = isinstance(error, OSError) and error.errno in _UNWRITABLE
    if unwritable or isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say(f"cannot write: {error}", FAILED) if unwritable else FAILED
    logging.getLogger(__name__).debug("what happened:", exc_info=error)
    return _say(
        f"unexpected {logs.where(error)} (a bug; run again with -v and report what it"
        " prints)",
        FAILED,
        to_log=to_log,
    )


def _run(command: ModuleType, args: argparse.Namespace) -> int:
    try:
        return int(command.run(args, clock(getattr(args, "now", None))))
    except OverflowError:
        raise BadInput("a date is too far away; give one from 1970 to 9998") from None


def _say(what: object, code: int, *, to_log: bool = False) -> int:
    """Print why it ends.

    ``to_log``: it is the last line of a log. Others may read it, so no address stands in
    it, and where all lines are JSON this one is, too.
    """
    text = logs.MASK.masked(" ".join(str(what).split()), addresses=to_log)
    if to_log and logs.are_json():
        logging.getLogger(__name__).error("%s", plain(text))
        return code
    print(f"haro-bot: {plain(text)}", file=sys.stderr)
    return code
