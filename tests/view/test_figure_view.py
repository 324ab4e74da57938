"""Figures in the window: drawn in steps, and as matplotlib would draw them at once."""

from typing import Any

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.text import Text
from numpy.typing import NDArray

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.plots.style import DARK, LIGHT
from workbench.view import theme
from workbench.view.figure_view import FigureView
from workbench.view.view import View


def pixels(figure: FigureView) -> NDArray[Any]:
    assert figure.canvas is not None
    return np.asarray(figure.canvas.buffer_rgba()).copy()


def test_steps_give_the_same_picture_as_one_draw(view: View, hands: Hands, pool: FakePool) -> None:
    view.choices.entries["epochs"].set("3")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
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


def test_another_theme_never_shows_the_old_colours(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
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


def test_a_hidden_figure_is_not_drawn_until_it_is_seen(view: View, hands: Hands, pool: FakePool) -> None:
    figure = view.content.confusion.figure
    view.show_tab("Confusion")
    hands.wait(lambda: figure.up_to_date)
    view.show_tab("Runs")
    hands.rest(0.3)
    before = pixels(figure)
    view.choices.entries["epochs"].set("1")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    view.show_tab("Runs")
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    hands.rest(0.5)
    assert np.array_equal(before, pixels(figure)) and not figure.up_to_date
    view.show_tab("Confusion")
    hands.wait(lambda: figure.up_to_date)
    assert not np.array_equal(before, pixels(figure))


def test_a_window_that_is_resized_meanwhile_does_not_spoil_the_picture(
    view: View, hands: Hands, pool: FakePool
) -> None:
    figure = view.content.confusion.figure
    view.show_tab("Confusion")
    view.choices.entries["epochs"].set("1")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    view.show_tab("Confusion")
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: figure._drawing)
    assert figure.canvas is not None
    steps = 0
    while figure._drawing and steps < 3:
        view.root.update()
        steps += 1
    figure.canvas.draw()  # as it does for another size
    hands.wait(lambda: figure.up_to_date)
    in_steps = pixels(figure)
    figure.canvas.draw()
    assert np.array_equal(in_steps, pixels(figure))
