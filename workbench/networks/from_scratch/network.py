"""A network: layers one behind the other, and a loss at the end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.networks.from_scratch.layers import Array, Layer, Shape, WeightedLayer
from workbench.networks.from_scratch.losses import Loss

BLOCK_VALUES = 4_000_000
"""Values that the largest array of a prediction has at most; more samples are predicted in several blocks."""


@dataclass(frozen=True)
class Stage:
    """A layer and the shape of what comes out of it for one sample."""

    layer: Layer
    output_shape: Shape

    @property
    def parameters(self) -> int:
        return sum(math.prod(shape) for shape in self.layer.weight_shapes)

    @property
    def values(self) -> int:
        """Of one sample, in the layer's largest array."""
        return max(self.layer.window_values, math.prod(self.output_shape))


class Network:
    """Layers in order.

    The weights of all layers lie in one vector and their gradients in another one of the same order; the layers work on
    views of them. So an optimizer takes a step for the whole network with a few operations on long arrays.

    Attributes:
        parameters, gradients: those vectors, (parameters,).

    Args:
        input_shape: of one sample.
        dtype: of weights and values; inputs must have it.
    """

    def __init__(
        self,
        name: str,
        layers: Sequence[Layer],
        loss: Loss,
        input_shape: Shape,
        dtype: type[np.floating[Any]] = np.float32,
    ) -> None:
        self.name, self.loss, self.input_shape = name, loss, input_shape
        stages: list[Stage] = []
        shape = input_shape
        for layer in layers:
            shape = layer.build(shape)
            stages.append(Stage(layer, shape))
        self.stages = tuple(stages)
        self.layers = tuple(layers)
        self.parameters = np.zeros(sum(stage.parameters for stage in stages), dtype)
        self.gradients = np.zeros_like(self.parameters)
        start = 0
        for stage in stages:
            end = start + stage.parameters
            stage.layer.bind(
                _views(self.parameters[start:end], stage.layer.weight_shapes),
                _views(self.gradients[start:end], stage.layer.weight_shapes),
            )
            start = end
        self._first = next(index for index, stage in enumerate(stages) if stage.parameters)
        self._block = max(1, BLOCK_VALUES // max(stage.values for stage in stages))

    @property
    def weighted_layers(self) -> list[WeightedLayer]:
        """The layers that learn."""
        return [layer for layer in self.layers if isinstance(layer, WeightedLayer)]

    @property
    def num_classes(self) -> int:
        return self.stages[-1].output_shape[0]

    def initialize(self, random: np.random.Generator) -> None:
        """Draw all weights anew."""
        for layer in self.layers:
            layer.initialize(random)

    def forward(self, x: Array, random: np.random.Generator | None = None) -> Array:
        """Outputs (n, classes) for samples (n, *input_shape); in training mode where ``random`` is given."""
        for layer in self.layers:
            x = layer.forward(x, random)
        return x

    def backward(self, gradient: Array) -> None:
        """Fill `gradients` from the derivative of the loss with respect to the outputs of the last `forward`."""
        for layer in self.layers[: self._first : -1]:
            layer.find_gradients(gradient)
            gradient = layer.backward(gradient)
        self.layers[self._first].find_gradients(gradient)  # nobody asks for the gradient of the picture itself

    def scores(self, x: Array) -> Array:
        """Class scores (n, classes), each row summing to 1, without anything left to chance."""
        blocks = [self.forward(x[start : start + self._block]) for start in range(0, len(x), self._block)]
        return self.loss.scores(np.concatenate(blocks))

    def summary(self) -> str:
        """The layers as a table."""
        lines = [f"{self.name}, written in NumPy", "", f"{'Layer':<24}{'Output':<20}{'Parameters':>12}", "-" * 56]
        for stage in self.stages:
            output = " × ".join(map(str, stage.output_shape))
            lines.append(f"{type(stage.layer).__name__:<24}{output:<20}{stage.parameters:>12,}")
        lines += ["-" * 56, f"{'Total':<44}{len(self.parameters):>12,}", f"Loss: {self.loss.name}"]
        return "\n".join(lines)


def _views(vector: Array, shapes: Sequence[Shape]) -> list[Array]:
    """Consecutive parts of a vector as arrays of the given shapes."""
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    return (
        [piece.reshape(shape) for piece, shape in zip(np.split(vector, ends[:-1]), shapes, strict=True)]
        if shapes
        else []
    )
