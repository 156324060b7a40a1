"""``haro-bot rank``: the queries of some files against some profiles."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot import config, deadlines, matching
from bot.cli import files, parse
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import Deadline, Match, Profile, Query
from bot.embedding import Embedder
from bot.errors import BadInput


class _Line(BaseModel):
    """What a line of a .jsonl file must hold; more is taken where it is known."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    summary: str
    body: str
    source: str = ""
    outlet: str = ""
    reporter: str = ""
    category: str = ""
    deadline: str | None = None
    deadline_text: str = ""


def run(args: argparse.Namespace, now: Now) -> int:
    """Print one line per distinct query and profile, best first."""
    profiles = [config.load_profile(Path(name)) for name in args.profile]
    companies = [profile.company for profile in profiles]
    for company in companies:
        if companies.count(company) > 1:
            raise BadInput(f"--profile: {company!r} stands in two profiles; give each once")
    problems: list[str] = []
    queries = list(distinct(args.files, now, problems).values())
    embedder = Embedder(args.model)
    try:
        ranked = [
            (match, profile)
            for profile in profiles
            for match in matching.rank(queries, profile, embedder.embed)
        ]
    finally:
        embedder.close()
    by_id = {query.id: query for query in queries}
    ranked.sort(key=lambda pair: -pair[0].score)
    for match, profile in ranked:
        row = as_json(match, profile, by_id[match.query_id], now())
        print(json.dumps(row, ensure_ascii=False) if args.json else _line(row))
    for problem in problems:
        print(plain(problem), file=sys.stderr)
    return 1 if problems else 0


def as_json(match: Match, profile: Profile, query: Query, now: datetime) -> dict[str, Any]:
    """Return the keys of the contract for one match."""
    expert = profile.expert(match.expert_id)
    return {
        "query_id": match.query_id,
        "profile": profile.company,
        "score": round(match.score, 6),
        "verdict": match.verdict.value,
        "expired": query.deadline.expired(now),
        "expert": expert.name if expert else "",
        "why": list(match.why),
        "against": list(match.against),
        "summary": query.summary,
        "outlet": query.outlet,
        "deadline": parse.instant(query.deadline.at),
    }


def distinct(names: Sequence[str], now: Now, problems: list[str]) -> dict[str, Query]:
    """Return each query once: the edition printed last, or given last."""
    found: dict[str, tuple[datetime, Query]] = {}
    for name, path in files.found(names, (*files.ENDINGS, ".jsonl")):
        if path.suffix.lower() == ".jsonl":
            found |= {query.id: (now(), query) for query in _jsonl(name, path)}
            continue
        for _, query, printed in parse.read([str(path)], now, problems):
            if query.id not in found or printed >= found[query.id][0]:
                found[query.id] = (printed, query)
    return {query_id: query for query_id, (_, query) in found.items()}


def _jsonl(name: str, path: Path) -> list[Query]:
    queries = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise BadInput(f"{name}: not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror}") from None
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            line = _Line.model_validate_json(text)
            at = datetime.fromisoformat(line.deadline) if line.deadline else None
            at = at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
        except (ValidationError, ValueError) as error:
            what = error.errors()[0] if isinstance(error, ValidationError) else None
            why = (
                f"{'.'.join(map(str, what['loc']))}: {what['msg']}" if what else str(error)
            )
            raise BadInput(
                f"{name}: line {number}: {why}; each line needs id, summary and body"
            ) from None
        queries.append(
            Query(
                **line.model_dump(exclude={"deadline", "deadline_text"}),
                deadline=_deadline(line.deadline_text, at),
            )
        )
    return queries


def _deadline(text: str, at: datetime | None) -> Deadline:
    """Return the deadline as printed: a bare midnight counts until its day ends."""
    printed = deadlines.read(text, at) if at is not None and text else Deadline()
    if at is not None and printed.at == at:
        return printed
    return Deadline(text=text, at=at, until=at, sure=at is not None)


def _line(row: dict[str, Any]) -> str:
    who = f" · {row['expert']}" if row["expert"] else ""
    late = " · expired" if row["expired"] else ""
    lines = [
        f"{row['score']:.2f} {row['verdict']:<4} {row['summary']}",
        f"          {row['profile']}{who} · {row['outlet']}{late}",
        *(f"          + {reason}" for reason in row["why"]),
        *(f"          - {reason}" for reason in row["against"]),
    ]
    return "\n".join(plain(line) for line in lines)
