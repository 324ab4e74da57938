"""New rows of a table that networks shall predict."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.class_folders import visible
from workbench.data.imports.encoding_notes import encoding_note
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.columns.columns import features, unreadable
from workbench.data.imports.tables.files.table_files import pieces
from workbench.data.imports.tables.new_table import new_table
from workbench.data.imports.tables.recipe import Column, ColumnType, TableRecipe
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 40  # letters of a cell
_WHAT = {
    ColumnType.NUMERIC: "are no numbers and count as missing",
    ColumnType.DATE: "are no dates and count as missing",
    ColumnType.BOOLEAN: "are neither of its two words",
    ColumnType.CATEGORICAL: "hold values that the networks have never seen",
}


def new_samples(recipe: TableRecipe, files: Sequence[Path]) -> NewSamples:
    """Every row of new tables, its columns found by their names; a label is not needed and not used.

    Raises:
        UserError: a file cannot be read, or lacks columns.
    """
    names: list[str] = []
    notes: list[str] = []
    rows_of_features: list[NDArray[np.float32]] = []
    columns = [column for column in recipe.columns if column.used]
    for path in files:
        table, doubts = new_table(recipe, path)
        odd = {column.name: _OddCells() for column in columns}
        decimal, rows, blank = table.form.decimal, 0, 0
        for piece in pieces(table):
            numbers = np.arange(rows + 1, rows + len(piece) + 1)
            rows += len(piece)
            filled = _filled(piece)
            blank += int((~filled).sum())
            samples, numbers = piece[filled], numbers[filled]
            for column in columns:
                odd[column.name].add(unreadable(column, samples[column.name], decimal))
            rows_of_features.append(
                np.concatenate(
                    [features(column, samples[column.name], table.form.decimal) for column in columns], axis=1
                )
            )
            names += [f"{visible(path.name)}, row {number:,}" for number in numbers.tolist()]
        if rows == blank:
            raise UserError(f"{path} has no rows.", "A row for each sample is needed below the names of the columns.")
        if blank:
            doubts = (*doubts, f"{blank:,} rows have no value at all and are left out.")
        if note := encoding_note(path, table.form.encoding):
            doubts = (*doubts, note)
        notes += [f"{visible(path.name)}: {note}" for note in (*doubts, *_odd_notes(columns, odd))]
    return NewSamples(tuple(names), np.concatenate(rows_of_features), notes=tuple(notes))


class _OddCells:
    """Cells of a column that cannot be read, as they are found."""

    def __init__(self) -> None:
        self.count = 0
        self.examples: Counter[str] = Counter()

    def add(self, texts: Sequence[str]) -> None:
        """Of further rows."""
        self.count += len(texts)
        if len(self.examples) < _SHOWN:
            self.examples.update(texts[:1000])


def _odd_notes(columns: Sequence[Column], odd: dict[str, _OddCells]) -> Iterator[str]:
    for column in columns:
        found = odd[column.name]
        if found.count:
            example = found.examples.most_common(1)[0][0][:_SHOWN]
            cells = "1 cell" if found.count == 1 else f"{found.count:,} cells"
            what = _WHAT[column.kind]
            if found.count == 1:
                what = what.replace("are ", "is ", 1).replace("count", "counts").replace("hold ", "holds ")
            yield f"{cells} of “{column.name}” {what}, such as “{example}”."


def _filled(piece: "pd.DataFrame") -> NDArray[np.bool_]:
    """Which rows have anything in them."""
    empty = np.ones(len(piece), bool)
    for name in piece.columns:
        if not empty.any():
            break
        empty[empty] = [not text for text in as_texts(piece[name][empty])]
    return ~empty
