"""Cells as numbers and dates: marks between digits, units, dates that can be read in two ways."""

import numpy as np
import pandas as pd
import pytest

from workbench.data.imports.tables.cells import (
    ambiguous_dates,
    as_numbers,
    as_texts,
    date_format,
    plain_number,
)
from workbench.data.imports.tables.units import divided


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("1,234,567", ".", "1234567"),
        ("-1,234.50", ".", "-1234.50"),
        ("1.234.567,5", ",", "1234567.5"),
        ("1.234", ",", "1234"),
        ("1 234 567", ".", "1234567"),
        ("1\u202f234,5", ",", "1234.5"),
        ("1'234", ".", "1234"),
        ("0,5", ",", "0.5"),
        ("1,23", ".", "1,23"),
        ("0,123", ".", "0,123"),
        ("12,34,567", ".", "12,34,567"),
        ("1234", ",", "1234"),
        ("", ".", ""),
    ],
)
def test_marks_between_groups_of_digits(text: str, decimal: str, plain: str) -> None:
    assert plain_number(text, decimal) == plain


def test_numbers_with_and_without_marks_are_the_same_column() -> None:
    cells = pd.Series(["12", "1,000", "1.5", "many", ""])
    np.testing.assert_array_equal(as_numbers(cells, "."), [12.0, 1000.0, 1.5, np.nan, np.nan])


def test_lists_in_cells_are_texts() -> None:
    assert as_texts(pd.Series([np.array([1, 2]), None, "x"], dtype=object)) == ["[1, 2]", "", "x"]


@pytest.mark.parametrize("text", ["12 %", "12%", "$5", "€ 5.20", "3.5kg", "20 °C", "7 km"])
def test_numbers_with_a_unit(text: str) -> None:
    assert divided(text)[1]


@pytest.mark.parametrize("text", ["12", "K012", "1a", "a lot", "", "10:30", "2024-01-01"])
def test_texts_that_are_no_number_with_a_unit(text: str) -> None:
    assert divided(text) == (text, "")


def test_dates_whose_day_and_month_could_change_places() -> None:
    both = ["01/02/2024", "12/11/2024"]
    assert date_format(both) == "%m/%d/%Y" and ambiguous_dates(both, "%m/%d/%Y")
    assert date_format(both, day_first=True) == "%d/%m/%Y"
    assert date_format(["13/02/2024", *both]) == "%d/%m/%Y"
    assert not ambiguous_dates(["13/02/2024", *both], "%d/%m/%Y")
    assert not ambiguous_dates(["2024-02-01"], "ISO8601")
