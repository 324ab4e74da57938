"""What stands between the cells of a text file and around them, and the mark of decimals in its numbers; guesses."""

import re
from collections import Counter

from workbench.data.imports.tables.files.beginning import SPACES, Beginning, Marks, Row, first_rows
from workbench.data.imports.tables.files.header import Rows
from workbench.errors import UserError

_SEPARATORS = ("\t", ";", "|", ",", "::")  # of equally good ones the first: commas are found in numbers and sentences
_MOSTLY = 0.9  # of the rows
_JUDGED = 50  # rows
_QUOTED = re.compile(r"'.*'", re.DOTALL)
_NUMBER_WITH_COMMA = re.compile(r"[-+]?[\d.]*,\d+")
_WITH_COMMA = re.compile(r"[-+]?(\d*,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
_WITH_POINT = re.compile(r"[-+]?(\d*\.\d+([eE][-+]?\d+)?|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})")
_NO_GROUPS = re.compile(r"[-+]?(0?,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)")  # no groups of three digits


def marks_of(beginning: Beginning, separator: str | None, quote: str | None) -> Marks:
    """What divides the most rows into the most cells; what is not None is chosen."""
    if separator is None:
        separator = _separator(beginning, '"' if quote is None else quote)
    return Marks(separator, _quote(beginning, separator) if quote is None else quote)


def decimal_of(rows: Rows, separator: str) -> str:
    """The mark of decimals, "." or ","; between commas, numbers with one stand in quotation marks."""
    cells = [cell for row in rows for cell in row]
    points = sum(bool(_WITH_POINT.fullmatch(cell)) for cell in cells)
    with_comma = _NO_GROUPS if separator == "," else _WITH_COMMA
    commas = sum(bool(with_comma.fullmatch(cell)) for cell in cells)
    return "," if commas > points else "."


def _separator(beginning: Beginning, quote: str) -> str:
    best, best_score, even = ",", 0.0, False
    for mark in _SEPARATORS:
        rows = _rows(beginning, Marks(mark, quote))
        if (score := _score(rows, mark)) > best_score:
            best, best_score, even = mark, score, _even(rows) >= _MOSTLY * len(rows)
    if even:
        return best
    rows = _rows(beginning, Marks(SPACES, quote))
    below = rows[len(rows) // 2 :]  # there may be sentences above the table
    return SPACES if _even(below) >= _MOSTLY * len(below) and _score(below, SPACES) > best_score else best


def _rows(beginning: Beginning, marks: Marks) -> list[Row]:
    try:
        return first_rows(beginning, marks)
    except UserError:
        return []


def _usual(rows: list[Row]) -> tuple[int, int]:
    """The number of cells that the most rows have, and how many these are."""
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda width: (widths[width], width), default=0)
    return width, widths[width]


def _even(rows: list[Row]) -> int:
    """How many rows have the usual number of cells."""
    return _usual(rows)[1]


def _score(rows: list[Row], mark: str) -> float:
    """Rows of the usual number of cells, times those of their cells that no other mark would divide."""
    width, count = _usual(rows)
    if width < 2:
        return 0.0
    others = [other for other in _SEPARATORS if other not in (mark, ",")]
    judged = [row.cells for row in rows if len(row.cells) == width][:_JUDGED]
    clean = sum(
        not any(other in cell for other in others)
        and (mark == "," or "," not in cell or bool(_NUMBER_WITH_COMMA.fullmatch(cell)))
        for cells in judged
        for cell in cells
    )
    return count * count / len(rows) * clean / len(judged)


def _quote(beginning: Beginning, separator: str) -> str:
    """Single quotes where they surround cells in most of the rows, or make more rows even; else the usual ones."""
    rows, single = _rows(beginning, Marks(separator)), _rows(beginning, Marks(separator, "'"))
    marked = [[cell for cell in row.cells if cell.startswith("'")] for row in rows]
    if not any(marked) or len(single) != len(rows):
        return '"'
    if _even(single) > _even(rows):
        return "'"
    closed = all(len(cell) > 1 and _QUOTED.fullmatch(cell) for cells in marked for cell in cells)
    return "'" if closed and sum(map(bool, marked)) > len(rows) / 2 else '"'
