"""Names with signs that matplotlib could read as formulas are drawn as they are."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.curves import ModelCurves, draw_curves
from workbench.plots.export import FORMATS, figure_bytes
from workbench.plots.probabilities import draw_probabilities
from workbench.plots.style import LIGHT

NAMES = ("US$ 10% - US$ 20%", "$5_$10", "$$", "< $10 #1 $20", "$x^$", "$0-$50")


def draw(figure: Figure, plot: str, names: tuple[str, ...]) -> None:
    if plot == "confusion":
        draw_confusion(figure, [("$A_$", np.eye(len(names)))], names, Normalisation.COUNTS, LIGHT)
    elif plot == "probabilities":
        draw_probabilities(figure, [("$A_$", 0, [1 / len(names)] * len(names))], names, 0, LIGHT)
    else:
        draw_curves(figure, [ModelCurves(name, 0, {"loss": [1.0, 0.5]}) for name in names], (), LIGHT)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("plot", ["confusion", "probabilities", "curves"])
def test_every_figure_is_written_with_any_name(figure: Figure, plot: str, file_format: str) -> None:
    draw(figure, plot, NAMES)
    assert figure_bytes(figure, file_format)
    texts = [text for text in figure.findobj(Text) if "$" in text.get_text()]
    assert texts and not any(text.get_parse_math() for text in texts)


def test_signs_are_not_left_out(figure: Figure) -> None:
    draw(figure, "confusion", ("$0-$50", "other"))
    figure.canvas.draw()
    label = figure.axes[0].get_yticklabels()[0]
    with_signs = label.get_window_extent().width
    label.set_text("0-50")
    assert label.get_window_extent().width < 0.8 * with_signs
