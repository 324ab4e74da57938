"""Another dataset in the window, with a fake pool."""

from pathlib import Path

import pytest

from tests.view.conftest import Hands, let_variables_go
from tests.view.fake_pool import FakePool
from tests.view.window.presses import enabled, jobs, train
from workbench.data.datasets.registry import DATASETS
from workbench.events.data import PreparationProgress
from workbench.jobs.types.prepare import PrepareJob
from workbench.storage.folders import Folders
from workbench.view.window.view import View


def test_the_dataset_changes_without_a_question_as_the_record_keeps_all(
    view: View, hands: Hands, pool: FakePool
) -> None:
    train(view, hands, pool)
    box = view.content.left.dataset
    run = view.experiment.run
    titles = list(box._titles)
    box.dataset.set(next(title for title in titles if box._titles[title] == "breast-cancer"))
    box._choose_dataset()
    assert run is not None and run.folder.is_dir() and view.experiment.run is None
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


def test_each_dataset_has_the_settings_that_were_entered_for_it(
    view: View, hands: Hands, pool: FakePool, settings_folder: Path, folders: Folders
) -> None:
    def shown(view: View) -> tuple[str, ...]:
        entries = view.content.toolbar.entries
        return tuple(entries[name].variable.get() for name in ("epochs", "batch size", "learning rate", "seed"))

    for name, text in (("epochs", "3"), ("batch size", "64"), ("seed", "7")):
        view.selection.entries[name].set(text)
    view.selection.set_settings("Image_MLP", {"l2": "0.1"})
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    assert shown(view) == ("", "", "", "7") and not view.selection.settings
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "30"
    view.selection.entries["learning rate"].set("0.01")
    view.selection.set_settings("Tabular_MLP", {"optimizer": "sgd"})
    view.actions.choose_dataset(DATASETS["digits"])
    assert shown(view) == ("3", "64", "", "7") and view.selection.settings == {"Image_MLP": {"l2": "0.1"}}
    view.close()
    again = View(FakePool(), folders)
    try:
        assert shown(again) == ("3", "64", "", "7") and again.selection.settings == {"Image_MLP": {"l2": "0.1"}}
        again.actions.choose_dataset(DATASETS["breast-cancer"])
        assert shown(again) == ("", "", "0.01", "7")
        assert again.selection.settings == {"Tabular_MLP": {"optimizer": "sgd"}}
    finally:
        again.close()
        let_variables_go(again.root.tk)


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


@pytest.mark.slow
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
