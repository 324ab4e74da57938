"""What becomes of a job: frozen dataclasses of plain values, one class an event; any room may import them."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a job ended."""

    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Event:
    """Base of all events.

    Attributes:
        job: number of the job, given by the pool.
        trial_id: the trial concerned, "" where a job concerns none.
    """

    job: int
    trial_id: str


@dataclass(frozen=True)
class JobStarted(Event):
    """A worker took the job."""


@dataclass(frozen=True)
class JobEnded(Event):
    """The job is over without an error."""

    outcome: Outcome


@dataclass(frozen=True)
class JobFailed(Event):
    """The job is over with an error, or its worker died.

    Attributes:
        message: what happened.
        advice: what was expected and what to do.
        traceback: for the log, "" for errors meant for the user.
        worker_died: the process ended without a word (killed, out of memory).
    """

    message: str
    advice: str = ""
    traceback: str = ""
    worker_died: bool = False


@dataclass(frozen=True)
class JobRestarted(Event):
    """The worker of a job died, and another one does the job again, from the last checkpoint.

    Attributes:
        message: what happened.
    """

    message: str


@dataclass(frozen=True)
class Notice(Event):
    """A line for the console that is neither progress nor a failure."""

    text: str
