"""Losses written in NumPy: gradients by central differences and by Keras, scores that sum to 1."""

import numpy as np
import pytest

from tests.networks.gradients import numerical_gradient
from workbench.networks.from_scratch.losses import Loss, SoftmaxCrossEntropy, SquaredError

LOSSES = [SquaredError(), SoftmaxCrossEntropy()]
RANDOM = np.random.default_rng(0)
OUTPUTS = RANDOM.uniform(-1, 1, (6, 5))
TARGETS = np.eye(5)[RANDOM.integers(0, 5, 6)]


@pytest.mark.parametrize("loss", LOSSES, ids=lambda case: case.name)
def test_gradients_are_those_of_central_differences(loss: Loss) -> None:
    outputs = OUTPUTS.copy()
    expected = numerical_gradient(lambda: float(loss.value(outputs, TARGETS).sum()), outputs)
    np.testing.assert_allclose(loss.gradient(outputs, TARGETS), expected, rtol=1e-6, atol=1e-8)
    np.testing.assert_array_equal(outputs, OUTPUTS)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("loss", LOSSES, ids=lambda case: case.name)
def test_values_and_gradients_are_those_of_keras(loss: Loss) -> None:
    import keras
    import tensorflow as tf

    outputs = tf.constant(OUTPUTS)
    with tf.GradientTape() as tape:
        tape.watch(outputs)
        if isinstance(loss, SquaredError):
            value = keras.losses.MeanSquaredError(reduction=None, dtype="float64")(2 * TARGETS - 1, outputs)
        else:
            value = tf.nn.softmax_cross_entropy_with_logits(TARGETS, outputs)
    np.testing.assert_allclose(loss.value(OUTPUTS, TARGETS), value, rtol=1e-10)
    np.testing.assert_allclose(loss.gradient(OUTPUTS, TARGETS), tape.gradient(value, outputs), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda case: case.name)
@pytest.mark.parametrize("scale", [0.0, 1.0, -1.0])
def test_scores_sum_to_one_and_keep_the_order(loss: Loss, scale: float) -> None:
    outputs = np.vstack([OUTPUTS, np.full(5, -1.0), np.full(5, 1.0)]).astype(np.float32) * np.float32(scale)
    scores = loss.scores(outputs)
    assert scores.dtype == np.float32 and (scores >= 0).all() and (scores <= 1).all()
    np.testing.assert_allclose(scores.sum(axis=1), 1, rtol=1e-6)
    np.testing.assert_array_equal(scores.argmax(axis=1), outputs.argmax(axis=1))


def test_softmax_does_not_overflow() -> None:
    scores = SoftmaxCrossEntropy().scores(np.array([[1000.0, 0.0], [-1000.0, 0.0]], np.float32))
    np.testing.assert_array_equal(scores, [[1, 0], [0, 1]])
