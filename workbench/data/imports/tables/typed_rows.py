"""One row of a table as a person types or reads it: the values of the columns, not the features made of them."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import is_missing
from workbench.data.imports.tables.columns.columns import features, opposite
from workbench.data.imports.tables.columns.dates import hour_of
from workbench.data.imports.tables.files.beginning import Marks, split_lines
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.errors import UserError

_NAMED = 12
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def needed_columns(recipe: TableRecipe) -> tuple[str, ...]:
    """Names of the columns whose values a row needs."""
    return tuple(column.name for column in recipe.columns if column.used)


def mark_of(recipe: TableRecipe) -> str:
    """What to put between typed values: as in the file, where that can be typed."""
    if recipe.decimal == ",":
        return recipe.separator if recipe.separator in (";", "|") else ";"
    return recipe.separator if recipe.separator in (",", ";", "|") else ","


def read_typed_row(recipe: TableRecipe, text: str) -> NDArray[np.float32]:
    """The features of one row, shape (1, features), made as those of files are.

    The values stand in the order of the table's columns: of those that are used, of all, or of all but the label; or in
    any order below a line of names. Between them stands the table's separator, or a tab, semicolon, comma or bar.

    Raises:
        UserError: there are too many or too few values, or one does not suit its column.
    """
    lines = [line for line in text.strip("\r\n\ufeff").splitlines() if line.strip()]
    first = mark_of(recipe) if recipe.separator == recipe.decimal else recipe.separator or ","
    for mark in dict.fromkeys((first, recipe.separator or ",", "\t", ";", ",", "|")):
        cells = _by_name(recipe, _split(recipe, lines, mark))
        if cells is not None:
            decimal = "." if mark == "," != recipe.separator else recipe.decimal
            used = [column for column in recipe.columns if column.used]
            return np.concatenate([_features(column, cells[column.name], decimal) for column in used], axis=1)
    needed = needed_columns(recipe)
    shown = f" {mark_of(recipe)} ".join(needed[:_NAMED]) + (" …" if len(needed) > _NAMED else "")
    counts = len((_split(recipe, lines, mark_of(recipe)) or [[]])[-1])
    raise UserError(
        f"The row has {counts:,} values, but {recipe.name} has {len(needed):,} columns from which networks learn.",
        f"Give one line with a value for each, in this order: {shown}. Leave a value out where it is missing.",
    )


def shown_row(recipe: TableRecipe, row: NDArray[np.floating]) -> tuple[tuple[str, float | str], ...]:
    """Names and values of the columns of one row of features: a number (NaN where it is missing) or what it means."""
    return tuple(_shown(recipe, row))


def _by_name(recipe: TableRecipe, rows: Sequence[Sequence[str]]) -> dict[str, str] | None:
    """The cell of each column that is used, None where the rows are not of that form."""
    needed = needed_columns(recipe)
    every = [column.name for column in recipe.columns]
    if len(rows) == 2 and set(needed) <= set(rows[0]) and len(rows[0]) == len(rows[1]):
        return dict(zip(rows[0], rows[1], strict=True))
    if len(rows) != 1:
        return None
    without_label = [name for name in every if name != recipe.label_column]
    for names in (needed, every, without_label):
        if len(names) == len(rows[0]):
            return dict(zip(names, rows[0], strict=True))
    return None


def _split(recipe: TableRecipe, lines: Sequence[str], mark: str) -> list[list[str]]:
    return split_lines(lines, Marks(mark, recipe.quote if mark == recipe.separator else '"'))


def _features(column: Column, cell: str, decimal: str) -> NDArray[np.float32]:
    """Of one cell; a value that is there but cannot be read is an error, since it was meant."""
    import pandas as pd

    found = features(column, pd.Series([cell], dtype=object), decimal)
    if is_missing(cell, column.present):
        return found
    if column.kind is ColumnType.BOOLEAN:
        words = {column.true.lower(): 1.0, opposite(column.true).lower(): 0.0}
        if cell.lower() not in words:
            known = f"{column.true} and {opposite(column.true)}"
            raise UserError(f"“{cell[:40]}” is no value of the column “{column.name}”.", f"Its values are {known}.")
        return np.array([[words[cell.lower()]]], np.float32)
    if not np.isfinite(found).all():
        kind = "date" if column.kind is ColumnType.DATE else f"number in {column.unit}" if column.unit else "number"
        raise UserError(f"“{cell[:40]}” in the column “{column.name}” is no {kind}.", "Correct it, or leave it out.")
    if column.kind is ColumnType.CATEGORICAL and not found.any():
        known = ", ".join(column.categories[:_NAMED]) + (" …" if len(column.categories) > _NAMED else "")
        raise UserError(
            f"“{cell[:40]}” is no value of the column “{column.name}” that the networks have seen.",
            f"They know {known}.",
        )
    return found


def _shown(recipe: TableRecipe, row: NDArray[np.floating]) -> Iterator[tuple[str, float | str]]:
    place = 0
    for column in recipe.columns:
        width = len(column.feature_names)
        values = row[place : place + width]
        place += width
        if width == 0:
            continue
        if column.kind is ColumnType.NUMERIC or np.isnan(values[0]):
            yield column.name, float(values[0])
        elif column.kind is ColumnType.BOOLEAN:
            yield column.name, column.true if values[0] else opposite(column.true)
        elif column.kind is ColumnType.TEXT:
            held = [word for word, there in zip(column.words, values, strict=True) if there]
            yield column.name, " ".join(held) or "none of the words that are features"
        elif column.kind is ColumnType.DATE:
            yield column.name, _date(dict(zip(column.date_features, values.tolist(), strict=True)))
        else:
            rest = [word for word, there in (("another value", column.other), ("missing", column.missing)) if there]
            names = (*column.categories, *rest)
            yield column.name, names[int(values.argmax())] if values.any() else "none that is known"


def _date(values: dict[str, float]) -> str:
    if "days" not in values:
        return f"{values['hour']:.2f} h"
    day = str(np.datetime64(int(values["days"]), "D"))
    weekday = f" {_WEEKDAYS[int(values['days'] + 3) % 7]}" if {"weekday", "weekday sine"} & set(values) else ""
    if "hour sine" in values:
        return f"{day}{weekday}, {hour_of(values['hour sine'], values['hour cosine']):.2f} h"
    hour = f", {values['hour']:.2f} h" if "hour" in values else ""
    return f"{day}{weekday}{hour}"
