"""Learning rates and early stopping against the formulas of papers and against the callbacks of Keras."""

import math
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import pytest

from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import TrainingSettings
from workbench.training.schedule import asked_after, learning_rate, monitored, should_stop

INITIAL = 0.02
LOSSES = [
    [1.0, 0.9, 0.95, 0.92, 0.91, 0.95, 0.9, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0],
    [1.0] * 12,
    [1.0 / (epoch + 1) for epoch in range(12)],
    [0.5, 0.6, 0.4, 0.6, 0.3, 0.6, 0.2, 0.6, 0.6, 0.6, 0.1, 0.6],
]


def rates(schedule: Schedule, epochs: int, losses: Sequence[float | None] = ()) -> list[float]:
    """The rate of each epoch, from the values of the epochs before it alone."""
    settings = TrainingSettings(epochs, 8, INITIAL, "adam", schedule=schedule)
    return [learning_rate(settings, epoch, {"val_loss": losses[:epoch]}) for epoch in range(epochs)]


def test_a_constant_rate_stays() -> None:
    assert rates(Schedule(), 5) == [INITIAL] * 5


def test_steps_multiply_the_rate_every_so_many_epochs() -> None:
    fractions = [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]
    assert rates(Schedule(ScheduleKind.STEP, 0.5, every=3), 8) == pytest.approx(
        [INITIAL * fraction for fraction in fractions]
    )


def test_milestones_multiply_the_rate_after_their_epoch() -> None:
    schedule = Schedule(ScheduleKind.MILESTONES, 0.1, milestones=(2, 5))
    fractions = [1, 1, 0.1, 0.1, 0.1, 0.01, 0.01]
    assert rates(schedule, 7) == pytest.approx([INITIAL * fraction for fraction in fractions])
    reference = keras.optimizers.schedules.PiecewiseConstantDecay([1, 4], [INITIAL, INITIAL * 0.1, INITIAL * 0.01])
    assert rates(schedule, 7) == pytest.approx([float(reference(epoch)) for epoch in range(7)])


def test_an_exponential_is_that_of_keras() -> None:
    reference = keras.optimizers.schedules.ExponentialDecay(INITIAL, decay_steps=1, decay_rate=0.9)
    expected = [float(reference(epoch)) for epoch in range(20)]
    assert rates(Schedule(ScheduleKind.EXPONENTIAL, 0.9), 20) == pytest.approx(expected, rel=1e-5)


def test_a_cosine_is_that_of_keras_and_of_its_paper() -> None:
    found = rates(Schedule(ScheduleKind.COSINE, every=10), 14)
    reference = keras.optimizers.schedules.CosineDecay(INITIAL, decay_steps=10)
    assert found == pytest.approx([float(reference(epoch)) for epoch in range(14)], rel=1e-4, abs=1e-9)
    assert found[:10] == pytest.approx([INITIAL / 2 * (1 + math.cos(math.pi * epoch / 10)) for epoch in range(10)])
    assert found[10:] == [0.0] * 4


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(ScheduleKind.STEP, 0.5, every=1, lowest=0.1),
        Schedule(ScheduleKind.EXPONENTIAL, 0.5, lowest=0.1),
        Schedule(ScheduleKind.COSINE, every=5, lowest=0.1),
        Schedule(ScheduleKind.PLATEAU, 0.5, every=1, lowest=0.1),
    ],
    ids=lambda schedule: schedule.kind.value,
)
def test_no_rate_falls_below_the_lowest_fraction(schedule: Schedule) -> None:
    found = rates(schedule, 12, LOSSES[1])
    assert found[-1] == pytest.approx(0.1 * INITIAL) == min(found) and found[0] == INITIAL


class Optimizer:
    """What `keras.callbacks.ReduceLROnPlateau` needs of an optimizer."""

    def __init__(self) -> None:
        self.learning_rate = np.float64(INITIAL)


class Model:
    """What Keras's callbacks need of a model."""

    def __init__(self) -> None:
        self.optimizer = Optimizer()
        self.stop_training = False

    def get_weights(self) -> list[Any]:
        return []


@pytest.mark.parametrize("patience", [1, 2, 3, 5])
@pytest.mark.parametrize("losses", LOSSES)
def test_a_plateau_is_that_of_keras(losses: list[float], patience: int) -> None:
    model = Model()
    callback = keras.callbacks.ReduceLROnPlateau("val_loss", 0.5, patience, mode="min", min_delta=0.0)
    callback.set_model(model)
    callback.on_train_begin()
    expected = []
    for epoch, loss in enumerate(losses):
        expected.append(float(model.optimizer.learning_rate))
        callback.on_epoch_end(epoch, {"val_loss": loss})
    found = rates(Schedule(ScheduleKind.PLATEAU, 0.5, every=patience), len(losses), losses)
    assert found == pytest.approx(expected)


def test_an_undefined_loss_is_no_improvement() -> None:
    found = rates(Schedule(ScheduleKind.PLATEAU, 0.5, every=2), 5, [1.0, None, None, None, None])
    assert found == [INITIAL] * 3 + [INITIAL / 2] * 2


def stops_after(stopping: EarlyStopping, losses: Sequence[float | None], counted_from: int = 0) -> int | None:
    """The epoch after which training ends, None where it does not."""
    history = {"val_loss": list(losses)}
    for epoch in range(counted_from + 1, len(losses) + 1):
        if should_stop(stopping, {name: column[:epoch] for name, column in history.items()}, counted_from):
            return epoch
    return None


@pytest.mark.parametrize("patience", [1, 2, 3, 5])
@pytest.mark.parametrize("losses", LOSSES)
def test_early_stopping_is_that_of_keras(losses: list[float], patience: int) -> None:
    model = Model()
    callback = keras.callbacks.EarlyStopping("val_loss", patience=patience, mode="min")
    callback.set_model(model)
    callback.on_train_begin()
    expected = None
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            expected = epoch + 1
            break
    assert stops_after(EarlyStopping(patience), losses) == expected


def test_early_stopping_is_asked_for_where_its_settings_change() -> None:
    old, off, on = {"from_epoch": 1}, {"patience": 0}, {"patience": 3}
    assert asked_after([]) == asked_after([old]) == 0
    assert asked_after([old, {"from_epoch": 5, "early_stopping": on}]) == 4
    spans = [{"from_epoch": 1, "early_stopping": off}, {"from_epoch": 3, "early_stopping": on}]
    assert asked_after(spans) == 2
    assert asked_after([*spans, {"from_epoch": 6, "early_stopping": on, "batch_size": 8}]) == 2


def test_without_patience_nothing_stops() -> None:
    assert stops_after(EarlyStopping(), LOSSES[1]) is None


def test_an_improvement_must_be_large_enough() -> None:
    losses = [1.0, 0.996, 0.992, 0.988, 0.984, 0.98]  # less than half a per cent each, more than that in two epochs
    assert stops_after(EarlyStopping(2), losses) is None
    assert stops_after(EarlyStopping(1, improvement=0.005), losses) == 2
    assert stops_after(EarlyStopping(2, improvement=0.005), losses) is None
    assert stops_after(EarlyStopping(2, improvement=0.02), losses) == 3


def test_epochs_before_the_last_early_end_do_not_count() -> None:
    losses = [0.1, 0.2, 0.3, 1.0, 0.9, 0.95, 0.95]
    assert stops_after(EarlyStopping(2), losses) == 3
    assert stops_after(EarlyStopping(2), losses, counted_from=3) == 7


def test_what_is_monitored_is_lower_the_better() -> None:
    history: dict[str, list[float | None]] = {
        "loss": [3.0, 2.0],
        "accuracy": [0.75, None],
        "val_loss": [4.0, None],
        "val_accuracy": [0.25, 0.5],
    }
    assert monitored(Monitor.TRAINING_LOSS, history) == [3.0, 2.0]
    assert monitored(Monitor.VALIDATION_LOSS, history) == [4.0, None]
    assert monitored(Monitor.TRAINING_ERROR, history) == [0.25, None]
    assert monitored(Monitor.VALIDATION_ERROR, history) == [0.75, 0.5]
    assert monitored(Monitor.TRAINING_ERROR, {}) == []
