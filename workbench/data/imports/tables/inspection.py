"""Looks at a whole table, read once: its columns, its label, its rows for the test; from that comes the recipe."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.text_files import in_its_encoding
from workbench.data.imports.checks import too_few
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.column_facts import MANY, ColumnFacts
from workbench.data.imports.tables.columns import column_of, kind_of
from workbench.data.imports.tables.files import TableFile, is_text, look_at, look_at_second, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import ColumnType, TableRecipe
from workbench.data.split import stratified_split
from workbench.data.types import Progress
from workbench.errors import UserError

SPLIT_SEED = 0
"""Seed with which rows are held out for the test."""

_LABELS = (
    re.compile(r"label|labels|class|classes|target|species|category|y", re.IGNORECASE),
    re.compile(r"diagnosis|outcome|result|type|variety|quality|survived|churn|default|response", re.IGNORECASE),
    re.compile(r".*[_ ](label|class|target|category|type)|(label|class|target)[_ ].*", re.IGNORECASE),
)
_SPLIT_COLUMNS = re.compile(r"split|subset|part|partition|set|fold|train_?test|is_?test", re.IGNORECASE)
_TEST_VALUES = ("test", "testing", "holdout", "true")
_FEW = 20  # values of a column of numbers that may be a label without being called so
_CONTINUOUS = 50  # values of a column of numbers from which on it is measured, not counted


def inspect(path: Path, options: TableOptions, name: str, progress: Progress) -> TableRecipe:
    """Look at a table; what is None in ``options`` is guessed. ``name`` is used where the options have none.

    Raises:
        UserError: the table cannot be read, a column that was chosen is not there, or no network can learn from it.
        Cancelled: from ``progress``.
    """

    def look(encoding: str) -> TableRecipe:
        return _inspect(look_at(path, replace(options, encoding=encoding)), options, name, progress)

    return in_its_encoding(path, options.encoding, look) if is_text(path) else look("")


def _inspect(table: TableFile, options: TableOptions, name: str, progress: Progress) -> TableRecipe:
    path = table.path
    if len(table.columns) == 1:
        raise UserError(
            f"{path} has the single column “{table.columns[0][:60]}”.",
            "A label and a column to learn from are needed, divided by commas, semicolons, tabs, | or spaces; choose "
            "another separator (--separator MARK on the command line) if there is one.",
        )
    facts = collect(table, progress)
    label = _label(path, facts, options.label_column)
    class_names = _class_names(path, facts[label])
    labels = label_codes(facts[label], class_names)
    test = options.test or _test_column(facts, label)
    in_test = held_out(path, facts, labels, test, class_names)
    training = (labels >= 0) & ~in_test
    aside = {label, test.column}
    columns = tuple(
        column_of(
            column, training, column.name in aside or column.name in options.left_out, column.name in options.included
        )
        for column in facts.values()
    )
    sizes = (int(training.sum()), _test_rows(table, test, label, class_names, in_test, progress))
    recipe = TableRecipe(
        name=options.name or name,
        path=path,
        label_column=label,
        columns=columns,
        class_names=class_names,
        sizes=sizes,
        test=test,
        separator=table.form.separator,
        encoding=table.form.encoding,
        header=table.form.header,
        decimal=table.form.decimal,
        sheet=table.sheet,
        unlabelled=int((labels < 0).sum()),
    )
    _check(recipe)
    return recipe


def collect(table: TableFile, progress: Progress, rows: int | None = None) -> dict[str, ColumnFacts]:
    """The facts of all columns by name; ``rows``: only of the first ones. `UserError` if there are no rows."""
    facts = {name: ColumnFacts(name, table.form.decimal) for name in table.columns}
    done = 0
    for piece in pieces(table, rows=rows):
        done += len(piece)
        for name, column in facts.items():
            column.add(piece[name])
            progress(f"looking at {table.path.name}", done, 0)
    if not done:
        raise UserError(
            f"{table.path} has the names of {len(facts)} columns, but no rows.", "A row for each sample is needed."
        )
    return facts


def label_codes(facts: ColumnFacts, class_names: Sequence[str]) -> NDArray[np.int32]:
    """The class of each row, -1 where there is none; `UserError` for a value that is no class."""
    places = {name: place for place, name in enumerate(class_names)}
    check_classes(facts, class_names)
    assert facts.values is not None
    table = np.array([*(places[value] for value in facts.values), -1], np.int32)
    codes: NDArray[np.int32] = table[facts.all_codes]
    return codes


def check_classes(facts: ColumnFacts, class_names: Sequence[str]) -> None:
    """`UserError` for a value of the label that is no class."""
    known = frozenset(class_names)
    unknown = [value for value in facts.values or {} if value not in known]
    if facts.values is None or unknown:
        raise UserError(
            f"The label “{facts.name}” has the value “{unknown[0] if unknown else '…'}”, which is no class.",
            f"The classes are {', '.join(class_names[:10])}.",
        )


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


def _test_rows(
    first: TableFile,
    test: TestSplit,
    label: str,
    class_names: Sequence[str],
    in_test: NDArray[np.bool_],
    progress: Progress,
) -> int:
    path = test.path
    if path is None:
        return int(in_test.sum())

    def count(encoding: str) -> int:
        table = look_at_second(path, first.form.separator, first.form.header, (label,), encoding)
        if label not in table.columns:
            raise UserError(
                f"{path} has no column “{label}”.", "The file of the test part needs the same columns as the other."
            )
        facts = ColumnFacts(label, table.form.decimal)
        for piece in pieces(table, (label,)):
            facts.add(piece[label])
            progress(f"looking at {path.name}", facts.rows, 0)
        return int((label_codes(facts, class_names) >= 0).sum())

    return in_its_encoding(path, None, count) if is_text(path) else count("")


def _label(path: Path, facts: Mapping[str, ColumnFacts], wanted: str | None) -> str:
    if wanted is not None:
        if wanted in facts:
            return wanted
        lower = [name for name in facts if name.lower() == wanted.lower()]
        if len(lower) == 1:
            return lower[0]
        raise UserError(f"{path} has no column “{wanted}”.", f"Its columns are {', '.join(list(facts)[:20])}.")
    for pattern in _LABELS:
        named = [name for name in facts if pattern.fullmatch(name.strip())]
        several = [name for name in named if facts[name].values is not None and facts[name].distinct > 1]
        if named:
            return (several or named)[-1]
    types = {name: kind_of(column) for name, column in facts.items()}
    categories = [name for name, kind in types.items() if kind in (ColumnType.CATEGORICAL, ColumnType.BOOLEAN)]
    few = [name for name, kind in types.items() if kind is ColumnType.NUMERIC and facts[name].distinct <= _FEW]
    if candidates := categories or few:
        return candidates[-1]
    return list(facts)[-1]


def _class_names(path: Path, label: ColumnFacts) -> tuple[str, ...]:
    """The label's values, sorted as numbers where they are; `UserError` if they cannot be classes."""
    advice = "Choose another column as the label (--label COLUMN on the command line)"
    numeric = label.numbers == label.known > 0
    measured = numeric and not label.whole and label.distinct > _CONTINUOUS
    counted = numeric and label.distinct > max(_CONTINUOUS, label.known // 5)
    if label.values is None or measured or counted:
        how_many = f"{MANY:,} or more" if label.values is None else f"{label.distinct:,}"
        if numeric:
            raise UserError(
                f"The label “{label.name}” of {path} has {how_many} different numbers: that is regression, "
                "and the networks here tell classes apart.",
                f"{advice}, or divide its values into a few classes.",
            )
        raise UserError(f"The label “{label.name}” of {path} has {how_many} different values.", f"{advice}.")
    if len(label.values) < 2:
        only = f"has the value “{next(iter(label.values))}” in all rows" if label.values else "is empty in all rows"
        raise UserError(
            f"The label “{label.name}” of {path} {only}; at least two classes are needed.",
            f"{advice}, or add rows of another class.",
        )
    if numeric:
        return tuple(sorted(label.values, key=lambda value: (float(value.replace(",", ".")), value)))
    return tuple(sorted(label.values))


def _test_column(facts: Mapping[str, ColumnFacts], label: str) -> TestSplit:
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


def _check(recipe: TableRecipe) -> None:
    if not recipe.feature_names:
        shown = ", ".join(f"{column.name} ({column.kind})" for column in recipe.columns[:10])
        raise UserError(
            f"{recipe.path} has no column from which a network could learn {recipe.label_column}.",
            f"Columns of numbers, categories or dates are needed; found were: {shown}.",
        )
    for what, rows in zip(("training", "test"), recipe.sizes, strict=True):
        if not rows:
            raise UserError(f"The {what} part of {recipe.path} would have no rows.", "Choose another test part.")
