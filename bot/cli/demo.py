"""``haro-bot demo``: the whole job on sample digests, without account, key or network.

The real pipeline, store and model; in place of Slack the terminal, and a page with
``--html``. Nothing is kept.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import config, mime
from bot.cli.clock import Now
from bot.cli.prompts import prompts_folder
from bot.cli.terminal import plain
from bot.domain import Act, Card, Choice, Deed, Evidence, No
from bot.embedding import Embedder
from bot.errors import BadInput
from bot.pipeline import Desks, Mailroom, Pipeline
from bot.pitching import Prompts
from bot.reports import demo_mail, page, terminal
from bot.reports.reading import Message
from bot.reports.summary import Tally, summary
from bot.slack import blocks, threads, words
from bot.store import Store

CHANNEL = "#media-queries"
YOU = "you"


def run(args: argparse.Namespace, now: Now) -> int:
    """Read, rank, show the cards, ask, and sum up."""
    logging.getLogger("bot").setLevel(logging.WARNING)
    seconds: dict[str, float] = {}
    profiles = tuple(config.load_profile(path) for path in demo_mail.profiles())
    embedder = Embedder()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "demo.db")
        pipeline = Pipeline(
            store=store,
            profiles=lambda: profiles,
            embed=embedder.embed,
            engine=embedder.name,
            prompts=Prompts.load(prompts_folder()),
            desks=Desks(channel=CHANNEL, timezone="America/New_York"),
            now=now,
            mailroom=Mailroom(judge=_sample),
        )
        try:
            _work(pipeline, seconds, now)
            cards = _deliver(store, now)
            if sys.stdin.isatty() and sys.stdout.isatty():
                _ask(store, cards, now)
            else:
                terminal.show([_message(card, now) for card in cards])
            if args.html:
                _write(Path(args.html), store, now)
            print(summary(Tally(**store.totals(now()), seconds=seconds)))
        finally:
            embedder.close()
            store.close()
    return 0


def _sample(raw: bytes, domains: Sequence[str]) -> Evidence:  # noqa: ARG001 (a Judge)
    return Evidence(reason="a sample of this demo")


def _work(pipeline: Pipeline, seconds: dict[str, float], now: Now) -> None:
    mails = demo_mail.mails(now())
    for _, raw in mails:
        pipeline.store.keep_file(raw, mime.read(raw).sent_at or now())
    steps: list[tuple[str, Callable[[], bool], int | None]] = [
        ("reading digests", pipeline.read_one, len(mails)),
        ("ranking queries", pipeline.rank_some, len(pipeline.profiles())),
        ("writing outlines", pipeline.card_one, None),
    ]
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        for name, step, total in steps:
            task = progress.add_task(name, total=total)
            with _timed(seconds, name):
                while step():
                    progress.advance(task)
            progress.update(task, total=progress.tasks[task].completed)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    seconds[stage] = time.monotonic() - began


def _deliver(store: Store, now: Now) -> list[Card]:
    """Take the cards out of the outbox, as Slack would, and return them as they stand."""
    while (outgoing := store.claim_outgoing(now())) is not None:
        store.sent(outgoing, channel=CHANNEL, ts=f"{outgoing.id}.0", at=now())
    return [card for card in store.cards() if card.ts]


def _message(card: Card, now: Now) -> Message:
    at = now().astimezone(words.zone(card.timezone))
    thread: tuple[Message, ...] = ()
    if card.decision is not None and card.decision.choice is Choice.APPROVED:
        thread = tuple(
            Message(author="haro-bot", at=at, blocks=part) for part in threads.thread(card)
        )
    return Message(author="haro-bot", at=at, blocks=blocks.card(card, now()), thread=thread)


def _ask(store: Store, cards: list[Card], now: Now) -> None:
    """Show card by card and let the person at the prompt decide."""
    for number, card in enumerate(cards, 1):
        terminal.show([_message(card, now)])
        anyway = False
        while True:
            try:
                keys = "[a]pprove, [s]kip, [w]hy, [n]ext, [q]uit"
                print(f"{number} of {len(cards)}: {keys} > ", end="", flush=True)
                answer = input().strip().lower()[:1]
            except (EOFError, KeyboardInterrupt):
                print()
                return
            if answer == "q":
                return
            if answer == "w":
                _why(card)
                continue
            if answer in ("a", "s"):
                act = Act.APPROVE if answer == "a" else Act.SKIP
                outcome = store.do(
                    Deed(
                        card_id=card.id,
                        act=act,
                        by=YOU,
                        at=now(),
                        via="terminal",
                        anyway=anyway,
                    )
                )
                if outcome.no is No.RIVAL:
                    print("   another company of yours answers it: [a] again, or [s]kip")
                    anyway = True
                    continue
                _show_decided(store, card.id, now)
            elif answer not in ("", "n"):
                continue
            break


def _why(card: Card) -> None:
    print(f"   score {card.match.score:.2f} for {plain(card.company)}")
    for reason in card.match.why:
        print(f"   + {plain(reason)}")
    for reason in card.match.against:
        print(f"   - {plain(reason)}")


def _show_decided(store: Store, card_id: int, now: Now) -> None:
    card = store.card(card_id, now())
    if card is None or card.decision is None:
        return
    if card.decision.choice is Choice.SKIPPED:
        print("   skipped")
        return
    terminal.show(_message(card, now).thread)


def _write(path: Path, store: Store, now: Now) -> None:
    html = page.page([_message(card, now) for card in store.cards()], CHANNEL[1:])
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--html: {path}: {error.strerror}") from None
    print(f"cards written to {path}", file=sys.stderr)
