"""No stranger's text becomes Slack markup, and no word of it is lost on the way."""

import html
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack.clean import (
    clean,
    cut,
    escape,
    escaped,
    host,
    length,
    link_button,
    mrkdwn,
    one_line,
    person,
    pieces,
    plain,
    verbatim,
)
from tests.slack import hostile

ANY = st.text(st.characters(exclude_categories=())) | st.sampled_from(hostile.FRAGMENTS)


def test_twenty_thousand_hostile_texts_stay_text_in_every_sink() -> None:
    limits = (1, 40, 75, 150, 300, 3000)
    for number, text in enumerate(hostile.texts(20_000)):
        limit = limits[number % len(limits)]
        blocks = [mrkdwn(text, limit), plain(text, limit), verbatim(text, limit)]
        assert hostile.live(blocks, escaped(text, limit)) == []
        assert all(1 <= length(block["text"]) <= limit for block in blocks)


@given(ANY, st.integers(1, 200))
@settings(max_examples=400)
@example("&" * 100, 7)
@example("😀", 1)
def test_a_cut_is_a_prefix_within_its_limit_and_never_half_an_entity(
    text: str, limit: int
) -> None:
    text = clean(text)
    for is_escaped in (False, True):
        shown = cut(text, limit, escaped=is_escaped)
        final = escape(shown) if is_escaped else shown
        assert length(final) <= limit
        assert not is_escaped or not hostile.HALF_ENTITY.search(final)
        if shown != text:
            assert shown.endswith("…")
            assert text.startswith(shown[:-1])


@given(ANY)
@settings(max_examples=400)
def test_cleaning_twice_is_cleaning_once_and_hides_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not hostile.HIDDEN.search(once)
    assert "\n\n\n" not in once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY)
def test_escaping_can_be_undone(text: str) -> None:
    assert html.unescape(escape(text)) == html.unescape(text) or "&" in text
    assert escape(text).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    ) == text  # fmt: skip


@given(ANY, st.integers(2, 100))
@settings(max_examples=300)
def test_pieces_hold_every_word_in_order(text: str, limit: int) -> None:
    found = pieces(text, limit)
    assert all(0 < length(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(clean(text).split())


@pytest.mark.parametrize(
    "kept", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "naïve – “so”", "日本語"]
)
def test_what_people_write_is_kept(kept: str) -> None:
    assert clean(kept) == kept


@pytest.mark.parametrize(
    "hidden",
    [
        *("\u00ad", "\u200b", "\u2060", "\ufeff", "\u202e", "\u2066", "\u061c"),
        *("\U000e0001", "\U000e0041", "\U000e007f", "\U000e0100", "\U000e0fff"),
        *("\x00", "\x07", "\x7f", "\x85", "\ud83d", "\ue000", "\U0010ffff"),
    ],
)
def test_what_nobody_sees_is_gone_and_the_words_beside_it_stay(hidden: str) -> None:
    assert clean(f"a{hidden}b") == "ab"


def test_line_separators_become_line_ends() -> None:
    assert clean("a\u2028b\r\nc\rd\n \n\t\n\ne") == "a\nb\nc\nd\n\ne"
    assert one_line(" a\n\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://plain.example/",
        "https://a.example/x|y",
        "https://user@evil.example/",
        "https://bank.example@evil.example/",
        "https://a.example/<!channel>",
        "https://a.example/\u2066x\u2069",
        "https://" + "a" * 80 + ".example/",
        "https://a.example/" + "u" * 3000,
        "",
    ],
)
def test_only_a_plain_https_link_becomes_a_button(url: str) -> None:
    assert link_button("Open", url, action_id="open") is None


def test_a_link_button_shows_where_it_leads() -> None:
    button = link_button("Open", "https://a.example/x?q=1&r=2#z", action_id="open")
    assert button is not None
    assert button["text"]["text"] == "Open (a.example)"
    assert host("https://a.example?x=1") == "a.example"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("U024BE7LH", "<@U024BE7LH>"),
        ("Ann <!channel>", "Ann &lt;!channel&gt;"),
        ("U1|x>", "U1|x&gt;"),
        ("u024be7lh", "u024be7lh"),
        ("W012A3CDE", "<@W012A3CDE>"),
        ("U07ABCDEF12", "<@U07ABCDEF12>"),
        ("UBXKTRDRQ", "<@UBXKTRDRQ>"),  # some have no digit; nine letters then
        *((name, name) for name in ("WHO", "UNICEF", "W3C", "WILLIAM", "USER2", "U2")),
        *((name, name) for name in ("UNIVERSITY", "WASHINGTON", "U.N.", "")),
    ],
)
def test_only_a_certain_user_id_becomes_a_mention(name: str, shown: str) -> None:
    assert person(name) == shown
