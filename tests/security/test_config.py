"""Settings that would give tokens or text away are refused before anything is sent."""

from pathlib import Path

import pytest

from bot import config
from bot.errors import BadInput
from bot.seeing.masking import Mask

CONFIG = """
profiles = []
[slack]
channel = "#pitches"
base_url = "{}"
"""


def load(home: Path, url: str) -> config.Settings:
    path = home / "config.toml"
    path.write_text(CONFIG.format(url))
    return config.load(path)[0]


@pytest.mark.parametrize(
    "url",
    ["http://slack.com/api/", "http://10.0.0.2/api/", "http://127.0.0.1.example.com/"],
)
def test_tokens_never_go_out_in_the_clear(tmp_path: Path, url: str):
    with pytest.raises(BadInput, match=r"base_url: would send the tokens"):
        load(tmp_path, url)


@pytest.mark.parametrize(
    "url", ["https://slack.com/api/", "http://127.0.0.1:1/", "http://[::1]:2/"]
)
def test_https_anywhere_and_http_on_this_machine(tmp_path: Path, url: str):
    found = load(tmp_path, url).slack
    assert found is not None
    assert found.base_url == url


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("[imap]", "password"),
        ("[slack]", "bot_token"),
        ("[slack]", "app_token"),
        ("[llm]", "api_key"),
        ("[imap]", "client_secret"),
        ("[errors]", "dsn"),
        ("[mailboxes.agency]", "password"),
        ("[drafts.ada]", "password"),
    ],
)
def test_a_secret_in_the_config_file_is_refused_and_not_repeated(
    tmp_path: Path, where: str, key: str
):
    path = tmp_path / "config.toml"
    path.write_text(f'{where}\n{key} = "Marker-7Zq"\n')
    with pytest.raises(BadInput, match="no secret belongs in the file") as refused:
        config.load(path)
    assert "Marker" not in str(refused.value)
    assert Mask().masked(str(refused.value)) == str(refused.value)  # no word of it is


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "acme.toml\x00", "loop.toml"]
)
def test_a_file_that_is_no_profile_is_refused_without_a_word_of_it(
    tmp_path: Path, name: str
):
    path = tmp_path / "config.toml"
    path.write_text(
        f"profiles = [{name!r}]\n".replace("\\x00", "\\u0000").replace("'", '"')
    )
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    with pytest.raises(BadInput) as refused:
        config.load(path)
    assert "root:" not in str(refused.value)
