"""What every metric of the registry declares, held against random data."""

import math

import numpy as np
import pytest

from workbench.evaluation.metrics import LOSS, METRICS, Metric
from workbench.evaluation.scored import Labels, Scored, Scores

METRIC_LIST = [LOSS, *METRICS.values()]
CLASSES = (2, 3, 200)
all_metrics = pytest.mark.parametrize("metric", METRIC_LIST, ids=lambda metric: metric.id)
all_classes = pytest.mark.parametrize("num_classes", CLASSES)


def random_data(num_classes: int, rows: int = 0, skill: float = 0.0, seed: int = 0) -> tuple[Labels, Scores]:
    """Every class has samples; ``skill`` from 0 (guessed) to 1 (perfect) is given to the true class."""
    random = np.random.default_rng(seed)
    y_true = random.permutation(np.arange(rows or 5 * num_classes) % num_classes)
    guessed = random.dirichlet(np.ones(num_classes), len(y_true))
    return y_true, (1 - skill) * guessed + skill * np.eye(num_classes)[y_true]


def value(metric: Metric, y_true: Labels, y_score: Scores) -> float:
    found = metric.compute(Scored(y_true, y_score))
    assert isinstance(found, float)
    return found


def applies(metric: Metric, num_classes: int) -> bool:
    return num_classes == 2 or not metric.two_classes_only


def in_range(metric: Metric, found: float) -> bool:
    """Sums of many quotients round: 1.0000000000000002 is 1."""
    return metric.low - 1e-12 <= found <= metric.high + 1e-12


def test_order_of_the_registry() -> None:
    assert list(METRICS)[:6] == ["accuracy", "precision", "recall", "auc_roc", "auc_pr", "f1"]
    titles = [metric.title for metric in METRICS.values()]
    assert titles[:6] == ["Accuracy", "Precision", "Recall", "AUC ROC", "AUC PR", "F1"]


def test_no_two_have_the_same_name() -> None:
    assert len({metric.title.casefold() for metric in METRIC_LIST}) == len(METRIC_LIST)
    assert len({metric.id for metric in METRIC_LIST}) == len(METRIC_LIST)


@all_metrics
def test_the_declaration_is_complete(metric: Metric) -> None:
    assert metric is LOSS or METRICS[metric.id] is metric
    assert metric.id.isidentifier() and metric.id == metric.id.lower() and not metric.id.startswith("val_")
    assert metric.title and metric.title[0].isupper()
    assert metric.description.endswith(".")
    assert metric.low < metric.high and math.isfinite(metric.low)


@all_metrics
@all_classes
def test_values_lie_in_the_declared_range(metric: Metric, num_classes: int) -> None:
    if not applies(metric, num_classes):
        return
    for seed in range(20):
        for skill in (0.0, 0.3, 1.0):
            found = value(metric, *random_data(num_classes, skill=skill, seed=seed))
            assert in_range(metric, found)
    y_true, perfect = random_data(num_classes, skill=1.0)
    assert in_range(metric, value(metric, y_true, np.roll(perfect, 1, axis=1))), "all wrong"


@all_metrics
@all_classes
def test_perfect_scores_are_the_best_possible(metric: Metric, num_classes: int) -> None:
    if not applies(metric, num_classes):
        return
    best = value(metric, *random_data(num_classes, skill=1.0))
    assert best == pytest.approx(metric.high if metric.higher_is_better else metric.low, abs=1e-6)


@all_metrics
@all_classes
def test_better_scores_are_better_in_the_declared_direction(metric: Metric, num_classes: int) -> None:
    if not applies(metric, num_classes):
        return
    values = [value(metric, *random_data(num_classes, skill=skill)) for skill in (0.0, 0.3, 0.5, 1.0)]
    improving = values if metric.higher_is_better else values[::-1]
    assert improving == sorted(improving) and improving[0] < improving[-1]


@all_metrics
@pytest.mark.parametrize("num_classes", [2, 4])
def test_the_order_of_samples_does_not_matter(metric: Metric, num_classes: int) -> None:
    if not applies(metric, num_classes):
        return
    y_true, y_score = random_data(num_classes, rows=50)
    order = np.random.default_rng(1).permutation(50)
    assert value(metric, y_true[order], y_score[order]) == pytest.approx(value(metric, y_true, y_score))


@all_metrics
def test_the_order_of_classes_does_not_matter_for_more_than_two(metric: Metric) -> None:
    if metric.two_classes_only:
        return
    y_true, y_score = random_data(5, rows=60)
    order = np.array([3, 0, 4, 1, 2])
    assert value(metric, np.argsort(order)[y_true], y_score[:, order]) == pytest.approx(value(metric, y_true, y_score))


@all_metrics
@pytest.mark.parametrize("num_classes", [2, 4])
def test_only_metrics_of_scores_see_more_than_labels(metric: Metric, num_classes: int) -> None:
    if not applies(metric, num_classes):
        return
    y_true, y_score = random_data(num_classes, rows=60)
    labels_alone = np.eye(num_classes)[y_score.argmax(axis=1)]
    same = value(metric, y_true, y_score) == value(metric, y_true, labels_alone)
    assert same is (metric.of_counts is not None)
    assert [metric.of_counts, metric.of_rows, metric.of_scores].count(None) == 2


@all_metrics
@pytest.mark.parametrize("num_classes", [2, 4])
def test_degenerate_rows(metric: Metric, num_classes: int) -> None:
    """No row, one row, and rows of one class only: a value in the range, or NaN; never an error or a warning."""
    if not applies(metric, num_classes):
        return
    y_true, y_score = random_data(num_classes, rows=40)
    assert math.isnan(value(metric, y_true[:0], y_score[:0]))
    for rows in (np.arange(40) < 1, y_true == 0, y_true == 1):
        found = value(metric, y_true[rows], y_score[rows])
        assert math.isnan(found) or in_range(metric, found)
