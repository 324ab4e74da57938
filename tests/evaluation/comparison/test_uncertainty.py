"""Intervals and differences of all metrics, against definitions computed row by row and scikit-learn."""

import numpy as np
import pytest
import sklearn.metrics

from tests.evaluation.comparison.made_results import made_results
from workbench.evaluation.areas import average_precisions
from workbench.evaluation.comparison.delong import auc_influences
from workbench.evaluation.comparison.resampling import DRAWS, DRAWS_OF_SCORES, resampled
from workbench.evaluation.comparison.uncertainty import uncertainty
from workbench.evaluation.metrics import LOSS, METRICS, Metric, value_of
from workbench.evaluation.scored import Scored

ALL = [LOSS, *METRICS.values()]


@pytest.mark.parametrize("metric", ALL, ids=lambda metric: metric.id)
@pytest.mark.parametrize("classes", [2, 3])
def test_intervals_lie_around_the_values_and_are_as_wide_as_of_rows_drawn_one_by_one(
    metric: Metric, classes: int
) -> None:
    results = made_results({"A": 1.5, "B": 2.0}, 400, classes)
    random = np.random.default_rng(5)
    drawn = []
    for _ in range(400):
        rows = random.integers(0, 400, 400)
        one, other = (value_of(metric, Scored(results.y_true[rows], results.scores[name][rows])) for name in "AB")
        assert one is not None and other is not None
        drawn.append((one, one - other))
    of_value, of_difference = np.std(drawn, axis=0)
    found = uncertainty(results, metric)
    value, interval, difference = (
        value_of(metric, results.scored["A"]),
        found.interval("A"),
        found.difference("A", "B", 1),
    )
    assert value is not None and interval is not None and difference is not None
    assert interval.low < value < interval.high
    assert interval.high - interval.low == pytest.approx(2 * 1.96 * of_value, rel=0.15)
    assert difference.interval.high - difference.interval.low == pytest.approx(2 * 1.96 * of_difference, rel=0.15)


def test_identical_competitors_differ_in_nothing() -> None:
    results = made_results({"A": 1.5}, 200, 3)
    both = type(results)(
        results.origin,
        results.subset,
        results.row_ids,
        results.y_true,
        {"A": results.scores["A"], "B": results.scores["A"]},
        {"A": results.weights["A"], "B": results.weights["A"]},
    )
    for metric in ALL:
        difference = uncertainty(both, metric).difference("A", "B", 1)
        assert difference is not None and difference.p == 1.0 and difference.rows_needed is None
        assert difference.interval.low <= 0 <= difference.interval.high


def test_the_covariance_of_areas_is_delongs() -> None:
    results = made_results({"A": 1.0, "B": 1.4}, 80, 2, seed=3)
    positive = results.y_true == 1
    placements = []
    for scores in results.scores.values():
        above = scores[positive, 1][:, None] - scores[~positive, 1][None, :]
        wins = (above > 0) + 0.5 * (above == 0)
        placements.append((wins.mean(axis=1), wins.mean(axis=0)))
    of_positives, of_negatives = (np.stack(values) for values in zip(*placements, strict=True))
    expected = np.cov(of_positives) / positive.sum() + np.cov(of_negatives) / (~positive).sum()
    influences = np.stack([auc_influences(scored) for scored in results.scored.values()])
    np.testing.assert_allclose(influences @ influences.T, expected, rtol=1e-10)


def test_average_precision_of_weighted_rows_is_scikit_learns() -> None:
    random = np.random.default_rng(0)
    of_class, score = random.random(60) < 0.3, random.integers(0, 20, 60) / 20
    weights = random.integers(0, 4, (5, 60)).astype(float)
    expected = [sklearn.metrics.average_precision_score(of_class, score, sample_weight=each) for each in weights]
    np.testing.assert_allclose(average_precisions(of_class, score, weights), expected, rtol=1e-12)
    assert np.isnan(average_precisions(np.zeros(60, bool), score, weights)).all()


def test_draws_are_the_same_each_time_and_defined_where_the_metric_is() -> None:
    results = made_results({"A": 1.5, "B": 2.0}, 50, 3)
    for metric, draws in ((METRICS["f1"], DRAWS), (LOSS, DRAWS), (METRICS["auc_pr"], DRAWS_OF_SCORES)):
        found = resampled(results, metric)
        assert found.shape == (draws, 2) and np.isfinite(found).all()
        np.testing.assert_array_equal(found, resampled(results, metric))


def test_a_metric_of_all_scores_that_nobody_knows_is_drawn_too() -> None:
    unknown = Metric(
        "top", "Top", "The mean highest score.", of_scores=lambda scored: float(scored.y_score.max(1).mean())
    )
    results = made_results({"A": 1.5, "B": 2.0}, 50, 3)
    found = resampled(results, unknown)
    assert found.shape == (DRAWS_OF_SCORES, 2)
    assert found.mean(axis=0) == pytest.approx([results.scores[name].max(1).mean() for name in "AB"], abs=0.01)


def test_work_ends_where_it_is_to_stop() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    results = made_results({"A": 1.5}, 20, 2)
    for metric in (LOSS, METRICS["f1"], METRICS["auc_pr"]):
        with pytest.raises(Stopped):
            resampled(results, metric, stop)


def test_an_area_of_a_class_with_a_single_sample_has_no_interval() -> None:
    results = made_results({"A": 1.5, "B": 1.0}, 20, 2)
    alone = type(results)(
        results.origin,
        results.subset,
        results.row_ids,
        np.eye(1, 20, 4, dtype=np.int32)[0],
        results.scores,
        results.weights,
    )
    found = uncertainty(alone, METRICS["auc_roc"])
    assert found.interval("A") is None and found.difference("A", "B", 1) is None
