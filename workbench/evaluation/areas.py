"""Areas under curves over all thresholds of a score, by class against the rest; the same bits as scikit-learn's.

scikit-learn's functions check, convert and sort anew for each class and each area, which costs far more than the areas
themselves. Here each class is sorted once for both; the steps that round are scikit-learn's, in its order.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Areas:
    """One value for each class, float64 (classes,); NaN where it is undefined or was not asked for.

    Attributes:
        roc: area under true over false positive rate; undefined for a class that has no or only samples.
        precision_recall: average precision; undefined for a class without samples.
    """

    roc: NDArray[np.float64]
    precision_recall: NDArray[np.float64]


def areas(y_true: NDArray[np.integer[Any]], y_score: NDArray[np.floating[Any]]) -> Areas:
    """Both areas of each class; of two classes only those of class 1, since the other one mirrors it.

    Args:
        y_true: labels (n,).
        y_score: finite scores (n, classes).
    """
    num_classes = y_score.shape[1]
    found = Areas(np.full(num_classes, np.nan), np.full(num_classes, np.nan))
    for label in [1] if num_classes == 2 else range(num_classes):
        of_class = y_true == label
        if of_class.any():
            false_positives, true_positives = _above_thresholds(of_class, y_score[:, label])
            found.precision_recall[label] = _average_precision(false_positives, true_positives)
            if not of_class.all():
                found.roc[label] = _roc_area(false_positives, true_positives)
    return found


def average_precisions(
    of_class: NDArray[np.bool_], score: NDArray[np.floating[Any]], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Average precision of one class against the rest, where rows count more or less.

    Args:
        of_class, score: (n,).
        weights: (draws, n), not negative.

    Returns:
        (draws,), NaN where no row of the class counts.
    """
    order = np.argsort(score)[::-1]
    last = _last_of_equal(score[order])
    ordered = weights[:, order]
    true_positives = (ordered * of_class[order]).cumsum(axis=1)[:, last]
    predicted = ordered.cumsum(axis=1)[:, last]
    gained = np.diff(true_positives, axis=1, prepend=0)
    precision = np.divide(true_positives, predicted, out=np.zeros_like(predicted), where=predicted > 0)
    found, all_of_class = (gained * precision).sum(axis=1), true_positives[:, -1]
    precisions: NDArray[np.float64] = np.full_like(found, np.nan)
    np.divide(found, all_of_class, out=precisions, where=all_of_class > 0)
    return precisions


def _above_thresholds(of_class: NDArray[np.bool_], score: NDArray[np.floating[Any]]) -> tuple[Counts, Counts]:
    """False and true positives at each distinct score as threshold, the highest first."""
    order = np.argsort(score)[::-1]
    last = _last_of_equal(score[order])
    true_positives = np.cumsum(of_class[order], dtype=np.float64)[last]
    return 1.0 + last - true_positives, true_positives


def _last_of_equal(ordered: NDArray[np.floating[Any]]) -> NDArray[np.intp]:
    """Places of the last one of each run of equal scores."""
    return np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)


def _roc_area(false_positives: Counts, true_positives: Counts) -> float:
    if len(false_positives) > 2:  # points in the midst of a straight line are left out
        corner = np.ones(len(false_positives), bool)
        corner[1:-1] = (np.diff(false_positives, 2) != 0) | (np.diff(true_positives, 2) != 0)
        false_positives, true_positives = false_positives[corner], true_positives[corner]
    x = np.concatenate(([0.0], false_positives)) / false_positives[-1]
    y = np.concatenate(([0.0], true_positives)) / true_positives[-1]
    return float((np.diff(x) * (y[1:] + y[:-1]) / 2.0).sum())


def _average_precision(false_positives: Counts, true_positives: Counts) -> float:
    precision = (true_positives / (true_positives + false_positives))[::-1]
    recall = np.concatenate(((true_positives / true_positives[-1])[::-1], [0.0]))
    return float(max(0.0, -(np.diff(recall) * precision).sum()))
