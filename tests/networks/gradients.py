"""Gradients by central differences in float64, and by Keras, for the layers written in NumPy."""

from collections.abc import Callable
from typing import Any

import numpy as np

from workbench.networks.from_scratch.layers import Array, Layer

STEP = 1e-6


def numerical_gradient(function: Callable[[], float], array: Array) -> Array:
    """(f(a + h) - f(a - h)) / 2h for each value of ``array``, which ``function`` must depend on."""
    result = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        value = array[place]
        array[place] = value + STEP
        above = function()
        array[place] = value - STEP
        below = function()
        array[place] = value
        result[place] = (above - below) / (2 * STEP)
    return result


def made(layer: Layer, input_shape: tuple[int, ...], dtype: type[np.floating[Any]] = np.float64) -> tuple[Any, Any]:
    """Build a layer; its weights and their gradients, filled with numbers."""
    layer.build(input_shape)
    random = np.random.default_rng(1)
    weights = [random.normal(0, 0.5, shape).astype(dtype) for shape in layer.weight_shapes]
    gradients = [np.full(shape, np.nan, dtype) for shape in layer.weight_shapes]
    if weights:
        layer.bind(weights, gradients)
    return weights, gradients


def check_numerically(layer: Layer, input_shape: tuple[int, ...], n: int) -> None:
    """Inputs' and weights' gradients are those of central differences, also in the second of two batches."""
    weights, gradients = made(layer, input_shape)
    for seed in (2, 3):
        random = np.random.default_rng(seed)
        x = random.normal(0, 1, (n, *input_shape))
        y = layer.forward(x, np.random.default_rng(4))
        upstream = random.normal(0, 1, y.shape)
        layer.find_gradients(upstream.copy())
        found = layer.backward(upstream.copy())
        assert found.shape == x.shape

        def value(x: Array = x, upstream: Array = upstream) -> float:
            return float((layer.forward(x, np.random.default_rng(4)) * upstream).sum())

        np.testing.assert_allclose(found, numerical_gradient(value, x), rtol=1e-5, atol=1e-7)
        for weight, gradient in zip(weights, gradients, strict=True):
            np.testing.assert_allclose(gradient, numerical_gradient(value, weight), rtol=1e-5, atol=1e-7)


def check_against_keras(layer: Layer, keras_layer: Any, input_shape: tuple[int, ...], n: int) -> None:
    """Values and all gradients are those of Keras, in float32."""
    import tensorflow as tf

    weights, gradients = made(layer, input_shape, np.float32)
    random = np.random.default_rng(5)
    x = random.normal(0, 1, (n, *input_shape)).astype(np.float32)
    tensor = tf.constant(x)
    keras_layer.build((None, *input_shape))
    keras_layer.set_weights(weights)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        expected = keras_layer(tensor)
        upstream = random.normal(0, 1, expected.shape).astype(np.float32)
        total = tf.reduce_sum(expected * upstream)
    of_x, *of_weights = tape.gradient(total, [tensor, *keras_layer.trainable_variables])
    np.testing.assert_allclose(layer.forward(x), expected, rtol=1e-4, atol=1e-5)
    layer.find_gradients(upstream.copy())
    np.testing.assert_allclose(layer.backward(upstream.copy()), of_x, rtol=1e-4, atol=1e-5)
    for gradient, other in zip(gradients, of_weights, strict=True):
        np.testing.assert_allclose(gradient, other, rtol=1e-4, atol=1e-4)
