"""The commands: reads the config, puts the parts together, turns errors into exit codes.

0 done, 1 failed, 2 bad input, config or token. Results go to stdout, everything else to
stderr. Each command is a file here; this one only chooses.
"""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from bot import __version__
from bot.cli.clock import clock
from bot.cli.terminal import plain
from bot.errors import BadInput, BotError

OK, FAILED, BAD = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Library tracebacks never reach a user."""
    args = _parser().parse_args(argv)
    _log_to_stderr(verbose=args.verbose)
    if args.module == "run":  # a stop while the parts are still being loaded
        code = FAILED if args.once else OK
        signal.signal(signal.SIGTERM, lambda *_: os._exit(code))
    try:
        command = import_module(f"bot.cli.{args.module}")
        return int(command.run(args, clock(getattr(args, "now", None))))
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="haro-bot",
        description="Finds the few reporter queries worth answering and asks your team.",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log every detail")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, about: str, module: str = "") -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(module=module or name)
        return made

    def config(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--config", default="config.toml", metavar="FILE", help="default: ./config.toml"
        )

    def now(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--now", metavar="ISO", help="start the clock there (also BOT_NOW)"
        )

    def lines(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--json", action="store_true", help="one JSON object a line on stdout"
        )
        made.add_argument(
            "files", nargs="+", metavar="FILE", help=".eml, .mbox, .txt, folder"
        )

    made = command("demo", "the whole job on sample digests, without any account")
    now(made)
    made.add_argument("--html", metavar="FILE", help="also write the cards as a web page")
    made = command("run", "watch the mailbox and post to Slack until told to stop")
    config(made)
    now(made)
    made.add_argument("--once", action="store_true", help="do all that is due, then end")
    made = command("parse", "print the queries of digests")
    now(made)
    lines(made)
    made.add_argument(
        "--source-config",
        metavar="FILE",
        help="also read the newsletters that [sources] of this file describes",
    )
    made.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="SOURCE",
        help="read as if this newsletter were unknown; may be repeated",
    )
    made = command("rank", "rank the queries of digests for companies")
    now(made)
    lines(made)
    made.add_argument(
        "--profile", action="append", required=True, metavar="FILE", help="may be repeated"
    )
    made.add_argument(
        "--model", default="all-MiniLM-L6-v2", help="a model by name or folder"
    )
    made = command("import", "store digests from files; the next run posts", "importing")
    config(made)
    made.add_argument("files", nargs="+", metavar="FILE", help=".eml, .mbox, .txt, folder")
    made = command("sources", "list the newsletters: senders, state, last digest, counts")
    config(made)
    now(made)
    made = command("leftovers", "list the lines of stored mail that no source could read")
    config(made)
    made.add_argument("--source", metavar="NAME", help="of this newsletter only")
    made = command("reparse", "read stored mail again, after a fix; posts nothing twice")
    config(made)
    now(made)
    made.add_argument("--mail", type=int, metavar="ID", help="this mail only")
    made.add_argument("--source", metavar="NAME", help="mail of this newsletter only")
    made.add_argument(
        "--days", type=int, metavar="N", help="of the last N days (default 30)"
    )
    config(command("check", "try every setting and say what to mend"))
    command("version", "print the version").set_defaults(module="version")
    parser.add_argument("--version", action="version", version=f"haro-bot {__version__}")
    return parser
