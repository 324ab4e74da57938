"""Confusion matrices: which classes a network takes for which."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.plots.layout import Grid, Margins, elide, text_width
from workbench.plots.style import PlotStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage

HINT = "Press Test: the confusion matrices appear here"
TEXT_SIZE = 8.5
INNER = Margins(left=6, right=6, top=32, bottom=6)  # around each matrix
NAME_SIZE = 7.5
NAME_LENGTH = 16  # characters of a class name
NAME_SPACING = 11.0  # points from one name to the next, at least
NUMBER_SIZE = 9.5
SMALLEST_NUMBER_SIZE = 5.0  # where numbers would have to be smaller, colours must do
NUMBERS = "numbers"  # group id of the artist with a matrix's numbers
SMALLEST_FRAME = 8.0
LEAST_CELL, LEAST_SIDE, MOST_SIDE = 8.4, 60.0, 150.0  # of a matrix that can be read; larger ones show colours only
FEW_CLASSES = 5  # up to so many, zeros are written too and fractions have a decimal
SLANTED = 0.95  # slanted names are harder to read: they must give so much more room
GAMMA = 0.5  # colours follow the square root: rare mistakes can be seen beside the many right answers


class Normalisation(StrEnum):
    """What the cells show."""

    COUNTS = "counts"
    ROWS = "rows"
    COLUMNS = "columns"


CAPTIONS = {
    Normalisation.COUNTS: "counts",
    Normalisation.ROWS: "% of each true class (rows)",
    Normalisation.COLUMNS: "% of each predicted class (columns)",
}


def normalise(matrix: NDArray[Any], mode: Normalisation) -> NDArray[np.float64]:
    """Counts as they are, or as fractions (0..1) of their row or column; NaN in a row or column without samples."""
    counts = np.asarray(matrix, np.float64)
    if mode is Normalisation.COUNTS:
        return counts
    totals = counts.sum(axis=1 if mode is Normalisation.ROWS else 0, keepdims=True)
    fractions = np.full(counts.shape, np.nan)
    np.divide(counts, totals, out=fractions, where=totals > 0)
    return fractions


def draw_confusion(
    figure: "Figure",
    matrices: Sequence[tuple[str, NDArray[Any]]],
    class_names: Sequence[str],
    mode: Normalisation,
    style: PlotStyle,
) -> None:
    """Draw the matrices of one to twelve networks; rows are true classes, columns predicted ones.

    Args:
        matrices: (name of the network, counts of shape (classes, classes)).
    """
    from workbench.plots.figures import ArrangeOnResize, draw_hint, prepare

    if not matrices:
        draw_hint(figure, HINT, style)
        return
    prepare(figure, style)
    largest = max(1.0, *(float(np.max(counts, initial=0)) for _, counts in matrices))  # one scale for all
    scale = largest if mode is Normalisation.COUNTS else 1.0
    panels = [_draw_panel(figure, name, np.asarray(counts), mode, scale, style) for name, counts in matrices]
    caption = f"{CAPTIONS[mode]}   ↓ true class   → predicted class"
    figure.text(0.99, 0.99, caption, ha="right", va="top", fontsize=TEXT_SIZE, color=style.muted)
    figure.set_layout_engine(ArrangeOnResize(partial(_arrange, panels, class_names, mode, style)))


@dataclass(frozen=True)
class _Panel:
    """One matrix in its axes."""

    axes: "Axes"
    image: "AxesImage"
    values: NDArray[np.float64]


def _draw_panel(
    figure: "Figure", name: str, counts: NDArray[Any], mode: Normalisation, scale: float, style: PlotStyle
) -> _Panel:
    import matplotlib as mpl
    from matplotlib.colors import PowerNorm

    from workbench.plots.figures import style_axes

    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), label=name)
    style_axes(axes, style, NAME_SIZE)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    values = normalise(counts, mode)
    image = axes.imshow(
        values,
        cmap=mpl.colormaps[style.colour_map].with_extremes(bad=style.background),
        norm=PowerNorm(GAMMA, vmin=0, vmax=scale),
    )
    total = counts.sum()
    score = f"accuracy {np.trace(counts) / total:.4f}" if total else "no samples"
    axes.set_title(f"{name}\n{score}", y=1.0, pad=4, fontsize=TEXT_SIZE, color=style.foreground)
    return _Panel(axes, image, values)


def _arrange(
    panels: Sequence[_Panel],
    class_names: Sequence[str],
    mode: Normalisation,
    style: PlotStyle,
    width: float,
    height: float,
) -> None:
    """Place the matrices in a figure of that size, in points; names and numbers where they fit."""
    names = [elide(name, NAME_LENGTH) for name in class_names]
    grid, side, slanted = _best_grid(len(panels), names, width, height)
    cell = side / len(names)
    widest = max(text_width(f"{line} ", TEXT_SIZE) for panel in panels for line in panel.axes.get_title().split("\n"))
    title_size = TEXT_SIZE * min(1.0, grid.cell_width / widest)
    labelled = range(0, len(names), ceil(NAME_SPACING / cell))
    for index, panel in enumerate(panels):
        axes = panel.axes
        grid.place(axes, index, INNER)
        first_of_row = index % grid.columns == 0
        last_of_column = index + grid.columns >= len(panels)
        axes.set_xticks(labelled, [names[label] for label in labelled] if last_of_column else [])
        axes.set_yticks(labelled, [names[label] for label in labelled] if first_of_row else [])
        axes.title.set_fontsize(title_size)
        for label in axes.get_xticklabels():
            label.set(rotation=45 * slanted, ha="right" if slanted else "center", rotation_mode="anchor")
        for collection in axes.collections[:]:
            collection.remove()
        _frame_diagonal(axes, len(names), cell, style)
        _write_numbers(panel, mode, style, cell)


def least_height(count: int, class_names: Sequence[str], width: float) -> float:
    """The height that the matrices need in a figure of that width so that they can be read, in points."""
    side = min(max(LEAST_CELL * len(class_names), LEAST_SIDE), MOST_SIDE)
    outer = _outer([elide(name, NAME_LENGTH) for name in class_names], slanted=True)
    columns = int((width - outer.left - outer.right) / (side + INNER.left + INNER.right))
    rows = ceil(count / min(max(columns, 1), count)) if count else 0
    return rows * (side + INNER.top + INNER.bottom) + (outer.top + outer.bottom) * bool(rows)


def _outer(names: Sequence[str], slanted: bool) -> Margins:
    """Space around all matrices: for the names of the classes and the caption."""
    name_width = max(text_width(name, NAME_SIZE) for name in names)
    name_height = 0.75 * name_width + NAME_SIZE if slanted else 1.5 * NAME_SIZE
    return Margins(left=name_width + 8, right=6, top=16, bottom=name_height + 6)


def _best_grid(count: int, names: Sequence[str], width: float, height: float) -> tuple[Grid, float, bool]:
    """The grid with the largest matrices, the length of their sides and whether the predicted names are slanted."""
    name_width = max(text_width(name, NAME_SIZE) for name in names)
    candidates = []
    for columns in range(1, count + 1):
        for slanted in (False, True):
            grid = Grid(width, height, _outer(names, slanted), rows=ceil(count / columns), columns=columns)
            side = max(min(grid.inside(INNER)), 1.0)
            if slanted or name_width + 4 <= side / len(names):
                candidates.append((side, columns, grid, slanted))
    side, _, grid, slanted = max(candidates, key=lambda candidate: candidate[0] * (SLANTED if candidate[3] else 1.0))
    return grid, side, slanted


def cell_numbers(values: NDArray[np.float64], mode: Normalisation) -> dict[tuple[int, ...], str]:
    """What is written into the cells, by (row, column): counts or percentages; with many classes no zeros."""
    few = len(values) <= FEW_CLASSES
    return {place: _number(value, mode, few) for place, value in np.ndenumerate(values) if few or value != 0}


def _number(value: float, mode: Normalisation, few: bool) -> str:
    if np.isnan(value):
        return "–"
    if mode is Normalisation.COUNTS:
        return f"{value:.0f}"
    if few:
        return f"{100 * value:.1f}"
    return "<1" if 0 < value < 0.005 else f"{100 * value:.0f}"


def _write_numbers(panel: _Panel, mode: Normalisation, style: PlotStyle, cell: float) -> None:
    """Write the values into cells of ``cell`` points, if they fit, in colours that contrast with the cells'.

    All numbers of a matrix are one artist: a text for each would take ten times as long to draw.
    """
    from matplotlib.collections import PathCollection
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    if 0.6 * cell < SMALLEST_NUMBER_SIZE:
        return
    numbers = cell_numbers(panel.values, mode)
    size = min(NUMBER_SIZE, 0.6 * cell, 0.9 * cell / (0.65 * max(map(len, numbers.values()), default=1)))
    if size < SMALLEST_NUMBER_SIZE:
        return
    outlines = {}
    for number in set(numbers.values()):
        outline = TextPath((0, 0), number, size=size)
        outlines[number] = outline.transformed(Affine2D().translate(-outline.get_extents().width / 2, -0.36 * size))
    cells = panel.image.to_rgba(panel.values)
    unknown = np.isnan(panel.values)
    axes = panel.axes
    axes.add_collection(
        PathCollection(
            [outlines[number] for number in numbers.values()],
            offsets=[(column, row) for row, column in numbers],
            offset_transform=axes.transData,
            transform=Affine2D().scale(1 / 72) + axes.figure.dpi_scale_trans,
            facecolors=[style.foreground if unknown[place] else _contrasting(cells[place]) for place in numbers],
            linewidths=0,
            gid=NUMBERS,
        ),
        autolim=False,
    )


def _contrasting(colour: NDArray[np.float64]) -> str:
    """Black or white, whichever is easier to read on ``colour`` (relative luminance after WCAG 2.1)."""
    channels = colour[:3]
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#ffffff"


def _frame_diagonal(axes: "Axes", num_classes: int, cell: float, style: PlotStyle) -> None:
    """Mark the cells of right answers, where cells are large enough for a frame."""
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    if cell >= SMALLEST_FRAME:
        frames = [Rectangle((place - 0.5, place - 0.5), 1, 1) for place in range(num_classes)]
        axes.add_collection(PatchCollection(frames, facecolor="none", edgecolor=style.muted, linewidth=0.8))
