"""Says what pip-audit found: its JSON report in, a line a known hole out.

    python deploy/advisories.py REPORT

Ends with 1 for a hole. A report that is not there, or in which nothing was looked up, means
that the service did not answer: said, and no failure.
"""

# ruff: noqa: INP001, T201 (a script, and it prints)
import json
import sys
from pathlib import Path
from typing import Any


def said(report: Path) -> tuple[list[str], bool]:
    """Return lines to print, and whether a hole is known."""
    try:
        packages: list[dict[str, Any]] = json.loads(report.read_text())["dependencies"]
    except (OSError, ValueError, KeyError, TypeError):
        return ["known holes: the service is not reachable: skipped"], False
    asked = [one for one in packages if "skip_reason" not in one]
    if not asked:
        return ["known holes: the service knows none of the packages: skipped"], False
    lines = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in"
        f" {', '.join(hole.get('fix_versions') or ['no version yet'])}"
        for one in asked
        for hole in one.get("vulns", ())
    ]
    left = len(packages) - len(asked)
    end = f"known holes: {len(lines)} in {len(asked)} packages"
    return [*lines, end + (f", {left} could not be looked up" if left else "")], bool(lines)


if __name__ == "__main__":
    LINES, WRONG = said(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
    print("\n".join(LINES))
    sys.exit(1 if WRONG else 0)
