"""JSON files whose rows are objects."""

import json
import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.packed import open_text
from workbench.data.files.text_files import encoding_of
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.json_rows import json_rows
from workbench.data.imports.tables.files.sniffing import MOST_COLUMNS, TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

_PIECE = 20_000  # rows
_OBJECT = re.compile(rb'(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:')


def _look_at(path: Path, options: TableOptions) -> TableFile:
    """The names are those of all rows: some may lack what others have."""
    encoding = options.encoding or encoding_of(path)
    names: dict[str, None] = {}  # in their order
    with open_text(path, encoding) as lines:
        for row in json_rows(path, lines):
            names.update(dict.fromkeys(row))
            if len(names) > MOST_COLUMNS:
                raise UserError(
                    f"{path} has more than {MOST_COLUMNS:,} columns.", "Save what belongs together as lists of rows."
                )
    if not names:
        raise UserError(f"{path} is empty.", "A row for each sample is needed, with a label.")
    return TableFile(path, TextFormat(encoding, "", True, ".", tuple(names)))


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    wanted = [name for name in table.columns if columns is None or name in columns]
    with open_text(table.path, table.form.encoding) as lines:
        every = islice(json_rows(table.path, lines), rows)
        while found := list(islice(every, _PIECE)):
            cells = [[row.get(name, "") for name in wanted] for row in found]
            yield pd.DataFrame(cells, columns=wanted, dtype=str)


def _recognises(beginning: bytes) -> bool:
    """Whether it begins with an object, or is a small document as a whole."""
    if _OBJECT.match(beginning):
        return True
    if not beginning.lstrip().startswith((b"[", b"{")):
        return False
    try:
        return isinstance(json.loads(beginning), list | dict)
    except (ValueError, RecursionError):
        return False


JSON = FileType(
    name="json",
    title="a JSON file",
    suffixes=(".json", ".jsonl", ".ndjson"),
    recognises=_recognises,
    look_at=_look_at,
    pieces=_pieces,
    is_text=True,
)
