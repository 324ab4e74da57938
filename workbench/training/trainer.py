"""Trains one `Trainable` epoch by epoch, so that stopping anywhere and going on gives the same numbers."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.preprocessing import apply
from workbench.errors import UserError
from workbench.evaluation.metrics import compute_metrics, cross_entropy
from workbench.networks.architecture import InputForm
from workbench.runs.history import with_epoch
from workbench.settings.schedule import ScheduleKind
from workbench.settings.training import TrainingSettings
from workbench.training.augmentation import augment
from workbench.training.checkpoint import Checkpoint, Record, copy_record
from workbench.training.control import Control, Stopped
from workbench.training.protocol import Arrays, Callbacks, Trainable
from workbench.training.running_means import RunningMeans
from workbench.training.schedule import asked_after, learning_rate, should_stop
from workbench.training.scoring import Subset, score_batches

CHECKPOINT_SECONDS = 5.0


@dataclass(frozen=True)
class Plan:
    """What one training job does.

    Attributes:
        target: epochs trained when the job is done, those of earlier jobs included.
        settings: ``settings.epochs`` is not used, ``target`` is.
        completed_before: epochs trained when the job was submitted.
    """

    target: int
    settings: TrainingSettings
    batches_per_step: int
    metrics: tuple[str, ...]
    validation_metrics: tuple[str, ...]
    completed_before: int = 0


def epoch_order(seed: int, epoch: int, rows: int) -> NDArray[np.int64]:
    """The order of the training rows in an epoch (from 0): the same for every network of a run."""
    return np.random.Generator(np.random.PCG64([seed, epoch])).permutation(rows)


class Trainer:
    """One training job of one model.

    Args:
        trainable: built, and restored if there is a checkpoint.
        record: what is known of the model; the trainer keeps it up to date.
        partial_scores: outputs of the epoch in work, (record.position, classes).
        best_weights: of the best epoch so far, empty if none.
        folder: where checkpoints go.
        warn: receives what the user should know.
    """

    def __init__(
        self,
        trainable: Trainable,
        record: Record,
        plan: Plan,
        training: Subset,
        validation: Subset,
        form: InputForm,
        num_classes: int,
        partial_scores: NDArray[np.float32],
        best_weights: Arrays,
        control: Control,
        folder: Path,
        warn: Callable[[str], None],
    ) -> None:
        self.trainable = trainable
        self.record = record
        self.plan = plan
        self._training = training
        self._validation = validation
        self._form = form
        self._control = control
        self._folder = folder
        self._warn = warn
        self._best_weights = best_weights
        self._scores = np.empty((len(training), num_classes), np.float32)
        self._scores[: record.position] = partial_scores
        self._saved_at = time.monotonic()
        self._clock = time.monotonic()

    def run(self, callbacks: Callbacks) -> None:
        """Train up to the plan's target.

        Raises:
            Stopped: asked to stop; a checkpoint is written.
            UserError: the first or the last checkpoint cannot be written.
        """
        self._save()  # where that is impossible, hours later would be too late to hear of it
        callbacks.on_train_begin()
        counted_from = max(self.record.early_stop, asked_after(self.record.spans))
        try:
            while self.record.completed < self.plan.target and self.record.early_stop <= self.plan.completed_before:
                self._clock = time.monotonic()
                callbacks.on_epoch_begin(self.record.completed)
                rows = self._train_epoch(callbacks)
                self._finish_epoch(callbacks, self._training.labels[rows])
                if should_stop(self.plan.settings.early_stopping, self.record.history, counted_from):
                    self._end_early()
                elif time.monotonic() - self._saved_at > CHECKPOINT_SECONDS:
                    self._try_to_save()
        except Stopped:
            self._tick()
            self._save()
            callbacks.on_train_end()  # a user's callback may have a file to close
            raise
        self._restore_best()
        self._save()
        callbacks.on_train_end()

    def _end_early(self) -> None:
        stopping, record = self.plan.settings.early_stopping, self.record
        record.early_stop = record.completed
        if record.completed == self.plan.target:
            return  # nothing was cut short
        epochs = "epoch" if stopping.patience == 1 else f"{stopping.patience} epochs"
        restored = (
            f"; the weights of epoch {record.best_epoch} are restored"
            if stopping.restore_best and record.best_epoch
            else ""
        )
        self._warn(f"ends early: the {stopping.monitor} has not fallen for {epochs}{restored}.")

    def _restore_best(self) -> None:
        stopping = self.plan.settings.early_stopping
        if stopping.patience and stopping.restore_best and self._best_weights:
            self.trainable.set_weights(self._best_weights)
            self.record.weights_epoch = self.record.best_epoch

    def _train_epoch(self, callbacks: Callbacks) -> NDArray[np.int64]:
        """Train what is left of the epoch; returns the rows in the order of the collected scores."""
        record, rows, batch_size = self.record, len(self._training), self.plan.settings.batch_size
        order = self._training.indices[epoch_order(record.seed, record.completed, rows)]
        self.trainable.set_learning_rate(learning_rate(self.plan.settings, record.completed, record.history))
        means = RunningMeans(self.plan.metrics)
        seen = self._training.labels[order[: record.position]]
        means.add(seen, self._scores[: record.position], record.loss_sum)
        while record.position < rows:
            self._wait_or_stop()
            callbacks.on_train_batch_begin(record.position // batch_size)
            size = self._step_size(rows - record.position)
            indices = order[record.position : record.position + size]
            x = self._changed(apply(record.preprocessing, self._training.samples, indices, self._form))
            labels = self._training.labels[indices]
            losses, scores = self.trainable.train_batches(x, labels, batch_size)
            self._scores[record.position : record.position + size] = scores
            for loss in losses.tolist():  # one by one, so that the sum does not depend on the size of a step
                record.loss_sum += loss * min(batch_size, size)
            record.position += size
            means.add(labels, scores, record.loss_sum)
            callbacks.on_train_batch_end((record.position - 1) // batch_size, means.logs())
        return order

    def _changed(self, x: NDArray[Any]) -> NDArray[Any]:
        """Batch by batch, so that the pictures do not depend on the size of a step."""
        augmentation, record = self.plan.settings.augmentation, self.record
        if not augmentation.active or self._form is not InputForm.PIXELS:
            return x
        size = self.plan.settings.batch_size
        changed = [
            augment(x[start : start + size], augmentation, (record.seed, record.completed, record.position + start))
            for start in range(0, len(x), size)
        ]
        return np.concatenate(changed)

    def _step_size(self, remaining: int) -> int:
        """Samples of the next step: full batches, or the incomplete last one."""
        full = remaining // self.plan.settings.batch_size
        return min(full, self.plan.batches_per_step) * self.plan.settings.batch_size or remaining

    def _finish_epoch(self, callbacks: Callbacks, y_train: NDArray[np.int32]) -> None:
        """Validate, then enter the epoch into the history; ``y_train`` belongs to the collected scores."""
        record = self.record
        y_score = self._validate(callbacks)
        y_val = self._validation.y_true
        val_loss = cross_entropy(y_val, y_score)
        values: dict[str, float | None] = {"loss": _known(record.loss_sum / len(self._training))}
        values |= compute_metrics(self.plan.metrics, y_train, self._scores)
        values["val_loss"] = _known(val_loss)
        validation_values = compute_metrics(self.plan.validation_metrics, y_val, y_score)
        values |= {f"val_{name}": value for name, value in validation_values.items()}
        if self.plan.settings.schedule.kind is not ScheduleKind.CONSTANT:
            values["learning_rate"] = learning_rate(self.plan.settings, record.completed, record.history)
        self._tick()
        self._enter(values)
        if math.isfinite(val_loss) and (record.best_loss is None or val_loss < record.best_loss):
            record.best_epoch, record.best_loss = record.completed, val_loss
            self._best_weights = self.trainable.get_weights()
        callbacks.on_epoch_end(record.completed - 1, dict(values))

    def _validate(self, callbacks: Callbacks) -> NDArray[np.float32]:
        """Scores of all validation rows."""
        self._wait_or_stop()
        means, y_val = RunningMeans(self.plan.validation_metrics), self._validation.y_true
        found: list[NDArray[np.float32]] = []
        callbacks.on_test_begin()
        callbacks.on_test_batch_begin(0)
        done = 0
        for scores in score_batches(self.trainable, self._validation, self.record.preprocessing, self._form):
            means.add(y_val[done : done + len(scores)], scores)
            done += len(scores)
            callbacks.on_test_batch_end(len(found), means.logs())
            found.append(scores)
            self._wait_or_stop()
            if done < len(self._validation):
                callbacks.on_test_batch_begin(len(found))
        callbacks.on_test_end(means.logs())
        return np.concatenate(found)

    def _enter(self, values: dict[str, float | None]) -> None:
        """Add an epoch to the history and get ready for the next one."""
        record = self.record
        record.history = with_epoch(record.history, record.completed, values)
        record.completed += 1
        record.weights_epoch = record.completed
        record.position, record.loss_sum = 0, 0.0
        record.last_epoch_seconds, record.epoch_seconds = record.epoch_seconds, 0.0
        record.train_seconds += record.last_epoch_seconds

    def _wait_or_stop(self) -> None:
        self._tick()
        if self._control.check():
            self._clock = time.monotonic()  # a pause is not training time

    def _tick(self) -> None:
        now = time.monotonic()
        self.record.epoch_seconds += now - self._clock
        self._clock = now

    def _try_to_save(self) -> None:
        """Save in between; a disk that is full for a while does not end the training."""
        try:
            self._save()
        except UserError as error:
            self._saved_at = time.monotonic()
            self._warn(f"{error} Training goes on, and saving is tried again.")

    def _save(self) -> None:
        checkpoint = Checkpoint(
            record=copy_record(self.record),
            weights=self.trainable.get_weights(),
            state=self.trainable.get_state(),
            best_weights=self._best_weights,
            scores=self._scores[: self.record.position],
        )
        checkpoint.save(self._folder)
        self._saved_at = time.monotonic()


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
