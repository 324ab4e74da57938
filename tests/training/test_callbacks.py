"""Callbacks of Keras see in a training what they see under ``model.fit``, and the events say the same."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.training.conftest import BATCH_SIZE, Trial
from workbench.events.training import BatchProgress, EpochEnded, Phase
from workbench.training import callbacks as streams
from workbench.training.control import Stopped

MakeTrial = Callable[[str, str], Trial]
TRAIN_ROWS, VALIDATION_ROWS = 49, 12


class Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Every hook that Keras calls in ``fit``, in order, with the names of its logs."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, int | None, list[str]]] = []

    def _note(self, hook: str, index: int | None, logs: dict[str, Any] | None) -> None:
        self.calls.append((hook, index, sorted(logs or {})))

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        self._note("train begin", None, logs)

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("epoch begin", epoch, logs)

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("batch begin", batch, logs)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("batch end", batch, logs)

    def on_test_begin(self, logs: dict[str, Any] | None = None) -> None:
        self._note("test begin", None, logs)

    def on_test_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("test batch begin", batch, logs)

    def on_test_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("test batch end", batch, logs)

    def on_test_end(self, logs: dict[str, Any] | None = None) -> None:
        self._note("test end", None, logs)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._note("epoch end", epoch, {name: value for name, value in (logs or {}).items() if name in EPOCH_LOGS})


EPOCH_LOGS = ("accuracy", "loss", "val_accuracy", "val_loss")


@pytest.fixture
def with_callbacks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``with_callbacks(callback, ...)``: let trainings call these, too."""
    original = streams.callback_list

    def add(*more: keras.callbacks.Callback) -> None:
        monkeypatch.setattr(
            streams, "callback_list", lambda callbacks, *arguments: original([*callbacks, *more], *arguments)
        )

    return add


def fitted(recorder: Recorder, epochs: int, steps_per_execution: int) -> None:
    """What Keras itself calls, for as many rows."""
    model = keras.Sequential([keras.Input((9,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["accuracy"], steps_per_execution=steps_per_execution)
    x, y = np.zeros((TRAIN_ROWS + VALIDATION_ROWS, 9)), np.zeros(TRAIN_ROWS + VALIDATION_ROWS)
    model.fit(
        x[:TRAIN_ROWS],
        y[:TRAIN_ROWS],
        BATCH_SIZE,
        epochs,
        verbose=0,
        validation_data=(x[TRAIN_ROWS:], y[TRAIN_ROWS:]),
        validation_batch_size=256,
        callbacks=[recorder],
    )


def test_hooks_are_called_as_fit_calls_them(trial: MakeTrial, with_callbacks: Callable[..., None]) -> None:
    ours, reference = Recorder(), Recorder()
    with_callbacks(ours)
    trial("Tabular_MLP", "run").train(target=2, batches_per_step=1)
    fitted(reference, epochs=2, steps_per_execution=1)
    assert [call[:2] for call in ours.calls] == [call[:2] for call in reference.calls]
    ends = ("batch end", "test batch end", "epoch end")
    assert [call for call in ours.calls if call[0] in ends] == [call for call in reference.calls if call[0] in ends]
    assert ours.model.count_params() > 0 and ours.params["epochs"] == 2
    assert ours.params["steps"] == reference.params["steps"]


def test_a_csv_logger_writes_the_values_of_the_events(
    trial: MakeTrial, with_callbacks: Callable[..., None], tmp_path: Path
) -> None:
    with_callbacks(keras.callbacks.CSVLogger(tmp_path / "log.csv"))
    run = trial("Tabular_MLP", "run")
    run.train(target=3)
    epochs = [event for event in run.events if isinstance(event, EpochEnded)]
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text().splitlines()))
    assert [int(row.pop("epoch")) for row in rows] == [event.epoch - 1 for event in epochs] == [0, 1, 2]
    assert [{name: float(text) for name, text in row.items()} for row in rows] == [event.values for event in epochs]


@pytest.mark.parametrize("name", ["Tabular_MLP", "S3_softmax"])
def test_a_lambda_callback_sees_the_batches_of_the_events(
    trial: MakeTrial, with_callbacks: Callable[..., None], name: str
) -> None:
    seen: list[tuple[int, dict[str, float]]] = []
    with_callbacks(keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append((batch, logs))))
    run = trial(name, "run")
    run.train(target=2, batches_per_step=2)
    events = [event for event in run.events if isinstance(event, BatchProgress) and event.phase is Phase.TRAINING]
    assert [{"loss": event.loss, **event.metrics} for event in events] == [logs for _, logs in seen]
    assert [min((batch + 1) * BATCH_SIZE, TRAIN_ROWS) for batch, _ in seen] == [event.done for event in events]
    ends = [event for event in events if event.done == event.total]
    whole = [event.values for event in run.events if isinstance(event, EpochEnded)]
    assert [(event.loss, event.metrics["accuracy"]) for event in ends] == [
        (values["loss"], values["accuracy"]) for values in whole
    ]


@pytest.mark.slow
def test_running_means_go_on_within_a_stopped_epoch(trial: MakeTrial) -> None:
    whole, halved = trial("Tabular_MLP", "whole"), trial("Tabular_MLP", "halved")
    whole.train(target=1, batches_per_step=1)
    halved.stop_when = lambda event: isinstance(event, BatchProgress)
    with pytest.raises(Stopped):
        halved.train(target=1, batches_per_step=1)
    halved.stop_when = lambda event: False
    halved.train(target=1, batches_per_step=1)
    assert [event for event in halved.events if isinstance(event, BatchProgress)] == [
        event for event in whole.events if isinstance(event, BatchProgress)
    ]


def test_a_callback_hears_of_the_end_of_a_stopped_training(
    trial: MakeTrial, with_callbacks: Callable[..., None]
) -> None:
    ended: list[bool] = []
    with_callbacks(keras.callbacks.LambdaCallback(on_train_end=lambda logs: ended.append(True)))
    run = trial("Tabular_MLP", "run")
    run.stop_when = lambda event: isinstance(event, BatchProgress)
    with pytest.raises(Stopped):
        run.train(target=2)
    assert ended == [True]


def test_validation_streams_its_running_means(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.train(target=1)
    (last,) = [event for event in run.events if isinstance(event, BatchProgress) and event.phase is Phase.VALIDATING]
    (epoch,) = [event for event in run.events if isinstance(event, EpochEnded)]
    assert last.loss == pytest.approx(epoch.values["val_loss"])
    assert last.metrics == {"accuracy": epoch.values["val_accuracy"]}
