"""The plain script: the same networks one after the other, `compile` and `fit` on arrays in memory.

Started by `quartets.py` in a process of its own, with the Keras backend that its environment names.
"""

import json
import sys
import time
from typing import Any

import keras

from tests.benchmarks.arrays import dense, open_dataset
from workbench.networks.architecture import NetworkInput
from workbench.networks.registry import architecture


class EpochSeconds(keras.callbacks.Callback):  # type: ignore[misc]
    """Time of each epoch, its validation included."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._started = 0.0

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        self._started = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        self.seconds.append(time.monotonic() - self._started)


def train(name: str, dataset_name: str, epochs: int, seed: int) -> dict[str, Any]:
    """Train and test one network."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    recipe, dataset = architecture(name), open_dataset(dataset_name)
    source, settings = dataset.source, architecture(name).thesis
    arrays = dense(dataset, recipe.input_form)
    model = recipe.build(NetworkInput(source.input_shape, source.num_classes, source.num_words))
    loss = "binary_crossentropy" if source.num_classes == 2 else "sparse_categorical_crossentropy"
    model.compile(settings.optimizer, loss, metrics=["accuracy"])
    clock = EpochSeconds()
    model.fit(
        *arrays.training,
        batch_size=settings.batch_size,
        epochs=epochs,
        validation_data=arrays.validation,
        callbacks=[clock],
        verbose=0,
    )
    _, accuracy = model.evaluate(*arrays.test, batch_size=settings.batch_size, verbose=0)
    return {"epochs": clock.seconds, "accuracy": float(accuracy)}


def main() -> None:
    task = json.loads(sys.argv[1])
    results = {name: train(name, task["dataset"], task["epochs"], task["seed"]) for name in task["networks"]}
    print(json.dumps({"networks": results}))


if __name__ == "__main__":
    main()
