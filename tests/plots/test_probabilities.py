"""What the bars of a prediction show."""

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from workbench.plots.probabilities import HINT, TEXT_SIZE, draw_probabilities, least_height, shown_classes
from workbench.plots.style import COMPETITOR_COLOURS, DARK, LIGHT

NAMES = ("T-shirt", "Trouser", "Pullover")


def test_bars_are_the_probabilities_in_the_colour_of_the_network(figure: Figure) -> None:
    draw_probabilities(figure, [("A", 2, (0.1, 0.7, 0.2)), ("B", 0, (0.5, 0.3, 0.2))], NAMES, None, LIGHT)
    figure.canvas.draw()
    first, second = figure.axes
    assert [bar.get_width() for bar in first.patches if isinstance(bar, Rectangle)] == pytest.approx([0.1, 0.7, 0.2])
    assert {to_rgb(bar.get_facecolor()) for bar in first.patches} == {to_rgb(COMPETITOR_COLOURS[2])}
    assert {to_rgb(bar.get_facecolor()) for bar in second.patches} == {to_rgb(COMPETITOR_COLOURS[0])}
    assert (first.get_title(loc="left"), second.get_title(loc="left")) == ("A", "B")


def test_the_top_class_has_its_value_written(figure: Figure) -> None:
    draw_probabilities(figure, [("A", 0, (0.1, 0.725, 0.175))], NAMES, None, LIGHT)
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.texts] == ["72.5 %"]
    assert [bar.get_alpha() for bar in axes.patches] == [0.5, 1.0, 0.5]


def test_the_true_class_is_marked(figure: Figure) -> None:
    draw_probabilities(figure, [("A", 0, (0.1, 0.7, 0.2))], NAMES, 2, DARK)
    figure.canvas.draw()
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["T-shirt", "Trouser", "Pullover ◂ true"]
    (band,) = [patch for patch in axes.patches if to_hex(patch.get_facecolor()) == DARK.grid]
    assert band.get_zorder() == 0


def test_of_many_classes_the_most_probable_and_the_true_one_are_shown() -> None:
    first, second = np.zeros(200), np.zeros(200)
    first[[150, 20]] = 0.6, 0.4
    second[199] = 1.0
    shown = shown_classes([first.tolist(), second.tolist()], 77)
    assert len(shown) == 10
    assert {20, 77, 150, 199} <= set(shown)
    assert shown == sorted(shown)


def test_all_of_few_classes_are_shown_in_order() -> None:
    assert shown_classes([[0.1, 0.2, 0.7]], None) == [0, 1, 2]


@pytest.mark.parametrize("size", [(9, 5.6, 100), (7, 3.8, 100), (5, 7, 100), (4.5, 2.8, 200)])
@pytest.mark.parametrize("networks", [1, 2, 3, 4])
def test_names_and_values_are_not_clipped(
    make_figure: Callable[..., Figure], size: tuple[float, ...], networks: int
) -> None:
    figure = make_figure(*size)
    probabilities = np.eye(10)[3].tolist()
    names = [f"rather long class name {index}" for index in range(10)]
    draw_probabilities(figure, [(f"Net {index}", index, probabilities) for index in range(networks)], names, 3, LIGHT)
    figure.canvas.draw()
    for axes in figure.axes:
        box = axes.get_tightbbox()
        assert box is not None
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1
        (value,) = axes.texts
        assert value.get_window_extent().x1 <= axes.get_window_extent().x1 + 4


def test_without_a_result_there_is_a_hint(figure: Figure) -> None:
    draw_probabilities(figure, [], NAMES, None, LIGHT)
    assert [text.get_text() for text in figure.texts] == [HINT]


@pytest.mark.parametrize("width", [150.0, 380.0, 700.0])
@pytest.mark.parametrize("networks", [1, 7, 12])
def test_at_the_least_height_all_class_names_have_their_size(
    make_figure: Callable[..., Figure], networks: int, width: float
) -> None:
    class_names = [f"class number {number}" for number in range(30)]
    scores = np.full((networks, 30), 1 / 30).tolist()
    height = least_height(scores, class_names, 4, width)
    figure = make_figure(width / 72, height / 72)
    draw_probabilities(figure, [(f"Network-{n}", n, row) for n, row in enumerate(scores)], class_names, 4, LIGHT)
    figure.canvas.draw()
    sizes = {label.get_fontsize() for axes in figure.axes for label in axes.get_yticklabels()}
    assert sizes == {TEXT_SIZE}
    assert least_height([], class_names, None, width) == 0
