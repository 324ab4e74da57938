"""Experiments of run records: to go on with one, or to repeat it."""

from pathlib import Path

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import dataset_source
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe_json import recipe_from_json
from workbench.data.types import DatasetSource
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import WorkerPool
from workbench.runs.run import Run
from workbench.runs.run_settings import RunSettings
from workbench.storage.folders import Folders


def open_run(pool: WorkerPool, folders: Folders, run_folder: Path) -> Experiment:
    """The experiment of a run record, its models as they were left; `UserError` if the record is damaged."""
    run = Run.open(run_folder)
    experiment = repeat_run(pool, folders, run)
    experiment.run = run
    for name, item in experiment.competitors.items():
        item.restore(run.folder / name)
        trainings = [training.models[name] for training in run.settings.trainings if name in training.models]
        item.settings = trainings[-1].settings if trainings else None
    return experiment


def repeat_run(pool: WorkerPool, folders: Folders, run: Run) -> Experiment:
    """A new experiment with dataset, quartet, seed, validation and execution settings of a run."""
    settings = run.settings
    execution = settings.recorded_execution()
    source = recorded_source(settings)
    return Experiment(pool, folders, source, settings.quartet, settings.seed, settings.validation, execution)


def recorded_source(settings: RunSettings) -> DatasetSource:
    """The dataset of a run; that of own data is read as it was then. `UserError` if it is unknown."""
    source = source_of(recipe_from_json(settings.recipe)) if settings.recipe else dataset_source(settings.dataset)
    return with_classes(source, settings.classes) if settings.classes else source
