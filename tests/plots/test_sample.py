"""Pictures of samples."""

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from workbench.plots.sample import draw_sample
from workbench.plots.style import DARK, LIGHT


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 1)])
def test_grey_pictures_use_their_whole_range(figure: Figure, shape: tuple[int, ...]) -> None:
    draw_sample(figure, np.arange(64, dtype=np.uint8).reshape(shape) // 4, "test sample 17", LIGHT)
    figure.canvas.draw()
    (axes,) = figure.axes
    (image,) = axes.images
    assert np.asarray(image.get_array()).shape == (8, 8)
    assert image.get_clim() == (0, 15)
    assert axes.get_title() == "test sample 17"


def test_a_black_picture_stays_black(figure: Figure) -> None:
    draw_sample(figure, np.zeros((8, 8), np.uint8), "black", LIGHT)
    assert figure.axes[0].images[0].to_rgba(np.zeros(1))[0, :3].tolist() == [0, 0, 0]


def test_colour_pictures_keep_their_colours(figure: Figure) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (32, 20, 3), np.uint8)
    draw_sample(figure, pixels, "colour", DARK)
    np.testing.assert_array_equal(figure.axes[0].images[0].get_array(), pixels)
    assert to_hex(figure.get_facecolor()) == DARK.background


def test_a_long_title_is_shortened_in_the_middle(make_figure: Callable[..., Figure]) -> None:
    figure = make_figure(2, 2)
    draw_sample(figure, np.zeros((8, 8), np.uint8), "my " + "very " * 20 + "long name.png", LIGHT)
    figure.canvas.draw()
    (axes,) = figure.axes
    assert "…" in axes.get_title()
    assert axes.get_title().endswith("name.png")
    box = axes.title.get_window_extent()
    assert box.x0 >= 0 and box.x1 <= figure.bbox.x1
