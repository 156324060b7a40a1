"""Lists the licence of every package in requirements.lock; fails on one not allowed.

    .venv/bin/python deploy/licences.py [--quiet]

Reads what is installed, so it needs no network. What is in the lock and not installed here
(it is for other systems) is left out.
"""

# ruff: noqa: INP001, T201 (a script, and it prints)
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
ALLOWED = {
    *("MIT", "MIT-0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "Zlib"),
    *("MPL-2.0", "PSF-2.0", "Python-2.0", "CNRI-Python", "Unicode-3.0", "CC0-1.0"),
    "Public-Domain",
}
BY_HAND = {  # what says nothing a program could read, as its own LICENSE file has it
    "imapclient": "BSD-3-Clause",
    "dkimpy": "Zlib",  # of its first author; what came later is under it as well
}
_WORDS = (  # of older metadata, the first that is in it
    ("mozilla public license 2", "MPL-2.0"),
    ("mpl-2.0", "MPL-2.0"),
    ("apache", "Apache-2.0"),
    ("python software foundation", "PSF-2.0"),
    ("psf-2.0", "PSF-2.0"),
    ("isc", "ISC"),
    ("bsd", "BSD-3-Clause"),
    ("mit", "MIT"),
    ("public domain", "Public-Domain"),
)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_WIDTH = 28


def locked(text: str) -> list[str]:
    """Return the names that a lock pins, each once, in order."""
    return list(dict.fromkeys(_PINNED.findall(text)))


def licence(name: str, found: Distribution) -> str:
    """Return the licence of an installed package as SPDX has it, or its own words."""
    if name in BY_HAND:
        return BY_HAND[name]
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    kinds = told.get_all("Classifier") or []
    old = [kind for kind in kinds if kind.startswith("License ::")]
    words = " and ".join(map(_spdx, old)) or _spdx(str(told.get("License") or ""))
    return words or "not said"


def _spdx(words: str) -> str:
    line = words.strip().partition("\n")[0].rpartition("::")[2].strip()
    known = (name for part, name in _WORDS if re.search(rf"\b{part}", line.lower()))
    return next(known, line[:60])


def allowed(expression: str) -> bool:
    """Whether one of the choices that an expression leaves is made of allowed ones."""
    words = re.findall(r"[()]|[^\s()]+", expression)

    def joined(word: str, part: Callable[[], bool]) -> list[bool]:
        parts = [part()]
        while words and words[0].upper() == word:
            words.pop(0)
            parts.append(part())
        return parts

    def choice() -> bool:
        return any(joined("OR", lambda: all(joined("AND", one))))

    def one() -> bool:
        word = words.pop(0) if words else ""
        if word != "(":
            return word in ALLOWED
        inside = choice()
        return bool(words) and words.pop(0) == ")" and inside

    return choice() and not words


def found() -> Iterator[tuple[str, str]]:
    """Yield (name, licence) of each package of the lock that is installed."""
    for name in locked(LOCK.read_text(encoding="utf-8")):
        try:
            yield name, licence(name, distribution(name))
        except PackageNotFoundError:
            continue


def main() -> int:
    wrong = [name for name, said in found() if not allowed(said)]
    for name, said in found():
        if "--quiet" not in sys.argv[1:] or name in wrong:
            print(f"{name:<{_WIDTH}}  {said}{'   NOT ALLOWED' * (name in wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
