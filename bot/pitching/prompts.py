"""The texts of prompts/: read once, checked before anything depends on them.

A file is front matter (`key: value` lines between two `---`) and a Jinja2 body. The
engine is sandboxed and refuses missing fields. What a stranger wrote goes in as a
value and is never read as a template.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.errors import BadInput

# every prompt the program knows, with a made-up value for each field it may name
_EXPERT = {
    "name": "Ada Dent",
    "title": "Chief Dentist",
    "credentials": ["DDS"],
    "location": "Austin, Texas",
    "email": "ada@acme.example",
    "headshot_url": "https://acme.example/ada.jpg",
    "bio_url": "https://acme.example/ada",
}
SAMPLE: Mapping[str, Mapping[str, Any]] = {
    "brief": {
        "reporter": "Rita Reporter",
        "outlet": "Health Weekly",
        "summary": "Dentists on whitening strips",
        "company": "Acme Dental",
        "website": "https://acme.example",
        "expert": _EXPERT,
        "no_ai": False,
        "opening": {"id": "f1", "text": "Strips thinned enamel by 2 %."},
        "points": [{"id": "f1", "text": "Strips thinned enamel by 2 %."}],
        "answers": [{"question": "Do strips harm?", "state": "have", "fact_id": "f1"}],
        "checklist": [
            {"label": "headshot", "sentence": "Send one.", "state": "ask", "value": ""}
        ],
        "missing": ["headshot: ask Ada Dent"],
        "note": "",
    }
}
_ENGINE = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)
_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_NOTES = {"README.md", "CHANGELOG.md"}


@dataclass(frozen=True, slots=True)
class Prompt:
    name: str
    version: int
    variables: frozenset[str]
    hash: str
    template: Template

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}+{self.hash}"


class Prompts:
    """All prompts of one folder."""

    def __init__(self, prompts: Mapping[str, Prompt]) -> None:
        self._prompts = dict(prompts)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read every prompt of a folder; refuse what names something unknown."""
        try:
            paths = [p for p in sorted(folder.glob("*.md")) if p.name not in _NOTES]
            found = {prompt.name: prompt for prompt in map(_read, paths)}
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{folder}: prompts cannot be read: {error}") from error
        for name in SAMPLE:
            if name not in found:
                raise BadInput(f"{folder}: {name}.md is missing; copy the one we ship")
        return cls(found)

    def id(self, name: str) -> str:
        """Return name@version+hash."""
        return self._prompts[name].id

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(prompt.id for prompt in self._prompts.values())

    def render(self, name: str, fields: Mapping[str, Any]) -> str:
        """Fill a prompt in. Values are printed as they are, never evaluated."""
        text = self._prompts[name].template.render(fields)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


def _read(path: Path) -> Prompt:
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    parts = _FILE.match(text)
    if not parts:
        raise BadInput(f"{path}: begins with no front matter (--- name: … ---)")
    head = _front(path, parts["head"])
    name = head.get("name", "")
    if name not in SAMPLE:
        raise BadInput(f'{path}: name "{name}" is no prompt; known: {", ".join(SAMPLE)}')
    if not head.get("version", "").isascii() or not head.get("version", "").isdigit():
        raise BadInput(f'{path}: version "{head.get("version", "")}" is no whole number')
    declared = frozenset(filter(None, re.split(r"[,\s]+", head.get("variables", ""))))
    _refuse(path, declared - set(SAMPLE[name]), name)
    try:
        used = meta.find_undeclared_variables(_ENGINE.parse(parts["body"]))
        _refuse(path, used - declared, name)
        template = _ENGINE.from_string(parts["body"])
        _try(template, SAMPLE[name])
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        raise BadInput(f"{path}{where}: {error}") from error
    whole = f"{parts['head'].strip()}\n---\n{parts['body'].strip()}"
    mark = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12]
    return Prompt(name, int(head["version"]), declared, mark, template)


def _front(path: Path, head: str) -> dict[str, str]:
    found = {}
    for line in filter(str.strip, head.split("\n")):
        key, colon, value = line.partition(":")
        if not colon:
            raise BadInput(f'{path}: front matter: "{line}" is no "key: value"')
        found[key.strip()] = value.strip()
    unknown = set(found) - {"name", "version", "description", "variables"}
    if unknown:
        raise BadInput(f"{path}: front matter: unknown key {', '.join(sorted(unknown))}")
    return found


def _refuse(path: Path, unknown: set[str] | frozenset[str], name: str) -> None:
    if unknown:
        raise BadInput(
            f"{path}: unknown field {', '.join(sorted(unknown))}; declare it under "
            f"variables and use one of: {', '.join(SAMPLE[name])}"
        )


def _try(template: Template, sample: Mapping[str, Any]) -> None:
    """Render with everything, with nothing and for a ban: each branch names real fields."""
    bare = {
        key: type(value)() if isinstance(value, str | list) else value
        for key, value in sample.items()
    } | {"opening": {"id": "", "text": ""}}
    for fields in (sample, {**sample, "no_ai": True}, bare):
        template.render(fields)
