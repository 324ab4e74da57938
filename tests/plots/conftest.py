"""Figures to draw into."""

from collections.abc import Callable

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

MakeFigure = Callable[..., Figure]


@pytest.fixture
def make_figure() -> MakeFigure:
    def make(width: float = 9.0, height: float = 6.0, dpi: float = 100) -> Figure:
        figure = Figure(figsize=(width, height), dpi=dpi)
        FigureCanvasAgg(figure)
        return figure

    return make


@pytest.fixture
def figure(make_figure: MakeFigure) -> Figure:
    return make_figure()
