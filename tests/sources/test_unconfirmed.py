"""Newsletters of which no real mail was seen: what is known of them is read, no more."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import mime, sources
from bot.domain import Mail
from tests.reading import SAMPLES, WORDS, every_field, everything, within

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
FILES = sorted(p for p in SAMPLES.glob("*/*") if p.suffix in {".eml", ".txt"})
DIGESTS = os.environ.get("BOT_DIGESTS", "")
real = pytest.mark.skipif(not DIGESTS, reason="BOT_DIGESTS names no folder of real digests")
NAMES = (
    "helpab2bwriter",
    "sourcebottle",
    "responsesource",
    "profnet",
    "journorequest",
    "pressplugs",
)


def opened(path: Path) -> Mail:
    return (mime.read if path.suffix == ".eml" else mime.read_text)(path.read_bytes())


def texts(path: Path) -> list[str]:
    mail = opened(path)
    return [text for m in (mail, *mail.attached) for text in (m.plain, m.html) if text]


OWN = {f"{p.parent.name}/{p.name}": texts(p)[0] for p in FILES if p.parent.name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_it_says_that_nobody_has_seen_it(name: str) -> None:
    assert not sources.SOURCES[name].confirmed


@pytest.mark.parametrize("name", OWN)
def test_the_body_is_enough_and_the_sender_is_never(name: str) -> None:
    source = sources.SOURCES[name.split("/", maxsplit=1)[0]]
    (digest,) = sources.read(Mail(plain=OWN[name], sender="ann@example.com"), RECEIVED)
    assert digest.source == source.name
    assert digest.queries
    stranger = Mail(plain="See you on Friday.", sender=f"a@{source.domains[0]}")
    assert not any(d.queries for d in sources.read(stranger, RECEIVED))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_none_claims_the_mail_of_another(path: Path) -> None:
    for text in texts(path):
        for name in NAMES:
            count = sources.SOURCES[name].claims(text)
            assert count > 1 if name == path.parent.name else count == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_about_the_service_is_not_claimed(name: str) -> None:
    source = sources.SOURCES[name]
    for words in ("Welcome to {}!", "{} invoice", "How to answer on {}: be quick."):
        text = words.format(f"{source.title} ({source.domains[0]})")
        assert source.claims(text) == 0


@pytest.mark.parametrize("name", OWN)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_line_put_anywhere_is_lost(name: str, data: st.DataObject) -> None:
    lines = OWN[name].split("\n")
    line = data.draw(WORDS)
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    source = sources.SOURCES[name.split("/", maxsplit=1)[0]]
    assert line in everything(source.read("\n".join(lines), RECEIVED), every_field)


@pytest.mark.parametrize("name", OWN)
def test_every_word_of_a_sample_is_in_a_query_or_left_over(name: str) -> None:
    source = sources.SOURCES[name.split("/", maxsplit=1)[0]]
    out = set(re.findall(r"\w+", everything(source.read(OWN[name], RECEIVED), every_field)))
    lost = set(re.findall(r"\w+", OWN[name])) - out
    assert {word.lower() for word in lost} <= FURNITURE


FURNITURE = set(
    re.findall(
        r"\w+",
        "title writer publication deadline industries request s to submit a quote please"
        " email the journalist reply view call out this enquiry type media outlet subject"
        " originator category query description today post hi",
    )
)


@given(st.sampled_from(sorted(OWN)), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_any_shuffle_of_its_lines_is_read(name: str, seed: int) -> None:
    lines = OWN[name].split("\n")
    Random(seed).shuffle(lines)
    text = "\n".join(lines)
    digest = sources.SOURCES[name.split("/", maxsplit=1)[0]].read(text, RECEIVED)
    assert all(q.source == digest.source for q in digest.queries)
    assert digest.queries or digest.problems
    assert sources.read(Mail(plain=text), RECEIVED)


LABELS = ("Journalist", "Publication", "Deadline", "Request", "Email")
VALUES = ("Ines Falk", "The Long Way", "3 October", "Who walked home?", "i@way.example.com")


@given(st.permutations(list(zip(LABELS, VALUES, strict=True))))
@settings(deadline=None)
def test_labels_in_any_order_are_read(pairs: list[tuple[str, str]]) -> None:
    text = "PressPlugs\n\n" + "\n".join(f"{label}: {value}" for label, value in pairs)
    (digest,) = sources.read(Mail(plain=text), RECEIVED)
    (query,) = digest.queries
    got = (query.reporter, query.outlet, query.deadline.text, query.body, query.reply_to)
    assert (digest.source, got) == ("pressplugs", VALUES)


def test_days_are_read_on_the_clock_of_the_country() -> None:
    at = {}
    for name, word in (("pressplugs", "PressPlugs"), ("sourcebottle", "SourceBottle")):
        text = f"{word}\n\nTitle: t\nPublication: p\nDeadline: 5/10 5pm\nEmail: a@b.example"
        (query,) = sources.SOURCES[name].read(text, RECEIVED).queries
        at[name] = query.deadline.at
    assert at["pressplugs"] == datetime(2026, 10, 5, 16, tzinfo=UTC)
    assert at["sourcebottle"] == datetime(2026, 10, 5, 6, tzinfo=UTC)


def test_profnet_says_today_is_not_sure_and_invents_no_way_to_answer() -> None:
    (digest,) = sources.read(opened(SAMPLES / "profnet/headings.txt"), RECEIVED)
    assert [q.deadline.text for q in digest.queries] == ["TODAY", "", "TODAY"]
    assert not any(q.deadline.sure or q.reply_to or q.reply_url for q in digest.queries)


COLUMNS = (
    "Deadline: Sep 18, 2026 5:00 PM ET",
    "Status: Open",
    "Subject: Clocks",
    "Originator: Ada Keel",
)
LONE = "SCHOOL/TODAY: Clocks with hands—Chalk Line (ME)"
TEXT = "Looking for teachers of the clock.\n\nNote: no pupils. Write to ada@chalk.example"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("below", ["\n", "\n\n"])
@given(order=st.permutations(COLUMNS))
@settings(max_examples=24, deadline=None)
def test_a_single_query_of_profnet_is_read_by_its_columns(
    gap: str, below: str, order: list[str]
) -> None:
    text = f"{LONE}\n\n{gap.join(order)}{below}{TEXT}\n\nUnsubscribe\n"
    (digest,) = sources.read(Mail(plain=text), RECEIVED)
    (query,) = digest.queries
    assert (digest.source, digest.problems) == ("profnet", ())
    got = (query.summary, query.reporter, query.outlet, query.category, query.body)
    assert got == ("Clocks", "Ada Keel", "Chalk Line (ME)", "SCHOOL", TEXT)
    assert query.reply_to == "ada@chalk.example"
    assert query.deadline.at == datetime(2026, 9, 18, 21, tzinfo=UTC)
    assert digest.leftovers == ("Clocks with hands", "Status: Open", "Unsubscribe")


def test_several_queries_of_profnet_with_columns_stay_apart() -> None:
    one = "\n".join((LONE, *COLUMNS, "Who winds clocks?"))
    text = f"ProfNet\n\n{one}\n\n{one.replace('Clocks', 'Bells').replace('clock', 'bell')}"
    (digest,) = sources.read(Mail(plain=text), RECEIVED)
    got = [(q.summary, q.body) for q in digest.queries]
    assert got == [("Clocks", "Who winds clocks?"), ("Bells", "Who winds bells?")]


def test_columns_without_the_name_or_a_heading_are_anybodys() -> None:
    text = "\n".join((*COLUMNS, TEXT))
    assert sources.SOURCES["profnet"].claims(text) == 0
    assert sources.SOURCES["profnet"].claims(f"{LONE}\n{text}") > 1
    ticket = f"{LONE}\n{text}".replace("Originator", "Owner")
    assert sources.SOURCES["profnet"].claims(ticket) == 0
    change = f"CHANGE: Replace the switch - Rack 4\n{text}"
    assert sources.SOURCES["profnet"].claims(change) == 0


def test_many_queries_with_columns_take_linear_time() -> None:
    text = "\n".join((LONE, *COLUMNS, TEXT, "")) * 2000
    with within(seconds=10):
        assert len(sources.SOURCES["profnet"].read(text, RECEIVED).queries) == 2000


def test_one_heading_without_the_name_is_anybodys() -> None:
    text = "1. WORK/TODAY: A Week of Four Days—The Desk\nTell me."
    assert sources.SOURCES["profnet"].claims(text) == 0
    assert sources.SOURCES["profnet"].claims(f"ProfNet\n{text}") > 1


def test_a_hashtag_alone_is_nobodys_newsletter() -> None:
    text = "Seeking bakers. #journorequest\nHive\nView by Sep 16th a@b.example"
    assert sources.SOURCES["journorequest"].claims(text) == 0


@pytest.mark.parametrize("above", [True, False])
def test_posts_keep_their_authors_wherever_those_stand(*, above: bool) -> None:
    posts = (
        (f"Ann {n} (@ann{n})", f"Seeking bakers {n}. #journorequest") for n in range(3)
    )
    lines = ("\n".join(post if above else post[::-1]) for post in posts)
    text = "JournoRequests\n\n" + "\n\n".join(lines)
    (digest,) = sources.read(Mail(plain=text), RECEIVED)
    assert [(q.reporter, q.body) for q in digest.queries] == [
        (f"Ann {n} (@ann{n})", f"Seeking bakers {n}. #journorequest") for n in range(3)
    ]


@real
def test_the_real_headings_give_four_queries_without_a_way_to_answer() -> None:
    path = Path(DIGESTS) / "profnet/profnet-titles-2000s.txt"
    (digest,) = sources.read(opened(path), RECEIVED)
    assert (digest.source, digest.problems, digest.leftovers) == ("profnet", (), ())
    assert [q.number for q in digest.queries] == ["10", "9", "8", "7"]
    assert all(q.outlet and q.body and q.category for q in digest.queries)
    assert not any(q.reply_to or q.reply_url for q in digest.queries)


@real
def test_none_claims_a_real_mail_of_another() -> None:
    for path in Path(DIGESTS).rglob("*"):
        if path.suffix in {".eml", ".txt"} and path.parent.name != "profnet":
            for text in texts(path):
                assert [n for n in NAMES if sources.SOURCES[n].claims(text) > 1] == []
