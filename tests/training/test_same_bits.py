"""The same seed and settings give the same numbers bit by bit, and so does stopping and going on, for every network."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.training.conftest import Trial, never
from workbench.jobs.events import BatchProgress, EpochEnded, Event, Phase
from workbench.networks.registry import QUARTETS
from workbench.training.checkpoint import Checkpoint
from workbench.training.control import Stopped

MakeTrial = Callable[[str, str], Trial]
NETWORKS = list(dict.fromkeys(network.name for quartet in QUARTETS.values() for network in quartet.architectures))


def assert_same(one: Checkpoint, other: Checkpoint) -> None:
    """All variables, the best weights, the history and the best epoch are equal bit by bit."""
    for part in ("weights", "state", "best_weights"):
        ours, theirs = getattr(one, part), getattr(other, part)
        assert ours.keys() == theirs.keys() and ours
        for name in ours:
            np.testing.assert_array_equal(ours[name], theirs[name], err_msg=f"{part} {name}")
    assert one.record.history == other.record.history
    assert one.record.best_epoch == other.record.best_epoch


def in_training_of(epoch: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, BatchProgress) and event.phase is Phase.TRAINING and event.epoch == epoch


def in_validation_of(epoch: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, BatchProgress) and event.phase is Phase.VALIDATING and event.epoch == epoch


@pytest.mark.parametrize("name", NETWORKS)
def test_stop_and_continue_gives_the_numbers_of_an_uninterrupted_run(name: str, trial: MakeTrial) -> None:
    whole = trial(name, "whole").train(target=3)
    parts = trial(name, "parts")
    for stop_when in (in_training_of(1), in_validation_of(1), in_training_of(2)):
        parts.stop_when = stop_when
        with pytest.raises(Stopped):
            parts.train(target=2, batches_per_step=2)
    assert 0 < parts.checkpoint().record.position < 49
    parts.stop_when = never
    assert_same(whole, parts.train(target=3))


@pytest.mark.parametrize("name", ["Tabular_RNN", "Image_RNN"])
def test_unrolled_training_goes_on_with_the_same_bits(name: str, trial: MakeTrial) -> None:
    whole, parts = trial(name, "whole"), trial(name, "parts")
    whole.unroll = parts.unroll = True
    parts.stop_when = in_training_of(2)
    with pytest.raises(Stopped):
        parts.train(target=2)
    parts.stop_when = never
    assert_same(whole.train(target=2), parts.train(target=2))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_repetition_gives_the_same_numbers_and_another_seed_does_not(name: str, trial: MakeTrial) -> None:
    first = trial(name, "first").train(target=2)
    assert_same(first, trial(name, "second").train(target=2))
    other = trial(name, "other").train(target=2, seed=4)
    assert any((first.weights[key] != other.weights[key]).any() for key in first.weights)


@pytest.mark.parametrize("name", NETWORKS)
def test_batches_per_step_do_not_change_the_numbers(name: str, trial: MakeTrial) -> None:
    assert_same(
        trial(name, "one").train(target=2, batches_per_step=1), trial(name, "many").train(target=2, batches_per_step=5)
    )


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
