"""No piece of a login token is left of a link that a forwarder broke, however it broke."""

import quopri
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

import pytest

from bot import links, mime
from tests.reading import within

TOKENS = {
    "uuid": "7c1f0a9d-52be-4e83-b7d6-0f94c2a8e315",
    "hex": "c40b7de2915fa8630d7be419f25c8a7e60d3b1f4",
    "jwt": (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4tNDIiLCJleHAiOjE3OTAwMDF9"
        ".Yk3vR8tWq2mZ-b7Nf4Gd0HsXc6Jp3Ua5Eo9ViBtYlKn_jQ"
    ),
    "base64": "Hq7Rt+2Lk/9ZxVb3Nw==",
    "long": "Xk4Wb9T-mQz7ZsVd2Rf_6Yg8Hc3Jn5Lp1Ka0" * 4,
}
BACK = "&callbackURL=%2Fexperts%2Fquestions%2Fkeepers-of-bees-in-cities"
LOGIN = "https://connectively.us/api/auth/magic-link/verify?token="
LEAVE = "https://connectively.us/api/account/unsubscribe?type=alerts&token="
WIDTHS = (40, 64, 72, 76, 78)


def written(token: str) -> str:
    """Return a newsletter's text in which the token stands in every place of a line."""
    return (
        "Bees are dying in our gardens, and I would like to hear from their keepers. "
        f"{LOGIN}{token}{BACK}\n\nHive Paper\n\nAnswer by Sep 17th {LOGIN}{token}{BACK}\n\n"
        f"You may unsubscribe from all alerts {LEAVE}{token} to stop these emails.\n"
    )


def cut(text: str, width: int) -> str:
    return "\n".join(
        line[at : at + width]
        for line in text.split("\n")
        for at in range(0, max(1, len(line)), width)
    )


def words(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


def each(form: str) -> Callable[[str], str]:
    return lambda text: "\n".join(form.format(line) for line in text.split("\n"))


def page(form: str) -> Callable[[str], str]:
    def build(text: str) -> str:
        lines = (form.format(escape(line) or "<br>") for line in text.split("\n"))
        return f"<html><body>{''.join(lines)}</body></html>"

    return build


WAYS = {
    "plain": each("{}"),
    "double spaced": lambda text: text.replace("\n", "\n\n"),
    "double spaced and quoted": lambda text: each("> {}")(text.replace("\n", "\n\n")),
    "quoted": each("> {}"),
    "quoted twice": each(">> {}"),
    "bars": each("| {}"),
    "indented": each("    {}"),
    "raw quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "br": page("{}<br>"),
    "p": page("<p>{}</p>"),
    "div": page("<div>{}</div>"),
    "tr": page("<table><tr><td>{}</td></tr></table>"),
    "p and space": page("<p>{}</p><p>&nbsp;</p>"),
    "p and quote": page("<p>&gt; {}</p>"),
}


def mailed(body: str, *, coded: bool = False) -> bytes:
    kind = "html" if body.startswith("<html>") else "plain"
    head = (
        f"From: a@b.example\nSubject: Bees\nMIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset=utf-8\n"
        f"Content-Transfer-Encoding: {'quoted-printable' if coded else '8bit'}\n\n"
    )
    return head.encode() + (quopri.encodestring(body.encode()) if coded else body.encode())


def left(token: str, raw: bytes) -> list[str]:
    """Return the pieces of six characters of a token that a mail that was read shows."""
    mail = mime.read(raw)
    shown = "\n".join([mail.plain, mail.html, mail.subject, *mail.hidden])
    return [token[i : i + 6] for i in range(len(token) - 5) if token[i : i + 6] in shown]


def broken(token: str) -> Iterator[tuple[object, str]]:
    """Yield the whole text and each of its links alone, broken in all places."""
    whole = written(token)
    texts = [
        whole,
        *(f"{part}\n\nHive Paper" for part in whole.split("\n\n") if token in part),
    ]
    for width in WIDTHS:
        for breaking in (cut, words):
            for number, text in enumerate(texts):
                yield (width, breaking.__name__, number), breaking(text, width)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", TOKENS)
def test_no_way_of_breaking_lines_leaves_a_piece_of_a_token(shape: str, way: str) -> None:
    token = TOKENS[shape]
    for name, text in broken(token):
        body = WAYS[way](text)
        for coded in (False, True):
            assert left(token, mailed(body, coded=coded)) == [], name


@pytest.mark.parametrize("way", ["double spaced", "p", "div", "quoted"])
def test_a_link_is_whole_again_where_only_its_token_was_broken(way: str) -> None:
    text = WAYS[way](written(TOKENS["uuid"]).replace("-4e83", "-\n4e83"))
    mail = mime.read(mailed(text))
    shown = mail.plain or mail.html
    assert (
        shown.count("https://connectively.us/experts/questions/keepers-of-bees-in-cities")
        == 2
    )
    assert "Hive Paper" in shown
    assert "to stop these emails." in shown


@pytest.mark.parametrize("shape", TOKENS)
def test_spaces_and_encodings_leave_no_piece_of_a_token(shape: str) -> None:
    token = TOKENS[shape]
    text = written(token)
    link = f"{LOGIN}{token}{BACK}"
    for other in (
        text.replace(f"{token}{BACK}", f"{token[:9]} {token[9:]}{BACK}"),
        text.replace("token=", "token= "),
        text.replace(link, quote(link, safe="")).replace(LEAVE, quote(LEAVE, safe="")),
        cut(text.replace(link, quote(link, safe="")), 72),
    ):
        assert left(token, mailed(other)) == []


def test_a_piece_that_is_no_link_any_more_is_known_from_another_link() -> None:
    token = TOKENS["hex"]
    got = links.clean(
        f"See {LOGIN}{token}{BACK} now\n\nof {token[4:24]}, or\n\n{token[-8:]}"
    )
    assert got.split("now")[1] == "\n\nof , or\n\n"


def test_addresses_and_links_stay_though_a_token_is_in_them() -> None:
    token = TOKENS["hex"]
    kept = f"reply+{token}@helpareporter.com and https://a.example/q/{token} too"
    assert links.clean(f"{LOGIN}{token}{BACK}\n\n{kept}").endswith(f"\n\n{kept}")


def test_an_address_right_below_an_open_link_is_no_part_of_it() -> None:
    for end in ("\n", "\n\n"):
        got = links.clean(f"{LEAVE}{TOKENS['uuid']}{end}reply+c40b7de2@helpareporter.com")
        assert got.endswith(f"{end}reply+c40b7de2@helpareporter.com")


@pytest.mark.parametrize(
    "text",
    [
        *("Hive", "Bee-Mart", "HEALTH", "10 alerts", "Q&A ALERTS", "R&D", "BuzzFeed"),
        *("COVID-19 tips", "LinkedIn", "B2B", "2026-09-15", "5 PM ET - 17 September"),
        *("you-are-welcome", "self-care-tips-for-parents", "25-34-year-olds", "10am-2pm"),
        *("Answer by Sep 17th https://a.example/x", "1) Summary: bees", "GPT-4o", "401(k)"),
        *("McKinsey&Company", "Save=yes", "#BackToSchool2026", "@ann_example2", "-----"),
        *("ann.bee2@a.example", "U.S.-based keepers", "(555) 123-4567", "a.example"),
    ],
)
def test_words_behind_a_blank_line_or_a_space_are_no_token(text: str) -> None:
    for link in (f"{LOGIN}{TOKENS['uuid']}{BACK}", f"{LEAVE}{TOKENS['hex']}"):
        for start in ("", "Answer by Sep 17th, and not later: "):
            for gap in ("\n\n", "\n\n\n", "\n> \n> ", " "):
                got = links.clean(f"{start}{link}{gap}{text}")
                assert got == f"{start}{links.clean(link)}{gap}{text}"


@pytest.mark.parametrize(
    "piece",
    [
        "https://a.example/?token=\n\n\n\n",
        "https://a.example/?token=aB3dE5fG7hI9jK1l xB3dE5fG7hI9jK1l ",
        "https://a.example\n\n" + "a-b\n\n" * 59,
        "https%3A%2F%2Fa ",
        "&token=\n\n" + "a-b\n\n" * 59,
        "\n//a.b",
        "> | > \n",
        "aB3dE5fG7hI9jK1l",
    ],
)
def test_a_hostile_megabyte_of_gaps_is_done_in_seconds(piece: str) -> None:
    text = f"{LOGIN}aB3dE5fG7hI9jK1l{BACK} " + piece * (1_000_000 // len(piece))
    with within(4):
        links.clean(text)
