"""Convolution and pooling of pictures, (n, height, width, channels).

A convolution is one matrix product for the whole batch ("im2col"; K. Chellapilla, S. Puri, P. Simard, High performance
convolutional neural networks for document processing, IWFHR 2006): what the window sees at each place becomes a row of
a matrix, the filters are the columns of another one.
"""

import math
from functools import reduce
from itertools import product
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from workbench.networks.from_scratch.initializers import Initializer
from workbench.networks.from_scratch.layers import Array, Layer, Shape, WeightedLayer

Padding = Literal["same", "valid"]


class Conv2D(WeightedLayer):
    """Filters slide over the picture: y[r, s] = b + the sum over i, j of x[r + i, s + j] W[i, j].

    (Y. LeCun et al., Gradient-based learning applied to document recognition, Proceedings of the IEEE 86, 1998.) With
    one row of X for each window, Y = X W + b as in a dense layer, and so dL/dW = Xᵀ dL/dY and dL/dX = dL/dY Wᵀ; since
    windows overlap, a pixel's gradient is the sum over all windows that it is in.

    Args:
        size: side of the window.
        padding: "same": zeros around the picture keep its size; "valid": only windows that lie inside count.
    """

    def __init__(self, filters: int, size: int, initializer: Initializer, padding: Padding = "same") -> None:
        super().__init__(initializer)
        self.filters, self.size, self.padding = filters, size, padding
        self._padded = self._columns = self._rows = np.zeros(0)

    def build(self, input_shape: Shape) -> Shape:
        height, width, channels = input_shape
        self._input_shape = input_shape
        self._before = (self.size - 1) // 2 if self.padding == "same" else 0
        around = self.size - 1 if self.padding == "same" else 0
        self._padded_shape = (height + around, width + around, channels)
        self._places = (height + around - self.size + 1, width + around - self.size + 1)
        if min(self._places) < 1:
            raise ValueError(f"a picture of {height}×{width} is smaller than a window of {self.size}×{self.size}")
        self.weight_shapes = ((self.size, self.size, channels, self.filters), (self.filters,))
        self.window_values = math.prod(self._places) * self.size * self.size * channels
        return (*self._places, self.filters)

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        rows, columns = self._places
        channels = x.shape[3]
        if self._padded.shape[:1] != x.shape[:1] or self._padded.dtype != x.dtype:
            self._make_room(x)
        self._inside(self._padded)[...] = x  # around it, zeros stay from batch to batch
        windows = sliding_window_view(self._padded, (self.size, self.size), (1, 2)).transpose(0, 1, 2, 4, 5, 3)
        self._columns.reshape(len(x), rows, columns, self.size, self.size, channels)[...] = windows
        y: Array = self._columns @ self.kernel.reshape(-1, self.filters)
        y += self.bias
        return y.reshape(len(x), rows, columns, self.filters)

    def _make_room(self, x: Array) -> None:
        """Memory that is used again in every batch: the same pages stay in the cache."""
        rows, columns = self._places
        channels = x.shape[3]
        self._padded = np.zeros((len(x), *self._padded_shape), x.dtype)
        self._columns = np.empty((len(x) * rows * columns, self.size * self.size * channels), x.dtype)
        self._rows = np.empty((len(x), self._padded_shape[0], columns, self.size * channels), x.dtype)

    def _inside(self, padded: Array) -> Array:
        height, width, _ = self._input_shape
        return padded[:, self._before : self._before + height, self._before : self._before + width]

    def find_gradients(self, gradient: Array) -> None:
        flat = gradient.reshape(-1, self.filters)
        np.matmul(self._columns.T, flat, out=self.kernel_gradient.reshape(-1, self.filters))
        np.add.reduce(flat, axis=0, out=self.bias_gradient)

    def backward(self, gradient: Array) -> Array:
        """See `Layer.backward`; overwrites the windows, which are not needed any more."""
        flat = gradient.reshape(-1, self.filters)
        np.matmul(flat, self.kernel.reshape(-1, self.filters).T, out=self._columns)
        return self._sum_of_windows(len(gradient))

    def _sum_of_windows(self, n: int) -> Array:
        """Add each window to where it came from: first the rows of all windows, then what is beside each other."""
        rows, columns = self._places
        channels = self._input_shape[2]
        windows = self._columns.reshape(n, rows, columns, self.size, self.size * channels)
        self._rows[...] = 0
        for i in range(self.size):
            self._rows[:, i : i + rows] += windows[:, :, :, i]
        result = np.zeros((n, *self._padded_shape), self._rows.dtype)
        for j in range(self.size):
            result[:, :, j : j + columns] += self._rows[..., j * channels : (j + 1) * channels]
        return np.ascontiguousarray(self._inside(result))


class MaxPooling2D(Layer):
    """The largest value of each tile; what is left over at the right and the bottom does not count.

    The gradient goes to where the largest value came from, the first place on ties. An axis with fewer pixels than the
    tile becomes one pixel.

    Args:
        size: side of a tile.
    """

    def __init__(self, size: int = 2) -> None:
        self.size = size

    def build(self, input_shape: Shape) -> Shape:
        height, width, channels = input_shape
        self._tile = (min(self.size, height), min(self.size, width))
        self._tiles = (height // self._tile[0], width // self._tile[1])
        return (*self._tiles, channels)

    def _windows(self, x: Array) -> list[Array]:
        """Views of one pixel of every tile: first the upper left ones, last the lower right ones."""
        down, across = self._tile
        whole = x[:, : self._tiles[0] * down, : self._tiles[1] * across]
        return [whole[:, i::down, j::across] for i, j in product(range(down), range(across))]

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:  # noqa: ARG002
        self._x = x
        self._y: Array = reduce(np.maximum, self._windows(x))
        return self._y

    def backward(self, gradient: Array) -> Array:
        result = np.zeros_like(self._x)
        open_tiles = np.ones(self._y.shape, np.bool_)
        for window, place in zip(self._windows(self._x), self._windows(result), strict=True):
            chosen = window == self._y
            chosen &= open_tiles
            np.multiply(gradient, chosen, out=place)
            open_tiles &= ~chosen
        return result
