"""An experiment's jobs on the worker pool: submits, stops, restarts, and knows how far the whole is."""

from workbench.events.jobs import Event, JobFailed, JobRestarted
from workbench.experiment.tasks import Task, Tasks
from workbench.jobs.job import Job
from workbench.jobs.pool import JobPool
from workbench.jobs.types.export import ExportJob
from workbench.jobs.types.inspect import InspectJob
from workbench.jobs.types.predict_files import PredictFilesJob
from workbench.jobs.types.train import TrainJob

POLL_SECONDS = 0.2
"""How long a command without a window waits for events at a time."""

MAX_RESTARTS = 2
"""How often a job is done by another worker after its own has died."""


class Scheduler:
    """The jobs of one experiment; several experiments may share a pool.

    Attributes:
        tasks: what waits and runs.
    """

    def __init__(self, pool: JobPool) -> None:
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

    def submit(self, job: Job, heavy: bool, cost: float = 1.0) -> int:
        """Queue a job; returns its number.

        Args:
            cost: its weight in the progress of the whole, for a training that of one epoch.
        """
        if isinstance(job, TrainJob):
            cost *= job.target - job.completed
        number = self._pool.submit(job, heavy)
        self.tasks.add(number, job, heavy, cost)
        return number

    def poll(self, timeout: float) -> list[tuple[Event, Job]]:
        """Events with their jobs, in order; a job whose worker died is begun again and told as `JobRestarted`."""
        seen: list[tuple[Event, Job]] = []
        for event in self._pool.poll(timeout):
            task = self.tasks.running(event.job)
            if task is None:
                continue  # of an experiment that was closed meanwhile
            if isinstance(event, JobFailed) and event.worker_died and _is_restarted(task):
                self.tasks.replace(event.job, self._pool.submit(task.job, task.heavy))
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

    def stop_job(self, number: int) -> None:
        """Stop one job, if it still waits or runs."""
        if self.tasks.running(number) is not None:
            self._pool.stop(number)

    def close(self) -> None:
        """Stop everything and forget it."""
        for number in self.tasks.numbers:
            self._pool.stop(number)
        self.resume()
        self.tasks = Tasks()


def _is_restarted(task: Task) -> bool:
    """Who looks at data of their own, or predicts files, sees what happened and decides."""
    return task.restarts < MAX_RESTARTS and not isinstance(task.job, ExportJob | InspectJob | PredictFilesJob)
