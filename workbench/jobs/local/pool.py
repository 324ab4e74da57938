"""Worker processes: started in advance, given jobs, replaced when they die.

All methods but the reading threads run in the caller's thread; nothing here blocks for long.
"""

import queue
import time
from dataclasses import dataclass, field
from pathlib import Path

from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.jobs.jobs import Job
from workbench.jobs.local.messages import Assignment, Pause, Quit, Resume, Stop, WorkerReady
from workbench.jobs.local.worker_process import Gone, Inbox, WorkerProcess, spawn

GRACE_SECONDS = 10.0
"""How long a job may take to obey a stop before its process is ended."""

FAILED_STARTS = 3
"""Workers in a row that die while loading before the pool gives up."""


@dataclass
class _Waiting:
    number: int
    job: Job
    threads: int
    heavy: bool


@dataclass
class WorkerPool:
    """Does jobs in worker processes.

    Args:
        log: file that gets what the workers' libraries print.
        slots: heavy jobs that run at the same time; light ones (predict, describe) do not wait for a slot.
        grace_seconds: see `GRACE_SECONDS`.
    """

    log: Path
    slots: int = 1
    grace_seconds: float = GRACE_SECONDS
    gpus: int = 0
    paused: bool = False
    _workers: list[WorkerProcess] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)
    _heavy: set[int] = field(default_factory=set)
    _inbox: Inbox = field(default_factory=queue.SimpleQueue)
    _next_number: int = 1
    _started: bool = False
    _failed_starts: int = 0

    def start(self) -> None:
        """Start workers for all slots and a spare one; they get ready in the background."""
        self._started = True
        self._fill()

    @property
    def pids(self) -> list[int]:
        """Process ids of all workers."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    @property
    def ready(self) -> bool:
        """Whether every worker has loaded its libraries."""
        return bool(self._workers) and all(worker.ready for worker in self._workers)

    def worker_of(self, number: int) -> int | None:
        """Process id of the worker that does a job."""
        found = (item for item in self._workers if item.assignment is not None and item.assignment.number == number)
        return next((worker.process.pid for worker in found), None)

    @property
    def running(self) -> tuple[int, ...]:
        """Numbers of the jobs that a worker has taken."""
        return tuple(worker.assignment.number for worker in self._workers if worker.assignment is not None)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Numbers of the jobs that no worker has taken yet."""
        return tuple(item.number for item in self._waiting)

    def submit(self, job: Job, threads: int = 1, heavy: bool = True) -> int:
        """Queue a job and return its number; jobs of one kind run in the order of submission."""
        number = self._next_number
        self._next_number += 1
        self._waiting.append(_Waiting(number, job, threads, heavy))
        self._dispatch()
        return number

    def stop(self, number: int) -> None:
        """Stop a job: at the next batch if it runs (or its process is ended after the grace period), else at once."""
        for item in self._waiting:
            if item.number == number:
                self._waiting.remove(item)
                self._inbox.put((None, JobEnded(number, item.job.model, Outcome.STOPPED)))
                return
        for worker in self._workers:
            if worker.assignment is not None and worker.assignment.number == number and worker.deadline is None:
                worker.deadline = time.monotonic() + self.grace_seconds
                worker.tell(Stop())

    def pause(self) -> None:
        """Let all heavy jobs wait at the next batch, and start none."""
        self.paused = True
        self._tell_heavy(Pause())

    def resume(self) -> None:
        """Go on after `pause`."""
        self.paused = False
        self._tell_heavy(Resume())
        self._dispatch()

    def _tell_heavy(self, message: Pause | Resume) -> None:
        for worker in self._workers:
            if worker.assignment is not None and worker.assignment.number in self._heavy:
                worker.tell(message)

    def poll(self, timeout: float = 0.0, limit: int = 500) -> list[Event]:
        """Events since the last call, in order, at most ``limit``; waits up to ``timeout`` seconds for the first."""
        events: list[Event] = []
        wait = timeout
        while len(events) < limit:
            try:
                worker, message = self._inbox.get(timeout=wait) if wait > 0 else self._inbox.get_nowait()
            except queue.Empty:
                break
            wait = 0.0
            events.extend(self._take(worker, message))
        self._end_overdue()
        self._dispatch()
        return events

    def close(self, patience: float = 2.0) -> None:
        """End all workers; what they were doing stays as far as their last checkpoint."""
        self._started = False
        self._waiting.clear()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.tell(Quit())
        deadline = time.monotonic() + patience
        for worker in workers:
            worker.started.wait(patience)  # or its process would begin when nobody waits for it
            worker.end(deadline)

    def _take(self, worker: WorkerProcess | None, message: object) -> list[Event]:
        match message:
            case Event():
                if worker is not None and isinstance(message, JobEnded | JobFailed):
                    self._heavy.discard(message.job)
                    worker.assignment, worker.deadline = None, None
                return [message]
            case WorkerReady(gpus=gpus) if worker is not None:
                worker.ready, self.gpus = True, gpus
                self._failed_starts = 0
                self._fill()
            case Gone() if worker is not None:
                return self._bury(worker, message)
        return []

    def _bury(self, worker: WorkerProcess, gone: Gone) -> list[Event]:
        """Replace a dead worker and tell what became of its job."""
        if worker not in self._workers:
            return []
        self._workers.remove(worker)
        assignment = worker.assignment
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                self._started, self._failed_starts = False, 0
                waiting, self._waiting = self._waiting, []
                return [self._cannot_start(item, gone) for item in waiting]
        self._fill()
        if assignment is None:
            return []
        self._heavy.discard(assignment.number)
        if worker.deadline is not None:
            return [JobEnded(assignment.number, assignment.job.model, Outcome.STOPPED)]
        return [
            JobFailed(
                assignment.number,
                assignment.job.model,
                f"The worker process ended unexpectedly ({gone}).",
                "If that happens again, train fewer models side by side: the memory may be too small.",
                worker_died=True,
            )
        ]

    def _cannot_start(self, item: _Waiting, gone: Gone) -> JobFailed:
        return JobFailed(
            item.number,
            item.job.model,
            f"No worker process can be started ({gone}).",
            f"TensorFlow could not be loaded; what it said is at the end of {self.log}.",
        )

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.deadline is not None and now > worker.deadline:
                worker.process.kill()

    def _dispatch(self) -> None:
        """Give waiting jobs to ready workers."""
        if self._waiting and not self._started:
            self._started = True
            self._fill()
        for item in list(self._waiting):
            if item.heavy and (self.paused or len(self._heavy) >= self.slots):
                continue
            worker = self._idle_worker(item.threads)
            if worker is None:
                continue
            self._waiting.remove(item)
            worker.assignment = Assignment(item.number, item.job, item.threads)
            worker.threads = item.threads
            if item.heavy:
                self._heavy.add(item.number)
            worker.tell(worker.assignment)
            self._fill()

    def _idle_worker(self, threads: int) -> WorkerProcess | None:
        """An idle worker that has, or can still be given, that number of threads; used ones first."""
        idle = [worker for worker in self._workers if worker.assignment is None]
        for wanted in (threads, None):
            for worker in idle:
                if worker.ready and worker.threads == wanted:
                    return worker
        if idle and all(
            worker.ready for worker in idle
        ):  # all have another number of threads: make room for a fresh one
            self._retire(idle[0])
        return None

    def _retire(self, worker: WorkerProcess) -> None:
        self._workers.remove(worker)
        worker.tell(Quit())
        self._fill()

    def _fill(self) -> None:
        """Keep a worker for each slot and a spare one; the spare one comes when the others have loaded."""
        if not self._started:
            return
        wanted = self.slots if any(not worker.ready for worker in self._workers) else self.slots + 1
        if not self._workers:
            wanted = self.slots
        while len(self._workers) < wanted:
            self._workers.append(spawn(self.log, self._inbox))
        idle = [worker for worker in self._workers if worker.ready and worker.assignment is None]
        for worker in idle[: max(0, len(self._workers) - self.slots - 1)]:
            self._workers.remove(worker)
            worker.tell(Quit())
