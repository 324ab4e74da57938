"""Files of tables, read piece by piece: CSV, TSV, Excel, Parquet. All columns get names that occur once."""

import re
from collections.abc import Collection, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.text_files import encoding_of, open_text_bytes
from workbench.data.imports.tables.cells import as_text
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.imports.tables.sniffing import TextFormat, column_names, has_header, sniff
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".pq")
"""Of tables; text files are read whatever their name ends in."""

_PIECE = 100_000  # rows
_EXCEL_PIECE = 20_000  # which take as long
_LOOKED_AT = 500  # rows of an Excel file, to guess how it is written
_EXCEL = (".xlsx", ".xlsm")
_PARQUET = (".parquet", ".pq")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how files of Excel begin: today's, and old or encrypted ones
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
    return _look_at_excel(path, options) if has_sheets(path) else _look_at_parquet(path)


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
        beginning = stream.read(len(_ZIP))
    if not beginning:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    if has_sheets(path):
        _check_excel(path, beginning)
    return suffix not in (*_EXCEL, *_PARQUET)


def has_sheets(path: Path) -> bool:
    """Whether it is called an Excel file."""
    return path.suffix.lower() in _EXCEL


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
    with explaining("read", table.path), _readable(table.path):
        if suffix in _EXCEL:
            yield from _excel_pieces(table, columns, rows)
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


def _check_excel(path: Path, beginning: bytes) -> None:
    if beginning == _OLE:
        raise UserError(
            f"{path} is encrypted with a password, or in the old format of Excel.",
            "Open it in Excel and save it without a password as .xlsx or as CSV.",
        )
    if beginning != _ZIP:
        raise UserError(
            f"{path} is no Excel file, although it is called one.",
            "Save it anew in Excel; if it is a text file, give it the ending .csv.",
        )


def _look_at_excel(path: Path, options: TableOptions) -> TableFile:
    with explaining("read", path), _readable(path):
        sheets = _sheets(path)
        if options.sheet and options.sheet not in sheets:
            raise UserError(f"{path} has no sheet “{options.sheet}”.", f"Its sheets are {', '.join(sheets)}.")
        for sheet in (options.sheet,) if options.sheet else sheets:
            with closing(_excel_rows(path, sheet)) as every:
                rows = list(islice(every, _LOOKED_AT))
            if rows:
                header = has_header(rows) if options.header is None else options.header
                names = column_names(rows[0] if header else (), max(map(len, rows)))
                return TableFile(path, TextFormat("", "", header, ".", names), sheet)
    raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")


def sheets_of(path: Path) -> tuple[str, ...]:
    """Names of the sheets of an Excel file, () for other files; `UserError` if it cannot be read."""
    if not has_sheets(path):
        return ()
    with explaining("read", path), _readable(path):
        return tuple(_sheets(path))


def _sheets(path: Path) -> list[str]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def _excel_rows(path: Path, sheet: str) -> Generator[list[str], None, None]:
    """Cells as texts, without rows and last columns that are blank; close it where not all are taken."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for cells in book[sheet].iter_rows(values_only=True):
            texts = [as_text(value) for value in cells]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                yield texts
    finally:
        book.close()


def _excel_pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    header, names = int(table.form.header), list(table.columns)
    wanted = [name for name in names if columns is None or name in columns]
    width = len(names)
    with closing(_excel_rows(table.path, table.sheet)) as every:
        body = islice(every, header, None if rows is None else rows + header)
        first = True
        while (found := list(islice(body, _EXCEL_PIECE))) or first:  # an empty table is one piece without rows
            filled = [row[:width] + [""] * (width - len(row)) for row in found]
            yield pd.DataFrame(filled, columns=names, dtype=str)[wanted]
            first = False


def _look_at_parquet(path: Path) -> TableFile:
    import pyarrow.parquet as parquet

    with explaining("read", path), _readable(path):
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


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Errors of the readers in the user's words."""
    try:
        yield
    except (UserError, GeneratorExit, OSError):
        raise
    except ImportError as error:
        raise UserError(
            f"{path} cannot be read: {error.name} is not installed.",
            "Install requirements.txt again, or save it as CSV.",
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        if type(error).__module__.startswith("workbench") or not _of_a_reader(error):
            raise
        advice = "Each row needs the same number of columns; check separator and encoding, or save the table anew."
        if "EOF inside string" in str(error):
            advice = "A quotation mark in that row is not closed: close it, or remove it."
        elif path.suffix.lower() in (*_EXCEL, *_PARQUET):
            advice = "The file is damaged or not complete: copy it again, or save it anew, for example as CSV."
        raise UserError(f"{path} cannot be read as a table: {_reason(error)}.", advice) from error


def _of_a_reader(error: Exception) -> bool:
    module = type(error).__module__.partition(".")[0]
    return module in {"pandas", "pyarrow", "openpyxl", "zipfile"} or isinstance(
        error, ValueError | KeyError | TypeError
    )


def _reason(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return re.sub(r"^Error tokenizing data\. C error: ", "", text).rstrip(".")
