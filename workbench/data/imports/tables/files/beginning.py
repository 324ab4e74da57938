"""The first rows of a text file, by which it is judged how the file is written."""

import csv
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from workbench.errors import UserError

SPACES = r"\s+"
"""As a separator: any number of spaces and tabs."""

_LOOKED_AT = 500  # rows
_FIELD_LIMIT = 1 << 24  # characters in a cell


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
