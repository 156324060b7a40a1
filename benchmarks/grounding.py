"""Whether false lines are told from faithful ones: `python benchmarks/grounding.py [-v]`.

Faithful lines on the companies of `ranking/`, the same lines made false by the seeded
operators of `corrupting.py`, and lines made false by hand (`grounding/`). Prints for each
kind how many were caught by what blocks ("hard") and by all rules. `-v` prints the lines
that were missed and the faithful ones that were hit. What each set was used for:
`grounding/README.md`.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corrupting
import judged
from corrupting import Line

from bot.domain import Profile
from bot.grounding import Finding, claim

HERE = Path(__file__).parent / "grounding"
COMPANIES = {"dev": "ABCDEF", "held": "GHIJKL"}
TODAY = date(2026, 9, 15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of some lines were caught, by what blocks and by all rules."""

    lines: int
    hard: int
    any: int


def profiles(name: str) -> dict[str, Profile]:
    """Return the companies of a set by name."""
    files = (judged.HERE / "companies" / f"{part}.toml" for part in COMPANIES[name])
    return {profile.company: profile for file in files for profile in judged.read(file)}


def lines(name: str) -> list[Line]:
    """Read lines: "dev", "held", "dev-hand" or "held-hand"."""
    rows = map(json.loads, (HERE / f"{name}.jsonl").read_text("utf-8").splitlines())
    return [Line(**row | {"cites": tuple(row["cites"])}) for row in rows]


def rate(rows: Iterable[Line], known: dict[str, Profile]) -> Rate:
    found = [[f.hard for f in caught(row, known)] for row in rows]
    return Rate(
        lines=len(found),
        hard=sum(any(hard) for hard in found),
        any=sum(bool(hard) for hard in found),
    )


def caught(row: Line, known: dict[str, Profile]) -> tuple[Finding, ...]:
    return claim(row.line, row.cites, known[row.company], today=TODAY)


def by_kind(rows: Iterable[Line], known: dict[str, Profile]) -> dict[str, Rate]:
    kinds: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    return {kind: rate(of, known) for kind, of in kinds.items()}


def main(argv: Sequence[str]) -> None:
    for name in ("dev", "held"):
        if argv[1:2] == ["dev"] and name == "held":
            continue
        known, faithful = profiles(name), lines(name)
        sets = {
            "faithful": faithful,
            "operators": list(corrupting.corrupted(faithful, known, name)),
            "by hand": lines(f"{name}-hand"),
        }
        for title, rows in sets.items():
            _print(f"{name}, {title}", rate(rows, known))
            if title != "faithful":
                for kind, one in sorted(by_kind(rows, known).items()):
                    _print(f"  {kind}", one)
            if "-v" in argv:
                _tell(rows, known, wanted=title != "faithful")


def _print(title: str, one: Rate) -> None:
    hard, every = one.hard / one.lines, one.any / one.lines
    print(f"{title:24} {one.lines:4} lines   hard {hard:4.0%}   all {every:4.0%}")


def _tell(rows: Iterable[Line], known: dict[str, Profile], *, wanted: bool) -> None:
    for row in rows:
        found = caught(row, known)
        if bool(found) != wanted:
            print(f"    {row.id} {row.line}")
            for one in found:
                print(f"        {one.kind}: {one.said}")


if __name__ == "__main__":
    main(sys.argv)
