"""Asking before work in progress would be stopped; what follows is a function, as answers come late."""

from collections.abc import Callable

from workbench.data.files.locate import is_available
from workbench.experiment.competitor import ModelState
from workbench.experiment.experiment import Experiment
from workbench.view.commands.window import Window
from workbench.view.dialogs.modal import ask, modal_dialog

Proceed = Callable[[], None]

_WAIT_MS = 50


def when_idle(view: Window, what: str, proceed: Proceed) -> None:
    """Go on if nothing is at work; else ask, stop, and go on when it has stopped.

    Files that are only read and cached, which the user has not asked for, are no reason to ask; a download is.
    What is under way is never pulled from under an open dialog: then all this waits until that is closed.
    """
    if modal_dialog(view.root) is not None:
        view.root.after(_WAIT_MS, lambda: when_idle(view, what, proceed))
        return
    experiment = view.experiment
    serious = view.at_work or experiment.imports.exporting
    only_reading = not serious and is_available(experiment.source, experiment.folders.search_path)
    if not experiment.working or only_reading:
        proceed()
        return
    if _is_stopping(experiment):  # it was asked already
        _after_work(view, proceed)
        return
    if experiment.imports.exporting:
        message, advice = "Data are still being exported.", "If that is stopped, nothing is left of it."
    else:
        message = "Networks or data are still at work."
        advice = "They stop at the end of a batch; what was trained is kept."
    stop = f"Stop and {what[0].lower()}{what[1:]}"
    if ask(view.root, f"{what}?", message, advice, (stop, "Cancel")):
        view.experiment.stop()
        view.refresh()
        _after_work(view, proceed)


def _is_stopping(experiment: Experiment) -> bool:
    """Whether all that is at work was told to stop."""
    at_work = [competitor.state for competitor in experiment.competitors.values() if competitor.busy]
    return bool(at_work) and set(at_work) == {ModelState.STOPPING} and not experiment.imports.exporting


def _after_work(view: Window, proceed: Proceed) -> None:
    if view.experiment.working or modal_dialog(view.root) is not None:
        view.root.after(_WAIT_MS, lambda: _after_work(view, proceed))
    else:
        proceed()
