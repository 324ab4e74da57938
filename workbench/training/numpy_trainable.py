"""A network written in NumPy as a `Trainable`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.evaluation.metrics import SMALLEST_PROBABILITY
from workbench.networks.architecture import Architecture, NetworkInput, TrainingSettings
from workbench.networks.from_scratch.network import Network
from workbench.networks.from_scratch.optimizers import EPSILON, OPTIMIZERS, Adam, Optimizer, RMSprop
from workbench.training.execution import model_seed
from workbench.training.numpy_weights import load_weights, save_weights
from workbench.training.protocol import Arrays
from workbench.training.random_state import random_state, restore_random_state

Array = NDArray[Any]


class NumpyTrainable:
    """See `workbench.training.protocol.Trainable`.

    What is minimised is the network's own loss. The loss that is shown is the cross-entropy of the scores for every
    network, those with a squared error included, so that their curves can be compared.

    Args:
        network_input: what the network is built for.
        seed: the run's seed; the model's own derives from it and the architecture's name.
    """

    def __init__(self, architecture: Architecture, network_input: NetworkInput, seed: int) -> None:
        self.network: Network = architecture.build(network_input)
        self._random = np.random.Generator(np.random.PCG64(model_seed(seed, architecture.name)))
        self.network.initialize(self._random)
        self._targets = np.eye(network_input.num_classes, dtype=np.float32)
        self._optimizer: Optimizer | None = None
        self._optimizer_name = ""
        self._rate = 0.0
        self._l2 = 0.0
        self._clip_norm = 0.0
        self._class_weights: NDArray[np.float32] | None = None

    @property
    def parameters(self) -> int:
        return len(self.network.parameters)

    def summary(self) -> str:
        return self.network.summary()

    def start(self, settings: TrainingSettings, class_weights: NDArray[np.float32] | None = None) -> None:
        if settings.optimizer not in OPTIMIZERS:
            raise UserError(
                f"{self.network.name} cannot be trained with {settings.optimizer}.",
                f"Networks written in NumPy know {', '.join(OPTIMIZERS)}: choose one of them.",
            )
        if self._optimizer is None or self._optimizer_name != settings.optimizer:
            self._optimizer = OPTIMIZERS[settings.optimizer](self.network.parameters)
            self._optimizer_name = settings.optimizer
        if isinstance(self._optimizer, Adam | RMSprop):
            self._optimizer.epsilon = EPSILON if settings.epsilon is None else settings.epsilon
        self._l2, self._clip_norm, self._class_weights = settings.l2, settings.clip_norm, class_weights
        self.set_learning_rate(settings.learning_rate)

    def set_learning_rate(self, rate: float) -> None:
        self._rate = rate

    def train_batches(
        self, x: NDArray[np.generic], y: NDArray[np.int32], batch_size: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        size = min(batch_size, len(y))
        samples, targets = x.astype(np.float32, copy=False), self._targets[y]
        weights = np.ones(len(y), np.float32) if self._class_weights is None else self._class_weights[y]
        fractions = (weights / size)[:, None]  # of each sample in its batch's loss
        outputs = np.empty((len(y), self.network.num_classes), np.float32)
        with np.errstate(over="ignore", invalid="ignore"):  # a training that diverges is seen in its values
            for start in range(0, len(y), size):
                batch = slice(start, start + size)
                outputs[batch] = self._train_batch(samples[batch], targets[batch], fractions[batch])
            scores = self.network.loss.scores(outputs)
            probabilities = np.clip(scores[np.arange(len(y)), y], SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
            losses = (-np.log(probabilities) * weights).reshape(-1, size).mean(axis=1)
        return losses, scores

    def _train_batch(self, x: Array, targets: Array, fractions: Array) -> Array:
        """One step of descent; the outputs in training mode are returned."""
        assert self._optimizer is not None
        network = self.network
        outputs = network.forward(x, self._random)
        gradient = network.loss.gradient(outputs, targets)
        gradient *= fractions
        network.backward(gradient)
        if self._l2:
            for layer in network.weighted_layers:
                layer.kernel_gradient += 2 * self._l2 * layer.kernel
        if self._clip_norm:
            norm = float(np.sqrt(np.dot(network.gradients, network.gradients)))
            if norm > self._clip_norm:
                network.gradients *= self._clip_norm / norm
        self._optimizer.step(network.parameters, network.gradients, self._rate)
        return outputs

    def predict(self, x: NDArray[np.generic]) -> NDArray[np.float32]:
        with np.errstate(over="ignore", invalid="ignore"):
            return self.network.scores(x.astype(np.float32, copy=False))

    def get_weights(self) -> Arrays:
        return {f"{index:03d}": weight.copy() for index, weight in enumerate(self._weights())}

    def set_weights(self, weights: Mapping[str, NDArray[Any]]) -> None:
        for index, weight in enumerate(self._weights()):
            weight[...] = weights[f"{index:03d}"]

    def save_weights(self, path: Path) -> None:
        save_weights(self.network, path)

    def load_weights(self, path: Path) -> None:
        load_weights(self.network, path)

    def get_state(self) -> Arrays:
        state: Arrays = {"model": self.network.parameters.copy(), "random": random_state(self._random)}
        if self._optimizer is not None:
            state |= {f"optimizer/{name}": array for name, array in self._optimizer.state().items()}
        return state

    def set_state(self, state: Mapping[str, NDArray[Any]]) -> None:
        if set(state) != set(self.get_state()):
            raise ValueError("the checkpoint's variables are not those of this network and optimizer")
        self.network.parameters[...] = state["model"]
        restore_random_state(self._random, state["random"])
        if self._optimizer is not None:
            self._optimizer.restore({name: state[f"optimizer/{name}"] for name in self._optimizer.state()})

    def _weights(self) -> list[Array]:
        return [weight for layer in self.network.weighted_layers for weight in (layer.kernel, layer.bias)]
