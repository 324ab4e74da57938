"""Curves and confusion matrices of a run as PNG files in its folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.evaluation.metrics import METRICS
from workbench.experiment.experiment import Experiment
from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import figure_bytes
from workbench.plots.style import LIGHT
from workbench.reporting.tables import ResultRow
from workbench.storage.atomic import write_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INCHES = (11.0, 7.0)


def save_run_plots(experiment: Experiment, rows: Sequence[ResultRow], folder: Path) -> list[Path]:
    """Write ``curves.png`` and one ``confusion-<Model>.png`` a tested model, and return their paths.

    Args:
        rows: the competitors whose matrices are drawn; the curves are those of all that were trained.
    """
    from matplotlib.figure import Figure

    models = [
        ModelCurves(competitor.name, place, competitor.history)
        for place, competitor in enumerate(experiment.competitors.values())
        if competitor.history
    ]
    paths = []
    if models:
        figure = Figure(figsize=_INCHES)
        draw_curves(figure, models, _metrics_of(models), LIGHT)
        paths.append(_write(figure, folder / "curves.png"))
    for row in rows:
        if row.confusion_matrix:
            figure = Figure(figsize=_INCHES)
            matrix = np.array(row.confusion_matrix)
            draw_confusion(figure, [(row.name, matrix)], experiment.source.class_names, Normalisation.COUNTS, LIGHT)
            paths.append(_write(figure, folder / f"confusion-{row.name}.png"))
    return paths


def _metrics_of(models: Iterable[ModelCurves]) -> list[str]:
    """Metrics that any history has, in the order of the screen."""
    found = {name.removeprefix("val_") for model in models for name in model.history}
    return [name for name in METRICS if name in found]


def _write(figure: "Figure", path: Path) -> Path:
    write_bytes(path, figure_bytes(figure, "png"))
    return path
