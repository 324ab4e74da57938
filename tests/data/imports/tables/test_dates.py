"""Dates as features: days, and where they stand in year, week and day."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.data.imports.tables.cells import as_days, date_format
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import column_of, features
from workbench.data.imports.tables.columns.dates import hour_of
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import options_of
from workbench.data.imports.tables.recipe import Column, ColumnType
from workbench.data.types import silent

DATES = [f"20{year}-{month:02}-{1 + month * 2:02} {month + 6:02}:30" for year in (23, 24) for month in range(1, 13)]


def column_from(cells: list[str]) -> Column:
    facts = ColumnFacts("when", ".")
    facts.add(pd.Series(cells))
    return column_of(facts, None, left_out=False, included=False)


def test_december_stands_beside_january_and_sunday_beside_monday() -> None:
    column = column_from(DATES)
    names = [f"{name} {function}" for name in ("month", "weekday", "hour") for function in ("sine", "cosine")]
    assert column.date_features == ("days", *names)
    cells = pd.Series(["2023-01-02 00:00", "2023-12-31 23:00", "2023-04-05 06:00", ""])
    january, december, april, none = features(column, cells, ".")
    np.testing.assert_allclose(january[1:], [0, 1, 0, 1, 0, 1], atol=1e-6)
    np.testing.assert_allclose(april[[1, 2, 5, 6]], [1, 0, 1, 0], atol=1e-6)
    np.testing.assert_allclose(np.hypot(*(december - january)[1:3]), 2 * np.sin(np.pi / 12), atol=1e-6)
    np.testing.assert_allclose(np.hypot(*(december - january)[3:5]), 2 * np.sin(np.pi / 7), atol=1e-6)
    assert hour_of(december[5], december[6]) == pytest.approx(23, abs=1e-4)
    assert np.isnan(none).all()


def test_what_does_not_vary_is_no_feature() -> None:
    assert column_from(["2024-02-05", "2024-02-12", "2024-02-19", "2024-02-26"] * 3).date_features == ("days",)


def test_an_earlier_set_keeps_its_features_when_it_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    rows = [f"{7 + number // 3},2024-0{1 + number % 9}-1{number % 7},{'ab'[number % 2]}" for number in range(90)]
    path.write_text("\n".join(("PatientId,when,class", *rows)))
    earlier = inspect(path, TableOptions(plain_dates=True, included=("PatientId",)), "visits", silent)
    assert earlier.feature_names == ("PatientId", "when: days", "when: weekday")
    assert inspect(path, options_of(earlier), "visits", silent) == earlier
    anew = inspect(path, TableOptions(), "visits", silent)
    assert "PatientId" not in anew.feature_names and "when: month sine" in anew.feature_names


def test_columns_of_earlier_recipes_keep_plain_numbers() -> None:
    column = Column("when", ColumnType.DATE, date_format="ISO8601", date_features=("days", "weekday", "hour"))
    np.testing.assert_allclose(features(column, pd.Series(["1970-01-02 12:00"]), "."), [[1, 4, 12]])


@pytest.mark.parametrize(
    ("cell", "form", "days"),
    [
        ("1-Jan-24", "%d-%b-%y", 19_723),
        ("1 January 2024", "%d %B %Y", 19_723),
        ("Jan 1, 2024", "%b %d, %Y", 19_723),
        ("01/31/2024 3:30 PM", "%m/%d/%Y %I:%M %p", 19_753 + 15.5 / 24),
        ("2024-01-31 12:30:00 AM", "%Y-%m-%d %I:%M:%S %p", 19_753 + 0.5 / 24),
    ],
)
def test_months_by_name_and_hours_before_and_after_noon(cell: str, form: str, days: float) -> None:
    assert date_format([cell, "", cell]) == form
    np.testing.assert_allclose(as_days([cell], form), [days])


@pytest.mark.parametrize("cells", [["12:30", "6:00"], ["12:30:00", "06:00:00"], ["12:30 PM", "6:00 AM"]])
def test_times_alone_are_hours(cells: list[str]) -> None:
    column = column_from([*cells, ""] * 5)
    assert column.kind is ColumnType.DATE
    assert column.feature_names == ("when: hour", "when: hour sine", "when: hour cosine")
    noon, six, none = features(column, pd.Series([*cells, ""]), ".")
    np.testing.assert_allclose(noon[0], 12.5)
    np.testing.assert_allclose(six, [6, 1, 0], atol=1e-6)
    assert np.isnan(none).all()


@pytest.mark.parametrize("text", ["1-Foo-24", "12-1", "3:1", "may", "a 12 2024", "12:30 XM"])
def test_texts_that_are_no_dates(text: str) -> None:
    assert not date_format([text] * 3)


def test_a_day_that_does_not_exist_is_missing_and_named() -> None:
    cells = [f"2024-02-{day:02}" for day in range(1, 30)] + ["2024-02-30"]
    column = column_from(cells)
    assert column.kind is ColumnType.DATE and column.note == "1 cells are no dates and count as missing (“2024-02-30”)."
    assert np.isnan(features(column, pd.Series(cells), ".")[-1]).all()
