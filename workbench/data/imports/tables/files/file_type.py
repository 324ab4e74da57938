"""What a type of files is: all that is needed to recognise and to read tables in them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.imports.checks import Finding
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions

if TYPE_CHECKING:
    import pandas as pd

Pieces = Callable[[TableFile, Collection[str] | None, int | None], "Iterator[pd.DataFrame]"]
"""The rows of a table; as `workbench.data.imports.tables.files.table_files.pieces`, errors of libraries as they are."""


@dataclass(frozen=True)
class FileType:
    """A type of files that hold tables. Listed in `workbench.data.imports.tables.files.file_types`.

    Attributes:
        name: in recipes.
        title: on the screen, with its article.
        suffixes: endings of such files, none where they have those of another type.
        recognises: whether contents, from their first `BEGINNING` bytes, are certainly of this type.
        look_at: how a table is written, and what its columns are called; raises `UserError` where it cannot be read.
        pieces: reads the rows.
        is_text: whether it is a text whose encoding has to be known.
        notes: what the user should know of a table, besides what is found in all.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    look_at: Callable[[Path, TableOptions], TableFile]
    pieces: Pieces
    is_text: bool = False
    notes: Callable[[TableFile], tuple[Finding, ...]] = lambda _table: ()


BEGINNING = 1 << 17
"""Bytes by which a type is recognised."""
