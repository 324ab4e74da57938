"""Files of tables, read piece by piece: CSV, TSV, Excel, Parquet. All columns get names that occur once."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.text_files import encoding_of, open_text_bytes
from workbench.data.imports.tables.excel import EXCEL, MAGIC, check_excel, has_sheets, look_at_sheets, sheet_pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reader_errors import readable
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.imports.tables.sniffing import TextFormat, sniff
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".txt", *EXCEL, ".parquet", ".pq")
"""Of tables; text files are read whatever their name ends in."""

_PIECE = 100_000  # rows
_PARQUET = (".parquet", ".pq")
_OTHERS = {
    ".xls": "Save it in Excel as .xlsx or as CSV.",
    ".ods": "Save it in the office program as .xlsx or as CSV.",
    ".zip": "Unpack it, and choose the table in it.",
    ".gz": "Unpack it, and choose the table in it.",
    ".json": "Save it as CSV or Parquet.",
    ".pkl": "Files of this type can run programs and are not read; save it as CSV or Parquet.",
    ".pickle": "Files of this type can run programs and are not read; save it as CSV or Parquet.",
}


@dataclass(frozen=True)
class TableFile:
    """A table whose form is known.

    Attributes:
        form: encoding, separator, header, mark of decimals and names; of Excel and Parquet only the last three count.
        sheet: of an Excel file.
    """

    path: Path
    form: TextFormat
    sheet: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return self.form.columns


def look_at(path: Path, options: TableOptions) -> TableFile:
    """Find out how a table is written.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of an unknown type.
    """
    if is_text(path):
        encoding = options.encoding or encoding_of(path)
        return TableFile(path, sniff(path, encoding, options.separator, options.header, options.decimal))
    if not has_sheets(path):
        return _look_at_parquet(path)
    form, sheet = look_at_sheets(path, options.sheet, options.header)
    return TableFile(path, form, sheet)


def look_at_second(path: Path, separator: str, header: bool, needed: Collection[str], encoding: str) -> TableFile:
    """Find out how a second file of the same form is written: with the same separator, or as it looks.

    Args:
        separator, header: of the first file; the separator is another one where only so the columns are found.
        needed: names of columns.
        encoding: of a text file.

    Raises:
        UserError: as `look_at`.
    """
    guess = TableOptions(encoding=encoding, header=header)
    if separator and is_text(path):
        with suppress(UserError):
            table = look_at(path, replace(guess, separator=separator))
            if set(needed) <= set(table.columns):
                return table
    return look_at(path, guess)


def is_text(path: Path) -> bool:
    """Whether a table is a text file, as are all that are neither Excel nor Parquet.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of a type that is not read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise UserError(f"{path} is a file of the type {suffix}.", _OTHERS[suffix])
    with explaining("read", path), path.open("rb") as stream:
        beginning = stream.read(MAGIC)
    if not beginning:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    if has_sheets(path):
        check_excel(path, beginning)
    return suffix not in _PARQUET and not has_sheets(path)


def of_recipe(recipe: TableRecipe) -> TableFile:
    """The table of a recipe as it was found then."""
    names = tuple(column.name for column in recipe.columns)
    form = TextFormat(recipe.encoding, recipe.separator, recipe.header, recipe.decimal, names)
    return TableFile(recipe.path, form, recipe.sheet)


def second_of_recipe(recipe: TableRecipe, path: Path, encoding: str) -> TableFile:
    """The second file of a recipe, with the rows for the test; `UserError` if it lacks a column."""
    needed = [column.name for column in recipe.columns if column.used or column.name == recipe.label_column]
    table = look_at_second(path, recipe.separator, recipe.header, needed, encoding)
    if missing := [name for name in needed if name not in table.columns]:
        raise UserError(f"{path} has no column {', '.join(missing[:5])}.", "Both files need the same columns.")
    return table


def pieces(
    table: TableFile, columns: Collection[str] | None = None, rows: int | None = None
) -> "Iterator[pd.DataFrame]":
    """The rows, some ten thousand at a time, as texts (CSV, Excel) or as they are (Parquet).

    Args:
        columns: only these, in the order of the file.
        rows: only the first ones.

    Raises:
        UserError: the file is damaged, or no longer what it was.
    """
    suffix = table.path.suffix.lower()
    with explaining("read", table.path), readable(table.path):
        if has_sheets(table.path):
            yield from sheet_pieces(table.path, table.sheet, table.form, columns, rows)
        elif suffix in _PARQUET:
            yield from _parquet_pieces(table, columns, rows)
        else:
            yield from _text_pieces(table, columns, rows)


def _text_pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    form = table.form
    with open_text_bytes(table.path, form.encoding) as stream:
        frames = pd.read_csv(
            stream,
            sep=form.separator,
            encoding=form.encoding,
            header=0 if form.header else None,
            names=list(form.columns),
            usecols=list(columns) if columns is not None else None,
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skipinitialspace=True,
            nrows=rows,
            chunksize=_PIECE,
        )
        with frames:
            yield from frames


def _look_at_parquet(path: Path) -> TableFile:
    import pyarrow.parquet as parquet

    with explaining("read", path), readable(path):
        names = [name for name in parquet.ParquetFile(path).schema_arrow.names if not name.startswith("__index_level")]
    return TableFile(path, TextFormat("", "", True, ".", tuple(names)))


def _parquet_pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pyarrow.parquet as parquet

    wanted = [name for name in table.columns if columns is None or name in columns]
    with parquet.ParquetFile(table.path) as file:
        for batch in file.iter_batches(min(_PIECE, rows or _PIECE), columns=wanted):
            yield batch.to_pandas(ignore_metadata=True)
            if rows is not None:
                return
