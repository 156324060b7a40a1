"""The options of the commands about outlines: their texts, their cost, their way out."""

from bot.cli import options
from bot.cli.options import Commands


def add(commands: Commands) -> None:
    """Add prompts, costs and eml."""
    made = options.command(commands, "prompts", "check and compare the texts of prompts/")
    made.set_defaults(name="", rendered=False)
    actions = made.add_subparsers(metavar="ACTION", dest="action", required=True)
    actions.add_parser("check", help="try every file: fields, versions, lock")
    shown = actions.add_parser("show", help="print one prompt with its id")
    shown.add_argument("name", metavar="NAME", help="such as brief or outline")
    shown.add_argument(
        "--rendered", action="store_true", help="filled in with sample values"
    )
    actions.add_parser("diff", help="compare your folder (PROMPTS_DIR) with ours")
    made = options.command(
        commands, "costs", "what language models were asked, and what it cost"
    )
    made.add_argument("--days", type=int, metavar="N", help="default: 30")
    options.config(made)
    options.now(made)
    options.json(made)
    made = options.command(
        commands, "eml", "write the mail of an approved card, for a person to send"
    )
    options.card(made)
    made.add_argument("--out", metavar="FILE", help="instead of stdout; never overwritten")
    options.config(made)
    options.company(made)
    options.now(made)
