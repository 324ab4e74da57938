"""Convolution and pooling written in NumPy: odd sizes, both paddings, ties, by central differences and by Keras."""

from typing import Any

import numpy as np
import pytest

from tests.networks.gradients import check_against_keras, check_numerically, made
from workbench.networks.from_scratch.convolution import Conv2D, MaxPooling2D, Padding
from workbench.networks.from_scratch.initializers import uniform

CONVOLUTIONS: list[tuple[int, Padding, tuple[int, int, int], int]] = [
    (3, "same", (5, 4, 2), 2),
    (3, "valid", (5, 4, 2), 2),
    (5, "same", (3, 7, 1), 3),
    (5, "same", (1, 1, 2), 2),
    (2, "same", (3, 3, 1), 1),
    (2, "valid", (2, 5, 3), 2),
    (1, "same", (2, 3, 2), 2),
]
POOLINGS = [(2, (4, 6, 2)), (2, (5, 7, 1)), (3, (7, 3, 2)), (2, (1, 5, 2)), (2, (1, 1, 1))]


@pytest.mark.parametrize(("size", "padding", "shape", "n"), CONVOLUTIONS)
def test_gradients_of_a_convolution(size: int, padding: Padding, shape: tuple[int, int, int], n: int) -> None:
    check_numerically(Conv2D(3, size, uniform, padding), shape, n)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize(("size", "padding", "shape", "n"), [*CONVOLUTIONS, (5, "same", (28, 28, 3), 4)])
def test_a_convolution_is_that_of_keras(size: int, padding: Padding, shape: tuple[int, int, int], n: int) -> None:
    import keras

    check_against_keras(Conv2D(6, size, uniform, padding), keras.layers.Conv2D(6, size, padding=padding), shape, n)


@pytest.mark.parametrize(("size", "shape"), POOLINGS)
def test_gradients_of_pooling(size: int, shape: tuple[int, int, int]) -> None:
    check_numerically(MaxPooling2D(size), shape, 3)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize(("size", "shape"), POOLINGS[:3])
def test_pooling_is_that_of_keras(size: int, shape: tuple[int, int, int]) -> None:
    import keras

    check_against_keras(MaxPooling2D(size), keras.layers.MaxPooling2D(size), shape, 3)


def test_a_convolution_by_hand() -> None:
    layer = Conv2D(1, 3, uniform)
    weights, _ = made(layer, (3, 3, 1))
    weights[0][...] = 1
    weights[1][...] = 0.5
    y = layer.forward(np.arange(9.0).reshape(1, 3, 3, 1))
    np.testing.assert_array_equal(y[0, :, :, 0], [[8.5, 15.5, 12.5], [21.5, 36.5, 27.5], [20.5, 33.5, 24.5]])


def test_another_number_of_samples_leaves_nothing_of_the_batch_before() -> None:
    layer = Conv2D(2, 3, uniform)
    made(layer, (4, 4, 1))
    random = np.random.default_rng(0)
    first, second = random.normal(0, 1, (5, 4, 4, 1)), random.normal(0, 1, (2, 4, 4, 1))
    alone = layer.forward(second)
    layer.forward(first)
    np.testing.assert_array_equal(layer.forward(second), alone)


def test_on_ties_the_first_place_gets_the_gradient() -> None:
    layer = MaxPooling2D(2)
    layer.build((2, 2, 1))
    layer.forward(np.ones((1, 2, 2, 1)))
    np.testing.assert_array_equal(layer.backward(np.full((1, 1, 1, 1), 7.0)).ravel(), [7, 0, 0, 0])


def test_a_window_larger_than_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="smaller than a window"):
        Conv2D(1, 5, uniform, "valid").build((4, 9, 1))


def test_shapes() -> None:
    same: Any = Conv2D(8, 5, uniform)
    assert same.build((28, 27, 3)) == (28, 27, 8)
    assert same.weight_shapes == ((5, 5, 3, 8), (8,))
    assert Conv2D(8, 5, uniform, "valid").build((28, 27, 3)) == (24, 23, 8)
    assert MaxPooling2D(2).build((5, 1, 4)) == (2, 1, 4)
