"""haro-bot gallery: every view there is, and each one such that Slack takes it."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cli import gallery
from bot.domain import RULES, Act, Level, state
from bot.reports import page, samples, terminal
from bot.reports.reading import Message, Shown, Window
from bot.slack import actions, blocks, rules
from tests.cli.stage import NOW, bot
from tests.reports.test_page import check, read

VIEWS = dict(gallery.views(NOW))
BUTTONS = {
    *(actions.APPROVE, actions.EDIT, actions.SKIP, actions.SNOOZE, actions.WAKE),
    *(actions.UNDO, actions.REOPEN, actions.MORE, actions.REASON, actions.OPEN),
    *(
        actions.USE,
        actions.INTERVIEW,
        actions.EML,
        f"{actions.OPEN}_1",
        f"{actions.OPEN}_2",
    ),
    *(actions.ASSIGN, actions.MISSED, actions.REFRESH, actions.UNMUTE, actions.RESUME),
}
COMPOSERS = ("mail.google.com", "outlook.office.com")  # of links that open a new mail
MODALS = {actions.EDITED, actions.ASSIGNED, actions.RIVALLED, actions.TAUGHT}


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a view or a message, with all that is in it."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from inside(one)


def objects(shown: Shown) -> list[dict[str, Any]]:
    if isinstance(shown, Window):
        return list(inside(dict(shown.view)))
    found = list(inside(list(shown.blocks)))
    return found + [one for below in shown.thread for one in objects(below)]


def faults(shown: Shown) -> list[str]:
    if isinstance(shown, Window):
        return rules.view_faults(dict(shown.view))
    found = rules.faults([dict(block) for block in shown.blocks], text=shown.text)
    return found + [fault for below in shown.thread for fault in faults(below)]


@pytest.mark.parametrize("caption", VIEWS)
def test_slack_takes_every_view(caption):
    assert faults(VIEWS[caption]) == []


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 8, 6, 30, tzinfo=UTC),  # the clocks go forward
        datetime(2027, 11, 7, 5, 30, tzinfo=UTC),  # and back
    ],
)
def test_views_are_the_same_whenever_they_are_drawn(now):
    drawn = gallery.views(now)
    assert [caption for caption, _ in drawn] == list(VIEWS)
    assert [fault for _, shown in drawn for fault in faults(shown)] == []
    assert gallery.views(now) == drawn


def test_no_two_views_have_one_caption():
    assert len(gallery.views(NOW)) == len(VIEWS)


def test_every_button_menu_and_modal_can_be_seen():
    found = [one for shown in VIEWS.values() for one in objects(shown)]
    assert {str(one["action_id"]) for one in found if "action_id" in one} >= BUTTONS
    assert {str(one["callback_id"]) for one in found if "callback_id" in one} == MODALS
    values = {str(one.get("value", "")).rpartition(":")[2] for one in found}
    assert values >= {*actions.SNOOZES, *actions.MORES}


def test_errors_stand_below_inputs_that_are_there():
    wrong = [s for s in VIEWS.values() if isinstance(s, Window) and s.errors]
    assert len(wrong) >= 2
    for window in wrong:
        inputs = {b.get("block_id") for b in window.view["blocks"] if b["type"] == "input"}
        assert set(window.errors) <= inputs


def test_the_samples_are_in_every_state_a_card_can_be_in():
    cards = samples.cards(NOW)
    assert {state(card, NOW) for card in cards} == {
        *("open", "snoozed", "approved", "skipped", "expired")
    }
    assert len({card.id for card in cards}) == len(cards)
    assert any(card.query.traps for card in cards)
    assert any(blocks.withheld(card) for card in cards)
    assert any(card.edited_by and card.edit_stale for card in cards)
    assert any(rival.approved for card in cards for rival in card.rivals)
    assert any(card.changes and card.also for card in cards)
    assert any(card.cause for card in cards)
    assert {card.policy.level for card in cards} >= {Level.OUTLINE, Level.BRIEF, Level.LINK}
    assert any(card.outline.angle and card.outline.drafter != RULES for card in cards)
    assert any(point.why for card in cards for point in card.outline.points)
    assert any(card.outline.flags for card in cards)
    assert any(card.interview and card.interview.open for card in cards)
    assert any(card.outline.said for card in cards)
    assert any(card.sent_at and card.heard_at for card in cards)


def test_the_thread_of_an_approved_card_shows_all_there_can_be_in_one():
    shown = VIEWS["The thread of an approved card with an expert's answers"]
    assert isinstance(shown, Message)
    text = str([one for below in shown.thread for one in objects(below)])
    for wanted in (
        "Outline to copy", "Write with Gmail", "Write with Outlook", "mailto:", "Get .eml",
        "Who said what", "To keep as facts", "[[facts]]",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_every_address_in_a_sample_is_an_example():
    for shown in VIEWS.values():
        for one in objects(shown):
            for text in map(str, one.values()):
                for url in text.split("https://")[1:]:
                    host = url.split("/")[0].split()[0]
                    assert host.endswith("example.com") or host in COMPOSERS, url


def test_the_page_holds_every_view_and_nothing_that_runs(tmp_path, capsys):
    path = tmp_path / "views.html"
    assert bot("gallery", "--html", str(path), "--now", NOW.isoformat()) == 0
    html = path.read_text(encoding="utf-8")
    reader = read(html)
    check(reader)
    said = "".join(reader.said)
    assert all(caption in said for caption in VIEWS)
    assert f"{len(VIEWS)} views" in capsys.readouterr().err
    assert "\u2400" not in said  # nothing that had to be made visible
    assert "<script" not in html


def test_where_the_page_cannot_be_written_it_says_so(tmp_path, capsys):
    assert bot("gallery", "--html", str(tmp_path)) == 2
    assert "--html" in capsys.readouterr().err


def test_without_a_page_the_terminal_shows_every_view(capsys):
    assert bot("gallery", "--now", NOW.isoformat()) == 0
    shown = capsys.readouterr().out
    assert all(caption in shown for caption in VIEWS)
    controls = [c for c in shown if c != "\n" and unicodedata.category(c) == "Cc"]
    assert controls == []


def test_it_needs_no_config(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bot("gallery") == 0
    assert list(tmp_path.iterdir()) == []


def test_people_are_named_and_no_id_is_left():
    html = page.gallery(VIEWS.items(), "All")
    text = terminal.text(VIEWS.values())
    for shown in (html, text):
        assert "Mara Lindqvist" in shown
        assert "U0SAMPLE" not in shown


def test_a_card_two_minutes_after_its_approval_offers_no_undo():
    def offers(age: timedelta) -> set[str]:
        card = samples.approved(NOW, age)
        message = Message(author="a", at=NOW, blocks=blocks.card(card, NOW))
        return {str(one.get("action_id")) for one in objects(message)}

    assert Act.UNDO.value in offers(timedelta(seconds=20))
    assert Act.UNDO.value not in offers(timedelta(minutes=2))
