"""Loss and accuracy of the rows seen so far, as Keras puts them into the logs of a batch."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.metrics import cross_entropy

ACCURACY = "accuracy"
"""The one metric that is a mean over rows and costs next to nothing to keep up to date."""


class RunningMeans:
    """Sums over the rows of an epoch, or of a validation.

    Args:
        metrics: ids; those that are no mean over rows are left out of the logs.
    """

    def __init__(self, metrics: Collection[str]) -> None:
        self._with_accuracy = ACCURACY in metrics
        self._rows = 0
        self._correct = 0
        self._loss_sum = 0.0

    def add(self, labels: NDArray[np.int32], scores: NDArray[np.float32], loss_sum: float | None = None) -> None:
        """Receive more rows.

        Args:
            labels: (n,).
            scores: (n, classes).
            loss_sum: of all rows so far; by default the cross-entropy of these is added.
        """
        if not len(labels):
            return
        self._rows += len(labels)
        if loss_sum is None:
            loss_sum = self._loss_sum + cross_entropy(labels, scores) * len(labels)
        self._loss_sum = loss_sum
        if self._with_accuracy:
            two = scores.shape[1] == 2
            predicted = scores[:, 1] > scores[:, 0] if two else scores.argmax(axis=1)  # argmax is slow on short rows
            self._correct += int(np.count_nonzero(predicted == labels))

    def logs(self) -> dict[str, float]:
        """Means over the rows so far, at least one."""
        logs = {"loss": self._loss_sum / self._rows}
        return logs | {ACCURACY: self._correct / self._rows} if self._with_accuracy else logs
