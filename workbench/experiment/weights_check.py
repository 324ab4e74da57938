"""Weights files are looked at before they are loaded: nothing changes unless all of them fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.preparation import Preparation
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.types.check_weights import CheckWeightsJob


@dataclass
class WeightsCheck:
    """The files that are looked at now, one for each of some competitors.

    Attributes:
        competitors: by name; they are at work meanwhile.
    """

    competitors: Mapping[str, Competitor]
    scheduler: Scheduler
    preparation: Preparation
    _waiting: set[str] = field(default_factory=set)
    _load: Callable[[], None] | None = None

    def start(self, jobs: Sequence[CheckWeightsJob], load: Callable[[], None]) -> None:
        """Submit the jobs as soon as the dataset is ready; `proceed` loads when all of them have ended well."""
        self._waiting, self._load = {job.trial_id for job in jobs}, load
        for job in jobs:
            competitor = self.competitors[job.trial_id]
            competitor.state, competitor.progress, competitor.failure = ModelState.WAITING, 0.0, ""

        def submit(_: DatasetPrepared) -> None:
            for job in jobs:
                self.scheduler.submit(job, heavy=False)

        self.preparation.when_ready(submit)

    def receive(self, event: Event, job: CheckWeightsJob) -> None:
        """Receive an event of one of the jobs; a file that does not fit is no failure of a network that has weights."""
        competitor = self.competitors[job.trial_id]
        competitor.apply(event)
        if isinstance(event, JobFailed) and competitor.has_weights:
            competitor.failure = ""
            competitor.settle()
        match event:
            case JobEnded(outcome=Outcome.DONE):
                self._waiting.discard(job.trial_id)
            case JobEnded() | JobFailed():
                self.drop()

    def proceed(self) -> None:
        """Load if all files fit."""
        if self._load is not None and not self._waiting:
            load, self._load = self._load, None
            load()

    def drop(self) -> None:
        """Load nothing."""
        self._load = None
