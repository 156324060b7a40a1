"""Whose mail it is, where users describe newsletters beside ours."""

from dataclasses import replace

import pytest

from bot import described, mime, sources
from bot.described import Description
from bot.domain import Mail
from tests.described.widget import (
    ALIKE,
    HARO,
    NOW,
    ROOT,
    SMALL,
    route,
)


def test_a_text_is_claimed_by_an_item_with_two_labels_or_a_mark_and_a_start() -> None:
    claims = described.source(replace(SMALL, marks=("Small by name",))).claims
    assert claims("Request 1: Bees\nOutlet: Hive\nBrief: Why?") == 2
    assert claims("small  by\nname\nRequest 1: Bees\nOutlet: Hive\nBrief: Why?") == 3
    assert claims("Small by name\nRequest 1: Bees") == 2
    assert claims("Small by name\nOutlet: Hive\nBrief: Why?") == 0
    assert claims("Request 1: Bees\nOutlet: Hive") == 0


def test_labels_that_another_newsletter_prints_too_take_none_of_its_mail() -> None:
    assert route(HARO, ALIKE) == ["haro"]
    assert route(replace(HARO, sender="ann@agency.example"), ALIKE) == ["haro"]
    own = (
        "1) Summary: Bees\n\nName: Ann\n\nEmail: a@b.example\n\nQuery:\n\nWhy?\n\n"
        "Back to Top\n\n-----\n"
    )
    for sender in ("desk@news.alike.example", "ann@agency.example"):
        assert route(Mail(plain=own, sender=sender), ALIKE) == ["alike"]


def test_the_senders_own_description_wins_over_more_marks() -> None:
    assert route(replace(HARO, sender="desk@alike.example"), ALIKE) == ["alike"]


def test_a_newsletter_left_out_is_unknown_with_its_domains() -> None:
    assert route(HARO) == ["haro"]
    assert "haro" not in route(HARO, without=("haro",))
    welcome = Mail(plain="Thanks for joining us.", sender="haro@helpareporter.com")
    assert route(welcome) == ["haro"]
    assert route(welcome, without=("haro",)) == [""]
    labelled = Mail(
        plain="Deadline: ASAP\nPublication: Hive\nQuery: Why?\nEmail: a@b.example"
    )
    assert route(labelled) == ["generic"]
    assert route(labelled, without=("generic",)) == [""]


def test_a_newsletter_put_there_while_the_program_runs_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sources.SOURCES, "small", described.source(SMALL))
    text = "Request 1: Bees\nOutlet: Hive\nBrief: Why?\nReply to: a@b.example"
    assert route(Mail(plain=text)) == ["small"]


def test_the_senders_newsletter_goes_before_labelled_mail_if_it_can_read_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "Request 1: Bees\nDeadline: ASAP\nPublication: Hive\nQuery: Why?\n"
        "Email: a@b.example"
    )
    labels = {"Publication": "outlet", "Query": "body", "Email": "email"}
    small = described.source(replace(SMALL, labels=labels))
    monkeypatch.setitem(sources.SOURCES, "small", replace(small, claims=lambda _: 1))
    assert route(Mail(plain=text, sender="x@small.example")) == ["small"]
    assert route(Mail(plain=text, sender="x@other.example")) == ["generic"]
    other = replace(SMALL, labels=labels, start="Nothing:")
    blind = replace(described.source(other), claims=lambda _: 1)
    monkeypatch.setitem(sources.SOURCES, "small", blind)
    assert route(Mail(plain=text, sender="x@small.example")) == ["generic"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ask 1: Bees\nOutlet: Hive\nBrief: Why?\nReply to: x",
         '3 labels, but no line begins with "Request #:"'),
        ("Request 1: Bees\nFor: Hive",
         'no labels follow the lines that begin with "Request #:"'),
        ("Welcome! You're in.\nAsk 1: Bees\nOutlet: Hive\nBrief: Why?\nReply to: x",
         '3 labels, but no line begins with "Request #:"'),
    ],
)  # fmt: skip
def test_a_description_that_does_not_fit_the_senders_mail_says_why(
    text: str, problem: str
) -> None:
    mail = Mail(plain=text, sender="x@small.example")
    (digest,) = sources.read(mail, NOW, extra=[described.source(SMALL)])
    assert (digest.source, digest.problems) == ("small", (problem,))
    assert digest.leftovers == tuple(text.split("\n"))


def test_other_mail_of_a_described_sender_is_left_over_and_a_welcome_is_not() -> None:
    extra = [described.source(SMALL)]
    mail = Mail(plain="We have moved to a new office.", sender="x@small.example")
    (digest,) = sources.read(mail, NOW, extra=extra)
    assert (digest.source, digest.problems) == ("small", ())
    assert digest.leftovers == ("We have moved to a new office.",)
    (digest,) = sources.read(replace(mail, subject="Welcome!"), NOW, extra=extra)
    assert (digest.lifecycle, digest.leftovers) == (True, ())


OURS = {
    "haro": replace(
        ALIKE,
        labels={**ALIKE.labels, "HARO Journalist Profile URL": "profile"},
        end="-" * 35,
        footer=("HARO connects",),
        ignore=("Back to Top",),
    ),
    "sos": Description(
        name="ours",
        title="Ours",
        start="#) SUMMARY:",
        end="_____",
        labels={"CATEGORY": "category", "NAME": "reporter", "EMAIL": "email",
                "MUCK RACK URL": "profile", "MEDIA OUTLET": "outlet",
                "MEDIA WEBSITE": "website", "DEADLINE DATE": "deadline",
                "DEADLINE TIME": "deadline", "TIME ZONE": "deadline", "QUERY": "body"},
        footer=("Source of Sources",),
        ignore=("Back to top",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_a_newsletter_of_ours_that_is_described_reads_as_before(name: str) -> None:
    mail = mime.read((ROOT / f"tests/samples/{name}/digest.eml").read_bytes())
    (ours,) = sources.read(mail, NOW)
    extra = [described.source(OURS[name])]
    (theirs,) = sources.read(mail, NOW, extra=extra, without=sources.SOURCES)
    assert (theirs.source, theirs.expected) == (OURS[name].name, ours.expected)
    assert theirs.problems == ours.problems
    same = [replace(q, id="", source="") for q in ours.queries]
    assert [replace(q, id="", source="") for q in theirs.queries] == same
