"""The entry for a typed row of an own table."""

from dataclasses import replace
from pathlib import Path

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import source_of
from workbench.data.imports.remembered import remember
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.storage.folders import Folders
from workbench.view.importing.typed_row import typed_columns
from workbench.view.window.view import View

RECIPE = TableRecipe(
    "people",
    Path("people.csv"),
    "kind",
    (
        Column("age", ColumnType.NUMERIC),
        Column("town", ColumnType.CATEGORICAL, categories=("A", "B"), other=True),
        Column("tall", ColumnType.BOOLEAN, true="yes"),
        Column("kind", ColumnType.CATEGORICAL, used=False),
    ),
    ("x", "y"),
    (80, 20),
)


def test_what_is_typed_is_explained() -> None:
    found = typed_columns(source_of(RECIPE))
    assert found is not None and found.hint == "age, town, tall"
    assert "age: a number" in found.explanation and "town: A, B, …" in found.explanation
    semicolons = typed_columns(source_of(replace(RECIPE, separator="\t", decimal=",")))
    assert semicolons is not None and semicolons.hint == "age; town; tall"
    assert typed_columns(DATASETS["breast-cancer"]) is None and typed_columns(DATASETS["digits"]) is None


def test_many_columns_are_counted() -> None:
    columns = tuple(Column(f"c{number}", ColumnType.NUMERIC) for number in range(40))
    found = typed_columns(source_of(replace(RECIPE, columns=columns)))
    assert found is not None and found.hint.endswith("c11, … (40 values)")
    assert "and 25 more columns" in found.explanation


def test_the_tab_offers_a_row(view: View, hands: Hands, pool: FakePool, folders: Folders, tmp_path: Path) -> None:
    tab = view.content.samples
    assert not tab.text_row.winfo_manager()
    path = tmp_path / "people.csv"
    path.write_text("age,town,tall,kind\n1,A,yes,x\n")
    remember(replace(RECIPE, path=path), folders)
    view.actions.imports.use("people")
    hands.wait(lambda: view.experiment.source.name == "people")
    pool.settle()
    hands.wait(lambda: bool(view.content.samples.text_row.winfo_manager()))
    tab = view.content.samples
    assert tab.text_label.cget("text") == "or your row" and tab.text_entry._hint.cget("text") == "age, town, tall"
