"""A worker process: loads TensorFlow in advance, then does one job after the other.

This is the only room that imports the Keras part of `workbench.training`; it never imports Tk.
"""

import contextlib
import importlib
import os
import queue
import shutil
import signal
import sys
import tempfile
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from workbench.data.types import Cancelled
from workbench.errors import UserError
from workbench.events.jobs import Event, JobEnded, JobFailed, JobStarted, Outcome
from workbench.jobs.job import JobContext, job_from_json, load_job_types
from workbench.jobs.local.messages import Assignment, Pause, Quit, Resume, Stop, WorkerReady
from workbench.training.control import Control, Stopped


def worker_main(connection: Connection, log: Path) -> None:
    """Entry of the process: serve until the pipe closes.

    Args:
        connection: assignments, stops and pauses come in, events go out.
        log: file that gets what native libraries print.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then asks to stop
    _lower_priority()
    _redirect_output(log)
    tempfile.tempdir = tempfile.mkdtemp(prefix="workbench-")  # TensorFlow leaves the code that it generates there
    assignments: queue.SimpleQueue[tuple[Assignment, Control]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, assignments), daemon=True).start()
    connection.send(_load_libraries())
    configured = False
    while True:
        assignment, control = assignments.get()
        if not configured:
            from workbench.training.keras_trainable import configure_tensorflow

            configure_tensorflow(assignment.threads)
            configured = True
        _work(assignment, control, connection)


def _receive(connection: Connection, assignments: "queue.SimpleQueue[tuple[Assignment, Control]]") -> None:
    """Take messages at any time; end the process when asked to or when the pipe closes.

    At once: files are written whole or not at all.
    """
    control = Control()
    with contextlib.suppress(EOFError, OSError):
        while True:
            match connection.recv():
                case Assignment() as assignment:
                    control = Control()
                    assignments.put((assignment, control))
                case Stop():
                    control.stop()
                case Pause():
                    control.pause()
                case Resume():
                    control.resume()
                case Quit():
                    break
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
    os._exit(0)


def _work(assignment: Assignment, control: Control, connection: Connection) -> None:
    number, trial_id = assignment.number, assignment.trial_id

    def emit(event: Event) -> None:
        connection.send(event)

    emit(JobStarted(number, trial_id))
    try:
        control.check()
        job_from_json(assignment.job).run(JobContext(number, emit, control))
    except (Stopped, Cancelled):
        emit(JobEnded(number, trial_id, Outcome.STOPPED))
    except UserError as error:
        emit(JobFailed(number, trial_id, error.message, error.advice))
    except MemoryError:
        emit(
            JobFailed(
                number,
                trial_id,
                "There is not enough memory for this job.",
                "Train fewer models side by side, or take a smaller batch size.",
                traceback.format_exc(),
            )
        )
    except Exception as error:  # noqa: BLE001 (whatever it is, the window must hear of it)
        message = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
        emit(JobFailed(number, trial_id, message, "Details are in the run's log.", traceback.format_exc()))
    else:
        emit(JobEnded(number, trial_id, Outcome.DONE))


def _load_libraries() -> WorkerReady:
    """Import what every job needs, so that no job waits for it; TensorFlow is imported but not initialised."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import tensorflow as tf

    load_job_types()
    for module in ("built_model", "callbacks", "keras_trainable", "trainer"):
        importlib.import_module(f"workbench.training.{module}")

    return WorkerReady(len(tf.config.list_physical_devices("GPU")))


def _lower_priority() -> None:
    """Let the window go first."""
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(10)  # on top of the window's own


def _redirect_output(log: Path) -> None:
    """Native libraries write to the file descriptors; keep that for a bug report without disturbing the terminal."""
    try:
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    except OSError:
        target = os.open(os.devnull, os.O_WRONLY)
    for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
        if stream is not None:
            stream.flush()
        os.dup2(target, descriptor)
    os.close(target)
