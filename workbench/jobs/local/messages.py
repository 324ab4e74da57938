"""What the pool says to a worker besides jobs."""

from dataclasses import dataclass

from workbench.jobs.jobs import Job


@dataclass(frozen=True)
class Assignment:
    """Do this job; its events carry this number.

    Attributes:
        threads: threads that TensorFlow may use; set once in the life of a worker.
    """

    number: int
    job: Job
    threads: int


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
