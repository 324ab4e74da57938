"""All rows of a table as arrays, read once: labels and features from the same pieces."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.text_files import in_its_encoding
from workbench.data.imports.checks import CheckReport, checked, report
from workbench.data.imports.epochs import suitable_epochs
from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import features
from workbench.data.imports.tables.columns.dates import has_plain_dates
from workbench.data.imports.tables.columns.identifiers import called_identifier
from workbench.data.imports.tables.declaration import REASONS
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import is_text, of_recipe, pieces, second_of_recipe
from workbench.data.imports.tables.findings import checked_columns, recipe_findings
from workbench.data.imports.tables.held_out import SPLIT_SEED, held_out
from workbench.data.imports.tables.labels.classes import check_classes, label_codes
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

_ERROR = re.compile(r"#(N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)")
_MOVED = 16  # columns whose rows are put in order at once


def source(recipe: TableRecipe) -> DatasetSource:
    """The dataset of a recipe."""
    unlabelled = f" {recipe.unlabelled:,} rows without a label are left out." if recipe.unlabelled else ""
    used = sum(column.used for column in recipe.columns)
    return DatasetSource(
        name=recipe.name,
        title=recipe.name,
        kind=Kind.TABULAR,
        description=(
            f"Your table {recipe.path.name}: {sum(recipe.sizes):,} rows, {used} columns as "
            f"{len(recipe.feature_names):,} features, label “{recipe.label_column}”.{unlabelled}"
        ),
        class_names=recipe.class_names,
        sizes=recipe.sizes,
        input_shape=(len(recipe.feature_names),),
        read=partial(read, recipe),
        citation=str(recipe.path),
        licence="your data",
        feature_names=recipe.feature_names,
        default_epochs=suitable_epochs(recipe.sizes[0], batch_size=256, fewest=30, most=300),
        split_seed=SPLIT_SEED,
    )


def read(recipe: TableRecipe, _files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """The training and the test rows of a table: float32 (rows, features) with NaN for missing numbers.

    Raises:
        UserError: the table is not what it was when it was looked at, or there are errors in the data.
    """
    raw = _arrays(recipe, progress)
    return checked(raw, recipe.class_names, checked_columns(recipe, raw.x_train), recipe_findings(recipe))


def check(recipe: TableRecipe, progress: Progress) -> CheckReport:
    """Look at all rows; what the recipe itself says is not repeated. `UserError` as `read`."""
    raw = _arrays(recipe, progress)
    return report(raw, recipe.class_names, checked_columns(recipe, raw.x_train))


def options_of(recipe: TableRecipe) -> TableOptions:
    """What was chosen or guessed, to look at the table again in the same way."""
    usual = [column for column in recipe.columns if column.name not in (recipe.label_column, recipe.test.column)]
    odd = (ColumnType.IDENTIFIER, ColumnType.TEXT, ColumnType.CONSTANT)
    return TableOptions(
        name=recipe.name,
        label_column=recipe.label_column,
        test=recipe.test,
        separator=recipe.separator or None,
        encoding=recipe.encoding or None,
        header=recipe.header,
        decimal=recipe.decimal,
        sheet=recipe.sheet or None,
        skip_rows=recipe.skip_rows,
        skip_footer=recipe.skip_footer,
        quote=recipe.quote,
        present=recipe.present,
        plain_dates=has_plain_dates(recipe.columns) or None,
        words=tuple(column.name for column in usual if column.words),
        included=tuple(
            column.name
            for column in usual
            if column.used and (called_identifier(column.name) or column.note.startswith(REASONS))
        ),
        left_out=tuple(column.name for column in usual if not column.used and column.kind not in odd),
    )


def files_state(recipe: TableRecipe) -> str:
    """Sizes and times of the files; `UserError` if they are gone."""
    states = []
    for path in (recipe.path, recipe.test.path):
        if path is not None:
            with explaining("read", path):
                status = path.stat()
            states.append(f"{status.st_size} {status.st_mtime_ns}")
    return " ".join(states)


def changed(recipe: TableRecipe) -> UserError:
    """The error for a table that is not what it was when it was looked at."""
    return UserError(
        f"{recipe.path} has changed since {recipe.name} was set up.",
        "Choose the file again, then it is looked at anew.",
    )


def _arrays(recipe: TableRecipe, progress: Progress) -> RawArrays:
    if _had_errors_of_excel(recipe):
        raise changed(recipe)
    table, train_size = of_recipe(recipe), recipe.sizes[0]
    if (path := recipe.test.path) is not None:
        x_train, y_train, _ = _labelled_rows(recipe, table, train_size, progress)
        read_test = partial(_second_rows, recipe, path, progress)
        x_test, y_test = in_its_encoding(path, None, read_test) if is_text(path) else read_test("")
        return RawArrays(x_train, y_train, x_test, y_test)
    x, y, in_test = _labelled_rows(recipe, table, sum(recipe.sizes), progress)
    if len(y) - int(in_test.sum()) != train_size:
        raise changed(recipe)
    order = np.concatenate((np.flatnonzero(~in_test), np.flatnonzero(in_test)))
    _put_in_order(x, order)
    y = y[order]
    return RawArrays(x[:train_size], y[:train_size], x[train_size:], y[train_size:])


def _had_errors_of_excel(recipe: TableRecipe) -> bool:
    """Whether a set of an earlier version has values such as #N/A, which cells with errors had then."""
    if recipe.file_type or not recipe.sheet:
        return False
    used = (value for column in recipe.columns if column.used for value in column.categories)
    return any(map(_ERROR.fullmatch, (*recipe.class_names, *used)))


def _second_rows(
    recipe: TableRecipe, path: Path, progress: Progress, encoding: str
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The rows of a second file with those for the test."""
    table = second_of_recipe(recipe, path, encoding)
    x, y, _ = _labelled_rows(recipe, table, recipe.sizes[1], progress)
    return x, y


def _labelled_rows(
    recipe: TableRecipe, table: TableFile, expected: int, progress: Progress
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.bool_]]:
    """Features and classes of the rows that have a label, and which of them are held out for the test.

    Args:
        expected: rows that have a label.
    """
    used = [column for column in recipe.columns if column.used]
    aside = tuple(name for name in (recipe.label_column, recipe.test.column) if name)
    facts = {name: ColumnFacts(name, table.form.decimal, recipe.present_in(name)) for name in aside}
    label = facts[recipe.label_column]
    x, filled = np.empty((expected, len(recipe.feature_names)), np.float32), 0
    for piece in pieces(table, {*aside, *(column.name for column in used)}):
        for name, column in facts.items():
            column.add(piece[name])
        check_classes(label, recipe.class_names)
        labelled = label.codes[-1] >= 0
        end = filled + int(labelled.sum())
        if end > expected:
            raise changed(recipe)
        _fill(x[filled:end], used, piece if labelled.all() else piece[labelled], table.form.decimal)
        filled = end
        progress(f"reading {table.path.name}", filled, expected)
    if filled != expected:
        raise changed(recipe)
    labels = label_codes(label, recipe.class_names)
    in_test = held_out(table.path, facts, labels, recipe.test, recipe.class_names)
    known = labels >= 0
    return x, labels[known], in_test[known]


def _fill(x: NDArray[np.float32], used: Sequence[Column], piece: "pd.DataFrame", decimal: str) -> None:
    place = 0
    for column in used:
        width = len(column.feature_names)
        x[:, place : place + width] = features(column, piece[column.name], decimal)
        place += width


def _put_in_order(x: NDArray[np.float32], order: NDArray[np.integer]) -> None:
    """Move the rows of a large array in place, a few columns at a time."""
    for start in range(0, x.shape[1], _MOVED):
        columns = x[:, start : start + _MOVED]
        columns[:] = columns[order]
