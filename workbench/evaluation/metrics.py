"""What can be ticked: how good the scores of a network are.

Everywhere ``y_true`` holds integer labels, shape (n,), and ``y_score`` class probabilities, float, shape (n, classes),
rows summing to 1 (two classes: ``[1 - p, p]``). The predicted label is the class of the highest score, the first one
on ties. For two classes label 1 is positive; for more, every class is compared with the rest and the mean over the
classes is taken (macro), except for accuracy. A value that is undefined (0/0) is NaN; a class whose value is undefined
is left out of the mean.

Values agree with scikit-learn, which is imported only when one of its metrics is computed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import unknown_name

Labels = NDArray[np.integer[Any]]
Scores = NDArray[np.floating[Any]]

SMALLEST_PROBABILITY = 1e-7  # as in Keras


@dataclass(frozen=True)
class Metric:
    """One metric.

    Attributes:
        id: in files, on the command line and as the key of a history.
        title: on the screen.
        description: one sentence for tooltips.
        compute: ``compute(y_true, y_score)`` returns a value, NaN where undefined.
    """

    id: str
    title: str
    description: str
    higher_is_better: bool
    compute: Callable[[Labels, Scores], float]


def confusion_matrix(y_true: Labels, y_pred: Labels, num_classes: int) -> NDArray[np.int64]:
    """Counts, shape (classes, classes): rows are true classes, columns predicted ones."""
    cells = np.asarray(y_true, np.int64) * num_classes + np.asarray(y_pred, np.int64)
    return np.bincount(cells, minlength=num_classes**2).reshape(num_classes, num_classes).astype(np.int64, copy=False)


def cross_entropy(y_true: Labels, y_score: Scores) -> float:
    """Mean of -log(probability of the true class), clipped as Keras does; NaN without samples."""
    if len(y_true) == 0:
        return float("nan")
    probabilities = y_score[np.arange(len(y_true)), y_true].astype(np.float64)
    return float(-np.log(np.clip(probabilities, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)).mean())


def accuracy(y_true: Labels, y_score: Scores) -> float:
    """Share of samples whose predicted label is right."""
    if len(y_true) == 0:
        return float("nan")
    return float((y_score.argmax(axis=1) == y_true).mean())


def precision(y_true: Labels, y_score: Scores) -> float:
    """Right predictions of a class / all predictions of it."""
    counts = _counts(y_true, y_score)
    return _summarise(_ratio(np.diagonal(counts), counts.sum(axis=0)))


def recall(y_true: Labels, y_score: Scores) -> float:
    """Right predictions of a class / all samples of it."""
    counts = _counts(y_true, y_score)
    return _summarise(_ratio(np.diagonal(counts), counts.sum(axis=1)))


def f1(y_true: Labels, y_score: Scores) -> float:
    """Harmonic mean of precision and recall of a class."""
    counts = _counts(y_true, y_score)
    return _summarise(_ratio(2 * np.diagonal(counts), counts.sum(axis=0) + counts.sum(axis=1)))


def auc_roc(y_true: Labels, y_score: Scores) -> float:
    """Area under the curve of true against false positive rate; undefined for a class that has no or only samples."""
    from sklearn.metrics import roc_auc_score

    def area(is_class: NDArray[np.bool_], score: Scores) -> float:
        return float("nan") if is_class.all() or not is_class.any() else float(roc_auc_score(is_class, score))

    return _one_versus_rest(area, y_true, y_score)


def auc_pr(y_true: Labels, y_score: Scores) -> float:
    """Average precision: precision at each threshold, weighted by the gain in recall; undefined without samples."""
    from sklearn.metrics import average_precision_score

    def area(is_class: NDArray[np.bool_], score: Scores) -> float:
        return float(average_precision_score(is_class, score)) if is_class.any() else float("nan")

    return _one_versus_rest(area, y_true, y_score)


METRICS: dict[str, Metric] = {
    metric.id: metric
    for metric in (
        Metric("accuracy", "Accuracy", "Share of samples whose class is predicted right.", True, accuracy),
        Metric("precision", "Precision", "Share of the predictions of a class that are right.", True, precision),
        Metric("recall", "Recall", "Share of the samples of a class that are found.", True, recall),
        Metric(
            "auc_roc",
            "AUC ROC",
            "Chance that a sample of a class gets a higher score for it than one of another class.",
            True,
            auc_roc,
        ),
        Metric("auc_pr", "AUC PR", "Average precision over all thresholds; sensitive to rare classes.", True, auc_pr),
        Metric("f1", "F1", "Harmonic mean of precision and recall.", True, f1),
    )
}
"""All metrics by id, in the order of the screen. A new metric is one function and one line here."""


def check_metric_ids(ids: Sequence[str]) -> None:
    """Raise `UserError` for an id that is not in `METRICS`."""
    for item in ids:
        if item not in METRICS:
            raise unknown_name("metric", item, METRICS)


def compute_metrics(ids: Sequence[str], y_true: Labels, y_score: Scores) -> dict[str, float | None]:
    """Values by metric id, None where undefined; all are where a score is not a finite number (diverged training)."""
    check_metric_ids(ids)
    if not np.isfinite(y_score).all():
        return dict.fromkeys(ids)
    values = {item: METRICS[item].compute(y_true, y_score) for item in ids}
    return {item: None if np.isnan(value) else value for item, value in values.items()}


def _counts(y_true: Labels, y_score: Scores) -> NDArray[np.int64]:
    return confusion_matrix(y_true, y_score.argmax(axis=1), y_score.shape[1])


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    result = np.full(len(whole), np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result


def _summarise(values: NDArray[np.float64]) -> float:
    """Value of the positive class for two classes, else the mean of the defined values."""
    if len(values) == 2:
        return float(values[1])
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def _one_versus_rest(area: Callable[[NDArray[np.bool_], Scores], float], y_true: Labels, y_score: Scores) -> float:
    num_classes = y_score.shape[1]
    needed = [1] if num_classes == 2 else range(num_classes)
    values = np.full(num_classes, np.nan)
    for label in needed:
        values[label] = area(y_true == label, y_score[:, label])
    return _summarise(values)
