"""The text of an outline can be said anew from what the outline holds."""

from dataclasses import replace

import pytest

from bot import pitching
from bot.pitching.wording import worded
from tests import make
from tests.pipeline.conftest import PROMPTS

QUERIES = [
    make.query(),
    make.query(anonymous=True, reporter="Rita", summary="See https://evil.example/x now"),
    make.query(questions=("Who sells nails?", "Do strips harm enamel?")),
    make.query(flag_line=True),
]


@pytest.mark.parametrize("query", QUERIES)
def test_an_outline_left_as_it_is_reads_the_same(query):
    profile = make.profile()
    outline = pitching.outline(
        query, profile, make.match(), make.embed, today=make.NOW.date(), prompts=PROMPTS
    )
    assert worded(outline, query, profile, prompts=PROMPTS) == outline.text


def test_other_facts_give_another_text():
    outline = make.outline()
    said = worded(
        replace(outline, opening="Enamel lasts.", opening_fact="f7", points=()),
        make.query(),
        make.profile(),
        prompts=PROMPTS,
    )
    assert "Enamel lasts. [f7]" in said
    assert "412 patients" not in said
