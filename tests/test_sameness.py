"""One request in many editions, under other ids, on other services."""

import importlib.util
import json
import os
import pickle
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Query
from bot.sameness import Known, changes, find, same, sketch
from tests import make
from tests.reading import within

DIGESTS = os.environ.get("BOT_DIGESTS", "")
real = pytest.mark.skipif(not DIGESTS, reason="BOT_DIGESTS names no folder of real digests")
RECALL = 0.95
LEAST = {"fresh": 0.85}  # written to break the rules; two misses are left in it


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "sameness.py"
    spec = importlib.util.spec_from_file_location("sameness_benchmark", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bench = _benchmark()
PAIRS = list(bench.invented())
SPLITS = sorted({pair.split for pair in PAIRS})
TEXT = (
    "I'm writing about hobby beekeepers who lost colonies last winter. Which mites did you "
    "find, and how did you treat them? What would you feed a weak colony in the cold? When "
    "do you open the first box of the season, and who taught you?"
)


def told(**given: Any) -> Query:
    fields: dict[str, Any] = {
        "source": "haro",
        "summary": "Beekeepers on winter losses",
        "body": TEXT,
        "outlet": "Hive Weekly",
        "reporter": "Nora Quill",
    }
    return Query(**(fields | {"id": f"haro-{crc32(str(given).encode())}"} | given))


# ------------------------------------------------------------------------ measured


@pytest.mark.parametrize("split", SPLITS)
def test_no_two_requests_are_taken_for_one_and_few_are_shown_twice(split: str) -> None:
    total, wrong = bench.score(pair for pair in PAIRS if pair.split == split)
    assert total.precision == 1.0, wrong
    assert total.recall >= LEAST.get(split, RECALL), wrong


def test_of_all_invented_pairs_few_are_shown_twice() -> None:
    total, wrong = bench.score(PAIRS)
    assert total.recall >= RECALL, wrong


def test_the_invented_pairs_are_many_of_either_kind() -> None:
    assert sum(pair.same for pair in PAIRS) >= 60
    assert sum(not pair.same for pair in PAIRS) >= 60


@real
def test_real_requests_are_told_apart_and_found_again() -> None:
    pairs, missing = bench.real(Path(DIGESTS))
    assert not missing
    assert len(pairs) >= 150
    total, wrong = bench.score(pairs)
    assert total.precision == 1.0, wrong
    assert total.recall >= RECALL, wrong


@real
def test_the_real_vet_queries_stay_three_and_the_real_forum_becomes_one() -> None:
    found = dict(bench.printed(Path(DIGESTS)))
    vets = [f"haro reply+{i}" for i in ("67b363a2", "bb43fd74", "4a4ad71e")]
    forum = [f"haro reply+{i}" for i in ("b91857db", "ebcea2a4")]

    def requests(starts: list[str]) -> int:
        known = Known()
        for start in starts:
            (query,) = (q for k, q in found.items() if k.startswith(start) and "@" not in k)
            if known.find(query) is None:
                known.add(query)
        return len(known)

    assert (requests(vets), requests(forum)) == (3, 1)


@real
def test_of_all_real_queries_only_labelled_ones_are_taken_for_one() -> None:
    found = {k: q for k, q in bench.printed(Path(DIGESTS)) if "@" not in k}
    labelled = {
        frozenset((f"{r[0]} {r[1]}", f"{r[2]} {r[3]}")) for r in bench.labels() if r[4]
    }
    known = Known()
    for name, query in found.items():
        merged = known.find(query)
        if merged is not None and merged[0] != query.id:
            other = next(k for k, q in found.items() if q.id == merged[0])
            assert frozenset((name, other)) in labelled
        known.add(query)


def test_labels_hold_ids_and_no_text() -> None:
    for row in bench.labels():
        assert all(" " not in str(part) for part in row[:4])
        assert all(len(str(part)) < 90 for part in row[:4])


# ------------------------------------------------------------------------ the two cases


def test_three_questionnaires_of_one_template_stay_three() -> None:
    start = "Hi! I'm looking for commentary from a U.S.-based vet on why cats hiccup, "
    end = " Thank you! *Please note: only original answers from U.S.-based vets count."
    asked = "What are the most common reasons?"
    bodies = (
        f"whether it's normal, and how to help. 1. {asked} 2. Is it normal for a cat to "
        "hiccup? 3. Is a cat with hiccups a happy cat?|"
        f"when it isn't normal, and if you should stop it. 1. {asked} 2. Which signs "
        "warrant a visit? 3. Why might a cat start all of a sudden?|"
        f"as well as possible treatment. 1. {asked} 2. How do vets treat hiccups, "
        "depending on the cause?"
    ).split("|")
    trio = [told(summary="", body=start + body + end) for body in bodies]
    known = Known()
    for query in trio:
        assert known.find(query) is None
        known.add(query)


def test_a_call_that_comes_under_two_ids_and_two_spellings_becomes_one() -> None:
    one = told(outlet="Dailyfoo.com", body=TEXT + " Earbuds by Femtones fit.")
    two = told(outlet="DailyFoo", body=TEXT + " Earbuds by femtones fit by Sept 22.")
    assert same(one, two) == "the same text, outlet DailyFoo / Dailyfoo.com"
    assert find(two, [make.query(), one]) == (one.id, same(one, two))


# ------------------------------------------------------------------------ ids


def test_one_alias_read_by_two_sources_is_one_request() -> None:
    mail = "reply+0b1c@helpareporter.com"
    one = told(id="reply+0b1c", reply_to=mail)
    two = told(
        id="generic-77", source="generic", reply_to=mail.upper(), body="", summary="Bees"
    )
    assert same(one, two) == "the same alias reply+0b1c"
    assert find(two, [one]) == (one.id, "the same alias reply+0b1c")


def test_one_page_of_a_service_is_one_request() -> None:
    page = "https://connectively.us/experts/questions/winter-losses-of-bees"
    one = told(source="connectively", reply_url=page)
    two = told(source="generic", reply_url=page + "?utm=x", body="Cut", summary="Bees")
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("featured.com/questions/answer?id=1", "featured.com/questions/answer?id=2"),
        ("featured.com/questions/ask-now-7?id=1", "featured.com/questions/ask-now-7?id=2"),
        ("featured.com/questions/bee-mites#1", "featured.com/questions/bee-mites#2"),
        ("app.qwoted.com/source_requests/browse-all", ""),
        ("app.qwoted.com/source_requests/search?q=12", ""),
        ("connectively.us/experts/questions/respond", ""),
        ("connectively.us/experts/questions/unanswered", ""),
        ("connectively.us/experts/questions/page-12", ""),
        ("connectively.us/experts/questions/beekeepers", ""),
        ("connectively.us/experts/questions/bee-mites.html", ""),
    ],
)
def test_a_page_of_many_requests_makes_no_two_of_them_one(one: str, two: str) -> None:
    asked = told(summary="Cats", body="Which cats live longest, and what do they eat?")
    a = told(source="qwoted", reply_url=f"https://{one}")
    b = replace(asked, source="qwoted", reply_url=f"https://{two or one}")
    for outlet in ("Hive Weekly", "Paw Post", ""):
        assert not same(a, replace(b, outlet=outlet))
        assert find(a, [replace(b, outlet=outlet)]) is None


def test_a_page_that_is_asked_for_by_number_is_not_one_page() -> None:
    page = "https://featured.com/questions/bee-mites"
    asked = TEXT.replace("Which mites did you find", "Which queens did you lose")
    for ways in (("?id=1", "?id=2"), ("?id=1", "?utm_source=x&id=1"), ("#1", "#2")):
        one, two = (told(source="featured", reply_url=page + way) for way in ways)
        assert not same(one, replace(two, body=asked))
    one, two = (told(source="featured", reply_url=page + way) for way in ("", "?utm_id=7"))
    assert same(one, replace(two, body=asked)) == "the same page featured.com/bee-mites"


def test_a_page_is_believed_only_where_outlet_or_words_agree() -> None:
    page = "https://connectively.us/experts/questions/winter-losses-8f31"
    one = told(source="connectively", reply_url=page)
    half = told(source="x", reply_url=f"{page}/", body=TEXT[:120], outlet="")
    assert same(one, half) == "the same page connectively.us/winter-losses-8f31"
    assert find(half, [one]) == (one.id, same(one, half))
    other = "Who trains ferrets for films, and what does a day on the set cost them?"
    for outlet in ("Hive Weekly", "Ferret Post", ""):
        new = told(source="x", reply_url=page, summary="Ferrets", body=other, outlet=outlet)
        assert not same(one, new)
    assert not same(one, replace(half, outlet="Ferret Post", body=TEXT[:100]))


def test_an_own_address_or_a_form_is_no_alias() -> None:
    for way in (
        {"reply_to": "query-desk@paper.example"},
        {"reply_url": "https://forms.gle/x"},
    ):
        assert not same(told(**way), told(**way, body="Who trains ferrets for films?"))


# ------------------------------------------------------------------------ laws

BITS = st.sampled_from(
    [
        *TEXT.split(". "),
        "1. What?",
        "Type 2",
        "women",
        "Please reply by Monday",
        "...",
        "<p>",
        "View full brief ->",
        "\u200b",
        "'m",
        "https://x.example/%2Fy",
        "U.S.",
        "a@b.example",
    ]
)
WILD = st.lists(BITS | st.text(max_size=20), max_size=12).map(" ".join)
QUERIES = st.builds(
    Query,
    id=st.sampled_from(["a", "b", "c", "reply+1234"]),
    source=st.sampled_from(["haro", "sos", "connectively"]),
    summary=WILD,
    body=WILD,
    outlet=st.sampled_from(["Hive Weekly", "hiveweekly.com", "Anonymous", ""]) | st.text(),
    outlet_url=st.text(max_size=30),
    reporter=st.sampled_from(["Nora Quill", ""]) | st.text(),
    reply_to=st.sampled_from(["n@x.example", ""]) | st.text(),
    reply_url=st.text(),
)


@given(QUERIES, QUERIES)
@settings(deadline=None, max_examples=300)
def test_any_two_queries_are_judged_alike_from_both_sides(a: Query, b: Query) -> None:
    assert same(a, b) == same(b, a)
    assert sketch(a) == sketch(a)
    assert all(line.isprintable() for line in changes(a, b))
    assert changes(a, a) == ()


@given(QUERIES)
@settings(deadline=None, max_examples=50)
def test_a_query_is_found_under_its_own_id(query: Query) -> None:
    known = Known()
    known.add(query)
    known.add(query)
    assert len(known) == 1
    assert query.id in known
    assert known.find(query) == (query.id, "the same id")
    known.drop(query.id)
    assert known.find(query) is None


@pytest.mark.parametrize("pair", [p for p in PAIRS if p.same], ids=lambda p: p.name)
def test_what_is_one_request_is_found_among_others(pair: Any) -> None:
    known = Known()
    for other in PAIRS:
        if other.a.body.split()[:6] != pair.a.body.split()[:6]:
            known.add(other.a)
    known.add(pair.a)
    why = same(pair.a, pair.b)
    if why:
        assert known.find(pair.b) == (pair.a.id, why)


def test_every_pair_is_judged_alike_from_both_sides() -> None:
    for pair in PAIRS:
        assert same(pair.a, pair.b) == same(pair.b, pair.a)
        assert same(pair.a, replace(pair.a, id="again"))


def test_a_sketch_is_small_and_can_be_kept() -> None:
    drawn = sketch(told(body=" ".join(f"word{n}" for n in range(3000))))
    assert 10 < len(drawn) < 70
    assert pickle.loads(pickle.dumps(drawn)) == drawn  # noqa: S301  (our own bytes)


HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "bees " * n,
    "two words": lambda n: "bees wasps " * n,
    "no space": lambda n: "x" * 5 * n,
    "percent": lambda n: "%2F" * n,
    "almost percent": lambda n: "a" * 5 * n + "%",
    "tags": lambda n: "<a" * n,
    "addresses": lambda n: "a.b@" * n,
    "full stops": lambda n: ". 1) " * n,
    "dice": lambda n: " ".join(random.Random(1).choices("abcdefgh", k=3 * n)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_costs_no_more_than_a_long_one(kind: str) -> None:
    a, b = (told(id=i, body=HOSTILE[kind](20_000)) for i in "ab")
    with within(2):
        same(a, b)
        changes(a, replace(b, body=b.body[1000:]))
        find(a, [b])


# ------------------------------------------------------------------------ changes


def test_an_edition_without_a_change_says_nothing() -> None:
    curly = TEXT.replace("'", "’").replace(" ", "\n", 7)
    assert changes(told(), told(body=curly, summary="BEEKEEPERS on  winter losses")) == ()


def test_a_change_of_the_text_is_shown_by_its_sentences() -> None:
    more = TEXT + " Who paid for the sugar?"
    assert changes(told(), told(body=more)) == (
        "the text changed: added “Who paid for the sugar?”",
    )
    assert changes(told(body=more), told()) == (
        "the text changed: gone “Who paid for the sugar?”",
    )
    edited = TEXT.replace("in the cold", "in a heat wave")
    (line,) = changes(told(), told(body=edited))
    assert "in a heat wave?”" in line
    assert line.endswith("in the cold?”")


def test_many_changes_are_told_in_four_short_lines() -> None:
    old = " ".join(f"Alpha{n} beta{n} gamma{n}? Keep {n}." for n in range(9))
    new = old.replace("gamma", "delta" + "x" * 400)
    lines = changes(told(body=old), told(body=new))
    assert len(lines) == 4
    assert lines[3] == "the text changed in 6 more places"
    assert all(len(line) < 400 for line in lines)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://x.example/a?token=AAA", "https://x.example/a?token=BBB"),
        ("https://x.example/a#t=1", "https://x.example/a#t=2"),
        (
            "https://c.example/ls/4f1c9a77e2b8d0135",
            "https://c.example/ls/99ab3c77e2b8d0136",
        ),
        ("https://c.example/eJwVzDEOgyAUBt-Dxx1", "https://c.example/eJw1zDEOgyAUBt-Dxx2"),
        (
            "http://c.example/0b7e6f0a-1111-4c1e-9d3f-aa00bb11cc22/x?y",
            "http://c.example/1b7e6f0a-2222-4c1e-9d3f-aa00bb11cc22/x",
        ),
    ],
)
def test_what_makes_a_link_one_recipients_is_no_change_and_is_not_quoted(
    one: str, two: str
) -> None:
    old, new = (told(body=f"{TEXT} See {link}. Thanks!") for link in (one, two))
    assert changes(old, new) == ()
    moved = replace(new, body=new.body.replace("See", "Now look at"))
    (line,) = changes(old, moved)
    host = two.partition("://")[2].partition("/")[0]
    assert host in line
    assert two not in line


def test_another_page_is_a_change() -> None:
    old, new = (
        told(body=f"{TEXT} See https://x.example/{p}.")
        for p in ("notes-on-10-winter-hives", "notes-on-12-winter-hives")
    )
    assert len(changes(old, new)) == 1


def test_a_changed_name_address_or_rule_is_told() -> None:
    new = told(
        outlet="Wax", summary="Bees", reply_to="n@x.example", refusal="No AI, please."
    )
    assert changes(told(), new) == (
        "the title changed from “Beekeepers on winter losses” to “Bees”",
        "the outlet changed from “Hive Weekly” to “Wax”",
        "the reply address is now “n@x.example”",
        "machine-written answers are now refused: “No AI, please.”",
    )


def test_a_deadline_moved_only_if_its_instant_did() -> None:
    old = make.query()
    later = replace(
        make.deadline(make.NOW + timedelta(days=9)), text="7:00 PM ET - 24 September"
    )
    assert changes(old, replace(old, deadline=later)) == (
        "the deadline moved from 7:00 PM ET - 16 September to 7:00 PM ET - 24 September",
    )
    assert changes(old, replace(old, deadline=replace(old.deadline, text="tomorrow"))) == ()


def test_a_cut_copy_takes_nothing_back() -> None:
    assert changes(told(), replace(told(body=TEXT[:80] + "..."), cut=True)) == ()


def test_pairs_are_written_without_an_address_of_anybody() -> None:
    path = Path(__file__).parents[1] / "benchmarks" / "sameness" / "pairs.json"
    for row in json.loads(path.read_text("utf-8")):
        assert row["a"]["reply_to"].endswith(("@helpareporter.com", ""))
