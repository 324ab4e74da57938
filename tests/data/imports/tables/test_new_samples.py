"""New rows of a table: columns found by their names or their places, whatever the form of the file."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.new_table import BY_ORDER
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.errors import UserError


def recipe_with(separator: str = ",", decimal: str = ".") -> TableRecipe:
    return TableRecipe(
        name="mine",
        path=Path("gone.csv"),
        label_column="species",
        columns=(
            Column("length", ColumnType.NUMERIC),
            Column("id", ColumnType.IDENTIFIER, used=False),
            Column("colour", ColumnType.CATEGORICAL, categories=("blue", "red")),
            Column("species", ColumnType.CATEGORICAL, used=False),
        ),
        class_names=("a", "b"),
        sizes=(8, 2),
        separator=separator,
        decimal=decimal,
    )


def write(path: Path, rows: Sequence[Sequence[object]], mark: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=mark).writerows(rows)
    return path


WANTED = [[1.5, 0, 1], [2.5, 1, 0]]


@pytest.mark.parametrize(
    "rows",
    [
        [["length", "id", "colour", "species"], ["1.5", "x", "red", "a"], ["2.5", "y", "blue", "?"]],
        [["colour", "more", "length"], ["red", "x", "1.5"], ["blue", "y", "2.5"]],
        [["1.5", "x", "red", "a"], ["2.5", "y", "blue", "b"]],
        [["1.5", "x", "red"], ["2.5", "y", "blue"]],
        [["1.5", "red"], ["2.5", "blue"]],
    ],
    ids=["the same form", "other order, no label", "no names", "no names, no label", "no names, features alone"],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_found(rows: list[list[str]], mark: str, tmp_path: Path) -> None:
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", rows, mark)])
    np.testing.assert_array_equal(np.asarray(found.samples), WANTED)
    assert found.names == ("new.csv, row 1", "new.csv, row 2")


@pytest.mark.parametrize("known", [recipe_with(), recipe_with(";", ",")])
def test_the_decimal_mark_is_that_of_the_new_file(known: TableRecipe, tmp_path: Path) -> None:
    comma = write(tmp_path / "comma.csv", [["length", "colour"], ["1,5", "red"]], ";")
    point = write(tmp_path / "point.csv", [["length", "colour"], ["2.5", "blue"]])
    found = new_samples(known, [comma, point])
    np.testing.assert_array_equal(np.asarray(found.samples), WANTED)
    assert found.names == ("comma.csv, row 1", "point.csv, row 1")


def test_unknown_and_missing_values_are_no_category_and_no_number(tmp_path: Path) -> None:
    path = write(tmp_path / "new.csv", [["length", "colour"], ["", "violet"], ["2", ""]])
    found = np.asarray(new_samples(recipe_with(), [path]).samples)
    np.testing.assert_array_equal(found, [[np.nan, 0, 0], [2, 0, 0]])


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "new.csv", [["length", "petals"], ["1", "2"]])
    with pytest.raises(UserError, match="no column “colour”"):
        new_samples(recipe_with(), [path])


@pytest.mark.parametrize("content", ["", "length,id,colour,species\n"])
def test_a_file_without_rows_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(content)
    with pytest.raises(UserError, match=r"new\.csv"):
        new_samples(recipe_with(), [tmp_path / "new.csv"])


def test_excel_and_parquet_are_read_as_well(tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame({"colour": ["red", "blue"], "length": [1.5, 2.5]})
    frame.to_excel(tmp_path / "new.xlsx", index=False)
    frame.to_parquet(tmp_path / "new.parquet")
    for name in ("new.xlsx", "new.parquet"):
        np.testing.assert_array_equal(np.asarray(new_samples(recipe_with(), [tmp_path / name]).samples), WANTED)


def test_names_are_found_whatever_their_capitals_and_order(tmp_path: Path) -> None:
    rows = [["COLOUR", "Species", " Length"], ["red", "a", "1.5"], ["blue", "b", "2.5"]]
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", rows)])
    np.testing.assert_array_equal(np.asarray(found.samples), WANTED)
    assert found.names == ("new.csv, row 1", "new.csv, row 2")
    assert "“COLOUR” for “colour”" in found.notes[0]


def test_the_same_name_is_meant_before_one_with_other_capitals(tmp_path: Path) -> None:
    rows = [["LENGTH", "length", "colour"], ["9", "1.5", "red"], ["9", "2.5", "blue"]]
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", rows)])
    np.testing.assert_array_equal(np.asarray(found.samples), WANTED)
    assert found.notes == ()


@pytest.mark.parametrize(
    "header",
    [["petal", "key", "shade", "kind"], ["LENGTH", "id", "Length", "species"], ["width", "colour"]],
    ids=["other names", "two that could be meant", "one is missing"],
)
def test_a_row_of_other_names_is_no_sample(header: list[str], tmp_path: Path) -> None:
    rows = [header, ["1.5", "x", "red", "a"][: len(header)]]
    with pytest.raises(UserError, match="has no column"):
        new_samples(recipe_with(), [write(tmp_path / "new.csv", rows)])


def test_what_is_read_by_order_is_said(tmp_path: Path) -> None:
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", [["1.5", "red"], ["2.5", "blue"]])])
    assert found.notes == (f"new.csv: {BY_ORDER}",)


def test_cells_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    rows = [["length", "colour"], ["39.1 mm", "red"], ["40 mm", "RED"], ["NA", ""], ["1", "blue"]]
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", rows)])
    assert found.notes == (
        "new.csv: 2 cells of “length” are no numbers and count as missing, such as “39.1 mm”.",
        "new.csv: 1 cell of “colour” holds values that the networks have never seen, such as “RED”.",
    )


def test_rows_without_any_value_are_no_samples(tmp_path: Path) -> None:
    rows = [["length", "colour"], ["1.5", "red"], ["", ""], ["2.5", "blue"], ["", ""]]
    found = new_samples(recipe_with(), [write(tmp_path / "new.csv", rows)])
    np.testing.assert_array_equal(np.asarray(found.samples), WANTED)
    assert found.names == ("new.csv, row 1", "new.csv, row 3")
    assert "2 rows have no value" in found.notes[0]
