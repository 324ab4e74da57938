"""Text files of Orange: three rows at the top (names, types, flags), or names with types and flags in front."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.packed import open_unpacked
from workbench.data.files.text_files import encoding_of, likely_encoding_of
from workbench.data.imports.checks import Finding, Severity
from workbench.data.imports.tables.declaration import IGNORED, META, OTHER_CLASS, WEIGHTS, Declaration
from workbench.data.imports.tables.files.file_type import BEGINNING, FileType
from workbench.data.imports.tables.files.sniffing import TextFormat, column_names
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.text_file import text_pieces
from workbench.data.imports.tables.options import TableOptions

if TYPE_CHECKING:
    import pandas as pd

_SEPARATORS = "\t,;"
_NUMBERS = frozenset({"c", "continuous", "numeric", "n"})
_CATEGORIES = frozenset({"d", "discrete", "categorical"})
_TEXTS = frozenset({"s", "string", "text", "t", "time", "basket", "u", ""})
_TYPES = _NUMBERS | _CATEGORIES | _TEXTS
_LISTED = re.compile(r"(?:\\.|[^\s\\])+")
_FLAGS = {"class": "c", "c": "c", "meta": "m", "m": "m", "ignore": "i", "i": "i", "weight": "w", "w": "w"}
_PREFIXED = re.compile(r"([mciw]?)([CDSTNU]?)#(.+)", re.DOTALL)
_LEFT_OUT = {"m": META, "i": IGNORED, "w": WEIGHTS}


@dataclass(frozen=True)
class _Header:
    """What stands above the rows.

    Attributes:
        rows: of the header.
        types: of the columns, in small letters, or the list of their values.
        flags: of the columns, a letter each, "" for none.
    """

    separator: str
    rows: int
    names: tuple[str, ...]
    types: tuple[str, ...]
    flags: tuple[str, ...]


def _header_of(beginning: bytes) -> _Header | None:
    """None where a file does not begin so."""
    text = beginning.decode(likely_encoding_of(beginning), "replace").lstrip("\ufeff")
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=3)[:3]
    for separator in _SEPARATORS:
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:  # a very long cell
            continue
        found = _three_rows(separator, rows) or _prefixed(separator, rows)
        if found is not None:
            return found
    return None


def _three_rows(separator: str, rows: Sequence[list[str]]) -> _Header | None:
    if len(rows) < 3 or len(rows[0]) < 2 or max(map(len, rows)) > len(rows[0]):
        return None
    names, types, flags = (row + [""] * (len(rows[0]) - len(row)) for row in rows)
    known = [word.lower() in _TYPES or len(_LISTED.findall(word)) > 1 for word in types]
    read = [_flag(words) for words in flags]
    if not all(known) or not any(types) or None in read or not any(word.lower() in _TYPES for word in types if word):
        return None
    return _Header(separator, 3, tuple(names), tuple(types), tuple(flag or "" for flag in read))


def _flag(words: str) -> str | None:
    """The letter of a cell of the third row; None where it holds anything else than flags and attributes."""
    found = ""
    for word in words.split():
        if word.lower() in _FLAGS:
            found = _FLAGS[word.lower()]
        elif "=" not in word:
            return None
    return found


def _prefixed(separator: str, rows: Sequence[list[str]]) -> _Header | None:
    if not rows or len(rows[0]) < 2:
        return None
    found = [_PREFIXED.fullmatch(name) for name in rows[0]]
    marked = [match for match in found if match is not None and (match[1] or match[2])]
    if not any(match[1] for match in marked) and len(marked) < len(found) / 2:  # notes such as C#4 are no prefixes
        return None
    shown = [
        (match[3], match[2].lower(), match[1]) if match is not None and match in marked else (name, "", "")
        for name, match in zip(rows[0], found, strict=True)
    ]
    names, types, flags = zip(*shown, strict=True)
    return _Header(separator, 1, names, types, flags)


def _beginning(path: Path) -> bytes:
    with open_unpacked(path) as stream:
        return stream.read(BEGINNING)


def _look_at(path: Path, options: TableOptions) -> TableFile:
    header = _header_of(_beginning(path))
    assert header is not None, "it was recognised"
    names = column_names(header.names, len(header.names))
    form = TextFormat(options.encoding or encoding_of(path), header.separator, True, ".", names)
    label = next((name for name, flag in zip(names, header.flags, strict=True) if flag == "c"), None)
    declared = {
        name: _declaration(kind, flag, name == label)
        for name, kind, flag in zip(names, header.types, header.flags, strict=True)
    }
    return TableFile(path, form, declared=declared)


def other_form_chosen(path: Path, options: TableOptions) -> bool:
    """Whether the user reads a file of Orange as any text: without a row of names, or with another separator."""
    header = _header_of(_beginning(path))
    return options.header is False or (header is not None and options.separator not in (None, header.separator))


def _declaration(kind: str, flag: str, label: bool) -> Declaration:
    left_out = _LEFT_OUT.get(flag, OTHER_CLASS if flag == "c" and not label else "")
    if kind.lower() in _TYPES:
        return Declaration(kind.lower() in _CATEGORIES, (), label, left_out)
    return Declaration(True, tuple(re.sub(r"\\(.)", r"\1", value) for value in _LISTED.findall(kind)), label, left_out)


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    header = _header_of(_beginning(table.path))
    without_names = replace(table, form=replace(table.form, header=False))
    return text_pieces(without_names, columns, rows, lines_above=header.rows if header is not None else 0)


def _notes(table: TableFile) -> tuple[Finding, ...]:
    header = _header_of(_beginning(table.path))
    if header is None:
        return ()
    where = "rows 2 and 3" if header.rows > 1 else "letters in front of the names"
    message = f"This is {ORANGE.title}: {where} say what the columns hold, and are no samples."
    return (
        Finding(
            Severity.WARNING,
            message,
            "Choose another separator, or that the first row holds no names, if that is not meant.",
        ),
    )


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
