"""A worker pool without workers: tests say what the workers would have said."""

from collections import deque
from collections.abc import Iterator

from workbench.data.imports.import_format import Preview
from workbench.data.imports.recipe import Recipe
from workbench.data.specs import resolve
from workbench.events.data import DatasetPrepared, PreparationProgress
from workbench.events.jobs import Event, JobEnded, JobFailed, JobStarted, Outcome
from workbench.events.training import BatchProgress, Described, EpochEnded, Phase, TestEnded, TrainingStarted
from workbench.jobs.job import Job
from workbench.jobs.types.augment import Augmented, AugmentJob
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.inspect import Inspected, InspectJob
from workbench.jobs.types.prepare import PrepareJob
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.storage.atomic import write_arrays


class FakePool:
    """As much of `workbench.jobs.local.pool.LocalPool` as experiment and window use."""

    def __init__(self) -> None:
        self.jobs: dict[int, Job] = {}
        self.paused = False
        self.slots = 1
        self.gpus = 0
        self.pids: list[int] = []
        self.started = self.closed = False
        self._events: deque[Event] = deque()
        self._next = 1
        self._started_trials: set[str] = set()

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True

    def submit(self, job: Job, heavy: bool = True) -> int:  # noqa: ARG002  # as in the real pool
        number, self._next = self._next, self._next + 1
        self.jobs[number] = job
        return number

    def stop(self, number: int) -> None:
        job = self.jobs.get(number)
        if isinstance(job, TrainJob):
            record = {"history": {"loss": [1.0]}, "completed": 1} if job.trial_id in self._started_trials else {}
            write_arrays(job.folder / "checkpoint.npz", {}, record)
        if job is not None:
            self.end(number, Outcome.STOPPED)

    def pause(self) -> None:
        self.paused = True

    def resume(self) -> None:
        self.paused = False

    def poll(self, timeout: float = 0.0) -> list[Event]:  # noqa: ARG002  # as in the real pool
        events = list(self._events)
        self._events.clear()
        return events

    # --- what workers say

    def say(self, event: Event) -> None:
        self._events.append(event)

    def end(self, number: int, outcome: Outcome = Outcome.DONE) -> None:
        self.say(JobEnded(number, self.jobs.pop(number).trial_id, outcome))

    def fail(self, number: int, message: str, advice: str = "", traceback: str = "") -> None:
        self.say(JobFailed(number, self.jobs.pop(number).trial_id, message, advice, traceback))

    def of(self, kind: type[Job]) -> Iterator[int]:
        """Numbers of the jobs of a type that have not ended."""
        return iter([number for number, job in self.jobs.items() if isinstance(job, kind)])

    def settle(self) -> None:
        """Do what a window asks for at its start: describe the networks, prepare the data."""
        for number in self.of(DescribeJob):
            job = self.jobs[number]
            assert isinstance(job, DescribeJob)
            for name in job.networks:
                self.say(Described(number, "", name, 250_000, f"Model: {name}\nLayer Output Parameters"))
            self.end(number)
        for number in self.of(PrepareJob):
            job = self.jobs[number]
            assert isinstance(job, PrepareJob)
            rows = tuple(range(100, 100 + resolve(job.dataset).num_classes))
            whole = tuple(range(500, 510)) if job.dataset.classes else ()
            self.say(DatasetPrepared(number, "", job.dataset.name, "folder", "0" * 64, 1438, 359, (), rows, whole))
            self.end(number)

    def augment(self) -> None:
        """Answer every request for a preview with plain pictures of 2×2 pixels: black before, grey after."""
        for number in self.of(AugmentJob):
            self.say(Augmented(number, "", (2, 2, 1), (b"\x00" * 4,) * 8, (b"\x80" * 4,) * 8))
            self.end(number)

    def inspected(self, recipe: Recipe, preview: Preview) -> InspectJob:
        """Answer the last request to look at data; returns it."""
        number = list(self.of(InspectJob))[-1]
        job = self.jobs[number]
        assert isinstance(job, InspectJob)
        self.say(PreparationProgress(number, "", "looking", 1, 2))
        self.say(Inspected(number, "", recipe, preview))
        self.end(number)
        return job

    def run_epochs(self, epochs: int = 1) -> None:
        """Every training that waits completes that many epochs and is in the midst of the next."""
        for number in self.of(TrainJob):
            job = self.jobs[number]
            assert isinstance(job, TrainJob)
            self._started_trials.add(job.trial_id)
            first, target = job.completed + 1, job.target
            self.say(JobStarted(number, job.trial_id))
            self.say(TrainingStarted(number, job.trial_id, job.completed, target, 1294, 144, 1, 1, False, {}))
            for epoch in range(first, first + epochs):
                values: dict[str, float | None] = {"loss": 1 / epoch, "accuracy": 1 - 0.5 / epoch}
                values |= {"val_loss": 1.1 / epoch, "val_accuracy": 1 - 0.6 / epoch}
                self.say(EpochEnded(number, job.trial_id, epoch, target, values, epoch, 2.0))
            if first + epochs <= target:
                self.say(BatchProgress(number, job.trial_id, Phase.TRAINING, first + epochs, target, 640, 1280, 0.5))

    def finish_training(self) -> None:
        """Every training that waits completes."""
        trainings = [job for job in self.jobs.values() if isinstance(job, TrainJob)]
        self.run_epochs(max((job.target - job.completed for job in trainings), default=0))
        for number in self.of(TrainJob):
            self.end(number)

    def finish_tests(self) -> None:
        """Every test that waits completes with the same made-up result."""
        matrix = tuple(tuple(35 if row == column else 0 for column in range(10)) for row in range(10))
        for number in self.of(TestJob):
            job = self.jobs[number]
            self.say(JobStarted(number, job.trial_id))
            self.say(TestEnded(number, job.trial_id, "last", 3, {"loss": 0.1, "accuracy": 0.9876}, matrix, 0.3))
            self.end(number)
