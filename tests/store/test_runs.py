"""A model is asked once for each outline, and takes nobody's words away."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain import RULES, Act, Came, Deed, Level, No, Outline, Policy, Run
from bot.store import Store
from tests import make
from tests.store.test_deeds import ANN, do, stands
from tests.store.test_lessons import ACME, OTHER, card
from tests.store.test_requests import FIRST, read

NOW = make.NOW
MODEL = "openai:small"


@pytest.fixture
def one(store: Store) -> Store:
    read(store, FIRST, OTHER)
    card(store, FIRST)
    return store


def run(**changes: Any) -> Run:
    base = Run(
        card_id=1,
        edition=0,
        company=ACME,
        query_id=FIRST.id,
        at=NOW,
        came=Came.USED,
        model=MODEL,
        requests=1,
        input_tokens=900,
        output_tokens=100,
        cost=0.001,
        seconds=2.0,
    )
    return replace(base, **changes)


def drafted(**changes: Any) -> Outline:
    return make.outline(drafter=MODEL, angle="What strips do", **changes)


def test_a_card_is_drafted_once_for_each_outline_it_has(one: Store):
    assert one.undrafted(NOW) == [1]
    one.add_run(run(came=Came.FAILED))
    assert one.undrafted(NOW) == []
    one.remake_card(
        1, match=make.match(), outline=make.outline(), policy=make.card().policy, now=NOW
    )
    assert one.undrafted(NOW) == [1]  # it has another outline now
    assert [found.came for found in one.runs(1)] == [Came.FAILED]


@pytest.mark.parametrize("level", [Level.BRIEF, Level.LINK, Level.OFF])
def test_below_the_level_of_an_outline_no_model_is_asked(store: Store, level: Level):
    read(store, FIRST)
    card(store, FIRST)
    store.remake_card(
        1, match=make.match(), outline=make.outline(), policy=Policy(level=level), now=NOW
    )
    assert store.undrafted(NOW) == []


def test_nothing_is_drafted_for_what_is_edited_decided_or_late(one: Store):
    card(one, OTHER)
    do(one, Act.SKIP, number=2)
    assert one.undrafted(NOW + timedelta(days=9)) == []
    do(one, Act.EDIT, outline=make.outline(text="In her own words."))
    assert one.undrafted(NOW) == []


def test_a_draft_stands_on_the_card_and_in_the_audit(one: Store):
    assert one.drafted(1, drafted(), edition=0, now=NOW)
    found = stands(one)
    assert (found.outline.drafter, found.edition) == (MODEL, 1)
    entry = one.audit(1)[0]
    assert (entry.act, entry.said) == (Act.REMAKE, f"drafted by {MODEL}")
    assert entry.shown == found.outline.hash
    assert one.undrafted(NOW) == []


def test_a_draft_that_comes_late_changes_nothing(one: Store):
    do(one, Act.EDIT, outline=make.outline(text="In her own words."))
    assert not one.drafted(1, drafted(), edition=0, now=NOW)
    assert not one.drafted(1, drafted(), edition=1, now=NOW)
    do(one, Act.SKIP)
    assert not one.drafted(1, drafted(), edition=1, now=NOW)
    assert stands(one).outline.text == "In her own words."


def test_what_was_approved_is_what_was_shown(one: Store):
    seen = stands(one)
    one.drafted(1, drafted(), edition=0, now=NOW)
    approving = Deed(card_id=1, act=Act.APPROVE, by=ANN, at=NOW)
    assert one.do(replace(approving, seen=0)).no is No.CHANGED
    assert one.do(replace(approving, shown=seen.outline.hash)).no is No.CHANGED
    now = stands(one)
    done = one.do(replace(approving, seen=now.edition, shown=now.outline.hash))
    assert done.new
    assert one.audit(1)[0].shown == now.outline.hash


def test_spending_is_added_up_by_day_model_and_company(one: Store, tmp_path: Path):
    one.add_run(run(cost=0.25))
    one.add_run(run(cost=None, came=Came.REFUSED))
    one.add_run(run(at=NOW - timedelta(days=1), cost=0.5))
    one.add_run(run(came=Came.STOPPED, requests=0, cost=None, input_tokens=0))
    assert one.spent_since(NOW - timedelta(hours=1)) == (0.25, 2100)
    today, before = one.spent(NOW - timedelta(days=3))
    assert (today.day, today.runs, today.used, today.requests) == ("2026-09-15", 3, 1, 2)
    assert (today.cost, today.unknown, before.cost) == (0.25, 1, 0.5)
    other = Store(tmp_path / "other.db")
    assert (other.spent(NOW), other.spent_since(NOW)) == ([], (0.0, 0))
    other.close()


def test_a_card_made_before_there_were_models_reads_as_one_made_by_rules(one: Store):
    row = one.rows("select shown from cards")[0]
    shown = json.loads(row["shown"])
    for name in ("asks", "said", "drafter", "angle", "flags"):
        del shown["outline"][name]
    del shown["policy"]["local"]
    with one.write() as db:
        db.execute("update cards set shown = ?", (json.dumps(shown),))
    found = stands(one)
    assert (found.outline.drafter, found.outline.hash) == (RULES, make.outline().hash)
    assert one.undrafted(NOW) == [1]


def test_why_a_models_draft_was_not_used_stands_on_the_card_of_that_edition(one: Store):
    before = stands(one)
    one.add_run(run(came=Came.REFUSED, why="its outline failed its check"))
    after = stands(one)
    assert (before.undrafted, after.undrafted) == ("", "its outline failed its check")
    assert after.look != before.look
    do(one, Act.EDIT, outline=make.outline(text="In her own words."))
    assert stands(one).undrafted == ""
