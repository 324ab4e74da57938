"""The first rows of a text file, by which it is judged how the file is written."""

import csv
import re
from collections.abc import Iterable, Iterator
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
_ONE = "\x1f"  # stands for a separator of several characters


@dataclass(frozen=True)
class Marks:
    """What divides lines into cells.

    Attributes:
        separator: between cells, one or several characters, or `SPACES`.
        quote: around cells that may hold a separator; "" where nothing is.
    """

    separator: str
    quote: str = '"'

    @property
    def several(self) -> bool:
        """Whether the separator has several characters, for which readers know but one."""
        return len(self.separator) > 1 and self.separator != SPACES

    def with_one(self, line: str) -> str:
        """A line with `one` as its separator."""
        return line.replace(self.separator, _ONE) if self.several else line

    def with_several(self, text: str) -> str:
        """A cell of such a line as it is in the file."""
        return text.replace(_ONE, self.separator) if self.several else text

    @property
    def one(self) -> str:
        """The separator as a single character, or `SPACES`."""
        return _ONE if self.several else self.separator


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


def first_rows(beginning: Beginning, marks: Marks) -> list[Row]:
    """The first rows; `UserError` if the file cannot be decoded."""
    path, encoding = beginning.path, beginning.stream.encoding
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        return list(islice(_rows(beginning, marks), LOOKED_AT))
    except (csv.Error, UnicodeError) as error:
        if "field limit" in str(error):
            raise UserError(
                f"{path} has a cell of more than {_FIELD_LIMIT >> 20} million characters.",
                "Look for a quotation mark that is not closed, or make the cell shorter.",
            ) from error
        raise UserError(
            f"{path} cannot be read as {encoding} text with “{marks.separator}” between columns: {error}.",
            "Choose another encoding or separator, or save the table anew as CSV in UTF-8.",
        ) from error
    finally:
        csv.field_size_limit(before)


def split_lines(lines: Iterable[str], marks: Marks) -> list[list[str]]:
    """The cells of lines that are whole rows, without spaces around them."""
    return [row.cells for row in _rows(lines, marks)]


def _rows(lines: Iterable[str], marks: Marks) -> Iterator[Row]:
    if marks.separator == SPACES:
        for number, line in enumerate(lines, 1):
            if cells := _divided_by_spaces(line, marks.quote):
                yield Row(number, cells)
        return
    single = (marks.with_one(line) for line in lines) if marks.several else lines
    if marks.quote:
        reader = csv.reader(single, delimiter=marks.one, quotechar=marks.quote, skipinitialspace=True)
    else:
        reader = csv.reader(single, delimiter=marks.one, quoting=csv.QUOTE_NONE, skipinitialspace=True)
    start = 1
    for row in reader:
        stripped = [marks.with_several(cell).strip() for cell in row]
        if len(stripped) > 1 or any(stripped):
            yield Row(start, stripped)
        start = reader.line_num + 1


def _divided_by_spaces(line: str, quote: str) -> list[str]:
    if not quote or quote not in line:
        return line.split()
    cells = re.finditer(rf"{quote}((?:[^{quote}]|{quote}{quote})*){quote}|(\S+)", line)
    return [cell[2] if cell[1] is None else cell[1].replace(quote * 2, quote).strip() for cell in cells]
