"""Files of Feather and Arrow, read batch by batch."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from workbench.data.files.packed import open_seekable
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.sniffing import TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions

if TYPE_CHECKING:
    import pandas as pd

_FILE, _FIRST_VERSION, _STREAM = b"ARROW1", b"FEA1", b"\xff\xff\xff\xff"  # at the beginning


@contextmanager
def _batches(path: Path) -> Iterator[tuple[Any, Iterator[Any]]]:
    """The schema, and the batches as the library reads them."""
    with open_seekable(path) as stream:
        yield _read(stream)


def _read(stream: IO[bytes]) -> tuple[Any, Iterator[Any]]:
    from pyarrow import feather, ipc

    beginning = stream.read(len(_FILE))
    stream.seek(0)
    if beginning.startswith(_FIRST_VERSION):
        table = feather.read_table(stream)
        return table.schema, iter(table.to_batches())
    if beginning.startswith(_STREAM):
        reader = ipc.open_stream(stream)
        return reader.schema, iter(reader)
    file = ipc.open_file(stream)
    return file.schema, (file.get_batch(number) for number in range(file.num_record_batches))


def _look_at(path: Path, _options: TableOptions) -> TableFile:
    with _batches(path) as (schema, _):
        names = tuple(name for name in schema.names if not name.startswith("__index_level"))
    return TableFile(path, TextFormat("", "", True, ".", names))


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    wanted = [name for name in table.columns if columns is None or name in columns]
    with _batches(table.path) as (_, batches):
        for batch in batches:
            piece = batch.select(wanted)
            piece.validate(full=True)  # damaged offsets would be followed to anywhere
            yield (piece if rows is None else piece.slice(0, rows)).to_pandas(ignore_metadata=True)
            if rows is not None and (rows := rows - len(piece)) <= 0:
                return


ARROW = FileType(
    name="arrow",
    title="a Feather or Arrow file",
    suffixes=(".feather", ".arrow", ".ipc"),
    recognises=lambda beginning: beginning.startswith((_FILE, _FIRST_VERSION, _STREAM)),
    look_at=_look_at,
    pieces=_pieces,
)
