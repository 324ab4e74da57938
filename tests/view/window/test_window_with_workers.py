"""The window with real workers: the way through it that a user takes, in one sitting."""

import random
from pathlib import Path
from tkinter import filedialog, ttk

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.window.presses import NAMES
from workbench.data.datasets.registry import DATASETS
from workbench.experiment.competitor import ModelState
from workbench.storage.folders import Folders
from workbench.storage.weights import list_sets
from workbench.view.commands.saving import save_console
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.importing.dialog import ImportDialog
from workbench.view.importing.table_page import TablePage
from workbench.view.window.view import View

pytestmark = pytest.mark.slow


def test_imported_table(real_view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is opened, read in another way, remembered; its networks are trained and predict a file."""
    view, hands = real_view, Hands(real_view)
    path = tmp_path / "plants.csv"
    rows = (f"{number};{number % 2 + 0.1 * (number % 7):.1f};{number % 5};{'ab'[number % 2]}" for number in range(120))
    path.write_text("\n".join(("key;height;leaves;kind", *(row.replace(".", ",") for row in rows))), encoding="utf-8")

    def look(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        page = dialog.page
        assert isinstance(page, TablePage)
        assert (page.rows.value("separator"), page.rows.value("decimal")) == (";", ",")
        assert page.rows.value("label") == "kind"
        page.rows.variables["label"].set("leaves")
        page.rows.boxes["label"]._chosen()
        page.test.variables["fraction"].set("0.25")
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        assert dialog.recipe is not None
        assert len(dialog.recipe.class_names) == 5 and dialog.recipe.sizes == (90, 30)
        page.rows.variables["label"].set("kind")
        page.rows.boxes["label"]._chosen()
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        dialog._ok.invoke()
        hands.wait(lambda: not dialog.winfo_exists())

    hands.next_dialog(look)
    view.actions.imports.open(path)
    assert view.experiment.source.name == "plants" and view.experiment.source.class_names == ("a", "b")
    hands.wait(lambda: view.experiment.prepared is not None and not view.experiment.busy)
    hands.type(view.content.toolbar.entries["epochs"].entry, "1")
    hands.press(view.content.toolbar.train)
    hands.wait(lambda: not view.experiment.busy)
    assert [competitor.state for competitor in view.experiment.competitors.values()] == [ModelState.TRAINED] * 4

    def predicted(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        hands.wait(lambda: dialog.save.instate(["!disabled"]))
        assert set(dialog.found) == set(view.experiment.competitors)
        assert all(len(event.samples) == 120 and event.classes == ("a", "b") for event in dialog.found.values())
        assert len(dialog.table.get_children()) == 120
        dialog.cancel()

    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_: (str(path),))
    hands.next_dialog(predicted)
    view.actions.predict_files()


def test_train_test_save_reset_load_and_predict(
    real_view: View, real_folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, hands = real_view, Hands(real_view)
    competitors = view.experiment.competitors
    hands.type(view.content.toolbar.entries["epochs"].entry, "2")
    hands.press(view.content.toolbar.train)
    hands.wait(lambda: not view.experiment.busy)
    assert [competitor.state for competitor in competitors.values()] == [ModelState.TRAINED] * 4
    assert {len(competitor.history["val_accuracy"]) for competitor in competitors.values()} == {2}
    hands.rest()
    hands.wait(lambda: view.content.train.figure.up_to_date)
    figure = view.content.train.figure.figure
    assert figure is not None
    drawn = [line for axes in figure.axes for line in axes.lines if len(line.get_xdata()) == 2]  # type: ignore[arg-type]
    assert len(drawn) == 2 * 2 * 4  # loss and accuracy, training and validation, four networks

    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    hands.wait(lambda: not view.experiment.busy)
    view.show_tab("Confusion")
    hands.wait(lambda: view.content.confusion.figure.up_to_date)
    figure = view.content.confusion.figure.figure
    assert figure is not None and sum(bool(axes.images) for axes in figure.axes) == 4
    accuracy = {name: competitor.best_score for name, competitor in competitors.items()}
    assert all(value is not None and value > 0.3 for value in accuracy.values())

    hands.answer("Save")
    hands.focus(view.root)
    view.root.event_generate("<Control-s>")
    hands.wait(lambda: not view.experiment.busy)
    (saved,) = list_sets(real_folders.weights, "digits")
    assert set(saved.models) == set(NAMES)

    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
    question = hands.answer("Cancel")
    hands.press(view.content.toolbar.reset)
    assert any("untrained" in text for text in question)
    assert view.experiment.run is not None

    hands.answer("Reset")
    hands.press(view.content.toolbar.reset)
    assert {competitor.state for competitor in view.experiment.competitors.values()} == {ModelState.UNTRAINED}
    hands.answer("Load")
    view.actions.load_weights()
    hands.wait(lambda: not view.experiment.busy)
    assert {competitor.state for competitor in view.experiment.competitors.values()} == {ModelState.LOADED}
    view.show_tab("Samples")
    hands.rest()
    hands.press(view.content.samples.random)
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
    assert len(view.content.samples.verdicts.winfo_children()) == 4 * 5
    path = tmp_path / "console.txt"
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda **options: str(path))
    view.actions.save(save_console)
    assert path.read_text().count("weights loaded from") == 4


def test_a_run_that_started_from_weights_is_repeated_with_the_same_numbers(real_view: View) -> None:
    view, hands = real_view, Hands(real_view)
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    for name in view.experiment.competitors:
        view.selection.model(name).set(name == "Tabular_MLP")

    def train(epochs: str, size: str) -> None:
        view.selection.entries["epochs"].set(epochs)
        view.selection.entries["batch size"].set(size)
        view.actions.train()
        hands.wait(lambda: not view.experiment.busy)

    train("1", "")
    view.experiment.save_weights(["Tabular_MLP"], "start")
    hands.wait(lambda: not view.experiment.busy)
    hands.answer("Load")
    view.actions.load_weights()
    hands.wait(lambda: not view.experiment.busy)
    train("2", "64")
    train("1", "32")
    run, history = view.experiment.run, view.experiment.competitors["Tabular_MLP"].history
    assert run is not None and len(history["loss"]) == 3
    hands.answer("Train all 2")
    view.actions.runs.repeat(run.folder)
    again = view.experiment.competitors["Tabular_MLP"]
    hands.wait(lambda: len(again.history.get("loss", [])) == 3 and not view.experiment.busy)
    hands.rest()
    assert again.history == history
    assert view.experiment.run is not None and view.experiment.run.settings.loaded == run.settings.loaded


def test_everything_in_an_odd_order(real_view: View) -> None:
    """Presses at random for a while: nothing breaks, and afterwards the window still trains."""
    view, hands = real_view, Hands(real_view)
    draw = random.Random(7)
    bar, left = view.content.toolbar, view.content.left
    hands.wait(lambda: view.experiment.prepared is not None)

    def answer_any() -> None:
        view.root.after(30, answer_any)  # first: a button may open a question, and waits until that is answered
        dialog = hands.dialog()
        if dialog is not None:
            buttons = [button for button in dialog.buttons.winfo_children() if isinstance(button, ttk.Button)]
            draw.choice([button for button in buttons if button.cget("text") not in ("Browse…", "Copy")]).invoke()

    answer_any()
    view.selection.entries["epochs"].set("1")
    deeds = [
        lambda: hands.press(bar.train),
        lambda: hands.press(bar.test),
        lambda: hands.press(bar.pause),
        lambda: hands.press(bar.stop),
        lambda: hands.press(bar.reset),
        lambda: hands.press(bar.options),
        lambda: hands.press(find_button(left.competitors, draw.choice(("all", "none")))),
        lambda: hands.press(draw.choice(list(left.competitors.rows.values())).tick),
        lambda: hands.press(draw.choice(list(left.metrics.ticks.values()))),
        lambda: view.show_tab(draw.choice(("Train", "Confusion", "Samples", "Summaries", "Runs"))),
        lambda: view.actions.choose_dataset(DATASETS[draw.choice(("digits", "breast-cancer", "temporal-order"))]),
        lambda: view.selection.entries["epochs"].set(draw.choice(("1", "", "0", "x", "2"))),
        view.actions.save_weights,
        view.actions.load_weights,
        view.actions.toggle_theme,
        view.actions.clear_screen,
        view.actions.find,
        view.content.samples.random.invoke,
    ]
    for _ in range(120):
        draw.choice(deeds)()
        hands.rest(draw.choice((0.0, 0.02, 0.3)))
    hands.press(bar.stop)
    hands.wait(lambda: not view.experiment.working)
    view.selection.entries["epochs"].set("1")
    hands.press(find_button(left.competitors, "all"))
    hands.rest()
    hands.press(bar.train)
    hands.wait(lambda: not view.experiment.busy)
    assert all(competitor.completed for competitor in view.experiment.competitors.values())
