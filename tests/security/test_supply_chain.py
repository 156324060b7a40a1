"""What is installed beside the program: pinned, hashed, of licences that we may use."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()


def script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "deploy" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def entries(lock: str) -> list[tuple[str, str]]:
    """Return (first line, all lines) of each package of a lock."""
    found = re.findall(r"^([A-Za-z0-9].*(?:\n[ \t].*)*)", lock, re.MULTILINE)
    return [(entry.partition("\n")[0], entry) for entry in found]


def test_every_package_of_the_lock_is_pinned_and_hashed():
    found = entries(LOCK)
    assert len(found) > 80
    for first, entry in found:
        assert re.match(r"[A-Za-z0-9._-]+==[^\s*]+ ", first), first
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), first
        assert "://" not in entry
    assert not re.search(r"^(-e|--(?!hash)|git\+)", LOCK, re.MULTILINE)


def test_a_package_without_a_hash_would_be_found():
    found = entries("a==1 \\\n    --hash=sha256:1\nb==2\n    # via a\n")
    assert [first for first, _ in found] == ["a==1 \\", "b==2"]
    assert ["--hash" in entry for _, entry in found] == [True, False]


def test_the_set_up_takes_only_what_the_lock_says():
    setup = (ROOT / "deploy" / "setup.sh").read_text()
    installs = [line for line in setup.splitlines() if re.search(r"\bpip install\b", line)]
    locked = [line for line in installs if "requirements.lock" in line]
    assert len(locked) == 1
    assert "--no-deps --require-hashes" in locked[0]
    rest = [line for line in installs if line not in locked]
    assert all("torch==$TORCH" in line or "-e ." in line for line in rest), rest
    assert all(
        "--no-deps" in line or "${quick[@]}" in line for line in rest if "-e" in line
    )


def test_the_lock_names_all_that_the_program_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [re.split(r"[\[<>=~! ;]", one)[0].lower() for one in project["dependencies"]]
    locked = {name.lower() for name in script("licences").locked(LOCK)}
    assert set(asked) <= locked


def test_every_licence_is_one_of_those_allowed():
    found = dict(script("licences").found())
    allowed = script("licences").allowed
    assert len(found) > 60
    assert {name: said for name, said in found.items() if not allowed(said)} == {}


@pytest.mark.parametrize(
    ("metadata", "said", "allowed"),
    [
        ("License-Expression: MIT", "MIT", True),
        (
            "License-Expression: Apache-2.0 OR GPL-3.0-only",
            "Apache-2.0 OR GPL-3.0-only",
            True,
        ),
        ("License-Expression: MIT AND AGPL-3.0-only", "MIT AND AGPL-3.0-only", False),
        ("License: GNU General Public License v3", "GNU General Public License v3", False),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT", True),
        (
            "Classifier: License :: OSI Approved :: GNU Affero General Public License v3",
            "GNU Affero General Public License v3",
            False,
        ),
        ("Summary: nothing", "not said", False),
    ],
)
def test_a_licence_is_read_from_old_and_new_metadata(
    tmp_path: Path, *, metadata: str, said: str, allowed: bool
):
    folder = tmp_path / "it-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: it\nVersion: 1\n{metadata}\n"
    )
    licences = script("licences")
    assert licences.licence("it", Distribution.at(folder)) == said
    assert licences.allowed(said) is allowed


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("(MIT OR Apache-2.0) AND GPL-3.0-only", False),
        ("MIT AND (GPL-3.0-only OR BSD-3-Clause)", True),
        ("(MIT AND GPL-3.0-only) OR (GPL-2.0-only)", False),
        ("((MIT))", True),
        ("(MIT", False),
        ("MIT GPL-3.0-only", False),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("", False),
    ],
)
def test_a_choice_within_brackets_frees_nothing_outside_them(
    expression: str, *, allowed: bool
):
    assert script("licences").allowed(expression) is allowed


HOLE = {"id": "PYSEC-1", "fix_versions": ["2"]}


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": [HOLE]}], 1, "a 1: PYSEC-1, mended in 2"),
        ([{"name": "a", "version": "1", "vulns": []}], 0, "0 in 1 packages"),
        (
            [{"name": "a", "skip_reason": "unknown"}],
            0,
            "knows none of the packages: skipped",
        ),
        (None, 0, "not reachable: skipped"),
    ],
)
def test_a_known_hole_fails_and_silence_does_not(
    tmp_path: Path, report: list[dict[str, Any]] | None, code: int, said: str
):
    path = tmp_path / "found.json"
    if report is not None:
        path.write_text(json.dumps({"dependencies": report}))
    done = subprocess.run(
        [sys.executable, str(ROOT / "deploy" / "advisories.py"), str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == code
    assert said in done.stdout
