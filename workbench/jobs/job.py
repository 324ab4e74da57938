"""What a worker can do. A job is a function of plain values and files, so that any worker can do it, on any machine."""

import importlib
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from workbench.data.types import Cancelled, DatasetSpec, Progress
from workbench.errors import UserError
from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event
from workbench.runs.trials import TrialSpec
from workbench.settings.request import Execution
from workbench.storage.plain_values import from_plain, parse_json, to_plain
from workbench.training.control import Control, Stopped
from workbench.training.throttle import Throttle


@dataclass(frozen=True)
class JobContext:
    """What a running job has at hand.

    Attributes:
        number: of the job, for its events.
        emit: sends an event.
        control: asked again and again by jobs that take long; a job that does not ask is never stopped halfway.
    """

    number: int
    emit: Callable[[Event], None]
    control: Control

    def loading_progress(self) -> Progress:
        """A `Progress` for readers of data: sends events, and raises `Cancelled` when the job is to stop."""
        throttle = Throttle()

        def progress(what: str, done: int, total: int) -> None:
            try:
                self.control.check()
            except Stopped:
                raise Cancelled from None
            if throttle.passes(done, total):
                self.emit(PreparationProgress(self.number, "", what, done, total))

        return progress


@dataclass(frozen=True)
class Job:
    """Base of all jobs. Each type is a file in `workbench.jobs.types`; it is known by the name of its class.

    What runs in a worker imports Keras inside `run`, since the window's process knows the types, too.
    """

    types: ClassVar[dict[str, type["Job"]]] = {}

    def __init_subclass__(cls) -> None:
        Job.types[cls.__name__] = cls

    @property
    def trial_id(self) -> str:
        """The trial that the job is about, "" where it is about none or several."""
        return ""

    @property
    def threads(self) -> int:
        """Threads that TensorFlow may use."""
        return 1

    def run(self, context: JobContext) -> None:
        """Do the job, in a worker.

        Raises:
            UserError: the user can put it right.
            Stopped, Cancelled: the user asked to stop.
        """
        raise NotImplementedError(f"{type(self).__name__} says not what is to be done")


@dataclass(frozen=True)
class TrialJob(Job):
    """Base of the jobs on one trial of a run.

    Attributes:
        run_folder: the run record; the trial's files are in the sub-folder of its id.
        execution: only its threads matter where nothing is trained.
    """

    trial: TrialSpec
    dataset: DatasetSpec
    run_folder: Path
    execution: Execution

    @property
    def trial_id(self) -> str:
        return self.trial.id

    @property
    def threads(self) -> int:
        return self.execution.threads

    @property
    def folder(self) -> Path:
        """Of the trial."""
        return self.run_folder / self.trial.id


def job_to_json(job: Job) -> str:
    """A job as JSON, for another process or machine."""
    return json.dumps({"job": type(job).__name__, "values": to_plain(job)})


def job_from_json(text: str) -> Job:
    """The opposite of `job_to_json`; `UserError` for what is no job of this version."""
    load_job_types()
    values = parse_json(text)
    name = values.get("job")
    kind = Job.types.get(name) if isinstance(name, str) else None
    if kind is None or not isinstance(values.get("values"), dict):
        raise UserError(f"“{str(name)[:40]}” is no job of this version.", "Use the same version on both sides.")
    try:
        return from_plain(kind, values["values"])
    except ValueError as error:
        raise UserError(f"The job {name} cannot be read: {error}.", "Use the same version on both sides.") from error


def load_job_types() -> None:
    """Import every file of `workbench.jobs.types`, so that its jobs are known by name."""
    package = importlib.import_module("workbench.jobs.types")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
