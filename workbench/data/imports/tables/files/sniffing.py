"""How a text file of a table is written: separator, header, mark of decimals; guesses that the user can change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.data.files.encodings import TOLERANT_UTF8, codec_of
from workbench.data.files.packed import open_text
from workbench.data.imports.checks import Finding
from workbench.data.imports.tables.files.beginning import (
    LOOKED_AT,
    SPACES,
    Beginning,
    Marks,
    Row,
    first_rows,
    split_lines,
)
from workbench.data.imports.tables.files.extent import (
    MOST_BELOW,
    lines_above,
    passed_over,
    rows_below,
    separator_line,
    without_sign,
)
from workbench.data.imports.tables.files.header import has_header, header_findings, names_of
from workbench.data.imports.tables.files.lines import last_lines
from workbench.data.imports.tables.files.separator import decimal_of, marks_of
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError
from workbench.storage.atomic import explaining

MOST_COLUMNS = 50_000
"""Of a table; with more of them, looking at it would take minutes."""


@dataclass(frozen=True)
class TextFormat:
    """How a file is read.

    Attributes:
        columns: names, each another one: those of the header, or "column 1" and so on.
        skip_rows: lines above the table that are not read, blank ones included; of a workbook, rows of the sheet.
        skip_footer: last lines that are not read, blank ones not counted.
        quote: the mark around cells that may hold a separator; "" where nothing is.
    """

    encoding: str
    separator: str
    header: bool
    decimal: str
    columns: tuple[str, ...]
    skip_rows: int = 0
    skip_footer: int = 0
    quote: str = '"'

    @property
    def marks(self) -> Marks:
        """What divides lines into cells."""
        return Marks(self.separator, self.quote)


def sniff(path: Path, encoding: str, options: TableOptions) -> TextFormat:
    """Guess what the options leave open from the first and the last rows, which are read once.

    Raises:
        UserError: the file cannot be read, is empty or no text.
    """
    with explaining("read", path), open_text(path, _known(encoding, path)) as stream:
        beginning = Beginning(path, stream)
        named = separator_line(next(iter(beginning), ""))
        marks = marks_of(beginning, options.separator or named or None, options.quote)
        rows = first_rows(beginning, marks)
    complete = len(rows) < LOOKED_AT
    skip_footer = options.skip_footer
    if skip_footer is None:
        skip_footer = _lines_below(path, encoding, marks, rows, complete)
    rows = rows[: len(rows) - skip_footer] if complete else rows
    skip_rows = lines_above(rows, marks.separator == SPACES) if options.skip_rows is None else options.skip_rows
    rows = [row for row in rows if row.line > skip_rows and any(row.cells)]
    rows = _without_sign(rows, marks)
    if not rows:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    if (width := max(len(row.cells) for row in rows)) > MOST_COLUMNS:
        raise UserError(
            f"{path} has {width:,} columns, and at most {MOST_COLUMNS:,} can be read.",
            "Check the separator, and whether rows end where lines do.",
            "--separator MARK",
        )
    header = has_header([row.cells for row in rows]) if options.header is None else options.header
    body = rows[1:] if header else rows
    decimal = options.decimal or decimal_of([row.cells for row in body], marks.separator)
    columns = names_of(path, rows[0] if header else None, body)
    return TextFormat(encoding, marks.separator, header, decimal, columns, skip_rows, skip_footer, marks.quote)


def layout_findings(path: Path, form: TextFormat) -> tuple[Finding, ...]:
    """What the user should know of how a file is written that is read so."""
    with explaining("read", path), open_text(path, form.encoding) as stream:
        rows = first_rows(Beginning(path, stream), form.marks)
        last = last_lines(path, form.encoding, form.skip_footer) if form.skip_footer else []
    above = [row.cells for row in rows if row.line <= form.skip_rows]
    rest = [row for row in rows if row.line > form.skip_rows and any(row.cells)]
    table = [row.cells for row in _without_sign(rest, form.marks)]
    below = split_lines(last, form.marks)
    return (*passed_over(form.skip_rows, above, below), *header_findings(table, form.header, form.columns))


def _without_sign(rows: list[Row], marks: Marks) -> list[Row]:
    """The rows, the first one without the sign of a comment where names stand behind it."""
    if marks.separator != SPACES or len(rows) < 2:
        return rows
    return [replace(rows[0], cells=without_sign(rows[0].cells, len(rows[1].cells))), *rows[1:]]


def _lines_below(path: Path, encoding: str, marks: Marks, rows: Sequence[Row], complete: bool) -> int:
    """How many lines are below the table, whose first ``rows`` may be all of it."""
    cells = [row.cells for row in rows]
    if complete:
        return rows_below(cells[1:], cells[:1])
    with explaining("read", path):
        lines = last_lines(path, encoding, MOST_BELOW)
    odd = [bool(marks.quote) and line.count(marks.quote) % 2 == 1 for line in lines]  # they may be parts of rows
    whole = len(odd) - odd[::-1].index(True) if any(odd) else 0
    return rows_below(split_lines(lines[whole:], marks), cells)


def _known(encoding: str, path: Path) -> str:
    """The encoding itself; `UserError` for an unknown one."""
    try:
        return encoding if encoding == TOLERANT_UTF8 else codec_of(encoding)
    except LookupError as error:
        raise UserError(f"{path} cannot be read as {encoding} text: {error}.", "Choose another encoding.") from error
