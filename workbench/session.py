"""What the window and the command line do alike: the pool, experiments of run records to go on with or to repeat."""

from collections.abc import Sequence
from pathlib import Path

from workbench.data.files.source_files import sha256_of
from workbench.data.specs import resolve
from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.pool import JobPool
from workbench.networks.architecture import Quartet
from workbench.networks.registry import CUSTOM, custom_quartet, quartet
from workbench.runs.continuing import last_trainings
from workbench.runs.run import Run
from workbench.runs.run_settings import LIBRARIES, RunSettings, library_versions
from workbench.storage.folders import Folders
from workbench.training.checkpoint import read_training_state


def local_pool(folders: Folders, slots: int = 1) -> LocalPool:
    """The worker processes of this machine; they start with the first job, or with `LocalPool.start`."""
    return LocalPool(folders.logs / "workers.log", slots=slots)


def open_run(pool: JobPool, folders: Folders, run_folder: Path) -> Experiment:
    """The experiment of a run record, its competitors as they were left; `UserError` if the record is damaged."""
    run = Run.open(run_folder)
    experiment = repeat_run(pool, folders, run)
    experiment.continue_run(run)
    return experiment


def continue_training(
    experiment: Experiment, names: Sequence[str] | None = None, epochs: int | None = None
) -> tuple[str, ...]:
    """Train competitors of an opened run as they were trained last.

    Args:
        names: None for all that were trained.
        epochs: further ones; None for those that a stop or a crash has left.

    Returns:
        Those for which something was left.

    Raises:
        UserError: none was trained in the run, or one is at work.
    """
    recorded = recorded_names(experiment)
    return experiment.train_on(recorded if names is None else names, epochs)


def version_changes(run: Run) -> str:
    """The libraries that decide the numbers and are others by now than when a run was started; "" if none is."""
    now, then = library_versions(), run.settings.versions
    changed = [f"{name} {then[name]} (now {now[name]})" for name in LIBRARIES if then.get(name, now[name]) != now[name]]
    if not changed:
        return ""
    return f"The run was started with {', '.join(changed)}: its numbers may differ from those without a stop."


def recorded_names(experiment: Experiment) -> tuple[str, ...]:
    """The competitors that `continue_training` can train; `UserError` if there are none."""
    trained = last_trainings(experiment.run.settings) if experiment.run is not None else {}
    if not trained:
        raise UserError(
            "No network was trained in this run, so there is nothing to go on with.",
            "Choose a run in which networks were trained, or start a new one.",
        )
    return tuple(name for name in experiment.competitors if name in trained)


def repeat_run(pool: JobPool, folders: Folders, run: Run) -> Experiment:
    """A new experiment with dataset, competitors, seed, validation and execution settings of a run."""
    settings = run.settings
    return Experiment(
        pool,
        folders,
        resolve(settings.dataset_spec),
        recorded_quartet(settings),
        settings.seed,
        settings.validation,
        settings.recorded_execution(),
    )


def starting_weights(run: Run) -> dict[str, Path]:
    """The weights files that were loaded into a run, by competitor; none where it started without.

    Raises:
        UserError: one is gone, or holds other weights by now.
    """
    files = {name: Path(path) for name, path in run.settings.loaded.items()}
    for name, path in files.items():
        then = read_training_state(run.folder / name).source_sha256
        if not path.is_file():
            raise UserError(f"The weights in {path}, from which the run started, are gone.")
        if then and sha256_of(path, path.name, lambda *_: None) != then:
            raise UserError(f"The weights in {path} are others than those from which the run started.")
    return files


def recorded_quartet(settings: RunSettings) -> Quartet:
    """The networks that competed in a run; `UserError` if one is unknown."""
    networks = tuple(competitor.network for competitor in settings.competitors)
    known = quartet(settings.quartet) if settings.quartet != CUSTOM else None
    if known is not None and networks == known.names:
        return known
    return custom_quartet(networks)
