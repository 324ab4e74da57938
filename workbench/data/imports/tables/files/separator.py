"""What stands between the columns of a text file, and the mark of decimals in its numbers; guesses."""

import re
from collections import Counter

from workbench.data.imports.tables.files.beginning import SPACES, Beginning, first_rows
from workbench.data.imports.tables.files.header import Rows
from workbench.errors import UserError

_SEPARATORS = "\t;|,"  # of equally good ones the first: commas are found in numbers and sentences, too
_WITH_COMMA = re.compile(r"[-+]?(\d*,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
_WITH_POINT = re.compile(r"[-+]?(\d*\.\d+([eE][-+]?\d+)?|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})")


def separator_of(beginning: Beginning) -> str:
    """The one that divides the most rows into the same number of columns, more than one."""
    best, best_score = ",", 0.0
    for mark in _SEPARATORS:
        try:
            widths = Counter(len(row.cells) for row in first_rows(beginning, mark))
        except UserError:
            continue
        if not widths:
            continue
        width, rows = widths.most_common(1)[0]
        score = rows / widths.total() if width > 1 else 0.0
        if score > best_score:
            best, best_score = mark, score
    if best_score:
        return best
    widths = Counter(len(row.cells) for row in first_rows(beginning, SPACES))
    return SPACES if len(widths) == 1 and min(widths) > 1 else ","


def decimal_of(rows: Rows, separator: str) -> str:
    """The mark of decimals, "." or ","."""
    cells = [cell for row in rows for cell in row]
    commas = sum(bool(_WITH_COMMA.fullmatch(cell)) for cell in cells)
    points = sum(bool(_WITH_POINT.fullmatch(cell)) for cell in cells)
    return "," if separator != "," and commas > points else "."
