"""Worker processes: started in advance, given jobs, replaced when they die.

All methods but the reading threads run in the caller's thread; nothing here blocks for long.
"""

import queue
import time
from dataclasses import dataclass, field
from pathlib import Path

from workbench.events.jobs import Event, JobEnded, JobFailed, Outcome
from workbench.jobs.job import Job, job_to_json
from workbench.jobs.local import policy
from workbench.jobs.local.messages import Assignment, Pause, Quit, Resume, Stop, WorkerReady
from workbench.jobs.local.worker_process import Gone, Inbox, WorkerProcess, spawn

GRACE_SECONDS = 10.0
"""How long a job may take to obey a stop before its process is ended."""

FAILED_STARTS = 3
"""Workers in a row that die while loading before the pool gives up."""


@dataclass
class _Submitted:
    number: int
    job: Job
    heavy: bool


@dataclass
class LocalPool:
    """A `workbench.jobs.pool.JobPool` of worker processes on this machine; `policy` says what runs where.

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
    _waiting: list[_Submitted] = field(default_factory=list)
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
        for worker in self._workers:
            if worker.assignment is not None and worker.assignment.number == number:
                return worker.process.pid
        return None

    @property
    def running(self) -> tuple[int, ...]:
        """Numbers of the jobs that a worker does."""
        return tuple(worker.assignment.number for worker in self._workers if worker.assignment is not None)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Numbers of the jobs that no worker does yet."""
        return tuple(submitted.number for submitted in self._waiting)

    def submit(self, job: Job, heavy: bool = True) -> int:
        """Queue a job and return its number; heavy jobs run in the order of submission, and so do light ones."""
        number = self._next_number
        self._next_number += 1
        self._waiting.append(_Submitted(number, job, heavy))
        self._dispatch()
        return number

    def stop(self, number: int) -> None:
        """Stop a job: at the next batch if it runs (or its process is ended after the grace period), else at once."""
        for submitted in self._waiting:
            if submitted.number == number:
                self._waiting.remove(submitted)
                self._inbox.put((None, JobEnded(number, submitted.job.trial_id, Outcome.STOPPED)))
                return
        for worker in self._workers:
            if worker.assignment is not None and worker.assignment.number == number and worker.deadline is None:
                worker.deadline = time.monotonic() + self.grace_seconds
                worker.send(Stop())

    def pause(self) -> None:
        """Let all heavy jobs wait at the next batch, and start none."""
        self.paused = True
        self._send_heavy(Pause())

    def resume(self) -> None:
        """Go on after `pause`."""
        self.paused = False
        self._send_heavy(Resume())
        self._dispatch()

    def _send_heavy(self, message: Pause | Resume) -> None:
        for worker in self._workers:
            if worker.assignment is not None and worker.assignment.number in self._heavy:
                worker.send(message)

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
            events.extend(self._receive(worker, message))
        self._end_overdue()
        self._dispatch()
        return events

    def close(self, patience: float = 2.0) -> None:
        """End all workers; what they were doing stays as far as their last checkpoint."""
        self._started = False
        self._waiting.clear()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.send(Quit())
        deadline = time.monotonic() + patience
        for worker in workers:
            worker.started.wait(patience)  # or its process would begin when nobody waits for it
            worker.end(deadline)

    def _receive(self, worker: WorkerProcess | None, message: object) -> list[Event]:
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
        """Replace a dead worker and say what became of its job."""
        if worker not in self._workers:
            return []
        self._workers.remove(worker)
        assignment = worker.assignment
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                self._started, self._failed_starts = False, 0
                waiting, self._waiting = self._waiting, []
                return [self._cannot_start(submitted, gone) for submitted in waiting]
        self._fill()
        if assignment is None:
            return []
        self._heavy.discard(assignment.number)
        if worker.deadline is not None:
            return [JobEnded(assignment.number, assignment.trial_id, Outcome.STOPPED)]
        return [
            JobFailed(
                assignment.number,
                assignment.trial_id,
                f"The worker process ended unexpectedly ({gone}).",
                "If that happens again, train fewer models side by side: the memory may be too small.",
                worker_died=True,
            )
        ]

    def _cannot_start(self, submitted: _Submitted, gone: Gone) -> JobFailed:
        return JobFailed(
            submitted.number,
            submitted.job.trial_id,
            f"No worker process can be started ({gone}).",
            f"TensorFlow could not be loaded; what it said is at the end of {self.log}.",
        )

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.deadline is not None and now > worker.deadline:
                worker.process.kill()

    @property
    def _states(self) -> list[policy.WorkerState]:
        return [
            policy.WorkerState(worker.ready, worker.assignment is not None, worker.threads) for worker in self._workers
        ]

    def _dispatch(self) -> None:
        """Give waiting jobs to ready workers."""
        if self._waiting and not self._started:
            self._started = True
            self._fill()
        for submitted in list(self._waiting):
            if not policy.may_start(submitted.heavy, len(self._heavy), self.slots, self.paused):
                continue
            place = policy.worker_for(self._states, submitted.job.threads)
            if place is not None:
                self._assign(submitted, self._workers[place])
            elif (place := policy.worker_to_retire(self._states)) is not None:
                self._retire([place])
            self._fill()

    def _assign(self, submitted: _Submitted, worker: WorkerProcess) -> None:
        job = submitted.job
        self._waiting.remove(submitted)
        worker.assignment = Assignment(submitted.number, job.trial_id, job.threads, job_to_json(job))
        worker.threads = job.threads
        if submitted.heavy:
            self._heavy.add(submitted.number)
        worker.send(worker.assignment)

    def _retire(self, places: list[int]) -> None:
        leaving = [self._workers[place] for place in places]
        self._workers = [worker for worker in self._workers if worker not in leaving]
        for worker in leaving:
            worker.send(Quit())

    def _fill(self) -> None:
        """As many workers as the policy wants."""
        if not self._started:
            return
        while len(self._workers) < policy.wanted_workers(self._states, self.slots):
            self._workers.append(spawn(self.log, self._inbox))
        self._retire(policy.surplus_workers(self._states, self.slots))
