"""Files of Excel, read sheet by sheet."""

from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.imports.tables.cells import as_text
from workbench.data.imports.tables.files.reader_errors import readable
from workbench.data.imports.tables.files.sniffing import TextFormat, column_names, has_header
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

EXCEL = (".xlsx", ".xlsm")
"""Endings of their names."""

MAGIC = 4
"""Bytes at their beginning by which they differ from other files."""

_PIECE = 20_000  # rows
_LOOKED_AT = 500  # rows, to guess how they are written
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # at the beginning: of today's, and of old or encrypted ones


def has_sheets(path: Path) -> bool:
    """Whether it is called an Excel file."""
    return path.suffix.lower() in EXCEL


def check_excel(path: Path, beginning: bytes) -> None:
    """`UserError` where the first `MAGIC` bytes of a file that is called so are those of another one."""
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


def look_at_sheets(path: Path, wanted: str | None, header: bool | None) -> tuple[TextFormat, str]:
    """How a sheet is written, and its name: the wanted one, else the first that holds something.

    Args:
        header: whether the first row holds the names of the columns; None: a guess.

    Raises:
        UserError: it cannot be read, is empty or has no such sheet.
    """
    with explaining("read", path), readable(path):
        sheets = _sheets(path)
        if wanted and wanted not in sheets:
            raise UserError(f"{path} has no sheet “{wanted}”.", f"Its sheets are {', '.join(sheets)}.")
        for sheet in (wanted,) if wanted else sheets:
            with closing(_rows(path, sheet)) as every:
                rows = list(islice(every, _LOOKED_AT))
            if rows:
                named = has_header(rows) if header is None else header
                names = column_names(rows[0] if named else (), max(map(len, rows)))
                return TextFormat("", "", named, ".", names), sheet
    raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")


def sheets_of(path: Path) -> tuple[str, ...]:
    """Names of the sheets of an Excel file, () for other files; `UserError` if it cannot be read."""
    if not has_sheets(path):
        return ()
    with explaining("read", path), readable(path):
        return tuple(_sheets(path))


def _sheets(path: Path) -> list[str]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def _rows(path: Path, sheet: str) -> Generator[list[str], None, None]:
    """Cells as texts, without rows and last columns that are blank; close it where not all are needed."""
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


def sheet_pieces(
    path: Path, sheet: str, form: TextFormat, columns: Collection[str] | None, rows: int | None
) -> "Iterator[pd.DataFrame]":
    """As `workbench.data.imports.tables.files.table_files.pieces`; the library's errors come as they are."""
    import pandas as pd

    header, names = int(form.header), list(form.columns)
    wanted = [name for name in names if columns is None or name in columns]
    width = len(names)
    with closing(_rows(path, sheet)) as every:
        body = islice(every, header, None if rows is None else rows + header)
        first = True
        while (found := list(islice(body, _PIECE))) or first:  # an empty table is one piece without rows
            filled = [row[:width] + [""] * (width - len(row)) for row in found]
            yield pd.DataFrame(filled, columns=names, dtype=str)[wanted]
            first = False
