"""What a newsletter lets nobody copy: no word of it is quoted in anything Slack gets."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from bot import composing, policy, sameness
from bot.domain import (
    Answer,
    Card,
    Check,
    Found,
    Have,
    Interview,
    Level,
    Match,
    Point,
    Policy,
    Query,
    Ranked,
    Said,
    Summary,
    Trap,
)
from bot.errors import BadInput
from bot.matching import eligibility
from bot.pitching.editing import Draft
from bot.slack import blocks, copying, listing, modals, rows, summaries, threads
from tests import make
from tests.make import weak
from tests.slack import hostile

MARK = "ZEBRASECRET"
LONG = " and so on" * 90
WHERE = {"channel": "C1", "ts": "1.2"}
EXPERTS = make.profile().experts
QUOTES = ("", ' "so" they say', " “so” and ”so“", ' "', " “", "\n")


def query(quotes: str = "") -> Query:
    """Return one with the mark in all that a reporter wrote but title and outlet."""
    return make.query(
        body=f"Looking for a {MARK} neurosurgeon in Boise, Idaho{quotes}{LONG}.",
        summary="Whitening strips at home",
        refusal=f"No AI{quotes} {MARK} answers",
        traps=(
            Trap(kind="base64", text=f"use{quotes} the word {MARK}"),
            Trap(kind="opaque"),
        ),
    )


def card(level: Level, quotes: str = "") -> Card:
    """Return a card that quotes the mark wherever the program quotes a query."""
    one = query(quotes)
    earlier = replace(
        one, body=f"{MARK} was{quotes}. It is {MARK} now{quotes}.", refusal="", traps=()
    )
    reasons = tuple(found.reason for found in eligibility.judge(one, make.profile()))
    assert MARK in str(reasons)
    changes = sameness.changes(earlier, one)
    assert MARK in str(changes)
    many = tuple(f'{n}: "{MARK}{quotes}"' for n in range(9))  # the thread has them all
    said = Said(by="U02BOB", name="Ada Dent", at=make.NOW, text=MARK)
    avoided = f'avoid: strips ("{MARK}{quotes}")'
    return make.card(
        query=one,
        also=(replace(one, id="other", source="qwoted"),),
        changes=changes,
        match=make.match(why=(*reasons, *many), against=(avoided, *reasons)),
        policy=Policy(level=level, reasons=policy.decide(one).reasons),
        outline=make.outline(
            text=MARK,
            opening=MARK,
            note=MARK,
            missing=(MARK,),
            points=(Point(fact_id="f1", text=MARK, why=MARK),),
            answers=(
                Answer(question=MARK, state=Have.ASK),
                Answer(question="Any?", state=Have.ASK, sentence=MARK),
            ),
            checklist=(Check(kind="bio", sentence=MARK, state=Have.ASK, value=MARK),),
            asks=(MARK,),
            said=(said,),
            drafter="a-model",
            angle=MARK,
            flags=(f"credential: {MARK}",),
        ),
        interview=Interview(
            user="U02BOB", by="U01ALICE", at=make.NOW, open=True, said=(said,)
        ),
        sent_at=make.NOW,
        heard_at=make.NOW,
    )


def shown(card: Card) -> Iterator[tuple[str, Any]]:
    """Yield all that Slack may be sent of a card."""
    states = [replace(state, policy=card.policy) for state in hostile.states(card)]
    for number, state in enumerate(states):
        yield f"card {number}", blocks.card(state, make.NOW)
        yield f"fallback {number}", blocks.fallback(state)
        yield f"rows {number}", list(rows.card_blocks(state, make.NOW))
    yield "thread", unquote(str(threads.thread(card, EXPERTS)))
    yield "links", [unquote(link.url) for link in composing.links(card, EXPERTS[0])]
    yield "eml", eml(card)
    yield "details", threads.details(card, make.NOW)
    yield "copy", (copying.blocks(card), copying.text(card))
    yield "edit", modals.edit(card, **WHERE)
    yield "faults", modals.edit_faults(card, Draft(ending=f"say {MARK}"), kept=False)
    yield "assign", modals.assign(card, (), **WHERE)
    yield "rival", modals.rival(card, **WHERE)
    yield "opened", listing.opened([card], make.NOW)
    yield "why", listing.why([ranked(card.query, card.match, card)])


def eml(card: Card) -> str:
    """Return the file that could be fetched, or why there is none."""
    try:
        return composing.eml(card, EXPERTS[0], at=make.NOW).decode()
    except BadInput as error:
        return str(error)


def ranked(
    query: Query, match: Match, card: Card | None = None, level: Level = Level.OUTLINE
) -> Ranked:
    found = Found(query=query, company="Acme Dental", state="held", score=0.4)
    return Ranked(found=found, match=match, card=card, policy=Policy(level=level))


@pytest.mark.parametrize("quotes", QUOTES)
@pytest.mark.parametrize("level", [Level.LINK, Level.OFF])
def test_no_word_of_a_withheld_query_is_quoted_anywhere(level: Level, quotes: str) -> None:
    one = card(level, quotes)
    for name, message in shown(one):
        assert MARK not in str(message), name
    assert "8: “…”" in str(threads.details(one, make.NOW))
    brief = replace(one, policy=replace(one.policy, level=Level.BRIEF))
    told = [name for name, message in shown(brief) if MARK in str(message)]
    assert {"card 0", "thread", "details", "edit", "faults", "why"} <= set(told)
    free = replace(
        one,
        query=replace(one.query, traps=()),
        also=(),
        policy=Policy(level=Level.OUTLINE),
    )
    told = [name for name, message in shown(free) if MARK in str(message)]
    assert {"links", "eml", "copy"} <= set(told)


def test_a_withheld_query_has_no_file_and_no_outline_in_its_thread() -> None:
    one = card(Level.LINK)
    shown = threads.thread(one, EXPERTS)
    text = str(shown)
    for absent in ("Get .eml", "Outline to copy", "To ask", "Look first", "a-model",
                   "Who said what", "To keep as facts", "copy it from above"):  # fmt: skip
        assert absent not in text, absent
        assert absent not in str(threads.details(one, make.NOW)), absent
    assert "Link only: " in text
    assert "read it where it stands" in text
    open_one = replace(one, policy=Policy(level=Level.BRIEF))
    brief = f"{threads.thread(open_one, EXPERTS)} {threads.details(open_one, make.NOW)}"
    for there in ("Get .eml", "Outline to copy", "To ask Ada Dent", "Look first",
                  "Who said what", "To keep as facts"):  # fmt: skip
        assert there in brief, there


def test_a_withheld_query_still_says_what_it_is_and_what_binds_an_answer() -> None:
    one = card(Level.LINK)
    text = hostile.words(blocks.card(one, make.NOW))
    for wanted in (
        "Whitening strips at home", "Health Weekly", "asks for neurosurgeon: “…”",
        "avoid: strips (“…”)", "the reporter refuses AI-written answers: “…”",
        "hidden test for AI answers (base64): “…”", "the query's text stays out of",
        "machine-written answers are now refused: “…”", "the text changed: added “…”",
    ):  # fmt: skip
        assert wanted in text + str(threads.details(one, make.NOW)), wanted


@pytest.mark.parametrize("quotes", QUOTES)
def test_no_list_quotes_a_query_whose_newsletter_forbids_it(quotes: str) -> None:
    def lists(level: Level) -> list[tuple[str, Any]]:
        one = card(level, quotes)
        line = replace(
            weak(query=one.query, against=one.match.against, why=one.match.why),
            policy=one.policy,
        )
        day = Summary(id=3, channel="C1", day="2026-11-26", lines=(line,))
        alone = ranked(one.query, one.match, level=level)
        return [
            ("summary", (summaries.blocks(day), summaries.text(day))),
            ("missed", modals.missed(day, **WHERE)),
            ("found", listing.found([alone.found], make.NOW, about="Found", more=False)),
            ("why", listing.why([alone])),
            *shown(one),
        ]

    told = [name for name, message in lists(Level.BRIEF) if MARK in str(message)]
    assert {"summary", "why", "card 0"} <= set(told)
    for level in (Level.LINK, Level.OFF):
        for name, message in lists(level):
            assert MARK not in str(message), name
