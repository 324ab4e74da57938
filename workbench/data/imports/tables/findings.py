"""What is conspicuous about a table: what its recipe says, and its columns as they are checked."""

from collections.abc import Iterator

import numpy as np

from workbench.data.imports.checks import CheckedColumn, Finding, Severity
from workbench.data.imports.tables.files.table_files import file_notes, of_recipe
from workbench.data.imports.tables.recipe import ColumnType, MissingWord, TableRecipe
from workbench.data.types import Samples

_SHOWN = 5


def checked_columns(recipe: TableRecipe, samples: Samples) -> Iterator[CheckedColumn]:
    """Each column as it is checked: numbers as they are, categories as codes, of dates the day."""
    x_train, place = np.asarray(samples), 0
    for column in recipe.columns:
        width = len(column.feature_names)
        if width and column.kind is ColumnType.CATEGORICAL:
            block = x_train[:, place : place + width]
            yield CheckedColumn(column.name, np.where(block.any(axis=1), block.argmax(axis=1), -1), categorical=True)
        elif column.kind is ColumnType.TEXT:
            for offset, name in enumerate(column.feature_names):
                yield CheckedColumn(name, x_train[:, place + offset], categorical=False)
        elif width:
            yield CheckedColumn(column.name, x_train[:, place], categorical=False)
        place += width


def recipe_findings(recipe: TableRecipe) -> list[Finding]:
    """What the recipe itself says: sheets, rows and columns that are left out, and cells that could not be read."""
    found = [*file_notes(of_recipe(recipe))]
    if recipe.unlabelled:
        found.append(
            Finding(
                Severity.WARNING,
                f"{recipe.unlabelled:,} rows without a label are left out.",
                f"Fill in “{recipe.label_column}” if you want to use them.",
            )
        )
    return [*found, *_missing_words(recipe), *_column_notes(recipe)]


def _missing_words(recipe: TableRecipe) -> list[Finding]:
    """The words that count as missing, each with its columns, its cells and an example."""
    columns: dict[str, list[tuple[str, MissingWord]]] = {}
    for column in recipe.columns:
        for found in column.missing_words:
            columns.setdefault(found.word, []).append((column.name, found))
    findings = []
    if recipe.present is None and (classes := recipe.present_in(recipe.label_column)):
        shown = " and ".join(f"“{word}”" for word in classes)
        message = f"{shown} {'is a class' if len(classes) == 1 else 'are classes'} of “{recipe.label_column}”."
        findings.append(Finding(Severity.WARNING, message, "Empty these cells in the file if they have no class."))
    for word, places in columns.items():
        shown = "; ".join(f"“{name}”: {found.count:,}, first in row {found.row:,}" for name, found in places[:_SHOWN])
        more = f"; and {len(places) - _SHOWN:,} more columns" if len(places) > _SHOWN else ""
        message = f"Cells with “{word}” count as missing ({shown}{more})."
        findings.append(Finding(Severity.WARNING, message, "Name it as a word that is a value if it is one."))
    return findings


def _column_notes(recipe: TableRecipe) -> list[Finding]:
    """The notes on columns; those that are the same are joined."""
    notes: dict[tuple[ColumnType, str], list[str]] = {}
    for column in recipe.columns:
        if column.note and column.name not in (recipe.label_column, recipe.test.column):
            out = "" if column.used else " It is left out."
            notes.setdefault((column.kind, f"{column.note}{out}"), []).append(column.name)
    return [Finding(Severity.WARNING, _named(names, kind), note) for (kind, note), names in notes.items()]


def _named(names: list[str], kind: ColumnType) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_SHOWN])
    if len(names) == 1:
        return f"Column {shown} ({kind}):"
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return f"{len(names):,} columns ({kind}; each of {shown}{more}):"
