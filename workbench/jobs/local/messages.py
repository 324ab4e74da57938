"""What the pool and a worker send each other besides events."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assignment:
    """Do this job; its events carry this number.

    Attributes:
        trial_id: of the job, see `workbench.jobs.job.Job`.
        job: as JSON, see `workbench.jobs.job.job_to_json`.
        threads: threads that TensorFlow may use; set once in the life of a worker.
    """

    number: int
    trial_id: str
    threads: int
    job: str


@dataclass(frozen=True)
class Stop:
    """End the running job at the next batch."""


@dataclass(frozen=True)
class Pause:
    """Wait at the next batch."""


@dataclass(frozen=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True)
class Quit:
    """End the process at once."""


@dataclass(frozen=True)
class WorkerReady:
    """From the worker: its libraries are loaded.

    Attributes:
        gpus: number of GPUs that TensorFlow can use.
    """

    gpus: int
