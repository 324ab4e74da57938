"""Tables of the user's: CSV, TSV, Excel, Parquet."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import CheckedColumn, CheckReport, Finding, Severity, checked, report
from workbench.data.imports.epochs import suitable_epochs
from workbench.data.imports.options import TableOptions
from workbench.data.imports.previews import TablePreview
from workbench.data.imports.recipe import Column, ColumnType, TableRecipe, recipe_text
from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.column_facts import ColumnFacts
from workbench.data.imports.tables.columns import features, many_words
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.files import TableFile, look_at, of_recipe, pieces, sheets_of
from workbench.data.imports.tables.inspection import SPLIT_SEED, collect, held_out, inspect, label_codes
from workbench.data.imports.tables.new_samples import read_samples
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, Samples, silent
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

__all__ = (
    "check",
    "export",
    "holds_texts",
    "inspect",
    "options_of",
    "preview",
    "read",
    "read_samples",
    "source",
    "stamp",
)

_PREVIEW_ROWS = 20
_LOOKED_AT = 1_000  # rows, to tell a table of texts
_MOST_BESIDE_TEXTS = 50  # columns; a wider table is looked at once, not twice
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


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
        licence="your own data",
        feature_names=recipe.feature_names,
        default_epochs=suitable_epochs(recipe.sizes[0], batch_size=256, fewest=30, most=300),
        split_seed=SPLIT_SEED,
        recipe=recipe_text(recipe),
        stamp=partial(stamp, recipe),
    )


def read(recipe: TableRecipe, _files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """Both parts of a table: float32 (rows, features) with NaN for missing numbers.

    Raises:
        UserError: the table is not what it was when it was looked at, or there are errors in the data.
    """
    raw = _arrays(recipe, progress)
    return checked(raw, recipe.class_names, _checked_columns(recipe, raw.x_train), _findings(recipe))


def check(recipe: TableRecipe, progress: Progress) -> CheckReport:
    """Look at all rows of both parts; what the recipe itself tells is not repeated. `UserError` as `read`."""
    raw = _arrays(recipe, progress)
    return report(raw, recipe.class_names, _checked_columns(recipe, raw.x_train))


def _arrays(recipe: TableRecipe, progress: Progress) -> RawArrays:
    table = of_recipe(recipe)
    labels, in_test = _rows(recipe, table, progress)
    train = (labels >= 0) & ~in_test
    if recipe.test.path is None:
        (x_train, x_test), y_test = _features(recipe, table, (train, in_test), progress), labels[in_test]
    else:
        (x_train,) = _features(recipe, table, (train,), progress)
        second = look_at(recipe.test.path, TableOptions())
        missing = [column.name for column in recipe.columns if column.used and column.name not in second.columns]
        if missing:
            raise UserError(
                f"{second.path} has no column {', '.join(missing[:5])}.", "Both files need the same columns."
            )
        y_test = label_codes(_label_facts(recipe.label_column, second, progress), recipe.class_names)
        (x_test,), y_test = _features(recipe, second, (y_test >= 0,), progress), y_test[y_test >= 0]
    if (len(x_train), len(x_test)) != recipe.sizes:
        raise changed(recipe)
    return RawArrays(x_train, labels[train], x_test, y_test)


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
        left_out=tuple(column.name for column in usual if not column.used and column.kind not in odd),
    )


def preview(recipe: TableRecipe) -> TablePreview:
    """The first rows as they are in the file."""
    table = of_recipe(recipe)
    rows: list[tuple[str, ...]] = []
    for piece in pieces(table, rows=_PREVIEW_ROWS):
        rows += zip(*(as_texts(piece[name]) for name in table.columns), strict=True)
    notes = tuple(str(finding) for finding in _findings(recipe))
    kinds = tuple(_kind_text(recipe, column) for column in recipe.columns)
    return TablePreview(table.columns, kinds, tuple(rows[:_PREVIEW_ROWS]), notes)


def stamp(recipe: TableRecipe) -> str:
    """Sizes and times of the files; `UserError` if they are gone."""
    stamps = []
    for path in (recipe.path, recipe.test.path):
        if path is not None:
            with explaining("read", path):
                status = path.stat()
            stamps.append(f"{status.st_size} {status.st_mtime_ns}")
    return " ".join(stamps)


def holds_texts(path: Path) -> bool:
    """Whether a table is one of texts with labels: a column of many words, and none of numbers or categories beside."""
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        return False
    try:
        table = look_at(path, TableOptions())
        if len(table.columns) > _MOST_BESIDE_TEXTS:
            return False
        facts = collect(table, silent, _LOOKED_AT)
    except UserError:
        return False  # whoever reads the table tells what is wrong
    texts = [item for item in facts.values() if many_words(item) and item.distinct > item.known // 2]
    others = [item for item in facts.values() if item not in texts and item.distinct > 1 and not item.all_different]
    return bool(texts) and len(others) <= 1


def changed(recipe: TableRecipe) -> UserError:
    """The error for a table that is not what it was when it was looked at."""
    return UserError(
        f"{recipe.path} has changed since {recipe.name} was set up.",
        "Choose the file again, then it is looked at anew.",
    )


def _rows(recipe: TableRecipe, table: TableFile, progress: Progress) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """The class of each row (-1 for none), and whether it is in the test part."""
    wanted = tuple(name for name in (recipe.label_column, recipe.test.column) if name)
    facts = {name: ColumnFacts(name, recipe.decimal) for name in wanted}
    for piece in pieces(table, wanted):
        for name, item in facts.items():
            item.take(piece[name])
        progress(f"reading the labels of {table.path.name}", facts[recipe.label_column].rows, sum(recipe.sizes))
    labels = label_codes(facts[recipe.label_column], recipe.class_names)
    return labels, held_out(recipe.path, facts, labels, recipe.test, recipe.class_names)


def _label_facts(label: str, table: TableFile, progress: Progress) -> ColumnFacts:
    facts = ColumnFacts(label, table.form.decimal)
    for piece in pieces(table, (label,)):
        facts.take(piece[label])
        progress(f"reading the labels of {table.path.name}", facts.rows, 0)
    return facts


def _features(
    recipe: TableRecipe, table: TableFile, parts: Sequence[NDArray[np.bool_]], progress: Progress
) -> list[NDArray[np.float32]]:
    """Features of the rows of each part, filled in piece by piece."""
    used = [column for column in recipe.columns if column.used]
    found = [np.empty((int(chosen.sum()), len(recipe.feature_names)), np.float32) for chosen in parts]
    filled, start = [0] * len(parts), 0
    for piece in pieces(table, [column.name for column in used]):
        end = start + len(piece)
        for number, (chosen, x) in enumerate(zip(parts, found, strict=True)):
            if end > len(chosen):
                raise changed(recipe)
            rows = chosen[start:end]
            if rows.any():
                _fill(x[filled[number] : filled[number] + int(rows.sum())], used, piece[rows], table.form.decimal)
                filled[number] += int(rows.sum())
        start = end
        progress(f"reading {table.path.name}", start, len(parts[0]))
    if filled != [len(x) for x in found]:
        raise changed(recipe)
    return found


def _fill(x: NDArray[np.float32], used: Sequence[Column], piece: "pd.DataFrame", decimal: str) -> None:
    place = 0
    for column in used:
        width = len(column.feature_names)
        x[:, place : place + width] = features(column, piece[column.name], decimal)
        place += width


def _checked_columns(recipe: TableRecipe, samples: Samples) -> Iterator[CheckedColumn]:
    """Each column as it is checked: numbers as they are, categories as codes, of dates the day."""
    x_train, place = np.asarray(samples), 0
    for column in recipe.columns:
        width = len(column.feature_names)
        if width and column.kind is ColumnType.CATEGORICAL:
            block = x_train[:, place : place + width]
            yield CheckedColumn(column.name, np.where(block.any(axis=1), block.argmax(axis=1), -1), categorical=True)
        elif width:
            yield CheckedColumn(column.name, x_train[:, place], categorical=False)
        place += width


def _findings(recipe: TableRecipe) -> list[Finding]:
    """What the recipe itself tells: sheets, rows and columns that are left out, and cells that could not be read."""
    found = []
    if others := [sheet for sheet in sheets_of(recipe.path) if sheet != recipe.sheet]:
        found.append(
            Finding(
                Severity.WARNING,
                f"Only the sheet “{recipe.sheet}” is read.",
                f"Others are {', '.join(others[:10])}: name one of them as the sheet if it is meant.",
            )
        )
    if recipe.unlabelled:
        found.append(
            Finding(
                Severity.WARNING,
                f"{recipe.unlabelled:,} rows without a label are left out.",
                f"Fill in “{recipe.label_column}” if you want to use them.",
            )
        )
    for column in recipe.columns:
        if column.note and column.name not in (recipe.label_column, recipe.test.column):
            out = "" if column.used else " It is left out."
            found.append(Finding(Severity.WARNING, f"Column “{column.name}” ({column.kind}):", f"{column.note}{out}"))
    return found


def _kind_text(recipe: TableRecipe, column: Column) -> str:
    if column.name == recipe.label_column:
        return "label"
    if column.name == recipe.test.column:
        return "test part"
    return column.kind.value if column.used else f"{column.kind.value}, left out"
