"""What the desktop's dialogs for files offer to open, as `tkinter.filedialog` wants it."""

from collections.abc import Iterable

from workbench.data.files.pictures import picture_suffixes
from workbench.data.imports.tables.format import TABLES
from workbench.data.imports.texts.format import TEXTS
from workbench.data.types import Kind

FileTypes = tuple[tuple[str, str], ...]


def file_types(title: str, suffixes: Iterable[str]) -> FileTypes:
    """Files of these suffixes in small and capital letters, and all files."""
    both = (f"*{spelled}" for suffix in suffixes for spelled in (suffix, suffix.upper()))
    return (title, " ".join(both)), ("All files", "*")


def picture_types() -> FileTypes:
    """All pictures that can be read."""
    return file_types("Pictures", sorted(picture_suffixes()))


def new_sample_types(kind: Kind) -> FileTypes:
    """Files that may hold new samples of a dataset of that kind."""
    match kind:
        case Kind.IMAGE:
            return picture_types()
        case Kind.TABULAR:
            return file_types("Tables", TABLES.files)
        case Kind.SEQUENCE:
            return file_types("Texts", TEXTS.files)
