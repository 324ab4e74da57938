"""Figures and numbers as files of the user's choice. Figures are saved in light colours, as paper is white."""

from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog
from typing import TYPE_CHECKING

from workbench.errors import UserError
from workbench.experiment.competitor import Competitor
from workbench.experiment.experiment import Experiment
from workbench.experiment.inputs import experiment_inputs
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import confusion_csv, curves_csv, figure_bytes, figure_format
from workbench.plots.style import LIGHT
from workbench.reporting.text import evaluated_text
from workbench.storage.atomic import write_bytes, write_text
from workbench.view.commands.window import Window
from workbench.view.state.selection import shown_curves

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PICTURES = (("PNG", "*.png"), ("SVG", "*.svg"), ("PDF", "*.pdf"))
_SIZE = (11.0, 5.0)
_SQUARE = (9.0, 8.0)


def save_curves(view: Window) -> None:
    """Ask for a file and save the curves; `UserError` while there are none, or if it cannot be written."""
    models = model_curves(view.experiment)
    metrics = shown_curves(view.selection, view.experiment)
    _save_figure(view, "curves", _SIZE, lambda figure: draw_curves(figure, models, metrics, LIGHT))


def save_confusion(view: Window) -> None:
    """Ask for a file and save the confusion matrices; `UserError` while there are none, or if it cannot be written."""
    if not any(competitor.test for competitor in view.experiment.competitors.values()):
        raise UserError("There are no confusion matrices yet.", "Test at least one network first.")
    _save_figure(view, "confusion", _SQUARE, lambda figure: view.draw_confusion(figure, LIGHT))


def save_numbers(view: Window) -> None:
    """Ask for a CSV file for the curves; matrices go beside it, a file each."""
    import numpy as np

    experiment = view.experiment
    models = model_curves(experiment)
    chosen = filedialog.asksaveasfilename(
        parent=view.root,
        title="Save the numbers behind curves and matrices",
        defaultextension=".csv",
        initialfile=f"{experiment.source.name}.csv",
        filetypes=(("CSV", "*.csv"), ("All files", "*")),
    )
    if not chosen:
        return
    path = Path(chosen)
    names = experiment.source.class_names
    matrices = {
        path.with_name(f"{path.stem}-confusion-{file_name_of_test(competitor)}.csv"): np.array(
            competitor.test.confusion_matrix
        )
        for competitor in experiment.competitors.values()
        if competitor.test is not None
    }
    _check_outputs(view, path, *matrices)
    write_text(path, curves_csv(models))
    view.log(f"curves saved to {path}")
    for beside, matrix in matrices.items():
        write_text(beside, confusion_csv(matrix, names))
        view.log(f"confusion matrix saved to {beside}")


def file_name_of_test(competitor: Competitor) -> str:
    """For a file's name: the network, and the epoch of its test where it was trained further since."""
    test = competitor.test
    if test is None or competitor.test_stands:
        return competitor.name
    return f"{competitor.name}-{evaluated_text(test.epoch, test.partial_epoch).replace(' ', '-')}"


def save_console(view: Window) -> None:
    """Ask for a file and save the whole console text, not only what the screen keeps."""
    chosen = filedialog.asksaveasfilename(
        parent=view.root,
        title="Save the console as text",
        defaultextension=".txt",
        initialfile="console.txt",
        filetypes=(("Text", "*.txt"), ("All files", "*")),
    )
    if not chosen:
        return
    _check_outputs(view, Path(chosen))
    view.messages.save(Path(chosen))
    view.log(f"console saved to {chosen}")


def model_curves(experiment: Experiment) -> list[ModelCurves]:
    """The histories of all models that have one; `UserError` if none has."""
    models = [
        ModelCurves(competitor.name, index, competitor.history)
        for index, competitor in enumerate(experiment.competitors.values())
        if competitor.history
    ]
    if not models:
        raise UserError("There are no curves yet.", "Train at least one network for an epoch first.")
    return models


def _check_outputs(view: Window, *paths: Path) -> None:
    """Refuse files that the experiment reads."""
    experiment = view.experiment
    inputs = experiment_inputs(experiment.source, experiment.folders, experiment.run)
    for path in paths:
        inputs.check_file(path)


def _save_figure(view: Window, name: str, size: tuple[float, float], draw: "Callable[[Figure], None]") -> None:
    from matplotlib.figure import Figure

    chosen = filedialog.asksaveasfilename(
        parent=view.root,
        title=f"Save the {name}",
        defaultextension=".png",
        initialfile=f"{view.experiment.source.name}-{name}.png",
        filetypes=_PICTURES,
    )
    if not chosen:
        return
    path = Path(chosen)
    file_format = figure_format(path)
    _check_outputs(view, path)
    figure = Figure(figsize=size)
    draw(figure)
    write_bytes(path, figure_bytes(figure, file_format))
    view.log(f"{name} saved to {path}")
