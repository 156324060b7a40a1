"""What holds for any bytes and any text: no exception, nothing lost, the same again."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import asks, mime, sources
from bot.asks.rules import RULES, WORDS
from bot.charsets import tidy
from bot.domain import Digest, Mail, Query
from tests.robustness import mutations

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(p for p in SAMPLES.rglob("*") if p.suffix in {".eml", ".txt"})
RAWS = [path.read_bytes() for path in FILES]


def view(raw: bytes) -> str:
    """The text of a mail that is read, its own or that of the mail attached to it."""
    mail = mime.read(raw)
    texts = [mail.plain, mail.html, *(inner.plain for inner in mail.attached)]
    return max(texts, key=lambda text: sum(len(d.queries) for d in read(text)))


def read(text: str) -> tuple[Digest, ...]:
    return sources.read(Mail(plain=text), RECEIVED)


VIEWS = {
    f"{path.parent.name}/{path.stem}": view(raw)
    for path, raw in zip(FILES, RAWS, strict=True)
}
TEXTS = {name: text for name, text in VIEWS.items() if any(d.queries for d in read(text))}


def printed(query: Query) -> list[str]:
    said = [query.number, query.summary, query.body, query.reporter, query.outlet]
    said += [query.category, query.outlet_url, query.reply_to, query.reply_url]
    said += [query.profile_url, query.deadline.text, query.refusal]
    return said + [need.sentence for need in query.requirements]


def words(*texts: str) -> set[str]:
    return set(re.findall(r"\w{4,}", " ".join(texts).casefold()))


def said(digests: Sequence[Digest]) -> set[str]:
    """The words of all that came out: of queries and of what is left over."""
    parts = [text for d in digests for query in d.queries for text in printed(query)]
    return words(*parts, *(line for d in digests for line in d.leftovers))


def value(line: str) -> str:
    """What a line says behind its label."""
    return re.sub(r"^[\w\s/()?.-]{1,40}:", "", line)


@given(st.binary(max_size=600))
def test_any_bytes_are_read_without_an_exception(raw: bytes) -> None:
    for read_bytes in (mime.read, mime.read_text):
        assert sources.read(read_bytes(raw), RECEIVED)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=60)
def test_any_mutation_of_a_sample_is_read_without_an_exception_and_twice_alike(
    seed: int,
) -> None:
    ((_, raw),) = mutations.made(RAWS, 1, seed)
    mail = mime.read(raw)
    assert mail == mime.read(raw)
    assert sources.read(mail, RECEIVED) == sources.read(mail, RECEIVED)


@given(
    st.binary(max_size=300) | st.text().map(lambda text: text.encode("utf-8", "replace"))
)
def test_a_text_that_was_read_once_is_read_again_as_it_is(raw: bytes) -> None:
    text = mime.read(b"Content-Type: text/plain; charset=utf-8\n\n" + raw).plain
    again = b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode()
    assert mime.read(again).plain == text == tidy(text)


LINES = st.from_regex(r"[a-z]{5,9}qx( [a-z]{4,8}qx){0,5}", fullmatch=True)


def prose(lines: Sequence[str], said: set[str]) -> list[int]:
    """The lines behind the index whose every word is in what came out, and not by chance.

    An index is a promise: what it says and no item keeps is reported as a count.
    """
    stars = [i for i, line in enumerate(lines) if re.match(r"\W*\*{20,}\s*$", line)]
    first = stars[-1] + 1 if stars else 0
    kept = [(i, words(value(lines[i]))) for i in range(first, len(lines))]
    return [i for i, found in kept if len(found) >= CHANCE and found <= said]


CHANCE = 4  # words that one line has


@pytest.mark.parametrize("name", TEXTS)
@given(st.data())
@settings(deadline=None, max_examples=20)
def test_a_line_put_anywhere_takes_nothing_away_and_none_in_an_item_is_lost(
    name: str, data: st.DataObject
) -> None:
    lines = TEXTS[name].split("\n")
    before = said(read(TEXTS[name]))
    at = data.draw(st.integers(0, len(lines)))
    line = data.draw(LINES)
    after = said(read("\n".join([*lines[:at], line, *lines[at:]])))
    for i in prose(lines, before):
        assert words(value(lines[i])) <= after, lines[i]
    inside = prose(lines, before)
    if inside[0] < at <= inside[-1]:
        assert words(line) <= after, lines[at - 2 : at + 2]


@pytest.mark.parametrize("name", TEXTS)
@given(st.data())
@settings(deadline=None, max_examples=20)
def test_what_is_deleted_may_be_gone_and_nothing_else(
    name: str, data: st.DataObject
) -> None:
    lines = TEXTS[name].split("\n")
    before = said(read(TEXTS[name]))
    gone = set(data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=3)))
    twice = data.draw(st.integers(0, len(lines) - 1))
    kept = [i for i in range(len(lines)) if i not in gone]
    after = said(read("\n".join("\n".join([lines[i]] * (1 + (i == twice))) for i in kept)))
    after |= words(*(lines[i] for i in gone))
    for i in prose(lines, before):
        assert words(value(lines[i])) <= after, lines[i]


@pytest.mark.parametrize("kind", RULES)
@given(st.data())
def test_a_rule_is_looked_for_wherever_it_could_match(
    kind: str, data: st.DataObject
) -> None:
    sentence = data.draw(st.from_regex(RULES[kind]))[: asks.LONGEST]
    letters = set(re.findall("[a-z]+", sentence.lower()))
    odd = re.search("[ſKıİ]", sentence)
    assert odd or letters & WORDS[kind] or not RULES[kind].search(sentence)
