"""New rows of a table that networks shall predict."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.own.choices import TableChoices
from workbench.data.own.columns import features
from workbench.data.own.new_samples import NewSamples
from workbench.data.own.recipe import TableRecipe
from workbench.data.own.table_files import TableFile, look_at, pieces
from workbench.errors import UserError


def read_samples(recipe: TableRecipe, files: Sequence[Path]) -> NewSamples:
    """Every row of new tables, its columns found by their names; a label is not needed and not used.

    Raises:
        UserError: a file cannot be read, or lacks columns.
    """
    names: list[str] = []
    parts: list[NDArray[np.float32]] = []
    for path in files:
        table = _new_table(recipe, path)
        rows = 0
        for piece in pieces(table):
            columns = [column for column in recipe.columns if column.used]
            parts.append(
                np.concatenate([features(column, piece[column.name], table.form.decimal) for column in columns], axis=1)
            )
            names += [f"{path.name}, row {number:,}" for number in range(rows + 1, rows + len(piece) + 1)]
            rows += len(piece)
        if not rows:
            raise UserError(f"{path} has no rows.", "A row for each sample is needed below the names of the columns.")
    return NewSamples(tuple(names), np.concatenate(parts))


def _new_table(recipe: TableRecipe, path: Path) -> TableFile:
    """How the new file is written: as the known one if that fits, else as it looks; by names, else by position."""
    needed = [column.name for column in recipe.columns if column.used]
    like = TableChoices(separator=recipe.separator or None, decimal=recipe.decimal, header=True)
    named = None
    for choices in (like, TableChoices(header=True)):
        named = look_at(path, choices)
        if set(needed) <= set(named.columns):
            return named
    for choices in (replace(like, header=False), TableChoices(header=False)):
        table = look_at(path, choices)
        everything = [column.name for column in recipe.columns]
        for names in (everything, [name for name in everything if name != recipe.label_column], needed):
            if len(names) == len(table.columns) and not set(needed) & set(named.columns if named else ()):
                return TableFile(path, replace(table.form, columns=tuple(names)), table.sheet)
    missing = [name for name in needed if named is None or name not in named.columns]
    more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
    raise UserError(
        f"{path} has no column {', '.join(f'“{name}”' for name in missing[:10])}{more}.",
        f"It needs the columns that {recipe.name} was trained on, under the same names.",
    )
