"""A name with dots is a link by its shape, whatever its ending; what is none stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import bare


def found(text):
    return [text[start:end] for start, end in bare.spans(text)]


@pytest.mark.parametrize(
    "link",
    [
        *("heatpumpfacts.health", "a.care", "dentist.guru", "get.whitening.agency"),
        *("pay.win", "strips.pro", "a.icu", "strips.zip", "strips.money/now", "x.brandnew"),
        *(
            "evil.com",
            "EVIL.COM",
            "evil.Health",
            "t.me/strips",
            "evil。com",
            "evil.xn--p1ai",
        ),
        *(
            "evil.рф",
            "strips(.)health",
            "strips[dot]health",
            "strips dot dental",
            "a.bc:80/x",
        ),
        *("evil.no/now", "evil.is/x", "evil.md/strips", "www.evil.is", "www.evil.py"),
        *("strips.it", "x.it", "acme.dev", "E.health", "EVIL.NET", "v2.health"),
        *("1.health", "a.b.c.d.e.f.g.h.health", "some-name.health", "e.g.evil.health"),
    ],
)
@pytest.mark.parametrize("text", ["See {} now", "{}", "(see “{}”)", "at -{}"])
def test_a_name_with_a_dot_is_a_link_whatever_its_ending(link, text):
    assert link in found(text.format(link))[0]


@pytest.mark.parametrize(
    "text",
    [
        "In the cold.They work. So it.Is, and in 2025.They did, as at St.Paul.",
        "At 9 a.m. or 5 p.m.today, e.g. this, i.e.that, a.k.a. the U.S. or U.S.based.",
        "Ada Dent, Ph.D., M.Ed, B.SC, M.D., J.K.Rowling, Mr.Smith, No.1",
        "3.5mm, 2.5kg, $1.5m, v2.0, 1.200, .76 percent, 3.of a row",
        "Open report.pdf or index.html with Node.js",
        "Wait...what, the winters.but also",
        "The red dot on the leaf, a polka dot dress",
        "a@b.health",
        "Good advice.please reply, more tips.send them at 5pm.no later",
        "See main.py, README.md, config.yml and v1.2.beta",
        "More advice.please, yes.it is, do.how, etc.please, as our Corp.is said",
        "E.coli, H.pylori, B.subtilis or C.diff in the gut",
        "Written in ASP.NET or VB.NET v2.0.dev, then v1.2.3-beta.rc",
        "At 10a.m.EST, 9p.m.ET or 10p.m.today",
    ],
)
def test_what_only_looks_like_one_is_none(text):
    assert found(text) == []


def test_emphasis_about_a_link_is_no_part_of_it():
    assert found("see _evil.health_ or *evil.care*") == ["evil.health", "evil.care"]


def test_a_sentence_behind_a_link_is_no_part_of_it():
    assert found("See acme.dental.Then call") == ["acme.dental"]
    said = bare.without("See acme.dental, or b.care", "[link]")
    assert said == "See [link], or [link]"


@given(st.text(alphabet="ab.A1 -_@()[]dot/。e", max_size=60))
def test_no_link_is_left_in_a_text_without_them(text):
    assert found(bare.without(text, "…")) == []


@pytest.mark.parametrize(
    "piece", ["a.", "a dot ", "a. dot ", "a-", "a(.", "a.b-", "a" * 64]
)
def test_a_long_text_is_read_in_time(piece):
    assert not any("/" in link for link in found(piece * 5000))
