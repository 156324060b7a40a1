"""Options of the commands that keep a worker well: sign-in, backups, a look at it all."""

from bot.cli import options
from bot.cli.options import Commands


def add(commands: Commands) -> None:
    made = options.command(
        commands,
        "status",
        "say whether all is well: worker, mailbox, Slack, queue, disk",
        more="Reads only; works beside a running worker. Exit code 1: something is wrong"
        " now.",
    )
    options.config(made)
    options.now(made)
    options.json(made)
    made = options.command(
        commands,
        "login",
        "let the bot into a mailbox by consent, once",
        more="Needs haro-bot[login]; see docs/signing-in.md.",
    )
    made.add_argument("service", choices=["gmail", "microsoft"])
    options.config(made)
    made.add_argument("--mailbox", metavar="NAME", help="as in [mailboxes.NAME]")
    made.add_argument(
        "--port", type=int, default=0, help="gmail: where the browser is sent back to"
    )
    made = options.command(
        commands,
        "mailbox",
        "guess the mail server of an address, and print what to paste",
        module="mailboxes",
    )
    made.add_argument("address", metavar="ADDRESS")
    made = options.command(
        commands,
        "import",
        "store digests from files; the next run posts",
        module="importing",
        more="Takes .eml, .mbox, .txt, maildirs, Gmail Takeout (.zip, .tgz) and folders of"
        " them. Stopped and started again, it goes on where it was.",
    )
    options.config(made)
    options.files(made)
    made.add_argument(
        "--since",
        metavar="DATE",
        help="leave out older mail: 2026-09-01 (of whole mailboxes: the last 400 days)",
    )
    made.add_argument("--all", action="store_true", help="also mail of no newsletter")
    made = options.command(
        commands,
        "backup",
        "copy the store to a file, also while it is in use",
        module="backing",
    )
    options.config(made)
    options.now(made)
    made.add_argument("file", metavar="FILE", help="a file, or a folder for dated ones")
    made.add_argument("--force", action="store_true", help="write over FILE")
    made.add_argument(
        "--keep", type=int, metavar="N", help="keep only the newest N in the folder"
    )
    made = options.command(
        commands,
        "restore",
        "put a backup in the place of the store; posts no card twice",
        module="restoring",
    )
    options.config(made)
    options.now(made)
    made.add_argument("file", nargs="?", metavar="FILE", help="a backup")
    made.add_argument(
        "--anew", action="store_true", help="an empty store, where there is no backup"
    )
