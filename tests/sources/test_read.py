"""From a mail to its digests: routing, completeness, noise; and the real thing."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import mime, sources
from bot.domain import Digest, Mail, Query
from tests.reading import LETTERS, SAMPLES, everything

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
DIGESTS = os.environ.get("BOT_DIGESTS", "")
real = pytest.mark.skipif(not DIGESTS, reason="BOT_DIGESTS names no folder of real digests")


def sample(name: str) -> Mail:
    return mime.read((SAMPLES / name).read_bytes())


def read(text: str, *, sender: str = "", subject: str = "") -> tuple[Digest, ...]:
    return sources.read(Mail(plain=text, sender=sender, subject=subject), RECEIVED)


PLAIN = {
    name: sample(f"{name}/digest.eml").plain for name in ("haro", "haro-classic", "sos")
}


@pytest.mark.parametrize("name", PLAIN)
def test_the_body_routes_a_mail_whoever_sent_it(name: str) -> None:
    (digest,) = read(PLAIN[name], sender="ann@example.com", subject="fyi")
    assert digest.source == name
    assert digest.queries


def test_two_digests_in_one_mail_are_two_digests() -> None:
    found = read(f"{PLAIN['haro']}\n\n{PLAIN['sos']}")
    assert [(d.source, len(d.queries), d.problems) for d in found] == [
        ("haro", 5, ()),
        ("sos", 3, ()),
    ]


def test_a_mail_around_an_attached_digest_is_not_reported_on_its_own() -> None:
    inner = Mail(plain=PLAIN["sos"])
    found = sources.read(Mail(plain="See attached.", attached=(inner, inner)), RECEIVED)
    assert [d.source for d in found] == ["sos", "sos"]


def test_the_part_with_more_queries_is_read() -> None:
    half = PLAIN["haro"][: PLAIN["haro"].index("3) Summary:")]
    page = sample("haro/html-only.eml").html
    for mail in (Mail(plain=half, html=page), Mail(plain=PLAIN["haro"], html="<p>x")):
        (digest,) = sources.read(mail, RECEIVED)
        assert (len(digest.queries), digest.problems) == (5, ())


def test_an_unknown_sender_of_no_query_is_left_over_line_by_line() -> None:
    (digest,) = read("Hi\n\nsee you", subject="Lunch")
    assert (digest.source, digest.leftovers) == ("", ("Hi", "see you"))
    assert not digest.lifecycle


def test_a_mail_about_the_subscription_is_quietly_ignored() -> None:
    known = read("Thanks for joining.", sender="a@mail.helpareporter.com")
    for (digest,) in (read("Thanks for joining.", subject="Welcome to Somewhere!"), known):
        assert (digest.lifecycle, digest.leftovers, digest.problems) == (True, (), ())


def test_an_index_without_a_known_item_is_loud_whoever_sent_it() -> None:
    (digest,) = read("***** INDEX *****\n\n1) Bees (Hive)\n\n" + "*" * 28 + "\n\nGone.")
    assert digest.problems == ("1 in the index, 0 read",)
    assert "Gone." in digest.leftovers


def test_a_known_sender_in_an_unknown_shape_is_loud() -> None:
    (digest,) = read("Deadline: Monday\nQuery: why?", sender="haro@helpareporter.com")
    assert digest.problems
    assert digest.leftovers == ("Deadline: Monday", "Query: why?")


def test_an_empty_mail_is_one_empty_digest() -> None:
    assert [d.queries for d in sources.read(Mail(), RECEIVED)] == [()]


def printed(q: Query) -> list[str]:
    said = [f"{q.number}) Summary: {q.summary}", q.body, q.reporter, q.category]
    return [*said, q.outlet, q.outlet_url, q.reply_to, q.profile_url, q.deadline.text]


FIRST = {name: PLAIN[name].index("*" * 28) + 29 for name in PLAIN}
LAST = {
    "haro": "HARO connects",
    "haro-classic": "This mail was",
    "sos": "Source of Sources T",
}


@pytest.mark.parametrize("name", PLAIN)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_line_put_anywhere_among_the_items_is_lost(
    name: str, data: st.DataObject
) -> None:
    text = PLAIN[name]
    before, items = text[: FIRST[name]], text[FIRST[name] : text.rindex(LAST[name])]
    lines = items.split("\n")
    line = data.draw(LETTERS)
    lines.insert(data.draw(st.integers(0, len(lines) - 1)), line)
    (digest,) = read(before + "\n".join(lines) + text[text.rindex(LAST[name]) :])
    assert line in everything(digest, printed)


@given(st.text(), st.text())
@settings(deadline=None)
def test_any_text_can_be_read(plain: str, html: str) -> None:
    assert sources.read(Mail(plain=plain, html=html), RECEIVED)


LINES = st.sampled_from(
    """1) Summary: x|2) SUMMARY: y|Summary: z|Name: n|NAME: n|Email: a@b.co|Query:|QUERY: q
|Deadline: 9 PM ET - 31 February|DEADLINE DATE: 2026-99-99|********* INDEX ***********
|-----------------------------------|_____|Back to Top||> |Requirements:|Publication: p
|Title: t|5.2) Summary: w|Anonymous? No|reply+12345678@helpareporter.com|99) t (o
|query-ab12@helpareporter.net|On Mon wrote:|From: x|Date: 31 Feb 2026
|****************************""".replace("\n", "").split("|")
)


@given(st.lists(LINES | st.text(max_size=12), max_size=40).map("\n".join))
@settings(deadline=None, max_examples=300)
def test_any_shuffle_of_a_digest_can_be_read(text: str) -> None:
    for digest in read(text, sender="x@helpareporter.com"):
        assert all(query.source == digest.source for query in digest.queries)


def test_reading_twice_gives_the_same() -> None:
    assert read(PLAIN["haro"]) == read(PLAIN["haro"])


# ------------------------------------------------------------------------ real digests

COUNTS = {
    "haro-2026-featured/haro-2026-09-15-evening.eml": ("haro", 20),
    "haro-2026-featured/haro-2026-09-16-morning.eml": ("haro", 20),
    "haro-2026-featured/haro-2026-09-16-afternoon.eml": ("haro", 21),
    "haro-2026-featured/haro-2026-09-16-evening.eml": ("haro", 20),
    "haro-2026-featured/haro-2026-09-17-morning.eml": ("haro", 20),
    "haro-2026-featured/haro-2026-01-canary-base64.txt": ("haro", 1),
    "haro-classic/haro-2008-08-22-single-query.txt": ("haro-classic", 1),
    "sos/sos-2026-09-02-morning.eml": ("sos", 10),
    "sos/sos-2026-09-15-morning.eml": ("sos", 9),
    "connectively-2026/connectively-2026-09-16.eml": ("connectively", 7),
    "connectively-2026/connectively-2026-09-18-pasted.txt": ("connectively", 6),
    "qwoted/qwoted-2026-09-15-vice.eml": ("qwoted", 1),
    "featured/featured-workflow-2026-09-18.txt": ("featured", 4),
    "synthetic-forwards/gmail-forward.eml": ("haro", 20),
    "synthetic-forwards/outlook-forward.eml": ("haro", 20),
    "synthetic-forwards/quoted-reply.eml": ("haro", 20),
    "noise/haro-verify.txt": ("haro", 0),
    "noise/qwoted-welcome.txt": ("qwoted", 0),
    "noise/sos-welcome.txt": ("sos", 0),
}
TEXTS = {
    "haro": (r"(?ms)^{}\) Summary:.*?^Query:(.*?)^Back to Top$"),
    "sos": (r"(?ms)^{}\) SUMMARY:.*?^QUERY:(.*?)^_____$"),
}
FOOTER = re.compile(
    r"Powered by Featured|subscription address|Unsubscribe|Terms of Service"
    r"|why did I get this|Back to top|Copyright",
    re.IGNORECASE,
)


def real_mail(name: str) -> Mail:
    path = Path(DIGESTS) / name
    return (mime.read if path.suffix == ".eml" else mime.read_text)(path.read_bytes())


@real
@pytest.mark.parametrize("name", COUNTS)
def test_a_real_digest_is_read_to_the_known_count(name: str) -> None:
    (digest,) = sources.read(real_mail(name), RECEIVED)
    assert (digest.source, len(digest.queries)) == COUNTS[name]
    assert digest.problems == digest.leftovers == ()
    assert digest.expected in {None, len(digest.queries)}
    assert not any(FOOTER.search(q.body) for q in digest.queries)
    assert digest.lifecycle is name.startswith("noise")


@real
@pytest.mark.parametrize("name", [name for name in COUNTS if name.endswith("ing.eml")])
def test_every_word_of_a_real_query_is_kept(name: str) -> None:
    mail = real_mail(name)
    for view in (mail, replace(mail, plain="")) if mail.html else (mail,):
        (digest,) = sources.read(view, RECEIVED)
        for query in digest.queries:
            found = re.search(TEXTS[digest.source].format(query.number), mail.plain)
            assert found
            raw = re.sub(r"(?m)^Back to top \(#top\)$", "", found[1])
            assert query.body.split() == raw.split()
            assert query.summary
            assert query.reporter
            assert query.outlet
            assert query.reply_to
            assert query.deadline.at


@real
def test_a_real_trap_is_decoded_and_gone_from_the_text() -> None:
    (digest,) = sources.read(
        real_mail("haro-2026-featured/haro-2026-01-canary-base64.txt"), RECEIVED
    )
    (query,) = digest.queries
    assert "exactly 3 times" in query.traps[0].text
    assert "companionship? A new" in query.body


@real
def test_headings_of_another_kind_are_read_or_left_over_but_never_lost() -> None:
    for path in Path(DIGESTS).glob("profnet/*"):
        mail = real_mail(str(path))
        (digest,) = sources.read(mail, RECEIVED)
        assert digest.source in {"", "profnet"}
        lines = [line.split() for line in mail.plain.split("\n") if line.strip()]
        said = everything(digest, printed).split()
        assert all(set(line) <= set(said) for line in lines) or digest.queries


@real
def test_no_word_of_a_login_is_left_of_a_real_mail() -> None:
    for path in Path(DIGESTS).rglob("*.*"):
        assert not re.search(
            r"token=|magic-link|REDACTED-TOKEN", repr(real_mail(str(path)))
        )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("haro", "For delivery help: ask the baker, not me."),
        ("haro-classic", "Unsubscribe from nothing, please."),
        ("sos", "This email was sent to everyone I know."),
    ],
)
@pytest.mark.parametrize("nth", [0, -1])
def test_words_of_a_footer_inside_a_query_end_nothing(
    name: str, line: str, nth: int
) -> None:
    (straight,) = read(PLAIN[name])
    tail = straight.queries[nth].body.split("\n")[-1]
    text = PLAIN[name]
    last = " ".join(tail.split()[-1:])
    begin = text.lower().index("query:", FIRST[name])
    at = text.rindex(last) if nth else text.index(last + "\n", begin)
    text = f"{text[: at + len(last)]}\n\n{line}\n\nMore.{text[at + len(last) :]}"
    (digest,) = read(text)
    assert line in digest.queries[nth].body
    assert "More." in digest.queries[nth].body
