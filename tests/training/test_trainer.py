"""What a training job leaves on disk, and what it does where the disk refuses."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import Trial
from workbench.errors import UserError
from workbench.jobs.events import BatchProgress, EpochEnded, Event, Notice, Phase
from workbench.metrics import cross_entropy
from workbench.training import trainer
from workbench.training.checkpoint import Checkpoint
from workbench.training.control import Stopped
from workbench.training.trainer import epoch_order

MakeTrial = Callable[[str, str], Trial]


def epochs_of(trial: Trial) -> list[EpochEnded]:
    return [event for event in trial.events if isinstance(event, EpochEnded)]


def test_every_epoch_is_a_permutation_of_its_own() -> None:
    orders = [epoch_order(1, epoch, 100) for epoch in range(3)]
    assert all(sorted(order) == list(range(100)) for order in orders)
    assert not np.array_equal(orders[0], orders[1])
    assert not np.array_equal(orders[0], epoch_order(2, 0, 100))
    np.testing.assert_array_equal(orders[1], epoch_order(1, 1, 100))


def test_history_events_and_checkpoint_agree(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    record = run.train(target=3).record
    assert list(record.history) == ["loss", "accuracy", "f1", "val_loss", "val_accuracy", "val_auc_roc"]
    for name, column in record.history.items():
        assert column == [event.values[name] for event in epochs_of(run)]
    losses = record.history["val_loss"]
    assert record.best_epoch == 1 + losses.index(min(losses, key=lambda value: value or 0.0))
    assert epochs_of(run)[-1].best_epoch == record.best_epoch


def test_the_last_progress_of_training_and_of_validation_is_always_told(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.train(target=2, batches_per_step=1)
    for epoch in (1, 2):
        told = [event for event in run.events if isinstance(event, BatchProgress) and event.epoch == epoch]
        assert [event.done for event in told if event.phase is Phase.TRAINING][-1] == 49
        assert [event.done for event in told if event.phase is Phase.VALIDATING][-1] == 12


def test_the_best_epoch_is_the_earliest_of_equals(trial: MakeTrial, monkeypatch: pytest.MonkeyPatch) -> None:
    losses = iter([0.5, 0.25, 0.25, float("nan")])
    monkeypatch.setattr(trainer, "cross_entropy", lambda y_true, y_score: next(losses))
    run = trial("Tabular_MLP", "run")
    checkpoint = run.train(target=4)
    assert checkpoint.record.best_epoch == 2
    assert checkpoint.record.history["val_loss"] == [0.5, 0.25, 0.25, None]
    assert any((checkpoint.best_weights[name] != checkpoint.weights[name]).any() for name in checkpoint.weights)
    assert checkpoint.chosen_weights("best") == (checkpoint.best_weights, 2)
    assert checkpoint.chosen_weights("last") == (checkpoint.weights, 4)


def test_a_diverging_training_goes_on_with_undefined_values(trial: MakeTrial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trainer, "cross_entropy", lambda y_true, y_score: cross_entropy(y_true, y_score * np.nan))
    checkpoint = trial("Tabular_MLP", "run").train(target=2)
    assert checkpoint.record.history["val_loss"] == [None, None] and checkpoint.record.best_epoch == 0
    with pytest.raises(UserError, match="no best epoch"):
        checkpoint.chosen_weights("best")


def test_a_disk_that_is_full_for_a_while_does_not_end_the_training(
    trial: MakeTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = 0
    save = Checkpoint.save

    def sometimes_full(self: Checkpoint, folder: Path) -> None:
        nonlocal saves
        saves += 1
        if saves == 2:
            raise UserError("The disk is full.", "Free some space.")
        save(self, folder)

    monkeypatch.setattr(Checkpoint, "save", sometimes_full)
    monkeypatch.setattr(trainer, "CHECKPOINT_SECONDS", 0.0)
    run = trial("Tabular_MLP", "run")
    assert run.train(target=3).record.completed == 3
    notices = [event.text for event in run.events if isinstance(event, Notice)]
    assert len(notices) == 1 and "The disk is full." in notices[0]


def test_a_disk_that_is_full_from_the_start_is_told_before_anything_is_trained(
    trial: MakeTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Checkpoint, folder: Path) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Checkpoint, "save", full)
    run = trial("Tabular_MLP", "run")
    with pytest.raises(UserError, match="full"):
        run.train(target=1)
    assert not [event for event in run.events if isinstance(event, BatchProgress)]


def test_a_batch_larger_than_the_rows_left_is_the_last_of_an_epoch(trial: MakeTrial) -> None:
    whole = trial("Tabular_MLP", "one batch").train(target=1, batch_size=49)
    assert whole.record.completed == 1
    run = trial("Tabular_MLP", "change")
    run.stop_when = lambda event: isinstance(event, BatchProgress)
    with pytest.raises(Stopped):
        run.train(target=1, batches_per_step=1)
    assert run.checkpoint().record.position == 8
    run.stop_when = _never
    assert run.train(target=1, batch_size=40).record.completed == 1, "another batch size in the middle of an epoch"


def _never(event: Event) -> bool:
    return False
