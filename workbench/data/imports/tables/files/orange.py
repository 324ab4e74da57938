"""Text files of Orange: three rows at the top (names, types, flags), or names with types and flags in front."""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.encodings import codec_of
from workbench.data.files.packed import open_unpacked
from workbench.data.files.text_files import encoding_of, likely_encoding_of
from workbench.data.imports.checks import Finding
from workbench.data.imports.tables.files.file_type import BEGINNING, FileType
from workbench.data.imports.tables.files.header import column_names
from workbench.data.imports.tables.files.orange_header import OrangeHeader, declarations, finding, header_of_rows
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.text_file import text_pieces
from workbench.data.imports.tables.options import TableOptions

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = "\t,;"


def _header_of(beginning: bytes) -> tuple[str, OrangeHeader] | None:
    """The separator and the header; None where a file does not begin so."""
    text = beginning.decode(codec_of(likely_encoding_of(beginning)), "replace").lstrip("\ufeff")
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=3)[:3]
    for separator in _SEPARATORS:
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:  # a very long cell
            continue
        if (found := header_of_rows(rows)) is not None:
            return separator, found
    return None


def _header_in(path: Path) -> tuple[str, OrangeHeader] | None:
    with open_unpacked(path) as stream:
        return _header_of(stream.read(BEGINNING))


def other_form_chosen(path: Path, options: TableOptions) -> bool:
    """Whether the user reads a file of Orange as any text: without a row of names, or with another separator."""
    found = _header_in(path)
    return options.header is False or (found is not None and options.separator not in (None, found[0]))


def _look_at(path: Path, options: TableOptions) -> TableFile:
    found = _header_in(path)
    assert found is not None, "it was recognised"
    separator, header = found
    names = column_names(header.names, len(header.names))
    form = TextFormat(options.encoding or encoding_of(path), separator, True, ".", names)
    return TableFile(path, form, declared=declarations(header, names))


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    found = _header_in(table.path)
    without_names = replace(table, form=replace(table.form, header=False))
    return text_pieces(without_names, columns, rows, lines_above=found[1].rows if found is not None else 0)


def _notes(table: TableFile) -> tuple[Finding, ...]:
    found = _header_in(table.path)
    return (finding(found[1]),) if found is not None else ()


ORANGE = FileType(
    name="orange",
    title="a file of Orange",
    suffixes=(),
    recognises=lambda beginning: _header_of(beginning) is not None,
    look_at=_look_at,
    pieces=_pieces,
    is_text=True,
    notes=_notes,
)
