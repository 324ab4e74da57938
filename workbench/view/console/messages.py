"""Events as lines in the console and in the run's log on disk."""

from typing import TYPE_CHECKING

from workbench.errors import UserError
from workbench.events.jobs import Event, JobEnded, JobFailed
from workbench.experiment.result_rows import settings_by_name
from workbench.reporting.text import event_line, progress_line
from workbench.storage.console_log import ConsoleLog

if TYPE_CHECKING:
    from workbench.view.window.view import View

LOG_FILE = "console.txt"


class Messages:
    """Writes the console; its text goes to disk as soon as there is a run."""

    def __init__(self, view: "View") -> None:
        self._view = view

    def write(self, text: str) -> None:
        """Add a text to console and log; a log that cannot be written is told once."""
        view = self._view
        view.console.write(text)
        if view.console_log is None:
            view.buffer.unsaved.append(text)
            return
        try:
            view.console_log.append(text)
        except UserError as error:
            view.console.write(f"failed: {error} The console text is kept in memory until it can be written.")

    def show(self, event: Event) -> None:
        """The line that the event is worth, and the progress line of its model."""
        view = self._view
        if isinstance(event, JobEnded | JobFailed):
            view.console.set_progress(event.model, None)
        elif (progress := progress_line(event, view.experiment.competitors)) is not None:
            view.console.set_progress(event.model, progress)
        line = event_line(event, settings_by_name(view.experiment.competitors))
        if line is not None:
            self.write(line)
        if isinstance(event, JobFailed) and event.traceback:
            self.write(event.traceback.rstrip())

    def follow_run(self) -> None:
        """Begin the log when the experiment has a run, with what was written before."""
        view = self._view
        if view.experiment.run is None:
            return
        path = view.experiment.run.folder / LOG_FILE
        if view.console_log is not None and view.console_log.path == path:
            return
        self.end_run()
        view.console_log = ConsoleLog(path)
        waiting, view.buffer.unsaved = view.buffer.unsaved, []
        if waiting:
            try:
                view.console_log.append("\n".join(waiting))
            except UserError as error:
                view.console.write(f"failed: {error}")

    def end_run(self) -> None:
        """What is written from now on belongs to the next run."""
        if self._view.console_log is not None:
            self._view.console_log.close()
            self._view.console_log = None
