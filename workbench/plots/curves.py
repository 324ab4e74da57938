"""Curves of loss and metrics over the epochs, one colour a network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.metrics import declared, title_of
from workbench.plots.curve_lines import MARKER_SIZE, SMALL_TEXT_SIZE, TEXT_SIZE, add_legend, curve, running_curve
from workbench.plots.layout import Grid, Margins, best_columns
from workbench.plots.style import PlotStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

HINT = "Press Train: the curves appear here after the first epoch"
MOST_TICKS = 10
MARKED_EPOCHS = 50  # up to so many, each epoch has a marker
PIXELS_PER_EXTREMES = 2.5  # a long curve is drawn by its lowest and highest value within so many pixels
PREFIXES = ("", "val_")
LEARNING_RATE = "learning_rate"
LEAST_PADDING = 0.005

Values = NDArray[np.float64]


@dataclass(frozen=True)
class ModelCurves:
    """What is drawn of one network.

    Attributes:
        name: as in the legend.
        colour_index: place in `COMPETITOR_COLOURS`.
        history: values per epoch by name: "loss", metric ids, and the same with "val_" in front; None where undefined.
        running: (epochs trained, fractions included; mean loss so far) within the epoch that is trained right now.
    """

    name: str
    colour_index: int
    history: Mapping[str, Sequence[float | None]]
    running: Sequence[tuple[float, float]] = ()


class LiveCurves:
    """Curves in a figure that grow: while the same networks and metrics are shown, only data and limits change."""

    def __init__(self, figure: "Figure", style: PlotStyle) -> None:
        self._figure = figure
        self._style = style
        self._shown: tuple[object, ...] | None = None
        self._axes: dict[str, Axes] = {}
        self._lines: dict[tuple[str, str, str], Line2D] = {}
        self._running: dict[str, Line2D] = {}

    def update(self, models: Sequence[ModelCurves], metrics: Sequence[str], note: str = "") -> None:
        """Show the histories as they are now, loss first, then ``metrics``; the caller draws the canvas.

        Args:
            note: a few words beside the title of the loss.
        """
        for _ in self.update_in_steps(models, metrics, note):
            pass

    def update_in_steps(self, models: Sequence[ModelCurves], metrics: Sequence[str], note: str = "") -> Iterator[None]:
        """As `update`, with a step for each of the axes that must be made, so that a window can live in between."""
        models = [model for model in models if _epochs(model) or model.running]
        shown = (tuple(metrics), *((model.name, model.colour_index) for model in models))
        if shown != self._shown:
            self._shown = None  # until all is built: the steps may be left in the midst, to start anew
            yield from self._build(models, ("loss", *metrics))
            self._shown = shown
        running = {model.name: np.array(model.running, np.float64).reshape(-1, 2) for model in models}
        for name, points in running.items():
            self._running[name].set_data(points[:, 0], points[:, 1])
        if "loss" in self._axes:
            self._axes["loss"].set_title(
                note, loc="right", y=1.0, pad=4, color=self._style.muted, fontsize=SMALL_TEXT_SIZE
            )
        times = np.concatenate([[1.0], *(points[:, 0] for points in running.values())])
        first, last = float(times.min()), max([float(times.max()), *map(_epochs, models)])
        for name, axes in self._axes.items():
            curves = {
                self._lines[name, model.name, prefix]: _finite(model.history.get(prefix + name, ()))
                for model in models
                for prefix in PREFIXES
            }
            for line, values in curves.items():
                _set_values(line, values, axes.bbox.width)
            drawn = [
                *curves.values(),
                *(_finite(points[:, 1].tolist()) for points in running.values() if name == "loss"),
            ]
            least = 0.0 if name == LEARNING_RATE else LEAST_PADDING
            axes.set_xlim(*_epoch_limits(first, last))
            _set_limits(axes, np.concatenate(drawn), _range(name), least)

    def _build(self, models: Sequence[ModelCurves], names: Sequence[str]) -> Iterator[None]:
        from workbench.plots.figures import ArrangeOnResize, draw_hint, prepare

        self._axes, self._lines, self._running = {}, {}, {}
        if not models:
            draw_hint(self._figure, HINT, self._style)
            return
        prepare(self._figure, self._style)
        for name in names:
            axes = self._axes[name] = _add_axes(self._figure, name, self._style)
            for model in models:
                for prefix in PREFIXES:
                    line = curve(model.colour_index, prefix, self._style)
                    self._lines[name, model.name, prefix] = line
                    axes.add_line(line)
                if name == "loss":
                    self._running[model.name] = axes.add_line(running_curve(model.colour_index))
            yield
        arrange = partial(_arrange, self._figure, tuple(self._axes.values()), models, self._style)
        self._figure.set_layout_engine(ArrangeOnResize(arrange))


def draw_curves(figure: "Figure", models: Sequence[ModelCurves], metrics: Sequence[str], style: PlotStyle) -> None:
    """Draw loss and ``metrics`` over the epochs: training solid, validation dashed with hollow markers."""
    LiveCurves(figure, style).update(models, metrics)


def _epochs(model: ModelCurves) -> int:
    return max(map(len, model.history.values()), default=0)


def _finite(values: Sequence[float | None]) -> Values:
    """As an array; None, NaN and infinity become NaN, which is drawn as a gap."""
    array = np.array(values, np.float64)
    array[~np.isfinite(array)] = np.nan
    return array


def _set_values(line: "Line2D", values: Values, width: float) -> None:
    """Give a curve its points: those of every epoch, or of a long one the extremes within a few of ``width`` pixels.

    All points of a short curve have a marker, of a long one those that no line would show.
    """
    epochs = np.arange(1.0, len(values) + 1)
    size = ceil(len(values) * PIXELS_PER_EXTREMES / width)
    if size > 2:
        starts = np.arange(0, len(values), size)
        epochs = np.repeat(epochs[starts], 2)
        values = np.stack([np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)], axis=1).ravel()
    known = np.pad(~np.isnan(values), 1)
    marked = known[1:-1]
    if len(values) > MARKED_EPOCHS:
        marked = marked & ~known[:-2] & ~known[2:]
    line.set_data(epochs, values)
    line.set_markevery(np.flatnonzero(marked).tolist())
    line.set_markersize(MARKER_SIZE if marked.any() else 0)


def _range(name: str) -> tuple[float, float] | None:
    """Lowest and highest value where both are known: no more than that is shown."""
    known = declared(name)
    return (known.low, known.high) if known and isfinite(known.high - known.low) else None


def _epoch_limits(first: float, last: float) -> tuple[float, float]:
    """Ends of the epoch axis: from 1, or from 0 while the first epoch runs."""
    space = 0.03 * max(last - 1, 10)
    return (-space if first < 1 else max(1 - space, 0.5)), last + space


def _set_limits(axes: "Axes", values: Values, bounds: tuple[float, float] | None, least: float) -> None:
    """Fit the axes to their curves, with ``least`` or more room above and below, little beyond ``bounds``."""
    known = values[~np.isnan(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    padding = max(0.06 * (high - low), least, 0.005 * abs(high))
    low, high = low - padding, high + padding
    if bounds is not None:
        room = 0.02 * (bounds[1] - bounds[0])
        low, high = max(low, bounds[0] - room), min(high, bounds[1] + room)
    axes.set_ylim(low, high)


def _title(name: str) -> str:
    return "Learning rate" if name == LEARNING_RATE else title_of(name)


def _add_axes(figure: "Figure", name: str, style: PlotStyle) -> "Axes":
    from workbench.plots.figures import OneNotation, style_axes

    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), label=name)
    style_axes(axes, style, TEXT_SIZE - 0.5)
    axes.set_title(_title(name), loc="left", y=1.0, pad=4, color=style.foreground, fontsize=TEXT_SIZE + 0.5)
    if name == LEARNING_RATE:
        axes.yaxis.set_major_formatter(OneNotation())  # the usual one puts a power of ten where the title is
    axes.grid(axis="y", color=style.grid, linewidth=0.6)
    axes.patch.set_visible(False)
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        for tick in axis.get_major_ticks(MOST_TICKS):
            tick.label1.set_in_layout(False)  # nothing is placed by the size of these texts, so it need not be found
    axes.tick_params(left=False, bottom=False)  # the grid shows where; tick marks take a tenth of the time of a redraw
    return axes


def _arrange(
    figure: "Figure",
    all_axes: Sequence["Axes"],
    models: Sequence[ModelCurves],
    style: PlotStyle,
    width: float,
    height: float,
) -> None:
    """Place axes and legend in a figure of that size, in points."""
    from matplotlib.ticker import MaxNLocator

    legend_height = add_legend(
        figure, all_axes[0], [(model.name, model.colour_index) for model in models], style, width, height
    )
    outer = Margins(left=4, right=6, top=legend_height, bottom=24)
    columns = best_columns(len(all_axes), width - 10, height - legend_height - 24, aspect=1.3)
    grid = Grid(width, height, outer, rows=ceil(len(all_axes) / columns), columns=columns)
    for index, axes in enumerate(all_axes):
        last_of_column = index + columns >= len(all_axes)
        axes.tick_params(labelbottom=last_of_column)
        axes.set_xlabel("epoch" if last_of_column else "", fontsize=TEXT_SIZE, color=style.muted, va="top")
        axes_width, axes_height = grid.place(axes, index, Margins(left=32, right=6, top=20, bottom=8))
        axes.xaxis.set_label_coords(0.5, -15 / axes_height)  # fixed: finding a place takes a sixth of a redraw
        axes.yaxis.set_label_coords(0, 0.5)
        axes.xaxis.set_major_locator(
            MaxNLocator(_between(2, axes_width / 45, 8), steps=[1, 2, 5, 10], integer=True, min_n_ticks=1)
        )
        axes.yaxis.set_major_locator(MaxNLocator(_between(1, axes_height / 35, 6), steps=[1, 2, 2.5, 5, 10]))


def _between(low: int, value: float, high: int) -> int:
    return int(min(max(value, low), high))
