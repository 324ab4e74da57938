"""What the curves show; looks at artists, not at pixels."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from tests.plots.conftest import MakeFigure
from workbench.evaluation import metrics as evaluation
from workbench.plots.curves import HINT, LiveCurves, ModelCurves, draw_curves
from workbench.plots.style import COMPETITOR_COLOURS, DARK, LIGHT, PlotStyle

METRICS = ("accuracy", "precision", "recall", "auc_roc", "auc_pr", "f1")
NAMES = ("Image_MLP", "Image_CNN", "Image_RNN", "Image_CNNx")


def model(index: int, epochs: int, metrics: tuple[str, ...] = METRICS) -> ModelCurves:
    random = np.random.default_rng(index)
    history = {prefix + name: random.random(epochs).tolist() for name in ("loss", *metrics) for prefix in ("", "val_")}
    return ModelCurves(NAMES[index], index, history)


def axes_of(figure: Figure, name: str) -> Axes:
    return next(axes for axes in figure.axes if axes.get_label() == name)


def lines_of(figure: Figure, name: str) -> list[Line2D]:
    return [line for line in axes_of(figure, name).lines if len(np.asarray(line.get_xdata()))]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.texts]


@pytest.mark.parametrize("count", range(7))
def test_one_axes_for_loss_and_one_for_each_metric(figure: Figure, count: int) -> None:
    draw_curves(figure, [model(0, 3)], METRICS[:count], LIGHT)
    assert [axes.get_label() for axes in figure.axes] == ["loss", *METRICS[:count]]
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == ["Loss", "Accuracy", "Precision", "Recall", "AUC ROC", "AUC PR", "F1"][: count + 1]


def test_titles_and_limits_are_those_that_a_metric_declares(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short word of an id is no abbreviation; a range may be another one; an id of an old history is its title."""
    accuracy = evaluation.METRICS["accuracy"]
    toy = replace(accuracy, id="log_odds", title="Log odds", low=-1.0, high=1.0)
    monkeypatch.setitem(evaluation.METRICS, "log_odds", toy)
    history: dict[str, list[float | None]] = {"loss": [1.0], "log_odds": [-1.0, 1.0], "old_one": [2.0]}
    draw_curves(figure, [ModelCurves("Image_MLP", 0, history)], ("log_odds", "old_one"), LIGHT)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Loss", "Log odds", "old_one"]
    assert axes_of(figure, "log_odds").get_ylim() == pytest.approx((-1.04, 1.04))
    low, high = axes_of(figure, "old_one").get_ylim()
    assert low < 2 < high


def test_steps_that_are_left_in_the_midst_are_started_anew(figure: Figure) -> None:
    curves = LiveCurves(figure, LIGHT)
    next(curves.update_in_steps([model(0, 3)], METRICS))
    assert len(figure.axes) == 1
    curves.update([model(0, 4)], METRICS)
    assert [axes.get_label() for axes in figure.axes] == ["loss", *METRICS]
    made = figure.axes[0]
    curves.update([model(0, 5)], METRICS)
    assert figure.axes[0] is made, "once built, only the data change"


@pytest.mark.parametrize("size", [(9, 5.6, 100), (7, 3.8, 100), (4.5, 2.8, 200), (4, 9, 100)])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
def test_axes_lie_inside_the_figure_and_do_not_overlap(
    make_figure: Callable[..., Figure], size: tuple[float, float, float], count: int
) -> None:
    figure = make_figure(*size)
    draw_curves(figure, [model(index, 4) for index in range(4)], METRICS[:count], LIGHT)
    figure.canvas.draw()
    boxes = [axes.get_window_extent() for axes in figure.axes]
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert all(box.width > 20 and box.height > 20 for box in boxes)
    assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))


def test_values_are_drawn_over_epochs_from_1(figure: Figure) -> None:
    curves = ModelCurves("Image_CNN", 1, {"loss": [3.0, 2.0, 1.0], "val_loss": [4.0, 3.0, 2.0]})
    draw_curves(figure, [curves], (), LIGHT)
    train, validation = lines_of(figure, "loss")
    np.testing.assert_array_equal(train.get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(train.get_ydata(), [3, 2, 1])
    np.testing.assert_array_equal(validation.get_ydata(), [4, 3, 2])


def test_colour_is_the_network_and_dashes_are_validation(figure: Figure) -> None:
    draw_curves(figure, [model(1, 3), model(3, 3)], (), LIGHT)
    lines = lines_of(figure, "loss")
    assert [line.get_color() for line in lines] == [COMPETITOR_COLOURS[index] for index in (1, 1, 3, 3)]
    assert [line.is_dashed() for line in lines] == [False, True, False, True]
    train, validation = lines[:2]
    assert train.get_markerfacecolor() == COMPETITOR_COLOURS[1]
    assert validation.get_markerfacecolor() == LIGHT.background


def test_one_legend_names_networks_and_line_styles(figure: Figure) -> None:
    draw_curves(figure, [model(0, 3), model(1, 3), model(2, 3)], METRICS, LIGHT)
    figure.canvas.draw()
    legends = [legend for axes in figure.axes if (legend := axes.get_legend())]
    assert len(legends) == 1
    labels = [text.get_text() for text in legends[0].get_texts()]
    assert labels == [*NAMES[:3], "training", "validation"]
    assert legends[0].get_window_extent().y0 > max(axes.get_window_extent().y1 for axes in figure.axes)


def test_a_single_epoch_is_visible_by_its_marker(figure: Figure) -> None:
    draw_curves(figure, [model(0, 1)], (), LIGHT)
    figure.canvas.draw()
    (train, _) = lines_of(figure, "loss")
    assert train.get_markevery() == [0]
    assert train.get_markersize() > 0
    (low, high) = axes_of(figure, "loss").get_xlim()
    assert low < 1 < high
    assert [tick for tick in axes_of(figure, "loss").get_xticks() if low < tick < high] == [1]


def test_undefined_values_are_gaps_and_single_points_beside_them_are_marked(figure: Figure) -> None:
    values: list[float | None] = [1.0] * 60
    values[10], values[12], values[20] = None, None, float("inf")
    draw_curves(figure, [ModelCurves("Image_MLP", 0, {"loss": values})], (), LIGHT)
    (line,) = lines_of(figure, "loss")
    assert np.flatnonzero(np.isnan(np.asarray(line.get_ydata(), float))).tolist() == [10, 12, 20]
    assert line.get_markevery() == [11]


def test_a_metric_that_is_always_undefined_draws(figure: Figure) -> None:
    draw_curves(
        figure, [ModelCurves("Image_MLP", 0, {"loss": [1.0, 0.5], "f1": [None, None]})], ("f1", "recall"), LIGHT
    )
    figure.canvas.draw()
    assert axes_of(figure, "f1").get_ylim() == axes_of(figure, "recall").get_ylim()


def test_long_curves_keep_their_extremes(figure: Figure) -> None:
    values = np.random.default_rng(0).random(5000)
    values[1234], values[4321] = 7.0, -7.0
    draw_curves(figure, [ModelCurves("Image_MLP", 0, {"loss": values.tolist()})], (), LIGHT)
    (line,) = lines_of(figure, "loss")
    drawn = np.asarray(line.get_ydata(), float)
    assert len(drawn) < 2000
    assert (drawn.max(), drawn.min()) == (7.0, -7.0)
    assert np.all(np.diff(np.asarray(line.get_xdata(), float)) >= 0)


def test_limits_hold_all_curves_and_metrics_stay_between_0_and_1(figure: Figure) -> None:
    first = ModelCurves("Image_MLP", 0, {"loss": [9.0, 0.1], "accuracy": [0.0, 1.0]})
    second = ModelCurves("Image_CNN", 1, {"loss": [0.2] * 7, "val_accuracy": [0.5] * 7})
    draw_curves(figure, [first, second], ("accuracy",), LIGHT)
    low, high = axes_of(figure, "loss").get_ylim()
    assert low < 0.1 and high > 9
    low, high = axes_of(figure, "accuracy").get_ylim()
    assert -0.03 < low < 0 and 1 < high < 1.03
    left, right = axes_of(figure, "accuracy").get_xlim()
    assert left < 1 and right > 7


def test_small_learning_rates_fill_their_axes(figure: Figure) -> None:
    history = {**model(0, 4).history, "learning_rate": [0.001, 0.001, 0.0001, 0.0001]}
    without = model(1, 4)
    draw_curves(figure, [ModelCurves(NAMES[0], 0, history), without], ("accuracy", "learning_rate"), LIGHT)
    axes = axes_of(figure, "learning_rate")
    assert axes.get_title(loc="left") == "Learning rate" and len(lines_of(figure, "learning_rate")) == 1
    low, high = axes.get_ylim()
    assert 0 < low < 0.0001 and 0.001 < high < 0.0011
    figure.canvas.draw()
    shown = [label.get_text() for label in axes.get_yticklabels()]
    assert shown and max(map(len, shown)) <= 6
    assert not axes.yaxis.get_offset_text().get_text()


@pytest.mark.parametrize("rates", [[0.0015, 0.001], [0.5, 0.01], [0.001, 0.00025], [1e-5, 3e-7], [0.1, 0.0]])
def test_one_notation_for_the_numbers_of_an_axis(figure: Figure, rates: list[float | None]) -> None:
    curves = ModelCurves(NAMES[0], 0, {"loss": [1.0, 0.5], "learning_rate": rates})
    draw_curves(figure, [curves], ("learning_rate",), LIGHT)
    figure.canvas.draw()
    axes = axes_of(figure, "learning_rate")
    shown = [label.get_text() for label in axes.get_yticklabels()]
    assert len({"e" in text for text in shown if text != "0"}) == 1, shown
    np.testing.assert_allclose([float(text) for text in shown], axes.get_yticks(), rtol=1e-6, atol=1e-12)


def test_the_loss_of_the_running_epoch_is_a_thin_line_behind_the_last_epoch(figure: Figure) -> None:
    running = [(2.25, 0.4), (2.5, 0.9)]
    draw_curves(figure, [ModelCurves(NAMES[1], 1, {"loss": [0.7, 0.6]}, running)], ("accuracy",), LIGHT)
    train, thin = lines_of(figure, "loss")
    np.testing.assert_array_equal(np.asarray(thin.get_xydata()), running)
    assert thin.get_linewidth() < train.get_linewidth() and thin.get_color() == train.get_color()
    assert thin.get_marker() == "None"
    low, high = axes_of(figure, "loss").get_ylim()
    assert low < 0.4 and high > 0.9
    assert lines_of(figure, "accuracy") == []
    assert axes_of(figure, "loss").get_xlim() == axes_of(figure, "accuracy").get_xlim()
    assert 0.5 < axes_of(figure, "loss").get_xlim()[0] < 1 and axes_of(figure, "loss").get_xlim()[1] > 2.5


def test_the_first_epoch_is_seen_while_it_runs(figure: Figure) -> None:
    live = LiveCurves(figure, LIGHT)
    live.update([ModelCurves(NAMES[0], 0, {}, [(0.25, 2.0), (0.5, 1.0)])], METRICS, "The first epoch runs: 4 of 8")
    figure.canvas.draw()
    (thin,) = lines_of(figure, "loss")
    left, right = axes_of(figure, "loss").get_xlim()
    assert left < 0 and right > 0.5
    assert axes_of(figure, "loss").get_title(loc="right") == "The first epoch runs: 4 of 8"
    live.update([ModelCurves(NAMES[0], 0, {"loss": [0.8]})], METRICS)
    (train,) = lines_of(figure, "loss")
    assert train is not thin and np.asarray(train.get_xydata()).tolist() == [[1, 0.8]]
    assert axes_of(figure, "loss").get_title(loc="right") == ""
    assert axes_of(figure, "loss").get_xlim()[0] > 0.5


@pytest.mark.parametrize("count", [1, 5, 12])
def test_as_many_networks_as_an_experiment_may_have(figure: Figure, count: int) -> None:
    models = [ModelCurves(f"Network_{index}", index, {"loss": [1.0, 0.5 + index]}) for index in range(count)]
    draw_curves(figure, models, ("accuracy",), LIGHT)
    figure.canvas.draw()
    legend = figure.axes[0].get_legend()
    assert legend is not None and len(legend.get_texts()) == count + 2
    assert len(lines_of(figure, "loss")) == count
    assert legend.get_window_extent().y0 > max(axes.get_window_extent().y1 for axes in figure.axes)
    assert legend.get_window_extent().x0 >= 0 and legend.get_window_extent().x1 <= figure.bbox.x1


def test_the_epoch_axis_has_whole_numbers(figure: Figure) -> None:
    draw_curves(figure, [model(0, 2)], METRICS, LIGHT)
    figure.canvas.draw()
    for axes in figure.axes:
        assert all(float(tick).is_integer() for tick in axes.get_xticks())


def test_without_any_epoch_there_is_a_hint(figure: Figure) -> None:
    draw_curves(figure, [ModelCurves("Image_MLP", 0, {}), ModelCurves("Image_CNN", 1, {"loss": []})], METRICS, LIGHT)
    figure.canvas.draw()
    assert figure.axes == []
    assert texts(figure) == [HINT]


def test_a_network_without_history_is_left_out(figure: Figure) -> None:
    draw_curves(figure, [model(0, 3), ModelCurves("Image_CNN", 1, {})], (), LIGHT)
    assert {line.get_color() for line in axes_of(figure, "loss").lines} == {COMPETITOR_COLOURS[0]}


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_the_theme_is_honoured(figure: Figure, style: PlotStyle) -> None:
    draw_curves(figure, [model(0, 3)], ("accuracy",), style)
    figure.canvas.draw()
    assert to_hex(figure.get_facecolor()) == style.background
    for axes in figure.axes:
        assert to_hex(axes.spines["left"].get_edgecolor()) == style.muted
        assert axes.yaxis.get_major_ticks()[0].label1.get_color() == style.foreground
        assert axes.yaxis.get_major_ticks()[0].gridline.get_color() == style.grid
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert to_hex(legend.get_texts()[0].get_color()) == style.foreground


def test_growing_curves_keep_their_artists(figure: Figure) -> None:
    live = LiveCurves(figure, LIGHT)
    live.update([model(0, 3), model(1, 2)], ("accuracy",))
    axes, lines = figure.axes, lines_of(figure, "accuracy")
    live.update([model(0, 4), model(1, 3)], ("accuracy",))
    assert figure.axes == axes
    assert lines_of(figure, "accuracy") == lines
    assert np.asarray(lines[0].get_xdata()).tolist() == [1, 2, 3, 4]


def test_other_metrics_or_networks_are_laid_out_anew(figure: Figure) -> None:
    live = LiveCurves(figure, LIGHT)
    live.update([], ("accuracy",))
    assert texts(figure) == [HINT]
    live.update([model(0, 3)], ("accuracy",))
    assert len(figure.axes) == 2 and texts(figure) == []
    live.update([model(0, 3)], ("accuracy", "f1"))
    assert len(figure.axes) == 3
    live.update([model(0, 3), model(1, 1)], ("accuracy", "f1"))
    assert len(lines_of(figure, "f1")) == 4
    live.update([], ())
    assert texts(figure) == [HINT]


def test_a_resized_figure_is_arranged_anew(figure: Figure) -> None:
    draw_curves(figure, [model(0, 3)], METRICS[:2], LIGHT)
    figure.canvas.draw()
    wide = [axes.get_position().x0 for axes in figure.axes]
    figure.set_size_inches(3, 9)
    figure.canvas.draw()
    narrow = [axes.get_position().x0 for axes in figure.axes]
    assert len(set(wide)) > 1
    assert len(set(narrow)) == 1


@pytest.mark.parametrize(("size", "named"), [((8.6, 4.1), True), ((2.4, 1.5), False), ((0.5, 0.3), False)], ids=str)
def test_the_names_of_twelve_networks_leave_room_for_the_curves(
    make_figure: MakeFigure, size: tuple[float, float], named: bool
) -> None:
    """In a small figure there once was no height left at all, which ended in an error."""
    figure = make_figure(*size)
    models = [ModelCurves(f"Conv_regularised-{place}", place, {"loss": [1.0, 0.5]}) for place in range(12)]
    draw_curves(figure, models, ("accuracy", "f1"), LIGHT)
    figure.canvas.draw()
    legend = figure.axes[0].get_legend()
    assert legend is not None and len(legend.get_texts()) == (14 if named else 2)
    if named:
        assert legend.get_window_extent().y0 >= max(axes.get_window_extent().y1 for axes in figure.axes)
