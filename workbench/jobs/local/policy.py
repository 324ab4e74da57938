"""Which waiting job starts, on which worker, and how many workers there should be. Nothing here touches a process."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkerState:
    """What matters of a worker.

    Attributes:
        ready: whether it has loaded its libraries.
        busy: whether it does a job.
        threads: that TensorFlow may use there, set by its first job; None before.
    """

    ready: bool
    busy: bool
    threads: int | None


def may_start(heavy: bool, running_heavy: int, slots: int, paused: bool) -> bool:
    """Light jobs always may; heavy ones while there is a slot and no pause."""
    return not heavy or (not paused and running_heavy < slots)


def worker_for(workers: Sequence[WorkerState], threads: int) -> int | None:
    """The place of an idle worker that has, or can still be given, that number of threads; used ones first."""
    for wanted in (threads, None):
        for place, worker in enumerate(workers):
            if worker.ready and not worker.busy and worker.threads == wanted:
                return place
    return None


def worker_to_retire(workers: Sequence[WorkerState]) -> int | None:
    """The place of an idle worker that makes room for a fresh one, where no idle one suits and none is on its way."""
    idle = [place for place, worker in enumerate(workers) if not worker.busy]
    return idle[0] if idle and all(workers[place].ready for place in idle) else None


def wanted_workers(workers: Sequence[WorkerState], slots: int) -> int:
    """A worker for each slot and a spare one, which comes when the others have loaded."""
    return slots if not workers or any(not worker.ready for worker in workers) else slots + 1


def surplus_workers(workers: Sequence[WorkerState], slots: int) -> list[int]:
    """Places of idle workers beyond those of the slots and the spare one."""
    idle = [place for place, worker in enumerate(workers) if worker.ready and not worker.busy]
    return idle[: max(0, len(workers) - slots - 1)]
