"""The first rows of a text file, by which it is judged how the file is written."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from workbench.errors import UserError

SPACES = r"\s+"
"""As a separator: any number of spaces and tabs."""

LOOKED_AT = 500
"""Rows by which it is judged how a table is written."""

_FIELD_LIMIT = 1 << 24  # characters in a cell


@dataclass(frozen=True)
class Row:
    """A row with anything but spaces in its line.

    Attributes:
        line: of the file, or row of the sheet, in which it starts, from 1.
        cells: without spaces around them; all of them are "" in a line of separators.
    """

    line: int
    cells: list[str]


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


def first_rows(beginning: Beginning, separator: str) -> list[Row]:
    """The first rows; `UserError` if the file cannot be decoded."""
    path, encoding = beginning.path, beginning.stream.encoding
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        return list(islice(_rows(beginning, separator), LOOKED_AT))
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


def split_line(line: str, separator: str) -> list[str]:
    """The cells of a line that is a whole row, without spaces around them."""
    if separator == SPACES:
        return line.split()
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def _rows(beginning: Beginning, separator: str) -> Iterator[Row]:
    if separator == SPACES:
        for number, line in enumerate(beginning, 1):
            if cells := line.split():
                yield Row(number, cells)
        return
    reader, start = csv.reader(beginning, delimiter=separator), 1
    for row in reader:
        stripped = [cell.strip() for cell in row]
        if len(stripped) > 1 or any(stripped):
            yield Row(start, stripped)
        start = reader.line_num + 1
