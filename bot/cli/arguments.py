"""What can be typed: every command with its options."""

import argparse
from typing import TypeAlias

from bot import __version__
from bot.domain import Cause

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="haro-bot",
        description="Finds the few reporter queries worth answering and asks your team.",
    )
    made.add_argument("-v", "--verbose", action="store_true", help="log every detail")
    commands: Commands = made.add_subparsers(metavar="COMMAND", required=True)
    _working(commands)
    _judging(commands)
    _reading(commands)
    _command(commands, "version", "print the version")
    made.add_argument("--version", action="version", version=f"haro-bot {__version__}")
    return made


def _command(
    commands: Commands,
    name: str,
    about: str,
    *,
    module: str = "",
    more: str = "",
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=about,
        description=f"{about}. {more}" if more else about,
    )
    made.set_defaults(module=module or name)
    return made


def _config(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--config", default="config.toml", metavar="FILE", help="default: ./config.toml"
    )


def _now(made: argparse.ArgumentParser) -> None:
    made.add_argument("--now", metavar="ISO", help="start the clock there (also BOT_NOW)")


def _json(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--json", action="store_true", help="one JSON object a line on stdout"
    )


def _company(made: argparse.ArgumentParser) -> None:
    made.add_argument("--company", metavar="NAME", help="this company only")


def _files(made: argparse.ArgumentParser, nargs: str = "+") -> None:
    made.add_argument(
        "files", nargs=nargs, metavar="FILE", help=".eml, .mbox, .txt, folder"
    )


def _working(commands: Commands) -> None:
    """Add the commands that do the job."""
    made = _command(
        commands, "demo", "the whole job on sample digests, without any account"
    )
    _now(made)
    made.add_argument("--html", metavar="FILE", help="also write the cards as a web page")
    made = _command(
        commands, "run", "watch the mailbox and post to Slack until told to stop"
    )
    _config(made)
    _now(made)
    made.add_argument("--once", action="store_true", help="do all that is due, then end")
    made = _command(
        commands,
        "import",
        "store digests from files; the next run posts",
        module="importing",
    )
    _config(made)
    _files(made)
    _config(_command(commands, "check", "try every setting and say what to mend"))


def _judging(commands: Commands) -> None:
    """Add the commands that rank, and that show how it is done."""
    made = _command(commands, "rank", "rank the queries of digests for companies")
    _now(made)
    _json(made)
    _files(made)
    made.add_argument(
        "--profile", action="append", required=True, metavar="FILE", help="may be repeated"
    )
    made.add_argument(
        "--model", default="all-MiniLM-L6-v2", help="a model by name or folder"
    )
    made = _command(
        commands,
        "why",
        "show why a query is posted or not, the whole sum line by line",
        more="Looks into the store, or with FILE and --profile into digests.",
    )
    made.add_argument(
        "query", metavar="QUERY", help="its id, or words of its summary that no other has"
    )
    _files(made, "*")
    _config(made)
    _company(made)
    made.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="FILE",
        help="with files: rank for this company; may be repeated",
    )
    _now(made)
    _json(made)
    made = _command(
        commands,
        "try",
        "show what the mailbox's last days would have brought; changes nothing",
        module="trying",
        more="Reads the mailbox without setting a flag, keeps nothing and posts nothing;"
        " Slack is not needed. Ends with a table of scores to set a threshold by.",
    )
    made.add_argument(
        "--days", type=int, required=True, metavar="N", help="how many days to go back"
    )
    _config(made)
    _company(made)
    _now(made)
    _json(made)
    made = _command(
        commands,
        "replay",
        "rank stored queries again under other settings, against what was decided",
        more="Prints precision, recall and every query that would be posted or held"
        " otherwise. Writes nothing and posts nothing.",
    )
    made.add_argument(
        "--since", required=True, metavar="DATE", help="printed from then on: 2026-09-01"
    )
    _config(made)
    _company(made)
    made.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="FILE",
        help="in place of the company's profile; may be repeated",
    )
    made.add_argument("--threshold", type=float, metavar="X", help="post from here, 0 to 1")
    made.add_argument("--hold", type=float, metavar="X", help="hold from here, 0 to 1")
    made.add_argument("--model", metavar="NAME", help="a model by name or folder")
    _json(made)
    _profile(_command(commands, "profile", "look over a company's profile"))
    _learning(_command(commands, "learning", "what decisions have taught the ranking"))


def _profile(made: argparse.ArgumentParser) -> None:
    actions = made.add_subparsers(metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="say what in it to mend, and what it would match",
        description="Say what in a profile to mend, and which of the last month's stored"
        " queries it would match. Exit code 1: there are problems; 0: advice at most.",
    )
    check.add_argument("file", metavar="FILE", help="the profile, a TOML file")
    check.add_argument(
        "--config", metavar="FILE", help="default: ./config.toml, if there is one"
    )
    _now(check)
    _json(check)


def _learning(made: argparse.ArgumentParser) -> None:
    actions = made.add_subparsers(metavar="ACTION", required=True)

    def action(name: str, about: str, more: str = "") -> argparse.ArgumentParser:
        found = actions.add_parser(name, help=about, description=f"{about}{more}")
        found.set_defaults(action=name)
        _config(found)
        return found

    show = action("show", "print what was learned, in words")
    _company(show)
    _json(show)
    reset = action("reset", "forget what was learned for a company; decisions stay")
    reset.add_argument("--company", metavar="NAME", required=True, help="of this company")
    add = action(
        "add",
        "teach what nobody said in Slack",
        ": that a query should have been shown, or why it was skipped",
    )
    add.add_argument("query", metavar="QUERY", help="its id, or words of its summary")
    add.add_argument("--company", metavar="NAME", required=True, help="for this company")
    add.add_argument(
        "what",
        choices=("shown", *(cause.value for cause in Cause)),
        help="shown: should have been; else the reason of a skip: not our topic, another"
        " kind of source asked for, weak outlet, too late, other",
    )
    for each in (show, reset, add):
        _now(each)


def _reading(commands: Commands) -> None:
    """Add the commands about how newsletters are read."""
    made = _command(commands, "parse", "print the queries of digests")
    _now(made)
    _json(made)
    _files(made)
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
    made = _command(
        commands, "sources", "list the newsletters: senders, state, last digest, counts"
    )
    _config(made)
    _now(made)
    made = _command(
        commands, "leftovers", "list the lines of stored mail that no source could read"
    )
    _config(made)
    made.add_argument("--source", metavar="NAME", help="of this newsletter only")
    made = _command(
        commands, "reparse", "read stored mail again, after a fix; posts nothing twice"
    )
    _config(made)
    _now(made)
    made.add_argument("--mail", type=int, metavar="ID", help="this mail only")
    made.add_argument("--source", metavar="NAME", help="mail of this newsletter only")
    made.add_argument(
        "--days", type=int, metavar="N", help="of the last N days (default 30)"
    )
