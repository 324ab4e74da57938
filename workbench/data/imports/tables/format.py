"""Tables of the user's as an import format."""

from collections import Counter
from pathlib import Path

from workbench.data.imports.import_format import ImportFormat
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.files.file_types import SUFFIXES
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import check, files_state, options_of, source
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.imports.tables.typed_rows import read_typed_row, shown_row


def _likeness(path: Path, _endings: Counter[str]) -> float:
    """Any file may be a table; looking at it shows whether it is."""
    return 0.0 if path.is_dir() else 0.5


TABLES = ImportFormat(
    name=TableRecipe.format,
    samples="rows",
    options=TableOptions,
    recipe=TableRecipe,
    likeness=_likeness,
    inspect=inspect,
    options_of=options_of,
    source=source,
    check=check,
    preview=preview,
    files_state=files_state,
    new_samples=new_samples,
    export=export,
    files=SUFFIXES,
    typed_sample=read_typed_row,
    shown_features=shown_row,
)
