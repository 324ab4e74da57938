"""Files of Parquet, read piece by piece."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.imports.tables.files.reader_errors import readable
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    import pandas as pd

PARQUET = (".parquet", ".pq")
"""Endings of their names."""

_PIECE = 100_000  # rows


def look_at_parquet(path: Path) -> TableFile:
    """Names of its columns; `UserError` if it cannot be read."""
    import pyarrow.parquet as parquet

    with explaining("read", path), readable(path):
        names = [name for name in parquet.ParquetFile(path).schema_arrow.names if not name.startswith("__index_level")]
    return TableFile(path, TextFormat("", "", True, ".", tuple(names)))


def parquet_pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    """As `workbench.data.imports.tables.files.table_files.pieces`; the library's errors come as they are."""
    import pyarrow.parquet as parquet

    wanted = [name for name in table.columns if columns is None or name in columns]
    with parquet.ParquetFile(table.path) as file:
        for batch in file.iter_batches(min(_PIECE, rows or _PIECE), columns=wanted):
            yield batch.to_pandas(ignore_metadata=True)
            if rows is not None:
                return
