"""Who is asked for, in the words of real requests: what people do, lists, brackets."""

import pytest

from bot.matching import manners
from bot.matching.wants import read
from tests import make
from tests.reading import within


def wants(body, summary=""):
    return read(make.query(summary=summary, body=body))


def names(body, summary=""):
    return {role.name for role in wants(body, summary).roles}


@pytest.mark.parametrize(
    "body",
    [
        "I need someone who straightens crooked teeth for a living.",
        "Looking for people who arrange home loans every day.",
        "We'd love a guest who has helped many such families in a professional capacity.",
        "I want an expert to answer it.",
        "Would like to speak to somebody who files these returns every year.",
        "Looking for pros who lead such talks with couples, week after week.",
    ],
)
def test_whoever_knows_is_asked_for_by_what_they_do(body):
    found = wants(body)
    assert found.knows
    assert found.phrases
    assert not found.calls


@pytest.mark.parametrize(
    "body",
    [
        "Looking for people who quit a good job to farm.",
        "I'd like to hear from women diagnosed after forty.",
        "Seeking someone living with gout.",
        "I want to talk to parents whose child refused school.",
    ],
)
def test_people_wanted_for_what_happened_to_them_are_a_call_for_stories(body):
    assert [kind for kind, _ in wants(body).calls] == ["people with a story of their own"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("I need a movement pro (physio, DPT, sports doc) on knees.", "physical therapist"),
        ("Tips from people who work there: chefs, potters, guides.", "chef"),
        (
            "Looking for a clinician (LMFT or PsyD) on rows.",
            "marriage and family therapist",
        ),
        ("Happy to talk to employment lawyers.", "employment attorney"),
        ("I would like to quote accountants or bookkeepers.", "accountant"),
        ("ISO a vet for a story on floors.", "veterinarian"),
    ],
)
def test_brackets_and_lists_name_who_is_asked_for(body, found):
    assert found in names(body)


def test_a_narrower_name_beside_a_wider_one_is_what_is_asked_for():
    assert names("Seeking a dermatologist (MD or DO) on sunscreen.") == {"dermatologist"}
    both = names("Seeking dermatologists or other doctors on sunscreen.")
    assert {"dermatologist", "doctor"} <= both


@pytest.mark.parametrize(
    "body",
    [
        "My uncle had it cut off after his barber noticed.",
        "We hear from many parents that it stopped. How does it work?",
        "Finalists meet with a psychologist for a talk.",
        "AI agents wanted? A hype check.",
        "Under-18s need the consent of a guardian.",
    ],
)
def test_who_is_only_in_the_story_is_not_asked_for(body):
    found = wants(body)
    assert not found.roles
    assert not found.calls


def test_what_the_model_reads_of_a_request_says_what_people_do():
    (phrase,) = wants("I need someone who treats runners all week long.").phrases
    assert "treats runners" in phrase
    long = wants("I need someone who " + "treats runners and " * 60 + "so on.").phrases[0]
    assert len(long.split()) <= 28


@pytest.mark.parametrize(
    ("request_", "manner"),
    [
        ("someone who fixes roofs", "knows"),
        ("people who bought a house", "lived"),
        ("anyone with a background in fraud", "knows"),
        ("people with asthma", "lived"),
        ("two people", ""),
    ],
)
def test_manners_tell_those_who_know_from_those_who_lived_it(request_, manner):
    assert manners.of(request_) == manner


@pytest.mark.parametrize(
    "line",
    ["and " * 250, "a, " * 333, "doctors and nurses or " * 45 + ":", "A" * 1000,
     "looking for doctors, " * 50, "(a) " * 250, "no " * 333, "a / b " * 166, "’s " * 300],
)  # fmt: skip
def test_no_sentence_takes_long_to_read(line):
    with within(0.5):
        read(make.query(summary=line[:300], body=line))


def test_the_field_of_a_profession_stands_before_its_name():
    (role,) = wants("Seeking lighthouse photographers to talk of the cold.").roles
    assert role.fields == {"lighthous"}
    (role,) = wants("", summary="Photographer reactions to the new lens").roles
    assert not role.fields
