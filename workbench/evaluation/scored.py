"""The scores of one network on some rows, and what several metrics need of them, computed once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.areas import Areas, areas

Labels = NDArray[np.integer[Any]]
Scores = NDArray[np.floating[Any]]
Counts = NDArray[np.int64]
"""A confusion matrix (classes, classes): rows are true classes, columns predicted ones."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Labels and scores of the same rows.

    Attributes:
        y_true: integer labels, shape (n,).
        y_score: class probabilities, shape (n, classes), rows summing to 1 (two classes: ``[1 - p, p]``).
    """

    y_true: Labels
    y_score: Scores

    @property
    def num_classes(self) -> int:
        return int(self.y_score.shape[1])

    @cached_property
    def finite(self) -> bool:
        """Whether every score is a number; a network whose training diverged gives NaN."""
        return bool(np.isfinite(self.y_score).all())

    @cached_property
    def y_pred(self) -> NDArray[np.int64]:
        """Predicted labels (n,): the class of the highest score, the first one on ties."""
        predicted: NDArray[np.int64] = self.y_score.argmax(axis=1)
        return predicted

    @cached_property
    def counts(self) -> Counts:
        """The confusion matrix (classes, classes): rows are true classes, columns predicted ones."""
        return confusion_matrix(self.y_true, self.y_pred, self.num_classes)

    @cached_property
    def areas(self) -> Areas:
        """Areas under curves of each class against the rest; scores must be finite."""
        return areas(self.y_true, self.y_score)


def only_predicted(counts: Sequence[Sequence[int]]) -> int | None:
    """The class that is predicted for every row, where rows of several classes were there; None: there are several.

    Args:
        counts: a confusion matrix, rows are true classes.
    """
    predicted = [place for place, column in enumerate(zip(*counts, strict=True)) if any(column)]
    return predicted[0] if len(predicted) == 1 and sum(map(any, counts)) > 1 else None


def confusion_matrix(y_true: Labels, y_pred: Labels, num_classes: int) -> Counts:
    """Counts, shape (classes, classes): rows are true classes, columns predicted ones."""
    cells = np.asarray(y_true, np.int64) * num_classes + np.asarray(y_pred, np.int64)
    return np.bincount(cells, minlength=num_classes**2).reshape(num_classes, num_classes).astype(np.int64, copy=False)
