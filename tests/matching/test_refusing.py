"""Whom a reporter does not want, and what follows for a company."""

import pytest

from bot.domain import Expert, Profile
from bot.matching import refusing
from bot.matching.eligibility import judge
from bot.matching.wants import read
from tests import make

ACCOUNTANT = Profile(
    company="Ledgerfern",
    description="A firm of accountants for freelancers.",
    experts=(Expert(id="a", name="Ann", title="Partner", credentials=("CPA",)),),
)
SOFTWARE = Profile(
    company="Paywell",
    description="Payroll software for small shops.",
    experts=(Expert(id="h", name="Hal", title="Head of payroll"),),
)
MATTRESS = Profile(
    company="Restwell",
    description="A direct-to-consumer mattress brand.",
    experts=(Expert(id="s", name="Sue", title="Sleep scientist", credentials=("PhD",)),),
)


def refused(profile, body):
    query = make.query(summary="", body=body)
    return [f.reason for f in judge(query, profile) if f.name == "refused"]


@pytest.mark.parametrize(
    "body",
    [
        "Tell me of your bill. Accountants: I love you, but not for this one.",
        "I am not looking for accountants or lawyers.",
        "Accountants need not apply.",
        "I can't use quotes from accountants for this column.",
        "Accountants, please sit this one out.",
        "No CPAs, please.",
    ],
)
def test_a_trade_that_is_refused_is_certainly_unmet(body):
    assert refused(ACCOUNTANT, body)


@pytest.mark.parametrize(
    "body",
    [
        "Not just accountants: anyone who files returns.",
        "You don't have to be an accountant.",
        "No accountant told me that before.  What do you think of it?",
        "Accountants who only sell software need not apply.",
        "I can't afford an accountant. What should I do?",
        "Looking for accountants, no vendors.",
    ],
)
def test_who_is_not_refused_whole_may_answer(body):
    assert not refused(ACCOUNTANT, body)


@pytest.mark.parametrize(
    ("profile", "body"),
    [
        (SOFTWARE, "I do not need vendors or consultants."),
        (SOFTWARE, "Vendors, please don't offer customers."),
        (SOFTWARE, "No software companies."),
        (MATTRESS, "No brand reps."),
    ],
)
def test_a_company_of_a_kind_that_is_refused_is_certainly_unmet(profile, body):
    assert refused(profile, f"How do you cope? {body}")


@pytest.mark.parametrize(
    ("profile", "body"),
    [
        (ACCOUNTANT, "No software companies."),
        (SOFTWARE, "Vendors are OK if they do not plug."),
        (SOFTWARE, "No vendor plugs in the text, please."),
        (MATTRESS, "No vendors."),
    ],
)
def test_a_refusal_of_another_kind_or_of_plugs_refuses_nobody_here(profile, body):
    assert not refused(profile, f"How do you cope? {body}")


def test_who_is_refused_is_not_taken_for_asked():
    names = {r.name for r in read(make.query(summary="", body="Sorry, no dentists.")).roles}
    assert not names


def test_one_expert_of_another_trade_is_enough():
    both = Profile(
        company="Both",
        experts=(
            Expert(id="a", name="Ann", title="Accountant"),
            Expert(id="l", name="Lee", title="Tax attorney"),
        ),
    )
    assert not refused(both, "No accountants, please. Who may deduct what?")


def test_hostile_lines_cost_no_time():
    for line in ("no " * 5000, "not for " + "x" * 9000, "sorry, " * 2000):
        assert isinstance(refusing.clauses(line[:1000]), tuple)
