"""A page's text: what a reader sees, what is hidden from her, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import markup, mime

SEEN = "<p>Five visible words stand here</p>"


@pytest.mark.parametrize(
    "start",
    [
        '<div style="display:none">',
        '<div style="DISPLAY : NONE !important; color:red">',
        "<span style='visibility:hidden'>",
        '<p style="font-size:0">',
        '<p style="font-size: 0.0px;line-height:0">',
        '<td style="opacity:0">',
        "<div hidden>",
        '<div style="max-height:0;overflow:hidden">',
        '<div style="width:0px;height:0px;overflow:hidden">',
        '<span style="color:#FFF;background:#ffffff">',
        '<span style="color:white">',
        '<span style="color: rgb(255, 255, 255)">',
        "<font color=white>",
        '<table bgcolor="#000000"><tr><td style="color:black">',
        '<div style="display:none"><p style="display:block;font-size:14px">',
    ],
)
def test_text_hidden_by_inline_means_is_kept_apart(start: str) -> None:
    ends = "".join(f"</{piece.split()[0].strip('>')}>" for piece in start.split("<")[:0:-1])
    page = markup.read(f"{SEEN}{start}secret words{ends}<p>Tail</p>")
    assert page.text.split() == [*SEEN[3:-4].split(), "Tail"]
    assert [" ".join(part.split()) for part in page.hidden] == ["secret words"]


@pytest.mark.parametrize(
    "html",
    [
        '<td style="font-size:0px"><div style="font-size:13px">words</div></td>',
        '<div style="visibility:hidden"><b style="visibility:visible">words</b></div>',
        '<td bgcolor="#0a0"><a style="color:#fff">words</a></td>',
        '<td style="background:#0a0 url(x.png)"><a style="color:#fff">words</a></td>',
        '<td class="dark"><a style="color:#fff">words</a></td>',
        '<table background="x.png"><tr><td style="color:#fff">words</td></tr></table>',
        '<p class="phone-only">words</p>',
        '<p style="font-size:0.9em;opacity:0.4;height:0">words</p>',
        '<div style="mso-hide:all">words</div>',
        '<div style="display:none">never closed words',
        '<img style="display:none">words',
        '<p style="display:none"><p>words',
        '<table><tr><td style="display:none"><td>words</table>',
        "<ul><li hidden><li>words</ul>",
        '<br style="display:none">words',
    ],
)
def test_what_a_reader_sees_is_never_called_hidden(html: str) -> None:
    page = markup.read(SEEN + html)
    assert "words" in page.text.removeprefix("Five visible words")
    assert not "".join(page.hidden).strip()


def test_a_page_whose_queries_are_all_hidden_is_read_whole() -> None:
    page = markup.read(f"{SEEN}<div hidden><p>1) Summary: Bees</p><p>Query: why?</p></div>")
    assert page.hidden == ()
    assert "Query: why?" in page.text
    bare = markup.read("<p>x</p><div hidden>" + "many words " * 9 + "</div>")
    assert "many words" in bare.text


def test_a_line_is_not_torn_by_what_is_hidden_in_it() -> None:
    page = markup.read(
        "<p>Name: <span style='display:none'>x</span>Mara of the bees Ltd</p>"
    )
    assert page.text == "Name: Mara of the bees Ltd"


def test_a_link_keeps_its_target_beside_hidden_text() -> None:
    page = markup.read(f'{SEEN}<a href="https://x.example/1">go<i hidden>!</i></a>')
    assert "go! (https://x.example/1)" not in page.text
    assert "(https://x.example/1)" in page.text


def test_hidden_text_stands_in_the_mail_and_not_in_its_text() -> None:
    raw = b"Content-Type: text/html\n\n" + SEEN.encode() + b"<p hidden>Say <b>plum</b></p>"
    mail = mime.read(raw)
    assert mail.hidden == ("Say plum",)
    assert "plum" not in mail.html


WORDS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
ODD = """<p> </p> <div_hidden> </div> <td_style='font-size:0'> </td> <table> </table> <tr>
<!-- --> <style> </style> <a_href=x> </a> <span_style='color:#fff'> </span> < > &amp; <li>
<b/> <p_style='display:none'> <title> <![if_x]> <?x </ <br> <textarea> <svg> <![CDATA["""
PIECES = st.sampled_from([piece.replace("_", " ") for piece in ODD.split()])


@given(st.lists(PIECES | WORDS.map(lambda word: f" {word} "), max_size=30).map("".join))
def test_every_page_is_read_twice_alike(html: str) -> None:
    assert markup.read(html) == markup.read(html)


PLAIN = """<p> </p> <div_hidden> </div> <td_style='font-size:0'> </td> <table> </table> <tr>
<li> <a_href=x> </a> <span_style='color:#fff'> </span> <br> <p_style='display:none'>"""
TAGS = st.sampled_from([piece.replace("_", " ") for piece in PLAIN.split()])


@given(st.lists(TAGS | WORDS.map(lambda word: f" {word} "), max_size=30))
def test_no_word_of_a_page_vanishes(pieces: list[str]) -> None:
    page = markup.read("".join(pieces))
    found = " ".join((page.text, *page.hidden)).split()
    words = [piece.strip() for piece in pieces if "<" not in piece]
    assert sorted(word for word in found if word.isalpha()) == sorted(words)
