"""Rows of JSON files: an object a line, or one document of the forms in which programs write tables."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from workbench.data.imports.tables.cells import as_text
from workbench.errors import UserError

MOST_CHARACTERS = 512 << 20
"""Of a document, which is in memory as a whole, or of a line."""

_SHOWN = 5
_ADVICE = "Save the table as JSON lines (an object for each row), as a list of such objects, or as CSV."


def json_rows(path: Path, lines: IO[str]) -> Iterator[dict[str, str]]:
    """The cells of each row by their names, as texts; those of an object in an object are called ``outer.inner``.

    Raises:
        UserError: it is damaged, or no table.
    """
    first = _filled_line(lines).lstrip("\ufeff")
    second = _filled_line(lines) if _is_object(first) else ""
    rows = _lines(path, chain((first, second), lines)) if second else iter(_document(path, first, lines))
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise UserError(f"Row {number:,} of {path} is no object with names and values.", _ADVICE)
        yield dict(_cells("", row))


def _filled_line(lines: IO[str]) -> str:
    """The next line that is not blank, "" at the end."""
    while line := lines.readline(MOST_CHARACTERS):
        if line.strip("\ufeff \t\r\n"):
            return line
    return ""


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(path: Path, lines: Iterator[str]) -> Iterator[Any]:
    number = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _loaded(path, line, f"Line {number:,} of {path}")


def _document(path: Path, first: str, lines: IO[str]) -> list[Any]:
    text = first + lines.read(MOST_CHARACTERS)
    if lines.read(1):
        raise UserError(
            f"{path} is a JSON document of more than {MOST_CHARACTERS / 1e6:.0f} million characters.",
            "Save it as JSON lines (an object for each row), as CSV or as Parquet.",
        )
    document = _loaded(path, text, str(path))
    rows = document if isinstance(document, list) else _records(document)
    if rows is None:
        shown = ", ".join(f"“{name}”" for name in islice(document, _SHOWN))
        raise UserError(f"{path} is a JSON document, but no table: it holds {shown or 'nothing'}.", _ADVICE)
    return rows


def _loaded(path: Path, text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{where} is no valid JSON: {error}.", f"Save {path.name} anew, or save it as CSV.") from error


def _records(document: dict[str, Any]) -> list[Any] | None:
    """The rows of an object: of one of the forms in which pandas writes tables, or a row itself; None if it is none."""
    data, columns, values = document.get("data"), document.get("columns"), list(document.values())
    if isinstance(data, list) and isinstance(columns, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data if isinstance(row, list)]
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        return data
    if values and all(isinstance(value, list) and len(value) == len(values[0]) for value in values):
        return [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)]
    if values and all(isinstance(value, dict) and value.keys() == values[0].keys() for value in values):
        if all(name.isdecimal() for name in document):  # the rows by their numbers
            return values
        return [{name: column[row] for name, column in document.items()} for row in values[0]]
    return None if any(isinstance(value, list | dict) for value in values) else [document]


def _cells(before: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _cells(f"{before}{name}.", value)
        else:
            yield f"{before}{name}", json.dumps(value) if isinstance(value, list) else as_text(value)
