"""docs/security.md names a test for each line, and each of them is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
HEADINGS = {  # of what must be thought of
    "Spoofed digests", "Hostile text", "Hostile links: what is fetched", "On the way",
    "Stolen disk, database, config or log", "People in Slack", "Packages and models",
    "Exhaustion", "The service",
}  # fmt: skip


def lines(page: str) -> list[list[str]]:
    """Return the cells of every line of the tables of threats."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("|")
    ]
    wide = [row for row in rows if len(row) == 3]
    return [row for row in wide if row[0] != "threat" and set(row[0]) != {"-"}]


def named(page: str) -> list[tuple[str, str]]:
    return sorted(set(NAMED.findall(page)))


@cache
def defined(path: str) -> set[str]:
    """Return the tests that a file defines and does not skip out of hand."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.name.startswith("test_")
        and not any("mark.skip(" in ast.unparse(one) for one in node.decorator_list)
    }


def test_every_threat_has_an_answer_and_a_test():
    rows = lines(PAGE)
    assert len(rows) > 50
    assert [row for row in rows if not row[1] or not NAMED.search(row[2])] == []
    assert [row for row in rows if NAMED.sub("", row[2]).strip(" ,")] == []


def test_every_kind_of_attack_has_its_table():
    pieces = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    parts = {piece.partition("\n")[0]: piece for piece in pieces}
    assert set(parts) >= HEADINGS
    assert all(lines(parts[heading]) for heading in HEADINGS)


@pytest.mark.parametrize(("path", "name"), named(PAGE), ids=lambda value: value)
def test_a_test_that_is_named_is_there(path: str, name: str):
    assert (ROOT / path).is_file(), path
    assert name in defined(path)


def test_a_line_without_a_test_would_be_found():
    page = "| threat | answer | test |\n|---|---|---|\n| a | b | none |\n"
    assert [row for row in lines(page) if not NAMED.search(row[2])] == [["a", "b", "none"]]
    assert "test_that_is_nowhere" not in defined("tests/security/test_threat_model.py")
