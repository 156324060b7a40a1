"""[drafts.NAME]: an expert's mailbox, opt-in; a section that fits nobody is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli.boxes import boxes
from bot.config.drafts import Drafts, owners
from bot.config.reading import no_secrets
from bot.errors import BadInput
from tests import make

ACME = make.profile()
TYRES = replace(ACME, company="Tyre Works")


def section(**changes: object) -> Drafts:
    own = {
        "host": "imap.acme.example",
        "username": "ada@acme.example",
        "password": "s3cret",
        "expert": "ada",
    }
    return Drafts.model_validate(own | changes)


def refused(*profiles, **sections: Drafts) -> str:
    with pytest.raises(BadInput) as error:
        owners(sections, profiles or (ACME,))
    return str(error.value)


def test_a_section_becomes_the_mailbox_of_an_expert():
    found = boxes(
        Path("/etc/haro/config.toml"),
        {"ada": section(ca_file="own.pem", watch=True, folder="To send")},
        [ACME],
    )
    (box,) = found
    assert (box.name, box.company, box.expert) == ("ada", "Acme Dental", "ada")
    assert (box.drafts, box.sent, box.file, box.watch) == ("To send", "", True, True)
    assert (box.account.port, box.account.security) == (993, "tls")
    assert box.account.ca_file == "/etc/haro/own.pem"
    assert box.account.folder == "INBOX"
    assert "s3cret" not in repr(box)


def test_without_a_section_there_is_no_mailbox():
    assert boxes(Path("config.toml"), {}, [ACME]) == ()


@pytest.mark.parametrize("name", ["ada", "Ada Dent", " ADA  dent "])
def test_an_expert_is_meant_by_id_or_name(name: str):
    ((profile, expert),) = owners({"x": section(expert=name)}, [ACME]).values()
    assert (profile.company, expert.id) == ("Acme Dental", "ada")


def test_an_expert_whom_nobody_has_is_refused_with_the_key():
    assert refused(x=section(expert="eve")).startswith("[drafts.x] expert: no profile has")
    assert refused(x=section(company="Nobody")) == (
        "[drafts.x] company: no profile is of 'Nobody'; there are: Acme Dental"
    )


def test_an_expert_whom_two_have_needs_the_company():
    said = refused(ACME, TYRES, x=section())
    assert said.startswith("[drafts.x] company is missing")
    found = owners({"x": section(company="Tyre Works")}, [ACME, TYRES])
    assert found["x"][0].company == "Tyre Works"


def test_an_expert_has_one_mailbox():
    said = refused(x=section(), y=section(expert="Ada Dent"))
    assert said.startswith("[drafts.y] expert: Ada Dent of Acme Dental has [drafts.x]")


def test_a_password_stands_in_the_environment_alone():
    said = refused(ada=section(password=""))
    assert said.startswith("BOT_DRAFTS__ADA__PASSWORD is not set")
    with pytest.raises(BadInput, match="BOT_DRAFTS__ADA__PASSWORD"):
        no_secrets(Path("config.toml"), {"drafts": {"ada": {"password": "x"}}})
    assert "s3cret" not in repr(section())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"security": "none"}, "in the clear"),
        ({"file": False}, "does nothing"),
        ({"expert": ""}, "expert"),
        ({"port": 70000}, "port"),
        ({"smtp": "mail.example"}, "smtp"),
    ],
)
def test_what_cannot_be_is_refused(changes, said):
    with pytest.raises(ValidationError, match=said):
        section(**changes)


def test_a_server_on_this_machine_may_do_without_tls():
    assert section(host="127.0.0.1", security="none").security == "none"
