"""One picture of a dataset."""

from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from workbench.plots.layout import Grid, Margins, elide, text_width
from workbench.plots.style import PlotStyle

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE_SIZE = 9.0


def draw_sample(figure: "Figure", pixels: NDArray[Any], title: str, style: PlotStyle) -> None:
    """Draw one picture, grey or in colour, as large as the figure allows.

    Args:
        pixels: (height, width), (height, width, 1) or (height, width, 3), uint8. Grey ones are shown from 0 (black) to
            their largest value (white).
    """
    from workbench.plots.figures import ArrangeOnResize, prepare

    prepare(figure, style)
    axes = figure.add_axes((0.1, 0.1, 0.8, 0.8), label="sample")
    axes.set_axis_off()
    grey = pixels.ndim == 2 or pixels.shape[2] == 1
    if grey:
        axes.imshow(pixels.reshape(pixels.shape[:2]), cmap="gray", vmin=0, vmax=max(pixels.max(), 1))
    else:
        axes.imshow(pixels)

    def arrange(width: float, height: float) -> None:
        shown_title = elide(title, int(width / text_width("x", TITLE_SIZE)))
        axes.set_title(shown_title, y=1.0, pad=5, fontsize=TITLE_SIZE, color=style.foreground)
        Grid(width, height, Margins(6, 6, 24, 6), rows=1, columns=1).place(axes, 0, Margins(0, 0, 0, 0))

    figure.set_layout_engine(ArrangeOnResize(arrange))
