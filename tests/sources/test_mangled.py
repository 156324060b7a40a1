"""Digests that a mail program spaced, indented, wrapped again or cut off."""

import textwrap
from base64 import encodebytes
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from bot import mime, sources
from bot.domain import Digest, Mail, Query

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent.parent / "samples"
BODY = (
    "Tell me how the owners of small boats keep a high-speed ferry from taking their\n"
    "nets away, and who of them has ever been paid for one. I want to hear from three\n"
    "harbours at least, and from the people who mend what is left of it in the winter\n"
    "months. Please send nothing that a machine has made: I do not ever take any AI-\n"
    "generated answers from anybody, and I look at every one that comes in by myself."
)


def item(number: int, title: str, body: str = BODY, way: str = "") -> str:
    way = way or f"Email: reply+{number:08}-aaaa-bbbb@helpareporter.com"
    return (
        f"{number}) Summary: {title}\n\nName: Rita\n\nCategory: General\n\n{way}\n\n"
        f"Media Outlet: Desk (https://desk.example.com)\n\n"
        f"Deadline: 7:00 PM ET - 20 September\n\nQuery:\n\n{body}\n\n"
        f"Back to Top\n\n{'-' * 35}\n\n"
    )


LONG = "Owners of boats and menders of nets wanted for a long look\nat what harbours keep"
FOOTER = "HARO connects journalists with expert sources.\nPowered by Featured\n"
WHOLE = "".join(item(n, f"{title}") for n, title in enumerate((LONG, "Soup", LONG), 1))
WHOLE += FOOTER


def read(text: str = "", *, html: str = "") -> Digest:
    (digest,) = sources.read(Mail(plain=text, html=html), RECEIVED)
    return digest


def values(queries: tuple[Query, ...]) -> list[tuple[object, ...]]:
    """All that was printed, the white space of the text aside."""
    names = ("summary", "reporter", "outlet", "outlet_url", "reply_to", "deadline", "no_ai")
    return [(*(getattr(q, n) for n in names), q.body.split()) for q in queries]


def paragraphs(text: str) -> str:
    lines = (line for line in text.split("\n") if line)
    page = "".join(f"<p>{escape(line)}</p>" for line in lines)
    raw = f"Content-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>"
    return mime.read(raw.encode()).html


MANGLED = {
    "each line a paragraph": paragraphs(WHOLE),
    "double-spaced": WHOLE.replace("\n", "\n\n"),
    "indented": "\n".join(f"   {line}" for line in WHOLE.split("\n")),
    "indented paragraphs": textwrap.indent(WHOLE, "\t"),
}


@pytest.mark.parametrize("kind", MANGLED)
def test_space_between_and_before_lines_changes_no_value_and_no_refusal(kind: str) -> None:
    plain, mangled = read(WHOLE), read(MANGLED[kind])
    assert all(q.no_ai for q in plain.queries)
    assert values(mangled.queries) == values(plain.queries)
    assert (mangled.problems, mangled.leftovers) == ((), ())


def test_double_spacing_keeps_the_paragraphs_that_it_shows() -> None:
    text = (item(1, LONG, f"{BODY}\n\n{BODY}") + FOOTER).replace("\n", "\n\n")
    assert read(text).queries[0].body.count("\n\n") == 1


def test_a_page_of_paragraphs_on_one_line_each_keeps_them() -> None:
    said = "\n\n".join(f"{n} {'boats and nets ' * 9}" for n in range(9))
    (query,) = read(item(1, "Soup", said) + FOOTER).queries
    assert query.body.count("\n\n") == 8


@pytest.mark.parametrize("columns", [60, 66, 72, 76])
def test_a_wrap_that_breaks_behind_hyphens_changes_nothing(columns: int) -> None:
    text = WHOLE.replace("AI-\ngenerated", "AI-generated").replace(
        "desk.example.com", "desk.example.com/a-long/way-to-the/page-of-the-desk-of-boats"
    )
    lines = (textwrap.wrap(line, columns) or [""] for line in text.split("\n"))
    wrapped = "\n".join(line for part in lines for line in part)
    assert values(read(wrapped).queries) == values(read(text).queries)
    assert "high-speed" in read(wrapped).queries[0].body
    assert all(q.no_ai for q in read(wrapped).queries)


def test_a_hyphen_that_stands_for_a_word_keeps_its_space() -> None:
    body = BODY.replace("by myself.", "by myself-\nand yourself.")
    assert "myself- and yourself" in read(item(1, "Soup", body) + FOOTER).queries[0].body


def test_a_refusal_is_found_across_a_line_end_that_no_wrap_made() -> None:
    (query,) = read(item(1, "Soup", "I never take answers\nmade with AI.") + FOOTER).queries
    assert query.no_ai
    (query,) = read(item(1, "Soup", "- no plugs\n- AI tools") + FOOTER).queries
    assert not query.no_ai


@pytest.mark.parametrize("left", [BODY, BODY[:90], "Query:"])
def test_a_digest_cut_off_in_its_last_item_says_so(left: str) -> None:
    text = WHOLE[: WHOLE.rindex(left) + len(left)]
    digest = read(text)
    assert [q.cut for q in digest.queries] == [False, False, True]
    assert "the mail ends inside number 3" in digest.problems


def test_a_forward_without_the_footer_is_whole() -> None:
    digest = read(WHOLE.removesuffix(FOOTER))
    assert digest.problems == ()
    assert not any(q.cut for q in digest.queries)


def sample(name: str) -> str:
    return mime.read((SAMPLES / name).read_bytes()).plain


def test_a_cut_off_source_of_sources_connectively_and_qwoted_say_so() -> None:
    sos, alerts, qwoted = (
        sample(f"{name}/digest.eml") for name in ("sos", "connectively", "qwoted")
    )
    assert (
        "the mail ends inside number 3" in read(sos[: sos.rindex("Back to top")]).problems
    )
    assert "the mail ends early" in read(alerts[: alerts.index("Answer by Oct")]).problems
    cut = read(qwoted[: qwoted.rindex("RESPOND TO")])
    assert any("has no link to answer it" in problem for problem in cut.problems)
    for whole in (sos, alerts, qwoted):
        assert read(whole).problems == ()


@pytest.mark.parametrize("odd", range(4))
def test_base64_that_was_cut_off_is_read_as_far_as_it_goes(odd: int) -> None:
    coded = encodebytes(WHOLE.encode())
    head = b"From: a@b.co\nContent-Transfer-Encoding: base64\n\n"
    found = mime.read(head + coded[: len(coded) // 2 - odd]).plain
    assert len(read(found).queries) >= 2
    assert found.startswith("1) Summary:")


@pytest.mark.parametrize("label", ["E-mail", "e-mail", "Email"])
@pytest.mark.parametrize("due", ["Due date", "Deadline date", "Deadline"])
def test_a_label_by_another_name_is_that_label(label: str, due: str) -> None:
    renamed = WHOLE.replace("Email:", f"{label}:").replace("Deadline:", f"{due}:")
    assert values(read(renamed).queries) == values(read(WHOLE).queries)


def test_an_item_nobody_can_answer_is_told() -> None:
    text = item(1, "Bees") + item(2, "Soup", way="Contact: by pigeon") + FOOTER
    assert read(text).problems == ("number 2 has no way to answer",)
    way = item(2, "Soup", f"Write to rita@desk.example.com.\n{BODY}", way="Contact: below")
    assert read(item(1, "Bees") + way + FOOTER).problems == ()


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("order", ["1243", "2134", "1324", "4123"])
def test_items_out_of_order_are_all_read(order: str, indexed: bool) -> None:  # noqa: FBT001
    index = "".join(f"{n}) Title {n} (Desk)\n\n" for n in range(1, 5))
    head = f"********* INDEX ***********\n\n{index}{'*' * 28}\n\n" if indexed else ""
    items = "".join(item(int(n), f"Title {n}") for n in order)
    digest = read(f"{head}{items}{FOOTER}")
    assert [q.number for q in digest.queries] == list(order)
    assert digest.problems == ()


@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_a_whole_item_quoted_in_a_text_takes_no_item_away(number: int) -> None:
    quoted = item(number, "Quoted").split("Back to Top")[0]
    index = "".join(f"{n}) Title {n} (Desk)\n\n" for n in range(1, 4))
    head = f"********* INDEX ***********\n\n{index}{'*' * 28}\n\n"
    items = (
        item(1, "Title 1", f"Say:\n\n{quoted}") + item(2, "Title 2") + item(3, "Title 3")
    )
    assert [q.number for q in read(f"{head}{items}{FOOTER}").queries] == ["1", "2", "3"]
