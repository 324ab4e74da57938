"""What all figures have in common: arrangement by size, the theme's colours, the hint of an empty figure."""

from collections.abc import Callable, Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.ticker import Formatter

from workbench.plots.style import PlotStyle

# Names of classes and files are drawn as they are: matplotlib would read "$0-$50" as a formula, and fail on "$5_$10".
mpl.rcParams["text.parse_math"] = False

LONGEST_PLAIN = 5  # characters of a number beside an axis


class ArrangeOnResize(LayoutEngine):
    """Calls ``arrange(width, height)``, in points, before a figure is drawn, if its size is not that of the last call.

    Cheaper and steadier than matplotlib's own layout engines, which measure every text.
    """

    _adjust_compatible = True
    _colorbar_gridspec = False

    def __init__(self, arrange: Callable[[float, float], None]) -> None:
        super().__init__()
        self._arrange = arrange
        self._size: tuple[float, float] | None = None

    def execute(self, fig: Figure) -> None:
        width, height = (float(inches) * 72 for inches in fig.get_size_inches())
        if self._size != (width, height):
            self._size = (width, height)
            self._arrange(width, height)


class OneNotation(Formatter):
    """All numbers of an axis plain ("0.01") where that is short, else all with an exponent ("2.5e-4")."""

    def __call__(self, value: float, _position: float | None = None) -> str:
        return self.format_ticks([value])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """The texts of an axis, one notation for all of them; 0 is "0"."""
        plain = [f"{value:g}" for value in values]
        if all(len(text) <= LONGEST_PLAIN and "e" not in text for text in plain):
            return plain
        return [_with_exponent(value) if value else "0" for value in values]


def _with_exponent(value: float) -> str:
    mantissa, _, exponent = f"{value:.2e}".partition("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def prepare(figure: Figure, style: PlotStyle) -> None:
    """Empty a figure and give it the theme's background."""
    figure.clear()
    figure.set_layout_engine("none")
    figure.set_facecolor(style.background)


def style_axes(axes: Axes, style: PlotStyle, size: float) -> None:
    """Give axes the theme's colours; ``size`` is the font size of the tick labels."""
    axes.set_facecolor(style.background)
    axes.tick_params(colors=style.muted, labelcolor=style.foreground, labelsize=size, length=3, width=0.8)
    for side, spine in axes.spines.items():
        spine.set_color(style.muted)
        spine.set_linewidth(0.8)
        spine.set_visible(side in ("left", "bottom"))


def draw_hint(figure: Figure, text: str, style: PlotStyle) -> None:
    """Say quietly what will appear here."""
    prepare(figure, style)
    figure.text(0.5, 0.5, text, ha="center", va="center", color=style.muted, fontsize=11)
