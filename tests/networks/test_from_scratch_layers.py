"""Layers written in NumPy: values by hand, gradients by central differences and by Keras."""

import numpy as np
import pytest

from tests.networks.gradients import check_against_keras, check_numerically, made
from workbench.networks.from_scratch.initializers import uniform
from workbench.networks.from_scratch.layers import Dense, Dropout, Flatten, Layer, ReLU, Tanh

CASES = [
    (Dense(4, uniform), (3,), 5),
    (Dense(1, uniform), (7,), 1),
    (Dense(2, uniform), (1,), 3),
    (Flatten(), (3, 5, 2), 4),
    (Tanh(), (6,), 3),
    (ReLU(), (3, 5, 2), 2),
    (Dropout(0.4), (3, 5), 4),
]


@pytest.mark.parametrize(("layer", "shape", "n"), CASES, ids=lambda case: type(case).__name__)
def test_gradients_are_those_of_central_differences(layer: Layer, shape: tuple[int, ...], n: int) -> None:
    check_numerically(layer, shape, n)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize(
    ("layer", "name", "options", "shape", "n"),
    [
        (Dense(4, uniform), "Dense", {"units": 4}, (3,), 5),
        (Dense(13, uniform), "Dense", {"units": 13}, (101,), 1),
        (Tanh(), "Activation", {"activation": "tanh"}, (9,), 3),
        (ReLU(), "ReLU", {}, (5, 3, 2), 3),
        (Flatten(), "Flatten", {}, (5, 3, 2), 3),
    ],
)
def test_values_and_gradients_are_those_of_keras(
    layer: Layer, name: str, options: dict[str, object], shape: tuple[int, ...], n: int
) -> None:
    import keras

    check_against_keras(layer, getattr(keras.layers, name)(**options), shape, n)


def test_dense_is_a_matrix_product() -> None:
    layer = Dense(2, uniform)
    weights, _ = made(layer, (3,))
    weights[0][...] = [[1, 2], [3, 4], [5, 6]]
    weights[1][...] = [10, 20]
    np.testing.assert_array_equal(layer.forward(np.array([[1.0, 0.0, 2.0]])), [[21, 34]])


def test_dropout_keeps_the_mean_and_does_nothing_in_prediction() -> None:
    layer = Dropout(0.2)
    x = np.ones((100, 1000), np.float32)
    y = layer.forward(x, np.random.default_rng(0))
    assert y.dtype == np.float32 and set(np.unique(y)) == {0.0, np.float32(1.25)}
    assert (y == 0).mean() == pytest.approx(0.2, abs=0.01)
    assert layer.forward(x) is x


def test_flatten_and_its_way_back() -> None:
    layer = Flatten()
    assert layer.build((2, 3, 1)) == (6,)
    x = np.arange(12.0).reshape(2, 2, 3, 1)
    np.testing.assert_array_equal(layer.backward(layer.forward(x)), x)
