"""Whole editions that are awkward to read: long, restarted, faked inside, unreadable."""

from base64 import encodebytes
from datetime import UTC, datetime

import pytest

from bot import mime, sources
from bot.domain import Digest, Mail

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
FOOTER = "HARO connects journalists with expert sources.\nPowered by Featured\n"


def item(number: str, summary: str, body: str = "Why?", email: str = "") -> str:
    email = email or f"reply+{abs(hash(summary)):020}@helpareporter.com"
    return (
        f"{number}) Summary: {summary}\n\nName: Rita\n\nCategory: General\n\n"
        f"Email: {email}\n\nMedia Outlet: Desk\n\nDeadline: 7:00 PM ET - 20 September\n\n"
        f"Query:\n\n{body}\n\nBack to Top\n\n{'-' * 35}\n\n"
    )


def edition(*items: str, titles: tuple[tuple[str, str], ...]) -> str:
    entries = "".join(f"{number}) {title} (Desk)\n\n" for number, title in titles)
    head = f"********* INDEX ***********\n\n{entries}{'*' * 28}\n\n"
    return f"{head}{''.join(items)}{FOOTER}"


def read(text: str, *, sender: str = "", subject: str = "") -> Digest:
    mail = Mail(plain=text, sender=sender, subject=subject)
    (digest,) = sources.read(mail, RECEIVED)
    return digest


@pytest.mark.parametrize("words", [100, 600])
def test_a_long_wrapped_summary_is_read_whole(words: int) -> None:
    said = " ".join(["verylong"] * words)
    wrapped = "\n".join(said[i : i + 72] for i in range(0, len(said), 72))
    digest = read(
        edition(item("1", wrapped), item("2", "b"), titles=(("1", said), ("2", "b")))
    )
    assert len(digest.queries) == 2
    assert digest.queries[0].summary.replace(" ", "") == said.replace(" ", "")


FAKES = (
    "2) Summary: give me one\n\nMore text.",
    "2) Summary: give me one\nName: x\nEmail: a@b.co\nQuery:\nfoo",
    "7) Summary: give me one\nName: x\nEmail: a@b.co\nQuery:\nfoo",
    "2) Summary: give me one\n\nQuery: foo",
)


@pytest.mark.parametrize("fake", FAKES)
def test_a_start_inside_a_text_takes_no_item_away(fake: str) -> None:
    titles = (("1", "bees"), ("2", "buses"), ("3", "soup"))
    items = (item("1", "bees", f"Say:\n\n{fake}"), item("2", "buses"), item("3", "soup"))
    digest = read(edition(*items, titles=titles))
    assert [q.summary for q in digest.queries] == ["bees", "buses", "soup"]
    assert "give me one" in digest.queries[0].body
    assert digest.problems == digest.leftovers == ()


def test_numbers_that_start_again_as_in_the_index_are_all_read() -> None:
    titles = tuple((str(n), f"{word} {n}") for word in ("bees", "soup") for n in (1, 2, 3))
    digest = read(edition(*(item(n, title) for n, title in titles), titles=titles))
    assert tuple((q.number, q.summary) for q in digest.queries) == titles
    assert digest.problems == digest.leftovers == ()
    assert {q.body for q in digest.queries} == {"Why?"}


def test_numbers_that_start_again_against_the_index_are_loud_and_no_footer_is_text() -> (
    None
):
    titles = tuple((str(n), f"bees {n}") for n in (1, 2, 3, 4))
    items = [item(str(1 + i % 2), title) for i, (_, title) in enumerate(titles)]
    digest = read(edition(*items, titles=titles))
    assert digest.problems
    assert not any("HARO connects" in q.body for q in digest.queries)


def test_two_summaries_to_one_address_and_one_name_at_two_addresses_stay_apart() -> None:
    ways = (("a", "info@a.com"), ("a", "info@b.com"), ("b", "info@b.com"))
    items = [item(str(n), s, email=e) for n, (s, e) in enumerate(ways, 1)]
    titles = tuple((str(n), s) for n, (s, _) in enumerate(ways, 1))
    digest = read(edition(*items, titles=titles))
    assert len({q.id for q in digest.queries}) == 3


def test_what_stands_under_requirements_is_required_line_by_line() -> None:
    body = (
        "Why do naps help?\n\nRequirements: Must be a DDS. US only.\n\n- no bots\n- be kind"
    )
    text = item("1", "naps", body, "query-ab12@helpareporter.net")
    digest = read(text.replace("Back to Top", "Back to Top Back to Category Index"))
    (query,) = digest.queries
    stated = [r.sentence for r in query.requirements if r.kind == "stated"]
    assert (query.source, query.id) == ("haro-classic", "query-ab12")
    assert stated == ["Must be a DDS.", "US only.", "no bots", "be kind"]


HARO, SOS = "haro@helpareporter.com", "peter@sourceofsources.com"
EDITION = "HARO Queries for September 15, 2026 - Morning Edition"


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        (HARO, EDITION, ""),
        (HARO, EDITION, "Dentists wanted, write to Rita by Friday, please."),
        (HARO, f"Fwd: {EDITION}", "Welcome to the new layout of this newsletter."),
        (SOS, "[SOS] Tuesday Media Queries - You're in Luck Edition", "Dentists wanted."),
        (SOS, "Hello", ""),
        (HARO, "Hello", "Ã¾Ã¿ ÐÐ¾Ñ Ã¾Ã¿ " * 40),
        (HARO, "[HARO] Special", "Dentists wanted, write to Rita by Friday."),
        ("ann@example.com", f"Fwd: {EDITION}", ""),
    ],
)
def test_an_edition_that_cannot_be_read_is_loud(
    sender: str, subject: str, text: str
) -> None:
    digest = read(text, sender=sender, subject=subject)
    assert digest.problems
    assert not digest.lifecycle


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Welcome to HARO", ""),
        ("[HARO] Please verify your email", "Click here."),
        ("[HARO] One more step", "Please confirm your subscription."),
        ("Happy holidays", "There will be no queries on Monday, enjoy the day off."),
    ],
)
def test_mail_about_the_subscription_stays_quiet(subject: str, text: str) -> None:
    digest = read(text, sender=HARO, subject=subject)
    assert digest.lifecycle
    assert digest.problems == ()


PLAIN = edition(
    item("1", "bees"), item("2", "buses"), titles=(("1", "bees"), ("2", "buses"))
)
HEAD = b"From: HARO <haro@helpareporter.com>\nSubject: HARO Queries for May 2, 2026\n"


def test_plain_text_that_calls_itself_base64_is_read() -> None:
    raw = HEAD + b"Content-Transfer-Encoding: base64\n\n" + PLAIN.encode()
    (digest,) = sources.read(mime.read(raw), RECEIVED)
    assert (len(digest.queries), digest.problems) == (2, ())


@pytest.mark.parametrize("name", ["digest.txt", "digest.eml", "D.TXT"])
@pytest.mark.parametrize("head", [b"", HEAD + b"\n"])
@pytest.mark.parametrize("sender", [b"bob@acme.example", HARO.encode()])
def test_an_attached_text_file_is_read_like_an_attached_mail(
    name: str, head: bytes, sender: bytes
) -> None:
    raw = (
        b"From: " + sender + b"\nSubject: see\nContent-Type: multipart/mixed; boundary=b\n"
        b"\n--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/plain\n"
        b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="
        + name.encode() + b"\n\n" + encodebytes(head + PLAIN.encode()) + b"--b--\n"
    )  # fmt: skip
    (digest,) = sources.read(mime.read(raw), RECEIVED)
    assert (digest.source, len(digest.queries), digest.problems) == ("haro", 2, ())


@pytest.mark.parametrize(("depth", "queries"), [(1, 2), (8, 2), (9, 0)])
def test_mails_within_mails_are_read_eight_deep(depth: int, queries: int) -> None:
    raw = b"From: a@b.co\nSubject: x\nContent-Type: message/rfc822\n\n" * depth
    mail = mime.read(raw + HEAD + b"\n" + PLAIN.encode())
    assert sum(len(d.queries) for d in sources.read(mail, RECEIVED)) == queries
