"""Columns that name the rows or what they are about, however they are called."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import column_of, kind_of, unreadable
from workbench.data.imports.tables.columns.identifiers import called_identifier, repeating_identifier
from workbench.data.imports.tables.labels.classes import class_names_of
from workbench.data.imports.tables.recipe import Column, ColumnType


def facts_of(cells: Sequence[object], name: str = "x", decimal: str = ".") -> ColumnFacts:
    facts = ColumnFacts(name, decimal)
    facts.add(pd.Series(list(cells)))
    return facts


@pytest.mark.parametrize("name", ["PatientId", "EmployeeNumber", "userId", "subject#", "user_id", "ID", "patientid"])
def test_names_of_identifiers(name: str) -> None:
    assert called_identifier(name)
    assert kind_of(facts_of(range(0, 300, 7), name)) is ColumnType.IDENTIFIER


@pytest.mark.parametrize("name", ["humid", "grid", "width", "Number of rooms"])
def test_names_that_only_look_so(name: str) -> None:
    assert not called_identifier(name)


def test_whole_numbers_that_are_nearly_all_different_are_pointed_out() -> None:
    cells = [1_000_025 + 97 * number for number in range(645)] + [1_182_404 + 0 * number for number in range(54)]
    column = column_of(facts_of(cells, "column 1"), None, left_out=False, included=False)
    assert column.used and column.note.startswith(("645 of 699", "646 of 699"))


def test_a_patients_number_that_repeats_is_an_identifier() -> None:
    facts = facts_of([100 + number // 3 for number in range(90)], "PatientId")
    assert repeating_identifier(facts)
    column = column_of(facts, None, left_out=False, included=False)
    assert column.kind is ColumnType.IDENTIFIER and not column.used
    assert "30 different values in 90 rows" in column.note


def test_a_code_of_few_values_is_no_identifier() -> None:
    assert not repeating_identifier(facts_of([1, 2, 3, 4, 5, 99] * 20, "RatecodeID"))


@pytest.mark.parametrize(
    ("cells", "decimal", "names"),
    [
        (["1,000,000", "20"], ".", ("20", "1,000,000")),
        (["1 000", "20"], ".", ("20", "1 000")),
        (["1.000", "20,5"], ",", ("20,5", "1.000")),
    ],
)
def test_labels_with_marks_between_digits_are_sorted_as_numbers(
    cells: list[str], decimal: str, names: tuple[str, ...]
) -> None:
    assert class_names_of(Path("t.csv"), facts_of(cells * 10, "bracket", decimal)) == names


def test_cells_that_are_no_numbers_are_counted() -> None:
    column = Column("length", ColumnType.NUMERIC)
    assert unreadable(column, pd.Series(["39.1 apples", "1", "", "NA", "long"]), ".") == ["39.1 apples", "long"]
    assert unreadable(Column("c", ColumnType.CATEGORICAL, categories=("a",)), pd.Series(["b", "a", ""]), ".") == ["b"]
    assert unreadable(Column("c", ColumnType.CATEGORICAL, categories=("a",), other=True), pd.Series(["b"]), ".") == []
    assert unreadable(Column("b", ColumnType.BOOLEAN, true="Yes"), pd.Series(["No", "Yes", "maybe", ""]), ".") == [
        "maybe"
    ]
