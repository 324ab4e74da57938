"""Columns of numbers that are written with units, with words between them, or too long or too large."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import column_of, features, unreadable
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import read
from workbench.data.imports.tables.recipe import Column, ColumnType, MissingWord
from workbench.data.imports.tables.typed_rows import read_typed_row
from workbench.data.types import silent
from workbench.errors import UserError


def column_from(cells: Sequence[str], name: str = "x", decimal: str = ".") -> Column:
    facts = ColumnFacts(name, decimal)
    facts.add(pd.Series(list(cells)))
    return column_of(facts, None, left_out=False, included=False)


def values_of(column: Column, cells: Sequence[str], decimal: str = ".") -> list[float]:
    numbers: list[float] = features(column, pd.Series(list(cells)), decimal)[:, 0].tolist()
    return numbers


@pytest.mark.parametrize(
    ("cells", "decimal", "unit", "first"),
    [
        (["12.5%", "7 %", "0.5"], ".", "%", 12.5),
        (["$3.20", "$1,000.50", "$4"], ".", "$", 3.2),
        (["1 min", "22 min", "3"], ".", "min", 1.0),
        (["39.1 mm", "40mm", "41 MM"], ".", "mm", 39.1),
        (["12,5 kg", "7 kg", "1.000,5 kg"], ",", "kg", 12.5),
        (["-$3.20", "$-4", "$5"], ".", "$", -3.2),
    ],
)
def test_numbers_with_one_unit_are_numbers(cells: list[str], decimal: str, unit: str, first: float) -> None:
    column = column_from(cells * 10, decimal=decimal)
    assert column.kind is ColumnType.NUMERIC and column.unit == unit
    assert f"with the unit {unit}" in column.note
    values = values_of(column, cells, decimal)
    assert values[0] == pytest.approx(first) and np.isfinite(values).all()
    assert unreadable(column, pd.Series(["3 stone", *cells]), decimal) == ["3 stone"]


def test_numbers_with_several_units_are_categories_and_named() -> None:
    column = column_from(["1 kg", "500 g", "2 kg"] * 10)
    assert column.kind is ColumnType.CATEGORICAL
    assert "kg (20 cells), g (10 cells)" in column.note


@pytest.mark.parametrize("word", ["-", ".", "None", "#N/A", "n.d."])
def test_words_for_no_number_count_as_missing(word: str) -> None:
    cells = [str(number / 7) for number in range(60)] + [word] * 20
    column = column_from(cells)
    assert column.kind is ColumnType.NUMERIC
    assert f"“{word}” 20×, first in row 61" in column.note
    assert np.isnan(values_of(column, [word])[0])


def test_words_for_no_number_are_categories_among_words() -> None:
    assert column_from(["red", "-", "None"] * 20).categories == ("-", "None", "red")


def test_infinite_numbers_count_as_missing() -> None:
    column = column_from([*(str(number / 3) for number in range(40)), "inf", "-Infinity", "1e400", "1e39"])
    assert column.kind is ColumnType.NUMERIC
    assert column.note == "4 cells are infinite or too large and count as missing."


def test_an_identifier_of_19_digits_with_gaps_is_left_out() -> None:
    column = column_from([str(1_234_567_890_123_456_789 + 3 * number) for number in range(50)] + [""] * 4)
    assert column.kind is ColumnType.IDENTIFIER and not column.used
    assert "19 digits" in column.note


def test_words_that_count_as_missing_are_counted_with_an_example() -> None:
    assert column_from(["1", "NA", "2", "?", "NA"]).missing_words == (MissingWord("NA", 2, 2), MissingWord("?", 1, 4))


def test_a_table_with_units_is_read_typed_and_exported(tmp_path: Path) -> None:
    rows = [f"{number / 4} mm,{'ab'[number % 2]}" for number in range(60)]
    path = tmp_path / "t.csv"
    path.write_text("length,class\n" + "\n".join(rows) + "\n")
    recipe = inspect(path, TableOptions(), "t", silent)
    for typed in ("39.1 mm", "39.1"):
        assert read_typed_row(recipe, typed)[0, 0] == pytest.approx(39.1)
    with pytest.raises(UserError, match="no number in mm"):
        read_typed_row(recipe, "39.1 cm")
    exported = export(recipe, tmp_path / "out", silent)
    there = replace(exported, path=tmp_path / "out" / exported.path)
    np.testing.assert_array_equal(
        np.asarray(read(there, {}, silent).x_train), np.asarray(read(recipe, {}, silent).x_train)
    )
    assert "mm" not in there.path.read_text().split("\n")[1]


def test_numbers_that_may_stand_for_a_missing_one_are_pointed_out() -> None:
    cells = [str(number / 2) for number in range(60)]
    column = column_from([*cells, "-999", "-999", "-999"])
    assert column.kind is ColumnType.NUMERIC
    assert "3 cells hold -999, far outside of the others" in column.note
    assert values_of(column, ["-999"]) == [-999.0]
    assert "outside" not in column_from([*map(str, range(900, 1000)), "999"]).note


def test_many_different_numbers_of_a_file_that_has_numbers(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": np.arange(3_000) / 7, "label": ["a", "b"] * 1_500})
    frame.to_parquet(tmp_path / "table.parquet")
    recipe = inspect(tmp_path / "table.parquet", TableOptions(), "mine", silent)
    assert recipe.columns[0].kind is ColumnType.NUMERIC


def test_minus_signs_and_thin_spaces_of_printed_numbers() -> None:
    cells = pd.Series(["−5", "12\u2009345", "7.5", "−1\u00a0234"])
    facts = ColumnFacts("change", ".")
    facts.add(cells)
    column = column_of(facts, None, left_out=False, included=False)
    assert column.kind is ColumnType.NUMERIC and column.typeset
    np.testing.assert_array_equal(features(column, cells, ".")[:, 0], [-5, 12345, 7.5, -1234])
    earlier = Column("change", ColumnType.NUMERIC)
    np.testing.assert_array_equal(features(earlier, cells, ".")[:, 0], [np.nan, np.nan, 7.5, np.nan])
