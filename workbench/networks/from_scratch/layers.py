"""Layers written out in NumPy: what each computes (forward) and how it passes the blame on (backward).

All follow one pattern, the chain rule. Where a layer computes y = f(x, w) and L is what is minimised, `Layer.backward`
gets dL/dy and returns dL/dx, and `Layer.find_gradients` leaves dL/dw: back-propagation (D. Rumelhart, G. Hinton,
R. Williams, Learning representations by back-propagating errors, Nature 323, 1986). Arrays hold a batch: the first axis
counts the samples.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.networks.from_scratch.initializers import Initializer

Array = NDArray[Any]
"""float32 when training; float64 where gradients are checked numerically."""

Shape = tuple[int, ...]


class Layer:
    """A function of the layer before it and, for some layers, of weights.

    A layer keeps what its way back needs: `find_gradients` and `backward`, in this order, belong to the last `forward`.

    Attributes:
        weight_shapes: of kernel and bias, known after `build`; empty for a layer without weights.
        window_values: values of one sample in the windows of a convolution.
    """

    weight_shapes: tuple[Shape, ...] = ()
    window_values: int = 0

    def build(self, input_shape: Shape) -> Shape:
        """Fit the layer to one sample's shape, and return the shape of what comes out."""
        return input_shape

    def bind(self, weights: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Take the places where kernel and bias, and their gradients, lie from now on (see `Network`)."""

    def initialize(self, random: np.random.Generator) -> None:
        """Draw the weights anew."""

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        """The layer's values for a batch.

        Args:
            random: for what is left to chance in training; None when not training.
        """
        return x

    def find_gradients(self, gradient: Array) -> None:
        """Write dL/dw to where `bind` said; ``gradient`` is dL/dy, of the shape that `forward` returned."""

    def backward(self, gradient: Array) -> Array:
        """dL/dx from dL/dy."""
        return gradient


class WeightedLayer(Layer):
    """A layer with a kernel and a bias."""

    kernel: Array
    bias: Array
    kernel_gradient: Array
    bias_gradient: Array

    def __init__(self, initializer: Initializer) -> None:
        self._initializer = initializer

    def bind(self, weights: Sequence[Array], gradients: Sequence[Array]) -> None:
        self.kernel, self.bias = weights
        self.kernel_gradient, self.bias_gradient = gradients

    def initialize(self, random: np.random.Generator) -> None:
        self.kernel[...] = self._initializer(random, self.kernel.shape)
        self.bias[...] = 0.0


class Dense(WeightedLayer):
    """Every neuron sees every input: y = x W + b.

    With x (n, inputs), W (inputs, units) and b (units): dL/dW = xᵀ dL/dy, dL/db = the sum of dL/dy over the batch, and
    dL/dx = dL/dy Wᵀ.
    """

    def __init__(self, units: int, initializer: Initializer) -> None:
        super().__init__(initializer)
        self.units = units

    def build(self, input_shape: Shape) -> Shape:
        (inputs,) = input_shape
        self.weight_shapes = ((inputs, self.units), (self.units,))
        return (self.units,)

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        self._x = x
        y: Array = x @ self.kernel
        y += self.bias
        return y

    def find_gradients(self, gradient: Array) -> None:
        np.dot(self._x.T, gradient, out=self.kernel_gradient)  # several times as fast as matmul for a single sample
        np.add.reduce(gradient, axis=0, out=self.bias_gradient)

    def backward(self, gradient: Array) -> Array:
        result: Array = gradient @ self.kernel.T
        return result


class Flatten(Layer):
    """All values of a sample in one row."""

    def build(self, input_shape: Shape) -> Shape:
        self._input_shape = input_shape
        return (int(np.prod(input_shape)),)

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        return x.reshape(len(x), -1)

    def backward(self, gradient: Array) -> Array:
        return gradient.reshape(len(gradient), *self._input_shape)


class Tanh(Layer):
    """y = tanh x, between -1 and 1; dL/dx = dL/dy (1 - y²)."""

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        self._y = np.tanh(x)
        return self._y

    def backward(self, gradient: Array) -> Array:
        slope = self._y * self._y
        np.subtract(1, slope, out=slope)
        slope *= gradient
        return slope


class ReLU(Layer):
    """y = max(x, 0); the gradient passes where x was above 0.

    V. Nair, G. Hinton, Rectified linear units improve restricted Boltzmann machines, ICML 2010.
    """

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        self._y = np.maximum(x, 0)
        return self._y

    def backward(self, gradient: Array) -> Array:
        result: Array = gradient * (self._y > 0)
        return result


class Dropout(Layer):
    """In training, each value is set to zero with probability ``rate``, and the others grow by 1 / (1 - rate).

    So the expected value stays the same, and nothing need be done in prediction ("inverted" dropout). N. Srivastava,
    G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, Dropout, JMLR 15, 2014.
    """

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:
        if random is None:
            return x
        kept = random.random(x.shape, np.float32) >= self.rate
        self._factor = kept * x.dtype.type(1 / (1 - self.rate))
        result: Array = x * self._factor
        return result

    def backward(self, gradient: Array) -> Array:
        result: Array = gradient * self._factor
        return result
