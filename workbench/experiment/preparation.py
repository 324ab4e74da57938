"""The dataset of an experiment: prepared once, in a worker, while what needs it waits."""

from collections.abc import Callable

from workbench.data.types import DatasetSource
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event, JobEnded, JobFailed
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.job import Job
from workbench.jobs.types.prepare import PrepareJob
from workbench.storage.folders import Folders

Plan = Callable[[DatasetPrepared], None]


class Preparation:
    """Finds, downloads if need be, and caches the dataset.

    Attributes:
        prepared: None until the dataset is ready.
        failure: why the last attempt failed, "" if it did not or was stopped.
    """

    def __init__(self, source: DatasetSource, folders: Folders, scheduler: Scheduler) -> None:
        self.prepared: DatasetPrepared | None = None
        self.failure = ""
        self._job = PrepareJob(source.spec, folders.search_path, folders.cache)
        self._scheduler = scheduler
        self._plans: list[Plan] = []

    def start(self) -> None:
        """Prepare the dataset, unless that is done or under way."""
        if self.prepared is None and not self._scheduler.tasks.has(PrepareJob):
            self._scheduler.submit(self._job, heavy=False)

    def when_ready(self, plan: Plan) -> None:
        """Carry out a plan now, or as soon as the dataset is ready; it is dropped if that fails."""
        if self.prepared is not None:
            plan(self.prepared)
        else:
            self._plans.append(plan)
            self.start()

    def drop_plans(self) -> None:
        """Forget what waits."""
        self._plans.clear()

    def receive(self, event: Event, job: Job) -> bool:
        """Receive an event; True when an attempt has just ended, well or not."""
        if isinstance(event, DatasetPrepared):
            self.prepared = event
        if not isinstance(job, PrepareJob) or not isinstance(event, JobEnded | JobFailed):
            return False
        self.failure = event.message if isinstance(event, JobFailed) else ""
        plans, self._plans = self._plans, []
        if self.prepared is not None:
            for plan in plans:
                plan(self.prepared)
        return True
