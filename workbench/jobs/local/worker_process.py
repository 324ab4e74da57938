"""One worker process as the pool sees it: started and listened to by a thread of its own."""

import contextlib
import importlib
import multiprocessing
import queue
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from workbench.jobs.local.messages import Assignment
from workbench.jobs.local.worker import worker_main

_CONTEXT = multiprocessing.get_context("spawn")

# What starts a process imports this at its first use: several threads that do so at once may see modules half made.
importlib.import_module(f"multiprocessing.popen_spawn_{'win32' if sys.platform == 'win32' else 'posix'}")


@dataclass(frozen=True)
class Gone:
    """A worker's pipe has closed.

    Attributes:
        exit_code: negative for a signal, None where the process could not be started.
    """

    exit_code: int | None

    def __str__(self) -> str:
        if self.exit_code is None:
            return "no exit code"
        return f"signal {-self.exit_code}" if self.exit_code < 0 else f"exit code {self.exit_code}"


@dataclass(eq=False)
class WorkerProcess:
    """A process, and what the pool knows of it.

    Attributes:
        started: set when the attempt to start the process is over.
        ready: whether it has loaded its libraries.
        threads: that TensorFlow may use; None while it is not initialised yet.
        assignment: the job that it does.
        deadline: when a job that was asked to stop is ended, on the clock of `time.monotonic`.
    """

    process: SpawnProcess
    connection: Connection
    started: threading.Event = field(default_factory=threading.Event)
    ready: bool = False
    threads: int | None = None
    assignment: Assignment | None = None
    deadline: float | None = None

    def send(self, message: object) -> None:
        with contextlib.suppress(OSError):  # a dead worker is noticed by its reading thread
            self.connection.send(message)

    def end(self, deadline: float) -> None:
        """Wait until it has ended by itself; kill it after the deadline (of `time.monotonic`)."""
        if self.process.pid is None:
            return
        self.process.join(max(0.0, deadline - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


Inbox = queue.SimpleQueue[tuple[WorkerProcess | None, object]]
"""What workers say, with who says it; `Gone` is the last word of each."""


def spawn(log: Path, inbox: Inbox) -> WorkerProcess:
    """A new worker; it takes seconds to get ready.

    Args:
        log: file that gets what its libraries print.
    """
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=worker_main, args=(theirs, log), daemon=True, name="workbench worker")
    worker = WorkerProcess(process, ours)
    threading.Thread(target=_run_and_read, args=(worker, theirs, inbox), daemon=True).start()
    return worker


def _run_and_read(worker: WorkerProcess, theirs: Connection, inbox: Inbox) -> None:
    """Start the process (it takes a moment) and pass on what it says until it ends."""
    try:
        worker.process.start()
    except Exception:  # noqa: BLE001 (a job would wait for ever for a worker that nobody knows to be lost)
        inbox.put((worker, Gone(None)))
        return
    finally:
        worker.started.set()
        theirs.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            inbox.put((worker, worker.connection.recv()))
    worker.process.join(5)
    inbox.put((worker, Gone(worker.process.exitcode)))
