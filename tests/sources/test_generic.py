"""The generic reader: every known layout with its own source off, any order of labels,
and nothing of a mail that asks nothing of the press."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import markup, mime, skeleton, sources
from bot.domain import Digest, Mail, Query
from tests.reading import SAMPLES, WORDS, every_field, everything, within
from tests.sources.negatives import NEGATIVES

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
FILES = sorted(p for p in SAMPLES.glob("*/*") if p.suffix in {".eml", ".txt"})
DIGESTS = os.environ.get("BOT_DIGESTS", "")
real = pytest.mark.skipif(not DIGESTS, reason="BOT_DIGESTS names no folder of real digests")
FAMILY = {"haro": ("haro", "haro-classic"), "haro-classic": ("haro", "haro-classic")}
ALONE = frozenset(sources.SOURCES) - {"generic"}


def opened(path: Path) -> Mail:
    return (mime.read if path.suffix == ".eml" else mime.read_text)(path.read_bytes())


def queries(digests: Iterable[Digest]) -> list[Query]:
    return [query for digest in digests for query in digest.queries]


def by_generic(mail: Mail, off: Iterable[str] = ALONE) -> list[Query]:
    digests = sources.read(mail, RECEIVED, without=frozenset(off))
    assert {d.source for d in digests if d.queries} <= {"generic"}
    return queries(digests)


def way(query: Query) -> str:
    return query.reply_to or query.reply_url


# ------------------------------------------------------- known layouts, their source off

TORN = {"item-broken.eml": "qwoted"}
KNOWN = [p for p in FILES if p.parent.name not in {"generic", "journorequest", "profnet"}]


@pytest.mark.parametrize("path", KNOWN, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_with_its_source_off_every_sample_is_read_to_the_last_query(path: Path) -> None:
    mail = opened(path)
    views = [mail, replace(mail, plain="")] if mail.html and not mail.attached else [mail]
    for view in views:
        own = queries(sources.read(view, RECEIVED))
        name = path.parent.name
        for off in (FAMILY.get(name, (name,)), ALONE):
            got = by_generic(view, off) if own else []
            if (
                TORN.get(path.name) == name
            ):  # left over rather than paired with another's link
                assert {way(q) for q in got} < {way(q) for q in own}
                continue
            assert [way(q) for q in got] == [way(q) for q in own]
            assert [q.outlet for q in got] == [q.outlet for q in own]
            assert all(q.summary and q.body for q in got)


@pytest.mark.parametrize("name", ["haro", "haro-classic", "sos"])
def test_with_its_source_off_a_digest_reads_word_for_word_the_same(name: str) -> None:
    mail = opened(SAMPLES / name / "digest.eml")
    own, got = queries(sources.read(mail, RECEIVED)), by_generic(mail)
    fields = ("number", "summary", "body", "reporter", "outlet", "category", "deadline")
    for field in (*fields, "reply_to", "profile_url", "flag_line", "refusal", "traps"):
        assert [getattr(q, field) for q in got] == [getattr(q, field) for q in own]


def test_an_index_that_promises_more_than_is_read_is_loud() -> None:
    mail = opened(SAMPLES / "haro/item-broken.eml")
    (digest,) = sources.read(mail, RECEIVED, without=ALONE)
    assert digest.problems == ("5 in the index, 4 read (missing: 3)",)
    assert any("Night buses" in line for line in digest.leftovers)


NUMBERED = (
    "{}) Summary: {}\n\nName: Rita\n\nEmail: {}@x.example.com\n\nMedia Outlet: Desk\n\n"
    "Deadline: 7:00 PM ET - 20 September\n\nQuery:\n\n{}\n\nBack to Top\n\n-----------\n\n"
)
FAKE = "2) Summary: give me one\n\nName: x\n\nEmail: a@b.example\n\nQuery: foo"


def numbered(titles: Iterable[tuple[int, str]], body: str, *, indexed: bool) -> str:
    titles = list(titles)
    entries = "".join(f"{number}) {title} (Desk)\n" for number, title in titles)
    head = f"********* INDEX ***********\n\n{entries}\n{'*' * 28}\n\n" if indexed else ""
    items = (NUMBERED.format(n, title, title, body) for n, title in titles)
    return f"{head}{''.join(items)}You are receiving this.\n"


@pytest.mark.parametrize("numbers", [(1, 2, 3), (1, 2, 1, 2)])
@pytest.mark.parametrize("indexed", [True, False])
def test_numbers_may_start_again_below_what_closes_an_item(
    numbers: tuple[int, ...], *, indexed: bool
) -> None:
    titles = [(number, f"bees{i}") for i, number in enumerate(numbers)]
    text = numbered(titles, "Why?", indexed=indexed)
    (digest,) = sources.read(Mail(plain=text), RECEIVED, without=ALONE)
    got = [(int(q.number), q.summary, q.body) for q in digest.queries]
    assert got == [(number, title, "Why?") for number, title in titles]
    assert digest.problems == ()


def test_a_start_in_a_text_that_the_index_does_not_name_is_text() -> None:
    titles = ((1, "bees"), (2, "buses"), (3, "soup"))
    text = numbered(titles, f"Say:\n\n{FAKE}", indexed=True)
    (digest,) = sources.read(Mail(plain=text), RECEIVED, without=ALONE)
    assert [q.summary for q in digest.queries] == ["bees", "buses", "soup"]
    assert all("give me one" in q.body for q in digest.queries)
    assert digest.problems == ()


# ------------------------------------------------------------------- any order of labels

ITEMS = (
    {
        "Title": "Bakers on night shifts",
        "Journalist": "Pia Korn",
        "Publication": "Crumb Weekly",
        "Deadline": "16 September 5:00 pm ET",
        "Email": "pia@crumb.example.com",
        "Query": "What do you eat at three in the morning?\n\nPlease say it in two lines.",
    },
    {
        "Title": "Who still repairs umbrellas",
        "Journalist": "Bo Reed",
        "Publication": "Slope Notes",
        "Deadline": "17 September 9:00 am ET",
        "Email": "bo@slope.example.com",
        "Query": "I am looking for anyone who mends umbrellas for a living.",
    },
    {
        "Title": "Ferries in fog",
        "Journalist": "Ivo Lund",
        "Publication": "Chalk Line",
        "Deadline": "20 September noon ET",
        "Email": "ivo@chalk.example.com",
        "Query": "How do captains of small ferries decide to wait? Experts wanted.",
    },
)
LABELS = tuple(ITEMS[0])
SETTINGS = {
    "colon": "{}: {}",
    "paragraphs": "{}: {}\n",
    "above": "{}:\n{}",
    "bold": "**{}:** {}",
    "bold above": "**{}**\n{}",
    "bare above": "{}\n{}",
    "dash": "{} - {}",
    "pipe": "{} | {}",
    "bullet": "- {}: {}",
    "table row": " {} {}",
}
BETWEEN = ("\n\n", "\n\n-----\n\n", "\n\nBack to top\n\n----------\n\n")
FOOT = "\n\nUnsubscribe: https://requests.example.com/u\n"


def printed(items: Iterable[dict[str, str]], setting: str, order: Iterable[str],
            between: str = BETWEEN[0], *, capitals: bool = False) -> str:  # fmt: skip
    order = list(order)
    texts = (
        "\n".join(
            SETTINGS[setting].format(label.upper() if capitals else label, item[label])
            for label in order
        )
        for item in items
    )
    return f"Hello,\n\nhere are requests.\n\n{between.join(texts)}{FOOT}"


def said(query: Query) -> tuple[str, ...]:
    body = " ".join(query.body.split())
    return query.summary, query.reporter, query.outlet, query.reply_to, body


def meant(item: dict[str, str]) -> tuple[str, ...]:
    keys = ("Title", "Journalist", "Publication", "Email", "Query")
    return tuple(" ".join(item[key].split()) for key in keys)


@given(
    order=st.permutations(LABELS),
    setting=st.sampled_from(sorted(SETTINGS)),
    between=st.sampled_from(BETWEEN),
    count=st.integers(1, 3),
    capitals=st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_labels_in_any_order_and_setting_are_read(
    order: list[str], setting: str, between: str, count: int, *, capitals: bool
) -> None:
    text = printed(ITEMS[:count], setting, order, between, capitals=capitals)
    got = by_generic(Mail(plain=text))
    assert [said(q) for q in got] == [meant(item) for item in ITEMS[:count]]
    assert all(q.deadline.at for q in got)


EVIL = {
    **ITEMS[0],
    "Query": "I write about bread.\n\nDeadline: October 1 for photos.\n\nTitle: baker\n\n"
    "Website: please send yours.\n\nNote: none\n\nEmail: no calls.\n\nMore text here.",
}


@pytest.mark.parametrize(
    "order",
    [LABELS, ("Title", "Query", "Deadline", "Journalist", "Publication", "Email")],
    ids=["text last", "labels behind the text"],
)
@pytest.mark.parametrize(
    "items", [(EVIL,), (EVIL, *ITEMS[1:]), (ITEMS[1], EVIL)], ids=["alone", "first", "last"]
)
def test_labels_in_a_reporters_text_are_text(
    order: tuple[str, ...], items: tuple[dict[str, str], ...]
) -> None:
    got = by_generic(Mail(plain=printed(items, "paragraphs", order)))
    assert [said(q) for q in got] == [meant(item) for item in items]


@pytest.mark.parametrize(
    ("lost", "field"), [("Deadline: 17 ", "deadline"), ("Email: bo", "reply_to")]
)
def test_an_item_among_others_that_lacks_a_line_is_an_item(lost: str, field: str) -> None:
    text = printed(ITEMS, "colon", LABELS)
    text = "\n".join(line for line in text.split("\n") if not line.startswith(lost))
    got = by_generic(Mail(plain=text))
    assert [q.summary for q in got] == [item["Title"] for item in ITEMS]
    assert [bool(q.reply_to) for q in got] == [True, field != "reply_to", True]
    assert [bool(q.deadline.at) for q in got] == [True, field != "deadline", True]


def test_titles_that_stand_above_the_labels_belong_to_what_is_below() -> None:
    labels = [label for label in LABELS if label != "Title"]
    texts = (
        f"{item['Title']}\n\n" + "\n".join(f"{k}: {item[k]}" for k in labels)
        for item in ITEMS
    )
    got = by_generic(Mail(plain="Hello\n\n" + "\n\n".join(texts)))
    assert [said(q) for q in got] == [meant(item) for item in ITEMS]


TABLE = "<table>{}</table>", "<tr><td><b>{}</b></td><td>{}</td></tr>"
LIST = "<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"
LINES = "<p>{}</p>", "<b>{}:</b> {}<br>"


@pytest.mark.parametrize(("outer", "inner"), [TABLE, LIST, LINES])
def test_html_tables_lists_and_bold_labels_are_read(outer: str, inner: str) -> None:
    rows = ("".join(inner.format(k, v) for k, v in item.items()) for item in ITEMS)
    page = markup.to_text("".join(outer.format(row) for row in rows))
    got = by_generic(Mail(html=page))
    assert [said(q) for q in got] == [meant(item) for item in ITEMS]


def test_a_forwarded_one_is_read_and_the_head_of_the_forward_is_nobodys_value() -> None:
    head = (
        "---------- Forwarded message ---------\nFrom: Requests <team@x.example.com>\n"
        "Date: Tue, 15 Sep 2026 at 10:00\nSubject: New request\nTo: <ann@example.com>\n\n"
    )
    got = by_generic(Mail(plain=head + printed(ITEMS[:1], "colon", LABELS)))
    assert [said(q) for q in got] == [meant(ITEMS[0])]


# ----------------------------------------------------------------------- nothing invented


@pytest.mark.parametrize("name", NEGATIVES)
def test_a_mail_that_asks_nothing_of_the_press_is_left_over(name: str) -> None:
    text = NEGATIVES[name]
    for mail in (Mail(plain=text), Mail(html=markup.to_text(text.replace("\n", "<br>")))):
        digests = sources.read(mail, RECEIVED)
        assert queries(digests) == []


LAYOUT = "Looking for an expert on bread.\nCrumb Weekly\nView by Sep 16th"
SECOND = "Seeking a baker to comment on flour.\nFlour Post\nView by Sep 17th"


def test_without_a_way_to_answer_only_a_repeated_layout_is_believed() -> None:
    assert by_generic(Mail(plain=LAYOUT)) == []
    got = by_generic(Mail(plain=f"{LAYOUT}\n{SECOND}"))
    assert [(q.outlet, way(q)) for q in got] == [("Crumb Weekly", ""), ("Flour Post", "")]


def test_a_link_in_the_text_is_no_way_to_answer() -> None:
    item = {
        **ITEMS[1],
        "Query": f"{ITEMS[1]['Query']} I wrote https://a.example.com/x once.",
    }
    text = printed([ITEMS[0], item], "colon", LABELS).replace("Email: bo@slope", "Email: ?")
    assert [way(q) for q in by_generic(Mail(plain=text))] == ["pia@crumb.example.com", ""]


# ------------------------------------------------------------------------ nothing is lost


TEXTS = {
    p.name: opened(p).plain or opened(p).html
    for p in FILES
    if p.parent.name == "generic" and p.name != "personal.eml"
} | {
    order[0]: printed(ITEMS, setting, order, between)
    for order, setting, between in (
        (LABELS, "colon", BETWEEN[1]),
        (("Query", *LABELS[:-1]), "paragraphs", BETWEEN[0]),
        (("Email", *LABELS[:-2], "Query"), "pipe", BETWEEN[2]),
    )
}


@pytest.mark.parametrize("name", TEXTS)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_line_put_anywhere_is_lost(name: str, data: st.DataObject) -> None:
    lines = TEXTS[name].split("\n")
    line = data.draw(WORDS)
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    out = [
        everything(d, every_field)
        for d in sources.read(Mail(plain="\n".join(lines)), RECEIVED)
    ]
    assert line in " ".join(out)


PIECES = st.sampled_from(
    """Title: t|Query:|QUERY: q|Deadline: Friday|DEADLINE - Friday|Deadline|Email: a@b.co
|Publication | p|From: Hive|Submit By: 3 May|Answer by Sep 17th https://a.example.com/b
|View by Sep 18th|View Details|Oct 5, 2:00 PM EDT|2 alerts|-----|_____|Back to top|> x
|RESPOND VIA Q: http://a.example.com|Match reasoning|Journalist Requests|1) Summary: s
|2) Summary: s|********* INDEX ***********|Favicon for A\tA|<a href="http://a.co">b</a>
|10. FOOD/TODAY: t—o|#journorequest x|Ann (@ann)|Unsubscribe|Requirements: r|Region?
|****************************""".replace("\n", "").split("|")
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=40).map("\n".join))
@settings(deadline=None, max_examples=300)
def test_any_shuffle_of_lines_can_be_read_by_every_source(text: str) -> None:
    for source in sources.SOURCES.values():
        assert source.claims(text) >= 0
        digest = source.read(text, RECEIVED)
        assert all(q.summary and q.body for q in digest.queries if q.source == "generic")


HOSTILE = {
    "labels": "Title: t\nPublication: p\nDeadline: Friday\nEmail: a@b.co\n",
    "labels behind a text": "Website: w\n",
    "labels under a text": "We want people who do this.\n\nOutlet: o\nDeadline: Friday\n"
    "Email: a@b.co\n\n",
    "websites": "Outlet: o\nDeadline: May 3\nEmail: a@b.co\n" + "Website: w\n" * 30_000,
    "rows": "Deadline 3 May\n\nMedia Hive\n\nEmail a@b.co\n\nTopic Bees\n\nDetails So\n\n",
    "starts": "1) Summary: s\nName: n\nDeadline: Friday\nEmail: a@b.co\nQuery: q\n",
    "deadlines": "Looking for experts?\nHive\nAnswer by Sep 17th https://a.example.com/b\n",
    "one line": "Deadline: a ",
    "addresses": "Deadline: a a@b ",
    "rules": "- - - - -\n",
    "buttons": "x\nView Details https://a.example.com/b\nOct 5\n",
    "anchors": '<a href="https://a.example.com/b" ',
    "unsubscribe": "unsubscribe ",
    "torn": "text https://a.example.com/c\nHive\n",
    "quotes": " > \n",
    "posts": "Ann (@ann)\n#journorequest JournoRequests x\n",
    "headings": "10. FOOD/TODAY: t—o\n",
}


BARE = frozenset({"labels", "labels under a text", "rows", "addresses", "websites"})


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_time_in_line_with_its_length(name: str) -> None:
    head = "Title: t\nPublication: p\nDeadline: Friday\nEmail: a@b.co\nQuery: q\n\n"
    text = HOSTILE[name] * (300_000 // len(HOSTILE[name])) + "\n\nend"
    text = text if name in BARE else head + text
    with within(seconds=8):  # a quadratic reading takes minutes
        for source in ("generic", "profnet", "journorequest", "helpab2bwriter"):
            sources.SOURCES[source].claims(text)
            sources.SOURCES[source].read(text, RECEIVED)


# ------------------------------------------------------------------------- the real thing

COUNTS = {
    "haro-2026-featured/haro-2026-09-15-evening.eml": 20,
    "haro-2026-featured/haro-2026-09-16-morning.eml": 20,
    "haro-2026-featured/haro-2026-09-16-afternoon.eml": 21,
    "haro-2026-featured/haro-2026-09-16-evening.eml": 20,
    "haro-2026-featured/haro-2026-09-17-morning.eml": 20,
    "haro-2026-featured/haro-2026-01-canary-base64.txt": 1,
    "haro-classic/haro-2008-08-22-single-query.txt": 1,
    "haro-classic/haro-2022-parsed-fields.txt": 3,
    "sos/sos-2026-09-02-morning.eml": 10,
    "sos/sos-2026-09-15-morning.eml": 9,
    "connectively-2026/connectively-2026-09-16.eml": 7,
    "connectively-2026/connectively-2026-09-18-pasted.txt": 6,
    "qwoted/qwoted-2026-09-15-vice.eml": 1,
    "featured/featured-workflow-2026-09-18.txt": 4,
    "synthetic-forwards/gmail-forward.eml": 20,
    "synthetic-forwards/outlook-forward.eml": 20,
    "synthetic-forwards/quoted-reply.eml": 20,
    "noise/haro-verify.txt": 0,
    "noise/qwoted-welcome.txt": 0,
    "noise/sos-welcome.txt": 0,
}
FOOTERS = re.compile(
    r"Powered by Featured|subscription address|Unsubscribe|Terms of Service|View All"
    r"|why did I get this|Back to top|Copyright|We use your profile|Answer by|View by",
    re.IGNORECASE,
)


@real
@pytest.mark.parametrize("name", COUNTS)
def test_a_real_digest_is_read_to_the_known_count_by_the_generic_reader(name: str) -> None:
    mail = opened(Path(DIGESTS) / name)
    for view in [mail, replace(mail, plain="")] if mail.html else [mail]:
        own, got = queries(sources.read(view, RECEIVED)), by_generic(view)
        assert len(got) == COUNTS[name]
        assert [way(q) for q in got] == [way(q) for q in own]
        assert [q.outlet for q in got] == [q.outlet for q in own]
        assert not any(FOOTERS.search(q.body) for q in got)
        if "haro" in name or "sos" in name:
            assert [(q.summary, q.body) for q in got] == [(q.summary, q.body) for q in own]


def test_the_door_for_sources_keeps_a_mail_it_cannot_read() -> None:
    digest = skeleton.read("x", "Nothing\n\nhere", RECEIVED)
    assert digest.leftovers == ("Nothing", "here")
    assert digest.problems == ("no query in it could be read",)
