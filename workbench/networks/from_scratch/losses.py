"""What training makes small, and how a network's outputs become class scores.

Targets are one-hot: (n, classes), 1 at the true class and 0 elsewhere. Values and gradients are those of each sample;
whoever trains takes the mean over the batch.
"""

from typing import Protocol

import numpy as np

from workbench.networks.from_scratch.layers import Array

SMALLEST_FRACTION = 1e-7
"""A score is at least this before scores are normalised, so that their sum is never 0."""


class Loss(Protocol):
    """Value, gradient and scores for outputs (n, classes)."""

    @property
    def name(self) -> str:
        """As in summaries."""

    def value(self, outputs: Array, targets: Array) -> Array:
        """The loss of each sample, (n,)."""

    def gradient(self, outputs: Array, targets: Array) -> Array:
        """Its derivative with respect to the outputs, (n, classes)."""

    def scores(self, outputs: Array) -> Array:
        """Class scores from 0 to 1, (n, classes); each row sums to 1."""


class SquaredError:
    """Mean over the outputs of (y - t)², where t is 1 for the true class and -1 for the others, the ends of tanh.

    Its derivative is 2 (y - t) / classes. Scores are the outputs mapped from [-1, 1] to [0, 1] and divided by their
    sum; the order of the classes stays.
    """

    name = "mean squared error"

    def value(self, outputs: Array, targets: Array) -> Array:
        errors = outputs - (2 * targets - 1)
        result: Array = (errors * errors).mean(axis=1)
        return result

    def gradient(self, outputs: Array, targets: Array) -> Array:
        result = outputs - targets
        result -= targets
        result += 1
        result *= 2 / outputs.shape[1]
        return result

    def scores(self, outputs: Array) -> Array:
        fractions = np.maximum((outputs + 1) / 2, SMALLEST_FRACTION)
        fractions /= fractions.sum(axis=1, keepdims=True)
        return fractions


class SoftmaxCrossEntropy:
    """-log p of the true class, where p = exp y / the sum of exp y over the classes (softmax).

    Both together have a derivative that neither has alone: p - t (C. Bishop, Pattern recognition and machine learning,
    2006, 4.109). Therefore the softmax is part of the loss, not a layer.
    """

    name = "softmax and cross-entropy"

    def value(self, outputs: Array, targets: Array) -> Array:
        shifted = outputs - outputs.max(axis=1, keepdims=True)
        result: Array = np.log(np.exp(shifted).sum(axis=1)) - (shifted * targets).sum(axis=1)
        return result

    def gradient(self, outputs: Array, targets: Array) -> Array:
        result = self.scores(outputs)
        result -= targets
        return result

    def scores(self, outputs: Array) -> Array:
        powers: Array = outputs - outputs.max(axis=1, keepdims=True)  # the same quotient, and exp does not overflow
        np.exp(powers, out=powers)
        powers /= powers.sum(axis=1, keepdims=True)
        return powers
