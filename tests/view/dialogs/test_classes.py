"""Choosing a part of a dataset's classes."""

from dataclasses import replace

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.storage.folders import Folders
from workbench.view.dialogs.classes import ClassesDialog
from workbench.view.dialogs.modal import Dialog
from workbench.view.window.view import View


def test_a_subset_of_the_classes(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, ClassesDialog)
        assert dialog.table.item("3", "values") == ("103",)
        find_button(dialog, "none").invoke()
        assert find_button(dialog, "OK").instate(["disabled"])
        dialog.toggle("3")
        assert find_button(dialog, "OK").instate(["disabled"])
        dialog.table.focus("7")
        dialog._toggle_focused()
        assert dialog.table.item("7", "text") == "☑  7" and dialog.table.item("8", "text") == "☐  8"
        find_button(dialog, "OK").invoke()

    hands.next_dialog(choose)
    hands.press(view.content.left.dataset.classes)
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    hands.rest()
    source = view.experiment.source
    assert source.class_names == ("3", "7") and source.name == "digits" and source.key != "digits"
    assert "2 classes" in view.content.left.dataset.dataset.get()
    assert "2 classes" in view.content.left.dataset.facts.cget("text")

    view.actions.quit()
    again = View(FakePool(), folders)
    try:
        assert again.experiment.source.class_names == ("3", "7")
        again.actions.choose_dataset(DATASETS["digits"])
        assert again.experiment.source is DATASETS["digits"]
    finally:
        again.close()


def test_all_of_a_subset_is_the_whole_again(view: View, hands: Hands, pool: FakePool) -> None:
    from workbench.data.class_subset import with_classes

    view.actions.choose_dataset(with_classes(DATASETS["digits"], ("0", "1", "2")))
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)

    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, ClassesDialog)
        assert dialog.chosen == ("0", "1", "2")
        shown = [dialog.table.item(str(number), "values") for number in range(10)]
        assert shown == [(str(100 + number),) for number in range(3)] + [
            (str(500 + number),) for number in range(3, 10)
        ]
        find_button(dialog, "all").invoke()
        find_button(dialog, "OK").invoke()

    hands.next_dialog(choose)
    view.actions.choose_classes()
    assert view.experiment.source == DATASETS["digits"]


def test_search_among_many_classes(view: View, hands: Hands) -> None:
    names = tuple(f"class {number}" for number in range(200))
    base = replace(DATASETS["digits"], class_names=names)
    dialog = ClassesDialog(view.root, base, names, {})
    try:
        dialog.search.set("9")
        shown = [dialog._names[int(row)] for row in dialog.table.get_children()]
        assert shown == [name for name in names if "9" in name]
        find_button(dialog, "none").invoke()
        assert len(dialog.chosen) == 200 - len(shown)
        dialog.search.set("no such class")
        assert not dialog.table.get_children()
        dialog.search.set("")
        assert len(dialog.table.get_children()) == 200
    finally:
        dialog.destroy()
