"""How the weights of a layer are drawn before training: large enough to break the symmetry, small enough to learn."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Initializer = Callable[[np.random.Generator, tuple[int, ...]], NDArray[np.float64]]
"""``initializer(random, shape)`` draws a kernel; its last axis counts the outputs, all others the inputs."""


def uniform(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Evenly between -0.5 and 0.5, whatever the size of the layer: the first idea, and a poor one.

    With hundreds of inputs the sums are large, tanh is in its flat ends, and learning begins slowly.
    """
    return random.uniform(-0.5, 0.5, shape)


def glorot_uniform(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Variance 2 / (inputs + outputs): values and gradients keep their size from layer to layer under tanh.

    X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS 2010, (16).
    """
    inputs, outputs = _fans(shape)
    limit = math.sqrt(6 / (inputs + outputs))
    return random.uniform(-limit, limit, shape)


def he_normal(random: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Variance 2 / inputs: makes up for the half of the values that ReLU sets to zero.

    K. He, X. Zhang, S. Ren, J. Sun, Delving deep into rectifiers, ICCV 2015, (10).
    """
    inputs, _ = _fans(shape)
    return random.normal(0.0, math.sqrt(2 / inputs), shape)


def _fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Inputs and outputs of one neuron; a filter sees its whole window, and each input is in as many windows."""
    window = math.prod(shape[:-2])
    return window * shape[-2], window * shape[-1]
