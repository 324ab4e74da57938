"""Custom Keras callbacks: what happens in a training, as events for the window."""

from collections.abc import Callable
from typing import Any

import keras

from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, EpochEnded, Phase
from workbench.training.checkpoint import Record
from workbench.training.throttle import Throttle


class StreamProgress(keras.callbacks.Callback):  # type: ignore[misc]
    """Streams `BatchProgress` while a model is trained and validated."""

    def __init__(
        self,
        emit: Callable[[Event], None],
        job: int,
        record: Record,
        target: int,
        train_rows: int,
        validation_rows: int,
    ) -> None:
        super().__init__()
        self._emit, self._job, self._record, self._target = emit, job, record, target
        self._train_rows, self._validation_rows = train_rows, validation_rows
        self._throttle = Throttle()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        loss = (logs or {}).get("loss")
        self._progress(Phase.TRAINING, batch, self._train_rows, loss)

    def on_test_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        self._progress(Phase.VALIDATING, batch, self._validation_rows, None)

    def _progress(self, phase: Phase, done: int, total: int, loss: float | None) -> None:
        if self._throttle.passes(done, total):
            epoch = self._record.completed + 1
            self._emit(
                BatchProgress(
                    self._job, self._record.architecture, phase, epoch, self._target, done=done, total=total, loss=loss
                )
            )


class StreamEpochs(keras.callbacks.Callback):  # type: ignore[misc]
    """Streams `EpochEnded` after each epoch's validation."""

    def __init__(self, emit: Callable[[Event], None], job: int, record: Record, target: int) -> None:
        super().__init__()
        self._emit, self._job, self._record, self._target = emit, job, record, target

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        record = self._record  # has the values in the order in which they are shown; Keras sorts the logs
        self._emit(
            EpochEnded(
                self._job,
                record.architecture,
                epoch,
                self._target,
                values={name: column[-1] for name, column in record.history.items() if name in (logs or {})},
                best_epoch=record.best_epoch,
                seconds=record.last_epoch_seconds,
            )
        )
