"""Figures in the window: drawn in steps, and as matplotlib would draw them at once."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import pytest
import ttkbootstrap as ttk
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.plots.confusion import Normalisation, draw_confusion
from workbench.plots.style import DARK, LIGHT, PlotStyle
from workbench.view.widgets import theme
from workbench.view.widgets.figure import FigureView, Painter, drawing_steps
from workbench.view.window.view import View


def pixels(figure: FigureView) -> NDArray[Any]:
    assert figure.canvas is not None
    return np.asarray(figure.canvas.buffer_rgba()).copy()


def train_and_test(view: View, hands: Hands, pool: FakePool, tab: str = "Train") -> None:
    """All four networks; the tests end while ``tab`` is in front."""
    view.selection.entries["epochs"].set("3")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    view.show_tab(tab)
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)


@pytest.mark.slow
def test_steps_give_the_same_picture_as_one_draw(view: View, hands: Hands, pool: FakePool) -> None:
    train_and_test(view, hands, pool)
    for mode in ("dark", "light"):
        view.mode.set(mode)
        view.actions.restyle()
        for tab, figure in (("Train", view.content.train.figure), ("Confusion", view.content.confusion.figure)):
            view.show_tab(tab)
            hands.wait(lambda figure=figure: figure.up_to_date)  # type: ignore[misc]
            in_steps = pixels(figure)
            assert figure.canvas is not None
            figure.canvas.draw()
            assert np.array_equal(in_steps, pixels(figure)), f"{tab}, {mode}"
            assert len(np.unique(in_steps.reshape(-1, 4), axis=0)) > 20


@pytest.mark.slow
def test_another_theme_never_shows_the_old_colours(view: View, hands: Hands, pool: FakePool) -> None:
    train_and_test(view, hands, pool)
    for tab, figure in (("Train", view.content.train.figure), ("Confusion", view.content.confusion.figure)):
        view.show_tab(tab)
        hands.wait(lambda figure=figure: figure.up_to_date)  # type: ignore[misc]
        view.actions.toggle_theme()
        assert figure.canvas is not None and figure.figure is not None
        figure.canvas.draw()  # as matplotlib does for another size, before the figure is painted anew
        background = to_hex(figure.figure.get_facecolor())
        assert to_hex(pixels(figure)[0, 0] / 255) == background == theme.plot_style().background
        colours = {to_hex(text.get_color()) for text in figure.figure.findobj(Text) if text.get_text()}
        other = DARK if theme.plot_style() is LIGHT else LIGHT
        assert not colours & {other.foreground, other.muted}, tab
        hands.wait(lambda figure=figure: figure.up_to_date)  # type: ignore[misc]
        assert len(np.unique(pixels(figure).reshape(-1, 4), axis=0)) > 20


@pytest.mark.slow
def test_a_hidden_figure_is_not_drawn_until_it_is_seen(view: View, hands: Hands, pool: FakePool) -> None:
    figure = view.content.confusion.figure
    view.show_tab("Confusion")
    hands.wait(lambda: figure.up_to_date)
    view.show_tab("Runs")
    hands.rest(0.3)
    before = pixels(figure)
    train_and_test(view, hands, pool, "Runs")
    hands.rest(0.5)
    assert np.array_equal(before, pixels(figure)) and not figure.up_to_date
    view.show_tab("Confusion")
    hands.wait(lambda: figure.up_to_date)
    assert not np.array_equal(before, pixels(figure))


@pytest.mark.slow
def test_a_window_that_is_resized_meanwhile_does_not_spoil_the_picture(
    view: View, hands: Hands, pool: FakePool
) -> None:
    figure = view.content.confusion.figure
    train_and_test(view, hands, pool)
    view.show_tab("Confusion")
    hands.wait(lambda: figure.up_to_date)
    assert figure.canvas is not None and figure._paint is not None
    steps = chain(figure._paint(), drawing_steps(figure.canvas))
    figure._drawing = True
    for _ in range(4):  # in the midst of the matrices
        next(steps)
    figure.canvas.draw()  # as it does for another size
    figure._go_on(steps)
    hands.wait(lambda: figure.up_to_date)
    in_steps = pixels(figure)
    figure.canvas.draw()
    assert np.array_equal(in_steps, pixels(figure))


def test_curves_are_whole_after_a_resize_while_they_are_built(view: View, hands: Hands, pool: FakePool) -> None:
    train_and_test(view, hands, pool)
    figure = view.content.train.figure
    hands.wait(lambda: figure.up_to_date)
    view.selection.train_metrics["f1"].set(True)
    assert figure.canvas is not None and figure.figure is not None and figure._paint is not None
    steps = figure._paint()
    figure._drawing = True
    next(steps)  # the first of the axes
    figure.canvas.draw()
    figure._go_on(steps)
    hands.wait(lambda: figure.up_to_date)
    assert [axes.get_label() for axes in figure.figure.axes] == ["loss", "accuracy", "f1"]


def test_a_step_that_fails_does_not_end_all_drawing(view: View, hands: Hands, pool: FakePool) -> None:
    train_and_test(view, hands, pool)
    figure = view.content.train.figure
    hands.wait(lambda: figure.up_to_date)

    def failing() -> Iterator[None]:
        yield
        raise ValueError("a defect")

    steps = failing()
    figure._drawing = True
    next(steps)
    with pytest.raises(ValueError, match="a defect"):
        figure._go_on(steps)
    before = pixels(figure)
    view.selection.train_metrics["f1"].set(True)
    hands.wait(lambda: figure.up_to_date)
    assert not np.array_equal(before, pixels(figure))


@pytest.mark.parametrize(("least", "scrolls"), [(0.0, False), (150.0, False), (600.0, True)])
def test_a_figure_scrolls_where_it_has_less_room_than_it_needs(
    view: View, hands: Hands, least: float, scrolls: bool
) -> None:
    asked: list[float] = []

    def least_height(width: float) -> float:
        asked.append(width)
        return least

    def painter(figure: Figure, style: PlotStyle) -> Painter:
        return lambda: iter((None,))

    frame = ttk.Frame(view.root, width=400, height=300)
    frame.pack_propagate(False)
    frame.place(x=0, y=0)
    figure = FigureView(frame, painter, least_height)
    figure.pack(fill="both", expand=True)
    figure.create()
    assert figure.canvas is not None and figure.figure is not None
    widget = figure.canvas.get_tk_widget()
    made = figure.figure

    def expected() -> float:  # the canvas sets the resolution when it is shown
        return least * made.dpi / 72 if scrolls else 300

    hands.wait(lambda: abs(widget.winfo_height() - expected()) <= 1 and (widget.winfo_width() < 400) is scrolls)
    assert figure._scrolling._down.winfo_ismapped() == scrolls
    assert asked[-1] == pytest.approx(400 / made.dpi * 72, rel=0.01)
    hands.wait(lambda: figure.up_to_date)
    assert pixels(figure).shape[:2] == pytest.approx((widget.winfo_height(), widget.winfo_width()), abs=1)


def test_names_that_look_like_formulas_are_drawn_as_they_are(view: View, hands: Hands) -> None:
    names = ("US$ 10% - US$ 20%", "$5_$10", "$$", "$x^$", "$0-$50")

    def painter(figure: Figure, style: PlotStyle) -> Painter:
        def paint() -> Iterator[None]:
            draw_confusion(figure, [("A", np.eye(len(names)))], names, Normalisation.COUNTS, style)
            yield

        return paint

    figure = FigureView(view.root, painter)
    figure.place(x=0, y=0, width=600, height=500)
    figure.create()
    hands.wait(lambda: figure.up_to_date)
    assert figure.figure is not None and figure.canvas is not None
    figure.canvas.draw()
    assert [label.get_text() for label in figure.figure.axes[0].get_yticklabels()] == [
        "US$ 10%…US$ 20%", "$5_$10", "$$", "$x^$", "$0-$50",
    ]  # fmt: skip
    figure.destroy()
