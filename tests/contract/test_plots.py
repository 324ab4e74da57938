"""Every plot keeps the same rules: it draws in both themes, at any size, again into the same figure, without pyplot."""

import subprocess
import sys
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import FORMATS, figure_bytes
from workbench.plots.probabilities import draw_probabilities
from workbench.plots.style import DARK, LIGHT, PlotStyle

Draw: TypeAlias = Callable[[Figure, PlotStyle], None]

NAMES = [f"class {index}" for index in range(10)]


def curves(figure: Figure, style: PlotStyle) -> None:
    history: dict[str, list[float | None]] = {"loss": [1.0, 0.5], "val_loss": [1.0, None], "f1": [0.1, 0.2]}
    draw_curves(figure, [ModelCurves("A", 0, history), ModelCurves("B", 3, history)], ("accuracy", "f1"), style)


def no_curves(figure: Figure, style: PlotStyle) -> None:
    draw_curves(figure, [], ("accuracy",), style)


def confusion(figure: Figure, style: PlotStyle) -> None:
    counts = np.arange(100).reshape(10, 10)
    draw_confusion(figure, [("A", counts), ("B", counts.T)], NAMES, Normalisation.ROWS, style)


def probabilities(figure: Figure, style: PlotStyle) -> None:
    draw_probabilities(figure, [("A", 0, [0.1] * 10), ("B", 1, [0.1] * 10)], NAMES, 3, style)


PLOTS: dict[str, Draw] = {
    "curves": curves,
    "no curves": no_curves,
    "confusion": confusion,
    "probabilities": probabilities,
}


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(9, 6), (0.5, 0.3), (20, 2), (2, 20)], ids=str)
@pytest.mark.parametrize("draw", PLOTS.values(), ids=PLOTS)
def test_draws_in_both_themes_at_any_size(draw: Draw, size: tuple[float, float], style: PlotStyle) -> None:
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    draw(figure, style)
    figure.canvas.draw()
    assert to_hex(figure.get_facecolor()) == style.background
    assert figure.axes or figure.texts


@pytest.mark.parametrize("draw", PLOTS.values(), ids=PLOTS)
def test_drawing_again_replaces_what_was_there(draw: Draw) -> None:
    figure = Figure()
    FigureCanvasAgg(figure)
    draw(figure, LIGHT)
    figure.canvas.draw()
    before = len(figure.axes), len(figure.texts)
    draw(figure, DARK)
    figure.canvas.draw()
    assert (len(figure.axes), len(figure.texts)) == before


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("draw", PLOTS.values(), ids=PLOTS)
def test_can_be_saved(draw: Draw, file_format: str) -> None:
    figure = Figure(figsize=(4, 3))
    FigureCanvasAgg(figure)
    draw(figure, LIGHT)
    assert len(figure_bytes(figure, file_format, dpi=50)) > 500


def test_the_modules_import_no_matplotlib() -> None:
    code = (
        "import sys; from workbench.plots import confusion, curves, export, probabilities;"
        "print('matplotlib' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
