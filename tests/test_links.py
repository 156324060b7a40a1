"""No login token of a stranger's link is kept; what a reader needs of it is."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import links, mime
from tests.reading import within

TOKEN = "aB3dE5fG7hI9jK1lM3nO5pQ7"
PAGE = "https://connectively.us/experts/questions/city-bees"
LOGIN = (
    f"https://connectively.us/api/auth/magic-link/verify?token={TOKEN}"
    "&callbackURL=%2Fexperts%2Fquestions%2Fcity-bees"
)
SIGNED = (
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0"
)
SAFE = "https://eur01.safelinks.protection.outlook.com/?url="


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (LOGIN, PAGE),
        (LOGIN.replace("&", "&amp;"), PAGE),
        (f"[answer]({LOGIN}), now", f"[answer]({PAGE}), now"),
        (f"by Friday <{LOGIN}>.", f"by Friday <{PAGE}>."),
        (LOGIN.replace("https://connectively.us", "HTTPS://Connectively.US"), None),
        (LOGIN.replace(TOKEN, "<REDACTED-TOKEN>") + " end", f"{PAGE} end"),
        (LOGIN.replace("https://", ""), PAGE.replace("https://", "")),
        (f"{SAFE}{quote(LOGIN, safe='')}&data=05%7C01%7Cann&sdata=x%3D", PAGE),
        (f"https://www.google.com/url?q={quote(LOGIN, safe='')}&sa=D", PAGE),
        (
            f"https://connectively.us/api/account/unsubscribe?type=alerts&token={TOKEN} to",
            "https://connectively.us/api/account/unsubscribe?type=alerts to",
        ),
        (f"https://a.example/x?sig={TOKEN}#b=1&jwt={TOKEN}", "https://a.example/x#b=1"),
        (f"https://a.example/x?t={SIGNED}&c=1", "https://a.example/x?c=1"),
        (f"https://a.example/x/{SIGNED}/y", "https://a.example/x/y"),
        (f"https://ann:{TOKEN}@a.example/x", "https://a.example/x"),
        (f"https://a.example/magic-link/verify/{TOKEN}", None),
        (f"https://a.example/login/{TOKEN}?a=1", "https://a.example/login?a=1"),
        (f"https://a.example/#/reset?token={TOKEN}", "https://a.example/#/reset"),
        (f"verify?token=3D{TOKEN}", "verify?"),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_b-3Fc-3D1&d=Dw",
            "https://a.example/b?c=1",
        ),
        ("https://urldefense.com/v3/__https://a.example/b?c=d__;!!AB!D$", None),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=AT", None),
        ("https://x1.r.eu-west-1.awstrack.me/L0/https:%2F%2Fa.example%2Fb/1/01", None),
    ],
)
def test_a_link_is_kept_without_its_token_or_as_its_target(
    link: str, kept: str | None
) -> None:
    got = links.clean(link)
    assert TOKEN not in got
    assert SIGNED not in got
    assert kept is None or got == kept
    assert kept is not None or got.split("?")[0] != link.split("?", maxsplit=1)[0]
    assert links.clean(got) == got


@pytest.mark.parametrize(
    "link",
    [
        "https://docs.google.com/forms/d/e/1FAIpQLSdRx9zYw3/viewform?usp=sf_link",
        "https://forms.gle/AbC9zYw3",
        "https://ann.typeform.com/to/AbC9zY",
        "https://muckrack.com/ann-example",
        "https://www.youtube.com/@annexample",
        "https://en.wikipedia.org/wiki/Bee_(disambiguation)",
        "http://url1940.qwoted.com/ls/click?upn=u001.TasT3AUVkYIUqE1t-2FbC3dE4-3D",
        "https://x.us1.list-manage.com/track/click?u=0ab1&id=2cd3&e=4ef5",
        "https://news.example.com/login-page-tips/assessment?author=ann&page=2",
        "https://news.example.com/health/article-12345678/eat.html?ns_channel=rss&ito=12",
        "https://www.profiles.example/journalist/ann-example",
        "https://answers.example.com/form?url=https%3A%2F%2Fother.example%2Fx",
    ],
)
def test_a_link_that_is_needed_to_answer_stays_as_it_is(link: str) -> None:
    for text in (link, f"Form: {link}.", f"({link})\n", f"<{link}>", f"{link}\nMore text"):
        assert links.clean(text) == text


FORMS = {
    "parameter": lambda s: f"https://a.example/go?type=x&token={s}",
    "login": lambda s: LOGIN.replace(TOKEN, s),
    "escaped": lambda s: LOGIN.replace(TOKEN, s).replace("&", "&amp;"),
    "fragment": lambda s: f"https://a.example/go#access_token={s}&b=1",
    "path": lambda s: f"https://a.example/magic-link/verify/{s}?b=1",
    "user": lambda s: f"https://ann:{s}@a.example/go",
    "wrapped": lambda s: f"{SAFE}{quote(LOGIN.replace(TOKEN, s), safe='')}&reserved=0",
    "twice": lambda s: (
        f"https://t.example/c?u={quote(SAFE + quote(LOGIN.replace(TOKEN, s), safe=''))}"
    ),
    "encoded": lambda s: f"https://a.example/go?next=%2Fb%3Fapi_key%3D{s}",
    "printable": lambda s: f"https://a.example/go?token=3D{s}",
    "bare": lambda s: f"a.example/go?Session_ID={s}",
}
SECRETS = st.from_regex(
    r"[a-z]{2}[0-9][A-Z]([a-zA-Z0-9]{3}[0-9][A-Z]){4,8}", fullmatch=True
)
AROUND = st.sampled_from(
    [("", ""), ("see ", " now"), ("<", ">"), ("(", ")."), ("[x](", ")"), ('href="', '"')]
)


def survivors(secret: str, text: str) -> list[str]:
    """The pieces of a secret of six characters that stand in a text."""
    return [secret[i : i + 6] for i in range(len(secret) - 5) if secret[i : i + 6] in text]


@given(st.sampled_from(sorted(FORMS)), SECRETS, AROUND, st.text(max_size=30))
@settings(deadline=None, max_examples=400)
def test_a_secret_in_a_link_never_survives(
    form: str, secret: str, around: tuple[str, str], after: str
) -> None:
    text = f"{around[0]}{FORMS[form](secret)}{around[1]}\n{after}"
    got = links.clean(text)
    assert survivors(secret, got) == []
    assert links.clean(got) == got


@given(
    st.sampled_from(sorted(set(FORMS) - {"bare"})),
    SECRETS,
    st.sampled_from(["", "> ", "> > ", ">> "]),
    st.sampled_from([("", ""), ("see ", "\nMore words."), ("<", ">"), ("(", ")\nx")]),
    st.data(),
)
@settings(deadline=None, max_examples=600)
def test_a_secret_cut_by_line_ends_leaves_no_half_behind(
    form: str, secret: str, quoted: str, around: tuple[str, str], data: st.DataObject
) -> None:
    link = FORMS[form](secret)
    width = data.draw(st.integers(14, len(link)))
    lines = [link[at : at + width] for at in range(0, len(link), width)]
    text = f"{quoted}{around[0]}" + f"\n{quoted}".join(lines) + around[1]
    got = links.clean(text)
    assert survivors(secret, got) == []
    assert links.clean(got) == got


def test_a_soft_line_end_of_quoted_printable_leaves_no_half_behind() -> None:
    for at in range(10, len(LOGIN)):
        coded = LOGIN.replace("=", "=3D")
        got = links.clean(f"{coded[:at]}=\n{coded[at:]} end")
        assert survivors(TOKEN, got) == [], at


def test_the_line_behind_a_whole_link_is_nobodys_token() -> None:
    for line in ("Hive", "Bee-Mart", "You are welcome", "HEALTH", "and/or more"):
        for link in (LOGIN, PAGE):
            assert links.clean(f"{link}\n{line}") == f"{PAGE}\n{line}"
    got = links.clean(f"https://a.example/x?type=a&token={TOKEN}\nYou are welcome")
    assert got == "https://a.example/x?type=a\nYou are welcome"


@given(st.text(st.characters(exclude_characters=":/=?&%#")))
@settings(deadline=None)
def test_a_text_without_a_link_is_unchanged(text: str) -> None:
    if "www." not in text.lower() and "eyJ" not in text:
        assert links.clean(text) == text


PIECES = st.sampled_from(
    [
        *("https://", "http:", "www.", "a.example", "/", "?", "&", "=", "%", "#", "@"),
        *("token=", "%3D", "%26", "=3D", "&amp;", "magic/", "login/", "url=", "ab12CD"),
        *("<", ">", "(", ")", "!", "'", '"', "\n", "\n> ", " ", "eyJabcdefgh", "."),
        *("eyJabcdefgh.abcdefgh.abcdefghijklmnopqrstuvwxyz", "callbackURL=%2F"),
        *("urldefense.com/v3/__", "__;", "https%3A%2F%2F"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
@settings(deadline=None, max_examples=800)
def test_cleaning_never_fails_and_twice_is_once(text: str) -> None:
    got = links.clean(text)
    assert links.clean(got) == got


@pytest.mark.parametrize(
    "piece",
    [
        "https://a.example/?token=a\n",
        "https://a.example\n" + "a-b\n" * 59,
        "https://a.example/magic/" + "a/" * 50 + "\n",
        "https://a?x=%25%32%35 ",
        "a.a.a.a/login",
        "://",
        "%25",
        "eyJaaaaaa.a.",
        "'https://a ",
        "urldefense.com/v3/__https://a ",
        "&token",
    ],
)
def test_a_hostile_megabyte_is_done_in_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    with within(4):
        links.clean(text)


def test_a_link_longer_than_any_is_cut_to_its_host() -> None:
    assert links.clean("x https://a.example/" + "b" * 9000 + "?token=1 y") == (
        "x https://a.example/ y"
    )


MAILS = {
    "plain": f"Content-Type: text/plain\n\nAnswer {LOGIN}\n",
    "html": f'Content-Type: text/html\n\n<p>Bees <a href="{LOGIN}">answer</a></p>',
    "attached": (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n'
        f"Content-Disposition: attachment; filename=x.txt\n\nAnswer {LOGIN}\n--b--\n"
    ),
    "subject": f"Subject: {LOGIN}\n\nx",
}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_that_was_read_holds_no_token(name: str) -> None:
    mail = mime.read(b"From: a@b.example\nTo: c@d.example\n" + MAILS[name].encode())
    assert TOKEN not in repr(mail)
    assert PAGE in repr(mail)


def test_a_pasted_text_holds_no_token() -> None:
    assert mime.read_text(f"Bees\n{LOGIN}\n".encode()).plain == f"Bees\n{PAGE}\n"
    assert TOKEN not in repr(mime.read(f"Bees\n{LOGIN}\n".encode()))
