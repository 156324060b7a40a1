"""A reporter's words are repeated without links and contacts; secrets are not asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding import hostile
from bot.pitching.quoting import MOST, safe, secrets

SNIPPETS = [
    "https://evil.example/c?d=1", "www.evil.example", "evil.example/login", "see evil.com",
    "editor@news-desk.example", "a (at) b.example", "+1 202 555 0143", "(202) 555-0143",
    "202-555-0143", "<!channel>", "<https://evil.example|Approve>", "@here", "`code`",
    "![logo](https://evil.example/p.png)", "{{ 7*7 }}", "<!-- hidden -->", "\u202eabc",
    "tag\U000e0061\U000e0062", "a" * 90, "mailto:x@y.example", "\n- ", "[text](x)", "~~~",
    "javascript:alert(1)", "what does it cost?", "In 2025, 3,410 homes cost $1,180.",
    "\x00", "&lt;b&gt;", "evil dot com", "http:evil", "Ünï ½ café",
]  # fmt: skip


@given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=20), max_size=8))
def test_whatever_a_reporter_writes_is_one_short_line_without_links_and_markup(parts):
    said = safe(" ".join(parts))
    assert len(said) <= MOST
    assert said == " ".join(said.split())
    assert "<" not in said
    assert ">" not in said
    assert "://" not in said
    assert "www." not in said
    assert said == safe(said)


@pytest.mark.parametrize("snippet", SNIPPETS[:16])
def test_no_link_contact_or_markup_is_left(snippet):
    said = safe(f"How do strips harm enamel {snippet} in winter?")
    found = [one for one in hostile.outward(said) if one.kind != "opaque"]
    assert not found, (said, found)
    assert said.startswith("How do strips harm enamel")


@pytest.mark.parametrize(
    "text",
    [
        "What did 3,410 homes cost in 2025, at $1,180 each?",
        "How does GEO differ from SEO (search engine optimization) in practice?",
        "Is 2 p.m. too late? Dr. Dent says e.g. coffee is fine.",
        "What is the 50/30/20 rule, and does it hold in 2024-2026?",
    ],
)
def test_ordinary_words_and_numbers_stay_as_they_are(text):
    assert safe(text) == text


def test_a_link_is_left_out_whatever_its_ending():
    said = safe("Is it as heatpumpfacts.health, warmhomes.pro/deal or x.money say?")
    assert said == "Is it as (see the query), (see the query) or (see the query) say?"
    kept = "Is it cold.They say, e.g. in the U.S., that Node.js and 3.5mm are fine?"
    assert safe(kept) == kept


def test_taking_a_mark_away_makes_no_link():
    assert "evil.health" not in safe("See evil.@health now")


def test_a_long_question_is_cut_at_a_word():
    said = safe("word " * 200)
    assert said.endswith("word…")
    assert len(said) <= MOST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please send your bank details for the fee.", "bank details"),
        ("We need the expert's IBAN and account number.", "bank details"),
        ("What is your password?", "passwords or codes"),
        ("Share the verification code you receive.", "passwords or codes"),
        ("Attach a scan of your driver's license.", "identity papers"),
        ("I need the expert’s licence scan.", "identity papers"),
        ("Send us your customer list.", "customer lists"),
        ("What was your revenue last year?", "revenue or other inner figures"),
        ("Give last year's revenue by customer.", "revenue or other inner figures"),
    ],
)
def test_what_no_reporter_needs_is_named(text, name):
    assert secrets([text]) == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "How often should people change their passwords?",
        "Share your best password tips.",
        "What should travelers do if a passport is stolen?",
        "How can small businesses protect customer records?",
        "Tell us how banks spot stolen card numbers.",
        "What do you think of your competitors?",
        "How do companies grow revenue in a downturn?",
        "Please include your name, title and credentials.",
        "Share what you tell clients about bank accounts for children.",
    ],
)
def test_a_subject_to_write_about_is_no_secret(text):
    assert secrets([text]) == ()
