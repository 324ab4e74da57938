"""The dialog of training options: entries for all networks and for single ones, and the preview."""

from collections.abc import Callable

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.train import TrainJob
from workbench.networks.registry import QUARTETS
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.texts import NAMES
from workbench.settings.training import SettingsRequest
from workbench.storage.folders import Folders
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.training.options import OptionsDialog
from workbench.view.dialogs.training.rows import ValueBox
from workbench.view.state.preferences import Preferences
from workbench.view.state.selection import ALL, Selection
from workbench.view.window.view import View


def in_dialog(view: View, hands: Hands, act: Callable[[OptionsDialog], None]) -> None:
    """Open the dialog and do something in it; an error there is an error of the test."""
    failures: list[BaseException] = []

    def react(dialog: Dialog) -> None:
        assert isinstance(dialog, OptionsDialog)
        try:
            act(dialog)
        except BaseException as error:  # noqa: BLE001  # raised again below, out of Tk
            failures.append(error)
        if dialog.winfo_exists():
            dialog.cancel()

    hands.next_dialog(react)
    view.actions.options()
    if failures:
        raise failures[0]


def choose(box: ValueBox, value: str) -> None:
    """As a user picks an item."""
    box.current(list(box._words).index(value))
    box.event_generate("<<ComboboxSelected>>")


def test_settings_for_all_and_for_one(view: View, hands: Hands, pool: FakePool) -> None:
    def act(dialog: OptionsDialog) -> None:
        editor = dialog.editor
        editor.variables["epochs"].set("7")
        choose(editor.training.rows.boxes["optimizer"], "nadam")
        choose(editor.training.rows.boxes["schedule"], "step")
        editor.variables["schedule.every"].set("3")
        dialog.select("Image_CNN")
        assert editor.training.rows.entries["epochs"]._hint.cget("text") == "7"
        assert editor.training.rows.boxes["optimizer"].get() == "default (nadam)"
        assert editor.training.rows._widgets["schedule"][2].cget("text") == "rate ×0.5 every 3 epochs"
        choose(editor.training.rows.boxes["schedule"], "constant")
        editor.variables["epochs"].set("2")
        choose(editor.stopping.rows.boxes["early_stopping"], "on")
        choose(editor.stopping.rows.boxes["early_stopping.monitor"], "training error")
        editor.variables["l2"].set("1e-4")
        assert dialog.list.item("Image_CNN", "text") == "Image_CNN  ●"
        assert dialog.list.item("Image_MLP", "text") == "Image_MLP"
        dialog.select("all networks")
        assert editor.variables["epochs"].get() == "7"
        find_button(dialog, "OK").invoke()

    in_dialog(view, hands, act)
    assert view.selection.entries["epochs"].get() == "7"
    assert view.content.toolbar.entries["epochs"]._hint.cget("text") == "2–15"
    request = view.selection.request()
    assert request.schedule == Schedule(ScheduleKind.STEP, 0.5, 3) and request.optimizer == "nadam"
    assert request.by_competitor == {
        "Image_CNN": SettingsRequest(
            epochs=2, schedule=Schedule(), early_stopping=EarlyStopping(5, Monitor.TRAINING_ERROR), l2=1e-4
        )
    }
    hands.press(view.content.toolbar.train)
    jobs = {job.trial_id: job for job in pool.jobs.values() if isinstance(job, TrainJob)}
    assert {name: job.target for name, job in jobs.items()} == dict.fromkeys(jobs, 7) | {"Image_CNN": 2}
    assert {job.trial.settings.optimizer for job in jobs.values()} == {"nadam"}
    about = view.content.left.competitors._about("Image_CNN")
    assert "Trained with 2 epochs, nadam, learning rate 0.001" in about and "training error" in about


def test_every_setting_has_a_row_with_its_words(view: View, hands: Hands) -> None:
    def act(dialog: OptionsDialog) -> None:
        editor = dialog.editor
        rows = [editor.training.rows, editor.stopping.rows, editor.augmentation.rows]
        shown = {name: row[0].cget("text") for page in rows if page is not None for name, row in page._widgets.items()}
        assert shown.keys() == NAMES.keys()
        assert all(shown[name] in (setting.label, "Over", "After") for name, setting in NAMES.items())

    in_dialog(view, hands, act)


def test_cancel_keeps_everything(view: View, hands: Hands) -> None:
    def act(dialog: OptionsDialog) -> None:
        dialog.editor.variables["epochs"].set("7")
        dialog.select("Image_RNN")
        dialog.editor.variables["l2"].set("0.1")
        find_button(dialog, "Cancel").invoke()

    in_dialog(view, hands, act)
    assert view.selection.entries["epochs"].get() == "" and not view.selection.settings


def test_a_wrong_entry_is_shown_where_it_is_and_nothing_is_lost(view: View, hands: Hands) -> None:
    def act(dialog: OptionsDialog) -> None:
        editor = dialog.editor
        hands.focus(find_button(dialog, "OK"))
        editor.variables["batch_size"].set("48")
        dialog.select("Image_MLP")
        editor.variables["clip_norm"].set("much")
        dialog.select("whole run")
        find_button(dialog, "OK").invoke()
        hands.wait(lambda: dialog.focus_lastfor() is editor.stopping.rows.entries["clip_norm"].entry)
        assert dialog.winfo_exists() and "“much” is not a number" in dialog.problem.cget("text")
        assert editor.network == "Image_MLP" and editor.notebook.select() == str(editor.stopping)
        editor.variables["clip_norm"].set("1")
        assert dialog.problem.cget("text") == ""
        find_button(dialog, "OK").invoke()

    in_dialog(view, hands, act)
    assert view.selection.entries["batch size"].get() == "48"
    assert view.selection.settings == {"Image_MLP": {"clip_norm": "1"}}


def test_defaults_of_a_page(view: View, hands: Hands) -> None:
    view.selection.set_settings(ALL, {"epochs": "3", "optimizer": "sgd", "l2": "0.1"})

    def act(dialog: OptionsDialog) -> None:
        find_button(dialog, "Defaults of this page").invoke()
        dialog.select("whole run")
        dialog.run.fraction.set("0.3")
        find_button(dialog, "Defaults of this page").invoke()
        find_button(dialog, "OK").invoke()

    in_dialog(view, hands, act)
    assert view.selection.entries["epochs"].get() == "" and view.selection.entries["validation"].get() == "0.1"
    assert view.selection.settings == {ALL: {"l2": "0.1"}}


def test_a_tick_at_the_papers_settings_that_is_undone_loses_nothing(view: View, hands: Hands) -> None:
    view.selection.set_settings(ALL, {"epochs": "3", "optimizer": "sgd"})

    def act(dialog: OptionsDialog) -> None:
        tick = find_button(dialog, "The paper's settings")
        tick.invoke()
        assert dialog.editor.variables["epochs"].get() == "" and dialog.drafts.texts[ALL].get("optimizer", "") == ""
        tick.invoke()
        assert dialog.editor.variables["epochs"].get() == "3" and dialog.drafts.texts[ALL]["optimizer"] == "sgd"
        tick.invoke()
        dialog.editor.variables["epochs"].set("9")
        tick.invoke()
        assert dialog.editor.variables["epochs"].get() == "9", "what was entered meanwhile counts"
        dialog.cancel()

    in_dialog(view, hands, act)


def test_settings_are_remembered(view: View, hands: Hands, folders: Folders, pool: FakePool) -> None:
    texts = {"augmentation": "on", "augmentation.rotation": "12"}
    view.selection.set_settings("Image_CNN", texts)
    view.selection.set_settings(ALL, {"optimizer": "lion"})
    view.close()
    pool.closed = True
    again = View(FakePool(), folders)
    try:
        assert again.selection.settings == {"Image_CNN": texts, ALL: {"optimizer": "lion"}}
        request = again.selection.request()
        assert request.optimizer == "lion" and request.by_competitor["Image_CNN"].augmentation == Augmentation(
            rotation=12
        )
    finally:
        again.close()


def test_remembered_texts_that_are_wrong_are_left_out(view: View) -> None:
    stored = {"Image_MLP/optimizer": "no such thing", "Image_MLP/l2": "0.1", "/schedule.factor": "0.5", "x": "y"}
    assert Selection(view.root, Preferences(settings=stored)).settings == {"Image_MLP": {"l2": "0.1"}}


@pytest.mark.parametrize(("entry", "kept"), [("sgd", {ALL: {"optimizer": "sgd"}}), ("default", {}), ("", {})])
def test_an_optimizer_that_an_earlier_version_remembered(view: View, entry: str, kept: dict[str, object]) -> None:
    """It was an entry like the others then; no other entry, tick or choice of that version is lost."""
    entries = {"epochs": "7", "optimizer": entry, "validation": "test"}
    earlier = Preferences(entries=entries, ticks={"train f1": True, "model Image_MLP": False, "thesis": True})
    selection = Selection(view.root, earlier)
    assert selection.settings == kept
    assert selection.entries["epochs"].get() == "7" and selection.entries["validation"].get() == "test"
    assert selection.train_metrics["f1"].get() and not selection.model("Image_MLP").get() and selection.thesis.get()
    assert selection.request().optimizer == (entry if kept else None)
    now = Preferences()
    selection.store(now)
    assert "optimizer" not in now.entries and Selection(view.root, now).settings == kept


def test_optimizers_that_cannot_be_used_are_not_offered(
    view: View, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    architecture = view.experiment.competitors["Image_MLP"].architecture
    monkeypatch.setattr(view.experiment.competitors["Image_MLP"], "architecture", _with(architecture, ("sgd", "adam")))

    def act(dialog: OptionsDialog) -> None:
        rows = dialog.editor.training.rows
        choose(rows.boxes["optimizer"], "lamb")
        assert "Not possible for Image_MLP" in rows._widgets["optimizer"][2].cget("text")
        dialog.select("Image_MLP")
        assert list(rows.boxes["optimizer"]._words) == ["", "adam", "sgd"]
        assert "adam, sgd only" in rows._widgets["optimizer"][2].cget("text")
        choose(rows.boxes["optimizer"], "sgd")
        dialog.select("all networks")
        assert rows._widgets["optimizer"][2].cget("text") == ""

    in_dialog(view, hands, act)


def _with(architecture: object, optimizers: tuple[str, ...]) -> object:
    from dataclasses import replace

    return replace(architecture, optimizers=optimizers)  # type: ignore[type-var]


@pytest.mark.slow
def test_the_preview_follows_the_numbers(view: View, hands: Hands, pool: FakePool) -> None:
    asked: list[AugmentJob] = []

    def answer() -> None:
        asked.extend(job for job in pool.jobs.values() if isinstance(job, AugmentJob))
        pool.augment()

    def act(dialog: OptionsDialog) -> None:
        editor = dialog.editor
        preview = editor.augmentation.preview
        assert preview is not None
        editor.notebook.select(editor.augmentation)
        hands.wait(lambda: any(pool.of(AugmentJob)))
        answer()
        hands.wait(lambda: len(preview._photos) == 4)
        choose(editor.augmentation.rows.boxes["augmentation"], "on")  # type: ignore[union-attr]
        hands.wait(lambda: any(pool.of(AugmentJob)))
        editor.variables["augmentation.rotation"].set("40")  # while the last pictures are on their way
        hands.rest(0.5)
        answer()
        hands.wait(lambda: any(pool.of(AugmentJob)))
        answer()
        editor.variables["augmentation.rotation"].set("wrong")
        hands.rest(0.5)
        assert not any(pool.of(AugmentJob))
        editor.variables["augmentation.rotation"].set("40")
        hands.rest(0.3)
        hands.press(preview.button)
        hands.wait(lambda: any(pool.of(AugmentJob)))
        answer()

    in_dialog(view, hands, act)
    assert [job.augmentation.rotation for job in asked] == [0, 10, 40, 40]
    assert [job.draw for job in asked] == [1, 1, 1, 2]
    assert view.on_augmented is None


def test_networks_with_another_augmentation_are_shown_apart(view: View, hands: Hands, pool: FakePool) -> None:
    view.actions.choose_dataset(view.experiment.source, QUARTETS["scenes"])
    pool.settle()
    hands.rest()

    def act(dialog: OptionsDialog) -> None:
        page = dialog.editor.augmentation
        dialog.editor.notebook.select(page)
        hands.rest(0.1)
        assert page.rows is not None and page.rows.boxes["augmentation"].get() == "default (each its own)"
        lines = page.default.cget("text").split("\n")
        assert lines[0].startswith("Scenes_best: rotation") and lines[2] == "Scenes_under: off"
        dialog.select("Scenes_best")
        assert page.default.cget("text") == lines[0].removeprefix("Scenes_best: ")
        dialog.select("Scenes_under")
        assert not page.default.winfo_manager()

    in_dialog(view, hands, act)


@pytest.mark.slow
def test_the_preview_of_a_dataset_that_is_not_there(view: View, hands: Hands, pool: FakePool) -> None:
    view.actions.choose_dataset(DATASETS["fashion-mnist"])
    pool.settle()
    hands.rest()

    def act(dialog: OptionsDialog) -> None:
        preview = dialog.editor.augmentation.preview
        assert preview is not None
        dialog.editor.notebook.select(dialog.editor.augmentation)
        hands.rest(0.3)
        assert "not prepared" in preview.status.cget("text") and preview.button.cget("text") == "Download"
        hands.press(preview.button)
        hands.rest(0.5)
        assert "being prepared" in preview.status.cget("text") and not preview.button.winfo_ismapped()
        pool.settle()
        hands.wait(lambda: any(pool.of(AugmentJob)))

    in_dialog(view, hands, act)


def test_only_pictures_are_augmented(view: View, hands: Hands, pool: FakePool) -> None:
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    pool.settle()
    hands.rest()

    def act(dialog: OptionsDialog) -> None:
        page = dialog.editor.augmentation
        assert page.preview is None
        texts = [child.cget("text") for child in page.winfo_children()]
        assert "rows of a table: only pictures are augmented" in texts[0]

    in_dialog(view, hands, act)
