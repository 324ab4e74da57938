"""Custom Keras callbacks: what happens in a training, as events for window and console."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import keras

from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, EpochEnded, Phase
from workbench.training.checkpoint import Record
from workbench.training.keras_trainable import KerasTrainable
from workbench.training.protocol import Trainable
from workbench.training.throttle import Throttle

Logs = dict[str, Any]


def callback_list(
    callbacks: Sequence[keras.callbacks.Callback], trainable: Trainable, epochs: int, rows: int, batch_size: int
) -> keras.callbacks.CallbackList:
    """Callbacks as a `Trainer` calls them, with the parameters and, of a Keras network, the model of ``model.fit``."""
    return keras.callbacks.CallbackList(
        list(callbacks),
        model=trainable.model if isinstance(trainable, KerasTrainable) else None,
        epochs=epochs,
        steps=ceil(rows / batch_size),
        verbose=0,
    )


class StreamProgress(keras.callbacks.Callback):  # type: ignore[misc]
    """Streams `BatchProgress` while a model is trained and validated.

    Args:
        record: of the model; how many rows of an epoch are done is known from it.
        validation_batch: rows that are validated at once.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        job: int,
        record: Record,
        target: int,
        train_rows: int,
        validation_rows: int,
        validation_batch: int,
    ) -> None:
        super().__init__()
        self._emit, self._job, self._record, self._target = emit, job, record, target
        self._train_rows, self._validation_rows = train_rows, validation_rows
        self._validation_batch = validation_batch
        self._epoch = 0
        self._throttle = Throttle()

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._epoch = epoch + 1

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:  # noqa: ARG002
        self._stream(Phase.TRAINING, self._record.position, self._train_rows, logs or {})

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        done = min((batch + 1) * self._validation_batch, self._validation_rows)
        self._stream(Phase.VALIDATING, done, self._validation_rows, logs or {})

    def _stream(self, phase: Phase, done: int, total: int, logs: Logs) -> None:
        if self._throttle.passes(done, total):
            metrics = {name: value for name, value in logs.items() if name != "loss"}
            model = self._record.architecture
            self._emit(
                BatchProgress(
                    self._job, model, phase, self._epoch, self._target, done, total, logs.get("loss"), metrics
                )
            )


class StreamEpochs(keras.callbacks.Callback):  # type: ignore[misc]
    """Streams `EpochEnded` after each epoch's validation."""

    def __init__(self, emit: Callable[[Event], None], job: int, record: Record, target: int) -> None:
        super().__init__()
        self._emit, self._job, self._record, self._target = emit, job, record, target

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        record = self._record  # has the values in the order in which they are shown; Keras sorts the logs
        self._emit(
            EpochEnded(
                self._job,
                record.architecture,
                epoch + 1,
                self._target,
                values={name: column[-1] for name, column in record.history.items() if name in (logs or {})},
                best_epoch=record.best_epoch,
                seconds=record.last_epoch_seconds,
            )
        )
