"""The work on trials: a job for each as soon as the dataset is ready, and what its events make of the competitor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event, JobEnded, JobFailed, JobRestarted, Outcome
from workbench.events.training import Described
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.preparation import Preparation
from workbench.experiment.scheduler import Scheduler
from workbench.experiment.weights_check import WeightsCheck
from workbench.jobs.job import Job, TrialJob
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.train import TrainJob

MakeJob = Callable[[Competitor, DatasetPrepared], Job]


@dataclass(frozen=True)
class TrialWork:
    """The jobs on the models of one experiment.

    Attributes:
        competitors: by name; their states follow the work.
        check: of weights files that are to be loaded.
    """

    competitors: Mapping[str, Competitor]
    scheduler: Scheduler
    preparation: Preparation
    check: WeightsCheck

    def start(self, chosen: Sequence[Competitor], make: MakeJob, heavy: bool = True) -> None:
        """Submit a job for each model, the longest first, as soon as the dataset is ready."""
        for competitor in chosen:
            competitor.state, competitor.progress, competitor.failure = ModelState.WAITING, 0.0, ""
            competitor.completed_before = competitor.completed

        def submit(prepared: DatasetPrepared) -> None:
            for competitor in sorted(chosen, key=lambda competitor: -competitor.architecture.relative_cost):
                self.scheduler.submit(make(competitor, prepared), heavy, competitor.architecture.relative_cost)

        self.preparation.when_ready(submit)

    def submit_now(self, chosen: Sequence[Competitor], make: Callable[[Competitor], Job]) -> None:
        """Submit a light job for each model that needs no data."""
        for competitor in chosen:
            competitor.state, competitor.progress, competitor.failure = ModelState.WAITING, 0.0, ""
            self.scheduler.submit(make(competitor), heavy=False)

    def receive(self, event: Event, job: Job) -> bool:
        """Receive an event; True when an attempt to prepare the dataset has just ended, well or not."""
        if isinstance(job, TrialJob):
            competitor = self.competitors[job.trial_id]
            competitor.apply(event)
            if isinstance(job, TrainJob) and _fell_back(event):
                competitor.restore(job.folder)  # what is on disk counts
        elif isinstance(job, CheckWeightsJob):
            self.check.receive(event, job)
        elif isinstance(event, Described):
            for competitor in self.competitors.values():
                if competitor.architecture.name == event.network:
                    competitor.apply(event)
        ended = self.preparation.receive(event, job)
        if ended and self.preparation.prepared is None:
            self._settle_without_jobs(self.preparation.failure)
        return ended

    def stop(self) -> None:
        """Stop all of it; what was trained stays."""
        self.preparation.drop_plans()
        self.check.drop()
        for competitor in self.competitors.values():
            if competitor.busy:
                competitor.state = ModelState.STOPPING
        self.scheduler.stop()
        self._settle_without_jobs()

    def _settle_without_jobs(self, failure: str = "") -> None:
        """Models that waited for a dataset which will not come are at rest again."""
        at_work = self.scheduler.tasks.trials
        for name, competitor in self.competitors.items():
            if competitor.busy and name not in at_work:
                competitor.failure = failure
                competitor.settle()


def _fell_back(event: Event) -> bool:
    stopped = isinstance(event, JobEnded) and event.outcome is Outcome.STOPPED
    return stopped or isinstance(event, JobFailed | JobRestarted)
