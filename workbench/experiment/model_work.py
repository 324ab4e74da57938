"""The work on models: a job for each as soon as the dataset is ready, and what its events make of the model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event, JobEnded, JobFailed, JobRestarted, Outcome
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.preparation import Preparation
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.jobs import Job, PredictFilesJob, TrainJob

MakeJob = Callable[[Competitor, DatasetPrepared], Job]


@dataclass(frozen=True)
class ModelWork:
    """The jobs on the models of one experiment.

    Attributes:
        competitors: by name; their states follow the work.
    """

    competitors: Mapping[str, Competitor]
    scheduler: Scheduler
    preparation: Preparation

    def begin(self, chosen: Sequence[Competitor], make: MakeJob, heavy: bool = True) -> None:
        """Submit a job for each model, the longest first, as soon as the dataset is ready."""
        for item in chosen:
            item.state, item.progress, item.failure = ModelState.WAITING, 0.0, ""

        def submit(prepared: DatasetPrepared) -> None:
            for item in sorted(chosen, key=lambda item: -item.architecture.relative_cost):
                self.scheduler.submit(make(item, prepared), heavy, item.architecture.relative_cost)

        self.preparation.when_ready(submit)

    def take(self, event: Event, job: Job) -> bool:
        """Take in an event; True when an attempt to prepare the dataset has just ended, well or not."""
        if event.model and not isinstance(job, PredictFilesJob):
            item = self.competitors[event.model]
            item.apply(event)
            if isinstance(job, TrainJob) and _fell_back(event):
                item.restore(job.model_folder)  # what is on disk counts
        ended = self.preparation.take(event, job)
        if ended and self.preparation.prepared is None:
            self._settle_without_jobs(self.preparation.failure)
        return ended

    def stop(self) -> None:
        """Stop all of it; what was trained stays."""
        self.preparation.drop_plans()
        for item in self.competitors.values():
            if item.busy:
                item.state = ModelState.STOPPING
        self.scheduler.stop()
        self._settle_without_jobs()

    def _settle_without_jobs(self, failure: str = "") -> None:
        """Models that waited for a dataset which will not come are at rest again."""
        at_work = self.scheduler.tasks.models
        for name, item in self.competitors.items():
            if item.busy and name not in at_work:
                item.failure = failure
                item.settle()


def _fell_back(event: Event) -> bool:
    stopped = isinstance(event, JobEnded) and event.outcome is Outcome.STOPPED
    return stopped or isinstance(event, JobFailed | JobRestarted)
