"""``haro-bot parse``: every query of some files, unmerged, in input order."""

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import asks, config, described, sources
from bot.cli import files
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.digest import Source
from bot.domain import Query
from bot.errors import BadInput


def run(args: argparse.Namespace, now: Now) -> int:
    """Print the queries; return 1 if a mail was unreadable or a count did not add up.

    So it does if newsletters are described and no query is of one of them.
    """
    problems: list[str] = []
    extra = described_in(args.source_config)
    without = known(args.without)
    wanted = {source.name for source in extra}
    matched = False
    for name, query, _ in read(args.files, now, problems, extra=extra, without=without):
        matched = matched or query.source in wanted
        row = as_json(query) | {"file": name}
        print(json.dumps(row, ensure_ascii=False) if args.json else _lines(row))
    if wanted and not matched:
        problems.append(
            f"{args.source_config}: no query was read by {', '.join(sorted(wanted))}; hold"
            " item_start and labels against the text of the mail"
        )
    for problem in problems:
        print(plain(problem), file=sys.stderr)
    return 1 if problems else 0


def described_in(name: str | None) -> tuple[Source, ...]:
    """Return the newsletters that a file describes, none without a file."""
    if name is None:
        return ()
    return tuple(map(described.source, config.load_sources(Path(name))))


def known(names: Collection[str]) -> frozenset[str]:
    """Return names of newsletters; raise `BadInput` for one that is none."""
    for name in names:
        if name not in sources.SOURCES:
            every = ", ".join(sources.SOURCES)
            raise BadInput(f"--without: no newsletter {name!r}; use one of {every}")
    return frozenset(names)


def read(
    names: list[str],
    now: Now,
    problems: list[str],
    *,
    extra: Sequence[Source] = (),
    without: Collection[str] = (),
) -> Iterator[tuple[str, Query, datetime]]:
    """Yield (file, query, when printed) for every occurrence, in input order.

    What goes wrong is put in ``problems``, a line each. ``extra`` and ``without``: the
    newsletters beside those that come with the program, and those of them left out.
    """
    for name, path in files.found(names):
        for mail in files.mails(path):
            received = mail.sent_at or now()
            problems += [f"{name}: {problem}" for problem in mail.problems]
            for digest in sources.read(mail, received, extra=extra, without=without):
                for query in map(asks.understood, digest.queries):
                    yield name, query, digest.printed_at or received
                problems += [f"{name}: {problem}" for problem in digest.problems]
                if not digest.source and not digest.lifecycle and not digest.problems:
                    problems.append(f"{name}: not a digest this program can read")


def as_json(query: Query) -> dict[str, Any]:
    """Return the keys of the contract for one query."""
    number = query.number
    return {
        "id": query.id,
        "source": query.source,
        "number": int(number) if number.isdigit() else number,
        "summary": query.summary,
        "reporter": query.reporter,
        "outlet": query.outlet,
        "outlet_url": query.outlet_url,
        "category": query.category,
        "reply_to": query.reply_to,
        "reply_url": query.reply_url,
        "profile_url": query.profile_url,
        "deadline": instant(query.deadline.at),
        "deadline_text": query.deadline.text,
        "deadline_sure": query.deadline.sure,
        "body": query.body,
        "requirements": list(dict.fromkeys(need.sentence for need in query.requirements)),
        "questions": list(query.questions),
        "no_ai": query.no_ai,
        "traps": [trap.text for trap in query.traps],
        "anonymous": query.anonymous,
        "cut": query.cut,
    }


def instant(moment: datetime | None) -> str | None:
    """Write an instant as ISO 8601 in UTC ending in Z, without fractions."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _lines(row: dict[str, Any]) -> str:
    """Write one query for people."""
    head = f"{row['number']}) {row['summary']}" if row["number"] else row["summary"]
    who = " · ".join(
        text for text in (row["outlet"], row["reporter"], row["category"]) if text
    )
    rest = [
        f"   {who}",
        f"   {row['id']}  {row['reply_to'] or row['reply_url']}",
        f"   due {row['deadline_text'] or 'no date given'}"
        + (f" = {row['deadline']}" if row["deadline"] else "")
        + ("" if row["deadline_sure"] or not row["deadline"] else " (not sure)"),
    ]
    if row["no_ai"]:
        rest.append("   no AI answers")
    rest += [f"   hidden: {text}" for text in row["traps"]]
    return "\n".join(plain(line) for line in (head, *rest)) + "\n"
