"""haro-bot slack manifest: the file of the repository, or the link made of it."""

from pathlib import Path

from bot.slack import manifest
from tests.cli.stage import bot

FILE = Path(__file__).parents[2] / "deploy" / "slack-manifest.yml"


def test_the_manifest_is_the_file_letter_by_letter(capsys):
    assert bot("slack", "manifest") == 0
    assert capsys.readouterr().out == FILE.read_text(encoding="utf-8")


def test_the_link_stands_alone_on_its_line(capsys):
    assert bot("slack", "manifest", "--url") == 0
    assert capsys.readouterr().out == f"{manifest.url()}\n"
    assert manifest.url().startswith("https://api.slack.com/apps?new_app=1&")
