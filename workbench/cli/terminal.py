"""What a terminal shows while an experiment works: lines, and progress in a line that is written anew."""

import sys

from workbench.events.jobs import Event, JobFailed
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import settings_by_name
from workbench.experiment.scheduler import POLL_SECONDS
from workbench.reporting.text import event_line, progress_line
from workbench.runs.record import LOG_FILE
from workbench.storage.console_log import ConsoleLog
from workbench.training.throttle import Throttle

ERASE = "\r\x1b[K"
_LONGEST = 100


class ProgressLine:
    """One line that is written anew where somebody looks on, and erased before anything else is printed."""

    def __init__(self) -> None:
        self._throttle = Throttle()
        self._shown = False

    def show(self, text: str) -> None:
        if sys.stdout.isatty():
            self._shown = True
            print(f"{ERASE}{text[:_LONGEST]}", end="", flush=True)

    def show_fraction(self, what: str, done: int, total: int) -> None:
        """Show how far something is, a few times a second; ``total`` is 0 where it is not known."""
        if self._throttle.passes(done, total):
            self.show(f"{what[:80]}  {f'{done / total:.0%}' if total else f'{done:,}'}")

    def clear(self) -> None:
        if self._shown:
            print(ERASE, end="", flush=True)
            self._shown = False


class Terminal:
    """Prints what happens in an experiment; keeps it in the run record as soon as there is one."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._log: ConsoleLog | None = None
        self._progress = ProgressLine()

    def wait(self) -> None:
        """Show what happens until the experiment is at rest."""
        while self._experiment.busy:
            for event in self._experiment.poll(POLL_SECONDS):
                self.show(event)

    def show(self, event: Event) -> None:
        competitors = self._experiment.competitors
        if (line := event_line(event, settings_by_name(competitors))) is not None:
            self.write(line)
            if isinstance(event, JobFailed) and event.traceback:
                self._keep(event.traceback)
        elif progress := progress_line(event, competitors):
            self._progress.show(progress)

    def write(self, text: str) -> None:
        """Print a text and keep it."""
        self._progress.clear()
        print(text, flush=True)
        self._keep(text)

    def _keep(self, text: str) -> None:
        if self._log is None and self._experiment.run is not None:
            self._log = ConsoleLog(self._experiment.run.folder / LOG_FILE)
        if self._log is not None:
            self._log.append(text)
