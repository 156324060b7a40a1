"""The vocabulary of professions: who is called what, what proves it, what it is.

The tables beside this file hold one profession to a line; an indented line goes on:

    name < what it is, what else it is: words; LETTERS; in fields

The words are singular and small; the name is a word too. ``tax *`` stands for "tax
expert", "tax director" and so on, ``wellness +`` for the experts only. ``~`` marks what
counts in titles and credentials only, ``?`` what counts in requests only. ``/`` makes a
word a profession of its own below the name, as every plain word of an "expert" or
"professional" is, unless ``=`` says that it means the same. Letters count
in capitals. ``in couples, marriage`` makes a kind of the first thing it is: its words
behind a field, "couples counselor", or a therapist who knows about couples. The name
``-`` is nobody: phrases that look like a profession, "spin doctor".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from bot.matching.professions.tokens import listed, tokens

NOBODY = "-"
_BROAD = (" expert", " professional")
# the last word of "tax people" or "tax director": one who knows, or a rank
EXPERTS = listed(
    "expert specialist professional pro practitioner authority guru consultant adviser "
    "folk person people insider thinker educator"
)
RANKS = listed(
    "director head manager lead leader chief officer executive exec vp svp evp president "
    "analyst coordinator strategist administrator supervisor professor rep "
    "representative"
)
GENERAL = EXPERTS | RANKS | listed("* + provider clinician worker advisor")


@dataclass(slots=True, kw_only=True)
class Entry:
    """One line of a table."""

    name: str
    parents: tuple[str, ...]
    words: tuple[str, ...]
    letters: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Vocabulary:
    """All professions. A key is words or letters joined by spaces, "*" and "+" as words."""

    above: dict[str, frozenset[str]] = field(default_factory=dict)  # with itself
    below: dict[str, frozenset[str]] = field(default_factory=dict)  # with itself
    words: dict[str, set[str]] = field(default_factory=dict)
    letters: dict[str, set[str]] = field(default_factory=dict)  # key in capitals
    credentials: dict[str, set[str]] = field(default_factory=dict)  # with doubtful ones
    written: set[str] = field(default_factory=set)  # letters with small ones: "PharmD"
    titles: set[tuple[str, str]] = field(default_factory=set)  # key, name: titles only
    requests: set[tuple[str, str]] = field(default_factory=set)
    kinds: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)  # kind: profession it is a kind of
    split: dict[str, str] = field(default_factory=dict)  # a word of its own: under whom
    kin: dict[str, frozenset[str]] = field(default_factory=dict)  # may be the same person
    longest: dict[str, int] = field(default_factory=dict)  # by first word, of a key


@cache
def vocabulary() -> Vocabulary:
    """Read the tables once. Raises ValueError where they name what they do not have."""
    rows = [e for text in _texts() for e in parse(text)]
    entries = _split(rows)
    out = Vocabulary()
    out.split |= {e.name: e.parents[0] for e in entries[len(rows) :]}
    parents = {e.name: e.parents for e in entries if e.name != NOBODY}
    if len(parents) + sum(e.name == NOBODY for e in entries) != len(entries):
        raise ValueError("a profession has two lines")
    for name in parents:
        out.above[name] = frozenset(_up(name, parents, ()))
    under: dict[str, set[str]] = {name: set() for name in parents}
    for name, over in out.above.items():
        for what in over:
            under[what].add(name)
    out.below |= {name: frozenset(names) for name, names in under.items()}
    for entry in entries:
        _add(out, entry)
    for entry in entries:
        _add_kinds(out, entry)
    for line in _lines(_read("kin.txt")):
        names = _list(line)
        if unknown := set(names) - parents.keys():
            raise ValueError(f"kin.txt names what no table has: {', '.join(unknown)}")
        for name in names:
            out.kin[name] = out.kin.get(name, frozenset()) | set(names)
    return out


def parse(text: str) -> Iterator[Entry]:
    """Yield the entries of a table. Raises ValueError on a line without a colon."""
    for line in _lines(text):
        head, colon, rest = line.partition(":")
        if not colon:
            raise ValueError(f"no colon: {line[:60]}")
        name, _, parents = (part.strip() for part in head.partition("<"))
        words, letters, fields = (*(part.strip() for part in rest.split(";")), "", "")[:3]
        own = name.removesuffix(" expert")
        own = f"{own} +" if own != name else name
        said = _list(words)
        yield Entry(
            name=name,
            parents=_list(parents),
            words=said if name == NOBODY or f"?{name}" in said else (own, *said),
            letters=_list(letters),
            fields=_list(fields.removeprefix("in ")),
        )


def _split(entries: list[Entry]) -> list[Entry]:
    """Make a profession of every word that is narrower than the name it stands under."""
    names = {e.name for e in entries}
    out = list(entries)
    for entry in entries:
        broad = entry.name.endswith(_BROAD)
        own = {w.lstrip("/") for w in entry.words if _narrow(w, entry, broad=broad)}
        entry.words = tuple(
            w.lstrip("=/") for w in entry.words if w.lstrip("/") not in own or w in names
        )
        out += [_child(word, entry.name) for word in sorted(own - names)]
        names |= own
    return out


def _narrow(word: str, entry: Entry, *, broad: bool) -> bool:
    if word.startswith("/"):
        return True
    general = word.rsplit(" ", 1)[-1] in GENERAL or word == entry.name or word[0] in "~?="
    return broad and not general


def _child(word: str, parent: str) -> Entry:
    return Entry(name=word, parents=(parent,), words=(word,), letters=(), fields=())


def _texts() -> list[str]:
    here = sorted(p.name for p in resources.files(__package__).iterdir())
    return [_read(n) for n in here if n.endswith(".txt") and n != "kin.txt"]


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" ") and lines:
            lines[-1] += f" {line.strip()}"
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return lines


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in text.split(",")) if part)


def _up(name: str, parents: dict[str, tuple[str, ...]], path: tuple[str, ...]) -> set[str]:
    if name not in parents or name in path:
        raise ValueError(f"{path[-1] if path else name} stands under {name}")
    return {name}.union(*(_up(p, parents, (*path, name)) for p in parents[name]))


def _add(out: Vocabulary, entry: Entry) -> None:
    for word in entry.words:
        bare = word.lstrip("~?")
        key = key_of(bare)
        _enter(out, key, entry.name)
        if word.startswith("~"):
            out.titles.add((key, entry.name))
        if word.startswith("?"):
            out.requests.add((key, entry.name))
    for word in entry.letters:
        bare = word.lstrip("~")
        key = " ".join(t.raw for t in tokens(bare))
        if not key.isupper():
            out.written.add(key)
        out.credentials.setdefault(key.upper(), set()).add(entry.name)
        if not word.startswith("~"):
            out.letters.setdefault(key.upper(), set()).add(entry.name)
    for what in entry.fields:
        out.kinds.setdefault(key_of(what), []).append((entry.parents[0], entry.name))
        out.base[entry.name] = entry.parents[0]


def _add_kinds(out: Vocabulary, entry: Entry) -> None:
    """Enter "couples counselor" where a couples therapist is a kind of therapist."""
    kinds = [
        (what, name)
        for what, pairs in out.kinds.items()
        for base, name in pairs
        if base == entry.name
    ]
    nouns = [w for w in entry.words if " " not in w and w[0] not in "~?"]
    for what, name in kinds:
        for noun in nouns:
            _enter(out, f"{what} {key_of(noun)}", name)
            if entry.name == "attorney":
                _enter(out, f"{what} law {key_of(noun)}", name)


def key_of(words: str) -> str:
    """Return what words are looked up by: plain, small, joined by single spaces."""
    ending = f" {words[-1]}" if words.endswith((" *", " +")) else ""
    return " ".join(t.low for t in tokens(words.rstrip("*+ "))) + ending


def _enter(out: Vocabulary, key: str, name: str) -> None:
    out.words.setdefault(key, set()).add(name)
    first, *rest = key.split(" ")
    out.longest[first] = max(out.longest.get(first, 1), len(rest) + 1)
    if "health care" in key:
        _enter(out, key.replace("health care", "healthcare"), name)
