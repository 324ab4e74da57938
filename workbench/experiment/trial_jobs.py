"""The jobs on one trial of an experiment."""

from pathlib import Path
from typing import Any

from workbench.events.data import DatasetPrepared
from workbench.experiment.competitor import Competitor
from workbench.experiment.effective import watched
from workbench.experiment.plan import Plan
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.runs.run import Run
from workbench.runs.run_settings import library_versions
from workbench.settings.request import TrainingRequest, WhichWeights


def train_job(
    plan: Plan, run: Run, competitor: Competitor, prepared: DatasetPrepared, request: TrainingRequest
) -> TrainJob:
    """Train a competitor with the settings that it has now, to its target."""
    common = _common(plan, run, competitor)
    metrics, validation_metrics = watched(common["trial"].settings, request)
    return TrainJob(
        **common,
        data_folder=Path(prepared.folder),
        completed=competitor.completed,
        target=competitor.target,
        metrics=metrics,
        validation_metrics=validation_metrics,
    )


def test_job(plan: Plan, run: Run, competitor: Competitor, prepared: DatasetPrepared, which: WhichWeights) -> TestJob:
    """Test a competitor's weights."""
    return TestJob(**_common(plan, run, competitor), data_folder=Path(prepared.folder), which=which)


def save_job(plan: Plan, run: Run, competitor: Competitor, folder: Path, which: WhichWeights) -> SaveWeightsJob:
    """Save a competitor's weights; no data are needed for that."""
    return SaveWeightsJob(
        **_common(plan, run, competitor),
        which=which,
        target=folder,
        fingerprint=run.settings.data.fingerprint if run.settings.data else "",
        versions=library_versions(),
    )


def check_job(plan: Plan, competitor: Competitor, path: Path) -> CheckWeightsJob:
    """See whether a file's weights are a competitor's."""
    return CheckWeightsJob(competitor.id, competitor.architecture.name, plan.source.spec, path)


def load_job(plan: Plan, run: Run, competitor: Competitor, prepared: DatasetPrepared, path: Path) -> LoadWeightsJob:
    """Load a competitor's weights from a file."""
    return LoadWeightsJob(**_common(plan, run, competitor), data_folder=Path(prepared.folder), path=path)


def _common(plan: Plan, run: Run, competitor: Competitor) -> dict[str, Any]:
    return {
        "trial": plan.trial(competitor),
        "dataset": plan.source.spec,
        "run_folder": run.folder,
        "execution": plan.execution(competitor),
    }
