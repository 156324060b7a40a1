"""Newsletters that a user describes in words: a start, an end, labels (docs/formats.md).

`source` makes a `Source` of a `Description`, read beside the newsletters that come with
the program. Its texts are literal; whatever they say, a text can be read and no line of
it is lost: each is in a query, left over, or named in the description as nobody's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import asks, deadlines, digest, fields, index, wrapping
from bot.described.cutting import Sheet, begins, claimed, cuts, sheet
from bot.described.shape import FIELDS, Description, Shape, shape, tidy
from bot.described.taking import Taken, early, late, take
from bot.digest import Item, Source
from bot.domain import Digest, Query, Requirement

__all__ = ["FIELDS", "Description", "source"]

_LIKE = 2  # different labels that make a text look like this newsletter
_SHOWN = 60  # characters of a line in a problem
_TITLE = 200  # characters of a text that stand for a missing summary
_LINKS = ("email", "link", "profile", "website")


def source(description: Description) -> Source:
    """Return the newsletter of a description. It is never "confirmed".

    It claims a text with an item of two labels, and one more for each mark in it; or
    one with a mark and a line that begins as an item does.
    """
    ready = shape(description)

    def claims(text: str) -> int:
        page = sheet(text, ready)
        if not page.starts:
            return 0
        said = " ".join(text.split()).casefold() if ready.marks else ""
        marks = sum(mark in said for mark in ready.marks)
        return _LIKE + marks if claimed(page) else (marks and marks + 1)

    def read(text: str, anchor: datetime) -> Digest:
        return _Reading(description=description, shape=ready, anchor=anchor).digest(text)

    return Source(
        name=description.name,
        title=tidy(description.title) or description.name,
        domains=tuple(domain.lower() for domain in description.domains),
        claims=claims,
        read=read,
        zone=description.zone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One text read by one description, as printed at ``anchor``."""

    description: Description
    shape: Shape
    anchor: datetime

    def digest(self, text: str) -> Digest:
        page = sheet(text, self.shape)
        head = next((i for i, x in enumerate(page.lines) if index.HEAD.match(x)), -1)
        starts, bare = begins(page, head + 1)
        promised = index.entries(page.lines[head : (starts or [len(page.lines)])[0]])
        if not starts:
            return self._nothing(page, promised if head >= 0 else None)
        found = cuts(page, starts)
        columns = wrapping.width(page.lines[starts[0] :])
        before, closers = early(page, found), late(page, found)
        leftovers = self._unknown(page.lines[: starts[0] if head < 0 else head])
        queries: list[Query] = []
        bodies: dict[str, str] = {}
        for cut in found:
            taken = take(page, cut, columns, before, closers)
            query = self._query(taken, leftovers)
            if bodies.setdefault(query.id, query.body) != query.body:
                query = self._told_apart(query)
            queries.append(query)
            leftovers += taken.rest
            leftovers += self._behind(page.lines[cut.end : cut.stop])
        problems = list(index.complaints(promised, queries)) if head >= 0 else []
        problems += [
            f'"{page.lines[i].strip()[:_SHOWN]}" begins like an item, but its labels do not'
            " follow"
            for i in bare
        ]
        return Digest(
            source=self.description.name,
            queries=tuple(queries),
            leftovers=tuple(leftovers),
            problems=tuple(problems),
            expected=len(promised) if head >= 0 else None,
        )

    def _nothing(self, page: Sheet, promised: Sequence[index.Entry] | None) -> Digest:
        """Say why nothing was read, if the text looks like this newsletter at all."""
        seen = {label.at for label in page.labels if label}
        wanted = f'"{tidy(self.description.start)[:_SHOWN]}"'
        problems: tuple[str, ...] = ()
        if promised is not None:
            problems = (f"{len(promised)} in the index, 0 read",)
        elif page.starts:
            problems = (f"no labels follow the lines that begin with {wanted}",)
        elif len(seen) >= _LIKE:
            problems = (f"{len(seen)} labels, but no line begins with {wanted}",)
        return Digest(
            source=self.description.name,
            leftovers=tuple(self._unknown(page.lines)),
            problems=problems,
            expected=None if promised is None else len(promised),
        )

    def _unknown(self, lines: Sequence[str]) -> list[str]:
        return [line.strip() for line in lines if not self.shape.furniture(line)]

    def _behind(self, lines: Sequence[str]) -> list[str]:
        """Return the unknown lines behind an item, up to the newsletter's own footer."""
        feet = (i for i, line in enumerate(lines) if self.shape.footer.match(line))
        return self._unknown(lines[: next(feet, len(lines))])

    def _told_apart(self, query: Query) -> Query:
        """Give a query with the title and sender of another an id by its text."""
        said = f"{query.summary} {query.body}"
        key = fields.hashed(query.source, query.reply_to or query.outlet, said)
        return replace(query, id=key)

    def _query(self, taken: Taken, leftovers: list[str]) -> Query:
        name = self.description.name
        item = self._item(taken, leftovers)
        query = digest.query(name, item)
        values = item.fields
        link = fields.link(values.get("link", ""))
        reply_to = query.reply_to or fields.address(values.get("link", ""))
        due = deadlines.read(
            values.get("deadline", ""), self.anchor, zone=self.description.zone
        )
        return digest.finish(
            replace(
                query,
                id=fields.key(name, reply_to or query.outlet, query.summary),
                reply_to=reply_to,
                reply_url=link or ("" if reply_to else query.reply_url),
                outlet_url=fields.link(values.get("website", "")) or query.outlet_url,
                deadline=due,
                requirements=tuple(_stated(values)),
            )
        )

    def _item(self, taken: Taken, leftovers: list[str]) -> Item:
        values = {target: taken.one(target) for target in taken.values}
        parts = [*taken.values.get("body", ())]
        requirements = "\n\n".join(filter(None, taken.values.get("requirements", ())))
        values["requirements"] = requirements
        if requirements:
            parts.append(f"Requirements:\n{requirements}")
        body = "\n\n".join(part for part in parts if part.strip())
        if not values.get("summary", "").strip():
            values["summary"] = taken.heading or _first(body)
        elif any(map(str.isalnum, taken.heading)) and not any(
            taken.heading in value for value in values.values()
        ):
            leftovers.append(taken.heading)
        for target in _LINKS:
            words = values.get(target, "").split()
            spare = [word for word in words if not fields.WAY.search(word)]
            leftovers += [" ".join(spare)] if spare else []
        if len(values.get("deadline", "")) > deadlines.LONGEST:
            leftovers.append(values["deadline"])
        return Item(number=taken.number, fields=values, body=body, flag=taken.flag)


def _first(body: str) -> str:
    """Return the first line of a text, cut where a title would be too long."""
    line = body.split("\n", 1)[0].strip()
    if len(line) <= _TITLE:
        return line
    return line[:_TITLE].rsplit(" ", 1)[0] + " …"


def _stated(values: Mapping[str, str]) -> Iterator[Requirement]:
    """Yield the region, and each sentence of what the label of requirements says."""
    if values.get("region"):
        yield Requirement(kind="location", sentence=f"Region: {values['region']}")
    for sentence in asks.sentences(values.get("requirements", "")):
        yield Requirement(kind="stated", sentence=sentence[: asks.LONGEST])
