"""Few items of each known layout with its own source off; and what is read of none."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from bot import mime, sources
from bot.domain import Digest, Mail, Query
from tests.reading import within
from tests.sources.negatives import NEGATIVES

RECEIVED = datetime(2026, 9, 17, 12, tzinfo=UTC)
ALONE = frozenset(sources.SOURCES) - {"generic"}
LOUD = "looks like requests of the press but nothing in it could be read"

# outlet, title, text, address, reporter, group, tag
LONG = (
    "What do you eat at three in the morning, and does it help you to stay awake through"
    " the rest of a long shift?"
)
SHORT = "I am looking for anyone who mends umbrellas for a living. How did you learn it?"
HOST = "Host seeks captains of small ferries for a talk."
ITEMS = (
    ("Crumb Weekly", "Bakers at night", LONG, "pia@crumb.example.com", "Pia Korn", "FOOD",
     "Journalist Requests"),
    ("Slope Notes", "Umbrella menders", SHORT, "bo@slope.example.com", "Bo Reed", "CRAFT",
     "Monitor HARO"),
    ("Chalk Line", "Ferries in fog", HOST, "ivo@chalk.example.com", "Ivo Lund", "TRAVEL",
     "Find Podcasts"),
)  # fmt: skip


def queries(digests: Iterable[Digest]) -> list[Query]:
    return [query for digest in digests for query in digest.queries]


def featured(count: int, *, links: bool = True, gap: str = "\n", head: bool = True) -> str:
    lines = [f"Bread: {count} new opportunities"] if head else []
    for n, (outlet, _, text, _, _, _, tag) in enumerate(ITEMS[:count]):
        lines += [outlet, tag, text, "Match reasoning", "You know about dough."]
        way = f" https://app.example.com/x/{n}" if links else ""
        lines += [f"Oct {n + 5}, 2:00 PM EDT", f"View Details{way}"]
    return gap.join(lines)


def connectively(count: int, *, links: bool = True, verb: str = "Answer") -> str:
    kind = "questions" if verb == "Answer" else "opportunities"
    head = "Q&A ALERTS" if verb == "Answer" else "OPPORTUNITY ALERTS"
    lines = [head, "Matching your keyword alerts.", ""]
    for n, (outlet, _, text, _, _, group, _) in enumerate(ITEMS[:count]):
        way = f" https://connectively.us/experts/{kind}/slug-{n}" if links else ""
        lines += [group, "1 alert", "", f"{text}{way}", "", outlet, ""]
        lines += [f"{verb} by Sep {n + 18}th{way}", ""]
    return "\n".join([*lines, "-" * 40])


def qwoted(count: int, *, links: bool = True) -> str:
    lines = ["Because you follow #Bread", "=" * 25, ""]
    for n, (outlet, title, text, *_) in enumerate(ITEMS[:count]):
        way = f": http://url1.qwoted.com/ls/click?upn=u00{n}" if links else ""
        lines += [f"From: {outlet}", "", title, "", f" > {text}", ""]
        lines += [f"Submit By: {n + 18} September 3:00PM CDT (in about 5 hours)", ""]
        lines += [f"RESPOND TO THIS REPORTER VIA QWOTED{way}", ""]
    return "\n".join([*lines, "-----", "We use your profile info to choose."])


def haro(count: int, *, index: bool = True, classic: bool = False) -> str:
    lines = ["QUERIES FROM CRUMB AND MORE!", "", ""]
    if index:
        lines += ["********* INDEX ***********", "", ""]
        for n, (outlet, title, _, _, _, group, _) in enumerate(ITEMS[:count], 1):
            lines += [group, "", f"{n}) {title} ({outlet})", "", ""]
        lines += ["*" * 28, ""]
    for n, (outlet, title, text, _, reporter, group, _) in enumerate(ITEMS[:count], 1):
        uuid = f"reply+42a50190-b292-459b-8961-a399a61f69a{n}@helpareporter.com"
        email = f"query-ab{n}@helpareporter.net" if classic else f"{uuid}\n{uuid}"
        due = "7:00 PM EST - 9 October" if classic else "7:00 PM ET - 20 September"
        lines += [
            f"{n}) Summary: {title}",
            "",
            f"Name: {reporter}",
            "",
            f"Category: {group}",
        ]
        lines += [
            "",
            f"Email: {email}",
            "",
            f"Media Outlet: {outlet}",
            "",
            f"Deadline: {due}",
        ]
        lines += ["", "Query:", "", text, "", "Back to Top", "", "-" * 35]
    return "\n".join([*lines, "Powered by Bread", "-" * 35, "Unsubscribe"])


def sos(count: int) -> str:
    lines = ["Queries now.", "********* INDEX ***********", ""]
    for n, (outlet, title, _, _, _, group, _) in enumerate(ITEMS[:count]):
        lines += [group.title(), "", f"{n + 1}) {title} ({outlet}) (#item{n})", ""]
    lines[-1] = "*" * 28
    for n, (outlet, title, text, email, reporter, group, _) in enumerate(ITEMS[:count], 1):
        values = (
            (f"{n}) SUMMARY", title), ("CATEGORY", group), ("NAME", reporter),
            ("EMAIL", f"{email} (mailto:{email})"), ("MUCK RACK URL", ""),
            ("MEDIA OUTLET", outlet), ("MEDIA WEBSITE", "https://o.example.com"),
            ("DEADLINE DATE", "2026-09-20"), ("DEADLINE TIME", "5:00 pm"),
            ("TIME ZONE", "Eastern Standard Time"), ("QUERY", text),
        )  # fmt: skip
        lines += ["", "\n\n".join(f"{label}: {value}".strip() for label, value in values)]
        lines += ["", "Back to top (#top)", "", "_____", ""]
    return "\n".join([*lines, "Copyright (C) 2026", "Unsubscribe (https://x.example.com)"])


LAYOUTS: dict[str, Callable[[int], str]] = {
    "featured": featured,
    "featured, no links": lambda n: featured(n, links=False),
    "featured, blank lines": lambda n: featured(n, gap="\n\n"),
    "featured, blank lines, no links": lambda n: featured(n, gap="\n\n", links=False),
    "featured, no head": lambda n: featured(n, head=False),
    "connectively": connectively,
    "connectively, no links": lambda n: connectively(n, links=False),
    "connectively, opportunities": lambda n: connectively(n, verb="View"),
    "qwoted": qwoted,
    "qwoted, no links": lambda n: qwoted(n, links=False),
    "haro": haro,
    "haro, no index": lambda n: haro(n, index=False),
    "classic": lambda n: haro(n, classic=True),
    "classic, no index": lambda n: haro(n, index=False, classic=True),
    "sos": sos,
}


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("name", LAYOUTS)
def test_with_its_source_off_a_mail_of_few_items_is_read(name: str, count: int) -> None:
    mail = mime.read_text(LAYOUTS[name](count).encode())
    own = queries(sources.read(mail, RECEIVED))
    got = queries(sources.read(mail, RECEIVED, without=ALONE))
    assert [q.outlet for q in got] == [item[0] for item in ITEMS[:count]]
    assert [q.body for q in got] == [item[2] for item in ITEMS[:count]]
    assert [q.reply_to for q in got] == [q.reply_to for q in own]
    assert [q.reply_url for q in got] == [q.reply_url for q in own]
    assert [q.deadline.at for q in got] == [q.deadline.at for q in own]
    assert all(q.source == "generic" and q.deadline.at for q in got)


def test_a_tag_of_the_press_is_believed_whatever_trade_the_text_is_of() -> None:
    text = featured(2).replace(ITEMS[0][2], "Jobs at night, tickets, coupons.")
    got = queries(sources.read(Mail(plain=text), RECEIVED, without=ALONE))
    assert [q.body for q in got] == ["Jobs at night, tickets, coupons.", ITEMS[1][2]]


def test_an_item_among_others_that_lost_its_day_is_an_item() -> None:
    text = featured(2).replace("Oct 6, 2:00 PM EDT\n", "")
    got = queries(sources.read(Mail(plain=text), RECEIVED, without=ALONE))
    assert [(q.outlet, bool(q.deadline.at)) for q in got] == [
        (ITEMS[0][0], True),
        (ITEMS[1][0], False),
    ]


def test_in_a_text_of_several_paragraphs_the_outlet_stands_above_the_tag() -> None:
    more = "Please send two lines\n\nand a picture of your bread"
    text = (
        featured(2).replace(LONG, f"{LONG}\n\n{more}").replace(SHORT, f"{SHORT}\n\n{more}")
    )
    got = queries(sources.read(Mail(plain=text), RECEIVED, without=ALONE))
    assert [q.outlet for q in got] == ["Crumb Weekly", "Slope Notes"]
    assert [q.body for q in got] == [f"{LONG}\n\n{more}", f"{SHORT}\n\n{more}"]


def test_a_podcast_without_a_day_is_an_item_where_a_machine_gives_its_reasons() -> None:
    lines = ("Loaf Talk", "Find Podcasts", "A show on bread.", "Match reasoning", "Dough.")
    text = "\n".join((*lines, "View Details https://app.example.com/x/1"))
    (query,) = queries(sources.read(Mail(plain=text), RECEIVED, without=ALONE))
    assert (query.outlet, query.body, query.deadline.at) == (lines[0], lines[2], None)
    text = text.replace("Match reasoning", "Dough is") + "\nSep 20"
    assert queries(sources.read(Mail(plain=text), RECEIVED, without=ALONE)) == []


# ------------------------------------------------------------------ labels above a text

BELOW = (
    "Deadline: Sep 18, 2026 5:00 PM ET\nStatus: Open\nSubject: Clocks in schools\n"
    "Originator: Ada Keel\n"
    "Looking for teachers of the clock. Write to ada@shore.example.com"
)


def test_a_text_right_below_the_last_label_is_no_part_of_its_value() -> None:
    (query,) = queries(sources.read(Mail(plain=BELOW), RECEIVED, without=ALONE))
    assert (query.reporter, query.reply_to) == ("Ada Keel", "ada@shore.example.com")
    assert query.body.startswith("Looking for teachers")


def test_a_fault_somebody_reported_is_no_request() -> None:
    text = BELOW.replace("Originator", "Reporter")
    assert queries(sources.read(Mail(plain=text), RECEIVED)) == []


# ------------------------------------------------------------------ read of none

ORDINARY = {
    "a tool": (
        "New in PressTool\n\nJournalist Requests\nNow with filters.\nSep 20, 2:00 PM EDT\n"
        "View details https://tool.example.com/1\n\nDashboards\nFaster.\n"
        "Sep 21, 2:00 PM EDT\nView details https://tool.example.com/2"
    ),
    "flats": (
        "PORTO\n3 alerts\n\nTwo rooms, seeking a quiet tenant https://h.example.com/1\n\n"
        "Haus & Co\n\nView by Sep 18th https://h.example.com/1\n\n"
        "Three rooms https://h.example.com/2\n\nHaus & Co\n\n"
        "View by Sep 19th https://h.example.com/2"
    ),
    "a forum": (
        "FOOD\n1 alert\n\nWhat flour do you use? https://f.example.com/1\n\nBakers\n\n"
        "View by Sep 17th https://f.example.com/1\n"
    ),
    "events": (
        "Upcoming\n\nLooking for a new network?\nFounders Hall\nSep 20, 2:00 PM EDT\n"
        "View details https://e.example.com/1\n\nPitch night for founders\nTown Hall\n"
        "Sep 21, 2:00 PM EDT\nView details https://e.example.com/2"
    ),
    "a job at a magazine": (
        "Our magazine is looking for a writer: a full-time job with a good salary, and we"
        " are hiring now.\n\nAn interview is on Monday.\n\nDeadline: 18 September\n\n"
        "https://jobs.example.com/1"
    ),
    "an interview on a calendar": (
        "Interview with a reporter, we are looking for a room.\n\n"
        "Deadline: 18 September\n\nWhen: Friday\nWhere: Room 2\nhttps://meet.example.com/1"
    ),
    "advice": (
        "Five tips for a better pitch\n\nJournalists are looking for experts who answer"
        " fast.\n\nRead more https://pr.example.com/1\n\nUnsubscribe"
    ),
}


@pytest.mark.parametrize("name", [*NEGATIVES, *ORDINARY])
def test_a_mail_that_asks_nothing_of_the_press_is_quiet(name: str) -> None:
    for digest in sources.read(Mail(plain={**NEGATIVES, **ORDINARY}[name]), RECEIVED):
        assert (digest.queries, digest.problems) == ((), ())


OTHER_TAGS = featured(2, links=False).replace("Match reasoning", "Why you")
for _tag, _word in (("Journalist Requests", "Press"), ("Monitor HARO", "Wire")):
    OTHER_TAGS = OTHER_TAGS.replace(_tag, _word)
UNREAD = {
    "items with tags nobody knows": OTHER_TAGS,
    "a request in prose": (
        "Two magazines ask this week. The first is looking for bakers who work at night,"
        " for a story.\n\nDeadline: 18 September\n\nAn interview takes ten minutes, and"
        " readers want quotes, so write to https://desk.example.com/bakers when you can."
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_looks_like_requests_and_is_not_read_is_loud(name: str) -> None:
    (digest,) = sources.read(Mail(plain=UNREAD[name]), RECEIVED)
    assert (digest.source, digest.queries, digest.problems) == ("", (), (LOUD,))
    lines = [line.strip() for line in UNREAD[name].split("\n") if line.strip()]
    assert list(digest.leftovers) == lines
    (digest,) = sources.read(Mail(plain=UNREAD[name], subject="Welcome!"), RECEIVED)
    assert digest.problems == ()


HOSTILE = {
    "tags": "Hive\nJournalist Requests\nx\nMatch reasoning\nOct 5\nView Details\n",
    "columns": "Deadline: Friday\nStatus: Open\nOriginator: o\ntext looking for experts\n",
    "alerts": "Q&A ALERTS\n1 alert\n",
    "deadlines": "looking for an expert\nHive\nDeadline: 5 May\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_time_in_line_with_its_length(name: str) -> None:
    text = HOSTILE[name] * (300_000 // len(HOSTILE[name]))
    with within(seconds=12):  # a quadratic reading takes minutes
        sources.read(Mail(plain=text), RECEIVED)
