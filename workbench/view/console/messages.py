"""Events as lines in the console and in the run's log on disk."""

from collections.abc import Callable
from pathlib import Path

from workbench.errors import UserError
from workbench.events.jobs import Event, JobEnded, JobFailed
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import settings_by_name
from workbench.reporting.text import event_line, progress_line
from workbench.runs.record import LOG_FILE
from workbench.storage.atomic import write_text
from workbench.storage.console_log import ConsoleLog
from workbench.view.console.buffer import ConsoleBuffer
from workbench.view.console.console import Console


class Messages:
    """Writes the console; its text goes to disk as soon as there is a run.

    Args:
        buffer: keeps what was written before there is a log.
        console: the widget in use.
        experiment: the one in use.

    Attributes:
        console_log: the console text of the run on disk, None before there is a run.
    """

    def __init__(
        self, buffer: ConsoleBuffer, console: Callable[[], Console], experiment: Callable[[], Experiment]
    ) -> None:
        self._buffer = buffer
        self._console = console
        self._experiment = experiment
        self.console_log: ConsoleLog | None = None

    def write(self, text: str) -> None:
        """Add a text to console and log; that a log cannot be written is said once."""
        self._console().write(text)
        if self.console_log is None:
            self._buffer.unsaved.append(text)
            return
        try:
            self.console_log.append(text)
        except UserError as error:
            self._console().write(f"failed: {error} The console text is kept in memory until it can be written.")

    def show(self, event: Event) -> None:
        """The line that the event is worth, and the progress line of its model."""
        experiment = self._experiment()
        if isinstance(event, JobEnded | JobFailed):
            self._console().set_progress(event.trial_id, None)
        elif (progress := progress_line(event, experiment.competitors)) is not None:
            self._console().set_progress(event.trial_id, progress)
        line = event_line(event, settings_by_name(experiment.competitors))
        if line is not None:
            self.write(line)
        if isinstance(event, JobFailed) and event.traceback:
            self.write(event.traceback.rstrip())

    def follow_run(self) -> None:
        """Start the log when the experiment has a run, with what was written before."""
        run = self._experiment().run
        if run is None:
            return
        path = run.folder / LOG_FILE
        if self.console_log is not None and self.console_log.path == path:
            return
        self.end_run()
        self.console_log = ConsoleLog(path)
        waiting, self._buffer.unsaved = self._buffer.unsaved, []
        if waiting:
            try:
                self.console_log.append("\n".join(waiting))
            except UserError as error:
                self._console().write(f"failed: {error}")

    def end_run(self) -> None:
        """What is written from now on belongs to the next run."""
        if self.console_log is not None:
            self.console_log.close()
            self.console_log = None

    def save(self, path: Path) -> None:
        """Write the whole text to a file, not only what the screen keeps; raises `UserError`."""
        if self.console_log is not None:
            self.console_log.copy_to(path)
        else:
            write_text(path, "\n".join([*self._buffer.unsaved, ""]))
