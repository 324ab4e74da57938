"""What the confusion matrices show."""

import warnings
from collections.abc import Callable
from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from tests.plots.conftest import MakeFigure
from workbench.plots.confusion import (
    HINT,
    NUMBERS,
    Normalisation,
    cell_numbers,
    draw_confusion,
    least_height,
    normalise,
)
from workbench.plots.style import DARK, LIGHT, PlotStyle

COUNTS = np.array([[8, 2, 0], [1, 4, 0], [0, 0, 0]])
NAMES = ("cat", "dog", "axolotl")


def written(axes: Axes) -> int:
    """How many cells have a number."""
    return sum(len(collection.get_paths()) for collection in axes.collections if collection.get_gid() == NUMBERS)


def draw(figure: Figure, counts: np.ndarray, mode: Normalisation, networks: int = 1, style: PlotStyle = LIGHT) -> None:
    names = NAMES if len(counts) == 3 else [f"class number {index}" for index in range(len(counts))]
    draw_confusion(figure, [(f"Network_{index}", counts) for index in range(networks)], names, mode, style)
    figure.canvas.draw()


def test_counts_stay_as_they_are() -> None:
    assert_allclose(normalise(COUNTS, Normalisation.COUNTS), COUNTS)


def test_rows_are_fractions_of_the_true_class() -> None:
    expected = [[0.8, 0.2, 0], [0.2, 0.8, 0], [np.nan] * 3]
    assert_allclose(normalise(COUNTS, Normalisation.ROWS), expected)


def test_columns_are_fractions_of_the_predicted_class() -> None:
    expected = [[8 / 9, 1 / 3, np.nan], [1 / 9, 2 / 3, np.nan], [0, 0, np.nan]]
    assert_allclose(normalise(COUNTS, Normalisation.COLUMNS), expected)


def test_no_division_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for mode in Normalisation:
            normalise(np.zeros((4, 4), np.int64), mode)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Normalisation.COUNTS, ["8", "2", "0", "1", "4", "0", "0", "0", "0"]),
        (Normalisation.ROWS, ["80.0", "20.0", "0.0", "20.0", "80.0", "0.0", "–", "–", "–"]),
        (Normalisation.COLUMNS, ["88.9", "33.3", "–", "11.1", "66.7", "–", "0.0", "0.0", "–"]),
    ],
)
def test_numbers_in_the_cells(figure: Figure, mode: Normalisation, expected: list[str]) -> None:
    assert list(cell_numbers(normalise(COUNTS, mode), mode).values()) == expected
    draw(figure, COUNTS, mode)
    assert written(figure.axes[0]) == 9
    assert np.asarray(figure.axes[0].collections[-1].get_offsets())[1].tolist() == [1, 0]


def test_title_and_class_names(figure: Figure) -> None:
    draw(figure, COUNTS, Normalisation.COUNTS)
    (axes,) = figure.axes
    assert axes.get_title() == "Network_0\naccuracy 0.8000"
    assert [label.get_text() for label in axes.get_xticklabels()] == list(NAMES)
    assert [label.get_text() for label in axes.get_yticklabels()] == list(NAMES)
    assert "true class" in figure.texts[0].get_text()


def test_a_matrix_without_samples_draws(figure: Figure) -> None:
    draw(figure, np.zeros((3, 3), np.int64), Normalisation.ROWS)
    assert figure.axes[0].get_title() == "Network_0\nno samples"
    assert written(figure.axes[0]) == 9


def test_rare_mistakes_are_not_shown_as_none(figure: Figure) -> None:
    counts = np.diag(np.full(10, 1000))
    counts[0, 1] = 1
    numbers = cell_numbers(normalise(counts, Normalisation.ROWS), Normalisation.ROWS)
    assert (numbers[0, 0], numbers[0, 1], numbers[1, 1]) == ("100", "<1", "100")
    assert len(numbers) == 11
    draw(figure, counts, Normalisation.ROWS)
    assert written(figure.axes[0]) == 11


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_numbers_contrast_with_their_cells(figure: Figure, style: PlotStyle) -> None:
    draw(figure, np.arange(16).reshape(4, 4) * 50, Normalisation.COUNTS, style=style)
    (axes,) = figure.axes
    image = axes.images[0]
    cells = image.to_rgba(np.asarray(image.get_array()))[..., :3]
    colours = [to_hex(tuple(colour)) for colour in np.asarray(axes.collections[-1].get_facecolor())]
    for colour, cell in zip(colours, cells.reshape(-1, 3), strict=True):
        brightness = float(cell @ (0.299, 0.587, 0.114))
        assert colour in ("#000000", "#ffffff")
        assert brightness >= 0.35 or colour == "#ffffff"
        assert brightness <= 0.65 or colour == "#000000"


@pytest.mark.parametrize("size", [(9, 5.6, 100), (7, 3.8, 100), (4.5, 2.8, 200)])
@pytest.mark.parametrize("networks", [1, 2, 3, 4])
@pytest.mark.parametrize("num_classes", [2, 10, 200])
def test_matrices_lie_inside_the_figure_and_apart(
    make_figure: Callable[..., Figure], size: tuple[float, float, float], networks: int, num_classes: int
) -> None:
    figure = make_figure(*size)
    draw(figure, np.eye(num_classes, dtype=np.int64), Normalisation.COUNTS, networks)
    boxes = [axes.get_tightbbox() for axes in figure.axes]
    assert all(box is not None and box.x0 >= 0 and box.y0 >= 0 for box in boxes)
    assert all(box is not None and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)
    images = [axes.get_window_extent() for axes in figure.axes]
    assert not any(first.overlaps(second) for first, second in combinations(images, 2))


def test_many_classes_have_no_numbers_and_only_some_names(figure: Figure) -> None:
    draw(figure, np.eye(200, dtype=np.int64), Normalisation.COUNTS, networks=4)
    (axes, *_) = figure.axes
    assert written(axes) == 0
    labels = [label.get_window_extent() for label in axes.get_yticklabels()]
    assert 5 < len(labels) < 50
    assert not any(first.overlaps(second) for first, second in pairwise(labels))


def test_right_answers_are_framed(figure: Figure) -> None:
    draw(figure, COUNTS, Normalisation.COUNTS)
    frames = figure.axes[0].collections[0]
    assert len(frames.get_paths()) == 3


def test_resizing_writes_the_numbers_once(figure: Figure) -> None:
    draw(figure, COUNTS, Normalisation.COUNTS)
    figure.set_size_inches(5, 4)
    figure.canvas.draw()
    assert written(figure.axes[0]) == 9
    assert len(figure.axes[0].collections) == 2


def test_nothing_tested_yet_shows_a_hint(figure: Figure) -> None:
    draw_confusion(figure, [], NAMES, Normalisation.COUNTS, LIGHT)
    assert [text.get_text() for text in figure.texts] == [HINT]


def test_the_theme_is_honoured(figure: Figure) -> None:
    draw(figure, COUNTS, Normalisation.ROWS, style=DARK)
    (axes,) = figure.axes
    assert to_hex(figure.get_facecolor()) == DARK.background
    assert axes.title.get_color() == DARK.foreground
    assert axes.get_xticklabels()[0].get_color() == DARK.foreground
    assert axes.images[0].get_cmap().name.startswith(DARK.colour_map)


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_all_matrices_have_one_scale_and_their_titles_fit(make_figure: MakeFigure, count: int) -> None:
    figure = make_figure(8.5, 5.5)
    matrices = [(f"Conv_regularised-{place}, epoch 65", np.eye(10) * (place + 1)) for place in range(count)]
    draw_confusion(figure, matrices, [str(label) for label in range(10)], Normalisation.COUNTS, LIGHT)
    figure.canvas.draw()
    assert {axes.images[0].norm.vmax for axes in figure.axes} == {count}
    boxes = [axes.title.get_window_extent() for axes in figure.axes]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))


@pytest.mark.parametrize("width", [250.0, 600.0])
@pytest.mark.parametrize("count", [1, 7, 12])
def test_at_the_least_height_numbers_can_be_read(make_figure: MakeFigure, count: int, width: float) -> None:
    matrix = np.full((10, 10), 7)
    names = tuple(f"class {number}" for number in range(10))
    figure = make_figure(width / 72, least_height(count, names, width) / 72)
    draw_confusion(figure, [(f"Network-{n}", matrix) for n in range(count)], names, Normalisation.COUNTS, LIGHT)
    figure.canvas.draw()
    assert [written(axes) for axes in figure.axes] == [100] * count
