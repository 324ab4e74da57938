"""What a network must offer so that a `Trainer` can train it, whatever library it is written in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.settings.training import TrainingSettings

Arrays = dict[str, NDArray[np.generic]]


class Trainable(Protocol):
    """A network with weights, and an optimizer once training has started."""

    @property
    def parameters(self) -> int:
        """Number of weights, biases included."""

    def summary(self) -> str:
        """The layers as a table."""

    def start(self, settings: TrainingSettings, class_weights: NDArray[np.float32] | None = None) -> None:
        """Get ready to train with an optimizer, clipping, L2 and class weights; schedule and epochs do not matter.

        An optimizer of that name that is already there keeps its state.

        Args:
            class_weights: what the loss of a sample is multiplied with, by its class, (classes,); None for 1.
        """

    def set_learning_rate(self, rate: float) -> None:
        """The step of the optimizer from now on; after `start`."""

    def train_batches(
        self, x: NDArray[np.generic], y: NDArray[np.int32], batch_size: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Train on consecutive batches.

        Args:
            x: samples, (n, ...), where n is a multiple of ``batch_size`` or below it.
            y: labels, (n,).

        Returns:
            The mean loss of each batch, and the scores (n, classes) that the network gave in training mode.
        """

    def predict(self, x: NDArray[np.generic]) -> NDArray[np.float32]:
        """Scores (n, classes) in inference mode; each row sums to 1."""

    def get_weights(self) -> Arrays:
        """What prediction needs."""

    def set_weights(self, weights: Mapping[str, NDArray[Any]]) -> None:
        """Restore what `get_weights` gave."""

    def get_state(self) -> Arrays:
        """All that continuing needs: weights, optimizer and random state."""

    def set_state(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Restore what `get_state` gave, after `start` with the same optimizer."""

    def save_weights(self, path: Path) -> None:
        """Write the weights as a ``.weights.h5`` file; raises `UserError` where that cannot be done."""

    def load_weights(self, path: Path) -> None:
        """Load the weights of a file; raises `UserError` where it is not sound, and is unchanged then."""


class Callbacks(Protocol):
    """The moments of a training as in `keras.callbacks.CallbackList`, which has them all.

    ``epoch`` and ``batch`` count from 0. Where several batches are one step, it is its first batch that starts and its
    last one that ends. Logs have the running means of the epoch or of the validation, and after an epoch all values.
    """

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None: ...
    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_test_begin(self, logs: dict[str, Any] | None = None) -> None: ...
    def on_test_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_test_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_test_end(self, logs: dict[str, Any] | None = None) -> None: ...
    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None: ...
    def on_train_end(self, logs: dict[str, Any] | None = None) -> None: ...
