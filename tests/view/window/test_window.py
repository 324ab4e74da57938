"""The window with a fake pool: what buttons, ticks, entries and dialogs do."""

import math
import tkinter
from datetime import datetime
from pathlib import Path
from tkinter import ttk

import numpy as np
import pytest
from matplotlib.colors import to_hex

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.events.data import PreparationProgress
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.predict_sample import PredictSampleJob, SamplePredicted, SampleRequest, SampleShown
from workbench.jobs.types.prepare import PrepareJob
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.settings.request import Validation, WhichWeights
from workbench.storage.folders import Folders
from workbench.storage.weights import WeightsSet
from workbench.view.commands.saving import save_confusion, save_console, save_curves, save_numbers
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.dialogs.weights import LoadWeightsDialog, SaveWeightsDialog, best_score
from workbench.view.widgets.small import descendants
from workbench.view.window.view import View

NAMES = ("Image_MLP", "Image_CNN", "Image_RNN", "Image_CNNx")


def enabled(view: View) -> dict[str, bool]:
    bar = view.content.toolbar
    buttons = {"train": bar.train, "test": bar.test, "pause": bar.pause, "stop": bar.stop, "reset": bar.reset}
    return {name: not button.instate(["disabled"]) for name, button in buttons.items()}


def jobs(pool: FakePool, kind: type) -> list:  # type: ignore[type-arg]
    return [job for job in pool.jobs.values() if isinstance(job, kind)]


def train(view: View, hands: Hands, pool: FakePool, epochs: str = "3") -> None:
    view.selection.entries["epochs"].set(epochs)
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()


def test_at_first_everything_is_shown_and_only_train_is_possible(view: View) -> None:
    assert enabled(view) == {"train": True, "test": False, "pause": False, "stop": False, "reset": False}
    left = view.content.left
    assert tuple(left.competitors.rows) == NAMES
    assert left.dataset.status.cget("text") == "● Ready"
    assert "1,438 + 359 rows · 8×8×1 · 10 classes" in left.dataset.facts.cget("text")
    assert left.competitors.rows["Image_CNN"].state_text.cget("text") == "250,000 · not trained"
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "15"
    assert left.metrics.note.winfo_ismapped()
    assert view.content.status.what.cget("text") == "Ready"


def test_nothing_heavy_is_loaded_by_the_window(view: View) -> None:
    import subprocess
    import sys

    heavy = ("tensorflow", "keras", "sklearn", "pandas", "matplotlib")
    code = f"import sys, workbench.view.window.view; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_training_through_the_buttons(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.left.competitors.rows["Image_RNN"].tick)
    hands.press(view.content.left.metrics.ticks["f1", "validation"])
    hands.type(view.content.toolbar.entries["epochs"].entry, "3")
    hands.type(view.content.toolbar.entries["batch size"].entry, "64")
    hands.type(view.content.toolbar.entries["seed"].entry, "7")
    hands.press(view.content.toolbar.train)
    waiting = jobs(pool, TrainJob)
    assert {job.trial_id for job in waiting} == {"Image_MLP", "Image_CNN", "Image_CNNx"}
    assert {(job.target, job.trial.settings.batch_size, job.trial.seed) for job in waiting} == {(3, 64, 7)}
    assert waiting[0].metrics == ("accuracy",) and waiting[0].validation_metrics == ("accuracy", "f1")
    assert enabled(view) == {"train": False, "test": False, "pause": True, "stop": True, "reset": False}

    pool.run_epochs()
    hands.wait(lambda: view.content.train.figure.up_to_date)
    hands.rest()
    row = view.content.left.competitors.rows["Image_CNN"]
    assert row.state_text.cget("text") == "250,000 · training 2/3"
    assert row.score.cget("text") == "0.4000" and row.score_of.cget("text") == "val., epoch 1"
    assert len(view.console.buffer.progress) == 3
    assert sum("epoch 1/3" in line for line in view.buffer.lines) == 3
    figure = view.content.train.figure.figure
    assert figure is not None
    hands.wait(lambda: [axes.get_title(loc="left") for axes in figure.axes] == ["Loss", "Accuracy", "F1"])

    hands.press(view.content.toolbar.pause)
    assert pool.paused and view.content.toolbar.pause.cget("text") == "Resume"
    assert view.content.status.what.cget("text") == "Paused"
    hands.press(view.content.toolbar.pause)
    assert not pool.paused
    hands.press(view.content.toolbar.stop)
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
    assert enabled(view)["train"] and enabled(view)["test"] and enabled(view)["reset"]
    assert not view.buffer.progress
    assert "stopped" in view.buffer.lines[-1]


@pytest.mark.slow
def test_the_first_epoch_is_drawn_while_it_runs(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs(epochs=0)
    figure = view.content.train.figure
    hands.wait(lambda: figure.figure is not None and bool(figure.figure.axes) and figure.up_to_date)
    assert figure.figure is not None
    loss = figure.figure.axes[0]
    assert loss.get_title(loc="right") == "The first epoch runs: 640 of 1,280"
    drawn = [np.asarray(line.get_xydata()).tolist() for line in loss.lines if len(np.asarray(line.get_xdata()))]
    assert drawn == [[[0.5, 0.5]]] * 4


def test_test_shows_matrices(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    assert {job.trial_id for job in jobs(pool, TestJob)} == set(NAMES)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    view.show_tab("Confusion")
    hands.wait(lambda: view.content.confusion.figure.up_to_date)
    figure = view.content.confusion.figure.figure
    assert figure is not None and sum(bool(axes.images) for axes in figure.axes) == 4
    hands.press(view.content.confusion.modes["rows"])
    hands.wait(lambda: view.content.confusion.figure.up_to_date)
    assert view.content.left.competitors.rows["Image_MLP"].score.cget("text") == "0.9876"
    assert view.content.left.competitors.rows["Image_MLP"].score_of.cget("text") == "test, epoch 3"


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("epochs", "0", "Epochs: 0 is out of range"),
        ("epochs", "-1", "Epochs: -1 is out of range"),
        ("epochs", "abc", "Epochs: “abc” is not a whole number"),
        ("epochs", "1000000000", "Epochs: 1,000,000,000 is out of range"),
        ("batch size", "5000", "The batch size 5,000 is larger than the 1,294 training rows"),
        ("learning rate", "0", "Learning rate: 0 is out of range"),
        ("seed", "x", "Seed: “x” is not a whole number"),
    ],
)
def test_wrong_entries_get_an_answer(
    view: View, hands: Hands, pool: FakePool, field: str, text: str, message: str
) -> None:
    view.selection.entries[field].set(text)
    texts = hands.answer("Close")
    hands.press(view.content.toolbar.train)
    assert message in texts[0]
    assert "Enter a " in texts[1] or "Choose at most 1,294" in texts[1]
    assert not jobs(pool, TrainJob) and view.selection.entries[field].get() == text


def test_no_network_ticked(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(find_button(view.content.left.competitors, "none"))
    texts = hands.answer("Close")
    hands.press(view.content.toolbar.train)
    assert "No network is ticked" in texts[0]
    hands.press(find_button(view.content.left.competitors, "all"))
    hands.press(view.content.toolbar.train)
    assert len(jobs(pool, TrainJob)) == 4


def test_enter_in_an_entry_trains_and_keys_work(view: View, hands: Hands, pool: FakePool) -> None:
    entry = view.content.toolbar.entries["epochs"].entry
    hands.type(entry, "2")
    entry.event_generate("<Return>")
    hands.rest(0.1)
    assert len(jobs(pool, TrainJob)) == 4
    entry.event_generate("<F7>")
    assert view.experiment.paused
    entry.event_generate("<F8>")
    hands.wait(lambda: not view.experiment.busy)
    entry.event_generate("<Control-l>")
    hands.rest(0.1)
    assert view.selection.entries["epochs"].get() == "2" and not view.buffer.lines


def test_failures_of_several_models_are_one_dialog(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    for number in list(pool.of(TrainJob)):
        pool.fail(number, "The disk is full.", "Free some space.", "Traceback: the details")
    unfolded: list[bool] = []

    def look(dialog: Dialog) -> None:
        find_button(dialog, "Show details").invoke()
        find_button(dialog, "Copy").invoke()
        unfolded.append(find_button(dialog, "Hide details").winfo_exists() == 1)
        find_button(dialog, "Close").invoke()

    texts = hands.next_dialog(look)
    hands.wait(lambda: bool(unfolded))
    hands.rest(0.1)
    assert texts[0].count("The disk is full.") == 4 and texts[1] == "Free some space."
    assert "the details" in view.root.clipboard_get()
    assert view.content.left.competitors.rows["Image_CNN"].state_text.cget("text") == "250,000 · failed"
    assert enabled(view)["train"]


def test_training_options(view: View, hands: Hands, pool: FakePool) -> None:
    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, OptionsDialog)
        dialog.run.fraction.set("0.9")
        find_button(dialog, "OK").invoke()
        assert "out of range" in dialog.problem.cget("text") and dialog.run.winfo_manager()
        find_button(dialog, "the test set, as in the papers").invoke()
        find_button(dialog, "The paper's settings").invoke()
        find_button(dialog, "best epoch").invoke()
        find_button(dialog, "OK").invoke()

    view.selection.entries["epochs"].set("4")
    hands.next_dialog(choose)
    hands.press(view.content.toolbar.options)
    assert view.selection.validation() == Validation(None)
    assert view.selection.which() is WhichWeights.BEST
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "200"
    hands.press(view.content.toolbar.train)
    assert {(job.target, job.trial.split.validation) for job in jobs(pool, TrainJob)} == {(200, Validation(None))}


def test_save_weights_asks_for_a_good_name_and_before_overwriting(
    view: View, hands: Hands, pool: FakePool, folders: Folders
) -> None:
    train(view, hands, pool)
    existing = folders.weights / "digits" / "mine"
    existing.mkdir(parents=True)
    (existing / "Image_CNN.weights.h5").write_bytes(b"x")
    questions: list[list[str]] = []

    def enter(dialog: Dialog) -> None:
        assert isinstance(dialog, SaveWeightsDialog)
        dialog.name.set("a/b")
        dialog.save.invoke()
        assert "contains" in dialog.problem.cget("text")
        dialog.name.set("mine")
        questions.append(hands.answer("Overwrite", dialog))
        find_button(dialog, "Weights of the epoch with the lowest validation loss").invoke()
        dialog.save.invoke()

    hands.next_dialog(enter)
    view.root.event_generate("<Control-s>")
    hands.wait(lambda: bool(jobs(pool, SaveWeightsJob)))
    saves = jobs(pool, SaveWeightsJob)
    assert "Image_CNN already" in questions[0][0]
    assert len(saves) == 4 and {job.target for job in saves} == {existing}
    assert {job.which for job in saves} == {WhichWeights.BEST}


def test_save_weights_before_training_is_explained(view: View, hands: Hands, pool: FakePool) -> None:
    texts = hands.answer("Close")
    view.actions.save_weights()
    assert "nothing to save" in texts[0]


def test_load_weights_lists_the_sets(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    folder = folders.weights / "digits" / "older"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.weights.h5").write_bytes(b"x")
    hands.answer("Load")
    view.actions.load_weights()
    assert {job.path.parent for job in jobs(pool, LoadWeightsJob)} == {folder}


def test_a_set_of_weights_is_deleted_after_asking(view: View, hands: Hands, folders: Folders) -> None:
    folder = folders.weights / "digits"
    for name in ("older", "newer"):
        (folder / name).mkdir(parents=True)
        (folder / name / "Image_MLP.weights.h5").write_bytes(b"x")

    def delete(dialog: Dialog) -> None:
        assert isinstance(dialog, LoadWeightsDialog)
        dialog.table.selection_set(next(key for key, found in dialog._sets.items() if found.name == "older"))
        hands.answer("Cancel", dialog)
        hands.press(dialog.delete)
        assert (folder / "older").exists() and len(dialog._sets) == 2
        hands.answer("Delete", dialog)
        hands.press(dialog.delete)
        assert not (folder / "older").exists() and [found.name for found in dialog._sets.values()] == ["newer"]
        (folder / "newer" / "mine.txt").write_text("keep")
        hands.answer("Delete", dialog)
        hands.press(dialog.delete)
        assert "mine.txt" in dialog.note.cget("text") and dialog.delete.instate(["disabled"])
        assert dialog.grab_current() is dialog, "the dialog is still the one to answer"
        dialog.cancel()

    hands.next_dialog(delete)
    view.actions.load_weights()
    assert (folder / "newer" / "mine.txt").exists()


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ({"A": {"accuracy": 0.99, "val_accuracy": 0.8}, "B": {"val_accuracy": 0.85}}, "val. 0.8500 B"),
        ({"A": {"test_accuracy": 0.7, "val_accuracy": 0.9}, "B": {"val_accuracy": 0.95}}, "test 0.7000 A"),
        ({"A": {"accuracy": 0.99, "test_accuracy": None}}, "–"),
        ({}, "–"),
    ],
)
def test_the_best_accuracy_of_a_set_is_not_that_on_the_training_rows(
    scores: dict[str, dict[str, float | None]], shown: str
) -> None:
    assert best_score(WeightsSet("set", Path("set"), datetime(2026, 1, 1), tuple(scores), scores)) == shown


def test_unsaved_models_are_asked_about_before_the_dataset_changes(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    box = view.content.left.dataset
    texts = hands.answer("Cancel")
    box.dataset.set("Breast cancer")
    titles = list(box._titles)
    box.dataset.set(next(title for title in titles if box._titles[title] == "breast-cancer"))
    box._choose_dataset()
    assert "are not saved" in texts[0]
    assert view.experiment.source.name == "digits" and box.dataset.get() == view.experiment.source.title

    hands.answer("Discard")
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    hands.rest()
    assert view.experiment.source.name == "breast-cancer"
    assert not view.content.left.metrics.note.winfo_ismapped()
    assert len(view.content.left.competitors.rows) == 4 and "Tabular_CNN" in view.content.left.competitors.rows
    assert not enabled(view)["test"]


def test_changing_the_dataset_while_training_stops_first(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    texts = hands.answer("Stop and change the dataset")
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    hands.wait(lambda: view.experiment.source.name == "breast-cancer")
    assert "still at work" in texts[0]


def test_reading_files_is_no_work_that_is_asked_about(view: View, hands: Hands, pool: FakePool) -> None:
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    hands.rest(0.1)
    assert view.experiment.working and view.experiment.prepared is None
    view.actions.choose_dataset(DATASETS["temporal-order"])  # a question would wait for ever
    assert view.experiment.source.name == "temporal-order"
    pool.settle()
    view.actions.choose_dataset(DATASETS["fashion-mnist"])
    hands.rest(0.1)
    hands.press(view.content.left.dataset.button)
    texts = hands.answer("Cancel")
    view.actions.choose_dataset(DATASETS["digits"])
    assert "still at work" in texts[0] and view.experiment.source.name == "fashion-mnist", "a download is asked about"


def test_a_dataset_that_must_be_downloaded_waits_for_the_button(view: View, hands: Hands, pool: FakePool) -> None:
    view.actions.choose_dataset(DATASETS["fashion-mnist"])
    pool.settle()
    hands.rest()
    panel = view.content.left.dataset
    assert not jobs(pool, PrepareJob) and "Not downloaded" in panel.status.cget("text")
    hands.press(panel.button)
    number = next(pool.of(PrepareJob))
    pool.say(PreparationProgress(number, "", "downloading train-images", 25, 100))
    hands.rest(0.4)
    assert panel.button.cget("text") == "Cancel" and panel.progress.winfo_ismapped()
    assert float(panel.progress.cget("value")) == 0.25 and panel.status.cget("text") == "Downloading train-images"
    hands.press(panel.button)
    hands.wait(lambda: not view.experiment.working)
    hands.rest()
    assert panel.button.cget("text") == "Download" and not panel.progress.winfo_ismapped()


def test_samples(view: View, hands: Hands, pool: FakePool) -> None:
    tab = view.content.samples
    view.show_tab("Samples")
    hands.rest(0.1)
    assert tab.empty.winfo_ismapped() and tab.random.instate(["disabled"])
    train(view, hands, pool)
    view.show_tab("Samples")
    hands.press(tab.random)
    number, job = next((key, job) for key, job in pool.jobs.items() if isinstance(job, PredictSampleJob))
    assert job.sample == SampleRequest() and tuple(model.id for model in job.models) == NAMES
    pool.say(SampleShown(number, "", "test sample 5", 3, bytes(range(64)), (8, 8, 1)))
    for name in NAMES:
        pool.say(SamplePredicted(number, name, tuple([0.1] * 3 + [0.1 if name == "Image_RNN" else 0.3] + [0.1] * 6)))
    pool.end(number)
    hands.rest()
    hands.wait(lambda: tab.bars.up_to_date)
    labels = [child.cget("text") for child in tab.verdicts.winfo_children()]
    assert labels.count("✓ right") == 3 and labels.count("✗ wrong") == 1
    assert tab.sample.truth.cget("text") == "true class: 3" and tab.sample.picture.winfo_ismapped()
    figure = tab.bars.figure
    assert figure is not None and len(figure.axes) == 4
    for shape in ((8, 8, 1), (300, 1200, 3)):
        names = tuple(f"a class with a long name, number {number}" for number in range(10))
        tab.sample.show(SampleShown(0, "", "picture", 3, bytes(math.prod(shape)), shape), names)
        hands.rest(0.1)
        photo = tab.sample._photo
        assert photo is not None and 100 < photo.width() <= tab.sample.winfo_width()
        assert abs(photo.width() * shape[0] / shape[1] - photo.height()) < 1
    view.rebuild()
    hands.rest()
    assert len(view.content.samples.verdicts.winfo_children()) == 4 * 5  # the sample is still there
    tab = view.content.samples
    texts = hands.answer("Close")
    hands.type(tab.index_entry, "359")
    hands.press(tab.show_index)
    assert "0 to 358" in texts[1]
    hands.type(tab.index_entry, "358")
    hands.press(tab.show_index)
    assert [job.sample.index for job in jobs(pool, PredictSampleJob)] == [358]


def test_summaries(view: View, hands: Hands) -> None:
    view.show_tab("Summaries")
    tab = view.content.summaries
    hands.press(find_button(tab, "Image_RNN"))
    assert tab.text.get("1.0", "1.end") == "Model: Image_RNN"
    hands.press(tab.copy)
    assert view.root.clipboard_get().startswith("Model: Image_RNN")


def test_runs_are_listed_repeated_and_deleted(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    view.show_tab("Runs")
    tab = view.content.runs
    hands.wait(lambda: tab.empty.winfo_ismapped() == 1)
    view.selection.entries["batch size"].set("48")
    train(view, hands, pool, "2")
    run = view.experiment.run
    assert run is not None
    view.show_tab("Runs")
    hands.wait(lambda: len(tab.table.get_children()) == 1)
    row = tab.table.get_children()[0]
    assert "open" in tab.table.item(row, "text")
    tab.table.selection_set(row)
    hands.rest(0.1)
    texts = hands.answer("Close")
    hands.press(tab.buttons["Delete…"])
    assert "is open" in texts[0] and run.folder.is_dir()

    view.selection.entries["batch size"].set("")
    view.selection.train_metrics["recall"].set(True)
    hands.answer("Discard")
    hands.press(tab.buttons["Repeat settings"])
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    assert view.selection.entries["batch size"].get() == "48" and view.selection.entries["epochs"].get() == "2"
    assert not view.selection.train_metrics["recall"].get() and view.experiment.run is None

    view.show_tab("Runs")
    hands.rest(0.4)
    tab.table.selection_set(tab.table.get_children()[0])
    hands.rest(0.1)
    hands.answer("Delete")
    hands.press(tab.buttons["Delete…"])
    hands.wait(lambda: tab.empty.winfo_ismapped() == 1)
    assert not run.folder.exists()


def test_reset_asks_and_starts_a_new_run(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    texts = hands.answer("Discard")
    hands.press(view.content.toolbar.reset)
    assert "not saved" in texts[0]
    assert view.experiment.run is None and not enabled(view)["test"] and not enabled(view)["reset"]
    assert view.messages.console_log is None


def test_console_goes_to_disk_with_what_was_said_before(view: View, hands: Hands, pool: FakePool) -> None:
    view.log("said before the run")
    train(view, hands, pool)
    run = view.experiment.run
    assert run is not None
    text = (run.folder / "console.txt").read_text()
    assert "said before the run" in text and text.count("epoch 3/3") == 4


def test_save_console_curves_and_numbers(
    view: View, hands: Hands, pool: FakePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = iter(
        [tmp_path / "early.txt", tmp_path / "late.txt", tmp_path / "curves.svg", tmp_path / "c.pdf", tmp_path / "n.csv"]
    )
    monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda **options: str(next(chosen)))
    view.actions.save(save_console)
    assert "Press Train" in (tmp_path / "early.txt").read_text()
    texts = hands.answer("Close")
    view.actions.save(save_curves)
    assert "no curves yet" in texts[0]
    train(view, hands, pool)
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    for save in (save_console, save_curves, save_confusion, save_numbers):
        view.actions.save(save)
    assert "epoch 3/3" in (tmp_path / "late.txt").read_text()
    assert "<svg" in (tmp_path / "curves.svg").read_text()
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert "val_accuracy" in (tmp_path / "n.csv").read_text().splitlines()[0]
    assert (tmp_path / "n-confusion-Image_CNN.csv").is_file()


@pytest.mark.slow
def test_theme_and_scaling_change_at_run_time(view: View, hands: Hands, pool: FakePool) -> None:
    train(view, hands, pool)
    for mode in ("dark", "light", "dark"):
        view.mode.set(mode)
        view.actions.restyle()
        hands.rest(0.4)
        figure = view.content.train.figure.figure
        assert figure is not None
        canvas = view.content.train.figure.canvas
        assert canvas is not None
        background = view.root.style.colors.bg
        assert canvas.get_tk_widget().cget("background") == background == view.console.text.cget("background")
        assert to_hex(figure.get_facecolor()) == background
    small = view.content.toolbar.winfo_reqheight()
    view.show_tab("Samples")
    view.selection.entries["epochs"].set("77")
    view.scaling.set("200")
    view.actions.rescale()
    hands.rest(0.3)
    assert view.content.toolbar.winfo_reqheight() > 1.8 * small
    assert view.content.selected_tab() == "Samples" and view.selection.entries["epochs"].get() == "77"
    view.selection.entries["epochs"].set("")
    view.selection.train_metrics["f1"].set(True)  # variables outlive widgets: nothing of the old window may react


def test_settings_are_remembered(
    view: View, hands: Hands, pool: FakePool, folders: Folders, settings_folder: Path
) -> None:
    view.mode.set("dark")
    view.actions.restyle()
    hands.press(view.content.left.metrics.ticks["recall", "train"])
    view.selection.entries["epochs"].set("9")
    view.root.geometry("1111x707+20+30")
    hands.rest(0.2)
    view.actions.quit()
    assert pool.closed
    again = View(FakePool(), folders)
    try:
        Hands(again).rest()
        assert again.mode.get() == "dark" and again.selection.train_metrics["recall"].get()
        assert again.selection.entries["epochs"].get() == "9" and again.root.geometry().startswith("1111x707")
    finally:
        again.close()


def test_close_during_training_asks_stops_and_offers_to_save(view: View, hands: Hands, pool: FakePool) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs()
    hands.rest()
    hands.answer("Cancel")
    view.actions.quit()
    assert not pool.closed and view.experiment.working
    first = hands.answer("Stop and quit")
    view.actions.quit()
    second = hands.answer("Discard")
    hands.wait(lambda: pool.closed)
    assert "still at work" in first[0] and "not saved" in second[0]
    assert not [job for job in pool.jobs.values() if isinstance(job, TrainJob | DescribeJob)]


@pytest.mark.slow
def test_every_control_explains_itself_and_is_reached_by_the_tab_key(
    view: View, hands: Hands, pool: FakePool, folders: Folders
) -> None:
    train(view, hands, pool)
    (folders.weights / "digits" / "set").mkdir(parents=True)
    (folders.weights / "digits" / "set" / "Image_MLP.weights.h5").write_bytes(b"x")
    without, out_of_reach = _silent(view.root), _out_of_reach(view.root)

    def look(dialog: Dialog) -> None:
        hands.rest(0.1)
        without.extend(_silent(dialog))
        out_of_reach.extend(_out_of_reach(dialog))
        if isinstance(dialog, OptionsDialog):
            for page in (dialog.editor.stopping, dialog.editor.augmentation):
                dialog.editor.notebook.select(page)
                hands.rest(0.1)
                out_of_reach.extend(_out_of_reach(dialog))
            dialog.select("whole run")
            hands.rest(0.1)
            out_of_reach.extend(_out_of_reach(dialog))
        dialog.cancel()

    actions = view.actions
    for open_dialog in (
        actions.options,
        actions.choose_classes,
        actions.choose_networks,
        actions.save_weights,
        actions.load_weights,
        actions.imports.manage,
        PredictFilesDialog(view.root, NAMES).wait,
    ):
        hands.next_dialog(look)
        open_dialog()
    assert not without and not out_of_reach


def test_the_tab_key_stops_at_controls_only(view: View) -> None:
    stops: list[tkinter.Misc] = []
    widget = view.root.tk_focusNext()
    while widget is not None and widget not in stops:
        stops.append(widget)
        widget = widget.tk_focusNext()
    classes = [widget.winfo_class() for widget in stops]
    assert set(classes) <= {"TButton", "TEntry", "TCombobox", "TCheckbutton", "TNotebook", "Text"}
    assert classes.count("TEntry") == 4 and classes.count("TCheckbutton") == 4 + 2 * 6 and "TNotebook" in classes


def test_a_narrow_window_has_room_for_all_of_the_toolbar(view: View, hands: Hands) -> None:
    bar = view.content.toolbar
    controls = (bar.train, bar.reset, *(entry.entry for entry in bar.entries.values()), bar.options)
    tops = []
    for width in (1280, 900, 1280):
        view.root.geometry(f"{width}x600")
        hands.wait(lambda width=width: bar.winfo_width() == width)  # type: ignore[misc]
        hands.rest(0.2)
        assert all(widget.winfo_rootx() + widget.winfo_width() <= bar.winfo_rootx() + width for widget in controls)
        tops.append(bar.entries["seed"].winfo_rooty() - bar.train.winfo_rooty())
    assert tops[0] == tops[2] < tops[1]


def test_the_space_bar_presses_a_button(view: View, hands: Hands, pool: FakePool) -> None:
    hands.focus(view.content.toolbar.train)
    view.content.toolbar.train.event_generate("<space>")
    hands.wait(lambda: len(jobs(pool, TrainJob)) == 4)


def _out_of_reach(window: tkinter.Misc) -> list[str]:
    """Controls that are seen and can be used, but not reached by pressing Tab again and again."""
    reached: list[tkinter.Misc] = []
    widget = window.tk_focusNext()
    while widget is not None and widget not in reached:
        reached.append(widget)
        widget = widget.tk_focusNext()
    control = ttk.Button | ttk.Entry | ttk.Combobox | ttk.Checkbutton | ttk.Radiobutton | ttk.Treeview
    usable = (widget for widget in descendants(window) if isinstance(widget, control) and widget.winfo_viewable())
    return [str(widget) for widget in usable if widget.instate(["!disabled"]) and widget not in reached]


def _silent(parent: tkinter.Misc) -> list[str]:
    """Controls without a tooltip; the plain buttons of a dialog say all in their text."""
    control = ttk.Button | ttk.Entry | ttk.Combobox | ttk.Checkbutton | ttk.Radiobutton | ttk.Treeview
    return [
        f"{widget} {widget.cget('text') if isinstance(widget, ttk.Button) else ''}"
        for widget in descendants(parent)
        if isinstance(widget, control) and not widget.bind("<Enter>") and not isinstance(widget.master.master, Dialog)
    ]
