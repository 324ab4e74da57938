"""Which rows of a table are for the test."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import too_few
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.split import stratified_split
from workbench.errors import UserError

SPLIT_SEED = 0
"""Seed with which rows are held out for the test."""

_SPLIT_COLUMNS = re.compile(r"split|subset|part|partition|set|fold|train_?test|is_?test", re.IGNORECASE)
_TEST_VALUES = ("test", "testing", "holdout", "true")


def test_column(facts: Mapping[str, ColumnFacts], label: str) -> TestSplit:
    """A column that says which rows are for the test, where there is one."""
    for name, column in facts.items():
        values = column.values or {}
        if (
            name == label
            or not _SPLIT_COLUMNS.fullmatch(name.strip())
            or not 2 <= len(values) <= 3
            or column.known < column.rows
        ):
            continue
        for value in values:
            if value.lower() in _TEST_VALUES:
                return TestSplit(column=name, value=value)
    return TestSplit()


def held_out(
    path: Path, facts: Mapping[str, ColumnFacts], labels: NDArray[np.int32], test: TestSplit, class_names: Sequence[str]
) -> NDArray[np.bool_]:
    """Which rows are for the test; rows without a label never are."""
    in_test = np.zeros(len(labels), bool)
    if test.path is not None:
        return in_test
    if test.column:
        marks = facts.get(test.column)
        code = marks.values.get(test.value) if marks is not None and marks.values is not None else None
        if marks is None:
            raise UserError(f"{path} has no column “{test.column}”.", f"Its columns are {', '.join(list(facts)[:20])}.")
        if code is None:
            values = ", ".join(f"“{value[:20]}”" for value in list(marks.values or {})[:10]) or "too many to name"
            raise UserError(
                f"The column “{test.column}” of {path} has no value “{test.value}” that marks the test rows.",
                f"Its values are {values}: choose one of them, or another column.",
            )
        np.logical_and(marks.all_codes == code, labels >= 0, out=in_test)
        return in_test
    labelled = np.flatnonzero(labels >= 0)
    counts = np.bincount(labels[labelled], minlength=len(class_names))
    if single := [name for name, count in zip(class_names, counts, strict=True) if count == 1]:
        finding = too_few(single)
        raise UserError(finding.message, finding.advice)
    _, rows = stratified_split(labels[labelled], test.fraction, SPLIT_SEED)
    in_test[labelled[rows]] = True
    return in_test
