"""Files of Excel and OpenDocument, read sheet by sheet."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.packed import open_seekable
from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.tables.cells import as_text
from workbench.data.imports.tables.files.beginning import LOOKED_AT, Row
from workbench.data.imports.tables.files.extent import MOST_BELOW, lines_above, passed_over, rows_below
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.header import column_names, has_header, header_findings
from workbench.data.imports.tables.files.office_files import (
    check_office_file,
    formula_without_value,
    is_office_file,
    unreadable_book,
)
from workbench.data.imports.tables.files.orange_header import OrangeHeader, declarations, finding, header_of_rows
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

_PIECE = 20_000  # rows
_HEADER = 3  # rows that may declare something
_SHOWN = 10


@contextmanager
def _opened(path: Path) -> "Iterator[CalamineWorkbook]":
    from python_calamine import CalamineWorkbook

    with open_seekable(path) as stream, _damaged_as_error(path):
        check_office_file(path, stream)
        with CalamineWorkbook.from_filelike(stream) as book:
            yield book


@contextmanager
def _damaged_as_error(path: Path) -> Iterator[None]:
    """What the reader raises for files that it cannot read; at some damaged ones it panics, which is no `Exception`."""
    from python_calamine import CalamineError

    try:
        yield
    except CalamineError as error:
        raise unreadable_book(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise unreadable_book(path) from error
        raise


def _sheets(book: "CalamineWorkbook") -> "list[SheetMetadata]":
    """Those with cells, the visible ones first."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return sorted(found, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)


def _look_at(path: Path, options: TableOptions) -> TableFile:
    """The wanted sheet, else the first that holds a table, else the first that holds anything."""
    with _opened(path) as book:
        names = [sheet.name for sheet in _sheets(book)]
        if options.sheet and options.sheet not in names:
            raise UserError(f"{path} has no sheet “{options.sheet}”.", f"Its sheets are {', '.join(names)}.")
        looked_at: list[tuple[CalamineSheet, list[Row]]] = []
        for name in (options.sheet,) if options.sheet else names:
            sheet = book.get_sheet_by_name(name)
            rows = list(islice(_rows(sheet), LOOKED_AT))
            if rows:
                looked_at.append((sheet, rows))
            if _is_table(rows):
                break
        if not looked_at:
            message = f"{path} is empty."
            raise UserError(message, "A table with a row for each sample and a column for the label is needed.")
        last_is_table = _is_table(looked_at[-1][1])
        return _table(path, options, *looked_at[-1 if last_is_table else 0])


def _table(path: Path, options: TableOptions, sheet: "CalamineSheet", rows: list[Row]) -> TableFile:
    """The table of a sheet, from its first rows."""
    width = (sheet.end[1] if sheet.end else 0) + 1
    complete, cells = len(rows) < LOOKED_AT, [row.cells for row in rows]
    if (orange := _orange(cells, options.header is not False)) is not None:
        names = column_names(orange.names, width)
        declared = declarations(orange, names[: len(orange.names)])
        return TableFile(path, TextFormat("", "", True, ".", names), sheet.name, declared=declared)
    skip_footer = options.skip_footer
    if skip_footer is None:
        last = cells[1:] if complete else _last_rows(sheet, MOST_BELOW)
        skip_footer = rows_below(last, cells[:1] if complete else cells)
    rows = rows[: len(rows) - skip_footer] if complete else rows
    skip_rows = lines_above(rows) if options.skip_rows is None else options.skip_rows
    cells = [row.cells for row in rows if row.line > skip_rows]
    if not cells:
        raise UserError(f"{path} has no rows below those that are left out.", "Leave out fewer of them.")
    header = has_header(cells) if options.header is None else options.header
    names = column_names(cells[0] if header else (), width)
    return TableFile(path, TextFormat("", "", header, ".", names, skip_rows, skip_footer), sheet.name)


def _orange(rows: list[list[str]], header: bool) -> OrangeHeader | None:
    return header_of_rows(rows[:_HEADER]) if header and rows else None


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether there are several rows of several cells."""
    return sum(len(row.cells) > 1 for row in rows) > 1


def _rows(sheet: "CalamineSheet", midnight: bool = False) -> Iterator[Row]:
    """Cells as texts, without rows and last columns that are blank.

    Args:
        midnight: whether days have their time, 00:00:00, behind them.
    """
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if texts := _texts(sheet, cells, " 00:00:00" if midnight else ""):
            yield Row(number, texts)


def _last_rows(sheet: "CalamineSheet", count: int) -> list[list[str]]:
    """The last rows that are not blank, found without making texts of all others."""
    filled = (cells for cells in sheet.iter_rows() if any(value != "" for value in cells))
    return [_texts(sheet, cells, "") for cells in deque(filled, count)]


def _texts(sheet: "CalamineSheet", cells: Sequence[object], of_day: str) -> list[str]:
    texts = [f"{value}{of_day}" if type(value) is date else as_text(value) for value in cells]
    while texts and not texts[-1]:
        texts.pop()
    before = [""] * (sheet.start[1] if sheet.start else 0)  # columns without any cell
    return [*before, *texts] if texts else []


def _rows_of(sheet: "CalamineSheet", form: TextFormat, midnight: bool = False) -> Iterator[list[str]]:
    """The rows that belong to the table, the names of its columns included."""
    held: deque[list[str]] = deque()
    for row in _rows(sheet, midnight):
        if row.line > form.skip_rows:
            held.append(row.cells)
            if len(held) > form.skip_footer:
                yield held.popleft()


def _pieces(
    table: TableFile, columns: Collection[str] | None, rows: int | None, earlier: bool = False
) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    names = list(table.columns)
    wanted = [name for name in names if columns is None or name in columns]
    width = len(names)
    with _opened(table.path) as book:
        every = _rows_of(book.get_sheet_by_name(table.sheet), table.form, midnight=earlier)
        above = list(islice(every, _HEADER))
        orange = _orange(above, table.form.header and not earlier)
        header = orange.rows if orange is not None else int(table.form.header)
        body = islice(chain(above, every), header, None if rows is None else rows + header)
        first = True
        while (found := list(islice(body, _PIECE))) or first:  # an empty table is one piece without rows
            filled = [row[:width] + [""] * (width - len(row)) for row in found]
            yield pd.DataFrame(filled, columns=names, dtype=str)[wanted]
            first = False


def _notes(table: TableFile) -> tuple[Finding, ...]:
    """Which sheet is read where there are several, and formulas without values."""
    from python_calamine import SheetVisibleEnum

    with _opened(table.path) as book:
        sheets = _sheets(book)
        sheet = book.get_sheet_by_name(table.sheet)
        first = list(islice(_rows_of(sheet, table.form), LOOKED_AT))
        above = [row.cells for row in takewhile(lambda row: row.line <= table.form.skip_rows, _rows(sheet))]
        below = _last_rows(sheet, table.form.skip_footer) if table.form.skip_footer else []
    hidden = {sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible}
    others = [f"{sheet.name}{' (hidden)' * (sheet.name in hidden)}" for sheet in sheets if sheet.name != table.sheet]
    orange = _orange(first, table.form.header and bool(table.file_type))
    found = [*passed_over(table.form.skip_rows, above, below)]
    found += [finding(orange)] if orange is not None else header_findings(first, table.form.header, table.columns)
    if others:
        more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
        which = "hidden sheet" if table.sheet in hidden else "sheet"
        message = f"Only the {which} “{table.sheet}” is read."
        advice = f"Others are {', '.join(others[:_SHOWN])}{more}: name one of them as the sheet if it is meant."
        found.append(Finding(Severity.WARNING, message, advice))
    if cell := formula_without_value(table.path, table.sheet):
        message = f"Formulas have no values in the file, such as that in {cell}: these cells are empty."
        found.append(
            Finding(Severity.WARNING, message, "Open it in Excel or LibreOffice and save it: that computes them.")
        )
    return tuple(found)


EXCEL = FileType(
    name="excel",
    title="an Excel or OpenDocument file",
    suffixes=(".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
    recognises=is_office_file,
    look_at=_look_at,
    pieces=_pieces,
    notes=_notes,
)

EARLIER_EXCEL = replace(EXCEL, name="", suffixes=(".xlsx", ".xlsm"), pieces=partial(_pieces, earlier=True))
"""As earlier versions read such files, for their recipes: days have their time, 00:00:00, behind them."""
