"""Files of office programs before they are handed to a reader: what they are, how large, and what is odd in them."""

import html
import re
import zipfile
from pathlib import Path
from typing import IO

from workbench.data.files.packed import open_seekable
from workbench.errors import UserError

MOST_UNPACKED = 2 << 30
"""Bytes that such a file, a ZIP file in fact, may hold when it is unpacked."""

MOST_CELLS = 100_000_000
"""Cells of a sheet from its first to its last row and column, blank ones too: all of them are in memory."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MEMBERS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", b"xl/")
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_TARGET = re.compile(r"<Relationship\b[^>]*>")
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})([0-9]{4,})"')  # others are near enough
_CHUNK, _LONGEST = 1 << 22, 24  # bytes
_LOOKED_AT = 1 << 21  # bytes of a sheet


def is_office_file(beginning: bytes) -> bool:
    """Whether a file begins as those of Excel and OpenDocument do, the old ones and encrypted ones too."""
    return beginning.startswith(_OLE) or (
        beginning.startswith(_ZIP) and any(member in beginning for member in _MEMBERS)
    )


def check_office_file(path: Path, stream: IO[bytes]) -> None:
    """`UserError` for a file that is none, or would need too much memory; the stream is at its beginning again."""
    beginning = stream.read(len(_ZIP))
    stream.seek(0)
    if beginning == _OLE:
        return
    if beginning != _ZIP:
        raise UserError(
            f"{path} is no Excel file, although it is called one.",
            "Save it anew in Excel; if it is a text file, give it the ending .csv.",
        )
    with zipfile.ZipFile(stream) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > MOST_UNPACKED:
            raise UserError(
                f"{path} holds {size / 1e9:.1f} gigabytes when it is unpacked, and at most "
                f"{MOST_UNPACKED / 1e9:.1f} can be read.",
                "Save the sheet as CSV or Parquet.",
            )
        for member in archive.namelist():
            if _WORKSHEET.fullmatch(member):
                with archive.open(member) as content:
                    _check_extent(path, content)
    stream.seek(0)


def _check_extent(path: Path, content: IO[bytes]) -> None:
    """`UserError` where a cell lies so far away that the blank ones before it would fill the memory."""
    before, columns, rows = b"", 1, 1
    while chunk := content.read(_CHUNK):
        for column, row in _FAR_CELL.findall(before + chunk):
            columns, rows = max(columns, _column_number(column)), max(rows, int(row))
            if columns * rows > MOST_CELLS:
                raise UserError(
                    f"{path} has a sheet that reaches to the cell {column.decode()}{row.decode()}, which would need "
                    "too much memory.",
                    "Delete the rows and columns beyond the table in Excel, or save the sheet as CSV.",
                )
        before = chunk[-_LONGEST:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def unreadable_book(path: Path) -> UserError:
    """The error for an old or encrypted file that its reader refuses."""
    return UserError(
        f"{path} is encrypted with a password, or damaged.",
        "Open it in Excel and save it without a password as .xlsx or as CSV.",
    )


def formula_without_value(path: Path, sheet: str) -> str:
    """The first cell of an .xlsx sheet with a formula whose value was not saved, "" if there is none at its beginning.

    Programs that write files without computing (openpyxl, for example) leave them so.
    """
    with open_seekable(path) as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            return ""
        with zipfile.ZipFile(stream) as archive:
            member = _member_of(archive, sheet)
            if not member:
                return ""
            with archive.open(member) as content:
                found = _FORMULA.search(content.read(_LOOKED_AT))
    return found[1].decode() if found else ""


def _member_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The member of an .xlsx file that holds a sheet, "" where there is none."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return ""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    wanted = {html.unescape(name): number for name, number in _SHEET.findall(book)}.get(sheet)
    for relation in _TARGET.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        entries = dict(re.findall(r'\b(\w+)="([^"]*)"', relation))
        if wanted is not None and entries.get("Id") == wanted:
            target = entries.get("Target", "").lstrip("/")
            member = target if target.startswith("xl/") else f"xl/{target}"
            return member if member in names else ""
    return ""
