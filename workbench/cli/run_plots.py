"""Curves and confusion matrices of a run as PNG files in its folder."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
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
from workbench.storage.atomic import explaining, write_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INCHES = (11.0, 7.0)
EARLIER = "earlier-figures"


def save_run_plots(experiment: Experiment, rows: Sequence[ResultRow], folder: Path) -> list[str]:
    """Write ``curves.png`` and one ``confusion-<Model>.png`` a tested model; earlier ones are kept beside them.

    Args:
        rows: the competitors whose matrices are drawn; the curves are those of all that were trained.

    Returns:
        What was not written, a sentence each: a figure that fails leaves the others, and the results, as they are.
    """

    models = [
        ModelCurves(competitor.name, place, competitor.history)
        for place, competitor in enumerate(experiment.competitors.values())
        if competitor.history
    ]
    failures = []
    if models:
        metrics = _metrics_of(models)
        failures.append(_write(folder / "curves.png", lambda figure: draw_curves(figure, models, metrics, LIGHT)))
    for row in rows:
        if row.confusion_matrix:
            matrices = [(row.name, np.array(row.confusion_matrix))]
            draw = partial(
                draw_confusion,
                matrices=matrices,
                class_names=experiment.source.class_names,
                mode=Normalisation.COUNTS,
                style=LIGHT,
            )
            failures.append(_write(folder / f"confusion-{row.name}.png", draw))
    return [failure for failure in failures if failure]


def _metrics_of(models: Iterable[ModelCurves]) -> list[str]:
    """Metrics that any history has, in the order of the screen."""
    found = {name.removeprefix("val_") for model in models for name in model.history}
    return [name for name in METRICS if name in found]


def keep_earlier(path: Path, content: bytes) -> None:
    """Copy a figure that another one will replace, named by the time when it was drawn; `UserError` if that fails."""
    if not path.is_file() or path.read_bytes() == content:
        return
    drawn = datetime.fromtimestamp(path.stat().st_mtime)
    target = path.parent / EARLIER / f"{path.stem}-{drawn:%Y%m%d-%H%M%S-%f}{path.suffix}"
    with explaining("create", target.parent):
        target.parent.mkdir(exist_ok=True)
        shutil.copy2(path, target)


def _write(path: Path, draw: "Callable[[Figure], None]") -> str:
    """Draw a figure into a file; why it is not there, "" where it is."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES)
    try:
        draw(figure)
        content = figure_bytes(figure, "png")
        keep_earlier(path, content)
        write_bytes(path, content)
    except Exception as error:  # noqa: BLE001  # whatever fails in a library that draws
        return f"{path.name} could not be drawn: {error}"
    return ""
