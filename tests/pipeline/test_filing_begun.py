"""A draft that was begun: the server's answer was lost, or the program stopped halfway."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from bot import composing
from bot.cli.parts import policing
from bot.domain import Act, Filed, Level
from bot.errors import TryLater
from bot.inbox.drafts import DraftsFolder
from bot.policy import Rules
from tests.pipeline.expert import DRAFTS, PROFILE, Expert
from tests.pipeline.test_filing import filed, rewritten


@contextmanager
def lost(monkeypatch: pytest.MonkeyPatch, *, first: bool = False) -> Iterator[None]:
    """Let a draft be put in, or not even that, without an answer of the server."""
    real = DraftsFolder.put

    def put(folder: DraftsFolder, raw: bytes, at: datetime) -> int:
        if not first:
            real(folder, raw, at)
        raise TryLater("the connection was lost")

    with monkeypatch.context() as patch:
        patch.setattr(DraftsFolder, "put", put)
        with pytest.raises(TryLater):
            yield


def unchanged(raw: bytes) -> composing.Stored:
    """Read a draft before a person has changed it."""
    return replace(composing.messages.stored(raw), untouched=True)


def test_a_crash_between_append_and_record_leaves_one_draft(expert: Expert, monkeypatch):
    card = expert.card()
    with lost(monkeypatch):
        expert.file()
    assert filed(expert, card) == (Filed.BEGUN, "")
    expert.file()
    assert len(expert.lying()) == 1
    assert expert.said(card) == ["A draft stands in Ada Dent's Drafts folder."]
    assert filed(expert, card) == (Filed.FILED, "")


@pytest.mark.parametrize("before", [False, True])
def test_a_draft_that_was_only_begun_goes_with_the_approval(
    expert: Expert, monkeypatch, before
):
    card = expert.card()
    if before:
        expert.file()
        expert.edit(card, "Hello,\n\nother words.")
    with lost(monkeypatch):
        expert.file()
    assert len(expert.lying()) == 1 + before
    expert.do(card, Act.UNDO)
    expert.file()
    assert expert.lying() == []
    assert expert.said(card)[-1] == (
        "The approval was taken back: the draft was taken out of Ada Dent's Drafts folder."
    )
    assert filed(expert, card)[0] is Filed.TAKEN
    expert.do(card, Act.APPROVE)
    expert.file()
    assert len(expert.lying()) == 1


def test_a_draft_that_never_came_to_stand_is_not_said_to_be_gone(mini: Expert, monkeypatch):
    card = mini.card()
    with lost(monkeypatch, first=True):
        mini.file()
    mini.do(card, Act.UNDO)
    mini.file()
    assert (mini.lying(), mini.said(card)) == ([], [])
    mini.do(card, Act.APPROVE)
    with lost(monkeypatch, first=True):
        mini.file()
    mini.file()
    assert len(mini.lying()) == 1
    assert mini.said(card) == ["A draft stands in Ada Dent's Drafts folder."]


def test_a_draft_that_was_only_begun_goes_when_none_may_be_made(mini: Expert, monkeypatch):
    off = policing(Rules(sources={"haro": Level.OFF}), lambda: [PROFILE])
    why = "queries of this source are not answered"
    card = mini.card()
    with lost(monkeypatch):
        mini.file()
    mini.store.policing = off
    mini.file()
    assert mini.lying() == []
    assert filed(mini, card) == (Filed.REFUSED, why)


def test_a_draft_that_was_begun_is_noted_once_however_often_it_fails(
    mini: Expert, monkeypatch
):
    mini.card()
    for _ in range(3):
        with lost(monkeypatch, first=True):
            mini.file()
    rows = mini.store.rows("select state from filings")
    assert [row["state"] for row in rows] == ["begun"]


def test_a_draft_that_was_begun_anew_and_is_gone_does_not_come_back(
    mini: Expert, monkeypatch
):
    card = mini.card()
    mini.file()
    mini.edit(card, "Hello,\n\nother words.")
    with lost(monkeypatch, first=True):
        mini.file()
    mini.take()
    mini.file()
    assert mini.lying() == []
    assert "is not there any more" in mini.said(card)[-1]


def test_an_old_draft_that_was_changed_before_it_was_replaced_stays_alone(
    mini: Expert, monkeypatch
):
    card = mini.card()
    mini.file()
    changed = rewritten(mini.take())
    mini.put(DRAFTS, changed, [b"\\Draft"])
    with lost(monkeypatch), monkeypatch.context() as patch:
        patch.setattr("bot.pipeline.filing.composing.stored", unchanged)
        mini.edit(card, "Hello,\n\nother words.")
        mini.file()
    assert len(mini.lying()) == 2
    mini.file()
    assert [draft.raw for draft in mini.lying()] == [changed]
    assert "was changed by hand" in mini.said(card)[-1]
