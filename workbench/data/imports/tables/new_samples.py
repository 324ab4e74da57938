"""New rows of a table that networks shall predict."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.class_folders import visible
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.tables.columns.columns import features
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.errors import UserError


def new_samples(recipe: TableRecipe, files: Sequence[Path]) -> NewSamples:
    """Every row of new tables, its columns found by their names; a label is not needed and not used.

    Raises:
        UserError: a file cannot be read, or lacks columns.
    """
    names: list[str] = []
    rows_of_features: list[NDArray[np.float32]] = []
    for path in files:
        table = _new_table(recipe, path)
        rows = 0
        for piece in pieces(table):
            columns = [column for column in recipe.columns if column.used]
            rows_of_features.append(
                np.concatenate([features(column, piece[column.name], table.form.decimal) for column in columns], axis=1)
            )
            names += [f"{visible(path.name)}, row {number:,}" for number in range(rows + 1, rows + len(piece) + 1)]
            rows += len(piece)
        if not rows:
            raise UserError(f"{path} has no rows.", "A row for each sample is needed below the names of the columns.")
    return NewSamples(tuple(names), np.concatenate(rows_of_features))


def _new_table(recipe: TableRecipe, path: Path) -> TableFile:
    """How the new file is written: as it looks if its columns are found so, else as the known one; or by position."""
    needed = [column.name for column in recipe.columns if column.used]
    like = TableOptions(separator=recipe.separator or None, decimal=recipe.decimal)
    named = _readings(path, (TableOptions(header=True), replace(like, header=True)))
    for table in named:
        if set(needed) <= set(table.columns):
            return table
    if not any(set(needed) & set(table.columns) for table in named):
        everything = [column.name for column in recipe.columns]
        for table in _readings(path, (TableOptions(header=False), replace(like, header=False))):
            for names in (everything, [name for name in everything if name != recipe.label_column], needed):
                if len(names) == len(table.columns):
                    return TableFile(path, replace(table.form, columns=tuple(names)), table.sheet)
    found = max(named, key=lambda table: len(set(needed) & set(table.columns)))
    missing = [name for name in needed if name not in found.columns]
    more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
    raise UserError(
        f"{path} has no column {', '.join(f'“{name}”' for name in missing[:10])}{more}.",
        f"It needs the columns that {recipe.name} was trained on, under the same names.",
    )


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
