"""One typed row of an own table: values of its columns, the same features as from a file."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.imports.tables.typed_rows import read_typed_row, shown_row
from workbench.errors import UserError

RECIPE = TableRecipe(
    name="mine",
    path=Path("gone.csv"),
    label_column="species",
    columns=(
        Column("length", ColumnType.NUMERIC),
        Column("id", ColumnType.IDENTIFIER, used=False),
        Column("colour", ColumnType.CATEGORICAL, categories=("blue", "red"), missing=True),
        Column("wild", ColumnType.BOOLEAN, true="Yes"),
        Column("seen", ColumnType.DATE, date_format="ISO8601", date_features=("days", "weekday")),
        Column("species", ColumnType.CATEGORICAL, used=False),
    ),
    class_names=("a", "b"),
    sizes=(8, 2),
)
FEATURES = [[1.5, 0, 1, 0, 1, 1, 4]]


@pytest.mark.parametrize(
    "text",
    [
        "1.5, red, Yes, 1970-01-02",
        "1.5;red;yes;1970-01-02",
        "1.5\tred\tYES\t1970-01-02\n",
        "1.5, 17, red, Yes, 1970-01-02",
        "1.5, 17, red, Yes, 1970-01-02, a",
        "wild,length,more,seen,colour\nYes,1.5,x,1970-01-02,red",
    ],
    ids=["what is used", "semicolons", "tabs", "no label", "all columns", "names"],
)
def test_values_of_the_columns_become_features(text: str) -> None:
    np.testing.assert_array_equal(read_typed_row(RECIPE, text), FEATURES)


def test_a_decimal_comma_and_missing_values() -> None:
    row = read_typed_row(replace(RECIPE, separator=";", decimal=","), "1,5;;No;")
    np.testing.assert_array_equal(row, [[1.5, 0, 0, 1, 0, np.nan, np.nan]])


def test_the_same_features_as_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("length,colour,wild,seen\n2.5,blue,No,2024-02-29\n")
    found = new_samples(RECIPE, [tmp_path / "new.csv"])
    np.testing.assert_array_equal(read_typed_row(RECIPE, "2.5,blue,No,2024-02-29"), np.asarray(found.samples))


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("1.5,red", "2 values, but mine has 4 columns", "length , colour , wild , seen"),
        ("", "0 values", "in this order"),
        ("1.5,red,Yes,1970-01-02\n2.5,red,Yes,1970-01-02", "4 values", "one line"),
        ("long,red,Yes,1970-01-02", "“long” in the column “length” is no number", "Correct"),
        ("1.5,pink,Yes,1970-01-02", "“pink” is no value of the column “colour”", "blue, red"),
        ("1.5,red,perhaps,1970-01-02", "“perhaps” is no value", "Yes and No"),
        ("1.5,red,Yes,soon", "“soon” in the column “seen” is no date", "Correct"),
    ],
)
def test_what_does_not_suit_is_refused(text: str, message: str, advice: str) -> None:
    with pytest.raises(UserError) as caught:
        read_typed_row(RECIPE, text)
    assert message in caught.value.message and advice in caught.value.advice


def test_a_row_is_shown_as_values_of_its_columns() -> None:
    assert shown_row(RECIPE, np.array(FEATURES[0])) == (
        ("length", 1.5),
        ("colour", "red"),
        ("wild", "Yes"),
        ("seen", "1970-01-02 Fri"),
    )
    names = dict(shown_row(RECIPE, np.array([np.nan, 0, 0, 1, 0, np.nan, np.nan])))
    assert np.isnan(float(names["length"])) and (names["colour"], names["wild"]) == ("missing", "No")
    assert dict(shown_row(RECIPE, np.zeros(7)))["colour"] == "none that is known"
