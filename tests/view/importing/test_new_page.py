"""The page of a further import format is a file and a line; the dialog shows it."""

from pathlib import Path

import pytest

from tests.data.imports.numbers_format import NUMBERS, NumbersOptions, NumbersPreview, NumbersRecipe
from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from tests.view.importing.numbers_page import NumbersPage
from tests.view.importing.test_import_dialog import asked, with_dialog
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.registry import FORMATS
from workbench.data.imports.remembered import remembered_names
from workbench.storage.folders import Folders
from workbench.view.importing.dialog import ImportDialog
from workbench.view.importing.pages import PAGES
from workbench.view.window.view import View


def test_a_new_format_is_chosen_shown_and_remembered(
    view: View, hands: Hands, pool: FakePool, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.data.imports.registry.FORMATS", [*FORMATS, NUMBERS])
    monkeypatch.setitem(PAGES, NUMBERS.name, NumbersPage)
    path = tmp_path / "mine.json"
    path.write_text('[[1, 2, "a"], [3, 4, "b"]]')
    recipe = NumbersRecipe("mine", path, TestSplit(), 2, ("a", "b"), (8, 2))
    preview = NumbersPreview((("1", "2", "a"), ("3", "4", "b")), warnings=("Few rows.",))

    def act(dialog: ImportDialog) -> None:
        pool.inspected(recipe, preview)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        page = dialog.page
        assert isinstance(page, NumbersPage) and dialog.format.get() == "numbers"
        assert "8 + 2 rows · 2 features · 2 classes: a, b" in dialog.status.cget("text")
        assert page.preview.item(page.preview.get_children()[1], "values") == ("3", "4", "b")
        assert "⚠  Few rows." in dialog.notes.text.get("1.0", "end")
        page.test.variables["fraction"].set("0.5")
        hands.wait(lambda: bool(asked(pool)))
        assert asked(pool)[-1] == NumbersOptions(test=TestSplit(fraction=0.5))
        pool.inspected(recipe, preview)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        dialog._ok.invoke()
        hands.wait(lambda: not dialog.winfo_exists())

    with_dialog(hands, view, path, act)
    assert view.experiment.source.name == "mine" and remembered_names(folders) == ("mine",)


def test_every_format_has_a_page() -> None:
    assert list(PAGES) == [known.name for known in FORMATS]
