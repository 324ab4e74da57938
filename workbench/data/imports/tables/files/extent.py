"""Where a table begins and ends in its file: what stands above the names of the columns, and below the last sample."""

import re
from collections import Counter
from collections.abc import Sequence

from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.tables.files.beginning import Row
from workbench.data.imports.tables.files.header import Rows, has_certain_header, has_header, is_number

_MOST_ABOVE, MOST_BELOW = 100, 20
_COMMENTS = ("#", "%", "//", "/*")
_SEPARATOR_LINE = re.compile(r"sep=(.?)", re.IGNORECASE)  # tells Excel what stands between the columns
_SUM = re.compile(
    r"(grand |sub-?)?totals?|sums?|summe|gesamt(summe)?|insgesamt|averages?|avg|means?|mittelwert|durchschnitt|"
    r"total general|somme|suma|moyenne|promedio|media|итого|всего|合计|总计",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(sources?|notes?|n\.b\.|quellen?|hinweis|anmerkung|stand|copyright|exported|generated|created|end of|"
    r"\(?\d[\d,. ]* (rows?|records?|zeilen))\b.*|[©*†¹].*",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = 3  # words
_SHOWN, _LONGEST = 3, 60
_SELDOM = 0.1  # of the rows


def separator_line(line: str) -> str | None:
    """The separator that a first line names for Excel, ``sep=;``, "" where it stands between cells; None in others."""
    match = _SEPARATOR_LINE.fullmatch(line.strip("\r\n\ufeff\"' "))
    return match[1] if match else None


def lines_above(rows: Sequence[Row], by_spaces: bool = False) -> int:
    """How many lines stand above the table: comments, titles, rows without values, the one for Excel.

    Blank lines count between these, and are nothing by themselves.

    Args:
        by_spaces: whether spaces stand between columns, so that a row cannot have fewer cells than others.
    """
    cells = [row.cells for row in rows]
    start = 0
    if cells:
        start = _uneven_rows(cells) if by_spaces else 0
        start = start or _rows_above(cells)
    return rows[start].line - 1 if start else 0


def rows_below(last: Rows, first: Rows) -> int:
    """How many of the last rows are no samples: sums, and notes such as those on the source.

    Args:
        last: rows up to the end of the file.
        first: of the table, to compare with, the names of the columns in front where there are some.
    """
    width, below = usual_width([*first, *last]), 0
    for number in range(1, min(len(last), MOST_BELOW) + 1):
        row = last[-number]
        if any(row) and not _is_below(row, [*first, *last[:-number]], width):
            break
        if any(row) or below:
            below = number
    return below


def without_sign(row: list[str], width: int) -> list[str]:
    """Names of columns without the sign of a comment that stands before them, as NumPy writes it, divided by spaces."""
    return row[1:] if row[0] in _COMMENTS and len(row) == width + 1 else row


def passed_over(lines: int, above: Rows, below: Rows) -> tuple[Finding, ...]:
    """What the user should know of rows that are not read.

    Args:
        lines: above the table, those in ``above`` and blank ones.
    """
    found = []
    if lines:
        message = f"{_lines('first', lines)} above the table and not read: {_shown(above)}."
        found.append(Finding(Severity.WARNING, message, "Choose how many lines are above it if that is wrong."))
    if below:
        message = f"{_lines('last', len(below))} below the table and not read: {_shown(below)}."
        found.append(Finding(Severity.WARNING, message, "Choose how many lines are below it if that is wrong."))
    return tuple(found)


def usual_width(rows: Rows) -> int:
    """The number of cells that the most rows have, where there are several."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 1


def _uneven_rows(rows: Rows) -> int:
    """The first rows up to the last one that has not the number of cells that all rows in the middle have."""
    width = usual_width(rows)
    if width == 1 or any(len(row) != width for row in rows[len(rows) // 2 :]):
        return 0
    start = next((place for place in range(len(rows) // 2, 0, -1) if len(rows[place - 1]) != width), 0)
    if start and len(rows[start - 1]) == width - 1:  # names but for the numbers of the rows
        named = has_header if start == 1 else has_certain_header
        return start - 1 if named(rows[start - 1 :]) else start
    commented = start and rows[start - 1][0].startswith(_COMMENTS) and _is_commented_header(rows[start - 1 :], width)
    return start - 1 if commented else start


def _rows_above(rows: Rows) -> int:
    """How many of the first rows are none of the table."""
    width, start = usual_width(rows), 0
    while start < min(len(rows) - 1, _MOST_ABOVE) and _is_above(rows[start:], width, first=start == 0):
        start += 1
    if start and not has_certain_header(rows[start:]):
        while start and _may_be_sample(rows[start - 1], width):
            start -= 1
    return start


def _is_above(rows: Rows, width: int, first: bool) -> bool:
    """Whether the first of these rows is none of the table."""
    row = rows[0]
    filled = [cell for cell in row if cell]
    near_end = [other for other in rows[len(rows) // 2 :] if any(other)]
    if not filled or (first and len(filled) == 1 and separator_line(row[0]) is not None):
        return True
    if row[0].startswith(_COMMENTS):
        signs = [other[0].startswith(_COMMENTS) for other in near_end]
        return _seldom(signs) and not _is_commented_header(rows, width)
    if width == 2 and len(row) == 1 and not (has_certain_header(rows[1:]) or len(row[0].split()) >= _SENTENCE):
        return False  # the name of the second column, where the first one numbers the rows
    title = _reach(row) <= width / 2 or (len(filled) == 1 and width > 2 and not is_number(filled[0]))
    return title and _seldom([_reach(other) <= width / 2 for other in near_end])


def _is_commented_header(rows: Rows, width: int) -> bool:
    """Whether the names of the columns stand behind the sign of a comment."""
    row = without_sign(rows[0], width)
    if len(row) != width or rows[1][0].startswith(_COMMENTS) or len(rows[1]) != width:
        return False
    return has_header([row, *rows[1:]]) and not has_header(rows[1:])


def _may_be_sample(row: Sequence[str], width: int) -> bool:
    """Whether a row that looks like a title could be one with many missing values."""
    filled = sum(map(bool, row))
    alone = filled == 1 and (width == 2 or any(map(is_number, row)))
    said = row[0].startswith(_COMMENTS) or separator_line(row[0]) is not None
    return len(row) == width and (filled > 1 or alone) and not said


def _is_below(row: Sequence[str], others: Rows, width: int) -> bool:
    """Whether a row below all of the others is no sample."""
    filled = [place for place, cell in enumerate(row) if cell]
    text = row[filled[0]]
    if any("\n" in cell for cell in row):
        return False  # it is more than a line
    column = [other[filled[0]] for other in others if filled[0] < len(other)]
    if text.startswith(_COMMENTS) and not any(cell.startswith(_COMMENTS) for cell in column):
        return True
    if text in column:
        return False
    if _SUM.fullmatch(text.rstrip(":. ")) and all(is_number(row[place]) for place in filled[1:]):
        return True
    if is_number(text) or (len(row) == width and len(filled) > 1):
        return False
    written_alone = len(row) == 1 < width and _seldom([len(other) == 1 for other in others[len(others) // 2 :]])
    below_numbers = len(filled) == 1 and sum(map(is_number, column)) > len(column) / 2
    return written_alone or below_numbers or _NOTE.fullmatch(text) is not None


def _seldom(found: Sequence[bool]) -> bool:
    return sum(found) <= _SELDOM * len(found)


def _lines(which: str, count: int) -> str:
    return f"The {which} line is" if count == 1 else f"The {which} {count:,} lines are"


def _shown(rows: Rows) -> str:
    texts = [" ".join(filter(None, row)) or ("blank" if len(row) < 2 else "without values") for row in rows[:_SHOWN]]
    quoted = [f"“{text[:_LONGEST]}{'…' * (len(text) > _LONGEST)}”" for text in texts]
    return ", ".join(quoted) + (" …" if len(rows) > _SHOWN else "")


def _reach(row: Sequence[str]) -> int:
    """The cells up to the last one that is filled."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1]), 0)
