"""Sets of weights in the window, with a fake pool."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from tests.view.window.presses import NAMES, jobs, train
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.settings.request import WhichWeights
from workbench.storage.folders import Folders
from workbench.storage.weights import WeightsSet
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.weights import LoadWeightsDialog, SaveWeightsDialog, best_score
from workbench.view.window.view import View


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


def test_weights_that_the_run_has_loaded_are_not_overwritten(
    view: View, hands: Hands, pool: FakePool, folders: Folders
) -> None:
    train(view, hands, pool)
    loaded = folders.weights / "digits" / "mine" / "Image_CNN.weights.h5"
    loaded.parent.mkdir(parents=True)
    loaded.write_bytes(b"x")
    assert view.experiment.run is not None
    view.experiment.run.note_loaded({"Image_CNN": loaded})

    def enter(dialog: Dialog) -> None:
        assert isinstance(dialog, SaveWeightsDialog)
        dialog.name.set("mine")
        dialog.save.invoke()
        assert "is read here" in dialog.problem.cget("text")
        dialog.cancel()

    hands.next_dialog(enter)
    view.actions.save_weights()
    assert not jobs(pool, SaveWeightsJob) and loaded.read_bytes() == b"x"


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
    assert {job.path.parent for job in jobs(pool, CheckWeightsJob)} == {folder} and not jobs(pool, LoadWeightsJob)
    for number in pool.of(CheckWeightsJob):
        pool.end(number)
    hands.wait(lambda: bool(jobs(pool, LoadWeightsJob)))
    assert {job.path.parent for job in jobs(pool, LoadWeightsJob)} == {folder}


def test_a_set_that_does_not_fit_leaves_the_run_on_the_screen(
    view: View, hands: Hands, pool: FakePool, folders: Folders
) -> None:
    train(view, hands, pool)
    folder = folders.weights / "digits" / "other"
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / f"{name}.weights.h5").write_bytes(b"x")
    run, shown = view.experiment.run, view.console.text.get("1.0", "end")
    hands.answer("Load")
    view.actions.load_weights()
    numbers = list(pool.of(CheckWeightsJob))
    further: list[list[str]] = []

    def close(dialog: Dialog) -> None:
        for number in numbers[2:]:
            pool.fail(number, "It is damaged.", "Choose another file. Nothing was loaded.")
        hands.wait(lambda: not view.experiment.busy)
        further.append(hands.answer("Close"))
        find_button(dialog, "Close").invoke()

    texts = hands.next_dialog(close)
    for number in numbers[:2]:
        pool.fail(number, "It is of another network.", "Choose another file. Nothing was loaded.")
    hands.wait(lambda: bool(further) and bool(further[0]))
    advice = "Choose another file. Nothing was loaded."
    assert texts == ["Image_MLP: It is of another network.\nImage_CNN: It is of another network.", advice]
    assert further == [["Image_RNN: It is damaged.\nImage_CNNx: It is damaged.", advice]]
    assert view.experiment.run is run and not jobs(pool, LoadWeightsJob)
    hands.rest()
    assert {row.state_text.cget("text") for row in view.content.left.competitors.rows.values()} == {
        "250,000 · trained, 3 epochs"
    }
    assert view.console.text.get("1.0", "end").startswith(shown.rstrip()), "the console goes on"
    assert not view.content.toolbar.test.instate(["disabled"])


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
        ({"B": {"test_accuracy": 0.7}, "A": {"test_accuracy": 0.7}}, "test 0.7000 B, A"),
        ({}, "–"),
    ],
)
def test_the_best_accuracy_of_a_set_is_not_that_on_the_training_rows(
    scores: dict[str, dict[str, float | None]], shown: str
) -> None:
    assert best_score(WeightsSet("set", Path("set"), datetime(2026, 1, 1), tuple(scores), scores)) == shown
