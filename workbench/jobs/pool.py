"""What an experiment asks of whatever does its jobs."""

from typing import Protocol

from workbench.events.jobs import Event
from workbench.jobs.job import Job


class JobPool(Protocol):
    """Does jobs elsewhere: in processes of this machine, or on others. No method blocks for long.

    Attributes:
        slots: heavy jobs that run at the same time; light ones (predict, describe) do not wait for a slot.
        gpus: that jobs can use, 0 until that is known.
        paused: whether heavy jobs wait.
    """

    slots: int
    gpus: int
    paused: bool

    def start(self) -> None:
        """Get ready in the background."""

    @property
    def pids(self) -> list[int]:
        """Process ids on this machine, for the display of its load."""

    def submit(self, job: Job, heavy: bool = True) -> int:
        """Queue a job and return its number; heavy jobs run in the order of submission, and so do light ones."""

    def stop(self, number: int) -> None:
        """Stop a job at the next batch, or at once if it waits; its last event says so."""

    def pause(self) -> None:
        """Let all heavy jobs wait at the next batch, and start none."""

    def resume(self) -> None:
        """Go on after `pause`."""

    def poll(self, timeout: float = 0.0) -> list[Event]:
        """Events since the last call, in order; waits up to ``timeout`` seconds for the first."""

    def close(self) -> None:
        """End all work; what was done stays as far as the last checkpoints."""
