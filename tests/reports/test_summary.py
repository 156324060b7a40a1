from bot.reports.summary import Tally, summary


def test_the_summary_says_every_count_and_every_second() -> None:
    tally = Tally(
        mails=4,
        read=40,
        repeats=3,
        expired=1,
        no_ai=6,
        traps=2,
        held=5,
        posted=7,
        seconds={"reading": 0.44, "ranking": 12.3},
    )
    rows = [
        [part.strip() for part in line.split("|")] for line in summary(tally).splitlines()
    ]
    assert rows == [
        ["mails", "4"],
        ["queries read", "40"],
        ["repeats merged", "3"],
        ["deadline passed", "1"],
        ["no AI answers", "6"],
        ["hidden text found", "2"],
        ["held back", "5"],
        ["posted", "7"],
        ["------------------+-------"],
        ["reading", "0.4 s"],
        ["ranking", "12.3 s"],
    ]


def test_without_stages_there_is_no_line_for_them() -> None:
    assert "+" not in summary(Tally())


def test_the_name_of_a_stage_is_text_only() -> None:
    assert "[red]x" in summary(Tally(seconds={"[red]x\x1b": 1.0}))
    assert "\x1b" not in summary(Tally(seconds={"[red]x\x1b": 1.0}))
