"""Feather and Arrow, as files and as streams."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import feather, ipc

from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

FRAME = pd.DataFrame({"x": range(50), "label": pd.Categorical(["a", "b"] * 25)}, index=range(100, 150))


def write(path: Path, form: str) -> None:
    table = pa.Table.from_pandas(FRAME)
    if form.startswith("feather"):
        feather.write_feather(
            table.combine_chunks(), path, version=int(form[-1]), **({"compression": "zstd"} if form[-1] == "2" else {})
        )
        return
    opened = ipc.new_stream if form == "stream" else ipc.new_file
    with opened(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=20)


@pytest.mark.parametrize("form", ["feather2", "stream", "file"])
def test_batches_are_read_as_they_are(tmp_path: Path, form: str) -> None:
    write(tmp_path / "table.arrow", form)
    table = look_at(tmp_path / "table.arrow", TableOptions())
    assert table.columns == ("x", "label"), "the index is no column"
    assert [value for piece in pieces(table) for value in piece["x"]] == list(range(50))
    assert list(next(iter(pieces(table, ("label",)))).columns) == ["label"]
    assert sum(len(piece) for piece in pieces(table, rows=25)) == 25


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    write(tmp_path / "table.feather", "feather2")
    data = (tmp_path / "table.feather").read_bytes()
    (tmp_path / "table.feather").write_bytes(data[: len(data) // 2])
    with pytest.raises(UserError, match="cannot be read") as caught:
        list(pieces(look_at(tmp_path / "table.feather", TableOptions())))
    assert "damaged" in caught.value.advice
