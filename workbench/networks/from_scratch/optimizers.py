"""How weights follow their gradients. All weights of a network lie in one vector, all gradients in another."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.networks.from_scratch.layers import Array

EPSILON = 1e-7
"""Keras's, where a network does not say otherwise."""


class Optimizer(Protocol):
    """A rule of descent with a memory."""

    def step(self, parameters: Array, gradients: Array, rate: float) -> None:
        """Change the parameters in place; the gradients may be overwritten."""

    def state(self) -> dict[str, Array]:
        """Copies of what is remembered from step to step."""

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Take back what `state` gave."""


class SGD:
    """Stochastic gradient descent: w ← w - η g. H. Robbins, S. Monro, A stochastic approximation method, 1951."""

    def __init__(self, parameters: Array) -> None:
        """Nothing is made: there is no memory of the steps before."""

    def step(self, parameters: Array, gradients: Array, rate: float) -> None:
        gradients *= rate
        parameters -= gradients

    def state(self) -> dict[str, Array]:
        return {}

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Nothing is remembered."""


class RMSprop:
    """Each weight's step is divided by the root of the mean of its squared gradients.

    v ← ρ v + (1 - ρ) g²;  w ← w - η g / √(v + ε). G. Hinton, Neural networks for machine learning, lecture 6e, 2012;
    ρ and ε as in Keras.
    """

    decay = 0.9

    def __init__(self, parameters: Array) -> None:
        self._squares = np.zeros_like(parameters)
        self.epsilon = EPSILON
        self._change = np.empty_like(parameters)

    def step(self, parameters: Array, gradients: Array, rate: float) -> None:
        change = self._change
        np.multiply(gradients, gradients, out=change)
        change *= 1 - self.decay
        self._squares *= self.decay
        self._squares += change
        np.add(self._squares, self.epsilon, out=change)
        np.sqrt(change, out=change)
        np.divide(gradients, change, out=change)
        change *= rate
        parameters -= change

    def state(self) -> dict[str, Array]:
        return {"squares": self._squares.copy()}

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        self._squares[...] = state["squares"]


class Adam:
    """Follows the mean of the gradients, m, divided by the root of the mean of their squares, v.

    m ← β₁ m + (1 - β₁) g;  v ← β₂ v + (1 - β₂) g²;  w ← w - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε). Both means begin
    at 0; the factor with the number of the step, t, makes up for that. D. Kingma, J. Ba, Adam, ICLR 2015, end of
    section 2; ε as in Keras.
    """

    decay_1 = 0.9
    decay_2 = 0.999

    def __init__(self, parameters: Array) -> None:
        self._steps = 0
        self._mean = np.zeros_like(parameters)
        self._squares = np.zeros_like(parameters)
        self.epsilon = EPSILON
        self._change = np.empty_like(parameters)

    def step(self, parameters: Array, gradients: Array, rate: float) -> None:
        change = self._change
        self._steps += 1
        np.multiply(gradients, 1 - self.decay_1, out=change)
        self._mean *= self.decay_1
        self._mean += change
        np.multiply(gradients, gradients, out=change)
        change *= 1 - self.decay_2
        self._squares *= self.decay_2
        self._squares += change
        np.sqrt(self._squares, out=change)
        change += self.epsilon
        np.divide(self._mean, change, out=change)
        change *= rate * math.sqrt(1 - self.decay_2**self._steps) / (1 - self.decay_1**self._steps)
        parameters -= change

    def state(self) -> dict[str, Array]:
        return {
            "steps": np.array(self._steps, np.int64),
            "mean": self._mean.copy(),
            "squares": self._squares.copy(),
        }

    def restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        self._steps = int(state["steps"])
        self._mean[...] = state["mean"]
        self._squares[...] = state["squares"]


OPTIMIZERS: dict[str, Callable[[Array], Optimizer]] = {"sgd": SGD, "adam": Adam, "rmsprop": RMSprop}
"""Each by its Keras identifier; made for the vector of all parameters."""
