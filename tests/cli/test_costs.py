"""haro-bot costs: what models were asked, what it cost, why drafts were not used."""

from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cli import costs
from bot.domain import Came, Run
from bot.errors import BadInput
from bot.store import Store
from tests.cli.stage import ACME, NOW, lines, rows


def asked(*, days: int | None = None, json: bool = False) -> int:
    args = Namespace(config="config.toml", days=days, json=json)
    return costs.run(args, lambda: NOW)


RUN = Run(
    card_id=1,
    edition=0,
    company=ACME,
    query_id="q1",
    at=NOW,
    came=Came.USED,
    model="small",
    requests=1,
    input_tokens=1000,
    output_tokens=100,
    cost=0.0125,
    seconds=1.26,
)


def add(store: Store, came: Came, why: str = "", **changes: Any) -> None:
    store.add_run(replace(RUN, came=came, why=why, **changes))


@pytest.fixture
def ran(kept: Store) -> Store:
    add(kept, Came.USED)
    add(kept, Came.REFUSED, "the model's outline failed its check: link")
    add(kept, Came.FAILED, "the endpoint did not answer in time (60 seconds)", cost=None)
    add(kept, Came.FAILED, "the endpoint did not answer in time (60 seconds)", cost=None)
    add(kept, Came.USED, at=NOW - timedelta(days=1), model="large", cost=2.5)
    add(kept, Came.USED, at=NOW - timedelta(days=40))
    return kept


@pytest.mark.usefixtures("ran")
def test_a_row_a_day_model_and_company(capsys):
    assert asked(json=True) == 0
    today, before, *reasons = rows(capsys)
    assert today == {
        "day": "2026-09-15",
        "model": "small",
        "company": ACME,
        "runs": 4,
        "used": 1,
        "requests": 4,
        "input_tokens": 4000,
        "output_tokens": 400,
        "cost": 0.025,
        "unknown_cost": 2,
        "seconds": 5.0,
    }
    assert (before["day"], before["model"], before["cost"]) == ("2026-09-14", "large", 2.5)
    assert reasons == [
        {
            "came": "failed",
            "why": "the endpoint did not answer in time (60 seconds)",
            "runs": 2,
        },
        {
            "came": "refused",
            "why": "the model's outline failed its check: link",
            "runs": 1,
        },
    ]


@pytest.mark.usefixtures("ran")
def test_people_read_a_table_a_sum_and_the_reasons(capsys):
    assert asked() == 0
    said = lines(capsys)
    assert said[0].split() == [
        *("DAY", "MODEL", "COMPANY", "RUNS", "USED", "TOKENS", "IN", "OUT", "COST"),
        "UNKNOWN",
    ]
    assert said[1].split()[-6:] == ["4", "1", "4,000", "400", "$0.0250", "2"]
    assert said[2].split()[-6:] == ["1", "1", "1,000", "100", "$2.50", "0"]
    assert "in 30 days: $2.52, and 2 runs of unknown cost" in said
    assert said[-2:] == [
        "    2  failed: the endpoint did not answer in time (60 seconds)",
        "    1  refused: the model's outline failed its check: link",
    ]
    assert max(map(len, said)) <= 100


@pytest.mark.usefixtures("ran")
def test_days_are_counted_from_today(capsys):
    assert asked(days=1, json=True) == 0
    assert [row["day"] for row in rows(capsys) if "day" in row] == ["2026-09-15"]
    assert asked(days=41, json=True) == 0
    assert len([row for row in rows(capsys) if "day" in row]) == 3


@pytest.mark.parametrize("days", [0, -1, 10**9])
@pytest.mark.usefixtures("kept")
def test_days_that_make_no_sense_are_refused(days: int):
    with pytest.raises(BadInput, match="--days"):
        asked(days=days)


@pytest.mark.usefixtures("kept")
def test_where_no_model_was_asked_that_is_said(capsys):
    assert asked() == 0
    assert lines(capsys) == ["no model was asked in the last 30 days"]


def test_a_name_with_control_characters_reaches_no_terminal(kept: Store, capsys):
    add(kept, Came.FAILED, "no\x1b[31m", model="m\x1b]0;x\x07")
    assert asked() == 0
    assert "\x1b" not in capsys.readouterr().out
