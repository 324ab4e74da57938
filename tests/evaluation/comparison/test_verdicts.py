"""Verdicts: what is said of made-up networks whose true difference is known."""

from dataclasses import replace

import numpy as np
import pytest

from tests.evaluation.comparison.made_results import made_results
from workbench.evaluation.comparison.verdicts import Verdict, compare
from workbench.evaluation.metrics import LOSS, METRICS
from workbench.evaluation.results import Results

ACCURACY = METRICS["accuracy"]


def of_right_rows(right: dict[str, np.ndarray]) -> Results:
    """Competitors of two classes by the rows on which they are right."""
    rows = len(next(iter(right.values())))
    made = made_results(dict.fromkeys(right, 1.0), rows, 2)
    scores = {
        name: np.eye(2, dtype=np.float32)[np.where(good, made.y_true, 1 - made.y_true)] for name, good in right.items()
    }
    return replace(made, scores=scores)


def right_on(rows: int, *wrong: range) -> np.ndarray:
    good = np.ones(rows, bool)
    for places in wrong:
        good[places] = False
    return good


def test_the_better_one_is_named_whatever_the_direction_of_the_metric() -> None:
    results = made_results({"Weak": 0.5, "Strong": 2.5, "Strong too": 2.5}, 2000, 4)
    for metric in (ACCURACY, LOSS, METRICS["f1"], METRICS["auc_roc"]):
        found = compare(results, metric)
        first = found.pairs[0]
        assert (first.a, first.b, first.verdict, first.better) == ("Weak", "Strong", Verdict.BETTER, "Strong")
        assert first.difference is not None and (first.difference < 0) is metric.higher_is_better
        assert found.top == ("Strong", "Strong too") and found.pairs[2].verdict is not Verdict.BETTER


def test_counts_differences_and_rows_needed() -> None:
    found = compare(of_right_rows({"A": right_on(359, range(4)), "B": right_on(359, range(5, 10))}), ACCURACY)
    (pair,) = found.pairs
    assert (pair.only_a_right, pair.only_b_right) == (5, 4)
    assert pair.difference == pytest.approx(1 / 359)
    assert pair.verdict is Verdict.UNDECIDED and pair.better is None and found.top == ("A", "B")
    assert pair.rows_needed is not None and pair.rows_needed > 20_000
    assert found.estimates["A"].value == pytest.approx(355 / 359)


def test_practically_equal_within_the_margin_only() -> None:
    results = of_right_rows({"A": right_on(20_000, range(100)), "B": right_on(20_000, range(50, 150))})
    assert compare(results, ACCURACY).pairs[0].verdict is Verdict.EQUAL
    assert compare(results, ACCURACY, margin=0.0005).pairs[0].verdict is Verdict.UNDECIDED


def test_one_competitor_identical_ones_and_one_row() -> None:
    alone = compare(made_results({"A": 1.0}, 30, 3), ACCURACY)
    assert alone.pairs == () and alone.top == ("A",)
    same = compare(of_right_rows({"A": right_on(50, range(5)), "B": right_on(50, range(5))}), ACCURACY).pairs[0]
    assert (same.p, same.verdict, same.rows_needed) == (1.0, Verdict.UNDECIDED, None)
    row = compare(made_results({"A": 1.0, "B": 1.0}, 1, 3), ACCURACY)
    assert row.pairs[0].verdict is Verdict.UNDECIDED


def test_a_metric_that_is_undefined_for_one() -> None:
    made = made_results({"A": 1.0, "B": 1.0}, 40, 2)
    never = np.tile(np.array([0.9, 0.1], np.float32), (40, 1))
    found = compare(
        replace(
            made,
            scores={"A": made.scores["A"], "Never": never},
            weights={"A": made.weights["A"], "Never": made.weights["A"]},
        ),
        METRICS["precision"],
    )
    assert found.estimates["Never"].value is None and found.estimates["Never"].interval is None
    pair = found.pairs[0]
    assert (pair.difference, pair.p, pair.p_holm, pair.verdict) == (None, None, None, Verdict.UNDECIDED)
    assert found.top == ("A", "Never")


def test_equal_networks_are_seldom_called_different_in_families_of_four() -> None:
    random = np.random.default_rng(0)
    alarms, families = 0, 600
    for _ in range(families):
        hard = random.random(359) < 0.1
        right = {name: np.where(hard, random.random(359) < 0.4, random.random(359) < 0.97) for name in "ABCD"}
        pairs = compare(of_right_rows(right), ACCURACY).pairs
        alarms += any(pair.verdict is Verdict.BETTER for pair in pairs)
    assert alarms / families <= 0.055
