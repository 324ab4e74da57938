"""How a new file is written whose rows shall be predicted: its columns are found by their names, or by their order."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.imports.tables.cells import as_texts, is_missing
from workbench.data.imports.tables.columns.columns import features, opposite
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

BY_ORDER = "Its first row holds values, no names of columns: the columns are read in the order of the training data."


def new_table(recipe: TableRecipe, path: Path) -> tuple[TableFile, tuple[str, ...]]:
    """The new file with the names of the recipe for its columns, and what the user should know of that.

    The file is read as it looks if its columns are found so, else as the known one. Names are the same, but for
    capitals and spaces; only a first row that cannot be names, since values stand in it, is one of a table without.

    Raises:
        UserError: it cannot be read, or lacks columns.
    """
    needed = [column.name for column in recipe.columns if column.used]
    like = TableOptions(separator=recipe.separator or None, decimal=recipe.decimal)
    named = _readings(path, (TableOptions(header=True), replace(like, header=True)))
    for table in named:
        if set(needed) <= set(table.columns):
            return table, ()
    for table in named:
        if (renamed := _with_known_names(table, needed)) is not None:
            return renamed, (_renamed_note(table, renamed),)
    if not any(_matched(table, needed) for table in named):
        everything = [column.name for column in recipe.columns]
        for table in _readings(path, (TableOptions(header=False), replace(like, header=False))):
            for names in (everything, [name for name in everything if name != recipe.label_column], needed):
                if len(names) == len(table.columns):
                    ordered = replace(table, form=replace(table.form, columns=tuple(names)))
                    if _starts_with_values(recipe, ordered):
                        return ordered, (BY_ORDER,)
    found = max(named, key=lambda table: len(_matched(table, needed)))
    missing = [name for name in needed if name not in _matched(found, needed)]
    more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
    raise UserError(
        f"{path} has no column {', '.join(f'“{name}”' for name in missing[:10])}{more}.",
        f"It needs the columns that {recipe.name} was trained on, under the same names.",
    )


def _plain(name: str) -> str:
    """A name without what may differ: capitals, and spaces or underscores between words."""
    return "".join(name.casefold().replace("_", " ").split())


def _matched(table: TableFile, needed: Sequence[str]) -> dict[str, str]:
    """The needed names that the table has, and how they are written there; none that would be ambiguous."""
    there: dict[str, list[str]] = {}
    for name in table.columns:
        there.setdefault(_plain(name), []).append(name)
    wanted: dict[str, list[str]] = {}
    for name in needed:
        wanted.setdefault(_plain(name), []).append(name)
    found = {name: name for name in needed if name in table.columns}
    for plain, names in wanted.items():
        if len(names) == 1 and names[0] not in found and len(there.get(plain, ())) == 1:
            found[names[0]] = there[plain][0]
    return found


def _with_known_names(table: TableFile, needed: Sequence[str]) -> TableFile | None:
    found = _matched(table, needed)
    if len(found) < len(needed):
        return None
    known = {written: name for name, written in found.items()}
    columns = tuple(known.get(name, name) for name in table.columns)
    return replace(table, form=replace(table.form, columns=columns)) if len(set(columns)) == len(columns) else None


def _renamed_note(table: TableFile, renamed: TableFile) -> str:
    pairs = [(old, new) for old, new in zip(table.columns, renamed.columns, strict=True) if old != new]
    shown = ", ".join(f"“{old}” for “{new}”" for old, new in pairs[:3])
    more = f" and {len(pairs) - 3:,} more" if len(pairs) > 3 else ""
    return f"Names of columns differ in their spelling, and are read as the known ones: {shown}{more}."


def _starts_with_values(recipe: TableRecipe, table: TableFile) -> bool:
    """Whether the first row cannot hold names: numbers stand where numbers belong, or known categories."""
    first = next(iter(pieces(table, rows=1)), None)
    if first is None or not len(first):
        return False
    fits = [_fits(column, first[column.name], table.form.decimal) for column in recipe.columns if column.used]
    return fits.count(True) > fits.count(False)


def _fits(column: Column, cell: "pd.Series[str]", decimal: str) -> bool | None:
    """Whether a cell is a value of the column; None where that does not show."""
    text = as_texts(cell)[0]
    if is_missing(text, column.present):
        return None
    if column.kind in (ColumnType.NUMERIC, ColumnType.DATE):
        return bool(np.isfinite(features(column, cell, decimal)).all())
    if column.kind is ColumnType.BOOLEAN:
        return text in (column.true, opposite(column.true)) or None
    if column.kind is ColumnType.CATEGORICAL and column.name.casefold() != text.casefold():
        return text in column.categories or None
    return None


def _readings(path: Path, ways: Sequence[TableOptions]) -> list[TableFile]:
    """The file as it looks in each of these ways; `UserError` where none is possible."""
    found = []
    for number, options in enumerate(ways, 1):
        try:
            found.append(look_at(path, options))
        except UserError:
            if number == len(ways) and not found:
                raise
    return found
