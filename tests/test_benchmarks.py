"""The figures and the plain methods of the ranking benchmark, by hand on toy rankings."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import baselines
import cost
import intervals
import judged
import ranking

from bot.domain import Expert, Fact, Match, Profile, Query, Verdict

WORDS = ("teeth", "taxes", "dogs")


def embed(texts):
    """Return how often each of three words is said, as unit rows."""
    rows = np.array([[text.lower().count(w) for w in WORDS] for text in texts], np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def company(name, *topics, **more):
    return Profile(company=name, topics=topics, **more)


def toy(grades):
    asked = (
        Query(id="q1", source="haro", summary="White teeth", body="Dentists on teeth."),
        Query(id="q2", source="haro", summary="Late taxes", body="What of taxes and fees?"),
        Query(id="q3", source="haro", summary="Dogs", body="", outlet="Teeth Weekly"),
    )
    return judged.Judged(
        name="toy",
        queries=asked,
        profiles=(company("Smile", "white teeth"), company("Sums", "taxes", "the fees")),
        grades=np.array(grades),
    )


TOY = toy([[3, 0], [0, 2], [0, 0]])
ONCE = np.ones((1, 3), dtype=np.int64)


def test_the_figures_of_a_ranking_are_those_computed_by_hand():
    # best first: good, bad, good, bad, bad, good
    grades = np.array([[3, 0], [2, 1], [0, 2]])
    scores = np.array([[0.9, 0.8], [0.7, 0.6], [0.5, 0.4]])
    ndcg, average, precise = intervals.figures(grades, scores, ONCE)[0]
    assert average == pytest.approx((1 + 2 / 3 + 3 / 6) / 3)
    assert precise == pytest.approx(3 / 6)
    second = (1 / math.log2(3) + 3 / 2) / (3 + 1 / math.log2(3))
    assert ndcg == pytest.approx((1 + second) / 2)


pairs = st.integers(2, 6).flatmap(
    lambda n: st.tuples(
        st.lists(
            st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=n, max_size=n
        ),
        st.permutations(range(2 * n)),
    )
)


@given(pairs)
def test_where_no_scores_are_equal_the_plain_figures_agree_with_those_one_by_one(drawn):
    grades, scores = np.array(drawn[0]), np.array(drawn[1], np.float64).reshape(-1, 2)
    good = grades >= judged.GOOD
    if not good.any():
        return
    found = intervals.figures(grades, scores, np.ones((1, len(grades)), np.int64))[0]
    assert found == pytest.approx(
        [
            judged.ndcg(grades, scores),
            judged.average_precision(good, scores),
            judged.precision_at_recall(good, scores),
        ]
    )


@given(pairs, st.data())
def test_a_query_drawn_twice_counts_as_two_queries_of_equal_score(drawn, data):
    grades, scores = np.array(drawn[0]), np.array(drawn[1], np.float64).reshape(-1, 2)
    n = len(grades)
    times = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    if not times.sum():
        return
    rows = np.repeat(np.arange(n), times)
    by_weight = intervals.figures(grades, scores, times[None, :])[0]
    by_copy = intervals.figures(
        grades[rows], scores[rows], np.ones((1, len(rows)), np.int64)
    )[0]
    assert by_weight == pytest.approx(by_copy, nan_ok=True)


def test_no_order_of_the_file_decides_between_equal_scores():
    grades, scores = np.array([[3], [0], [0], [2]]), np.zeros((4, 1))
    once = np.ones((1, 4), np.int64)
    found = intervals.figures(grades, scores, once)
    assert found == pytest.approx(intervals.figures(grades[::-1], scores, once))
    assert found[0, 1:] == pytest.approx([0.5, 0.5])


def test_the_first_resample_is_the_set_itself_and_all_have_its_size():
    drawn = intervals.resamples(30, 50)
    assert drawn[0].tolist() == [1] * 30
    assert set(drawn.sum(axis=1)) == {30}
    assert (drawn == intervals.resamples(30, 50)).all()


def test_a_set_with_nothing_good_has_no_figures_and_breaks_nothing():
    assert np.isnan(intervals.figures(np.zeros((3, 2), int), np.ones((3, 2)), ONCE)).all()


def test_a_probability_that_keeps_its_word_has_no_calibration_error():
    good = np.array([[True], [True], [False], [True], [False], [False]])
    scores = np.array([[1.0], [1.0], [0.5], [0.5], [0.0], [0.0]])
    found = intervals.calibration(good, scores)
    assert found[:, 0].tolist() == [2, 0, 2, 0, 2]
    assert found[2].tolist() == [2, 0.5, 0.5]
    assert intervals.calibration_error(found) == 0
    assert intervals.calibration_error(intervals.calibration(good, 0 * scores)) == 0.5


def test_a_keyword_filter_counts_words_of_the_topics_and_whole_topics():
    # "white teeth" once whole, white once, teeth twice; "the" counts for nothing alone
    assert baselines.keywords(TOY).tolist() == [[4, 0], [0, 5], [0, 0]]


def test_bm25_is_the_sum_by_hand():
    asked = tuple(Query(id=w, source="haro", summary=w) for w in ("dog dog", "cat", "cow"))
    toy = judged.Judged(
        name="toy",
        queries=asked,
        profiles=(company("A", "dogs"),),
        grades=np.zeros((3, 1), int),
    )
    rare = math.log(1 + 2.5 / 1.5)
    held = 1.2 * (1 - 0.75 + 0.75 * 2 / (4 / 3))
    assert baselines.bm25(toy)[:, 0] == pytest.approx([rare * 2 * 2.2 / (2 + held), 0, 0])


@pytest.mark.parametrize("apart", [True, False])
def test_vectors_bring_each_query_to_its_company(apart):
    for scores in (baselines.whole(TOY, embed), baselines.near(TOY, embed, apart=apart)):
        assert scores.argmax(axis=1)[:2].tolist() == [0, 1]
        assert scores[2].tolist() == [0, 0]


def test_facets_are_judged_by_the_two_nearest():
    many = company("Many", "teeth", "taxes", "dogs")
    alone = judged.Judged(
        name="toy", queries=TOY.queries[:1], profiles=(many,), grades=np.zeros((1, 1), int)
    )
    assert baselines.near(alone, embed, apart=True)[0, 0] == pytest.approx(0.5)


def test_a_mix_is_the_same_for_any_unit_of_either_part():
    dense, words = np.array([[0.1, 0.9], [0.4, 0.2]]), np.array([[3.0, 0.0], [9.0, 1.0]])
    assert baselines.mixed(dense, words) == pytest.approx(
        baselines.mixed(5 * dense, words * 7)
    )
    assert baselines.mixed(dense, 0 * words) == pytest.approx(
        0.8 * baselines.standard(dense)
    )


def test_reading_again_changes_only_the_order_of_the_first(monkeypatch):
    monkeypatch.setattr(baselines, "READ_AGAIN", 2)
    monkeypatch.setattr(
        baselines, "_read", lambda pairs, name: np.arange(len(pairs), 0, -1.0)
    )
    scores = np.array([[0.3, 0.1], [0.2, 0.3], [0.1, 0.2]])
    again = baselines.reranked(TOY, scores, "any")
    assert again[:, 0].argsort().tolist() == [2, 1, 0]
    assert again[:, 1].argmin() == 0


def test_nothing_private_is_looked_for():
    ann = Expert(id="a", name="Ann", title="Dentist", email="ann@smile.example")
    facts = (Fact(id="f", text="Open late."), Fact(id="g", text="In debt.", public=False))
    said = baselines.about(company("Smile", "teeth", experts=(ann,), facts=facts))
    assert said == "teeth. Dentist. Open late."


def match(score, verdict):
    return Match(
        query_id="q",
        company="c",
        revision="r",
        text_hash="h",
        score=score,
        verdict=verdict,
        against=("asks for \x1b[31mdentists",),
    )


OURS = ranking.Ours(
    judged=TOY,
    matches=[
        [match(0.9, Verdict.POST), match(0.6, Verdict.POST)],
        [match(0.1, Verdict.NO), match(0.4, Verdict.HOLD)],
        [match(0.1, Verdict.NO), match(0.1, Verdict.NO)],
    ],
)


def test_posted_and_held_are_counted_with_precision_and_recall(capsys):
    ranking.verdicts(OURS)
    said = capsys.readouterr().out
    assert "posted 2: precision 0.50 (1/2), recall 0.50 (1/2)" in said
    assert "held 1: good 1.00 (1/1)" in said
    assert "posted or held: precision 0.67 (2/3), recall 1.00 (2/2)" in said


def test_errors_are_named_by_what_was_done_and_no_text_moves_the_terminal(capsys):
    ranking.errors(OURS)
    said = capsys.readouterr().out
    assert "WRONGLY POSTED q1 Sums: graded 0, 0.600 post" in said
    assert "MISSED q2 Sums: graded 2, 0.400 hold" in said
    assert said.count("graded") == 2
    assert "\x1b" not in said


def test_the_table_holds_every_method_and_how_far_ours_is_from_the_best(capsys):
    scores = {"a": TOY.grades * 1.0, "b": -TOY.grades * 1.0, ranking.OURS: OURS.scores}
    ranking.table(TOY, scores)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[3:6]] == ["a", "b", "ours"]
    assert all(line.endswith("(a)") for line in lines[6:9])


@pytest.mark.parametrize("v", [True, False])
@pytest.mark.parametrize("name", ["tune", "test", "crossed"])
def test_pairs_are_named_for_the_tune_set_only(name, v, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["ranking.py", "--set", name, *(["-v"] if v else [])])
    monkeypatch.setitem(ranking.SETS, name, lambda: [TOY])
    monkeypatch.setattr(ranking, "Embedder", Still)
    monkeypatch.setattr(ranking, "rank", lambda queries, *_: [match(0.9, Verdict.POST)] * 3)
    ranking.main()
    assert ("WRONGLY" in capsys.readouterr().out) == (v and name == "tune")


class Still:
    """A model that is only the toy one."""

    name = "toy"

    def __init__(self, *_):
        self.asked = []

    def embed(self, texts):
        self.asked += texts
        return embed(texts)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def test_vectors_kept_in_a_folder_are_made_once(tmp_path):
    model = Still()
    for _ in range(2):
        vectors = ranking.Vectors(model.name, model.embed, tmp_path / "kept")
        assert vectors(["teeth", "dogs", "teeth"]) == pytest.approx(
            embed(["teeth", "dogs", "teeth"])
        )
        vectors.close()
    assert model.asked == ["teeth", "dogs"]


def test_companies_made_for_the_cost_are_as_many_revisions_and_say_the_same():
    made = cost.others(TOY.profiles, 7)
    assert len({profile.revision for profile in made}) == 7
    assert {frozenset(p.topics) for p in made} == {
        frozenset(p.topics) for p in TOY.profiles
    }


def test_a_limit_is_passed_only_above_it(capsys):
    assert [cost.says("seconds", n, 2.0) for n in (1.0, 2.0, 2.01)] == [False, False, True]
    assert capsys.readouterr().out.split("\n")[2].startswith("OVER")
