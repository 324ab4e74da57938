"""Every metric of the registry keeps the same rules."""

import numpy as np
import pytest

from workbench.evaluation.metrics import METRICS, Metric

METRIC_LIST = list(METRICS.values())


def test_order_of_the_registry() -> None:
    assert list(METRICS)[:6] == ["accuracy", "precision", "recall", "auc_roc", "auc_pr", "f1"]
    titles = [metric.title for metric in METRIC_LIST]
    assert titles[:6] == [
        "Accuracy",
        "Precision",
        "Recall",
        "AUC ROC",
        "AUC PR",
        "F1",
    ]


@pytest.mark.parametrize("metric", METRIC_LIST, ids=lambda item: item.id)
def test_registry_entry_is_complete(metric: Metric) -> None:
    assert METRICS[metric.id] is metric
    assert metric.description.endswith(".")


@pytest.mark.parametrize("num_classes", [2, 3, 200])
@pytest.mark.parametrize("metric", METRIC_LIST, ids=lambda item: item.id)
def test_perfect_scores_are_the_best_possible(metric: Metric, num_classes: int) -> None:
    y_true = np.arange(2 * num_classes) % num_classes
    perfect = metric.compute(y_true, np.eye(num_classes, dtype=np.float32)[y_true])
    random = np.random.default_rng(0).dirichlet(np.ones(num_classes), len(y_true))
    assert isinstance(perfect, float)
    assert perfect == 1.0
    assert metric.higher_is_better
    assert 0 <= metric.compute(y_true, random) < perfect


@pytest.mark.parametrize("metric", METRIC_LIST, ids=lambda item: item.id)
def test_the_order_of_samples_does_not_matter(metric: Metric) -> None:
    random = np.random.default_rng(0)
    y_true, y_score = random.integers(0, 4, 50), random.dirichlet(np.ones(4), 50)
    order = random.permutation(50)
    assert metric.compute(y_true[order], y_score[order]) == pytest.approx(metric.compute(y_true, y_score))
