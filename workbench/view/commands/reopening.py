"""A run on the screen as it was left: its networks, settings, ticks, console text and the values of its tests."""

from pathlib import Path

from workbench.errors import UserError
from workbench.experiment.experiment import Experiment
from workbench.experiment.result_rows import result_rows
from workbench.reporting.tables import results_table
from workbench.runs.record import LOG_FILE
from workbench.session import open_run
from workbench.storage.console_log import last_lines
from workbench.view.commands import repeat
from workbench.view.commands.window import Window
from workbench.view.console.buffer import CAPACITY


def reopen(view: Window, folder: Path) -> Experiment:
    """Show the experiment of a run, which is returned; `UserError` if its record is damaged."""
    experiment = open_run(view.pool, view.folders, folder)
    _show_console(view, folder)
    tested = [competitor for competitor in experiment.competitors.values() if competitor.test is not None]
    view.replace_experiment(experiment)
    if experiment.run is not None:
        repeat.enter_last(experiment.run.settings, view.selection, experiment)
    if tested:
        view.console.write(f"\nTests of this run:\n{results_table(result_rows(tested, None, experiment.source))}\n")
    view.refresh()
    return experiment


def _show_console(view: Window, folder: Path) -> None:
    """What the run's console has said; it is in the log already."""
    view.console.clear()
    try:
        lines = last_lines(folder / LOG_FILE, CAPACITY // 2)
    except UserError as error:
        lines = [f"failed: {error}"]
    if lines:
        view.console.write("\n".join([f"── {folder.name}, as its console was left", *lines, "──"]))
