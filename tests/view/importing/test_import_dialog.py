"""The dialog for the user's data, with a fake pool that says what workers would have found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tkinter import filedialog

import pytest

from tests.view.conftest import Hands, find_button
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.checks import CheckReport, Finding, Severity
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.preview import ImagePreview, Picture, PicturePair
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.options_json import options_from_text
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.recipe_json import recipe_text
from workbench.data.imports.remembered import recall, remember, remembered_names
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import TablePreview
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import TextPreview
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.events.data import PreparationProgress
from workbench.jobs.types.export import DataExported, ExportJob
from workbench.jobs.types.inspect import DataChecked, Inspected, InspectJob
from workbench.storage.folders import Folders
from workbench.view.dialogs.modal import Dialog
from workbench.view.importing.dialog import ImportDialog
from workbench.view.importing.image_page import ImagePage
from workbench.view.importing.remembered_dialog import ImportedSetsDialog
from workbench.view.importing.table_page import TablePage
from workbench.view.importing.text_page import TextPage
from workbench.view.state.preferences import Preferences, save
from workbench.view.window.view import View

Act = Callable[[ImportDialog], None]


@pytest.fixture
def table(tmp_path: Path) -> TableRecipe:
    """A recipe of a table that is there."""
    path = tmp_path / "people.csv"
    path.write_text("id,age,town,kind\n1,2,A,x\n", encoding="utf-8")
    columns = (
        Column("id", ColumnType.IDENTIFIER, used=False),
        Column("age", ColumnType.NUMERIC),
        Column("town", ColumnType.CATEGORICAL, categories=("A", "B")),
        Column("kind", ColumnType.CATEGORICAL, used=False),
    )
    return TableRecipe("people", path, "kind", columns, ("x", "y"), (80, 20))


TABLE_PREVIEW = TablePreview(
    ("id", "age", "town", "kind"),
    ("identifier, left out", "numeric", "categorical", "label"),
    (("1", "2", "A", "x"), ("2", "3", "B", "y")),
    ("Column “id” is left out.",),
)


def with_dialog(hands: Hands, view: View, path: Path, act: Act) -> None:
    """Open the dialog for a path, act in it, close it if that has not been done."""

    def react(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        try:
            act(dialog)
        finally:
            if dialog.winfo_exists():
                dialog.cancel()

    hands.next_dialog(react)
    view.actions.imports.open(path)


def waiting(pool: FakePool) -> list[InspectJob]:
    """The requests to look at data that have not been answered or stopped."""
    jobs = [pool.jobs[number] for number in pool.of(InspectJob)]
    return [job for job in jobs if isinstance(job, InspectJob)]


def asked(pool: FakePool) -> list[ImportOptions | None]:
    """The options of these requests."""
    return [options_from_text(job.options) if job.options else None for job in waiting(pool)]


def test_a_table_becomes_the_dataset(
    view: View, hands: Hands, pool: FakePool, folders: Folders, table: TableRecipe
) -> None:
    def act(dialog: ImportDialog) -> None:
        assert waiting(pool) == [InspectJob(table.path, "", "people")]
        assert dialog._ok.instate(["disabled"]) and dialog.again.cget("text") == "Stop"
        pool.inspected(table, TABLE_PREVIEW)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        page = dialog.page
        assert isinstance(page, TablePage)
        assert "80 + 20 rows" in dialog.status.cget("text")
        assert "“id”" in dialog.notes.text.get("1.0", "end")
        assert page.preview.heading("1", "text") == "age · numeric"
        assert page.preview.item(page.preview.get_children()[1], "values")[2] == "B"
        assert page.rows.value("label") == "kind"
        marks = [str(page.features.item(row, "values")[0])[0] for row in page.features.get_children()]
        assert marks == ["☐", "☑", "☑", " "]
        dialog.name.set("people 2")
        dialog._ok.invoke()
        hands.wait(lambda: "people 2" in dialog.notes.text.get("1.0", "end"))
        assert not remembered_names(folders)
        dialog.name.set("crowd")
        dialog._ok.invoke()
        hands.wait(lambda: not dialog.winfo_exists())

    with_dialog(hands, view, table.path, act)
    assert view.experiment.source.name == "crowd" and view.experiment.source.class_names == ("x", "y")
    assert remembered_names(folders) == ("crowd",)
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    box = view.content.left.dataset
    box._offer()
    assert "crowd (yours)" in box.dataset_box.cget("values")


def test_all_samples_are_checked_before_the_set_is_accepted(
    view: View, hands: Hands, pool: FakePool, table: TableRecipe
) -> None:
    twins = Finding(Severity.WARNING, "3 of 80 training samples are repetitions of others.", "Remove them.")
    one_class = Finding(Severity.ERROR, "The training part has samples of one class only.", "Add another one.")

    def found(dialog: ImportDialog) -> int:
        number = list(pool.of(InspectJob))[-1]
        pool.say(Inspected(number, "", table, TABLE_PREVIEW))
        hands.wait(lambda: dialog.recipe is not None)
        return number

    def notes(dialog: ImportDialog) -> list[str]:
        return dialog.notes.text.get("1.0", "end").splitlines()

    def act(dialog: ImportDialog) -> None:
        number = found(dialog)
        assert dialog._ok.instate(["disabled"]) and "being checked" in notes(dialog)[-1]
        page = dialog.page
        assert isinstance(page, TablePage)
        assert page.classes.item(page.classes.get_children()[0], "values") == ("x", "…", "…", "…")
        pool.say(DataChecked(number, "", CheckReport((50, 30), (12, 8), (twins,))))
        pool.end(number)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        rows = [page.classes.item(row, "values") for row in page.classes.get_children()]
        assert rows == [("x", "50", "12", "62"), ("y", "30", "8", "38")]
        assert (
            "repetitions" in notes(dialog)[0] and "“id”" in notes(dialog)[1] and "All 100 samples" in notes(dialog)[2]
        )
        assert "80 + 20 rows" in dialog.status.cget("text")
        find_button(dialog, "Look again").invoke()
        number = found(dialog)
        pool.say(PreparationProgress(number, "", "reading people.csv", 1, 4))
        hands.wait(lambda: "25%" in dialog.status.cget("text"))
        find_button(dialog, "Stop").invoke()  # the set can be used without the check, if that takes too long
        hands.wait(lambda: dialog._ok.instate(["!disabled"]) and not waiting(pool))
        assert "stopped" in notes(dialog)[0] and "80 + 20 rows" in dialog.status.cget("text")
        find_button(dialog, "Look again").invoke()
        number = found(dialog)
        pool.say(DataChecked(number, "", CheckReport((80, 0), (20, 0), (one_class, twins))))
        pool.end(number)
        hands.wait(lambda: "cannot be used" in dialog.status.cget("text"))
        assert dialog._ok.instate(["disabled"]) and "one class only" in notes(dialog)[0]
        assert "error" in dialog.notes.text.tag_names("1.0") and "error" not in dialog.notes.text.tag_names("2.0")
        find_button(dialog, "Look again").invoke()
        number = found(dialog)
        pool.fail(number, "The table has changed.", "Look again.")
        hands.wait(lambda: "cannot be used" in dialog.status.cget("text"))
        assert dialog._ok.instate(["disabled"]) and "has changed" in notes(dialog)[0]

    with_dialog(hands, view, table.path, act)


@pytest.mark.slow
def test_options_look_again_and_cancel_loses_nothing(
    view: View, hands: Hands, pool: FakePool, folders: Folders, table: TableRecipe
) -> None:
    before = view.experiment

    def act(dialog: ImportDialog) -> None:
        pool.inspected(table, TABLE_PREVIEW)
        hands.wait(lambda: dialog.recipe is not None)
        page = dialog.page
        assert isinstance(page, TablePage)
        page.toggle("age")
        page.toggle("id")
        page.toggle("kind")
        assert dialog._ok.instate(["disabled"])
        hands.wait(lambda: bool(waiting(pool)))
        assert asked(pool) == [TableOptions(left_out=("age",), included=("id",))]
        page.rows.variables["separator"].set(";")
        page.rows.boxes["separator"]._chosen()
        hands.wait(lambda: asked(pool) == [TableOptions(separator=";")])
        number = list(pool.of(InspectJob))[-1]
        pool.fail(number, "There is one column only.", "Choose another separator.")
        hands.wait(lambda: "Choose another separator." in dialog.notes.text.get("1.0", "end"))
        assert dialog._ok.instate(["disabled"]) and dialog.again.cget("text") == "Look again"
        page.rows.variables["header"].set("no")
        page._form_changed()
        assert page.options == TableOptions(separator=";", header=False)
        page.rows.variables["header"].set("yes")
        page._form_changed()
        assert page.options == TableOptions(separator=";", header=True)
        page.rows.variables["label"].set("town")
        page._columns_changed()
        assert page.options.label_column == "town"
        page.rows.variables["label"].set("kind")  # as at first, which the last choice is not
        page._columns_changed()
        assert page.options == TableOptions(separator=";", header=True, label_column="kind")
        hands.wait(lambda: bool(waiting(pool)))
        pool.fail(list(pool.of(InspectJob))[-1], "There is one column only.", "Choose another separator.")
        hands.wait(lambda: dialog.again.cget("text") == "Look again")
        page.test.variables["mode"].set("column")
        page.test.boxes["mode"]._chosen()
        hands.rest(0.7)
        assert not waiting(pool)  # the column is still missing
        page.test.variables["mode"].set("fraction")
        page.test.variables["fraction"].set("5")
        assert "0.01 to 0.9" in dialog.notes.text.get("1.0", "end")
        page.test.variables["fraction"].set("0.3")
        hands.wait(lambda: bool(waiting(pool)))
        wanted = TableOptions(separator=";", header=True, label_column="kind", test=TestSplit(fraction=0.3))
        assert asked(pool)[-1] == wanted

    with_dialog(hands, view, table.path, act)
    hands.wait(lambda: not waiting(pool))
    assert view.experiment is before and not remembered_names(folders)


def test_a_failure_at_first_leaves_something_to_change(
    view: View, hands: Hands, pool: FakePool, table: TableRecipe
) -> None:
    def act(dialog: ImportDialog) -> None:
        pool.fail(next(pool.of(InspectJob)), "It cannot be read.", "Check the encoding.")
        hands.wait(lambda: isinstance(dialog.page, TablePage))
        dialog.format.set("texts")
        dialog._format_chosen()
        assert isinstance(dialog.page, TextPage)
        hands.wait(lambda: bool(waiting(pool)))
        assert asked(pool)[-1] == TextOptions()
        find_button(dialog, "Stop").invoke()
        hands.wait(lambda: dialog.status.cget("text") == "Stopped." and not waiting(pool))
        find_button(dialog, "Look again").invoke()
        assert len(waiting(pool)) == 1

    with_dialog(hands, view, table.path, act)


def test_images(view: View, hands: Hands, pool: FakePool, tmp_path: Path) -> None:
    folder = tmp_path / "pets"
    folder.mkdir()
    recipe = ImageFolderRecipe(
        "pets", folder, TestSplit(), 32, 48, 3, ("cat", "dog"), (8, 2), ("x.png: truncated",), (6, 4), (9, 8), (10, 9)
    )
    pair = PicturePair("cat/1.png", "cat", Picture((2, 4, 3), b"\x40" * 24), Picture((3, 3, 1), b"\x80" * 9))

    def act(dialog: ImportDialog) -> None:
        pool.inspected(recipe, ImagePreview((pair,), (6, 4)))
        hands.wait(lambda: dialog.recipe is not None)
        page = dialog.page
        assert isinstance(page, ImagePage)
        assert page.pictures[0][1].cget("text") == "cat" and page.pictures[0][0].cget("image")
        assert not page.pictures[1][0].cget("image")
        assert "9 × 8" in page.facts.cget("text")
        assert page.broken.item(page.broken.get_children()[0], "values") == ("x.png: truncated",)
        page.rows.variables["width"].set("0")
        assert "Width" in dialog.notes.text.get("1.0", "end") and dialog._ok.instate(["disabled"])
        page.rows.variables["width"].set("64")
        hands.wait(lambda: bool(waiting(pool)))
        assert asked(pool)[-1] == ImageOptions(width=64)

    with_dialog(hands, view, folder, act)


def test_texts(view: View, hands: Hands, pool: FakePool, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("text,label\na b,x\n", encoding="utf-8")
    recipe = TextRecipe(
        "reviews", path, "text", "label", "utf-8", ",", TestSplit(), 20, 50, ("x", "y"), (8, 2),
        class_sizes=(5, 5), lengths=(1, 2, 3, 4, 5, 20, 40), different_words=48,
    )  # fmt: skip

    def act(dialog: ImportDialog) -> None:
        pool.inspected(recipe, TextPreview((("x", "a b"),), recipe.lengths, columns=("text", "label", "part")))
        hands.wait(lambda: dialog.recipe is not None)
        page = dialog.page
        assert isinstance(page, TextPage)
        assert page.lengths.item(page.lengths.get_children()[-1], "values")[1] == "40 words"
        assert page.test.boxes["column"].cget("values") == ("part",)
        page.rows.variables["length"].set("30")
        hands.wait(lambda: bool(waiting(pool)))
        assert asked(pool)[-1] == TextOptions(length=30)

    with_dialog(hands, view, path, act)


def test_remembered_sets_are_used_changed_exported_and_forgotten(
    view: View, hands: Hands, pool: FakePool, folders: Folders, table: TableRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(table, folders)
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_: str(table.path.parent / "out"))

    def manage(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportedSetsDialog)
        find_button(dialog, "Export…").invoke()
        number = next(pool.of(ExportJob))
        assert pool.jobs[number] == ExportJob(recipe_text(table), table.path.parent / "out")
        pool.say(DataExported(number, "", "somewhere"))
        pool.end(number)
        hands.wait(lambda: "somewhere" in dialog.status.cget("text"))
        find_button(dialog, "Use").invoke()

    hands.next_dialog(manage)
    view.actions.imports.manage()
    hands.wait(lambda: view.experiment.source.name == "people")

    table.path.write_text("something else, and longer than before", encoding="utf-8")

    looked_at: list[ImportOptions | None] = []

    def look(dialog: Dialog) -> None:
        looked_at.extend(asked(pool))
        dialog.cancel()

    hands.next_dialog(look)
    view.actions.imports.use("people")
    hands.wait(lambda: bool(looked_at))
    assert isinstance(looked_at[0], TableOptions) and looked_at[0].label_column == "kind"

    def forget(dialog: Dialog) -> None:
        hands.answer("Forget")
        find_button(dialog, "Forget…").invoke()
        assert not remembered_names(folders)
        dialog.cancel()

    hands.next_dialog(forget)
    view.actions.imports.manage()
    assert table.path.exists() and recall("people", folders) is None


def test_an_export_goes_on_after_its_dialog_and_is_not_dropped_without_a_question(
    view: View, hands: Hands, pool: FakePool, folders: Folders, table: TableRecipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(table, folders)
    monkeypatch.setattr(filedialog, "askdirectory", lambda **_: str(table.path.parent / "out"))

    def start(dialog: Dialog) -> None:
        find_button(dialog, "Export…").invoke()
        dialog.cancel()

    hands.next_dialog(start)
    view.actions.imports.manage()
    number = next(pool.of(ExportJob))
    assert view.experiment.imports.exporting
    texts = hands.answer("Cancel")
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    hands.wait(lambda: any("exported" in text for text in texts))
    assert view.experiment.source.name == "digits"
    pool.say(DataExported(number, "", "somewhere"))
    pool.end(number)
    hands.wait(lambda: not view.experiment.imports.exporting)
    assert any("Exported to somewhere" in text for text in view.buffer.unsaved)


def test_the_last_set_comes_back_while_its_files_are_there(
    display: str, settings_folder: Path, folders: Folders, table: TableRecipe
) -> None:
    remember(table, folders)
    save(Preferences(scaling=100, dataset="people"), settings_folder)
    view = View(FakePool(), folders)
    try:
        assert view.experiment.source.name == "people"
    finally:
        view.close()
    table.path.unlink()
    view = View(FakePool(), folders)
    try:
        assert view.experiment.source is DATASETS["digits"]
        assert any("people" in text for text in view.buffer.unsaved)
    finally:
        view.close()


def test_a_name_that_other_data_have(
    view: View, hands: Hands, pool: FakePool, folders: Folders, table: TableRecipe, tmp_path: Path
) -> None:
    remember(table, folders)
    path = tmp_path / "more.csv"
    path.write_text("id,age,town,kind\n1,2,A,x\n", encoding="utf-8")

    def act(dialog: ImportDialog) -> None:
        pool.inspected(replace(table, path=path), TABLE_PREVIEW)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        dialog.name.set("People")
        dialog._ok.invoke()
        assert "other data" in dialog.notes.text.get("1.0", "end")

    with_dialog(hands, view, path, act)
    known = recall("people", folders)
    assert known is not None and known.recipe == table
