"""All types of files that tables are read from, one line each, and what is refused by name."""

from pathlib import Path

from workbench.data.files.packed import PACKED_SUFFIXES, open_unpacked, unpacked_name
from workbench.data.imports.tables.files.arff import ARFF
from workbench.data.imports.tables.files.arrow import ARROW
from workbench.data.imports.tables.files.delimited import DELIMITED
from workbench.data.imports.tables.files.excel import EARLIER_EXCEL, EXCEL
from workbench.data.imports.tables.files.file_type import BEGINNING, FileType
from workbench.data.imports.tables.files.json_file import JSON
from workbench.data.imports.tables.files.numpy_file import NUMPY
from workbench.data.imports.tables.files.orange import ORANGE
from workbench.data.imports.tables.files.parquet import PARQUET
from workbench.data.imports.tables.files.refused import check_not_refused
from workbench.errors import UserError
from workbench.storage.atomic import explaining

FILE_TYPES: tuple[FileType, ...] = (
    DELIMITED,
    EXCEL,
    PARQUET,
    ARFF,
    ORANGE,
    JSON,
    ARROW,
    NUMPY,
)

SUFFIXES = (*(suffix for known in FILE_TYPES for suffix in known.suffixes), *PACKED_SUFFIXES)
"""Of tables; text files are read whatever their name ends in."""


def type_of(path: Path) -> FileType:
    """The type of a file, by its contents.

    Raises:
        UserError: it does not exist, cannot be read, is empty or of a type that is not read.
    """
    with explaining("read", path):
        with open_unpacked(path) as stream:
            beginning = stream.read(BEGINNING)
        suffix = Path(unpacked_name(path)).suffix.lower()
    if not beginning:
        raise UserError(f"{path} is empty.", "A table with a row for each sample and a column for the label is needed.")
    for known in FILE_TYPES:
        if known.recognises(beginning):
            return known
    called = _by_suffix(suffix)
    if called is not None and not called.is_text:
        return called  # which says what is wrong with the file
    check_not_refused(path, suffix, beginning)
    return DELIMITED


def named(name: str, path: Path) -> FileType:
    """The type of that name; "" is the one as which earlier versions read the file."""
    if not name:
        suffix = path.suffix.lower()
        earlier = (EARLIER_EXCEL, PARQUET)
        return next((known for known in earlier if suffix in known.suffixes), DELIMITED)
    return next(known for known in FILE_TYPES if known.name == name)


def name_in_recipes(known: FileType, path: Path) -> str:
    """The name of a type in the recipe of a file; "" where earlier versions read it alike."""
    return "" if named("", path) is known else known.name


def misnamed(known: FileType, path: Path) -> str:
    """The ending of a file that does not suit its type, "" if it does or has none."""
    suffix = Path(unpacked_name(path)).suffix.lower()
    called = _by_suffix(suffix)
    if called is None or called is known or (called is DELIMITED and not known.suffixes):
        return ""
    return suffix


def _by_suffix(suffix: str) -> FileType | None:
    return next((known for known in FILE_TYPES if suffix in known.suffixes), None)
