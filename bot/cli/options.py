"""Options that several commands have, each defined once."""

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def command(
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
    verbose(made, default=argparse.SUPPRESS)  # else it would undo one before the command
    return made


def verbose(made: argparse.ArgumentParser, *, default: object = False) -> None:
    made.add_argument(
        "-v", "--verbose", action="store_true", default=default, help="log every detail"
    )


def config(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--config", default="config.toml", metavar="FILE", help="default: ./config.toml"
    )


def now(made: argparse.ArgumentParser) -> None:
    made.add_argument("--now", metavar="ISO", help="start the clock there (also BOT_NOW)")


def json(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--json", action="store_true", help="one JSON object a line on stdout"
    )


def company(made: argparse.ArgumentParser) -> None:
    made.add_argument("--company", metavar="NAME", help="this company only")


def files(made: argparse.ArgumentParser, nargs: str = "+") -> None:
    made.add_argument(
        "files", nargs=nargs, metavar="FILE", help=".eml, .mbox, .txt, folder"
    )


def card(made: argparse.ArgumentParser, nargs: str | None = None) -> None:
    made.add_argument(
        "card",
        nargs=nargs,
        metavar="CARD",
        help="its number, the id of its query, or words of the query's summary",
    )
