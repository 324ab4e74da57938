"""The jobs of an experiment that wait or run, and how far they are."""

import time
from dataclasses import dataclass, field

from workbench.events.data import PreparationProgress
from workbench.events.jobs import Event, JobEnded, JobFailed
from workbench.events.training import BatchProgress, Phase
from workbench.jobs.job import Job
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.inspect import InspectJob
from workbench.jobs.types.predict_files import PredictFilesJob
from workbench.jobs.types.predict_sample import PredictSampleJob
from workbench.jobs.types.train import TrainJob

_VALIDATION_SHARE = 0.1  # of an epoch's time, for the progress bar


@dataclass
class Task:
    """One job: whether it needs a slot of the pool, its weight in the whole, and how far it is (0 to 1)."""

    job: Job
    heavy: bool
    cost: float
    progress: float = 0.0
    done: bool = False
    restarts: int = 0


@dataclass
class Tasks:
    """Bookkeeping by job number; a batch of work lasts from the first job until all are done."""

    _tasks: dict[int, Task] = field(default_factory=dict)
    _seconds: float = 0.0
    _since: float | None = None

    def add(self, number: int, job: Job, heavy: bool, cost: float, restarts: int = 0) -> None:
        """Note a job; ``cost`` weighs it in the progress of the whole."""
        if not self.stoppable:
            self._tasks = {key: task for key, task in self._tasks.items() if not task.done}
            self._seconds, self._since = 0.0, time.monotonic()
        self._tasks[number] = Task(job, heavy, cost, restarts=restarts)

    def apply(self, event: Event) -> None:
        """Take in progress, or the end of a job."""
        task = self._tasks.get(event.job)
        if task is None:
            return
        match event:
            case JobEnded() | JobFailed():
                task.done, task.progress = True, 1.0
            case PreparationProgress() if event.total:
                task.progress = event.done / event.total
            case BatchProgress() if isinstance(task.job, TrainJob):
                task.progress = max(task.progress, _share_of_training(event, task.job))
            case BatchProgress():
                task.progress = event.done / event.total

    def replace(self, number: int, successor: int) -> None:
        """A job goes on under another number."""
        task = self._tasks.pop(number)
        self._tasks[successor] = Task(task.job, task.heavy, task.cost, task.progress, restarts=task.restarts + 1)

    def running(self, number: int) -> Task | None:
        """The job of that number while it is not done."""
        task = self._tasks.get(number)
        return task if task is not None and not task.done else None

    def has(self, kind: type[Job]) -> bool:
        """Whether a job of that type waits or runs."""
        return any(isinstance(task.job, kind) and not task.done for task in self._tasks.values())

    @property
    def numbers(self) -> tuple[int, ...]:
        """Jobs that wait or run."""
        return tuple(number for number, task in self._tasks.items() if not task.done)

    @property
    def trials(self) -> frozenset[str]:
        """Ids of the trials that a job which waits or runs is about."""
        return frozenset(task.job.trial_id for task in self._tasks.values() if not task.done)

    @property
    def stoppable(self) -> tuple[int, ...]:
        """Jobs that wait or run and that the user would want to stop."""
        return tuple(number for number, task in self._tasks.items() if not task.done and _matters(task))

    def pause(self) -> None:
        """Do not count the time from now on."""
        if self._since is not None:
            self._seconds += time.monotonic() - self._since
            self._since = None

    def resume(self) -> None:
        """Count the time again."""
        if self._since is None:
            self._since = time.monotonic()

    @property
    def progress(self) -> float:
        """Share of the work since there was none, 0 to 1, weighed by cost."""
        matter = [task for task in self._tasks.values() if _matters(task)]
        total = sum(task.cost for task in matter)
        return sum(task.cost * task.progress for task in matter) / total if total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """From the time so far; None while too little is done to tell, or nothing runs."""
        seconds = self._seconds + (time.monotonic() - self._since if self._since is not None else 0.0)
        if not self.stoppable or self.progress < 0.02 or seconds < 1:
            return None
        return seconds * (1 - self.progress) / self.progress


_ASIDE = (AugmentJob, DescribeJob, InspectJob, PredictFilesJob, PredictSampleJob)


def _matters(task: Task) -> bool:
    return not isinstance(task.job, _ASIDE)


def _share_of_training(event: BatchProgress, job: TrainJob) -> float:
    epochs = max(1, job.target - job.completed)
    share = event.done / event.total
    validating = event.phase is Phase.VALIDATING
    in_epoch = 1 - _VALIDATION_SHARE * (1 - share) if validating else (1 - _VALIDATION_SHARE) * share
    return min(1.0, (event.epoch - 1 - job.completed + in_epoch) / epochs)
