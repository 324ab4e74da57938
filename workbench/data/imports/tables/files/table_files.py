"""Files of tables, read piece by piece: CSV, TSV, Excel, Parquet. All columns get names that occur once."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.text_files import encoding_of
from workbench.data.imports.tables.files.excel import (
    EXCEL,
    MAGIC,
    check_excel,
    has_sheets,
    look_at_sheets,
    sheet_pieces,
)
from workbench.data.imports.tables.files.parquet import PARQUET, look_at_parquet, parquet_pieces
from workbench.data.imports.tables.files.reader_errors import readable
from workbench.data.imports.tables.files.sniffing import TextFormat, sniff
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.text_file import text_pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".txt", *EXCEL, *PARQUET)
"""Of tables; text files are read whatever their name ends in."""

_OTHERS = {
    ".xls": "Save it in Excel as .xlsx or as CSV.",
    ".ods": "Save it in the office program as .xlsx or as CSV.",
    ".zip": "Unpack it, and choose the table in it.",
    ".gz": "Unpack it, and choose the table in it.",
    ".json": "Save it as CSV or Parquet.",
    ".pkl": "Files of this type can run programs and are not read; save it as CSV or Parquet.",
    ".pickle": "Files of this type can run programs and are not read; save it as CSV or Parquet.",
}


def look_at(path: Path, options: TableOptions) -> TableFile:
    """Find out how a table is written.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of an unknown type.
    """
    if is_text(path):
        encoding = options.encoding or encoding_of(path)
        return TableFile(path, sniff(path, encoding, options.separator, options.header, options.decimal))
    if not has_sheets(path):
        return look_at_parquet(path)
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
    return suffix not in PARQUET and not has_sheets(path)


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
        elif suffix in PARQUET:
            yield from parquet_pieces(table, columns, rows)
        else:
            yield from text_pieces(table, columns, rows)
