"""haro-bot audit: what was allowed, and what stood there, when an act was done."""

from bot.domain import Act, Level, Policy
from bot.store import Store
from tests.cli.stage import bot, card, do, lines, rows


def test_the_audit_of_a_card_tells_what_was_allowed_and_which_outline_stood_there(
    kept: Store, capsys
):
    do(kept, 1, Act.APPROVE)
    stood = card(kept, 1).outline.hash
    assert bot("audit", "1", "--json") == 0
    (row,) = rows(capsys)
    assert (row["policy"], row["outline"]) == ("outline", stood)
    assert bot("audit", "1") == 0
    text = lines(capsys)
    assert text[1] == f"    policy outline; outline {stood}"
    assert bot("audit") == 0
    assert len(lines(capsys)) == 1


def test_a_reason_with_escape_codes_in_it_is_harmless_in_the_audit(kept: Store, capsys):
    rules = Policy(level=Level.BRIEF, reasons=("no \x1b[31mAI\n\nplease",))
    kept.policing = lambda *_: rules
    do(kept, 1, Act.SKIP)
    assert bot("audit", "1") == 0
    said = capsys.readouterr().out
    assert "policy brief: no" in said
    assert "\x1b" not in said
    assert len(said.splitlines()) == 2
