from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from bot.reports.page import gallery, page
from bot.reports.reading import Message, Window
from bot.reports.visible import visible
from bot.slack import blocks as slack
from tests import make
from tests.reports import hostile

AT = datetime(2026, 9, 15, 13, 5, tzinfo=UTC)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "article", "div"),
    *("span", "b", "i", "time", "small", "h2", "p", "pre", "blockquote", "hr", "a"),
    *("code", "s", "em", "strong", "section", "h3"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "href", "rel", "style"),
}
EMPTY = {"meta", "hr"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.said: list[str] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        styles = [value or "" for name, value in attrs if name == "style"]
        self.odd += [s for s in styles if not s.startswith("background:#") or len(s) != 18]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


def message(text: str = "", **changes: Any) -> Message:
    return Message(author="haro-bot", at=AT, blocks=hostile.blocks(text), **changes)


def said(text: str) -> str:
    return "".join(read(page([Message(author="a", at=AT, text=text)], "c")).said)


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_no_hostile_text_becomes_a_tag_or_an_attribute(text: str) -> None:
    check_only_known_markup(text)


@given(hostile.texts())
@settings(max_examples=60, deadline=None)
def test_no_text_at_all_becomes_a_tag_or_an_attribute(text: str) -> None:
    check_only_known_markup(text)


def check_only_known_markup(text: str) -> None:
    names = {text[1:]: text, "U024BE7LH": text}
    inside = (message(text, menus=True), Message(author=text, at=AT, text=text))
    one = message(text, thread=inside, private=True, names=names)
    modal = Window(
        view=hostile.view(text), errors=hostile.errors(text), menus=True, names=names
    )
    check(read(page([one], text)))
    check(read(gallery([(text, one), (text, modal)], text)))


def check(reader: Reader) -> None:
    assert reader.tags <= TAGS
    assert reader.attributes <= ATTRIBUTES
    assert all(link.startswith("https://") for link in reader.links)
    assert not reader.odd


@given(hostile.texts())
@settings(max_examples=60, deadline=None)
def test_quoted_text_is_shown_whole(text: str) -> None:
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]}
    blocks = [{"type": "rich_text", "elements": [quote]}]
    shown = "".join(read(page([Message(author="a", at=AT, blocks=blocks)], "c")).said)
    assert visible(text) in shown


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    html = page([message("x")], "press")
    assert "default-src 'none'" in html
    assert not {"script", "img", "link", "iframe", "form"} & read(html).tags
    assert "url(" not in html
    assert "@import" not in html


def test_markup_of_our_own_words_is_drawn() -> None:
    html = page([Message(author="a", at=AT, text="*b* _i_ ~s~ `c` <@U1> &lt;x&gt;")], "c")
    assert (
        "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code> "
        '<span class="mention">@U1</span> &lt;x&gt;</p>'
    ) in html


def test_a_date_is_shown_as_its_fallback() -> None:
    assert "due 16 Sept 5 PM ET." in said("due <!date^1^{date}|16 Sept 5 PM ET>.")


def test_a_link_needs_https_and_else_says_where_it_would_lead() -> None:
    html = page(
        [Message(author="a", at=AT, text="<https://x.example|x> <http://y.example|y>")], "c"
    )
    assert 'href="https://x.example"' in html
    assert "y (http://y.example)" in html
    assert "http://y.example</a>" not in html


def test_quoted_lines_are_one_quote() -> None:
    html = page([Message(author="a", at=AT, text="before\n&gt; one\n> two\nafter")], "c")
    assert "<p>before</p>\n<blockquote>one\ntwo</blockquote>\n<p>after</p>" in html


def test_stars_inside_words_and_sums_are_left_alone() -> None:
    assert "2*3*4 snake_case_name a * b *" in said("2*3*4 snake_case_name a * b *")


def test_replies_stand_inside_their_message_and_are_counted() -> None:
    html = page([message(thread=(Message(author="b", at=AT, text="one"),))], "c")
    assert '<div class="thread"><small>1 reply</small>' in html
    assert html.index("1 reply") < html.index("<p>one</p>") < html.index("</main>")


def test_each_day_has_its_line_and_each_message_its_time() -> None:
    later = AT + timedelta(days=1, hours=-1)
    html = page([Message(author="a", at=at, text="x") for at in (AT, AT, later)], "c")
    assert html.count('class="day"') == 2
    assert "Tuesday, September 15" in html
    assert "Wednesday, September 16" in html
    assert html.count("<time>1:05 PM</time>") == 2
    assert "<time>12:05 PM</time>" in html


def test_a_card_is_drawn_with_its_title_its_quote_and_its_buttons() -> None:
    card = make.card(query=make.query(summary="Vets & <b>cats</b>"))
    html = page(
        [Message(author="haro-bot", at=AT, blocks=slack.card(card, make.NOW))], "press"
    )
    assert "<h2>Vets &amp; &lt;b&gt;cats&lt;/b&gt;</h2>" in html
    assert "<blockquote>" in html
    assert '<span class="button primary">Approve</span>' in html
    assert '<span class="button">Skip</span>' in html


def test_a_page_without_messages_is_a_page() -> None:
    assert "#" in "".join(read(page([], "press")).said)


def test_what_else_a_block_may_hold_is_drawn_and_what_is_unknown_is_named() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "More"}}
    odd: list[dict[str, Any]] = [
        {"type": "section", "accessory": button},
        {"type": "context", "elements": ["no composition"]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": MENTIONS}],
        },
        {"type": "video"},
    ]
    html = page([Message(author="a", at=AT, blocks=odd)], "c")
    assert '<span class="button">More</span>' in html
    assert (
        '<span class="mention">@U1</span><span class="mention">@here</span>:tada:' in html
    )
    assert "<code>[video]</code>" in html


def drawn(*blocks: dict[str, Any], **more: Any) -> str:
    return page([Message(author="a", at=AT, blocks=blocks, **more)], "c")


def modal(*blocks: dict[str, Any], **more: Any) -> str:
    view = {
        "type": "modal",
        "title": PLAIN | {"text": "Edit"},
        "close": PLAIN | {"text": "Cancel"},
        "submit": PLAIN | {"text": "Save"},
        "blocks": blocks,
    }
    return gallery([("A modal", Window(view=view, **more))], "All")


def asked(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    label = PLAIN | {"text": name}
    return {"type": "input", "block_id": name, "label": label, "element": element, **more}


def test_what_one_person_sees_alone_says_so():
    assert "Only visible to you" in drawn(private=True)
    assert "Only visible to you" not in drawn()


def test_a_menu_is_a_button_that_opens_and_its_entries_are_told_on_request():
    menu = {
        "type": "static_select",
        "placeholder": PLAIN | {"text": "Snooze"},
        "options": [{"text": PLAIN | {"text": "1 hour"}, "value": "h"}],
    }
    row = {"type": "actions", "elements": [menu, {"type": "overflow"}]}
    html = drawn(row)
    assert '<span class="button menu">Snooze</span>' in html
    assert '<span class="button">⋯</span>' in html
    assert "1 hour" not in html
    assert '<p class="small">Snooze: 1 hour</p>' in drawn(row, menus=True)


def test_a_question_before_a_button_works_is_told_on_request():
    texts = ("Sure?", "It is gone then", "Yes", "No")
    keys = ("title", "text", "confirm", "deny")
    confirm = {key: PLAIN | {"text": text} for key, text in zip(keys, texts, strict=True)}
    button = {"type": "button", "text": PLAIN | {"text": "Drop"}, "confirm": confirm}
    html = drawn({"type": "actions", "elements": [button]}, menus=True)
    assert "asks: Sure? · It is gone then · Yes · No" in html


def test_a_modal_has_its_title_its_questions_and_its_buttons():
    typed = {"type": "plain_text_input", "initial_value": "as it is\nnow"}
    empty = {"type": "plain_text_input", "placeholder": PLAIN | {"text": "say why"}}
    hint = PLAIN | {"text": "one a line"}
    html = modal(asked("Points", typed, hint=hint), asked("Why", empty, optional=True))
    assert '<div class="title"><b>Edit</b><i>×</i></div>' in html
    assert '<div class="label">Points</div><div class="box">as it is\nnow</div>' in html
    assert '<p class="hint">one a line</p>' in html
    assert 'Why <i>(optional)</i></div><div class="box"><i>say why</i></div>' in html
    foot = '<span class="button">Cancel</span><span class="button primary">Save</span>'
    assert f'<div class="foot">{foot}</div>' in html


def test_what_is_wrong_stands_below_its_question_and_nowhere_else():
    typed = {"type": "plain_text_input"}
    html = modal(asked("A", typed), asked("B", typed), errors={"B": "too <long>"})
    assert html.count('class="error"') == 1
    assert html.index(">B<") < html.index('<p class="error">too &lt;long&gt;</p>')


def test_boxes_are_ticked_as_they_are_at_first():
    options = [{"text": PLAIN | {"text": name}, "value": name} for name in ("a", "b")]
    boxes = {"type": "checkboxes", "options": options, "initial_options": options[1:]}
    html = modal(asked("Which", boxes))
    assert "<i> </i><span>a</span>" in html
    assert "<i>✓</i><span>b</span>" in html


def test_a_person_is_called_by_name_where_it_is_known():
    html = drawn(
        {"type": "section", "text": {"type": "mrkdwn", "text": "by <@U1> and <@U2>"}},
        names={"U1": "Ann <b>"},
    )
    assert '<span class="mention">@Ann &lt;b&gt;</span> and' in html
    assert '<span class="mention">@U2</span>' in html


def test_small_print_stands_on_one_line():
    elements = [{"type": "mrkdwn", "text": text} for text in ("*one*", "two")]
    html = drawn({"type": "context", "elements": elements})
    assert '<p class="context"><strong>one</strong>  two</p>' in html


def test_app_home_has_neither_a_way_out_nor_a_foot():
    html = gallery([("Home", Window(view={"type": "home", "blocks": []}))], "All")
    assert "<b>Home</b></div>" in html
    assert 'class="foot"' not in html


PLAIN = {"type": "plain_text", "text": ""}
MENTIONS: list[dict[str, str]] = [
    {"type": "user", "user_id": "U1"},
    {"type": "broadcast", "range": "here"},
    {"type": "emoji", "name": "tada"},
]
