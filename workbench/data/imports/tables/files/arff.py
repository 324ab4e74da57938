"""Files of WEKA (ARFF): attributes that are declared first, then rows, dense or sparse."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.packed import open_text
from workbench.data.files.text_files import encoding_of
from workbench.data.imports.tables.declaration import Declaration
from workbench.data.imports.tables.files.arff_header import Attribute, read_header
from workbench.data.imports.tables.files.arff_values import values_of
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.header import column_names
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

_PIECE = 20_000  # rows
_RELATION = re.compile(rb"(\xef\xbb\xbf)?(\s|%[^\r\n]*[\r\n])*@relation\b", re.IGNORECASE)
_LABELS = ("class", "label", "target")
_WEIGHT = re.compile(r"\{\s*[-+.\deE]+\s*\}")


def _look_at(path: Path, options: TableOptions) -> TableFile:
    encoding = options.encoding or encoding_of(path)
    with open_text(path, encoding) as lines:
        attributes, _ = read_header(path, lines)
    names = column_names([attribute.name for attribute in attributes], len(attributes))
    label = _label(attributes)
    declared = {
        name: Declaration(True, attribute.categories, place == label)
        for place, (name, attribute) in enumerate(zip(names, attributes, strict=True))
        if attribute.kind == "nominal"
    }
    return TableFile(path, TextFormat(encoding, "", True, ".", names), declared=declared)


def _label(attributes: list[Attribute]) -> int | None:
    """The place of the nominal attribute that is called so, else the last one, where it is nominal: as in WEKA."""
    nominal = [place for place, attribute in enumerate(attributes) if attribute.kind == "nominal"]
    named = [place for place in nominal if attributes[place].name.lower() in _LABELS]
    if named:
        return named[-1]
    return nominal[-1] if nominal and nominal[-1] == len(attributes) - 1 else None


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    names = list(table.columns)
    wanted = [name for name in names if columns is None or name in columns]
    with open_text(table.path, table.form.encoding) as lines:
        every = islice(_rows(table.path, lines), rows)
        first = True
        while (found := list(islice(every, _PIECE))) or first:
            yield pd.DataFrame(found, columns=names, dtype=str)[wanted]
            first = False


def _rows(path: Path, lines: Iterator[str]) -> Iterator[list[str]]:
    attributes, number = read_header(path, lines)
    dates = [(place, attribute.date_format) for place, attribute in enumerate(attributes) if attribute.kind == "date"]
    for number, line in enumerate(lines, number + 1):  # noqa: B020  # it goes on
        text = line.strip()
        if not text or text.startswith("%"):
            continue
        row = _sparse(text, attributes) if text.startswith("{") else _dense(text, len(attributes))
        if row is None or len(row) != len(attributes):
            found = "a value without its attribute" if row is None else f"{len(row):,} values"
            raise UserError(
                f"Line {number:,} of {path} has {found}; the file declares {len(attributes):,} attributes.",
                "Check that line: values that hold commas or spaces need quotation marks around them.",
            )
        for place, form in dates:
            with suppress(ValueError):
                row[place] = datetime.strptime(row[place], form).isoformat(" ")  # it names no zone
        yield row


def _dense(text: str, count: int) -> list[str]:
    row = values_of(text)
    if len(row) == count + 1 and _WEIGHT.fullmatch(row[-1]):
        row.pop()
    if len(row) == 1 < count:
        row = values_of(text, by_spaces=True)
    return ["" if value == "?" else value for value in row]


def _sparse(text: str, attributes: list[Attribute]) -> list[str] | None:
    """A row of which only some values are written; the others are 0, of a nominal attribute its first category."""
    row = [attribute.if_not_written for attribute in attributes]
    inside = text[1 : text.rindex("}")] if "}" in text else text[1:]
    for pair in values_of(inside, in_pairs=True):
        if not pair:
            continue
        place, *value = pair.split(None, 1)
        if not place.isdecimal() or int(place) >= len(row):
            return None
        (row[int(place)],) = values_of(value[0]) if value else [""]
        if row[int(place)] == "?":
            row[int(place)] = ""
    return row


ARFF = FileType(
    name="arff",
    title="an ARFF file (WEKA)",
    suffixes=(".arff",),
    recognises=lambda beginning: _RELATION.match(beginning) is not None,
    look_at=_look_at,
    pieces=_pieces,
    is_text=True,
)
