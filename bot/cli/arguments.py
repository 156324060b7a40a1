"""What can be typed: every command with its options."""

import argparse

from bot import __version__
from bot.cli import options, outlining, running
from bot.cli.options import Commands
from bot.domain import Cause


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="haro-bot",
        description="Finds the few reporter queries worth answering and asks your team.",
    )
    options.verbose(made)
    commands: Commands = made.add_subparsers(metavar="COMMAND", required=True)
    _working(commands)
    _deciding(commands)
    _judging(commands)
    _reading(commands)
    running.add(commands)
    outlining.add(commands)
    options.command(commands, "version", "print the version")
    made.add_argument("--version", action="version", version=f"haro-bot {__version__}")
    return made


def _working(commands: Commands) -> None:
    """Add the commands that do the job."""
    made = options.command(
        commands, "demo", "the whole job on sample digests, without any account"
    )
    options.now(made)
    made.add_argument("--html", metavar="FILE", help="also write the cards as a web page")
    made = options.command(
        commands, "run", "watch the mailbox and post to Slack until told to stop"
    )
    options.config(made)
    options.now(made)
    made.add_argument("--once", action="store_true", help="do all that is due, then end")
    made = options.command(commands, "check", "try every setting and say what to mend")
    options.config(made)
    made.add_argument(
        "--post",
        action="store_true",
        help="also post a test message to each channel and delete it",
    )
    made = options.command(
        commands, "gallery", "show every view there is in Slack, on invented queries"
    )
    options.now(made)
    made.add_argument("--html", metavar="FILE", help="as a web page, not in the terminal")
    actions = options.command(commands, "slack", "set up the Slack app").add_subparsers(
        metavar="ACTION", required=True
    )
    made = actions.add_parser(
        "manifest",
        help="print the app's manifest",
        description="Print the manifest to create the Slack app from.",
    )
    made.add_argument(
        "--url", action="store_true", help="print the link that creates the app instead"
    )


def _deciding(commands: Commands) -> None:
    """Add the commands that decide, and that show what is there to decide."""

    def deciding(name: str, about: str, more: str = "") -> argparse.ArgumentParser:
        made = options.command(commands, name, about, module="deciding", more=more)
        made.set_defaults(act=name)
        options.card(made)
        options.config(made)
        options.company(made)
        options.now(made)
        return made

    made = options.command(
        commands,
        "queue",
        "list the cards that wait for a decision, what is due first",
        more="Changes nothing; works beside a running worker and without Slack.",
    )
    options.card(made, "?")
    made.add_argument(
        "--all", action="store_true", help="also what was decided in the last 7 days"
    )
    options.config(made)
    options.company(made)
    options.now(made)
    options.json(made)
    repainted = "Slack is not needed: its card is repainted by the running worker, or at"
    repainted += " the next run."
    made = deciding(
        "approve",
        "approve a card, and print its outline, reply address and rules",
        repainted,
    )
    made.add_argument(
        "--anyway",
        action="store_true",
        help="although another company of yours answers that query",
    )
    made = deciding("skip", "skip a card", repainted)
    made.add_argument(
        "--reason",
        choices=[cause.value for cause in Cause],
        help="not our topic, another kind of source asked for, weak outlet, too late,"
        " other",
    )
    deciding(
        "undo",
        "take a decision back: within 60 s, of a skip until the deadline",
        repainted,
    )
    made = deciding("assign", "say who takes care of a card", repainted)
    made.add_argument(
        "person", nargs="?", metavar="PERSON", help="a Slack user id, or an expert's name"
    )
    made.add_argument("--nobody", action="store_true", help="take it back")
    made = options.command(
        commands, "audit", "list who did what to which card, the latest first"
    )
    options.card(made, "?")
    made.add_argument("--since", metavar="DATE", help="from then on: 2026-09-01")
    options.config(made)
    options.company(made)
    options.now(made)
    options.json(made)


def _judging(commands: Commands) -> None:
    """Add the commands that rank, and that show how it is done."""
    made = options.command(commands, "rank", "rank the queries of digests for companies")
    options.now(made)
    options.json(made)
    options.files(made)
    made.add_argument(
        "--profile", action="append", required=True, metavar="FILE", help="may be repeated"
    )
    made.add_argument(
        "--model", default="all-MiniLM-L6-v2", help="a model by name or folder"
    )
    made = options.command(
        commands,
        "why",
        "show why a query is posted or not, the whole sum line by line",
        more="Looks into the store, or with FILE and --profile into digests.",
    )
    made.add_argument(
        "query", metavar="QUERY", help="its id, or words of its summary that no other has"
    )
    options.files(made, "*")
    options.config(made)
    options.company(made)
    made.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="FILE",
        help="with files: rank for this company; may be repeated",
    )
    options.now(made)
    options.json(made)
    made = options.command(
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
    options.config(made)
    options.company(made)
    options.now(made)
    options.json(made)
    made = options.command(
        commands,
        "replay",
        "rank stored queries again under other settings, against what was decided",
        more="Prints precision, recall and every query that would be posted or held"
        " otherwise. Writes nothing and posts nothing.",
    )
    made.add_argument(
        "--since", required=True, metavar="DATE", help="printed from then on: 2026-09-01"
    )
    options.config(made)
    options.company(made)
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
    options.json(made)
    _profile(options.command(commands, "profile", "look over a company's profile"))
    _learning(
        options.command(commands, "learning", "what decisions have taught the ranking")
    )


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
    options.now(check)
    options.json(check)


def _learning(made: argparse.ArgumentParser) -> None:
    actions = made.add_subparsers(metavar="ACTION", required=True)

    def action(name: str, about: str, more: str = "") -> argparse.ArgumentParser:
        found = actions.add_parser(name, help=about, description=f"{about}{more}")
        found.set_defaults(action=name)
        options.config(found)
        return found

    show = action("show", "print what was learned, in words")
    options.company(show)
    options.json(show)
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
        options.now(each)


def _reading(commands: Commands) -> None:
    """Add the commands about how newsletters are read."""
    made = options.command(commands, "parse", "print the queries of digests")
    options.now(made)
    options.json(made)
    options.files(made)
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
    made = options.command(
        commands, "sources", "list the newsletters: senders, state, last digest, counts"
    )
    options.config(made)
    options.now(made)
    made = options.command(
        commands, "leftovers", "list the lines of stored mail that no source could read"
    )
    options.config(made)
    made.add_argument("--source", metavar="NAME", help="of this newsletter only")
    made = options.command(
        commands, "reparse", "read stored mail again, after a fix; posts nothing twice"
    )
    options.config(made)
    options.now(made)
    made.add_argument("--mail", type=int, metavar="ID", help="this mail only")
    made.add_argument("--source", metavar="NAME", help="mail of this newsletter only")
    made.add_argument(
        "--days", type=int, metavar="N", help="of the last N days (default 30)"
    )
