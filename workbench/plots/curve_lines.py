"""The lines of the curves, a colour and a marker for each network, and the legend that names them."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Literal

from workbench.plots.layout import text_width
from workbench.plots.style import PlotStyle, competitor_colour, competitor_marker

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

TEXT_SIZE = 8.5
SMALL_TEXT_SIZE = 7.0
LEGEND_FRACTION = 0.35  # of the height, at most
MARKER_SIZE = 4.0

LineStyle = Literal["-"] | tuple[float, tuple[float, float]]

SOLID: LineStyle = "-"
DASHED: LineStyle = (0.0, (4.0, 2.0))


def curve(colour_index: int, prefix: str, style: PlotStyle, label: str = "") -> "Line2D":
    """A line without points yet: training solid, validation (``prefix`` "val_") dashed with hollow markers."""
    from matplotlib.lines import Line2D

    colour = competitor_colour(colour_index)
    return Line2D(
        [],
        [],
        color=colour,
        label=label,
        linewidth=1.2 if prefix else 1.5,
        linestyle=DASHED if prefix else SOLID,
        marker=competitor_marker(colour_index),
        markersize=MARKER_SIZE,
        markeredgewidth=1,
        markerfacecolor=style.background if prefix else colour,
    )


def running_curve(colour_index: int) -> "Line2D":
    """The thin line within an epoch, below the curves themselves."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=competitor_colour(colour_index), linewidth=0.7, zorder=1.5)


def add_legend(
    figure: "Figure", axes: "Axes", networks: Sequence[tuple[str, int]], style: PlotStyle, width: float, height: float
) -> float:
    """(Re)place the figure's one legend at the top, in as few rows as fit; returns its height in points.

    Where the names would need too much of the height, they are left out: the list of competitors has their colours.
    It belongs to ``axes``, since a figure collects its own artists before it is arranged.
    """
    from matplotlib.lines import Line2D

    named = [curve(colour_index, "", style, name) for name, colour_index in networks]
    line_styles = [
        Line2D([], [], color=style.muted, linestyle=linestyle, label=label)
        for label, linestyle in (("training", SOLID), ("validation", DASHED))
    ]
    handles = named + line_styles
    size, rows = _legend_size(handles, width)
    if _legend_height(size, rows) > LEGEND_FRACTION * height:
        handles = line_styles
        size, rows = _legend_size(handles, width)
    axes.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 1),
        bbox_transform=figure.transFigure,
        ncols=ceil(len(handles) / rows),
        frameon=False,
        fontsize=size,
        labelcolor=style.foreground,
        borderaxespad=0.3,
        borderpad=0.2,
        columnspacing=1.5,
        handlelength=2.4,
        labelspacing=0.3,
    )
    return _legend_height(size, rows)


def _legend_size(handles: "Sequence[Line2D]", width: float) -> tuple[float, int]:
    """Font size and rows of a legend: the larger size if two rows are enough for it."""
    for size in (TEXT_SIZE, SMALL_TEXT_SIZE):
        entry_width = max(text_width(str(handle.get_label()), size) for handle in handles) + 4.5 * size
        rows = ceil(len(handles) / max(1, min(int(width / entry_width), len(handles))))
        if rows <= 2:
            break
    return size, rows


def _legend_height(size: float, rows: int) -> float:
    return rows * size * 1.4 + 4
