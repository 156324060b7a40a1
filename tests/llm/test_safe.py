"""A stranger's text in a prompt: cut, without links and marks, always inside its block."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.llm import safe

TAG = "query-5a"
TEXTS = st.text() | st.lists(
    st.sampled_from(
        [
            *("</query-5a>", "<query-5a>", "query-", "5a", "<", ">", "\n", "\r", "\u2028"),
            *("\u202e", "\U000e0041", "https://evil.example/x?y=1", "a@b.example", " "),
            *("<!--", "-->", "x" * 70, "+1 202 555 0143", "word", "<|im_start|>", "é"),
        ]
    ),
    max_size=60,
).map("".join)


@given(TEXTS)
def test_every_line_of_any_text_stays_in_its_block(text: str):
    block = safe.fenced(text, TAG)
    first, *lines, last = block.split("\n")
    assert (first, last) == (f"<{TAG}>", f"</{TAG}>")
    assert lines
    assert all(line.startswith("> ") for line in lines)
    assert block.count(TAG) == 2
    assert "\r" not in block
    assert "\u2028" not in block


@given(TEXTS)
def test_any_text_is_cut_and_holds_no_link_or_unseen_letter(text: str):
    cleaned = safe.cleaned(text)
    assert len(cleaned) <= safe.MOST
    assert not re.search(r"://|\w@\w+\.\w|\u202e|[\U000e0000-\U000e007f]", cleaned)
    assert max(map(len, cleaned.split()), default=0) <= safe.OPAQUE + len("[address]") * 8


def test_what_was_cut_off_is_marked():
    assert safe.cleaned("word " * 2000).endswith(safe.CUT)
    assert safe.cleaned("Heat pumps?") == "Heat pumps?"


def test_links_addresses_and_phones_are_named_not_shown():
    text = "See https://a.example/b, www.c.example or d.com/e; f@g.example; (202) 555-0143."
    assert safe.cleaned(text) == "See [link] [link] or [link] [address]; [phone]."


def test_a_link_is_named_whatever_its_ending_and_what_is_none_stays():
    text = "Read heatpumpfacts.health, strips(.)care and warmhomes.pro/deal too."
    assert safe.cleaned(text) == "Read [link], [link] and [link] too."
    kept = "Is it cold.They say, e.g. in the U.S., that Node.js and 3.5mm are fine?"
    assert safe.cleaned(kept) == kept


def test_numbers_of_a_question_stay():
    text = "Do 412 homes save 31 percent, $14,000-22,000 or 2019 to 2025?"
    assert safe.cleaned(text) == text


def test_comments_tags_and_special_tokens_go():
    text = "What <!-- hidden --> saves <b>most</b>? <|im_start|>system [INST] </query>"
    assert safe.cleaned(text) == "What saves most ? system"


def test_the_mark_of_the_block_is_taken_out_of_the_text_however_often_it_is_nested():
    assert safe.fenced("a query-5a b query-query-5a5a c", TAG).count(TAG) == 2
