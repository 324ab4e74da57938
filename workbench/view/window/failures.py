"""Jobs that failed, shown together rather than in a dialog each."""

from collections.abc import Sequence
from tkinter import Misc

from workbench.events.jobs import JobFailed
from workbench.view.dialogs.modal import show_failure
from workbench.view.widgets.small import later

GATHER_MS = 700
"""What fails for the same reason, such as a set of weights of other networks, fails one after another."""


class Failures:
    """One dialog for all that failed within a moment; what fails while it is open is shown in the next one."""

    def __init__(self, root: Misc) -> None:
        self._root = root
        self._waiting: list[JobFailed] = []
        self._showing = False

    def add(self, failure: JobFailed) -> None:
        """Show a failure soon."""
        self._waiting.append(failure)
        if not self._showing:
            self._showing = True
            later(self._root, GATHER_MS, self._show)

    def _show(self) -> None:
        try:
            while self._waiting:
                failures, self._waiting = self._waiting, []
                _show_together(self._root, failures)
        finally:
            self._showing = False


def _show_together(root: Misc, failures: Sequence[JobFailed]) -> None:
    messages = dict.fromkeys(
        f"{failure.trial_id}: {failure.message}" if failure.trial_id else failure.message for failure in failures
    )
    advice = dict.fromkeys(failure.advice for failure in failures if failure.advice)
    details = "\n".join(failure.traceback for failure in failures if failure.traceback)
    show_failure(root, "\n".join(messages), "\n".join(advice), details)
