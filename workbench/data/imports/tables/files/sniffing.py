"""How a text file of a table is written: separator, header, mark of decimals; guesses that the user can change."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from workbench.data.files.packed import open_text
from workbench.data.imports.tables.cells import is_missing
from workbench.errors import UserError
from workbench.storage.atomic import explaining

SPACES = r"\s+"
"""As a separator: any number of spaces and tabs."""

MOST_COLUMNS = 50_000
"""Of a table; with more of them, looking at it would take minutes."""

_SEPARATORS = "\t;|,"  # of equally good ones the first: commas are found in numbers and sentences, too
_LOOKED_AT = 500  # rows
_FIELD_LIMIT = 1 << 24  # characters in a cell
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?")
_WITH_COMMA = re.compile(r"[-+]?(\d*,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
_WITH_POINT = re.compile(r"[-+]?(\d*\.\d+([eE][-+]?\d+)?|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})")


@dataclass(frozen=True)
class TextFormat:
    """How a file is read.

    Attributes:
        columns: names, each another one: those of the header, or "column 1" and so on.
    """

    encoding: str
    separator: str
    header: bool
    decimal: str
    columns: tuple[str, ...]


def sniff(
    path: Path,
    encoding: str,
    separator: str | None = None,
    header: bool | None = None,
    decimal: str | None = None,
) -> TextFormat:
    """Guess what is None from the first rows, which are read once.

    Raises:
        UserError: the file cannot be read, is empty or no text.
    """
    with explaining("read", path), open_text(path, _known(encoding, path)) as stream:
        beginning = Beginning(path, stream)
        separator = separator or _separator(beginning)
        rows = first_rows(beginning, separator)
    if not rows:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    if (width := max(map(len, rows))) > MOST_COLUMNS:
        raise UserError(
            f"{path} has {width:,} columns, and at most {MOST_COLUMNS:,} can be read.",
            "Check the separator, and whether rows end where lines do.",
            "--separator MARK",
        )
    header = has_header(rows) if header is None else header
    body = rows[1:] if header else rows
    decimal = decimal or _decimal(body, separator)
    return TextFormat(encoding, separator, header, decimal, _names(path, rows[0] if header else [], body))


class Beginning:
    """The lines at the beginning of a text file, each read once however often they are looked at."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self.path = path
        self.stream = stream
        self._lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for place in count():
            if place == len(self._lines):
                line = self.stream.readline()
                if not line:
                    return
                self._lines.append(line)
            yield self._lines[place]


def first_rows(beginning: Beginning, separator: str) -> list[list[str]]:
    """Cells of the first rows that are not blank; `UserError` if the file cannot be decoded."""
    path, encoding = beginning.path, beginning.stream.encoding
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows: Iterable[list[str]] = (line.split() for line in beginning)
        if separator != SPACES:
            rows = csv.reader(beginning, delimiter=separator)
        stripped = ([cell.strip() for cell in row] for row in rows)
        return list(islice((row for row in stripped if any(row)), _LOOKED_AT))
    except (csv.Error, UnicodeError) as error:
        if "field limit" in str(error):
            raise UserError(
                f"{path} has a cell of more than {_FIELD_LIMIT >> 20} million characters.",
                "Look for a quotation mark that is not closed, or make the cell shorter.",
            ) from error
        raise UserError(
            f"{path} cannot be read as {encoding} text with “{separator}” between columns: {error}.",
            "Choose another encoding or separator, or save the table anew as CSV in UTF-8.",
        ) from error
    finally:
        csv.field_size_limit(before)


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


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds names: no numbers, while a column below does; or names that are not found below."""
    first, body = rows[0], rows[1:]
    numbers = [bool(_NUMBER.fullmatch(cell)) for cell in first]
    if all(numbers) or (not body and any(numbers)):
        return False
    below = [
        [row[place] for row in body if place < len(row) and not is_missing(row[place])] for place in range(len(first))
    ]
    named = [
        not number and any(column) and all(_NUMBER.fullmatch(cell) for cell in column)
        for number, column in zip(numbers, below, strict=True)
    ]
    if any(named):
        return True
    texts = [place for place, number in enumerate(numbers) if not number]
    if any(numbers) and len(texts) < len(first):  # numbers as names need texts that are clearly names
        return all(
            len(set(below[place])) <= len(below[place]) // 2 and first[place] not in below[place] for place in texts
        )
    return len(set(first)) == len(first) and not any(first[place] in below[place] for place in texts)


def _names(path: Path, header: list[str], body: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Of all columns; a header may lack a name for row numbers in front or for nothing behind a last separator."""
    widths = [len(row) for row in body]
    if not header:
        return column_names((), max(widths))
    usual = Counter(widths).most_common(1)[0][0] if widths else len(header)
    if usual == len(header) + 1:
        blank_end = all(not row[-1] for row in body if len(row) == usual)
        header = [*header, ""] if blank_end else ["row", *header]
    if max(widths, default=0) > len(header):
        line = next(number for number, width in enumerate(widths, 2) if width > len(header))
        raise UserError(
            f"Row {line} of {path} has {widths[line - 2]} columns, the first one has {len(header)}.",
            "Check the separator; cells in which it occurs need quotation marks around them, and the names of the "
            "columns must be the first row: remove what stands above them.",
            "--separator MARK",
        )
    return column_names(header, len(header))


def _known(encoding: str, path: Path) -> str:
    """The encoding itself; `UserError` for an unknown one."""
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise UserError(f"{path} cannot be read as {encoding} text: {error}.", "Choose another encoding.") from error


def _separator(beginning: Beginning) -> str:
    """The one that divides the most rows into the same number of columns, more than one."""
    best, best_score = ",", 0.0
    for mark in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in first_rows(beginning, mark))
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
    widths = Counter(len(row) for row in first_rows(beginning, SPACES))
    return SPACES if len(widths) == 1 and min(widths) > 1 else ","


def _decimal(rows: Sequence[Sequence[str]], separator: str) -> str:
    cells = [cell for row in rows for cell in row]
    commas = sum(bool(_WITH_COMMA.fullmatch(cell)) for cell in cells)
    points = sum(bool(_WITH_POINT.fullmatch(cell)) for cell in cells)
    return "," if separator != "," and commas > points else "."
