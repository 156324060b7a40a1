"""``haro-bot costs``: what models were asked, what came of it and what it cost."""

import argparse
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import config
from bot.cli import stored, table
from bot.cli.clock import Now
from bot.cli.terminal import counted, plain
from bot.domain import Spent
from bot.errors import BadInput

_DAYS = 30
_MOST_DAYS = 3660
_NAMES = ("DAY", "MODEL", "COMPANY")
_NUMBERS = ("RUNS", "USED", "TOKENS IN", "OUT", "COST", "UNKNOWN")


def run(args: argparse.Namespace, now: Now) -> int:
    """Print a row a day, model and company, and why drafts were not used."""
    path = Path(args.config)
    days = _DAYS if args.days is None else args.days
    if not 1 <= days <= _MOST_DAYS:
        raise BadInput(f"--days: {days} is out of range; write 1 to {_MOST_DAYS}")
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=days - 1)
    settings, _ = config.load(path)
    with stored.looked_at(stored.place(path, settings)) as store:
        spent = store.spent(since)
        reasons = store.unused(since)
    if args.json:
        for one in spent:
            print(stored.json_line(as_json(one)))
        for came, why, count in reasons:
            print(stored.json_line({"came": came.value, "why": why, "runs": count}))
        return 0
    if not spent:
        print(f"no model was asked in the last {days} days")
        return 0
    table.show(
        (*_NAMES, *_NUMBERS),
        [_row(one) for one in spent],
        numbers=_NUMBERS,
        folded=_NAMES[1:],
        width=stored.WIDTH,
    )
    total = sum(one.cost for one in spent)
    unknown = sum(one.unknown for one in spent)
    said = f", and {counted(unknown, 'run')} of unknown cost" if unknown else ""
    print(f"\nin {counted(days, 'day')}: {_dollars(total)}{said}")
    if reasons:
        print("\nnot used:")
    for came, why, count in reasons:
        print(plain(f"{count:>5}  {came.value}: {stored.one_line(why)}"))
    return 0


def as_json(spent: Spent) -> dict[str, Any]:
    """Return the keys of the contract for one row; cost in US dollars."""
    return {
        "day": spent.day,
        "model": spent.model,
        "company": spent.company,
        "runs": spent.runs,
        "used": spent.used,
        "requests": spent.requests,
        "input_tokens": spent.input_tokens,
        "output_tokens": spent.output_tokens,
        "cost": round(spent.cost, 6),
        "unknown_cost": spent.unknown,
        "seconds": round(spent.seconds, 1),
    }


def _row(spent: Spent) -> list[str]:
    return [
        spent.day,
        stored.one_line(spent.model),
        stored.one_line(spent.company),
        str(spent.runs),
        str(spent.used),
        f"{spent.input_tokens:,}",
        f"{spent.output_tokens:,}",
        _dollars(spent.cost) if spent.cost or not spent.unknown else "unknown",
        str(spent.unknown),
    ]


def _dollars(cost: float) -> str:
    return f"${cost:.4f}" if cost < 1 else f"${cost:.2f}"
