"""An experiment's jobs on the worker pool: submits, stops, restarts, and knows how far the whole is."""

from workbench.jobs.events import Event, JobFailed, JobRestarted
from workbench.jobs.jobs import Job, ModelJob, TrainJob
from workbench.jobs.pool import WorkerPool
from workbench.tasks import Tasks

MAX_RESTARTS = 2
"""How often a job is done by another worker after its own has died."""


class Scheduler:
    """The jobs of one experiment; several experiments may share a pool.

    Attributes:
        tasks: what waits and runs.
    """

    def __init__(self, pool: WorkerPool) -> None:
        self.tasks = Tasks()
        self._pool = pool

    @property
    def paused(self) -> bool:
        return self._pool.paused

    @property
    def gpus(self) -> int:
        return self._pool.gpus

    def set_slots(self, slots: int) -> None:
        """How many heavy jobs run side by side."""
        self._pool.slots = slots

    def submit(self, job: Job, heavy: bool, cost: float = 1.0) -> None:
        """Queue a job. ``cost`` is its weight in the progress of the whole, for a training that of one epoch."""
        if isinstance(job, TrainJob):
            cost *= job.target - job.completed
        self.tasks.add(self._pool.submit(job, _threads(job), heavy), job, heavy, cost)

    def poll(self, timeout: float) -> list[tuple[Event, Job]]:
        """Events with their jobs, in order; a job whose worker died is begun again and told as `JobRestarted`."""
        seen: list[tuple[Event, Job]] = []
        for event in self._pool.poll(timeout):
            task = self.tasks.running(event.job)
            if task is None:
                continue  # of an experiment that was closed meanwhile
            if isinstance(event, JobFailed) and event.worker_died and task.restarts < MAX_RESTARTS:
                self.tasks.replace(event.job, self._pool.submit(task.job, _threads(task.job), task.heavy))
                seen.append((JobRestarted(event.job, event.model, event.message), task.job))
            else:
                self.tasks.apply(event)
                seen.append((event, task.job))
        return seen

    def pause(self) -> None:
        self._pool.pause()
        self.tasks.pause()

    def resume(self) -> None:
        self._pool.resume()
        self.tasks.resume()

    def stop(self) -> None:
        """Stop what matters to the user; a description or a prediction goes on."""
        for number in self.tasks.stoppable:
            self._pool.stop(number)
        self.resume()

    def close(self) -> None:
        """Stop everything and forget it."""
        for number in self.tasks.numbers:
            self._pool.stop(number)
        self.resume()
        self.tasks = Tasks()


def _threads(job: Job) -> int:
    return job.execution.threads if isinstance(job, ModelJob) else 1
