"""``haro-bot eml``: the answer to an approved card as a file for a mail program."""

import argparse
import os
import sys
from pathlib import Path

from bot import composing, config
from bot.cli import stored
from bot.cli.clock import Now
from bot.cli.parts import policing, rules_of
from bot.cli.terminal import plain
from bot.domain import Card, Choice, Expert, Profile, state
from bot.errors import BadInput


def run(args: argparse.Namespace, now: Now) -> int:
    """Write the message to stdout or to a new file.

    Raises `BadInput` where the card is not approved or no mail can be made of it.
    """
    path = Path(args.config)
    settings, profiles = config.load(path)
    chosen = stored.companies(profiles, args.company)
    names = [profile.company for profile in chosen]
    with stored.looked_at(stored.place(path, settings)) as store:
        store.policing = policing(rules_of(settings), lambda: profiles)
        card = stored.card_meant(store, args.card, names, args.company, now())
    if card.decision is None or card.decision.choice is not Choice.APPROVED:
        cure = f": haro-bot approve {card.id}" if card.decision is None else ""
        raise BadInput(
            f"CARD: card {card.id} is {state(card, now())}; only an approved card has an"
            f" answer to send{cure}"
        )
    expert = _expert(card, profiles)
    raw = composing.eml(card, expert, at=now())
    _written(args.out, raw)
    composed = composing.letter(card, expert)
    for line in (f"to {composed.to}", f"subject {composed.subject}", composed.note):
        if line:
            print(plain(line), file=sys.stderr)
    return 0


def _expert(card: Card, profiles: tuple[Profile, ...]) -> Expert | None:
    own = next((p for p in profiles if p.company == card.company), None)
    return own.expert(card.outline.expert_id) if own is not None else None


def _written(out: str | None, raw: bytes) -> None:
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    if not out:
        raise BadInput("--out: is empty; name a file that is not there yet")
    try:
        with open(out, "xb", opener=_private) as file:
            file.write(raw)
    except FileExistsError:
        raise BadInput(f"--out: {out} exists already; choose another name") from None
    except OSError as error:
        raise BadInput(f"--out: {out} cannot be written ({error.strerror})") from None


def _private(name: str, flags: int) -> int:
    """Open a new file that nobody but its owner may read: it holds unpublished facts."""
    return os.open(name, flags, 0o600)
