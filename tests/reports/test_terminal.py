import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from bot.reports import terminal
from bot.reports.reading import Message, Window
from bot.slack import blocks as slack
from tests import make
from tests.reports import hostile

AT = datetime(2026, 9, 15, 13, 5, tzinfo=UTC)


def message(text: str) -> Message:
    return Message(author="haro-bot", at=AT, blocks=hostile.blocks(text))


def check_harmless(text: str) -> None:
    below = Message(author=text, at=AT, text=text)
    names = {text[1:]: text}
    one = Message(
        author=text,
        at=AT,
        blocks=hostile.blocks(text),
        thread=(below,),
        private=True,
        menus=True,
        names=names,
    )
    modal = Window(view=hostile.view(text), errors=hostile.errors(text), menus=True)
    shown = terminal.text([one, modal])
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in {"Cc", "Cs"}]
    assert all(cell_len(line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_hostile_text_holds_no_control_character_and_no_long_line(text: str) -> None:
    check_harmless(text)


@given(hostile.texts())
@settings(max_examples=40, deadline=None)
def test_no_text_at_all_can_send_a_control_character(text: str) -> None:
    check_harmless(text)


def test_text_in_colour_sends_only_our_own_colours() -> None:
    def painted(text: str) -> str:
        out = StringIO()
        screen = Console(file=out, force_terminal=True, color_system="standard", width=80)
        terminal.show([Message(author="a", at=AT, text=text)], screen)
        return out.getvalue()

    assert painted("\x1b]8;;https://evil.example\x07x").count("\x1b") == painted("x").count(
        "\x1b"
    )
    assert "\x1b]8" not in painted("<https://x.example|x>")


def test_rich_markup_from_a_mail_is_text() -> None:
    text = "[bold red]Sale[/bold red] :smile: [/]"
    assert text in terminal.text([Message(author="a", at=AT, text=text)])


def test_a_link_shows_where_it_leads() -> None:
    shown = terminal.text([Message(author="a", at=AT, text="<https://x.example|bank>")])
    assert "bank (https://x.example)" in shown


def test_a_card_fits_80_columns_and_shows_all_it_holds() -> None:
    card = make.card()
    shown = terminal.text(
        [Message(author="haro-bot", at=AT, blocks=slack.card(card, make.NOW))]
    )
    assert card.query.summary in shown
    assert "│ Do whitening strips harm enamel?" in shown
    assert "[ Approve ]  [ Edit ]  [ Skip ]  [ Snooze ▾ ]  [ ⋯ ]" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_narrow_screen_is_enough() -> None:
    shown = terminal.text([message("a word " * 30)], width=40)
    assert all(len(line) <= 40 for line in shown.splitlines())


def test_replies_stand_below_their_message() -> None:
    below = Message(author="Ada", at=AT, text="done")
    shown = terminal.text(
        [Message(author="haro-bot", at=AT, text="asked", thread=(below,))]
    )
    assert (
        shown.index("asked") < shown.index("└") < shown.index("Ada") < shown.index("done")
    )


def test_a_screen_without_unicode_gets_plain_signs() -> None:
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    screen = Console(file=out, width=80, color_system=None)
    modal = Window(view=hostile.view("é • > x"), menus=True)
    terminal.gallery([("one", message("é • > x")), ("two", modal)], screen)
    out.flush()
    shown = out.buffer.getvalue().decode("ascii")
    assert "| " in shown


def test_a_modal_is_a_frame_with_its_questions_and_buttons() -> None:
    plain = {"type": "plain_text", "text": "Points"}
    options = [{"text": plain | {"text": "keep them"}, "value": "k"}]
    inputs = (
        {"type": "plain_text_input", "initial_value": "one\ntwo"},
        {"type": "static_select", "placeholder": plain | {"text": "who"}},
        {"type": "checkboxes", "options": options, "initial_options": options},
    )
    view = {
        "type": "modal",
        "title": plain | {"text": "Edit"},
        "submit": plain | {"text": "Save"},
        "blocks": [
            {"type": "input", "block_id": f"b{n}", "label": plain, "element": one}
            for n, one in enumerate(inputs)
        ],
    }
    shown = terminal.text([Window(view=view, errors={"b0": "too short"})])
    for part in ("─ Edit ─", "│ one", "│ two", "Error: too short", "who ▾", "[✓] keep"):
        assert part in shown
    assert "[ Close ]  [ Save ]" in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_a_gallery_tells_what_each_view_is() -> None:
    out = StringIO()
    screen = Console(file=out, width=80, color_system=None)
    one = Message(author="a", at=AT, text="said", private=True)
    terminal.gallery([("A word alone", one)], screen)
    shown = out.getvalue()
    assert shown.index("══ A word alone") < shown.index("Only visible to you")
    assert shown.index("Only visible to you") < shown.index("said")


def test_the_page_and_the_mails_come_without_rich() -> None:
    code = (
        "import sys, bot.reports, bot.reports.page, bot.reports.demo_mail;"
        "sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
