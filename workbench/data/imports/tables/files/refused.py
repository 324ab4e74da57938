"""Files that hold tables or may be taken for such, and are not read: each is called by its name."""

from pathlib import Path

from workbench.errors import UserError

_ADVICE = "Save it as CSV, Excel or Parquet."
_PROGRAM = "Files of this type can run programs and are not read; save it as CSV or Parquet."
_FOLDER = "Choose the folder that holds a folder of pictures for each class."
_ARCHIVE = "Unpack it, and choose the table in it."

# What it is called, where its first bytes lie, what they are, what to do.
_CONTENTS = (
    ("a file pickled by Python", 0, (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"), _PROGRAM),
    ("an HDF5 file", 0, (b"\x89HDF\r\n\x1a\n",), _ADVICE),
    ("a SQLite database", 0, (b"SQLite format 3\x00",), "Save one of its tables as CSV or Parquet."),
    ("a PDF document", 0, (b"%PDF-",), _ADVICE),
    ("a web page", 0, (b"<!DOCTYPE html", b"<!doctype html", b"<html"), "Download the table itself."),
    ("an XML file", 0, (b"<?xml",), _ADVICE),
    ("a SAS file", 0, (b"\x00" * 12 + b"\xc2\xea\x81\x60", b"HEADER RECORD***"), _ADVICE),
    ("an SPSS file", 0, (b"$FL2", b"$FL3"), _ADVICE),
    ("a Stata file", 0, (b"<stata_dta>",), _ADVICE),
    ("a MATLAB file", 0, (b"MATLAB 5.0 MAT-file",), _ADVICE),
    ("an R data file", 0, (b"RDX2", b"RDX3", b"RDA2", b"RDA3"), _ADVICE),
    ("a tar archive", 257, (b"ustar",), _ARCHIVE),
    ("a 7-Zip archive", 0, (b"7z\xbc\xaf\x27\x1c",), _ARCHIVE),
    ("a RAR archive", 0, (b"Rar!\x1a\x07",), _ARCHIVE),
    ("a file packed with Zstandard", 0, (b"\x28\xb5\x2f\xfd",), _ARCHIVE),
    ("a ZIP file", 0, (b"PK\x03\x04", b"PK\x05\x06"), _ARCHIVE),
    ("a packed file in a packed one", 0, (b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00"), _ARCHIVE),
    ("a picture", 0, (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _FOLDER),
)  # fmt: skip
_SUFFIXES = {".pkl": _PROGRAM, ".pickle": _PROGRAM}


def check_not_refused(path: Path, suffix: str, beginning: bytes) -> None:
    """`UserError` for a file that is known and not read.

    Args:
        suffix: in lower case, of the unpacked file.
        beginning: the first bytes of its contents.
    """
    if suffix in _SUFFIXES:
        raise UserError(f"{path} is a file of the type {suffix}.", _SUFFIXES[suffix])
    for title, place, marks, advice in _CONTENTS:
        if beginning[place:].startswith(marks):
            raise UserError(f"{path} is {title}, which is not read as a table.", advice)
