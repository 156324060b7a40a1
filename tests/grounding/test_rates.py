"""A figure keeps the time in which it comes, and words for a share keep their side."""

from datetime import date

import pytest

from bot.domain import Fact, Profile, Query
from bot.grounding import claim, free
from tests import make

TODAY = date(2026, 9, 15)
YEAR = "Our 1,200 heat pumps cut bills by $340 a year on average."
CALLS = "Calls fell from 71 a week to 43 a week."
SPAN = "Homes off propane saved a median of 31 percent over twelve months."
SURVEY = (
    "In our survey of 412 patients, 38 percent kept strips on longer than the label says."
)
POLL = "62 percent of 300 clinics in our poll open at 8 a.m."
CREWS = "Seventy percent of crews have a woman on them."
SALES = "Sales doubled from 40 to 80 units after we halved the price to $12.50."
REST = "Runners rest two and a half hours, or 3½ hours after 5 km."


def profile(text: str) -> Profile:
    return Profile(company="Acme", facts=(Fact(id="f", text=text),))


def hard(line: str, fact: str) -> set[str]:
    found = claim(line, ("f",), profile(fact), today=TODAY)
    return {one.kind for one in found if one.hard}


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("On average we cut bills by $340 annually with 1,200 heat pumps.", YEAR),
        ("Average cut in bills: $340/year.", YEAR),
        ("Average yearly bills fell by $340 with our heat pumps.", YEAR),
        ("Every year, on average, our heat pumps cut bills by $340.", YEAR),
        ("Weekly calls fell from 71 to 43.", CALLS),
        ("Calls fell from 71 to 43 each week.", CALLS),
        ("Calls were 43 a week, from 71 a month earlier.", CALLS),
        ("Homes off propane saved a median 31% in a year.", SPAN),
        ("A median of 31 percent a year was saved by homes off propane.", SPAN),
        (
            "Fewer than half of our patients kept strips on longer than the label says.",
            SURVEY,
        ),
        ("Nearly 40% of 412 patients kept strips on longer than the label says.", SURVEY),
        ("Most of the 412 patients did not keep strips on longer.", SURVEY),
        ("The most common slip: 38% kept strips on longer.", SURVEY),
        ("38 of every 100 patients kept strips on longer.", SURVEY),
        ("Most of the 300 clinics in our poll open at 8 a.m.", POLL),
        ("More than half of crews have a woman on them.", CREWS),
        ("Most crews have a woman on them.", CREWS),
        ("Sales rose twofold after we cut the price by 50 percent.", SALES),
        ("Runners rest 2.5 hours, or 3.5 hours after 5 km.", REST),
        ("Half a million homes were read.", "We read 500,000 homes."),
        ("Thousands of homes lose power.", "Thousands of homes lose power."),
        ("Our 3 dozen people answer.", "Our 36 people answer."),
    ],
)
def test_the_same_figure_in_other_words_is_not_blocked(line, fact):
    assert hard(line, fact) == set()


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("Our heat pumps cut bills by $340 a month on average.", YEAR),
        ("Our heat pumps cut bills by $340 per week on average.", YEAR),
        ("Owners save 340 dollars every day on average.", YEAR),
        ("Our heat pumps cut bills by $340/month on average.", YEAR),
        ("Our heat pumps cut bills by $340 monthly on average.", YEAR),
        ("Average monthly bills fell by $340 with our heat pumps.", YEAR),
        ("On average, $340 off bills each month.", YEAR),
        ("Calls fell from 71 to 43 a day.", CALLS),
        ("Daily calls fell from 71 to 43.", CALLS),
        ("Homes off propane saved a median of 31 percent a month.", SPAN),
    ],
)
def test_a_figure_in_another_time_is_a_wrong_unit(line, fact):
    assert hard(line, fact) == {"unit"}


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("Most of the 412 patients kept strips on longer than the label says.", SURVEY),
        ("A majority of 412 patients kept strips on longer than the label says.", SURVEY),
        ("Most patients kept strips on longer than the label says.", SURVEY),
        ("More than half of our patients kept strips on longer.", SURVEY),
        ("A minority of clinics in our poll open at 8 a.m.", POLL),
        ("Fewer than half of 300 clinics in our poll open at 8 a.m.", POLL),
    ],
)
def test_a_share_in_words_on_the_other_side_of_half_is_a_wrong_number(line, fact):
    assert "number" in hard(line, fact)


@pytest.mark.parametrize(
    "number", [".38 percent", "-.38 percent", "3.8 percent", "2,38 percent"]
)
def test_a_point_before_a_number_makes_it_small(number):
    line = f"In our survey of 412 patients, {number} kept strips on longer."
    assert hard(line, SURVEY) & {"number", "unit"}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Ages 8,10 and 12 brushed 2.5 minutes.", "Ages 8,11 and 12 brushed 2.5 minutes."),
        ("Those aged 8,10 or 12 brushed.", "Those aged 9,10 or 12 brushed."),
        ("Brushing: 8,10,12.", "Brushing: 8,10,13."),
        ("Children aged 8,10 brushed 2,5 minutes.", "Children of 8,10 brushed."),
    ],
)
def test_a_comma_in_a_list_of_numbers_is_no_decimal_point(line, wrong):
    fact = "Children of the ages 8, 10 and 12 brushed 2.5 minutes."
    assert "number" not in hard(line, fact)
    assert "number" in hard(wrong, fact)


def test_a_sentence_or_dots_before_a_number_leave_it_as_it_is():
    for before in ("In our survey.", "In our survey...", "In our survey…"):
        assert hard(f"{before}38 percent kept strips on longer.", SURVEY) == set()
        assert "number" in hard(f"{before}83 percent kept strips on longer.", SURVEY)


@pytest.mark.parametrize(
    "many", ["412 k", "412 K", "412k", "412 M", "412 hundred", "412 mn"]
)
def test_a_short_sign_for_many_counts_behind_a_gap_too(many):
    line = f"In our survey of {many} patients, 38 percent kept strips on longer."
    assert "number" in hard(line, SURVEY)


@pytest.mark.parametrize(
    "times",
    [
        *("sixfold", "fivefold", "ninefold", "twentyfold", "hundredfold", "six-fold"),
        *("trebled", "quintupled", "quadrupling", "sextupled", "triples"),
    ],
)
def test_a_multiple_in_one_word_is_a_number(times):
    assert hard(f"Sales {times} after we halved the price.", SALES) == {"number"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Heat pumps that save families $340 a month", "unit"),
        ("How bills fell sixfold after heat pumps", "number"),
        ("What $.34 a year buys", "number"),
        ("See heatpumpfacts.health", "link"),
        ("More at warmhomes.pro/deal", "link"),
    ],
)
def test_a_models_own_words_are_held_to_the_same(text, kind):
    query: Query = make.query(body="")
    found = free(text, profile=profile(YEAR), query=query)
    assert kind in {one.kind for one in found if one.hard}


def test_a_name_with_a_dot_that_the_facts_hold_is_no_link():
    query = make.query(body="")
    held = profile(
        "We list rooms on Booking.com and read https://survey.example/heat first."
    )
    assert free("How to read Booking.com", profile=held, query=query) == ()
    for text in ("How to read survey.example", "See evilBooking.com", "See Booking.com/x"):
        found = free(text, profile=held, query=query)
        assert "link" in {one.kind for one in found if one.hard}, text
