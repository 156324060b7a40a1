"""The shipped example, a small newsletter, one that prints what HARO prints."""

from datetime import UTC, datetime
from pathlib import Path

from bot import config, described, mime, sources
from bot.described import Description
from bot.domain import Digest, Mail, Query

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 9, 17, 8, tzinfo=UTC)
(WIDGET,) = config.load_sources(ROOT / "examples/newsletter.toml")
MAIL = mime.read((ROOT / "examples/newsletter.eml").read_bytes())
SMALL = Description(
    name="small",
    title="Small",
    domains=("small.example",),
    start="Request #:",
    labels={"Outlet": "outlet", "Brief": "body", "Due": "deadline", "Reply to": "email"},
)


def read(text: str, what: Description = SMALL) -> Digest:
    return described.source(what).read(text, NOW)


def queries(text: str, what: Description = SMALL) -> tuple[Query, ...]:
    digest = read(text, what)
    assert digest.problems == ()
    assert digest.leftovers == ()
    return digest.queries


def route(mail: Mail, *what: Description, without: tuple[str, ...] = ()) -> list[str]:
    extra = [described.source(one) for one in what]
    found = sources.read(mail, NOW, extra=extra, without=without)
    return [digest.source for digest in found]


HARO = mime.read((ROOT / "tests/samples/haro/digest.eml").read_bytes())
ALIKE = Description(
    name="alike",
    title="Alike",
    domains=("alike.example",),
    start="#) Summary:",
    labels={"Name": "reporter", "Category": "category", "Email": "email",
            "Media Outlet": "outlet", "Deadline": "deadline", "Query": "body"},
    end="-----",
)  # fmt: skip
