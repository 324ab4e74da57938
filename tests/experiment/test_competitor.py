"""What a competitor makes of the events about it."""

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.events.jobs import JobEnded, JobRestarted, Outcome
from workbench.events.training import BatchProgress, EpochEnded, Phase, TestEnded, TrainingStarted
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.running_epoch import MOST_POINTS, RunningEpoch
from workbench.networks.registry import architecture
from workbench.runs.tested import TestRecord, write_test
from workbench.storage.atomic import write_arrays


def in_training(completed: int = 0, target: int = 10) -> Competitor:
    """A competitor whose training has just started, as the experiment leaves it."""
    history: dict[str, list[float | None]] = {"loss": [0.5] * completed} if completed else {}
    competitor = Competitor(architecture("Tabular_MLP"), completed=completed, completed_before=completed)
    competitor.apply(TrainingStarted(1, "Tabular_MLP", completed, target, 100, 20, 1, 1, False, history))
    return competitor


def trained(epoch: int, done: int, loss: float | None = 0.5) -> BatchProgress:
    return BatchProgress(1, "Tabular_MLP", Phase.TRAINING, epoch, 20, done, 100, loss)


def ended(epoch: int) -> EpochEnded:
    return EpochEnded(1, "Tabular_MLP", epoch, 20, {"loss": 0.4}, 1, 2.0)


def test_progress_is_that_of_the_running_job() -> None:
    competitor = in_training(completed=10, target=20)
    competitor.apply(trained(11, 0))
    assert competitor.progress == 0
    competitor.apply(trained(11, 50))
    assert competitor.progress == 0.05
    competitor.apply(BatchProgress(1, "Tabular_MLP", Phase.VALIDATING, 20, 20, 5, 20, None))
    assert competitor.progress == 1


def test_progress_of_a_job_that_is_done_again_is_not_lost() -> None:
    competitor = in_training(completed=0, target=10)
    for epoch in range(1, 6):
        competitor.apply(ended(epoch))
    competitor.apply(JobRestarted(1, "Tabular_MLP", "a worker died"))
    competitor.apply(TrainingStarted(2, "Tabular_MLP", 5, 10, 100, 20, 1, 1, False, competitor.history))
    competitor.apply(trained(6, 50))
    assert competitor.progress == 0.55


def test_points_of_the_running_epoch_are_thrown_away_when_it_ends() -> None:
    competitor = in_training()
    competitor.apply(trained(1, 25, 0.9))
    competitor.apply(trained(1, 75, 0.7))
    assert competitor.running == RunningEpoch(1, 75, 100, [(0.25, 0.9), (0.75, 0.7)])
    competitor.apply(ended(1))
    assert competitor.running is None
    competitor.apply(trained(2, 50, 0.6))
    assert competitor.running == RunningEpoch(2, 50, 100, [(1.5, 0.6)])
    competitor.apply(JobEnded(1, "Tabular_MLP", Outcome.STOPPED))
    assert competitor.running is None


def test_points_of_a_long_epoch_stay_few_and_keep_first_and_last() -> None:
    running = RunningEpoch(3)
    for done in range(1, 5001):
        running.add(BatchProgress(1, "Tabular_MLP", Phase.TRAINING, 3, 5, done, 5000, 1 / done))
    assert len(running.points) <= MOST_POINTS
    assert running.points[0] == (2 + 1 / 5000, 1.0) and running.points[-1] == (3.0, 1 / 5000)
    assert running.points == sorted(running.points)


def after_test(which: str, epoch: int) -> TestEnded:
    return TestEnded(1, "Tabular_MLP", which, epoch, {"accuracy": 0.9}, ((1, 0), (0, 1)), 0.5)


def test_a_model_that_is_trained_after_its_test_is_no_longer_tested_and_its_test_keeps_its_epoch() -> None:
    competitor = in_training(completed=14, target=15)
    competitor.apply(ended(15))
    competitor.apply(JobEnded(1, "Tabular_MLP", Outcome.DONE))
    competitor.apply(after_test("last", 15))
    competitor.apply(JobEnded(1, "Tabular_MLP", Outcome.DONE))
    assert competitor.state is ModelState.TESTED
    competitor.apply(TrainingStarted(2, "Tabular_MLP", 15, 65, 100, 20, 1, 1, False, competitor.history))
    competitor.apply(trained(16, 50))
    competitor.apply(JobEnded(2, "Tabular_MLP", Outcome.STOPPED))
    assert competitor.state is ModelState.STOPPED and not competitor.test_stands
    assert competitor.test is not None and competitor.test.epoch == 15
    competitor.apply(after_test("last", 15))
    competitor.apply(JobEnded(3, "Tabular_MLP", Outcome.DONE))
    assert competitor.state is ModelState.TESTED


def test_a_test_of_the_best_weights_stands_until_there_are_better_ones() -> None:
    competitor = in_training()
    competitor.apply(ended(1))
    competitor.apply(after_test("best", 1))
    competitor.apply(TrainingStarted(2, "Tabular_MLP", 1, 3, 100, 20, 1, 1, False, competitor.history))
    competitor.apply(ended(2))
    competitor.apply(JobEnded(2, "Tabular_MLP", Outcome.DONE))
    assert competitor.state is ModelState.TESTED
    competitor.apply(EpochEnded(1, "Tabular_MLP", 3, 20, {"loss": 0.3}, 3, 2.0))
    competitor.apply(JobEnded(2, "Tabular_MLP", Outcome.DONE))
    assert competitor.state is ModelState.TRAINED


@pytest.mark.parametrize(("completed", "position", "stands"), [(15, 0, True), (15, 8, False), (65, 0, False)])
def test_a_reopened_model_knows_whether_its_test_stands(
    tmp_path: Path, completed: int, position: int, stands: bool
) -> None:
    write_arrays(tmp_path / "checkpoint.npz", {}, {"completed": completed, "position": position, "history": {}})
    write_test(tmp_path, TestRecord("last", 15, {}, ((1,),)))
    competitor = Competitor(architecture("Tabular_MLP"))
    competitor.restore(tmp_path)
    assert competitor.test_stands is stands and (competitor.state is ModelState.TESTED) is stands


@pytest.mark.parametrize("damage", [{"completed": "one"}, {"history": {"loss": 1}}, {"history": []}, {"source": None}])
def test_a_damaged_checkpoint_is_an_error_for_the_user(damage: dict[str, object], tmp_path: Path) -> None:
    write_arrays(tmp_path / "checkpoint.npz", {}, {"completed": 1, "history": {}} | damage)
    with pytest.raises(UserError, match=r"checkpoint\.npz is damaged"):
        Competitor(architecture("Tabular_MLP")).restore(tmp_path)
