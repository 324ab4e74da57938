"""What a competitor makes of the events about it."""

from workbench.events.jobs import JobEnded, JobRestarted, Outcome
from workbench.events.training import BatchProgress, EpochEnded, Phase, TrainingStarted
from workbench.experiment.competitor import Competitor
from workbench.experiment.running_epoch import MOST_POINTS, RunningEpoch
from workbench.networks.registry import architecture


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
