"""A newsletter that changes its layout without notice: read by its labels, and told."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import sources
from bot.digest import doubts
from bot.domain import Digest, Mail, Query
from tests.reading import SAMPLES, mail, within

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
HARO = mail("haro/digest.eml").plain
TOLD = "its layout has changed: read by its labels alone"


def read(text: str) -> Digest:
    (digest,) = sources.read(Mail(plain=text, sender="haro@helpareporter.com"), RECEIVED)
    return digest


def kept(digest: Digest) -> list[tuple[object, ...]]:
    return [(q.id, q.reply_to, q.outlet, q.deadline.at, q.no_ai) for q in digest.queries]


CHANGED = {
    "no numbers": lambda text: re.sub(r"(?m)^\d+(?:\.\d)?\) Summary:", "Summary:", text),
    "other words for the text and the outlet": lambda text: re.sub(
        r"(?m)^Query:", "Request:", re.sub(r"(?m)^Media Outlet:", "Publication:", text)
    ),
}


@pytest.mark.parametrize("how", CHANGED)
def test_a_layout_that_changed_is_read_by_its_labels_and_told(how: str) -> None:
    before, after = read(HARO), read(CHANGED[how](HARO))
    assert before.queries
    assert before.problems == ()
    assert kept(after) == kept(before)
    assert all(q.body for q in after.queries)
    assert after.source == "haro"
    assert after.problems[0] == TOLD


def test_what_is_read_as_ever_is_not_told() -> None:
    for path in sorted(SAMPLES.glob("*/digest.eml")):
        for digest in sources.read(mail(f"{path.parent.name}/{path.name}"), RECEIVED):
            assert TOLD not in digest.problems


def test_words_that_end_every_text_are_told_and_kept() -> None:
    changed = re.sub(r"(?mi)^back to top\n*-{35}$", "Up again", HARO)
    digest = read(changed)
    assert 'each text ends in "Up again"' in digest.problems
    assert all(q.body.endswith("Up again") for q in digest.queries[:-1])


LABELS = "Query: {0}\nPublication: {0} Post\nDeadline: 19 September 2026, 5 pm\n{1}\n\n"
ASKS = [
    f"Journalist seeks experts who know all about {w}." for w in ("rain", "snow", "ice")
]


def items(*ways: str) -> tuple[str, ...]:
    text = "".join(LABELS.format(a, w) for a, w in zip(ASKS, ways, strict=True))
    return sources.read(Mail(plain=text), RECEIVED)[0].problems


def test_a_request_without_the_way_to_answer_that_the_others_have_is_told() -> None:
    assert items("Email: a@hill.example", "", "Email: c@hill.example") == (
        f'"{ASKS[1]}" has no way to answer',
    )
    assert items(*(f"Email: {x}@hill.example" for x in "abc")) == ()


def test_a_kind_of_alert_that_is_new_at_connectively_keeps_its_link() -> None:
    text = mail("connectively/digest.eml").plain
    assert "/experts/questions/" in text
    changed = sources.read(Mail(plain=text.replace("/questions/", "/podcasts/")), RECEIVED)
    links = [q.reply_url for d in changed for q in d.queries]
    assert any("/experts/podcasts/" in link for link in links)
    assert not any("/experts/questions/" in link for link in links)
    same = [q.id for d in sources.read(Mail(plain=text), RECEIVED) for q in d.queries]
    assert [q.id for d in changed for q in d.queries] == same


@pytest.mark.parametrize("source", ["haro", "sos", "connectively", "qwoted", "featured"])
def test_a_receipt_of_a_newsletter_is_no_query_though_it_has_labels(source: str) -> None:
    known = sources.SOURCES[source]
    text = (
        f"Your {known.title} receipt\n\nName: Ann Lowe\n"
        "Description: Pro plan, one month. Renews by itself.\nDue date: September 18, 2026"
        "\nEmail: billing@x.example.com\nStatus: paid\n"
    )
    sender = f"billing@{known.domains[0]}"
    found = sources.read(Mail(plain=text, subject="Receipt", sender=sender), RECEIVED)
    assert [q for digest in found for q in digest.queries] == []


@pytest.mark.parametrize("end", ["Thanks!", "Thank you so much.", "No AI answers please."])
def test_what_writers_end_with_is_no_mark_that_changed(end: str) -> None:
    changed = re.sub(r"(?mi)^back to top\n*-{35}$", end, HARO)
    assert not any("each text ends" in problem for problem in read(changed).problems)


def test_a_problem_always_names_its_query() -> None:
    nameless = Query(id="a", source="x", outlet="The Hill")
    problems = list(doubts([nameless, Query(id="b", source="x")], ways=True))
    assert problems == [
        '"The Hill" has no text',
        '"The Hill" has no way to answer',
        "number 2 has no text",
        "number 2 has no way to answer",
    ]


def test_many_queries_without_a_way_are_told_in_linear_time() -> None:
    many = [Query(id=str(n), source="x", summary=str(n), body="?") for n in range(20_000)]
    halfway = [
        replace(q, reply_to="a@b.example") if n % 2 else q for n, q in enumerate(many)
    ]
    with within(seconds=2):
        assert len(list(doubts(halfway, ways=True))) == 10_000
