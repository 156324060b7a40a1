"""The texts of prompts/: read once, checked before anything depends on them.

A file is front matter (`key: value` lines between two `---`) and a Jinja2 body, or one
body for each role, below `{# role: system #}` and `{# role: user #}`. The engine is
sandboxed and refuses missing fields. What a stranger wrote goes in as a value and is
never read as a template.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
        "asks": ["Could you send a headshot we may pass on (a link)?"],
        "note": "",
    },
    "outline": {
        "company": "Acme Dental",
        "expert": {
            "id": "ada",
            "name": "Ada Dent",
            "title": "Chief Dentist",
            "credentials": ["DDS"],
        },
        "facts": [
            {"id": "f1", "text": "Strips thinned enamel by 2 %.", "quote": False},
            {"id": "q1", "text": "Mind your teeth.", "quote": True},
        ],
        "query": "<query-0f>\n> Do strips harm?\n</query-0f>",
        "tag": "query-0f",
        "canary": "canary-0f",
    },
    "repair": {"faults": ["number: 70 percent is in none of the chosen facts"]},
}
OUTPUTS: Mapping[str, str] = {"outline": "Draft"}  # the shape of what a model returns
ROLES = ("system", "user")
_KEYS = {"name", "version", "description", "output", "settings", "variables"}
_SETTINGS = {"temperature": (0.0, 2.0), "max_tokens": (50, 4000)}
_ENGINE = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
)
_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_ROLE = re.compile(r"^\{# role: (?P<role>\w+) #\}\n", re.MULTILINE)
NOTES = {"README.md", "CHANGELOG.md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    name: str
    version: int
    declared: frozenset[str]
    used: frozenset[str]
    hash: str
    parts: Mapping[str, Template]  # by role; a prompt for people has the one of ""
    description: str = ""
    output: str = ""
    settings: Mapping[str, float] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.name}@{self.version}+{self.hash}"

    def render(self, fields: Mapping[str, Any]) -> dict[str, str]:
        """Fill in each role. Values are printed as they are, never evaluated."""
        return {role: _filled(part, fields) for role, part in self.parts.items()}


class Prompts:
    """All prompts of one folder."""

    def __init__(self, prompts: Mapping[str, Prompt]) -> None:
        self._prompts = dict(prompts)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read every prompt of a folder; refuse what names something unknown."""
        try:
            paths = [p for p in sorted(folder.glob("*.md")) if p.name not in NOTES]
            found = {prompt.name: prompt for prompt in map(_read, paths)}
        except OSError as error:
            raise BadInput(f"{folder}: prompts cannot be read: {error}") from error
        for name in SAMPLE:
            if name not in found:
                raise BadInput(f"{folder}: {name}.md is missing; copy the one we ship")
        return cls(found)

    def prompt(self, name: str) -> Prompt:
        """Return one of the prompts that `SAMPLE` names."""
        return self._prompts[name]

    def id(self, name: str) -> str:
        """Return name@version+hash."""
        return self.prompt(name).id

    @property
    def all(self) -> dict[str, Prompt]:
        """Return every prompt by its name."""
        return dict(self._prompts)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(prompt.id for prompt in self.all.values())

    def render(self, name: str, fields: Mapping[str, Any]) -> str:
        """Fill in all of a prompt. Values are printed as they are, never evaluated."""
        return "\n\n".join(self.prompt(name).render(fields).values())


def _filled(template: Template, fields: Mapping[str, Any]) -> str:
    return re.sub(r"\n{3,}", "\n\n", template.render(fields)).strip()


def _read(path: Path) -> Prompt:
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not UTF-8 text; save it as that") from None
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
    if head.get("output", "") not in ("", OUTPUTS.get(name)):
        raise BadInput(
            f'{path}: output "{head["output"]}" is not what the program reads; write'
            f' "{OUTPUTS.get(name, "")}" or take it out'
        )
    try:
        above = "\n" * text[: parts.start("body")].count("\n")  # errors name the line
        tree = _ENGINE.parse(above + parts["body"])
        used = frozenset(meta.find_undeclared_variables(tree))
        _refuse(path, used - declared, name)
        bodies = dict(_bodies(path, name, parts["body"]))
        made = {role: _ENGINE.from_string(body) for role, body in bodies.items()}
        for template in made.values():
            _try(template, SAMPLE[name])
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        raise BadInput(f"{path}{where}: {error}") from error
    whole = f"{parts['head'].strip()}\n---\n{parts['body'].strip()}"
    return Prompt(
        name=name,
        version=int(head["version"]),
        declared=declared,
        used=used,
        hash=hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12],
        parts=made,
        description=head.get("description", ""),
        output=head.get("output", ""),
        settings=_settings(path, head.get("settings", "")),
    )


def _bodies(path: Path, name: str, body: str) -> Iterator[tuple[str, str]]:
    """Yield each role and its body; what a model reads names its roles, once each."""
    before, *rest = _ROLE.split(body)
    if name == "brief":
        if rest:
            raise BadInput(f"{path}: a person reads it: it has no roles")
        yield "", body
        return
    roles = rest[::2]
    if before.strip() or not roles or not set(roles) <= set(ROLES):
        raise BadInput(
            f"{path}: all text stands below a line {{# role: user #}}, or system"
        )
    if len(set(roles)) < len(roles) or "user" not in roles:
        raise BadInput(f"{path}: has the role user once, and system once or not at all")
    yield from zip(roles, rest[1::2], strict=True)


def _settings(path: Path, text: str) -> dict[str, float]:
    """Read `{temperature: 0.2, max_tokens: 600}`."""
    found: dict[str, float] = {}
    for pair in filter(str.strip, text.strip().strip("{}").split(",")):
        key, _, value = (part.strip() for part in pair.partition(":"))
        try:
            low, high = _SETTINGS[key]
            found[key] = float(value) if key == "temperature" else int(value)
        except (KeyError, ValueError):
            raise BadInput(
                f"{path}: settings: {pair.strip()!r} is none; write"
                " {temperature: 0.2, max_tokens: 600}"
            ) from None
        if not low <= found[key] <= high:
            raise BadInput(f"{path}: settings: {key} must be {low:g} to {high:g}")
    return found


def _front(path: Path, head: str) -> dict[str, str]:
    found = {}
    for line in filter(str.strip, head.split("\n")):
        key, colon, value = line.partition(":")
        if not colon:
            raise BadInput(f'{path}: front matter: "{line}" is no "key: value"')
        found[key.strip()] = value.strip()
    unknown = set(found) - _KEYS
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
