"""What a training job leaves on disk, and what it does where the disk refuses."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import Trial
from workbench.errors import UserError
from workbench.evaluation.metrics import cross_entropy
from workbench.events.jobs import Event, Notice
from workbench.events.training import BatchProgress, EpochEnded, Phase
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.training import trainer
from workbench.training.checkpoint import Checkpoint
from workbench.training.control import Stopped
from workbench.training.execution import prediction_batch
from workbench.training.trainer import epoch_order

MakeTrial = Callable[[str, str], Trial]


def epochs_of(trial: Trial) -> list[EpochEnded]:
    return [event for event in trial.events if isinstance(event, EpochEnded)]


def test_every_epoch_is_another_permutation() -> None:
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


def test_the_last_progress_of_training_and_of_validation_is_always_reported(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.train(target=2, batches_per_step=1)
    for epoch in (1, 2):
        found = [event for event in run.events if isinstance(event, BatchProgress) and event.epoch == epoch]
        assert [event.done for event in found if event.phase is Phase.TRAINING][-1] == 49
        assert [event.done for event in found if event.phase is Phase.VALIDATING][-1] == 12


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


def test_a_disk_that_is_full_from_the_start_is_reported_before_anything_is_trained(
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


def losses_are(monkeypatch: pytest.MonkeyPatch, *losses: float) -> None:
    """Let validation give these losses, one an epoch."""
    following = iter(losses)
    monkeypatch.setattr(trainer, "cross_entropy", lambda y_true, y_score: next(following))


def test_early_stopping_ends_the_training_and_restores_the_best_weights(
    trial: MakeTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses_are(monkeypatch, 0.5, 0.4, 0.6, 0.45)
    run = trial("Tabular_MLP", "run")
    run.changes = {"early_stopping": EarlyStopping(patience=2)}
    checkpoint = run.train(target=9)
    record = checkpoint.record
    assert (record.completed, record.early_stop, record.best_epoch, record.weights_epoch) == (4, 4, 2, 2)
    assert [event.epoch for event in epochs_of(run)] == [1, 2, 3, 4]
    for name, weight in checkpoint.weights.items():
        np.testing.assert_array_equal(weight, checkpoint.best_weights[name])
    assert checkpoint.chosen_weights("last") == (checkpoint.weights, 2)
    (notice,) = [event.text for event in run.events if isinstance(event, Notice)]
    assert "validation loss has not fallen for 2 epochs" in notice and "weights of epoch 2" in notice

    losses_are(monkeypatch, 0.3, 0.35, 0.36)
    again = run.train(target=13, completed=4).record
    assert (again.completed, again.best_epoch, again.weights_epoch) == (7, 5, 5), "the epochs before do not count"


def test_nothing_ends_early_at_the_last_epoch(trial: MakeTrial, monkeypatch: pytest.MonkeyPatch) -> None:
    losses_are(monkeypatch, 0.4, 0.5, 0.6)
    run = trial("Tabular_MLP", "run")
    run.changes = {"early_stopping": EarlyStopping(patience=2)}
    record = run.train(target=3).record
    assert (record.completed, record.weights_epoch) == (3, 1)
    assert [event.text for event in run.events if isinstance(event, Notice)] == []


def test_early_stopping_counts_from_the_epoch_for_which_it_was_asked(
    trial: MakeTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses_are(monkeypatch, 0.3, 0.4, 0.5, 0.6, 0.7, 0.65, 0.66, 0.67)
    run = trial("Tabular_MLP", "run")
    assert run.train(target=4).record.completed == 4, "without early stopping"
    run.changes = {"early_stopping": EarlyStopping(patience=2, restore_best=False)}
    record = run.train(target=9, completed=4).record
    assert (record.completed, record.early_stop) == (8, 8), "best at epoch 6, and two epochs without improvement"


def test_without_restoring_the_last_weights_stay(trial: MakeTrial, monkeypatch: pytest.MonkeyPatch) -> None:
    losses_are(monkeypatch, 0.4, 0.5)
    run = trial("Tabular_MLP", "run")
    run.changes = {"early_stopping": EarlyStopping(patience=1, restore_best=False)}
    checkpoint = run.train(target=9)
    assert (checkpoint.record.completed, checkpoint.record.weights_epoch) == (2, 2)
    assert any((checkpoint.weights[name] != checkpoint.best_weights[name]).any() for name in checkpoint.weights)


def test_the_best_weights_are_restored_at_the_last_epoch_too(trial: MakeTrial, monkeypatch: pytest.MonkeyPatch) -> None:
    losses_are(monkeypatch, 0.4, 0.5)
    run = trial("Tabular_MLP", "run")
    run.changes = {"early_stopping": EarlyStopping(patience=5)}
    record = run.train(target=2).record
    assert (record.completed, record.early_stop, record.weights_epoch) == (2, 0, 1)


def test_the_learning_rate_of_a_schedule_is_in_the_history_and_in_force(trial: MakeTrial) -> None:
    run, constant = trial("Tabular_MLP", "run"), trial("Tabular_MLP", "constant")
    run.changes = {"schedule": Schedule(ScheduleKind.MILESTONES, factor=1e-30, milestones=(1,)), "optimizer": "sgd"}
    constant.changes = {"optimizer": "sgd"}
    checkpoint = run.train(target=3)
    assert checkpoint.record.history["learning_rate"] == pytest.approx([0.002, 0.002e-30, 0.002e-30])
    after_one = constant.train(target=1)
    assert "learning_rate" not in after_one.record.history
    for name, weight in after_one.weights.items():
        np.testing.assert_array_equal(weight, checkpoint.weights[name], "nothing moves at a rate of nothing")


@pytest.mark.slow
def test_settings_that_stay_the_same_are_one_span(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.changes = {"schedule": Schedule(ScheduleKind.MILESTONES, milestones=(1, 2))}
    run.train(target=1)
    assert len(run.train(target=2, completed=1).record.spans) == 1
    run.changes = {"l2": 0.1}
    spans = run.train(target=3, completed=2).record.spans
    assert [(span["from_epoch"], span["l2"]) for span in spans] == [(1, 0.0), (3, 0.1)]


def test_large_pictures_are_predicted_in_smaller_batches() -> None:
    assert [prediction_batch(shape) for shape in ((30,), (28, 28, 1), (10_000,), (150, 150, 3))] == [256, 256, 256, 59]
    assert prediction_batch((4000, 6000, 3)) == 1


def _never(event: Event) -> bool:
    return False
