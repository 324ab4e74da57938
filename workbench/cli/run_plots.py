"""Curves and confusion matrices of a run as PNG files in its folder."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.evaluation.metrics import METRICS
from workbench.experiment.competitor import Competitor
from workbench.experiment.experiment import Experiment
from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import figure_bytes
from workbench.plots.style import LIGHT
from workbench.storage.atomic import write_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INCHES = (11.0, 7.0)


def save_run_plots(experiment: Experiment, names: Collection[str], folder: Path) -> list[Path]:
    """Write ``curves.png`` and one ``confusion-<Model>.png`` a tested model, and return their paths."""
    from matplotlib.figure import Figure

    chosen = [(place, item) for place, item in enumerate(experiment.competitors.values()) if item.name in names]
    paths = []
    models = [ModelCurves(item.name, place, item.history) for place, item in chosen if item.history]
    if models:
        figure = Figure(figsize=_INCHES)
        draw_curves(figure, models, _metrics_of(item for _, item in chosen), LIGHT)
        paths.append(_write(figure, folder / "curves.png"))
    for _, item in chosen:
        if item.test is not None:
            figure = Figure(figsize=_INCHES)
            matrix = np.array(item.test.confusion_matrix)
            draw_confusion(figure, [(item.name, matrix)], experiment.source.class_names, Normalisation.COUNTS, LIGHT)
            paths.append(_write(figure, folder / f"confusion-{item.name}.png"))
    return paths


def _metrics_of(competitors: Iterable[Competitor]) -> list[str]:
    """Metrics that any history has, in the order of the screen."""
    found = {name.removeprefix("val_") for item in competitors for name in item.history}
    return [name for name in METRICS if name in found]


def _write(figure: "Figure", path: Path) -> Path:
    write_bytes(path, figure_bytes(figure, "png"))
    return path
