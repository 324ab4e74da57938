"""Whether the first row of a table holds names, by how it differs from the rows below; and the names of all columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.tables.cells import is_missing, stands_for_no_number
from workbench.data.imports.tables.files.beginning import Row
from workbench.errors import UserError

Rows = Sequence[list[str]]

ROW = "row"
"""Name of a first column that has none, since it numbers the rows."""

_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?")
_VALUE = re.compile(r"[-+(]?[$€£¥]?\s?[.,]?\d.*", re.DOTALL)  # so do numbers with units, dates and times begin
_MOSTLY = 0.95  # of the cells of a column of numbers
_COUNTED, _EVEN, _RISING = 3, 5, 8  # numbers that are names: counting or years, in equal steps, in any steps
_YEARS = range(1500, 2101)
_NEW = 2  # of such numbers that are in no row below
_LOOKED_AT, _ENOUGH = 3, 20  # rows below
_SHOWN, _LONGEST = 3, 30
_OTHERWISE = "Choose otherwise if that is wrong."


def has_header(rows: Rows) -> bool:
    """Whether the first row holds names: it differs in kind from the rows below."""
    return _judged(rows).header


def has_certain_header(rows: Rows) -> bool:
    """Whether it is plain to see that the first row holds names."""
    judged = _judged(rows)
    return judged.header and judged.certain


def is_number(cell: str) -> bool:
    """Whether a cell is a number, as most programs write them."""
    return _NUMBER.fullmatch(cell) is not None


def header_findings(rows: Rows, header: bool, columns: Sequence[str]) -> tuple[Finding, ...]:
    """What the user should know of the first row, read as names or not, where it is not plain to see.

    Args:
        columns: names that the columns have got.
    """
    if not rows:
        return ()
    first = rows[0]
    if not header:
        message = f"The first row, {_shown(first)}, is read as a sample, and the columns are numbered."
    elif len(columns) == len(first) + 1 and columns[0] == ROW:
        message = (
            f"The rows have a cell more than there are names: the first one, which differs in all, is called “{ROW}”."
        )
    elif not _judged(rows).certain:
        message = f"The first row, {_shown(first)}, is read as the names of the columns."
    else:
        return ()
    return (Finding(Severity.WARNING, message, _OTHERWISE),)


def column_names(header: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column: what is missing gets a number, what is there twice gets one behind it."""
    names: dict[str, None] = {}  # in their order
    for number in range(1, width + 1):
        name = header[number - 1].strip() if number <= len(header) else ""
        name = base = name or f"column {number}"
        copy = 1
        while name in names:
            copy += 1
            name = f"{base} ({copy})"
        names[name] = None
    return tuple(names)


def names_of(path: Path, header: Row | None, body: Sequence[Row]) -> tuple[str, ...]:
    """Names of all columns; a header may lack one for row numbers in front or for nothing behind a last separator.

    Raises:
        UserError: a row has more cells than that.
    """
    widths = [len(row.cells) for row in body]
    if header is None:
        return column_names((), max(widths))
    names = list(header.cells)
    usual = Counter(widths).most_common(1)[0][0] if widths else len(names)
    if usual == len(names) + 1:
        full = [row.cells for row in body if len(row.cells) == usual]
        if all(not row[-1] for row in full):
            names = [*names, ""]
        elif len({row[0] for row in full}) == len(full):
            names = [ROW, *names]
    if max(widths, default=0) > len(names):
        wrong = next(row for row in body if len(row.cells) > len(names))
        raise UserError(
            f"Row {wrong.line} of {path} has {len(wrong.cells)} columns, the first one, in line {header.line}, has "
            f"{len(header.cells)}.",
            "Check the separator; cells in which it occurs need quotation marks around them, and the names of the "
            "columns must be the first row, a name for each: choose how many lines stand above them.",
            "--separator MARK, --skip-rows N",
        )
    return column_names(names, len(names))


@dataclass(frozen=True)
class _Judgement:
    """Whether there are names, and whether that is plain to see."""

    header: bool
    certain: bool = True


def _judged(rows: Rows) -> _Judgement:
    """A cell speaks for names (a text above numbers), for values (a number, what stands below, too), or for neither."""
    first, body = _aligned(rows), rows[1:]
    numbers = [cell for cell in first if _NUMBER.fullmatch(cell)]
    if not body:
        return _Judgement(not numbers)
    named = valued = unknown = 0
    others = [row for row in body if row != first]  # names may be repeated further below
    for place, cell in enumerate(first):
        below = [row[place] for row in others if place < len(row)]
        if not cell or cell in numbers:
            continue
        if cell in below:
            valued += 1
        elif _no_value(cell):
            unknown += 1
        elif not _VALUE.match(cell) and _holds_values(below):
            named += 1
    if named and numbers and all(map(_is_year, numbers)) and len(set(numbers)) == len(numbers):
        return _Judgement(named > valued, certain=named > valued)
    if _has_series(first, body):
        return _Judgement(named + 1 > valued, certain=False)
    valued += len(numbers)
    if named or valued:
        header = named > valued or (named == valued and not numbers)
        return _Judgement(header, certain=named > 2 * valued)
    texts = [cell for cell in first if cell]
    return _Judgement(
        not unknown and len(set(texts)) == len(texts) and list(first) not in map(list, body), certain=False
    )


def _aligned(rows: Rows) -> list[str]:
    """The first row, with a blank in front where only the numbers of the rows have no name."""
    first = rows[0]
    widths = Counter(len(row) for row in rows[1:])
    shifted = bool(widths) and widths.most_common(1)[0][0] == len(first) + 1
    return ["", *first] if shifted and any(row[-1] for row in rows[1:] if len(row) == len(first) + 1) else first


def _no_value(cell: str) -> bool:
    """Whether a cell says that a value is missing, or nothing; the name of sodium does not."""
    return (is_missing(cell) and cell != "Na") or stands_for_no_number(cell) or not any(map(str.isalnum, cell))


def _holds_values(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are numbers, or begin like one."""
    known = [cell for cell in cells if cell and not _no_value(cell)]
    return bool(known) and sum(bool(_VALUE.match(cell)) for cell in known) >= _MOSTLY * len(known)


def _is_year(cell: str) -> bool:
    return cell.isdecimal() and int(cell) in _YEARS


def _has_series(first: Sequence[str], body: Rows) -> bool:
    """Whether the numbers of the first row are a series, as those of the rows below are not."""
    places = [place for place, cell in enumerate(first) if _NUMBER.fullmatch(cell)]
    new = sum(not any(place < len(row) and row[place] == first[place] for row in body) for place in places)
    many = len(places) >= _EVEN or (len(places) > _COUNTED and len(body) >= _ENOUGH)
    if new < (_NEW if many else len(places)):
        return False
    return _regularity(first, places) > max(_regularity(row, places) for row in body[:_LOOKED_AT])


def _regularity(row: Sequence[str], places: Sequence[int]) -> int:
    """Of the numbers at these places: 3 if they count from 0 or 1, or are years; 2 in equal steps; 1 in any; else 0."""
    cells = [row[place] for place in places if place < len(row) and _NUMBER.fullmatch(row[place])]
    numbers = [float(cell.replace(",", ".")) for cell in cells]
    steps = {round(after - before, 9) for before, after in pairwise(numbers)}
    if not steps or min(steps) <= 0:
        return 0
    even = len(steps) == 1
    counted = steps == {1} and numbers[0] in (0, 1)
    if len(numbers) >= _COUNTED and (counted or (even and all(map(_is_year, cells)))):
        return 3
    if len(numbers) >= _EVEN and even:
        return 2
    return int(len(numbers) >= _RISING)


def _shown(cells: Sequence[str]) -> str:
    quoted = [f"“{cell[:_LONGEST]}{'…' * (len(cell) > _LONGEST)}”" for cell in cells[:_SHOWN]]
    return ", ".join(quoted) + (" …" if len(cells) > _SHOWN else "")
