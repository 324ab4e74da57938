"""Bars: how probable each network takes each class to be for one sample."""

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.plots.layout import Grid, Margins, elide, text_width
from workbench.plots.style import PlotStyle, competitor_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HINT = "Predict a sample: the probabilities appear here"
TEXT_SIZE = 8.5
VALUE_WIDTH = 46.0  # points kept free behind a bar of 100 %
NARROWEST = 1.7  # of that: a panel, bars included
SCALE_WIDTH = 70.0  # points that the numbers below the bars need
CLASSES = 10  # shown, at most
ROW_HEIGHT = 1.2 * TEXT_SIZE
INNER = Margins(left=4, right=6, top=20, bottom=4)  # around the bars of a network
SMALLEST_TEXT_SIZE = 4.0
NAME_LENGTH = 25  # characters of a class name, at most
TRUE_MARK = " ◂ true"


def draw_probabilities(
    figure: "Figure",
    results: Sequence[tuple[str, int, Sequence[float]]],
    class_names: Sequence[str],
    true_class: int | None,
    style: PlotStyle,
) -> None:
    """Draw one panel of bars a network; of many classes the ten most probable and the true one.

    Args:
        results: (name of the network, place in `COMPETITOR_COLOURS`, one probability a class).
        true_class: index of the sample's class, None where it is unknown.
    """
    from workbench.plots.figures import ArrangeOnResize, draw_hint, prepare

    if not results:
        draw_hint(figure, HINT, style)
        return
    prepare(figure, style)
    classes = shown_classes([probabilities for _, _, probabilities in results], true_class)
    names = [class_names[index] for index in classes]
    true_row = None if true_class is None else classes.index(true_class)
    panels = []
    for name, colour_index, probabilities in results:
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), label=name)
        _draw_bars(axes, np.asarray(probabilities), colour_index, classes, true_row, style)
        axes.set_title(name, y=1.0, pad=5, loc="left", fontsize=TEXT_SIZE + 0.5, color=style.foreground)
        panels.append(axes)
    figure.set_layout_engine(ArrangeOnResize(partial(_arrange, panels, names, true_row)))


def least_height(
    results: Sequence[Sequence[float]], class_names: Sequence[str], true_class: int | None, width: float
) -> float:
    """The height that the bars need in a figure of that width so that classes can be read, in points.

    Args:
        results: one probability a class, of each network.
    """
    if not results:
        return 0.0
    classes = shown_classes(results, true_class)
    true_row = None if true_class is None else classes.index(true_class)
    names = _shown_names([class_names[index] for index in classes], true_row, width)
    grid = _wide_grids(len(results), names, width, 0.0)[-1]
    around = INNER.top + INNER.bottom
    return grid.rows * (ROW_HEIGHT * len(names) + around) + grid.outer.top + grid.outer.bottom


def _shown_names(class_names: Sequence[str], true_row: int | None, width: float) -> list[str]:
    """The names beside the bars, with the true class marked."""
    length = min(NAME_LENGTH, int(width / 4 / text_width("x", TEXT_SIZE)))
    return [
        f"{elide(name, length - len(TRUE_MARK))}{TRUE_MARK}" if row == true_row else elide(name, length)
        for row, name in enumerate(class_names)
    ]


def _wide_grids(panels: int, names: Sequence[str], width: float, height: float) -> list[Grid]:
    """The grids whose panels are wide enough for bars, the one of one column at least."""
    outer = Margins(left=max(text_width(name, TEXT_SIZE) for name in names) + 8, right=10, top=4, bottom=22)
    grids = [Grid(width, height, outer, ceil(panels / columns), columns) for columns in range(1, panels + 1)]
    return [grid for grid in grids if grid.inside(INNER)[0] >= NARROWEST * VALUE_WIDTH] or grids[:1]


def shown_classes(results: Sequence[Sequence[float]], true_class: int | None) -> list[int]:
    """The classes shown for all networks alike, in the order of the classes."""
    highest = np.max(results, axis=0)
    ranked = [int(index) for index in np.argsort(-highest, kind="stable")]
    if true_class is not None:
        ranked.remove(true_class)
        ranked.insert(0, true_class)
    return sorted(ranked[:CLASSES])


def _draw_bars(
    axes: "Axes",
    probabilities: NDArray[np.float64],
    colour_index: int,
    classes: Sequence[int],
    true_row: int | None,
    style: PlotStyle,
) -> None:
    from workbench.plots.figures import style_axes

    style_axes(axes, style, TEXT_SIZE)
    axes.spines["bottom"].set_visible(False)
    colour = competitor_colour(colour_index)
    top = int(probabilities.argmax())
    rows = range(len(classes))
    bars = axes.barh(rows, [float(probabilities[index]) for index in classes], height=0.7, color=colour)
    for bar, index in zip(bars, classes, strict=True):
        bar.set_alpha(1.0 if index == top else 0.5)
    if top in classes:
        value = float(probabilities[top])
        axes.annotate(
            f"{100 * value:.1f} %",
            (value, classes.index(top)),
            xytext=(4, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=TEXT_SIZE,
            fontweight="bold",
            color=style.foreground,
        )
    if true_row is not None:
        axes.axhspan(true_row - 0.5, true_row + 0.5, color=style.grid, zorder=0)
    axes.set_ylim(len(classes) - 0.5, -0.5)
    axes.tick_params(length=0)


def _arrange(
    panels: Sequence["Axes"], class_names: Sequence[str], true_row: int | None, width: float, height: float
) -> None:
    """Place the panels in a figure of that size, in points; the classes are named in the first column."""
    names = _shown_names(class_names, true_row, width)
    wide = _wide_grids(len(panels), names, width, height)
    grid = next((grid for grid in wide if grid.inside(INNER)[1] >= ROW_HEIGHT * len(names)), wide[-1])
    name_size = min(TEXT_SIZE, max(grid.inside(INNER)[1] / len(names), SMALLEST_TEXT_SIZE))
    for index, axes in enumerate(panels):
        axes_width, _ = grid.place(axes, index, INNER)
        bar_width = max(axes_width - VALUE_WIDTH, axes_width / 2)
        axes.set_xlim(0, axes_width / bar_width)
        axes.set_yticks(range(len(names)), names if index % grid.columns == 0 else [])
        axes.tick_params(axis="y", labelsize=name_size)
        scale = index + grid.columns >= len(panels) and bar_width > SCALE_WIDTH
        axes.set_xticks((0, 0.5, 1), ("0", "50 %", "100 %") if scale else [])
