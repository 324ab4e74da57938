"""Tables of texts: which file it is, which columns hold the texts and the labels, and their rows."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.data.files.encodings import codec_of
from workbench.data.files.packed import open_text
from workbench.data.files.text_files import encoding_of, open_text_bytes
from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files.beginning import Beginning
from workbench.data.imports.tables.files.delimited import DELIMITED
from workbench.data.imports.tables.files.extent import separator_line, usual_width
from workbench.data.imports.tables.files.file_types import type_of
from workbench.data.imports.tables.files.quiet import quiet, quietly
from workbench.data.imports.tables.files.reader_errors import reason_of
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.texts.guessed_columns import label_column, text_column
from workbench.data.imports.texts.quotation import surrounds_cells
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

SEPARATORS = ",;\t|"

_MANY_WORDS = 6  # in a cell that is no column's name
_LONG_NAME = 60
_LOOKED_AT = 1_000  # rows
_FIRST = 50  # rows below which nothing may be called like a column
_AT_ONCE = 2_000  # rows
_LINES = 500  # in which quotation marks are looked at, so that a large file is not read a further time


@dataclass(frozen=True)
class TextTable:
    """How a table is read.

    Attributes:
        header: whether the first row holds the names of the columns; else they are called "column 1" and so on.
        quoting: whether quotation marks surround cells; else they are signs of the texts.
        skip_rows: blank lines, comments and others that say nothing, above the names or the first row.
        strict: whether a row with more cells than there are columns is an error; else they are passed over,
            which cuts off texts, as in sets of earlier versions.
        file: of another type than a text with marks between the columns, how it is read; the separator is "" then.
    """

    path: Path
    separator: str
    encoding: str
    header: bool
    columns: tuple[str, ...]
    quoting: bool = True
    skip_rows: int = 0
    strict: bool = False
    file: TableFile | None = None


def look_at_table(
    path: Path,
    separator: str | None = None,
    encoding: str | None = None,
    header: bool | None = None,
    quoting: bool | None = None,
    skip_rows: int | None = None,
    of_any_type: bool = True,
) -> TextTable:
    """Find out how a table is read; what is None is guessed from the file.

    Args:
        of_any_type: whether the file may be of another type than a text with marks between the columns.

    Raises:
        UserError: it cannot be read, or is empty.
    """
    if of_any_type and type_of(path) is not DELIMITED:
        file = look_at(path, TableOptions(encoding=encoding))
        return TextTable(path, "", file.form.encoding, True, file.columns, file=file)
    if separator and len(separator) > 1:
        raise UserError(
            f"{path} cannot be read with “{separator}” between its columns.",
            "Between texts and labels a single character is needed, such as a tab.",
        )
    encoding = encoding or encoding_of(path)
    first = _first_records(path, encoding, separator or SEPARATORS)
    if not any(cell.strip() for records in first.values() for record in records for cell in record):
        raise UserError(f"{path} is empty.", "A table with a column of texts and a column of labels is needed.")
    separator = max(first, key=lambda mark: _agreement(first[mark]))
    above = _above(first[separator]) if skip_rows is None else skip_rows
    record, *others = [record for record in first[separator][above:] if record] or [[]]
    if header is None:
        header = _is_header(record, others)
    columns = tuple(record) if header else tuple(f"column {number + 1}" for number in range(len(record)))
    if quoting is None:
        with explaining("read", path), open_text(path, encoding) as stream:
            quoting = surrounds_cells(islice(stream, above, above + _LINES), separator, len(columns))
    return TextTable(path, separator, encoding, header, _without_repetitions(columns), quoting, above)


def look_at_second(path: Path, first: TextTable, needed: Collection[str]) -> TextTable:
    """Find out how a second file of the same form is read: with the same separator, or as it looks.

    Args:
        needed: columns; the separator is another one where only so they are found.

    Raises:
        UserError: as `look_at_table`.
    """
    if type_of(path) is not DELIMITED or first.file is not None:
        return look_at_table(path)
    encoding = encoding_of(path)
    with suppress(UserError):
        table = look_at_table(path, first.separator, encoding, first.header, first.quoting, first.skip_rows or None)
        if set(needed) <= set(table.columns):
            return table
    return look_at_table(path, None, encoding, first.header)


def guess_columns(table: TextTable, text: str | None, label: str | None) -> tuple[str, str]:
    """The column of the texts and that of the labels, by their names, else by what is in them.

    Raises:
        UserError: a column that was chosen is not there, or nothing looks like texts or like labels.
    """
    for name in (text, label):
        if name is not None and name not in table.columns:
            raise UserError(
                f"{table.path} has no column “{name}”.", f"Its columns are {', '.join(table.columns[:20])}."
            )
    if len(table.columns) < 2:
        raise UserError(
            f"{table.path} has a single column.",
            "A column of texts and a column of labels are needed, with a comma, semicolon or tab between them.",
        )
    cells = _first_rows(table)
    text = text or text_column(cells, [name for name in table.columns if name != label])
    label = label or label_column(cells, [name for name in table.columns if name != text])
    return text, label


def text_column_of(table: TextTable, wanted: str) -> str:
    """The column of the texts in a table of new samples; `UserError` if it is not clear which one that is."""
    if wanted in table.columns:
        return wanted
    if len(table.columns) == 1:
        return table.columns[0]
    if wanted:
        raise UserError(
            f"{table.path} has no column “{wanted}”.",
            f"Its columns are {', '.join(table.columns[:20])}: name that of the texts “{wanted}”.",
        )
    return text_column(_first_rows(table), table.columns)


def read_rows(table: TextTable, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of these columns, row by row, "" where a cell is empty; the file is read piece by piece.

    Raises:
        UserError: the file cannot be read, or a row has more cells than the first one.
    """
    if table.file is not None:
        for piece in pieces(table.file, columns):
            yield from zip(*(as_texts(piece[name]) for name in columns), strict=True)
        return
    with (
        explaining("read", table.path),
        _frames(table, None if table.strict else columns, chunksize=_AT_ONCE) as frames,
    ):
        for frame in quietly(iter(frames)):
            filled = frame.fillna("")
            yield from zip(*(filled[name].tolist() for name in columns), strict=True)


@contextmanager
def _frames(table: TextTable, columns: Sequence[str] | None = None, **options: Any) -> Iterator[Any]:
    """What `pandas.read_csv` gives; errors of it, and of reading on in the block, in the user's words."""
    import pandas as pd

    try:
        with open_text_bytes(table.path, table.encoding) as stream:
            with quiet():
                found = pd.read_csv(
                    stream,
                    sep=table.separator,
                    encoding=codec_of(table.encoding),
                    header=None,
                    skiprows=table.skip_rows + table.header,
                    names=list(table.columns),
                    usecols=list(columns) if columns is not None else None,
                    quoting=csv.QUOTE_MINIMAL if table.quoting else csv.QUOTE_NONE,
                    dtype=str,
                    keep_default_na=False,
                    index_col=False,
                    on_bad_lines="error",
                    **options,
                )
            yield found
    except pd.errors.EmptyDataError as error:
        raise UserError(f"{table.path} has no rows.", "Rows of texts and labels are needed below the names.") from error
    except (ValueError, UnicodeError, pd.errors.ParserWarning) as error:
        raise _unreadable(table, error) from error


def _first_rows(table: TextTable) -> "pd.DataFrame":
    frame: pd.DataFrame
    if table.file is not None:
        first = next(pieces(table.file, rows=_LOOKED_AT))
        frame = first.assign(**{name: as_texts(first[name]) for name in first.columns})
    else:
        with explaining("read", table.path), _frames(table, nrows=_LOOKED_AT) as found:
            frame = found.fillna("")
    if not len(frame):
        raise UserError(f"{table.path} has no rows.", "Rows of texts and labels are needed below the names.")
    return frame


def _unreadable(table: TextTable, error: Exception) -> UserError:
    return UserError(
        f"{table.path} cannot be read as a table: {reason_of(error)}.",
        "Each row needs the same columns: put texts that hold the separator into quotation marks; check the encoding.",
    )


def _first_records(path: Path, encoding: str, separators: str) -> dict[str, list[list[str]]]:
    """For each separator at least one, empty for an empty file."""
    limit = csv.field_size_limit(1 << 30)
    first = {}
    try:
        with explaining("read", path), open_text(path, encoding) as stream:
            lines = Beginning(path, stream)
            for mark in separators:
                first[mark] = list(islice(csv.reader(lines, delimiter=mark), _FIRST)) or [[]]
        return first
    except (csv.Error, UnicodeError, LookupError) as error:
        raise UserError(
            f"{path} cannot be read as a table: {error}.", "Check the encoding and the separator."
        ) from error
    finally:
        csv.field_size_limit(limit)


def _above(records: Sequence[Sequence[str]]) -> int:
    """How many rows above the table say nothing: blank ones, comments, and the one that tells Excel the separator."""
    width = usual_width([list(record) for record in records])
    for place, record in enumerate(records):
        comment = len(record) == 1 < width and record[0].lstrip().startswith("#")
        if any(map(str.strip, record)) and not comment and separator_line(record[0]) is None:
            return place
    return 0


def _agreement(records: Sequence[Sequence[str]]) -> tuple[float, int]:
    """How many rows have as many cells as the first one, where these are several; and their number."""
    filled = [record for record in records[_above(records) :] if record] or [[]]
    cells = len(filled[0])
    return sum(len(record) == cells for record in filled) / len(filled) if cells > 1 else 0.0, cells


def _is_header(record: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a first row holds names: short, no numbers, no sentences, nothing that comes again below."""
    below = [{row[place].strip() for row in others if place < len(row)} for place in range(len(record))]
    return not any(
        cell in seen
        or len(cell) > _LONG_NAME
        or len(cell.split()) >= _MANY_WORDS
        or re.fullmatch(r"[-+]?\d+([.,]\d+)?", cell)
        or cell[-1] in ".!?…。！？"
        for cell, seen in zip(map(str.strip, record), below, strict=True)
        if cell
    )


def _without_repetitions(names: Sequence[str]) -> tuple[str, ...]:
    result: dict[str, None] = {}  # in their order
    for number, name in enumerate(names, 1):
        unique = plain = name.strip() or f"column {number}"
        copy = number
        while unique in result:
            unique = f"{plain} ({copy})"
            copy += 1
        result[unique] = None
    return tuple(result)
