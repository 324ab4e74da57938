"""One, two, seven and twelve competitors in the window of a small screen, with real workers: train, test, reopen."""

from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from tests.view.conftest import Hands
from workbench.data.datasets.registry import DATASETS
from workbench.experiment.competitor import ModelState
from workbench.plots.style import COMPETITOR_COLOURS, DARK, LIGHT
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.networks import NetworksDialog
from workbench.view.window.view import View

Accuracies = dict[str, float | None]


def choose(view: View, hands: Hands, count: int) -> None:
    """Let the first network of the quartet compete so many times, by the dialog's buttons."""

    def put_together(dialog: Dialog) -> None:
        assert isinstance(dialog, NetworksDialog)
        while dialog.networks.names:
            hands.press(dialog.buttons_of_lists["← Remove"])
        for _ in range(count):
            hands.press(dialog.buttons_of_lists["Add →"])
        dialog._ok.invoke()

    hands.next_dialog(put_together)
    hands.press(view.content.left.dataset.networks)
    hands.wait(lambda: len(view.experiment.competitors) == count and view.experiment.prepared is not None)
    hands.wait(lambda: not view.experiment.busy)


def train_and_test(view: View, hands: Hands) -> None:
    for button in (view.content.toolbar.train, view.content.toolbar.test):
        hands.wait(lambda button=button: not button.instate(["disabled"]))  # type: ignore[misc]
        hands.press(button)
        hands.wait(lambda: not view.experiment.busy)
        hands.rest(0.1)


def shown(view: View, hands: Hands, count: int) -> Accuracies:
    """What rows, curves and matrices show in both themes, checked against each other; returns the test accuracies."""
    rows = view.content.left.competitors.rows
    assert len(rows) == count
    assert [str(row.shape.cget("foreground")) for row in rows.values()] == list(COMPETITOR_COLOURS[:count])
    assert {row.score_of.cget("text") for row in rows.values()} == {"test, epoch 1"}
    assert {each.state for each in view.experiment.competitors.values()} == {ModelState.TESTED}
    for theme in ("dark", "light"):
        view.mode.set(theme)
        view.actions.restyle()
        style = DARK if theme == "dark" else LIGHT
        for title, figure_view in (("Train", view.content.train.figure), ("Confusion", view.content.confusion.figure)):
            view.show_tab(title)
            hands.wait(lambda figure_view=figure_view: figure_view.up_to_date)  # type: ignore[misc]
            figure = figure_view.figure
            assert figure is not None and to_hex(figure.get_facecolor()) == style.background
            if title == "Train":
                legend = figure.axes[0].get_legend()
                assert legend is not None and len(legend.get_texts()) == count + 2
            else:
                assert sum(bool(axes.images) for axes in figure.axes) == count
    view.show_tab("Summaries")
    hands.rest(0.1)
    assert len(view.content.summaries.buttons) == count
    assert all(button.winfo_viewable() for button in view.content.summaries.buttons)
    return {name: each.best_score for name, each in view.experiment.competitors.items()}


@pytest.mark.slow
@pytest.mark.parametrize("counts", [(1, 2), (7, 12)], ids=str)
def test_trained_tested_and_reopened(real_view: View, counts: tuple[int, ...]) -> None:
    view, hands = real_view, Hands(real_view)
    view.root.geometry("1280x720")
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    view.selection.entries["epochs"].set("1")
    found: dict[int, tuple[Path, Accuracies]] = {}
    for count in counts:
        choose(view, hands, count)
        train_and_test(view, hands)
        assert view.experiment.run is not None
        found[count] = view.experiment.run.folder, shown(view, hands, count)
    for count, (folder, accuracies) in found.items():
        if view.experiment.run is not None and view.experiment.run.folder == folder:
            continue
        view.actions.runs.open(folder)
        hands.wait(lambda count=count: len(view.experiment.competitors) == count)  # type: ignore[misc]
        hands.wait(lambda: not view.experiment.busy)
        hands.rest(0.1)
        assert view.content.left.dataset.quartet.get() == f"Custom ({count})"
        assert shown(view, hands, count) == accuracies
