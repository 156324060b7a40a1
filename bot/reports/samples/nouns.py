"""What the samples are made of: a query, a company of two, its outline."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import (
    Answer,
    Check,
    Choice,
    Deadline,
    Decision,
    Expert,
    Have,
    Match,
    Outline,
    Point,
    Query,
    Team,
    Verdict,
)

COMPANY, OTHER = "Northlight Dental", "Harbour Orthodontics"
CHANNEL, OTHERS_CHANNEL = "C0SAMPLE01", "C0SAMPLE02"
ZONE = "America/New_York"
TITLE = "Dentists: what do whitening strips do to enamel?"
OUTLET = "The Daily Example"
YOU, COLLEAGUE = "U0SAMPLE01", "U0SAMPLE02"  # Slack users
NAMES = {YOU: "Ines Okafor", COLLEAGUE: "Mara Lindqvist"}
SENTENCE = "Please do not send answers written by ChatGPT or the like."
TEXT = """\
Hello Rita Vale,

about your query "Dentists: what do whitening strips do to enamel?": Mara Lindqvist, \
Chief Dentist, Northlight Dental.

In our 2025 study of 412 patients, strips used for 14 days thinned enamel by less than \
1 %. [strip-study]

- Three in ten patients who came to us with sore gums had worn strips overnight. [gums]
- We ask patients to wait 30 minutes after brushing before they use a strip. [wait]

[To complete:]
Do strips from the drugstore harm enamel, and after how many days?
[strip-study speaks to this: see that it answers]

How long should people wait between two treatments?
[near: wait; ask Mara Lindqvist]

What does a treatment at a practice cost?
[ask Mara Lindqvist]

Headshot: https://northlight.example.com/press/mara-lindqvist.jpg
[missing: a recent quote about prices]

Mara Lindqvist
Chief Dentist, Northlight Dental
"""

EXPERTS = (
    Expert(
        id="mara",
        name="Mara Lindqvist",
        title="Chief Dentist",
        timezone=ZONE,
        slack_user=COLLEAGUE,
    ),
    Expert(id="otis", name="Otis Fairweather", title="Head of Hygiene", timezone=ZONE),
)


def teams() -> tuple[Team, ...]:
    """Return the two companies of one agency that the cards are for."""
    return (
        Team(
            company=COMPANY,
            channel=CHANNEL,
            approvers=(YOU, COLLEAGUE),
            timezone=ZONE,
            experts=EXPERTS,
        ),
        Team(company=OTHER, channel=OTHERS_CHANNEL, timezone=ZONE),
    )


def strips(now: datetime) -> Query:
    return Query(
        id="sample+strips",
        source="haro",
        number="3",
        summary=TITLE,
        body="For a piece on whitening at home I would like to hear from dentists.\n\n"
        "1. Do strips from the drugstore harm enamel, and after how many days?\n"
        "2. How long should people wait between two treatments?\n"
        "3. What does a treatment at a practice cost?\n\n"
        "Please send a headshot and two or three sentences on each.",
        reporter="Rita Vale",
        outlet=OUTLET,
        outlet_url="https://daily.example.com",
        category="Health",
        reply_to="reply+strips@haro.example.com",
        reply_url="https://haro.example.com/q/strips",
        deadline=due(now + timedelta(hours=31)),
        questions=(
            "Do strips from the drugstore harm enamel, and after how many days?",
            "How long should people wait between two treatments?",
            "What does a treatment at a practice cost?",
        ),
    )


def due(at: datetime) -> Deadline:
    """Return a deadline as it would be printed: 7:00 PM ET - 16 September."""
    there = at.astimezone(ZoneInfo(ZONE))
    hour = there.hour % 12 or 12
    text = f"{hour}:{there:%M %p} ET - {there.day} {there:%B}"
    return Deadline(text=text, at=at, sure=True, until=at)


def match(query: Query, score: float) -> Match:
    return Match(
        query_id=query.id,
        company=COMPANY,
        revision="000000000000",
        text_hash=query.text_hash,
        score=score,
        verdict=Verdict.POST,
        expert_id="mara",
        why=(
            "topic: teeth whitening at home",
            "asks for a dentist; Mara Lindqvist is one",
            "your approvals are often about enamel",
        ),
        against=("asks for prices, of which the profile says nothing",),
    )


def outline() -> Outline:
    study = (
        "In our 2025 study of 412 patients, strips used for 14 days thinned enamel by less"
        " than 1 %."
    )
    return Outline(
        expert_id="mara",
        expert="Mara Lindqvist, Chief Dentist",
        opening=study,
        opening_fact="strip-study",
        points=(
            Point(fact_id="strip-study", text=study),
            Point(
                fact_id="gums",
                text="Three in ten patients who came to us with sore gums had worn strips"
                " overnight.",
            ),
            Point(
                fact_id="wait",
                text="We ask patients to wait 30 minutes after brushing before they use a"
                " strip.",
            ),
        ),
        answers=(
            Answer(
                question="Do strips from the drugstore harm enamel, and after how many"
                " days?",
                state=Have.HAVE,
                fact_id="strip-study",
                sentence="Do strips from the drugstore harm enamel, and after how many"
                " days?",
            ),
            Answer(
                question="How long should people wait between two treatments?",
                state=Have.THIN,
                fact_id="wait",
            ),
            Answer(question="What does a treatment at a practice cost?", state=Have.ASK),
        ),
        checklist=(
            Check(
                kind="headshot",
                sentence="Please send a headshot and two or three sentences on each.",
                state=Have.HAVE,
                value="https://northlight.example.com/press/mara-lindqvist.jpg",
            ),
        ),
        missing=("a recent quote about prices",),
        asks=(
            "How long should people wait between two treatments?",
            "What does a treatment at a practice cost?",
        ),
        text=TEXT,
        prompt="brief@3+000000000000",
    )


def decision(choice: Choice, at: datetime) -> Decision:
    return Decision(choice=choice, by=COLLEAGUE, at=at)
