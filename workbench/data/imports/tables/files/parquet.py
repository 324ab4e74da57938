"""Files of Parquet, read piece by piece."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.files.packed import open_seekable
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions

if TYPE_CHECKING:
    import pandas as pd

_PIECE = 100_000  # rows


def _look_at(path: Path, _options: TableOptions) -> TableFile:
    import pyarrow.parquet as parquet

    with open_seekable(path) as stream:
        names = [
            name for name in parquet.ParquetFile(stream).schema_arrow.names if not name.startswith("__index_level")
        ]
    return TableFile(path, TextFormat("", "", True, ".", tuple(names)))


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pyarrow.parquet as parquet

    wanted = [name for name in table.columns if columns is None or name in columns]
    with open_seekable(table.path) as stream, parquet.ParquetFile(stream) as file:
        for batch in file.iter_batches(min(_PIECE, rows or _PIECE), columns=wanted):
            yield batch.to_pandas(ignore_metadata=True)
            if rows is not None:
                return


PARQUET = FileType(
    name="parquet",
    title="a Parquet file",
    suffixes=(".parquet", ".pq"),
    recognises=lambda beginning: beginning.startswith(b"PAR1"),
    look_at=_look_at,
    pieces=_pieces,
)
