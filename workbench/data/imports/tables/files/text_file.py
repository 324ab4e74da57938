"""Tables as text files, read piece by piece."""

import csv
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from workbench.data.files.encodings import codec_of
from workbench.data.files.text_files import open_text_bytes
from workbench.data.imports.tables.files.beginning import SPACES
from workbench.data.imports.tables.files.lines import LinesBetween
from workbench.data.imports.tables.files.table_file import TableFile

if TYPE_CHECKING:
    import pandas as pd

_PIECE = 100_000  # rows


def text_pieces(
    table: TableFile, columns: Collection[str] | None, rows: int | None, lines_above: int = 0
) -> "Iterator[pd.DataFrame]":
    """As `workbench.data.imports.tables.files.table_files.pieces`; the library's errors come as they are.

    Args:
        lines_above: lines that are passed over.
    """
    import pandas as pd

    form, marks = table.form, table.form.marks
    with open_text_bytes(table.path, form.encoding) as stream:
        names = len(form.columns) if form.header and marks.separator == SPACES else 0
        between = form.skip_rows or form.skip_footer or marks.several or names
        frames = pd.read_csv(
            LinesBetween(stream, form.encoding, form.skip_rows, form.skip_footer, marks, names) if between else stream,
            sep=marks.one,
            encoding=codec_of(form.encoding),
            header=0 if form.header else None,
            names=list(form.columns),
            usecols=list(columns) if columns is not None else None,
            index_col=False,
            dtype=str,
            keep_default_na=False,
            skipinitialspace=True,
            quotechar=marks.quote or '"',
            quoting=csv.QUOTE_MINIMAL if marks.quote else csv.QUOTE_NONE,
            nrows=rows,
            skiprows=lines_above,
            chunksize=_PIECE,
        )
        with frames:
            for frame in frames:
                yield frame.map(marks.with_several) if marks.several else frame
