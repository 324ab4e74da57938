"""The same seed and settings give the same numbers bit by bit, and so does stopping and going on, for every network."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.training.conftest import SOURCES, Trial, never
from workbench.data.types import Kind
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, EpochEnded, Phase
from workbench.networks.registry import QUARTETS, architecture
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import OPTIMIZERS
from workbench.training.checkpoint import Checkpoint
from workbench.training.control import Stopped

MakeTrial = Callable[[str, str], Trial]
Uninterrupted = Callable[..., Checkpoint]
ONLY_WIDER = {"Scenes_best2"}  # the layers of Scenes_best, with checkpoints of 130 MB
NETWORKS = list(
    dict.fromkeys(
        network.name
        for quartet in QUARTETS.values()
        for network in quartet.architectures
        if network.name not in ONLY_WIDER
    )
)

CORE = [network.name for name in ("tabular", "image", "sequence") for network in QUARTETS[name].architectures]
# Of the others, what no network of the core has: Keras's other layers, and NumPy's.
REPRESENTATIVE = [*CORE, "FF_adamax", "Conv_regularised", "S1_online", "S6_deeper", "S9_convolutions"]
QUICK = {"Tabular_MLP", "S1_online"}


def each(networks: Iterable[str]) -> list[Any]:
    """Parameters of a test over networks; all but the quick ones are left out by make test-fast."""
    return [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in networks]


@pytest.fixture(scope="module")
def trained() -> dict[tuple[object, ...], Checkpoint]:
    """What `uninterrupted` has trained in this module."""
    return {}


@pytest.fixture
def uninterrupted(trial: MakeTrial, trained: dict[tuple[object, ...], Checkpoint]) -> Uninterrupted:
    """``uninterrupted(network)``: trained for three epochs in one job; what other trainings are compared with."""

    def train(name: str, batches_per_step: int | None = None, **changes: Any) -> Checkpoint:
        batches_per_step = batches_per_step or architecture(name).batches_per_step
        changes = {"optimizer": architecture(name).defaults.optimizer} | changes
        key = (name, batches_per_step, *changes.items())
        if key not in trained:
            run = trial(name, f"uninterrupted {len(trained)}")  # a folder for each: one test may train two
            run.changes = changes
            trained[key] = run.train(target=3, batches_per_step=batches_per_step)
        return trained[key]

    return train


def assert_same(one: Checkpoint, other: Checkpoint) -> None:
    """All variables, the best weights, the history and the best epoch are equal bit by bit."""
    for group in ("weights", "state", "best_weights"):
        ours, theirs = getattr(one, group), getattr(other, group)
        assert ours.keys() == theirs.keys() and ours
        for name in ours:
            np.testing.assert_array_equal(ours[name], theirs[name], err_msg=f"{group} {name}")
    assert one.record.history == other.record.history
    for name in ("completed", "best_epoch", "weights_epoch", "early_stop"):
        assert getattr(one.record, name) == getattr(other.record, name), name


def in_training_of(epoch: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, BatchProgress) and event.phase is Phase.TRAINING and event.epoch == epoch


def in_validation_of(epoch: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, BatchProgress) and event.phase is Phase.VALIDATING and event.epoch == epoch


@pytest.mark.parametrize("name", each(NETWORKS))
def test_stop_and_continue_gives_the_numbers_of_an_uninterrupted_run(
    name: str, trial: MakeTrial, uninterrupted: Uninterrupted
) -> None:
    whole = uninterrupted(name)
    subsets = trial(name, "subsets")
    for stop_when in (in_training_of(1), in_validation_of(1), in_training_of(2)):
        subsets.stop_when = stop_when
        with pytest.raises(Stopped):
            subsets.train(target=2, batches_per_step=2)
    assert 0 < subsets.checkpoint().record.position < 49
    subsets.stop_when = never
    assert_same(whole, subsets.train(target=3))


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data of four steps: without a loop, each is traced anew, which takes long."""
    tabular, image = SOURCES[Kind.TABULAR], SOURCES[Kind.IMAGE]
    monkeypatch.setitem(SOURCES, Kind.TABULAR, replace(tabular, input_shape=(4,), feature_names=tuple("abcd")))
    monkeypatch.setitem(SOURCES, Kind.IMAGE, replace(image, input_shape=(4, 18, 1)))


@pytest.mark.slow
@pytest.mark.usefixtures("few_steps")
@pytest.mark.parametrize("name", ["Tabular_RNN", "Image_RNN"])
def test_unrolled_training_goes_on_with_the_same_bits(name: str, trial: MakeTrial) -> None:
    whole, subsets = trial(name, "whole"), trial(name, "subsets")
    whole.unroll = subsets.unroll = True
    subsets.stop_when = in_training_of(2)
    with pytest.raises(Stopped):
        subsets.train(target=2)
    subsets.stop_when = never
    assert_same(whole.train(target=2), subsets.train(target=2))


@pytest.mark.parametrize("name", each(REPRESENTATIVE))
def test_a_repetition_gives_the_same_numbers_and_another_seed_does_not(
    name: str, trial: MakeTrial, uninterrupted: Uninterrupted
) -> None:
    first = uninterrupted(name)
    assert_same(first, trial(name, "second").train(target=3))
    other = trial(name, "other").train(target=3, seed=4)
    assert any((first.weights[key] != other.weights[key]).any() for key in first.weights)


@pytest.mark.parametrize("name", each(REPRESENTATIVE))
def test_batches_per_step_do_not_change_the_numbers(name: str, trial: MakeTrial, uninterrupted: Uninterrupted) -> None:
    one = uninterrupted(name, batches_per_step=1)
    assert_same(one, trial(name, "many").train(target=3, batches_per_step=5))


def test_stopping_in_validation_keeps_the_whole_epoch(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.stop_when = in_validation_of(1)
    with pytest.raises(Stopped):
        run.train(target=1)
    record = run.checkpoint().record
    assert (record.completed, record.position) == (0, 49)
    run.events.clear()
    run.stop_when = never
    run.train(target=1)
    phases = [event.phase for event in run.events if isinstance(event, BatchProgress)]
    assert set(phases) == {Phase.VALIDATING}
    assert [event.epoch for event in run.events if isinstance(event, EpochEnded)] == [1]


EVERY_SETTING = {
    "augmentation": Augmentation(fraction=0.8, rotation=15, shift=0.1, shear=0.1, zoom=0.2, stretch=0.1, flip=True),
    "schedule": Schedule(ScheduleKind.PLATEAU, factor=0.5, every=1),
    "early_stopping": EarlyStopping(patience=2),
    "balanced": True,
    "clip_norm": 1.0,
    "l2": 1e-3,
    "learning_rate": 0.05,  # high, so that the validation loss rises soon
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Image_CNN", "Conv_regularised"])
def test_stop_and_continue_with_augmentation_schedule_and_early_stopping(name: str, trial: MakeTrial) -> None:
    whole, subsets = trial(name, "whole"), trial(name, "subsets")
    whole.changes = subsets.changes = EVERY_SETTING
    expected = whole.train(target=30)
    record = expected.record
    assert 2 < record.early_stop == record.completed < 30, "training ended early"
    assert record.weights_epoch == record.best_epoch < record.completed
    assert len(set(record.history["learning_rate"])) > 1, "the rate has changed"
    for stop_when in (in_training_of(1), in_validation_of(2), in_training_of(record.completed)):
        subsets.stop_when = stop_when
        with pytest.raises(Stopped):
            subsets.train(target=30, batches_per_step=2)
    subsets.stop_when = never
    assert_same(expected, subsets.train(target=30))


def test_a_job_that_is_done_again_after_it_ended_early_does_nothing_and_a_new_one_goes_on(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.changes = {"early_stopping": EarlyStopping(patience=1), "learning_rate": 1.0}
    first = run.train(target=40)
    ended = first.record.completed
    assert first.record.early_stop == ended < 40
    assert_same(first, run.train(target=40))
    assert run.train(target=ended + 1, completed=ended).record.completed == ended + 1


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_trains_and_goes_on_with_the_same_bits(
    optimizer: str, trial: MakeTrial, uninterrupted: Uninterrupted
) -> None:
    subsets = trial("Tabular_MLP", "subsets")
    subsets.changes = {"optimizer": optimizer}
    subsets.stop_when = in_training_of(2)
    with pytest.raises(Stopped):
        subsets.train(target=3, batches_per_step=1)
    subsets.stop_when = never
    expected = uninterrupted("Tabular_MLP", optimizer=optimizer)
    assert_same(expected, subsets.train(target=3))
    other = uninterrupted("Tabular_MLP", optimizer="sgd" if optimizer != "sgd" else "adam")
    assert any((expected.weights[key] != other.weights[key]).any() for key in expected.weights)


def test_another_optimizer_in_the_middle_starts_anew(trial: MakeTrial) -> None:
    run = trial("Tabular_MLP", "run")
    run.train(target=1)
    run.changes = {"optimizer": "nadam"}
    record = run.train(target=2, completed=1).record
    assert (record.completed, record.optimizer) == (2, "nadam")
    assert [span["optimizer"] for span in record.spans] == ["adam", "nadam"]
